"""Changes that an organisation's own people ask for; one of us decides each."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.from_outside import (
    AlreadyDecidedError,
    FromOutside,
    FromOutsideQuerySet,
    TooManyError,
    this_hour,
)
from directory.models.representative import Representative
from directory.models.service import Service, Waiting

# In one hour, from one representative.
MOST_IN_AN_HOUR = 20
ASKED = ("summary", "hours_words", "waiting", "waiting_until", "contact_words")


class AskedChangeQuerySet(FromOutsideQuerySet):
    """The questions asked about changes that were asked for."""

    def take(
        self, service: Service, *, told_by: Representative, receipt: str, **asked
    ) -> "AskedChange":
        """Keep what an organisation asks to change of its own public service."""
        if not told_by.is_active or not service.is_published:
            raise ValidationError(_("This link no longer works."))
        if service.organisation_id != told_by.organisation_id:
            raise ValidationError(_("This service is another organisation's."))
        change = AskedChange.objects.filter(receipt=receipt).first()
        if change is not None and not change.is_open:
            raise AlreadyDecidedError
        hour = AskedChange.objects.told_in(this_hour()).filter(told_by=told_by)
        if change is None and hour.count() >= MOST_IN_AN_HOUR:
            raise TooManyError
        told = {"service": service, "told_by": told_by, **asked}
        taken, _made = AskedChange.objects.update_or_create(
            receipt=receipt, defaults=told
        )
        return taken


class AskedChange(FromOutside):
    """What a service's own people say it should be; an empty field asks nothing."""

    service = models.ForeignKey(
        Service,
        models.CASCADE,
        editable=False,
        related_name="asked_changes",
        verbose_name=_("service"),
    )
    told_by = models.ForeignKey(
        Representative,
        models.CASCADE,
        editable=False,
        related_name="asked_changes",
        verbose_name=_("told by"),
    )
    summary = models.CharField(_("summary"), max_length=160, blank=True, editable=False)
    hours_words = models.TextField(
        _("opening hours in words"), blank=True, editable=False
    )
    waiting = models.CharField(
        _("waiting"), max_length=6, choices=Waiting, blank=True, editable=False
    )
    waiting_until = models.DateField(_("until"), null=True, editable=False)
    contact_words = models.TextField(
        _("numbers and addresses"), blank=True, editable=False
    )

    objects = AskedChangeQuerySet.as_manager()

    class Meta(FromOutside.Meta):
        verbose_name = _("change asked for")
        verbose_name_plural = _("changes asked for")
        constraints = [
            *FromOutside.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(
                    summary="",
                    hours_words="",
                    waiting="",
                    waiting_until=None,
                    contact_words="",
                ),
                name="asked_change_asks_something",
            ),
        ]

    def __str__(self) -> str:
        return str(self.service)

    @property
    def asked(self) -> dict[str, object]:
        """Each field that should change, and what it should say."""
        told = {name: getattr(self, name) for name in ASKED}
        return {name: value for name, value in told.items() if value}
