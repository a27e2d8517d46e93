"""The published services as sets of positions, so that all counts cost next to nothing.

Each service stands at a position; positions follow the last steps of the order
(can be rung or written to, checked, name, key), so any set reads out in that order.
Positions leave gaps of eight, so that a changed service finds its place among the
others without moving them.
"""

import datetime
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet
from pyroaring import BitMap

from directory.find.gazetteer import AreaBook
from directory.find.hours import Span, judge
from directory.find.index_rows import ServiceRow, read
from directory.find.vocabulary import Vocabulary
from directory.find.word_sets import WordSets, joined
from directory.models import SearchDocument
from directory.models.standing import NEVER_CHECKED, Checked
from directory.search.text import fold

GAP = 8
OLDEST = 120


class NoRoomError(Exception):
    """Between two neighbours no position is left; the index must be built anew."""


@dataclass
class Sets:
    """Sets of positions, each by what its services have in common."""

    everyone: BitMap = field(default_factory=BitMap)
    confidential: BitMap = field(default_factory=BitMap)
    led_by_and_for: BitMap = field(default_factory=BitMap)
    takes_anywhere: BitMap = field(default_factory=BitMap)
    takes_not_here: BitMap = field(default_factory=BitMap)
    independent: BitMap = field(default_factory=BitMap)
    passes_on: BitMap = field(default_factory=BitMap)
    many_groups: BitMap = field(default_factory=BitMap)
    special: BitMap = field(default_factory=BitMap)
    age_stated: BitMap = field(default_factory=BitMap)
    by_side: dict[str, BitMap] = field(default_factory=lambda: defaultdict(BitMap))
    by_area: dict[int, BitMap] = field(default_factory=lambda: defaultdict(BitMap))
    by_age: dict[int, BitMap] = field(default_factory=lambda: defaultdict(BitMap))
    by_name: dict[str, BitMap] = field(default_factory=lambda: defaultdict(BitMap))
    fits: dict[int, BitMap] = field(default_factory=lambda: defaultdict(BitMap))
    refuses: dict[int, BitMap] = field(default_factory=lambda: defaultdict(BitMap))
    asks: dict[int, BitMap] = field(default_factory=lambda: defaultdict(BitMap))

    def all_sets(self) -> Iterator[BitMap]:
        """Every set, to take a service out of all of them."""
        for value in vars(self).values():
            if isinstance(value, BitMap):
                yield value
            else:
                yield from value.values()

    def copy(self) -> "Sets":
        """The same sets, free to be changed while others still read these."""
        twin = Sets()
        for name, value in vars(self).items():
            if isinstance(value, BitMap):
                setattr(twin, name, value.copy())
            else:
                mine = getattr(twin, name)
                mine.update((key, one.copy()) for key, one in value.items())
        return twin


class ServiceIndex:
    """Which services have what, for one edition on one day."""

    def __init__(self, vocabulary: Vocabulary, areas: AreaBook) -> None:
        self.vocabulary = vocabulary
        self.areas = areas
        self.sets = Sets()
        self.service_at: dict[int, int] = {}
        self.position_of: dict[int, int] = {}
        self.checked: dict[int, Checked] = {}
        self.hours: dict[int, tuple[tuple[Span, ...], ...]] = {}
        self.points: dict[int, tuple[tuple[float, float], ...]] = {}
        self.word_sets = WordSets()
        self._sorted: list[tuple[tuple, int]] = []
        self._passing: dict[int, BitMap] = {}
        self._fitting: dict[int, BitMap] = {}
        self._by_opening: dict[datetime.datetime, tuple[BitMap, BitMap]] = {}

    @classmethod
    def load(
        cls, vocabulary: Vocabulary, areas: AreaBook, today: datetime.date
    ) -> "ServiceIndex":
        """Read every published service; the queries' number is the same at any size."""
        index = cls(vocabulary, areas)
        rows = sorted(read(today), key=lambda row: row.sort_key)
        gathered: dict[tuple, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            position = number * GAP
            index._place(row, position)
            for place in memberships(row):
                gathered[place].append(position)
        for place, positions in gathered.items():
            index._set(place).update(positions)
        index._sorted = [
            (row.sort_key, number * GAP) for number, row in enumerate(rows)
        ]
        index._take_words(SearchDocument.objects.all())
        return index

    def renewed(self, changed: Iterable[int], today: datetime.date) -> "ServiceIndex":
        """A copy in which these services are read again; withdrawn ones are gone."""
        changed = set(changed)
        twin = ServiceIndex(self.vocabulary, self.areas)
        twin.sets = self.sets.copy()
        twin.service_at = dict(self.service_at)
        twin.position_of = dict(self.position_of)
        twin.checked = dict(self.checked)
        twin.hours = dict(self.hours)
        twin.points = dict(self.points)
        old = BitMap(self.position_of[pk] for pk in changed if pk in self.position_of)
        twin.word_sets = self.word_sets.without(old)
        twin._sorted = list(self._sorted)
        try:
            for pk in changed & twin.position_of.keys():
                twin._remove(pk)
            for row in read(today, changed):
                twin._insert(row)
        except NoRoomError:
            return ServiceIndex.load(self.vocabulary, self.areas, today)
        twin._take_words(SearchDocument.objects.filter(pk__in=changed))
        return twin

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name of a service or an organisation, folded."""
        return frozenset(name for name, found in self.sets.by_name.items() if found)

    @cached_property
    def words(self) -> set[str]:
        """Every stem that occurs in a service's words."""
        stated = {pk for pk, found in self.sets.fits.items() if found}
        of_terms = self.vocabulary.by_stem
        spoken = {stem for stem, terms in of_terms.items() if terms & stated}
        return self.word_sets.stems | spoken

    def places(self, stem: str) -> dict[int, BitMap]:
        """Where a stem stands in the services' words, by what that counts."""
        terms = self.vocabulary.by_stem.get(stem, ())
        stated = [self.sets.fits[pk] for pk in terms if pk in self.sets.fits]
        return self.word_sets.places(stem, joined(stated))

    def services(self, positions: Iterable[int]) -> list[int]:
        """The keys of the services at these positions, in the same order."""
        return [self.service_at[position] for position in positions]

    def fitting(self, term_id: int) -> BitMap:
        """Services that state this term, or a wider or a narrower one."""
        if term_id not in self._fitting:
            related = self.vocabulary.related(term_id)
            found = BitMap(self.sets.fits.get(term_id, ()))
            for other in related:
                found |= self.sets.fits.get(other, BitMap())
            self._fitting[term_id] = found - self.sets.refuses.get(term_id, BitMap())
        return self._fitting[term_id]

    def passing(self, term_id: int) -> BitMap:
        """Services that a list asked for this term may hold.

        Those that state it; where the taxonomy does not want a stated fit, also
        those that say ask, and those of which it is not known.
        """
        if term_id not in self._passing:
            group = self.vocabulary.taxonomy(self.vocabulary.by_id[term_id].taxonomy)
            if group is None or group.wants_stated_fit:
                found = self.fitting(term_id)
            elif group.is_closed:
                stated = BitMap()
                for term in group.terms:
                    stated |= self.sets.fits.get(term.id, BitMap())
                asks = self.sets.asks.get(term_id, BitMap())
                found = (self.sets.everyone - stated) | self.fitting(term_id) | asks
                found -= self.sets.refuses.get(term_id, BitMap())
            else:
                found = self.sets.everyone - self.sets.refuses.get(term_id, BitMap())
            self._passing[term_id] = found
        return self._passing[term_id]

    def fitting_age(self, age: int) -> BitMap:
        """Services whose stated ages hold this one."""
        return self.sets.by_age.get(min(age, OLDEST), BitMap())

    def passing_age(self, age: int) -> BitMap:
        """The same, and those that state no age."""
        return self.fitting_age(age) | (self.sets.everyone - self.sets.age_stated)

    def by_opening(self, at: datetime.datetime) -> tuple[BitMap, BitMap]:
        """Services that are open at a moment, and those that are known to be closed."""
        minute = at.replace(second=0, microsecond=0)
        if minute not in self._by_opening:
            is_open, is_closed = BitMap(), BitMap()
            for pk, contacts in self.hours.items():
                states = [judge(spans, at) for spans in contacts]
                told = {state.is_open for state in states if state}
                if True in told:
                    is_open.add(self.position_of[pk])
                elif told == {False}:
                    is_closed.add(self.position_of[pk])
            self._by_opening = {minute: (is_open, is_closed)}
        return self._by_opening[minute]

    def named(self, text: str) -> BitMap:
        """Services whose name, or whose organisation's name, is exactly this."""
        return self.sets.by_name.get(fold(text), BitMap())

    def sides_named(self, text: str) -> set[str]:
        """The sides on which services stand whose names hold these words."""
        wanted = set(fold(text).split())
        found = BitMap()
        for name, positions in self.sets.by_name.items():
            if wanted <= set(name.split()):
                found |= positions
        return {side for side, own in self.sets.by_side.items() if own & found}

    def _set(self, place: tuple) -> BitMap:
        value = getattr(self.sets, place[0])
        return value[place[1]] if len(place) > 1 else value

    def _take_words(self, documents: QuerySet[SearchDocument]) -> None:
        rows = documents.values_list("service_id", "title", "body")
        self.word_sets.add(
            (self.position_of[pk], names, text)
            for pk, names, text in rows.iterator(5000)
            if pk in self.position_of
        )

    def _place(self, row: ServiceRow, position: int) -> None:
        self.service_at[position] = row.pk
        self.position_of[row.pk] = position
        if row.checked is not NEVER_CHECKED:
            self.checked[row.pk] = row.checked
        if row.hours:
            self.hours[row.pk] = row.hours
        if row.points:
            self.points[row.pk] = row.points

    def _remove(self, pk: int) -> None:
        position = self.position_of.pop(pk)
        for known in (self.checked, self.hours, self.points):
            known.pop(pk, None)
        del self.service_at[position]
        for one in self.sets.all_sets():
            one.discard(position)
        self._sorted = [entry for entry in self._sorted if entry[1] != position]

    def _insert(self, row: ServiceRow) -> None:
        at = bisect_left(self._sorted, (row.sort_key, -1))
        before = self._sorted[at - 1][1] if at else -GAP
        last = at == len(self._sorted)
        after = before + 2 * GAP if last else self._sorted[at][1]
        position = (before + after) // 2
        if not before < position < after or position < 0:
            raise NoRoomError
        insort(self._sorted, (row.sort_key, position))
        self._place(row, position)
        for place in memberships(row):
            self._set(place).add(position)


def memberships(row: ServiceRow) -> Iterator[tuple]:
    """Every set in which a service stands."""
    yield ("everyone",)
    yield ("by_side", row.side)
    for flag in row.flags:
        yield (flag,)
    for area_id in row.areas:
        yield ("by_area", area_id)
    for name in row.names:
        yield ("by_name", name)
    for term_id in row.fits:
        yield ("fits", term_id)
    for term_id in row.refuses:
        yield ("refuses", term_id)
    for term_id in row.asks:
        yield ("asks", term_id)
    if row.age_min is not None or row.age_max is not None:
        yield ("age_stated",)
        low = row.age_min or 0
        high = OLDEST if row.age_max is None else min(row.age_max, OLDEST)
        for age in range(low, high + 1):
            yield ("by_age", age)
