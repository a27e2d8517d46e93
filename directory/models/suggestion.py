"""Suggestions: someone outside names a service that we lack."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.from_outside import (
    AlreadyDecidedError,
    FromOutside,
    FromOutsideQuerySet,
    TooManyError,
    this_hour,
)

# In one hour, from everyone together.
MOST_IN_ALL = 60


class SuggestionQuerySet(FromOutsideQuerySet):
    """The questions asked about suggestions."""

    def take(self, *, receipt: str, **told) -> "Suggestion":
        """Keep a suggestion; the same form sent again is the same one."""
        suggestion = Suggestion.objects.filter(receipt=receipt).first()
        if suggestion is not None and not suggestion.is_open:
            raise AlreadyDecidedError
        hour = Suggestion.objects.told_in(this_hour())
        if suggestion is None and hour.count() >= MOST_IN_ALL:
            raise TooManyError
        taken, _made = Suggestion.objects.update_or_create(
            receipt=receipt, defaults=told
        )
        return taken


class Suggestion(FromOutside):
    """A service that someone misses here, as they told us; never shown in public."""

    name = models.CharField(_("name"), max_length=200, editable=False)
    reach = models.CharField(_("website or number"), max_length=300, editable=False)
    area = models.CharField(_("where"), max_length=200, blank=True, editable=False)
    text = models.TextField(_("what it does"), blank=True, editable=False)
    source = models.TextField(_("how they know"), blank=True, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta(FromOutside.Meta):
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")

    def __str__(self) -> str:
        return self.name
