"""What a page needs so that a person can ask: the box, and whom it is for."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from directory.find.criteria import SPELT, Criteria
from directory.find.held import holding
from directory.models import Side
from directory.models.addresses import prefixed

# What the form of filters offers itself, or what has been said once.
UNNARROWED = {"age", "page", "open", "meant", "not", "offer"}


@dataclass(frozen=True)
class Doubt:
    """What we took a person's words for, and the way to say that it is wrong."""

    words: str
    link: str = ""
    url: str = ""


@dataclass(frozen=True)
class Door:
    """One of those whom support may be for."""

    value: str
    label: str
    is_current: bool


@dataclass(frozen=True)
class Ask:
    """The box: what stands in it, what goes with it unseen, what was wrong."""

    place: str = ""
    text: str = ""
    hidden: list[tuple[str, str]] = field(default_factory=list)
    problem: str = ""
    doors: list[Door] = field(default_factory=list)


def doors(criteria: Criteria) -> list[Door]:
    """Whom support may be for, in a person's own words."""
    labels = {
        "me": _("me"),
        "someone": _("someone I know"),
        "young": _("me, and I am under 18"),
        "work": _("people I work with"),
    }
    return [Door(who, label, who == criteria.who) for who, label in labels.items()]


def box(criteria: Criteria, *, with_doors: bool = True) -> Ask:
    """The box with the question as it stands; its filters go along unseen."""
    has_doors = with_doors and criteria.side == Side.SURVIVORS
    shown = {"q", "page", "for"} if has_doors else {"q", "page"}
    hidden = [pair for pair in criteria.pairs() if pair[0] not in shown]
    hidden += criteria.shortlist.pairs
    offered = doors(criteria) if has_doors else []
    return Ask(criteria.place_name, criteria.q, hidden, doors=offered)


def unseen_when_narrowing(criteria: Criteria) -> list[tuple[str, str]]:
    """What the form of filters sends along: all but what it offers itself."""
    offered = {group.parameter for group in holding().vocabulary.public_filters()}
    pairs = criteria.pairs(carried=True)
    return [pair for pair in pairs if pair[0] not in offered | UNNARROWED]


def other_side(criteria: Criteria) -> Criteria:
    """The same place asked from the other side."""
    if criteria.side == Side.CHANGE:
        return Criteria(areas=criteria.areas)
    return Criteria(who="change", side=Side.CHANGE, areas=criteria.areas)


def doubts(criteria: Criteria) -> list[Doubt]:
    """How sure we are of what was typed, as the redirect handed it on."""
    found = [_doubt(key, criteria) for key in criteria.meant]
    if criteria.refused:
        names = ", ".join(term.name for term in criteria.refused)
        found.append(Doubt(_("You said not this: %s. We left it out.") % names))
    return found


def _doubt(key: str, criteria: Criteria) -> Doubt:
    if key == SPELT:
        return Doubt(_("We changed the spelling of a word. If it is wrong, try again."))
    name = key.removesuffix(f".{SPELT}")
    if name != key:
        words = _("We took the place you typed to be %s.") % criteria.place_name
        return Doubt(words, _("Start again"), prefixed("/"))
    pairs = replace(criteria, areas=(), near="", meant=(), page=1).pairs()
    pairs += criteria.shortlist.pairs
    return Doubt(
        _("There is more than one place of this name."),
        _("Choose another"),
        prefixed("/choose/?") + urlencode([("n", name), *pairs]),
    )
