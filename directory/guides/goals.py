"""Where the marks of a guide lead, for one reader at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from directory.find.crisis import lines
from directory.find.criteria import Criteria
from directory.find.gazetteer import AreaInfo
from directory.find.held import holding
from directory.find.hours import Opening, opening, opening_of
from directory.find.shortlist import NOTHING_KEPT, Shortlist
from directory.guides.marks import CONTACT, PAGES, SERVICE, Mark
from directory.models import Contact, CrisisLine, Service

# In the order of the emergency block.
NATIONS = ("england", "scotland", "wales", "northern-ireland")
# Free lines of a nation that a guide names at once.
MOST_LINES = 3


@dataclass(frozen=True)
class ReachedLine:
    """A contact that stands large in a text, as a free line does."""

    contact: Contact
    words: str
    opening: Opening | None
    nation: str = ""


@dataclass(frozen=True)
class Reader:
    """Who reads: the areas in view and the services kept; nothing more is known."""

    areas: tuple[AreaInfo, ...] = ()
    shortlist: Shortlist = NOTHING_KEPT

    @classmethod
    def of(cls, asked: Criteria) -> "Reader":
        """The reader who asks this question, or comes from its list."""
        return cls(asked.areas, asked.shortlist)

    @property
    def nation(self) -> str:
        """The nation of the areas in view; "" where none or several."""
        return Criteria(areas=self.areas).nation

    @property
    def suffix(self) -> str:
        """What a link to another guide takes along."""
        pairs = [("area", area.code) for area in self.areas] + self.shortlist.pairs
        return "?" + urlencode(pairs) if pairs else ""


class Goals:
    """What all the marks of a text lead to, asked for in two queries at most."""

    def __init__(
        self, marks: Iterable[Mark], reader: Reader, guides: dict[str, str]
    ) -> None:
        self.marks = list(marks)
        self.reader = reader
        # Public guides and their headings, by slug.
        self.guides = guides

    @property
    def suffix(self) -> str:
        """What a link to a service takes along."""
        return self.reader.shortlist.at("")

    @cached_property
    def contacts(self) -> dict[str, Contact]:
        """The contacts that are named and may be shown, by code."""
        codes = {mark.goal for mark in self.marks if mark.kind == CONTACT}
        if not codes:
            return {}
        shown = Contact.objects.for_everyone().filter(code__in=codes)
        shown = shown.select_related("service__organisation")
        shown = shown.prefetch_related("hours", "service__hours")
        return {contact.code: contact for contact in shown}

    @cached_property
    def services(self) -> dict[str, Service]:
        """The services that are named and public, by code."""
        codes = {mark.goal for mark in self.marks if mark.kind == SERVICE}
        if not codes:
            return {}
        public = Service.objects.published().filter(code__in=codes)
        return {service.code: service for service in public}

    def find(self, mark: Mark) -> tuple[str, str]:
        """The address and the words of a filtered search; "" where a word is gone."""
        asked = Criteria.read(mark.query)
        words = mark.words or ", ".join(
            term.name for chosen in asked.terms.values() for term in chosen
        )
        if asked.ignored:
            return "", words
        areas = asked.areas or self.reader.areas
        carrying = replace(asked, areas=areas, shortlist=self.reader.shortlist)
        return carrying.url(), words

    def service(self, mark: Mark) -> tuple[str, str]:
        """The page of a service, and its name where no words are given."""
        found = self.services.get(mark.goal)
        if found is None:
            return "", mark.words
        address = self.reader.shortlist.at(reverse("service", args=[found.code]))
        return address, mark.words or found.name

    def guide(self, mark: Mark) -> tuple[str, str]:
        """The page of another guide, and its heading where no words are given."""
        heading = self.guides.get(mark.goal)
        if heading is None:
            return "", mark.words
        address = reverse("guide", args=[mark.goal])
        return address + self.reader.suffix, mark.words or heading

    def page(self, mark: Mark) -> tuple[str, str]:
        """A page of ours; "" while a site has none of this name."""
        try:
            address = reverse(mark.goal) if mark.goal in PAGES else ""
        except NoReverseMatch:
            address = ""
        return address, mark.words

    def contact(self, mark: Mark) -> ReachedLine | None:
        """A contact that may be shown."""
        found = self.contacts.get(mark.goal)
        if found is None:
            return None
        return self._reached(found, mark.words or found.label)

    def lines(self, mark: Mark) -> list[ReachedLine]:
        """The nation's free lines, or one of each nation where none is in view."""
        if mark.goal not in CrisisLine.For.values:
            return []
        nation = self.reader.nation
        own = lines(nation, mark.goal)[:MOST_LINES]
        found = [(line, "") for line in own] if nation else _of_each_nation(mark.goal)
        return [self._reached(line.contact, line.words, name) for line, name in found]

    def _reached(self, contact: Contact, words: str, nation: str = "") -> ReachedLine:
        at_place = self.reader.nation
        hours = opening_of(contact, None, at_place)
        hours = hours or opening(contact.service, None, at_place)
        return ReachedLine(contact, words, hours, nation)


def _of_each_nation(audience: str) -> list[tuple[CrisisLine, str]]:
    """The first line of each nation with the nation's name; one for all has none."""
    areas = holding().areas.by_slug
    firsts: dict[int, tuple[CrisisLine, list[str]]] = {}
    for slug in NATIONS:
        for line in lines(slug, audience)[:1] if slug in areas else ():
            firsts.setdefault(line.contact_id, (line, []))[1].append(areas[slug].name)
    several = len(firsts) > 1
    return [(line, ", ".join(names) * several) for line, names in firsts.values()]
