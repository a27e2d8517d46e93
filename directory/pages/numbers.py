"""Numbers only: a page of less than 4 KB, for the worst signal."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from directory.find.cards import spoken
from directory.find.gazetteer import AreaInfo
from directory.find.held import holding
from directory.find.numbers import Number
from directory.find.numbers import numbers as numbers_of
from directory.models import Side
from directory.pages.keeping import numbers_url
from directory.pages.kept import kept
from directory.pages.site import site

# Uncompressed, in bytes; what no longer fits is on the page of the area.
MOST_BYTES = 4000


@require_safe
@kept
def numbers(request: HttpRequest, slug: str) -> HttpResponse:
    """The lines that answer for this area now, as many as fit."""
    book = holding().areas
    found = book.by_slug.get(slug)
    if found is None:
        raise Http404
    is_change = request.GET.get("for") == "change"
    current = book.current(found)
    if current.id != found.id:
        return redirect(numbers_url(current.slug, is_change=is_change))
    return HttpResponse(_page(current, is_change=is_change))


def _page(here: AreaInfo, *, is_change: bool) -> bytes:
    """The page with as many numbers as its weight allows."""
    side = Side.CHANGE if is_change else Side.SURVIVORS
    context = {
        **site(None),
        "place": spoken(here.name),
        "is_change": is_change,
        "area_url": reverse("area", args=[here.slug]),
        "other_url": numbers_url(here.slug, is_change=not is_change),
    }
    rows = [_row(number) for number in numbers_of(here, side)]
    first = rows[:1]
    page = _whole(context, first, [])
    room = MOST_BYTES - len(page)
    rest: list[SafeString] = []
    for row in rows[1:]:
        room -= len(row.encode())
        if room < 0:
            break
        rest.append(row)
    return _whole(context, first, rest)


def _row(number: Number) -> SafeString:
    row = render_to_string("directory/_numbers_row.html", {"number": number})
    return SafeString(row.strip() + "\n")


def _whole(context: dict, first: list[SafeString], rest: list[SafeString]) -> bytes:
    rows = {"first": first, "rest": rest}
    return render_to_string("directory/numbers.html", context | rows).encode()
