"""Records that may be the same thing twice: by name, number, domain, charity number.

Pairs, the older record first, so that a moderator can look at both side by side. A pair
that someone called "not a problem" stays known and is not asked about again.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from directory.curation.daily.checks import Run, Told
from directory.exchange.web.domains import domain_of, is_shared
from directory.models import Contact, Finding, Organisation, Service
from directory.models.finding_kinds import Kind, Noted, pair_key
from directory.search.text import fold

# Words that come and go in the names of one and the same body.
_LEGAL = re.compile(r"\b(the|ltd|limited|cic|cio|uk|charity|registered|and)\b")
# A line that so many print is a line they all pass on, not one body many times.
MANY = 4


def check(run: Run) -> Told:
    """Note each pair of services, and of organisations, that may be the same."""
    return Told(*Finding.objects.note(Kind.DUPLICATE, services() | organisations()))


def services() -> dict[str, Noted]:
    """Services of one side with the same name, or with another body's number."""
    found: dict[str, Noted] = {}
    rows = Service.objects.not_withdrawn().order_by("pk")
    known = {}
    by_name = defaultdict(list)
    for pk, code, side, name, owner in rows.values_list(
        "pk", "code", "side", "name", "organisation_id"
    ):
        known[pk] = (code, side, owner)
        by_name[side, plain(name)].append(pk)
    for group in by_name.values():
        for one, other in pairs(group):
            _add(found, known, one, other, "The same name.")
    by_number = defaultdict(list)
    numbers = Contact.objects.dialled_in_public().order_by("service_id")
    for pk, number in numbers.values_list("service_id", "dialable"):
        if number and pk in known:
            by_number[known[pk][1], number].append(pk)
    for (_side, number), group in by_number.items():
        owners = {known[pk][2]: pk for pk in reversed(group)}
        if 1 < len(owners) <= MANY:
            for one, other in pairs(sorted(owners.values())):
                _add(found, known, one, other, f"The same number: {number}.")
    return found


def _add(found: dict, known: dict, one: int, other: int, why: str) -> None:
    key = pair_key("service", known[one][0], known[other][0])
    if key not in found:
        found[key] = Noted(why, service=one, other_service=other)


def organisations() -> dict[str, Noted]:
    """Organisations with the same name, charity number or domain."""
    by: dict[tuple[str, str], list[int]] = defaultdict(list)
    keys = {}
    rows = Organisation.objects.order_by("pk").values_list(
        "pk", "uuid", "name", "charity_number", "website"
    )
    for pk, uuid, name, number, website in rows:
        keys[pk] = str(uuid)
        by["The same name.", plain(name)].append(pk)
        digits = re.sub(r"[^0-9A-Z]", "", number.upper())
        if digits:
            by["The same charity number.", digits].append(pk)
        domain = domain_of(website)
        if domain and not is_shared(domain):
            by["The same site.", domain].append(pk)
    found: dict[str, Noted] = {}
    for (why, _value), group in by.items():
        if why == "The same site." and len(group) > MANY:
            continue
        for one, other in pairs(group):
            key = pair_key("organisation", keys[one], keys[other])
            noted = Noted(why, organisation=one, other_organisation=other)
            found.setdefault(key, noted)
    return found


def plain(name: str) -> str:
    """A name without what comes and goes: capitals, accents, Ltd, The."""
    folded = fold(name)
    return " ".join(_LEGAL.sub(" ", folded).split()) or folded


def pairs(group: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The oldest with each of the others."""
    first, *others = group
    for other in dict.fromkeys(others):
        if other != first:
            yield first, other
