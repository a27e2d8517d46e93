"""The questions that are asked: a fixed list, each different from all others."""

from collections.abc import Sequence
from itertools import cycle

from bench.places import PLACES

# What people look for, as an address says it, without the place.
WANTED = (
    "need=stay",
    "need=talk",
    "need=plan&gender=women",
    "need=kids",
    "need=money",
    "need=stay&accepts=pets",
    "need=uphold&delivery=phone",
    "need=status&language=ur",
    "for=change",
    "for=someone&need=talk",
    "need=recover&gender=men",
    "need=past&delivery=meet",
    "community=s-asian&language=pa",
    "need=stay&accepts=kids&accepts=nrpf",
    "for=work&need=case",
    "type=counsel&gender=women",
    "need=online",
    "community=deaf&language=bsl",
    "age=16",
    "for=young",
    "need=mind&need=drink",
    "type=line&delivery=chat",
    "need=stay&community=bme&gender=women",
    "access=step-free&need=stay",
    "community=kindred",
    "need=home&age=67",
    "type=advocate",
    "need=family&delivery=email",
    "need=visits&language=pl",
    "for=change&delivery=group",
    "need=custom&community=muslim",
    "need=worried",
    "type=group&delivery=group&gender=women",
    "need=talk&language=so&language=ar",
    "need=recent",
    "for=work&type=law",
    "community=older&need=plan",
    "need=choice&accepts=sons",
    "type=rooms&accepts=large",
    "need=pets",
    "community=disabled&access=access",
    "",
)
# Words that stay words: names, and what no term says.
WORDS = (
    "women's aid",
    "refuge",
    "rape crisis",
    "solicitor",
    "confidential support",
    "free legal advice",
    "victim support",
    "workshop",
    "drop in",
    "citizens advice",
    "independent adviser",
    "sanctuary scheme",
    "young people",
    "freedom programme",
    "24 hour",
    "therapy",
    "outreach worker",
    "housing association",
    "specialist court",
    "peer mentoring",
    "helpline",
    "new beginnings",
    "faith",
    "children and families",
    "bereavement",
    "text service",
    "safe accommodation",
    "self esteem",
    "one to one",
    "multi agency",
    "lived experience",
)


def pages(number: int) -> list[str]:
    """Addresses of lists, with filters and without words."""
    return _addresses(WANTED, number)


def pages_with_words(number: int) -> list[str]:
    """Addresses of lists that ask for words, every second one with a filter too."""
    plain = [f"q={text.replace(' ', '+')}" for text in WORDS]
    filtered = [f"gender=women&{words}" for words in plain]
    return _addresses([*plain, *filtered], number)


def warming(number: int) -> list[str]:
    """Addresses of both sorts that are not measured; others than the measured ones."""
    paged = [f"{address}&page=2" for address in pages(number)]
    return [*paged, *(f"{address}&age=30" for address in pages_with_words(number))]


def _addresses(wanted: Sequence[str], number: int) -> list[str]:
    pairs = zip(cycle(PLACES), cycle(wanted), range(number), strict=False)
    asked = [
        "&".join(part for part in (place and f"area={place}", rest) if part)
        for place, rest, _n in pairs
    ]
    addresses = [f"/services/?{question}" for question in asked]
    if len(set(addresses)) < number:
        raise ValueError(
            "Two questions are the same: one would be answered from memory."
        )
    return addresses
