"""How to use the site safely, what it keeps of a visit, and whom it works for."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from directory.find.criteria import Criteria
from directory.find.held import holding
from directory.pages.films import film
from directory.pages.frame import show, shown_lines
from directory.pages.kept import kept

# The need of people whose phone or accounts someone else can see into.
WATCHED_ONLINE = "online-abuse"


@require_safe
@kept
def safety(request: HttpRequest) -> HttpResponse:
    """What the way out does and cannot do, and how to leave few traces."""
    term = holding().vocabulary.term("need", WATCHED_ONLINE)
    context = {
        "exit_domain": exit_domain(),
        "host": request.get_host(),
        "watched_url": Criteria(terms={"need": (term,)}).url() if term else "",
        "film": film(settings.BSL_VIDEO),
        "easy_read": settings.EASY_READ,
        "lines": shown_lines(""),
    }
    return show(request, "safety.html", context)


@require_safe
@kept
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a visit, and how anyone can check it."""
    context = {
        **who_answers(),
        "exit_domain": exit_domain(),
        "is_https": settings.SECURE_SSL_REDIRECT,
    }
    return show(request, "privacy.html", context)


@require_safe
@kept
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far everyone can use the site, and whom to tell where it fails them."""
    context = {
        **who_answers(),
        "has_film": film(settings.BSL_VIDEO) is not None,
        "easy_read": settings.EASY_READ,
    }
    return show(request, "accessibility.html", context)


def who_answers() -> dict[str, object]:
    """Who runs the site and how to write to them, as far as the site says so."""
    return {"owner": settings.SITE_OWNER, "email": settings.CONTACT_EMAIL}


def exit_domain() -> str:
    """The name of the site that the way out leads to."""
    return (urlsplit(settings.EXIT_URL).hostname or "").removeprefix("www.")
