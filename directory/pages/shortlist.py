"""The shortlist: one page to read out, to print, or to carry to another phone."""

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from directory.find.held import fresh
from directory.find.listed import ShownList, listed
from directory.find.shortlist import MOST, PARAMETER, Keeping, Shortlist
from directory.models import Side
from directory.pages.asking import Ask
from directory.pages.frame import audience_on, show, shown_lines
from directory.pages.keeping import LARGE, is_large

# Never kept in memory: what one person chose is nobody else's page.


@require_safe
def shortlist(request: HttpRequest) -> HttpResponse:
    """The services of a list, in the order in which they were chosen."""
    fresh()
    shown = listed(_asked(request))
    return show(
        request,
        "shortlist.html",
        _context(request, shown),
        nation=shown.nation,
        audience=audience_on(shown.side),
    )


@require_safe
def shortlist_code(request: HttpRequest) -> HttpResponse:
    """The address of a list as a picture that another phone can read."""
    fresh()
    chosen = listed(_asked(request)).shortlist
    if not chosen:
        raise Http404
    address = request.build_absolute_uri(chosen.at(reverse("shortlist")))
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(
        drawn,
        kind="svg",
        border=4,
        light="#fff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
    )
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


def _asked(request: HttpRequest) -> Shortlist:
    return Shortlist.read(request.GET.getlist(PARAMETER))


def _context(request: HttpRequest, shown: ShownList) -> dict[str, object]:
    chosen, path = shown.shortlist, reverse("shortlist")
    large = is_large(request)
    pairs = ((LARGE, "1"),) if large else ()
    is_change = shown.side == Side.CHANGE
    hidden = [("for", "change")] if is_change else []
    return {
        "shown": shown,
        "title": _title(shown),
        "keeping": Keeping(chosen, path, path, pairs, anchor="main"),
        "most": MOST,
        "notices": _notices(shown),
        "apart_url": shown.apart.at(path) if shown.apart else "",
        "is_change": is_change,
        "is_large": large,
        "large_url": Keeping(chosen, path, path, ((LARGE, "1"),)).this_page,
        "plain_url": chosen.at(path),
        "code_url": chosen.at(reverse("shortlist_code")),
        "suffix": chosen.at(""),
        "ask": Ask(hidden=[*hidden, *chosen.pairs]),
        "lines": shown_lines(shown.nation, audience_on(shown.side)),
    }


def _title(shown: ShownList) -> str:
    """How many, in words that are safe in a title."""
    number = len(shown.entries)
    if not number:
        return _("Your list")
    return ngettext("Your list, %d service", "Your list, %d services", number) % number


def _notices(shown: ShownList) -> list[str]:
    """What the address holds that the page does not show."""
    if not shown.unknown:
        return []
    notice = ngettext(
        "The address names %d service that we do not know, or no room was left for "
        "it. We left it out.",
        "The address names %d services that we do not know, or no room was left for "
        "them. We left them out.",
        shown.unknown,
    )
    return [notice % shown.unknown]
