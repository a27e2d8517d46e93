"""From a place and words, which are posted, to the address of their answer.

What a person types never stands in an address: it is posted here, and answered by a
redirect to areas and terms. Nothing is kept, no session is read, no cookie is set.
"""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from directory.find.answer import find as answer_to
from directory.find.asked import ask as question
from directory.find.criteria import Criteria
from directory.find.held import fresh, holding
from directory.find.places import Choice, Located, locate
from directory.find.ranking import ASKS, FITS
from directory.models.addresses import prefixed
from directory.pages.asking import box
from directory.pages.frame import audience_of, show, shown_lines
from directory.pages.keeping import suffix

EVERYWHERE = "united-kingdom"
OUTSIDE = {
    "jersey": _l("Jersey and the other Channel Islands"),
    "guernsey": _l("Guernsey, Alderney and Sark"),
    "isle-of-man": _l("the Isle of Man"),
    "ireland": _l("the Republic of Ireland"),
    "bfpo": _l("British Forces addresses abroad"),
}
# The sections of a list that hold what serves the whole of an area.
WHOLE = (FITS, ASKS)


class SeeOther(HttpResponseRedirect):
    """The answer to a posted question stands at another address."""

    status_code = 303


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Lead from a place and words to their answer."""
    if request.method != "POST":
        return redirect("home")
    fresh()
    kept, place, text = _posted(request.POST)
    if kept.areas and place == kept.place_name:
        # The place stands as it was found; only the words are new.
        asked = question(kept, "", text)
        return SeeOther(replace(asked.criteria, areas=kept.areas).url())
    asked = question(replace(kept, areas=(), near=""), place, text)
    return ANSWERS[asked.located.kind](request, asked.criteria, asked.located, place)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which of several places of one name is meant."""
    fresh()
    query = request.GET.copy()
    criteria = Criteria.read(query) if query.pop("n", None) else Criteria()
    located = locate(request.GET.get("n", ""))
    choices = _meanings(located)
    if len(choices) < 2:
        return ANSWERS[located.kind](request, criteria, located, "")
    context = {
        "choices": [(choice, _chosen(criteria, choice)) for choice in choices],
        "ask": replace(box(criteria), place=""),
    }
    return show(request, "choose.html", context)


def _meanings(located: Located) -> list[Choice]:
    """All that a name may mean, the likeliest first."""
    if located.kind != "area" or not located.others:
        return list(located.choices)
    area = located.areas[0]
    return [Choice(area.name, "", area, located.near), *located.others]


def _chosen(criteria: Criteria, choice: Choice) -> str:
    return criteria.url(areas=(choice.area,), near=choice.near, meant=())


def _posted(posted: QueryDict) -> tuple[Criteria, str, str]:
    """The form's other fields as a question, its place and its words."""
    query = posted.copy()
    place = (query.pop("place", [""])[-1]).strip()
    text = query.pop("text", [""])[-1].replace("\0", " ")
    return Criteria.read(query), place, text


def _areas(
    request: HttpRequest, criteria: Criteria, located: Located, place: str
) -> HttpResponse:
    return SeeOther(criteria.url(areas=located.areas, near=located.near))


def _anywhere(
    request: HttpRequest, criteria: Criteria, located: Located, place: str
) -> HttpResponse:
    return SeeOther(criteria.url(areas=(), near=""))


def _choices(
    request: HttpRequest, criteria: Criteria, located: Located, place: str
) -> HttpResponse:
    pairs = replace(criteria, areas=(), near="", page=1).pairs()
    pairs += criteria.shortlist.pairs
    return SeeOther(prefixed("/choose/?") + urlencode([("n", located.key), *pairs]))


def _unknown(
    request: HttpRequest, criteria: Criteria, located: Located, place: str
) -> HttpResponse:
    problem = _("We do not know this place. Try a town, a council or a postcode.")
    heading = _("We could not find that place")
    explanation = _("Check the spelling, or try a bigger place nearby.")
    return _unplaced(request, criteria, place, (problem, heading, explanation))


def _outside(
    request: HttpRequest, criteria: Criteria, located: Located, place: str
) -> HttpResponse:
    name = OUTSIDE.get(located.outside, _("other countries"))
    explanation = _(
        "We list services in England, Scotland, Wales and Northern Ireland. In danger "
        "abroad, ring the emergency number of the country you are in. Some of the "
        "services below may still talk to you. Ask them."
    )
    heading = _("We do not cover %(place)s") % {"place": name}
    return _unplaced(request, criteria, place, ("", heading, explanation))


def _unplaced(
    request: HttpRequest, criteria: Criteria, place: str, words: tuple[str, str, str]
) -> HttpResponse:
    """Say what is the matter with the place, and show who helps everywhere."""
    problem, heading, explanation = words
    anywhere = replace(criteria, areas=(), near="", meant=(), page=1)
    ask = replace(box(anywhere, with_doors=False), place=place, problem=problem)
    audience = audience_of(criteria)
    context = {
        "problem": problem,
        "heading": heading,
        "explanation": explanation,
        "ask": ask,
        **_everywhere(anywhere),
        "lines": shown_lines("", audience),
    }
    return show(request, "unplaced.html", context, audience=audience)


def _everywhere(criteria: Criteria) -> dict[str, object]:
    """Who helps anywhere in the country, with the same question."""
    whole = holding().areas.by_slug.get(EVERYWHERE)
    asked = replace(criteria, areas=(whole,) if whole else ())
    return {
        "all_url": asked.url(),
        "sections": [
            section for section in answer_to(asked).sections if section.key in WHOLE
        ],
        "suffix": suffix(criteria),
    }


ANSWERS: dict[str, Callable[..., HttpResponse]] = {
    "area": _areas,
    "choices": _choices,
    "empty": _anywhere,
    "outside": _outside,
    "unknown": _unknown,
}
