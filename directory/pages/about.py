"""What the site is, where what it says comes from, and how to report a fault."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from directory.find.held import holding
from directory.guides.texts import text_of
from directory.pages.frame import show
from directory.pages.kept import kept
from directory.pages.safety import who_answers


@require_safe
@kept
def about(request: HttpRequest) -> HttpResponse:
    """What the site is and is not, who runs it, and how services come to be here."""
    context = {**who_answers(), "total": len(holding().index.position_of)}
    return show(request, "about.html", context)


@require_safe
@kept
def data(request: HttpRequest) -> HttpResponse:
    """Where services, places and postcodes come from, and under which licences."""
    return show(request, "about_data.html", who_answers())


@require_safe
@kept
def listing(request: HttpRequest) -> HttpResponse:
    """What we list, what we do not, and when we take a service away."""
    context = {
        **who_answers(),
        "text": text_of(settings.BASE_DIR / "docs" / "listing.md"),
        "is_english": get_language() == settings.LANGUAGE_CODE,
    }
    return show(request, "about_listing.html", context)


@require_safe
@kept
def security(request: HttpRequest) -> HttpResponse:
    """What to do about a fault that could put someone in danger."""
    return show(request, "about_security.html", who_answers())
