"""What the daily checks can find, in which order it matters, and how it is noted."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a daily check can find."""

    UNSAFE_LINK = "unsafe-link", _("a link leads to someone else")
    AMISS = "amiss", _("our last check found something else")
    NUMBER = "number", _("a number that cannot be right")
    CHANGED_LINK = "changed-link", _("a link has moved or changed")
    DEAD_LINK = "dead-link", _("a link does not work")
    WAITING_OVER = "waiting-over", _("what it says about waiting is over")
    MARK_OVER = "mark-over", _("a mark of quality is over")
    CHECK_DUE = "check-due", _("due for a check")
    DUPLICATE = "duplicate", _("perhaps the same twice")
    GUIDE_DUE = "guide-due", _("a guide is due for review")


# The smaller, the more may come of leaving it: the order of today's work.
RISK: dict[str, int] = {
    Kind.UNSAFE_LINK: 10,
    Kind.AMISS: 20,
    Kind.NUMBER: 30,
    Kind.CHANGED_LINK: 40,
    Kind.DEAD_LINK: 50,
    Kind.WAITING_OVER: 60,
    Kind.MARK_OVER: 65,
    Kind.CHECK_DUE: 70,
    Kind.DUPLICATE: 80,
    Kind.GUIDE_DUE: 90,
}
# A program that looks again may be shown something else: people settle these.
SETTLED_BY_PEOPLE = (Kind.UNSAFE_LINK, Kind.CHANGED_LINK)


class State(models.TextChoices):
    """Where a finding stands."""

    OPEN = "open", _("open")
    DISMISSED = "dismissed", _("not a problem")
    SOLVED = "solved", _("solved")


@dataclass(frozen=True)
class Noted:
    """What a check says of one thing: about which record, and why."""

    why: str
    service: int | None = None
    other_service: int | None = None
    organisation: int | None = None
    other_organisation: int | None = None
    contact: int | None = None
    guide: int | None = None
    # How much earlier it stands than others of its kind.
    sooner: int = 0

    def fields(self, kind: str) -> dict[str, object]:
        """The columns that hold it."""
        return {
            "why": self.why[:500],
            "risk": RISK[kind] - self.sooner,
            "service_id": self.service,
            "other_service_id": self.other_service,
            "organisation_id": self.organisation,
            "other_organisation_id": self.other_organisation,
            "contact_id": self.contact,
            "guide_id": self.guide,
        }


def pair_key(what: str, one: str, other: str) -> str:
    """The key of two records that may be the same, whichever came first."""
    return "|".join([what, *sorted((one, other))])
