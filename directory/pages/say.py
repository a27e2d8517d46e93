"""Words to show or read out, one card for each language, in it and in English."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from directory.find.criteria import Criteria
from directory.find.held import holding
from directory.find.sayings import (
    ENGLISH,
    INTERPRETER,
    TONGUES,
    Tongue,
    in_english,
    sayings,
)
from directory.find.translations import Told
from directory.find.vocabulary import TermInfo
from directory.models import TranslationKind
from directory.models.addresses import prefixed
from directory.pages.frame import show
from directory.pages.kept import kept


@dataclass(frozen=True)
class Saying:
    """A sentence in a language and in English; only in English where none is known."""

    own: str
    english: str


@dataclass(frozen=True)
class Offer:
    """What a list says, in their language, to someone who wrote in it."""

    tongue: Tongue
    words_for_you: str
    ask_for_one: str
    unchecked: str
    english: str
    say_url: str
    page: str
    page_url: str
    first: str
    first_url: str


@require_safe
@kept
def index(request: HttpRequest) -> HttpResponse:
    """Every language that has a card."""
    return show(request, "say_index.html", {"tongues": list(TONGUES.values())})


@require_safe
@kept
def say(request: HttpRequest, language: str) -> HttpResponse:
    """The card of one language: large words, in it and in English."""
    tongue = TONGUES.get(language)
    if tongue is None:
        raise Http404
    first, more = sayings(tongue)
    context = {
        "tongue": tongue,
        "is_english": tongue.code == ENGLISH,
        "first": [_saying(key, tongue) for key in first],
        "more": [_saying(key, tongue) for key in more],
        "told": {} if tongue.code == ENGLISH else _furniture(tongue),
        "is_card_unchecked": not _all_checked([*first, *more], tongue),
        "others": [other for other in TONGUES.values() if other is not tongue],
    }
    return show(request, "say.html", context)


def offer(criteria: Criteria) -> Offer | None:
    """For a list that someone asked for in another language than English."""
    tongue = TONGUES.get(criteria.offer)
    if tongue is None or tongue.code == ENGLISH:
        return None
    speaks = holding().vocabulary.term("language", tongue.code)
    is_new = speaks is not None and not criteria.asks("language", tongue.code)
    has_pages = tongue.code in dict(settings.LANGUAGES)
    is_elsewhere = has_pages and get_language() != tongue.code
    # A page in that language says at its top that nobody has checked its words.
    is_here = get_language() == tongue.code
    says_so = not is_here and not _all_checked(["ask-for-one"], tongue)
    return Offer(
        tongue=tongue,
        words_for_you=_told("words-for-you", tongue).text,
        ask_for_one=_told("ask-for-one", tongue).text,
        unchecked=_unchecked(tongue) if says_so else "",
        english=f"{in_english('speak', tongue)} {INTERPRETER}",
        say_url=reverse("say", args=[tongue.code]),
        page=_told("this-page", tongue).text or tongue.name,
        page_url=_in_own(criteria, tongue) if is_elsewhere else "",
        first=_told("first", tongue).text if is_new else "",
        first_url=_with(criteria, speaks) if is_new else "",
    )


def _with(criteria: Criteria, speaks: TermInfo | None) -> str:
    """The list of services whose staff speak the language."""
    return criteria.url(terms=criteria.with_term(speaks)) if speaks else ""


def _in_own(criteria: Criteria, tongue: Tongue) -> str:
    """The list in the language itself."""
    address = criteria.url(page=criteria.page)
    start = prefixed("/services/")
    return prefixed("/services/", tongue.code) + address.removeprefix(start)


def _told(key: str, tongue: Tongue) -> Told:
    return holding().translations.told(TranslationKind.SAY, key, tongue.code)


def _unchecked(tongue: Tongue) -> str:
    return _told("unchecked", tongue).text


def _saying(key: str, tongue: Tongue) -> Saying:
    own = "" if tongue.code == ENGLISH else _told(key, tongue).text
    return Saying(own, in_english(key, tongue))


def _furniture(tongue: Tongue) -> dict[str, str]:
    keys = ("ask-for-one", "ring-999", "unchecked")
    return {key.replace("-", "_"): _told(key, tongue).text for key in keys}


def _all_checked(keys: list[str], tongue: Tongue) -> bool:
    if tongue.code == ENGLISH:
        return True
    return all(_told(key, tongue).is_checked for key in keys)
