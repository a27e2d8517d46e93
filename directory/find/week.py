"""Opening hours as one writes them down: Monday to Friday 9am to 5pm."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _

from directory.find.hours import clock, is_always_open
from directory.models import OpeningHours, Weekday


def week(rows: Iterable[OpeningHours]) -> list[str]:
    """The hours of a week, days alike taken together; none where none are known."""
    rows = list(rows)
    if rows and is_always_open(rows):
        return [_("Day and night, every day")]
    by_day: dict[int, list[str]] = {}
    for row in sorted(rows, key=lambda row: (row.weekday, row.opens_at)):
        by_day.setdefault(row.weekday, []).append(_span(row))
    days = [(day, ", ".join(spans)) for day, spans in sorted(by_day.items())]
    # Days that follow one another keep the same distance to their place in the list.
    alike = groupby(enumerate(days), key=lambda one: (one[1][0] - one[0], one[1][1]))
    return [
        f"{_days([day for _n, (day, _spans) in group])} {hours}"
        for (_distance, hours), group in alike
    ]


def _span(row: OpeningHours) -> str:
    if row.opens_at == row.closes_at:
        return _("all day")
    return _("%(start)s to %(end)s") % {
        "start": clock(row.opens_at),
        "end": clock(row.closes_at),
    }


def _days(days: list[int]) -> str:
    first, last = str(Weekday(days[0]).label), str(Weekday(days[-1]).label)
    if len(days) == 7:
        return _("Every day")
    if first == last:
        return first
    if len(days) == 2:
        return _("%(first)s and %(last)s") % {"first": first, "last": last}
    return _("%(first)s to %(last)s") % {"first": first, "last": last}
