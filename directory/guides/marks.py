"""Marks: what stands in a guide's text between [[ and ]] and leads somewhere.

`[[find need=stay for=me|Find somewhere safe to stay]]`, `[[line survivor]]`,
`[[contact k7qm4x-1]]`, `[[service k7qm4x|words]]`, `[[guide kids|words]]`,
`[[page safety|words]]`. A mark names its goal by a code that lasts, never by an address
or a number, so it follows what is renamed and is gone with what is taken down.
"""

import re
from dataclasses import dataclass

from django.http import QueryDict

from directory.models import CrisisLine

WRITTEN = re.compile(
    r"\[\[(?P<kind>[a-z]+)(?: +(?P<goal>[^\]|\n]*[^\]|\s]))? *"
    r"(?:\|(?P<words>[^\]|]+))?\]\]"
)
CITED = re.compile(r"\[(?P<number>[1-9]\d?)\]")
FIND, LINE, CONTACT, SERVICE = "find", "line", "contact", "service"
GUIDE, PAGE = "guide", "page"
KINDS = (FIND, LINE, CONTACT, SERVICE, GUIDE, PAGE)
# Marks that may stand as a block of their own, with a large number to tap.
BLOCKS = (LINE, CONTACT)
# Pages of ours, and the names of their addresses.
PAGES = ("home", "now", "guides", "safety", "privacy", "about")
# Whose free lines `[[line …]]` may name.
AUDIENCES = tuple(CrisisLine.For.values)


@dataclass(frozen=True)
class Mark:
    """One mark: its kind, the code of its goal, and the words of the link."""

    kind: str
    goal: str
    words: str

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of a filtered search, in the order written."""
        return [
            (name, value)
            for name, _equals, value in (
                part.partition("=") for part in self.goal.split()
            )
        ]

    @property
    def query(self) -> QueryDict:
        """The same as the address of a search would hold them."""
        query = QueryDict(mutable=True)
        for name, value in self.pairs:
            query.appendlist(name, value)
        return query


def read(found: re.Match[str]) -> Mark:
    """The mark that a match of WRITTEN stands for."""
    words = " ".join((found["words"] or "").split())
    return Mark(found["kind"], " ".join((found["goal"] or "").split()), words)
