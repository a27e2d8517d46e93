"""The page of one service."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from directory.find.criteria import Criteria
from directory.find.held import holding
from directory.find.questions import before_you_ring, carried
from directory.find.service_page import ServicePage
from directory.find.service_page import show as everything_about
from directory.find.shortlist import PARAMETER, Shortlist
from directory.models import MergedService, Service, Side
from directory.models.addresses import prefixed
from directory.pages.asking import Ask
from directory.pages.frame import audience_on, show, shown_lines, with_opening
from directory.pages.keeping import (
    LARGE,
    area_url,
    is_large,
    keeping_on_service,
    suffix,
)
from directory.pages.kept import kept

GONE = {
    "title": _l("Service details"),
    "heading": _l("This service is no longer listed"),
    "explanation": _l(
        "It may have closed or changed. If you have an old number for it, do not count "
        "on it. Others can help."
    ),
}


@require_safe
@kept
def service(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that is known of one service, its contacts first."""
    asked = Criteria.read(request.GET)
    who = "work" if asked.who == "work" else "me"
    try:
        shown = everything_about(code, who=who, shortlist=asked.shortlist)
    except Service.DoesNotExist:
        return withdrawn(request, code)
    return show(
        request,
        "service.html",
        _context(shown, who) | _to_take_along(request, shown, asked),
        nation=shown.nation,
        audience=audience_on(shown.service.side),
    )


def _context(shown: ServicePage, who: str) -> dict[str, object]:
    known = shown.service
    today, until = timezone.localdate(), known.waiting_until
    contacts = [contact for contact in known.contacts.all() if contact.is_shown]
    return {
        "shown": shown,
        "service": known,
        "ages": ages(known.age_min, known.age_max),
        "today": today,
        "is_waiting_old": until is not None and until < today,
        "has_more_for_work": who != "work"
        and any(contact.is_for_professionals for contact in contacts),
        "lines": [with_opening(line, shown.nation) for line in shown.next_lines],
        "instead": with_opening(shown.instead, shown.nation) if shown.instead else None,
    }


def _to_take_along(
    request: HttpRequest, shown: ServicePage, asked: Criteria
) -> dict[str, object]:
    """What one may ask, keep or print; links hand on what was asked and kept."""
    code, path = shown.service.code, request.path
    pairs, chosen = carried(asked), asked.shortlist.pairs
    others = [pair for pair in pairs if pair[0] != "for"]
    contacts = (contact.contact for contact in shown.contacts)
    return {
        "questions": before_you_ring(shown.service, asked),
        "keeping": keeping_on_service(request, asked),
        "work_url": "?" + urlencode([("for", "work"), *others, *chosen]),
        "is_large": is_large(request),
        "large_url": f"{path}?{urlencode([*pairs, *chosen, (LARGE, '1')])}",
        "plain_url": f"{path}{suffix(asked)}",
        "slip_url": asked.shortlist.at(reverse("slip", args=[code]))
        if any(contact.is_dialled for contact in contacts)
        else "",
        "suffix": asked.shortlist.at(""),
        "report_url": reverse("report", args=[code]) + suffix(asked),
    }


def withdrawn(request: HttpRequest, code: str) -> HttpResponse:
    """Where to turn instead of a service that was taken out; 404 for an unknown one."""
    kept = MergedService.objects.leading_from(code)
    if kept:
        carried = request.META.get("QUERY_STRING", "")
        there = prefixed(f"/services/{kept}/")
        return redirect(f"{there}?{carried}" if carried else there, permanent=False)
    known = Service.objects.withdrawn().filter(code=code).first()
    if known is None:
        raise Http404
    book = holding().areas
    areas = [book.by_id[cover.area_id] for cover in known.coverages.all()]
    nation = book.nation(areas[0]) if areas else ""
    audience = audience_on(known.side)
    is_change = known.side == Side.CHANGE
    shortlist = Shortlist.read(request.GET.getlist(PARAMETER))
    context = {
        **GONE,
        "ask": Ask(
            hidden=[*([("for", "change")] if is_change else []), *shortlist.pairs]
        ),
        "lines": shown_lines(nation, audience),
        "area_url": area_url(areas[0].slug, shortlist)
        if areas and not is_change
        else "",
    }
    return show(
        request, "problem.html", context, nation=nation, audience=audience, status=410
    )


def ages(lowest: int | None, highest: int | None) -> str:
    """The ages of people a service takes, in words."""
    if lowest is None and highest is None:
        return _("Not stated")
    if highest is None:
        return _("%(age)d and over") % {"age": lowest}
    if not lowest:
        return ngettext("Up to %d year", "Up to %d years", highest) % highest
    return _("%(lowest)d to %(highest)d") % {"lowest": lowest, "highest": highest}
