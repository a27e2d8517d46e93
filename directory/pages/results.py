"""The list of services that answer a question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from directory.find.answer import Answer, find
from directory.find.criteria import Criteria
from directory.find.shortlist import NOTHING_KEPT
from directory.models import CrisisLine, Side
from directory.pages.asking import box, doubts, other_side, unseen_when_narrowing
from directory.pages.frame import audience_of, show, shown_lines, with_opening
from directory.pages.keeping import area_url, keeping_on_list, numbers_url, suffix
from directory.pages.kept import kept
from directory.pages.say import offer
from directory.pages.suggest import suggest_url


@require_safe
@kept
def services(request: HttpRequest) -> HttpResponse:
    """Services that answer what the address asks, the most fitting first."""
    criteria = Criteria.read(request.GET)
    if criteria.is_resolved:
        return redirect(criteria.url(page=criteria.page))
    return show(
        request,
        "results.html",
        _context(request, find(criteria)),
        nation=criteria.nation,
        audience=audience_of(criteria),
        is_now=criteria.is_now,
    )


def _head(answer: Answer) -> list[CrisisLine]:
    """The line that begins a list, where the first card is not that very line."""
    cards = [card for section in answer.sections for card in section.cards]
    first = {contact.pk for card in cards[:1] for contact in card.contacts[:1]}
    return [line for line in answer.head if line.contact.pk not in first]


def _context(request: HttpRequest, answer: Answer) -> dict[str, object]:
    criteria = answer.criteria
    area = criteria.areas[0] if len(criteria.areas) == 1 else None
    is_change = criteria.side == Side.CHANGE
    # That page is for people who were hurt; a list does not cross over to it.
    kept_here = NOTHING_KEPT if is_change else criteria.shortlist
    return {
        "answer": answer,
        "canonical_url": criteria.canonical_url,
        "is_change": is_change,
        "other_side_url": other_side(criteria).url(),
        "ask": box(criteria),
        "offer": offer(criteria),
        "doubts": doubts(criteria),
        "hidden": unseen_when_narrowing(criteria),
        "age": "" if criteria.age is None else criteria.age,
        "suffix": suffix(criteria),
        "keeping": keeping_on_list(request, criteria),
        "head": [with_opening(line, criteria.nation) for line in _head(answer)],
        "lines": shown_lines(criteria.nation, audience_of(criteria)),
        "suggest_url": suggest_url(criteria),
        "area_url": area_url(area.slug, kept_here) if area else "",
        "numbers_url": numbers_url(area.slug, is_change=is_change) if area else "",
    }
