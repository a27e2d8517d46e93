"""A slip of paper to fold into a purse: a number, its hours, what to ask for."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from directory.find.service_page import show as everything_about
from directory.find.shortlist import PARAMETER, Shortlist
from directory.find.slip import slip as slip_of
from directory.models import Service
from directory.pages.frame import audience_on, show
from directory.pages.keeping import is_large
from directory.pages.kept import kept
from directory.pages.service import withdrawn


@require_safe
@kept
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """The slip of one service; nothing on it says whose number it is."""
    try:
        shown = everything_about(code)
    except Service.DoesNotExist:
        return withdrawn(request, code)
    chosen = Shortlist.read(request.GET.getlist(PARAMETER))
    context = {
        "slip": slip_of(shown.service),
        "is_large": is_large(request),
        "service_url": chosen.at(reverse("service", args=[code])),
    }
    return show(
        request,
        "slip.html",
        context,
        nation=shown.nation,
        audience=audience_on(shown.service.side),
    )
