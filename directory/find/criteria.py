"""The visitor's question, read from an address, and the addresses it leads to.

Addresses are a contract (`docs/links.md`): parameters and slugs never change meaning,
unknown values are ignored with a notice, retired ones resolve, and each question has
one canonical address: no blanks, values sorted, the order of `PARAMETERS`.
"""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.find.gazetteer import AreaInfo
from directory.find.held import holding
from directory.find.languages import WORDS
from directory.find.shortlist import NOTHING_KEPT, Shortlist
from directory.find.vocabulary import TermInfo
from directory.models import Side
from directory.models.addresses import prefixed

WHO = ("me", "someone", "young", "work", "change")
# Which audience term answers each door; on the change side "me" is the one who hurts.
AUDIENCE = {
    "me": "survivor",
    "someone": "family-or-friend",
    "young": "child",
    "work": "professional",
    "change": "perpetrator",
}
# What a redirect carries, left out of the canonical address (docs/links.md).
CARRIED = ("near", "now", "open", "meant", "offer", "not", "s")
# In `meant`: that spelling was corrected, of a place (`bury.spelt`) or of words.
SPELT = "spelt"
# Needs of people who may fear those who could harm them, and needs of the police.
FEARED = ("abused-by-police", "immigration-and-no-recourse")
POLICE_NEEDS = ("criminal-justice-support",)
MOST_VALUES = 12
MOST_WORDS = 6
OLDEST = 120
_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
POSTCODE = re.compile(r"\b[a-z]{1,2}[0-9][0-9a-z]?\s*[0-9][a-z]{0,2}\b", re.IGNORECASE)
LONG_NUMBER = re.compile(r"\+?(?:\d[\s().-]*){5,}")
_SHOWABLE = re.compile(r"[\w-]{1,30}")


@dataclass(frozen=True)
class Part:
    """One thing that was asked for, in words, and the address without it."""

    label: str
    drop_url: str
    # "en" where a page of another language has only an English name for it.
    lang: str = ""


@dataclass(frozen=True)
class Criteria:
    """What is asked: for whom, on which side, where, with which terms and words."""

    who: str = "me"
    side: str = Side.SURVIVORS
    areas: tuple[AreaInfo, ...] = ()
    terms: dict[str, tuple[TermInfo, ...]] = field(default_factory=dict)
    age: int | None = None
    q: str = ""
    page: int = 1
    near: str = ""
    is_now: bool = False
    is_open_now: bool = False
    meant: tuple[str, ...] = ()
    offer: str = ""
    refused: tuple[TermInfo, ...] = ()
    shortlist: Shortlist = NOTHING_KEPT
    ignored: tuple[str, ...] = ()
    is_resolved: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> "Criteria":
        """Understand an address; what it does not understand it says in `ignored`."""
        return _Reader(query).read()

    @property
    def audience(self) -> TermInfo | None:
        """The audience term that the door stands for."""
        return holding().vocabulary.term("audience", AUDIENCE[self.who])

    @property
    def crisis_audience(self) -> str:
        """Whose crisis lines stand first: survivor, men, child, deaf, perpetrator."""
        if self.side == Side.CHANGE:
            return "perpetrator"
        if self.who == "young":
            return "child"
        if self.asks("community", "deaf") or self.asks("language", "bsl"):
            return "deaf"
        if self.asks("gender", "men") and not self.asks("gender", "women"):
            return "men"
        return "lgbt" if self.asks("community", "lgbt", "trans") else "survivor"

    @property
    def fears_reports(self) -> bool:
        """Whether someone fears that the police or the Home Office hear of it."""
        refused = {term.code for term in self.refused}
        return self.asks("need", *FEARED) or bool(refused & {*POLICE_NEEDS, *FEARED})

    @property
    def nation(self) -> str:
        """The nation of the area in view; "" where none or several."""
        book = holding().areas
        nations = {book.nation(area) for area in self.areas}
        return nations.pop() if len(nations) == 1 else ""

    @property
    def place_name(self) -> str:
        """The area or areas, as a person says them."""
        names = [area.name for area in self.areas]
        return _(" and ").join(names)

    def asks(self, taxonomy: str, *codes: str) -> bool:
        """Whether a term of this taxonomy with one of these codes is asked for."""
        return any(term.code in codes for term in self.terms.get(taxonomy, ()))

    def pairs(self, *, carried: bool = False) -> list[tuple[str, str]]:
        """The parameters of the canonical address, in their one order."""
        found: list[tuple[str, str]] = []
        if self.who != "me":
            found.append(("for", self.who))
        if self.side == Side.CHANGE and self.who != "change":
            found.append(("side", self.side))
        found += [("area", code) for code in sorted(area.code for area in self.areas)]
        for group in holding().vocabulary.public_filters():
            chosen = self.terms.get(group.code, ())
            slugs = sorted(term.slug for term in chosen)
            found += [(group.parameter, slug) for slug in slugs]
        if self.age is not None:
            found.append(("age", str(self.age)))
        if self.q:
            found.append(("q", self.q))
        if self.page > 1:
            found.append(("page", str(self.page)))
        return found + self._carried() if carried else found

    def _carried(self) -> list[tuple[str, str]]:
        """What a redirect hands on to the page, as codes of the contract."""
        found = [("near", self.near)] if self.near else []
        if self.is_now:
            found.append(("now", "1"))
        if self.is_open_now:
            found.append(("open", "now"))
        found += [("meant", key) for key in self.meant]
        if self.offer:
            found.append(("offer", self.offer))
        found += [("not", f"{term.taxonomy}.{term.slug}") for term in self.refused]
        return found + self.shortlist.pairs

    @cached_property
    def canonical_url(self) -> str:
        """The one address of this question."""
        return _address(self.pairs())

    def url(self, **changes) -> str:
        """The address after some changes; any change but of page starts at page 1."""
        if "page" not in changes:
            changes["page"] = 1
        return _address(replace(self, **changes).pairs(carried=True))

    def with_term(self, term: TermInfo) -> dict[str, tuple[TermInfo, ...]]:
        """The terms and this one."""
        chosen = self.terms.get(term.taxonomy, ())
        return {**self.terms, term.taxonomy: (*chosen, term)}

    def without_term(self, term: TermInfo) -> dict[str, tuple[TermInfo, ...]]:
        """The terms but this one."""
        rest = tuple(t for t in self.terms.get(term.taxonomy, ()) if t.id != term.id)
        kept = {**self.terms, term.taxonomy: rest}
        return {taxonomy: chosen for taxonomy, chosen in kept.items() if chosen}

    @cached_property
    def parts(self) -> list[Part]:
        """Everything asked for, each with the address that drops it."""
        found = []
        for area in self.areas:
            rest = tuple(other for other in self.areas if other.id != area.id)
            found.append(Part(area.name, self.url(areas=rest, near="")))
        for chosen in self.terms.values():
            found += [
                Part(term.name, self.url(terms=self.without_term(term)), term.lang)
                for term in chosen
            ]
        if self.age is not None:
            found.append(Part(_("Age %d") % self.age, self.url(age=None)))
        if self.is_open_now:
            found.append(Part(_("Open now"), self.url(is_open_now=False)))
        if self.q:
            found.append(Part(_("Words: %s") % self.q, self.url(q="")))
        return found


def _address(pairs: list[tuple[str, str]]) -> str:
    return prefixed("/services/") + ("?" + urlencode(pairs) if pairs else "")


class _Reader:
    """Reads one address, noting what it had to leave out."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.ignored: list[str] = []
        self.is_resolved = False

    def read(self) -> Criteria:
        who, side = self._who_and_side()
        self._note_unknown_parameters()
        near = self.query.get("near", "").strip().upper()
        return Criteria(
            who=who,
            side=side,
            areas=self._areas(),
            terms=self._terms(side),
            age=self._age(),
            q=self._words(),
            page=self._page(),
            near=near if _DISTRICT.fullmatch(near) else "",
            is_now=self.query.get("now") == "1",
            is_open_now=self.query.get("open") == "now",
            meant=self._meant(),
            offer=self._one_of("offer", tuple(WORDS), ""),
            refused=self._refused(),
            shortlist=Shortlist.read(self.query.getlist("s")),
            ignored=tuple(dict.fromkeys(self.ignored)),
            is_resolved=self.is_resolved,
        )

    def _ignore(self, parameter: str, value: str) -> None:
        shown = value if _SHOWABLE.fullmatch(value) else "…"
        notice = _("We do not know “%(parameter)s=%(value)s”, so we left it out.")
        self.ignored.append(notice % {"parameter": parameter, "value": shown})

    def _values(self, parameter: str) -> list[str]:
        given = (value.strip() for value in self.query.getlist(parameter))
        return list(dict.fromkeys(value for value in given if value))[:MOST_VALUES]

    def _one_of(self, parameter: str, known: tuple[str, ...], default: str) -> str:
        value = self.query.get(parameter, "").strip().lower()
        if value in known:
            return value
        if value:
            self._ignore(parameter, value)
        return default

    def _who_and_side(self) -> tuple[str, str]:
        who = self._one_of("for", WHO, "me")
        side = self._one_of("side", tuple(Side.values), "")
        if who == "change":
            if side == Side.SURVIVORS:
                self._ignore("side", side)
            return who, Side.CHANGE
        if side == Side.CHANGE and who == "me":
            return "change", Side.CHANGE
        return who, side or Side.SURVIVORS

    def _areas(self) -> tuple[AreaInfo, ...]:
        book = holding().areas
        found: dict[int, AreaInfo] = {}
        for value in self._values("area"):
            area = book.find(value)
            if area is None:
                self._ignore("area", value)
                continue
            current = book.current(area)
            self.is_resolved |= current.code != value
            found[current.id] = current
        return tuple(sorted(found.values(), key=lambda area: area.code))

    def _terms(self, side: str) -> dict[str, tuple[TermInfo, ...]]:
        vocabulary = holding().vocabulary
        chosen: dict[str, tuple[TermInfo, ...]] = {}
        for group in vocabulary.public_filters():
            found: dict[int, TermInfo] = {}
            for value in self._values(group.parameter):
                term = vocabulary.term(group.code, value.lower())
                current = vocabulary.current(term) if term else None
                if current is None or current.side not in ("", side):
                    self._ignore(group.parameter, value)
                    continue
                self.is_resolved |= current.slug != value
                found[current.id] = current
            if found:
                chosen[group.code] = tuple(sorted(found.values(), key=_slug))
        return chosen

    def _age(self) -> int | None:
        value = self.query.get("age", "").strip()
        if value.isascii() and value.isdigit() and int(value[:4]) <= OLDEST:
            return int(value[:4])
        if value:
            self._ignore("age", value)
        return None

    def _words(self) -> str:
        text = self.query.get("q", "").replace("\0", " ")[:400]
        safe = LONG_NUMBER.sub(" ", POSTCODE.sub(" ", text))
        if safe != text:
            self.ignored.append(
                _("We do not search for postcodes or phone numbers in words.")
            )
        return " ".join(safe.split()[:MOST_WORDS])

    def _page(self) -> int:
        value = self.query.get("page", "").strip()
        if value.isascii() and value.isdigit() and 0 < int(value[:6]) <= 100_000:
            return int(value[:6])
        if value:
            self._ignore("page", value)
        return 1

    def _meant(self) -> tuple[str, ...]:
        """Names that were taken for what was typed; only names that we know."""
        known = holding().names.by_key
        values = self._values("meant")
        return tuple(
            value
            for value in values
            if value == SPELT or value.removesuffix(f".{SPELT}") in known
        )

    def _refused(self) -> tuple[TermInfo, ...]:
        """Terms that were said not to be wanted, written taxonomy.slug."""
        vocabulary = holding().vocabulary
        found = (
            vocabulary.term(*value.split(".", 1))
            for value in self._values("not")
            if "." in value
        )
        return tuple(term for term in found if term is not None)

    def _note_unknown_parameters(self) -> None:
        filters = holding().vocabulary.public_filters()
        known = {"for", "side", "area", "age", "q", "page", *CARRIED}
        known |= {group.parameter for group in filters}
        for parameter in list(self.query)[:MOST_VALUES]:
            if parameter not in known:
                self._ignore(parameter if _SHOWABLE.fullmatch(parameter) else "…", "…")


def _slug(term: TermInfo) -> str:
    return term.slug
