"""When something is wrong: each page still has the way out and the emergency block."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from directory.find.held import fresh
from directory.pages.asking import Ask
from directory.pages.frame import Emergency, show, shown_lines
from directory.pages.site import site


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that leads nowhere: search, and lines to talk to."""
    fresh()
    context = {
        "title": _("Page not found"),
        "heading": _("We could not find that page"),
        "explanation": _("The address may be wrong, or the page may have gone."),
        "ask": Ask(),
        "lines": shown_lines(""),
        "area_url": "",
    }
    return show(request, "problem.html", context, status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be understood."""
    return _without_database(
        400,
        _("We did not understand that"),
        _("Something in the address or the form was not right. Please start again."),
    )


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that is not for this visitor."""
    return _without_database(
        403, _("This page is closed"), _("You may need to sign in again to see it.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our own page, or came too late."""
    return _without_database(
        403,
        _("Please try that again"),
        _("The form was too old, or came from another site. Nothing was saved."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours; the database may be away, so it is not asked."""
    return _without_database(
        500,
        _("Something went wrong here"),
        _(
            "It is our fault, not yours. Please try again in a few minutes. If you are "
            "in danger, do not wait: ring 999."
        ),
    )


def _without_database(status: int, heading: str, explanation: str) -> HttpResponse:
    context: dict[str, object] = {
        **site(None),
        "title": heading,
        "heading": heading,
        "explanation": explanation,
        "ask": None,
        "lines": [],
        "area_url": "",
        "emergency": Emergency().block(),
    }
    page = render_to_string("directory/problem.html", context)
    return HttpResponse(page, status=status)
