"""The guides: the list of them, and each on a page of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_safe

from directory.find.criteria import Criteria
from directory.guides.book import book
from directory.guides.goals import Reader
from directory.guides.shown import show as everything_of
from directory.models import Guide, Side
from directory.pages.asking import Ask
from directory.pages.films import film
from directory.pages.frame import audience_on, show, shown_lines
from directory.pages.kept import kept

GONE = {
    "title": _l("Guides"),
    "heading": _l("This guide is no longer here"),
    "explanation": _l(
        "Something in it may have changed. Do not count on an old copy of it. These "
        "people can tell you what holds today."
    ),
}


@require_safe
@kept
def guides(request: HttpRequest) -> HttpResponse:
    """Every guide, by who reads it."""
    asked = Criteria.read(request.GET)
    context = {"groups": book().groups(), "suffix": Reader.of(asked).suffix}
    return show(request, "guides.html", context, nation=asked.nation)


@require_safe
@kept
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide, its searches kept to the area in view."""
    asked = Criteria.read(request.GET)
    found = book().by_slug.get(slug)
    if found is None:
        return _withdrawn(request, slug, asked.nation)
    context = {
        "shown": everything_of(found, Reader.of(asked), timezone.localdate()),
        "film": film(found.bsl_video),
        "canonical_url": found.get_absolute_url(),
    }
    audience = audience_on(Side.CHANGE if found.is_for_change else Side.SURVIVORS)
    return show(request, "guide.html", context, nation=asked.nation, audience=audience)


def _withdrawn(request: HttpRequest, slug: str, nation: str) -> HttpResponse:
    """Where to turn instead of a guide that was taken out; 404 for an unknown one."""
    known = Guide.objects.withdrawn().filter(slug=slug).first()
    if known is None:
        raise Http404
    side = Side.CHANGE if known.is_for_change else Side.SURVIVORS
    context = {
        **GONE,
        "ask": Ask(hidden=[("for", "change")] if known.is_for_change else []),
        "lines": shown_lines(nation, audience_on(side)),
        "area_url": "",
    }
    return show(
        request,
        "problem.html",
        context,
        nation=nation,
        audience=audience_on(side),
        status=410,
    )
