"""The language of a page: its address says it, and nothing else does."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from directory.find.held import at_hand
from directory.models import TranslationKind
from directory.models.addresses import prefixed, split


class LanguageOfAddress:
    """Answers in the language that the address begins with.

    Django's own LocaleMiddleware reads the browser's languages, and so every page
    would have to say `Vary: Accept-Language`; a cookie would stay on a shared phone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language, _path = split(request.path_info)
        with translation.override(language):
            return self.get_response(request)


@dataclass(frozen=True)
class InLanguage:
    """A page as it stands in one language, under the language's own name."""

    code: str
    name: str
    direction: str
    url: str
    is_current: bool
    alternate: str


def in_every_language(request: HttpRequest | None) -> list[InLanguage]:
    """This page in each language; the first page of each where none was asked for."""
    language, path, query, host = settings.LANGUAGE_CODE, "/", "", ""
    if request is not None:
        language, path = split(request.path_info)
        query = request.META.get("QUERY_STRING", "")
        # Only a page that search engines may list names its twins to them.
        if request.resolver_match and not query and request.method == "GET":
            host = f"{request.scheme}://{request.get_host()}"
    address = f"{path}?{query}" if query else path
    return [
        InLanguage(
            code,
            name,
            "rtl" if code in settings.LANGUAGES_BIDI else "ltr",
            prefixed(address, code),
            code == language,
            host + prefixed(path, code) if host else "",
        )
        for code, name in settings.LANGUAGES
    ]


def is_unchecked(language: str) -> bool:
    """Whether no native reader has checked what every page says in a language."""
    if language == settings.LANGUAGE_CODE:
        return False
    held = at_hand()
    if held is None:
        return True
    kinds = (TranslationKind.CRISIS, TranslationKind.INTERFACE)
    book = held.translations
    return any(
        book.has_unchecked(kind, language) or not book.has_any(kind, language)
        for kind in kinds
    )
