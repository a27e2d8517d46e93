"""What exists in one place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from directory.find.area_page import existing
from directory.find.cards import spoken
from directory.find.criteria import Criteria
from directory.find.facets import match
from directory.find.gazetteer import AreaInfo
from directory.find.held import holding
from directory.models import Side
from directory.models.addresses import prefixed
from directory.pages.asking import Ask, other_side
from directory.pages.frame import show
from directory.pages.keeping import numbers_url
from directory.pages.kept import kept
from directory.pages.suggest import suggest_url


@require_safe
@kept
def area(request: HttpRequest, slug: str) -> HttpResponse:
    """What exists here, by what would help and by kind of service, with counts."""
    book = holding().areas
    found = book.by_slug.get(slug)
    if found is None:
        raise Http404
    current = book.current(found)
    if current.id != found.id:
        return redirect("area", slug=current.slug)
    return show(request, "area.html", _context(current), nation=book.nation(current))


def _context(here: AreaInfo) -> dict[str, object]:
    asked = Criteria(areas=(here,))
    change = other_side(asked)
    return {
        "place": spoken(here.name),
        "area_path": prefixed(f"/in/{here.slug}/"),
        "total": len(match(asked).matches),
        "all_url": asked.url(),
        "numbers_url": numbers_url(here.slug, is_change=False),
        "needs": existing(here, "need"),
        "types": existing(here, "type"),
        "change_total": len(match(change).matches),
        "change_url": change.url(),
        "wider": _wider(here),
        "ask": Ask(),
        "side": Side.SURVIVORS,
        "suggest_url": suggest_url(asked),
    }


def _wider(here: AreaInfo) -> list[AreaInfo]:
    """The wider areas a person would name, nearest first."""
    book = holding().areas
    return [
        other
        for other in book.covering(here.id)
        if other.rank > here.rank and other.kind not in ("police-area", "health-board")
    ]
