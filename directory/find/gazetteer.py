"""Areas, and every name that people type for a place, held in memory."""

from bisect import bisect_left
from collections import defaultdict
from copy import copy
from dataclasses import dataclass, field, replace

from directory.find.translations import TranslationBook
from directory.models import (
    Area,
    AreaCover,
    AreaOverlap,
    AreaParent,
    PlaceName,
    PostcodeDistrict,
)

WELSH = "cy"


@dataclass(frozen=True, slots=True)
class AreaInfo:
    """An area as the public search needs it."""

    id: int
    code: str
    slug: str
    # An area stays the same area in whatever language it is shown.
    name: str = field(compare=False)
    kind: str
    rank: int
    latitude: float | None
    longitude: float | None
    replaced_by_id: int | None
    same_extent_as_id: int | None
    welsh_name: str = field(default="", compare=False)

    @property
    def is_of_a_service(self) -> bool:
        """Whether only the police or the health service draws this area."""
        return self.kind in ("police-area", "health-board")

    @property
    def is_county(self) -> bool:
        """Whether it is a county, in one of the extents that go by its name."""
        return self.kind in ("county", "combined-authority")

    @property
    def is_council(self) -> bool:
        return self.kind == "local-authority"


class AreaBook:
    """All areas, and which holds which."""

    def __init__(self) -> None:
        self.by_id: dict[int, AreaInfo] = {}
        self.by_code: dict[str, AreaInfo] = {}
        self.by_slug: dict[str, AreaInfo] = {}
        self._covering: dict[int, list[AreaInfo]] = defaultdict(list)
        self._inside: dict[int, list[AreaInfo]] = defaultdict(list)
        self._overlapping: dict[int, set[int]] = defaultdict(set)
        self._parents: dict[int, list[int]] = defaultdict(list)
        self._districts: dict[str, tuple[float, float]] = {}

    @classmethod
    def load(cls) -> "AreaBook":
        """Read it from the database, in five queries."""
        book = cls()
        columns = [
            "id",
            "code",
            "slug",
            "name",
            "kind",
            "rank",
            "latitude",
            "longitude",
            "replaced_by_id",
            "same_extent_as_id",
            "name_cy",
        ]
        for row in Area.objects.nearest_first().values_list(*columns):
            area = AreaInfo(*row)
            book.by_id[area.id] = area
            book.by_code[area.code] = area
            book.by_slug[area.slug] = area
        covers = AreaCover.objects.values_list("covering_id", "covered_id")
        for covering, covered in covers.order_by("pk"):
            book._covering[covered].append(book.by_id[covering])
            book._inside[covering].append(book.by_id[covered])
        for areas in (*book._covering.values(), *book._inside.values()):
            areas.sort(key=lambda area: (area.rank, area.name, area.id))
        for one, other in AreaOverlap.objects.values_list("area_id", "other_id"):
            book._overlapping[one].add(other)
            book._overlapping[other].add(one)
        links = AreaParent.objects.order_by("order", "pk")
        for area_id, parent_id in links.values_list("area_id", "parent_id"):
            book._parents[area_id].append(parent_id)
        book._districts = PostcodeDistrict.objects.centres()
        return book

    def told_in(self, language: str, translations: TranslationBook) -> "AreaBook":
        """The same with names of another language, in English where it has none."""

        def name(area: AreaInfo) -> str:
            if language == WELSH and area.welsh_name:
                return area.welsh_name
            return translations.text("area", area.code, language, "name") or area.name

        told = {pk: replace(area, name=name(area)) for pk, area in self.by_id.items()}
        book = copy(self)
        book.by_id = told
        book.by_code = {area.code: area for area in told.values()}
        book.by_slug = {area.slug: area for area in told.values()}
        for attribute in ("_covering", "_inside"):
            areas = getattr(self, attribute).items()
            mine = {pk: [told[area.id] for area in among] for pk, among in areas}
            setattr(book, attribute, defaultdict(list, mine))
        return book

    def district(self, code: str) -> tuple[float, float] | None:
        """The middle of a postcode district, as latitude and longitude."""
        return self._districts.get(code)

    def current(self, area: AreaInfo) -> AreaInfo:
        """The area itself, or the one that took its place."""
        seen: set[int] = set()
        while area.replaced_by_id is not None and area.id not in seen:
            seen.add(area.id)
            area = self.by_id[area.replaced_by_id]
        return area

    def find(self, word: str) -> AreaInfo | None:
        """An area by its code or its slug, whatever the case."""
        return self.by_code.get(word.upper()) or self.by_slug.get(word.lower())

    def covering(self, area_id: int) -> list[AreaInfo]:
        """The area and all that hold it, nearest first."""
        return self._covering[area_id]

    def inside(self, area_id: int) -> list[AreaInfo]:
        """The area and all that lie within it."""
        return self._inside[area_id]

    def overlapping(self, area_id: int) -> set[int]:
        """Keys of areas that share part of its land."""
        return self._overlapping[area_id]

    def parents(self, area_id: int) -> list[AreaInfo]:
        """The areas it directly lies in, the main one first."""
        return [self.by_id[pk] for pk in self._parents[area_id]]

    def wider(self, area: AreaInfo) -> AreaInfo | None:
        """The next wider area that a person would name."""
        larger = [
            other
            for other in self.covering(area.id)
            if other.rank > area.rank and other.kind != "police-area"
        ]
        return larger[0] if larger else None

    def nation(self, area: AreaInfo) -> str:
        """england, wales, scotland, northern-ireland, or "" where it is wider."""
        for other in self.covering(area.id):
            if other.kind == "nation":
                return other.slug
        return ""

    def region(self, area: AreaInfo) -> AreaInfo | None:
        """The English region, or the nation, that holds the area."""
        for kind in ("region", "nation"):
            for other in self.covering(area.id):
                if other.kind == kind:
                    return other
        return None


@dataclass(frozen=True, slots=True)
class Named:
    """One meaning of a name: an area, or a place and the council it lies in."""

    text: str
    weight: int
    area_id: int | None
    place_id: int | None
    district_id: int | None
    is_former: bool


class NameBook:
    """Every key under which a place is known, with its meanings, likeliest first."""

    def __init__(self) -> None:
        self.by_key: dict[str, list[Named]] = {}
        self.keys: list[str] = []

    @classmethod
    def load(cls) -> "NameBook":
        """Read it from the database, in one query."""
        book = cls()
        columns = [
            "key",
            "text",
            "weight",
            "area_id",
            "place_id",
            "district_id",
            "is_former",
        ]
        rows = PlaceName.objects.order_by("-weight", "pk").values_list(*columns)
        for key, *rest in rows.iterator(chunk_size=5000):
            book.by_key.setdefault(key, []).append(Named(*rest))
        book.keys = sorted(book.by_key)
        return book

    def keys_beginning(self, start: str) -> list[str]:
        """The keys that start with these letters, in order."""
        low = bisect_left(self.keys, start)
        high = bisect_left(self.keys, start + "\uffff")
        return self.keys[low:high]
