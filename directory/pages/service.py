"""The page of one service."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from directory.find.held import holding
from directory.find.service_page import ServicePage
from directory.find.service_page import show as everything_about
from directory.models import Service, Side
from directory.pages.asking import Ask
from directory.pages.frame import audience_on, show, shown_lines, with_opening
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
    who = "work" if request.GET.get("for") == "work" else "me"
    try:
        shown = everything_about(code, who=who)
    except Service.DoesNotExist:
        return _withdrawn(request, code)
    return show(
        request,
        "service.html",
        _context(shown, who),
        nation=shown.nation,
        audience=audience_on(shown.service.side),
    )


def _context(shown: ServicePage, who: str) -> dict[str, object]:
    known = shown.service
    until = known.waiting_until
    contacts = [contact for contact in known.contacts.all() if contact.is_shown]
    return {
        "shown": shown,
        "service": known,
        "ages": ages(known.age_min, known.age_max),
        "is_waiting_old": until is not None and until < timezone.localdate(),
        "has_more_for_work": who != "work"
        and any(contact.is_for_professionals for contact in contacts),
        "lines": [with_opening(line, shown.nation) for line in shown.next_lines],
    }


def _withdrawn(request: HttpRequest, code: str) -> HttpResponse:
    """Where to turn instead of a service that was taken out; 404 for an unknown one."""
    known = Service.objects.withdrawn().filter(code=code).first()
    if known is None:
        raise Http404
    book = holding().areas
    areas = [book.by_id[cover.area_id] for cover in known.coverages.all()]
    nation = book.nation(areas[0]) if areas else ""
    audience = audience_on(known.side)
    is_change = known.side == Side.CHANGE
    context = {
        **GONE,
        "ask": Ask(hidden=[("for", "change")] if is_change else []),
        "lines": shown_lines(nation, audience),
        "area_url": f"/in/{areas[0].slug}/" if areas and not is_change else "",
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
