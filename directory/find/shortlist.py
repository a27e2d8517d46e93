"""The shortlist: services that a person chose, kept in the address and nowhere else.

`s=k7qm4x-p2w8hd` holds public codes, in the order in which they were chosen. Whoever
opens the address sees them, so pages say that before anything is added.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

PARAMETER = "s"
MOST = 12
_CODE = re.compile(r"[0-9a-z]{6}")
_LONGEST = 400


@dataclass(frozen=True)
class Shortlist:
    """Public codes in the order chosen; `left_out` counts what could not be taken."""

    codes: tuple[str, ...] = ()
    left_out: int = 0

    @classmethod
    def read(cls, values: Iterable[str]) -> "Shortlist":
        """The list that an address holds; codes may also stand in an `s` each."""
        given = "-".join(values).lower()[:_LONGEST].split("-")
        parts = list(dict.fromkeys(part.strip() for part in given if part.strip()))
        codes = [part for part in parts if _CODE.fullmatch(part)][:MOST]
        return cls(tuple(codes), len(parts) - len(codes))

    def __str__(self) -> str:
        return "-".join(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: str) -> bool:
        return code in self.codes

    @property
    def is_full(self) -> bool:
        return len(self.codes) >= MOST

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """How an address carries it; an empty list leaves no trace."""
        return [(PARAMETER, str(self))] if self.codes else []

    def removing(self, code: str) -> "Shortlist":
        """The list without this service."""
        return Shortlist(tuple(other for other in self.codes if other != code))

    def only(self, codes: Iterable[str]) -> "Shortlist":
        """The list with nothing but these, in its own order."""
        wanted = set(codes)
        return Shortlist(tuple(code for code in self.codes if code in wanted))

    def at(self, path: str) -> str:
        """The address of a page that carries the list."""
        return path + ("?" + urlencode(self.pairs) if self.codes else "")


NOTHING_KEPT = Shortlist()


@dataclass(frozen=True)
class Keeping:
    """A page on which services can be added to the list and taken off it.

    `pairs` is the rest of the page's address; `anchor` the part of the page to come
    back to, where it is the same for every service.
    """

    shortlist: Shortlist
    path: str
    list_path: str
    pairs: tuple[tuple[str, str], ...] = ()
    anchor: str = ""

    @property
    def list_url(self) -> str:
        """Where the list itself stands."""
        return self.shortlist.at(self.list_path)

    @property
    def this_page(self) -> str:
        """This page as it stands."""
        return self._address(self.shortlist)

    def adding(self, code: str) -> str:
        """This page again, with the service, which is not there yet, on the list."""
        return f"{self._adding}{code}#{self.anchor or code}"

    def removing(self, code: str) -> str:
        """This page again, with the service off the list."""
        return self._back_at(self.shortlist.removing(code), code)

    @cached_property
    def _adding(self) -> str:
        """What stands before the code that is added; a list has twenty such links."""
        codes = "".join(f"{code}-" for code in self.shortlist.codes)
        pairs = [*self.pairs, (PARAMETER, codes)]
        return f"{self.path}?{urlencode(pairs)}"

    def _back_at(self, shortlist: Shortlist, code: str) -> str:
        """The page with another list, at the part one comes from."""
        return f"{self._address(shortlist)}#{self.anchor or code}"

    def _address(self, shortlist: Shortlist) -> str:
        parts = [part for part in (self._rest, urlencode(shortlist.pairs)) if part]
        return self.path + ("?" + "&".join(parts) if parts else "")

    @cached_property
    def _rest(self) -> str:
        """The rest of the address, which is the same beside every service."""
        return urlencode(self.pairs)
