"""Which services exist for what is asked, and which exist for something else.

A service whose kind answers the need stands before one that merely mentions it; one
made for a group that nobody named, or for one special harm that nobody asked about,
stands after. The lines that moderators put first for a nation are never moved back.
"""

from pyroaring import BitMap

from directory.find.crisis_book import EVERYWHERE
from directory.find.facets import Found
from directory.find.held import holding
from directory.find.index_rows import SPECIAL_KINDS

# A line that says it helps with a need is always there for it.
ANY_NEED = "helpline"
# The needs that a kind of service is there to answer.
ANSWERS = {
    "refuge": {"safe-place-to-stay", "leave-safely"},
    "housing": {"safe-place-to-stay", "stay-safe-at-home"},
    "sanctuary-scheme": {"stay-safe-at-home"},
    "outreach": {"stay-safe-at-home", "leave-safely", "talk-to-someone"},
    "advocacy": {"criminal-justice-support", "order-being-broken", "leave-safely"},
    "counselling": {"emotional-recovery", "past-sexual-abuse", "mental-health"},
    "support-group": {"emotional-recovery", "after-it-is-over"},
    "sexual-assault-referral-centre": {"recent-sexual-assault"},
    "legal-advice": {
        "legal-protection",
        "order-being-broken",
        "family-court-and-children",
        "child-contact",
    },
    "immigration-advice": {"immigration-and-no-recourse", "dowry-or-abandonment"},
    "money-advice": {"money-and-work"},
    "children-and-young-people": {"help-for-children"},
    "behaviour-change": {"change-my-behaviour"},
    "partner-support": {"wants-him-to-change"},
    "stalking": {"stalking-and-harassment"},
    "forced-marriage-and-honour": {
        "forced-marriage-or-honour",
        "dowry-or-abandonment",
    },
    "fgm": {"fgm"},
    "trafficking": {"exploitation-and-trafficking"},
    "online-safety": {"online-abuse"},
    "police-accountability": {"abused-by-police"},
    "health": {"recent-sexual-assault", "pregnancy", "mental-health"},
    "pets": {"pets"},
}
# What a door or another choice says about the groups that services are made for.
GROUPS_OF_DOOR = {"young": {"young-people"}}
GROUPS_OF_GENDER = {"men": {"men"}}
_MIGRANTS = {"migrants", "refugees-and-asylum-seekers", "black-and-minoritised"}
_HONOUR = {
    "black-and-minoritised",
    "south-asian",
    "african-and-caribbean",
    "middle-eastern-and-north-african",
    "muslim",
    "migrants",
    "young-people",
}
GROUPS_OF_NEED = {
    "immigration-and-no-recourse": _MIGRANTS,
    "exploitation-and-trafficking": _MIGRANTS | {"young-people", "sex-workers"},
    "forced-marriage-or-honour": _HONOUR,
    "fgm": _HONOUR,
    "dowry-or-abandonment": _HONOUR,
    "help-for-children": {"young-people"},
}
GROUPS_OF_ACCEPTS = {
    "no-recourse": _MIGRANTS,
    "substance-use": {"sex-workers", "women-with-convictions"},
    "older-sons": {"young-people"},
}
GROUPS_OF_LANGUAGE = {"bsl": {"deaf", "disabled"}}
GROUPS_OF_ACCESS = {"hearing": {"deaf", "disabled"}, "sight": {"blind", "disabled"}}


def by_purpose(found: Found) -> list[BitMap]:
    """All services in four: of the special kind that is asked about; of a kind that
    answers the need; general; there for another harm.
    """
    special, answering = _special(found), _answering(found)
    other = _for_other_harms(found, special | answering) - crisis_lines(found)
    general = found.index.sets.everyone - special - answering - other
    return [special - other, answering - special - other, general, other]


def crisis_lines(found: Found) -> BitMap:
    """The service whose line moderators put first for this nation and person."""
    book = holding().crisis
    nations = [found.criteria.nation] if found.criteria.areas else book.nations()
    lines = [
        line
        for nation in nations or [EVERYWHERE]
        for line in book.lines(nation, found.criteria.crisis_audience)[:1]
    ]
    positions = found.index.position_of
    keys = {line.contact.service_id for line in lines}
    return BitMap(positions[pk] for pk in keys if pk in positions)


def _fitting(found: Found, taxonomy: str, codes: set[str]) -> BitMap:
    joined, vocabulary = BitMap(), holding().vocabulary
    for code in codes:
        term = vocabulary.term(taxonomy, code)
        if term is not None:
            joined |= found.index.sets.fits.get(term.id, BitMap())
    return joined


def _codes(found: Found, taxonomy: str) -> set[str]:
    return {term.code for term in found.criteria.terms.get(taxonomy, ())}


def _special(found: Found) -> BitMap:
    needs = _codes(found, "need")
    return _fitting(
        found, "type", {kind for kind in SPECIAL_KINDS if ANSWERS[kind] & needs}
    )


def _answering(found: Found) -> BitMap:
    needs, kinds = _codes(found, "need"), _codes(found, "type")
    if not kinds and needs:
        kinds = {kind for kind, answered in ANSWERS.items() if answered & needs}
        kinds.add(ANY_NEED)
    return _fitting(found, "type", kinds)


def for_other_groups(found: Found) -> BitMap:
    """Services made for particular groups, when none of them was asked for."""
    asked = _codes(found, "community") | GROUPS_OF_DOOR.get(found.criteria.who, set())
    for taxonomy, groups in (
        ("gender", GROUPS_OF_GENDER),
        ("need", GROUPS_OF_NEED),
        ("accepts", GROUPS_OF_ACCEPTS),
        ("language", GROUPS_OF_LANGUAGE),
        ("access", GROUPS_OF_ACCESS),
    ):
        for code in _codes(found, taxonomy):
            asked |= groups.get(code, set())
    group = holding().vocabulary.taxonomy("community")
    every = {term.code for term in group.terms} if group else set()
    theirs = _fitting(found, "community", asked)
    for term in found.criteria.terms.get("community", ()):
        theirs |= found.index.fitting(term.id)
    others = _fitting(found, "community", every - asked) - theirs
    return others - found.index.sets.many_groups


def _for_other_harms(found: Found, answering: BitMap) -> BitMap:
    """Services of a special kind, and little else, that nothing asked is about."""
    needs = _codes(found, "need")
    other = {kind for kind in SPECIAL_KINDS if not ANSWERS[kind] & needs}
    special = _fitting(found, "type", other) & found.index.sets.special
    asked_kind = bool(_codes(found, "type"))
    named = bool({need for kind in SPECIAL_KINDS for need in ANSWERS[kind]} & needs)
    return special - answering if named or asked_kind else special
