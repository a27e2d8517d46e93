"""What every template knows of the site itself."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from directory.pages.language import in_every_language, is_unchecked


def site(request: HttpRequest | None) -> dict[str, object]:
    """The site's name, its exit, its languages, and whether its titles are discreet."""
    return {
        "site_name": settings.SITE_NAME,
        "exit_url": settings.EXIT_URL,
        "is_discreet": settings.DISCREET,
        "languages": in_every_language(request),
        "is_unchecked": is_unchecked(get_language() or settings.LANGUAGE_CODE),
    }
