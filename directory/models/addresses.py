"""The language in an address: English bare, every other by its code (`/cy/…`).

An address of ours is written by hand in a few places, since a page has hundreds and
Django's own `reverse` takes longer; each of them goes through `prefixed`.
"""

from django.conf import settings
from django.utils.translation import get_language


def prefixed(path: str, language: str | None = None) -> str:
    """A path as it stands in a language; by default the one that is being read."""
    code = language or get_language()
    if code == settings.LANGUAGE_CODE or code not in dict(settings.LANGUAGES):
        return path
    return f"/{code}{path}"


def split(path: str) -> tuple[str, str]:
    """The language that an address is in, and the path without it."""
    code, slash, rest = path.removeprefix("/").partition("/")
    if code != settings.LANGUAGE_CODE and code in dict(settings.LANGUAGES):
        return code, slash + rest
    return settings.LANGUAGE_CODE, path
