"""How true the directory is: how much was checked in time, and where it was not."""

import datetime
from dataclasses import dataclass
from statistics import median

from django.db.models import Count
from django.utils import timezone

from directory.models import AreaCover, Service

# The kinds of areas that together are the whole country.
WHOLE = ("region", "nation")
# The picture's measures, in its own units.
WIDTH, ROW = 360, 22


@dataclass(frozen=True)
class Place:
    """One area: its public services, and how many of them were checked in time."""

    name: str
    services: int
    in_time: int

    @property
    def share(self) -> int:
        """In per cent, rounded down: nothing is whole until all of it is."""
        return 100 * self.in_time // self.services if self.services else 0


@dataclass(frozen=True)
class Bar:
    """A place as it is drawn."""

    place: Place
    y: int
    width: int

    @property
    def baseline(self) -> int:
        """Where its words stand."""
        return self.y + ROW - 8


@dataclass(frozen=True)
class Health:
    """What the line under today's work says."""

    services: int
    due: int
    unverified: int
    median_age: int | None
    places: list[Place]

    @property
    def share(self) -> int:
        """Of all public services, how many per cent were checked in time."""
        in_time = self.services - self.due
        return 100 * in_time // self.services if self.services else 0

    @property
    def bars(self) -> list[Bar]:
        """The places as bars, one under the other."""
        return [
            Bar(place, number * ROW, WIDTH * place.share // 100)
            for number, place in enumerate(self.places)
        ]

    @property
    def height(self) -> int:
        """Of the picture."""
        return max(len(self.places), 1) * ROW


def health(today: datetime.date | None = None) -> Health:
    """The state of the whole directory, in six queries at any size."""
    today = today or timezone.localdate()
    published = Service.objects.published()
    due = published.due_for_verification(today)
    checked = published.with_last_verification().order_by()
    days = [
        (today - on).days
        for on in checked.values_list("verified_on", flat=True)
        if on is not None
    ]
    return Health(
        services=published.count(),
        due=due.count(),
        unverified=published.never_verified().count(),
        median_age=round(median(days)) if days else None,
        places=_places(published, due),
    )


def _places(published, due) -> list[Place]:
    """Regions and nations by name; a service that covers two counts in both."""
    every, late = _by_area(published), _by_area(due)
    return [
        Place(name, count, count - late.get((name, key), 0))
        for (name, key), count in sorted(every.items())
    ]


def _by_area(services) -> dict[tuple[str, int], int]:
    inside = AreaCover.objects.filter(
        covering__kind__in=WHOLE, covered__coverages__service__in=services
    )
    counted = (
        inside.order_by()
        .values("covering__name", "covering_id")
        .annotate(services=Count("covered__coverages__service", distinct=True))
    )
    return {
        (row["covering__name"], row["covering_id"]): row["services"] for row in counted
    }
