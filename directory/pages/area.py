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
from directory.find.shortlist import PARAMETER, Shortlist
from directory.models import Side
from directory.models.addresses import prefixed
from directory.pages.asking import Ask, other_side
from directory.pages.frame import show
from directory.pages.keeping import area_url, numbers_url
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
    shortlist = Shortlist.read(request.GET.getlist(PARAMETER))
    if current.id != found.id:
        return redirect(area_url(current.slug, shortlist))
    context = _context(current, shortlist)
    return show(request, "area.html", context, nation=book.nation(current))


def _context(here: AreaInfo, shortlist: Shortlist) -> dict[str, object]:
    asked = Criteria(areas=(here,), shortlist=shortlist)
    change = other_side(asked)
    return {
        "place": spoken(here.name),
        "area_path": prefixed(f"/in/{here.slug}/"),
        "total": len(match(asked).matches),
        "all_url": asked.url(),
        "numbers_url": numbers_url(here.slug, is_change=False),
        "needs": existing(asked, "need"),
        "types": existing(asked, "type"),
        "change_total": len(match(change).matches),
        "change_url": change.url(),
        "wider": [(area.name, area_url(area.slug, shortlist)) for area in _wider(here)],
        "ask": Ask(hidden=shortlist.pairs),
        "side": Side.SURVIVORS,
        "suggest_url": suggest_url(asked),
    }


def _wider(here: AreaInfo) -> list[AreaInfo]:
    """The wider areas a person would name, nearest first, each name once."""
    book = holding().areas
    wider = {here.name: here}
    for other in book.covering(here.id):
        if other.rank > here.rank and other.kind not in ("police-area", "health-board"):
            wider.setdefault(other.name, other)
    return list(wider.values())[1:]
