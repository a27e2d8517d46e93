"""Suggestions: someone outside names a service that we lack."""

from typing import Any
from urllib.parse import urlsplit

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from directory.models.contact import ContactKind
from directory.models.dialling import read
from directory.models.from_outside import (
    AlreadyDecidedError,
    Done,
    FromOutside,
    FromOutsideQuerySet,
    TooManyError,
    this_hour,
)
from directory.models.proposal import Proposal, Source
from directory.models.service import Service
from directory.models.taxonomy import Side

# In one hour, from everyone together.
MOST_IN_ALL = 60


class SuggestionQuerySet(FromOutsideQuerySet):
    """The questions asked about suggestions."""

    def take(self, *, receipt: str, **told) -> "Suggestion":
        """Keep a suggestion; the same form sent again is the same one."""
        with transaction.atomic():
            known = Suggestion.objects.filter(receipt=receipt).first()
            if known is not None and not known.is_open:
                raise AlreadyDecidedError
            hour = Suggestion.objects.told_in(this_hour())
            if known is None and hour.count() >= MOST_IN_ALL:
                raise TooManyError
            taken, _made = Suggestion.objects.update_or_create(
                receipt=receipt, defaults=told
            )
        return taken

    def propose(self, *, by) -> int:
        """Make proposals without an author of these: a second source must be found."""
        with transaction.atomic():
            chosen = list(self.open())
            for suggestion in chosen:
                suggestion.propose()
            keys = [suggestion.pk for suggestion in chosen]
            return Suggestion.objects.filter(pk__in=keys).decide(
                by=by, done=Done.PROPOSED
            )


class Suggestion(FromOutside):
    """A service that someone misses here, as they told us; never shown in public."""

    name = models.CharField(_("name"), max_length=200, editable=False)
    side = models.CharField(
        _("side"),
        max_length=10,
        choices=Side,
        default=Side.SURVIVORS,
        editable=False,
    )
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

    def propose(self) -> Proposal:
        """A draft to be, with nobody as author; of the stranger's words only facts."""
        kind = kind_of(self.reach)
        values: dict[str, Any] = {
            "organisation": self.name,
            "name": self.name,
            "side": self.side,
        }
        if kind:
            address = self.reach if kind != ContactKind.WEBSITE else _web(self.reach)
            values["contacts"] = [{"kind": kind, "value": address}]
        return Proposal.objects.propose_new(
            Service,
            values,
            source=Source.PUBLIC,
            origin="suggestion",
            identity=f"suggestion {self.pk}",
            note="; ".join(part for part in (self.reach, self.area) if part),
        )


def kind_of(reach: str) -> str:
    """What someone gave as website or number; "" where it is neither."""
    if read(reach).dialable:
        return ContactKind.PHONE
    if " " in reach:
        return ""
    if "@" in reach:
        return ContactKind.EMAIL
    return ContactKind.WEBSITE if "." in urlsplit(_web(reach)).netloc else ""


def _web(reach: str) -> str:
    return reach if reach.startswith(("http://", "https://")) else f"https://{reach}"
