"""Every English text that is to be said in other languages, and in which."""

from collections.abc import Iterator

from django.conf import settings

from directory.find.crisis_texts import CRISIS_TEXTS
from directory.find.sayings import ENGLISH, SAYINGS, TONGUES, in_english
from directory.models import (
    Area,
    CrisisLine,
    Guide,
    Original,
    Taxonomy,
    Term,
    TranslationKind,
)
from directory.models.translation import line_key

# Welsh names of areas are official ones, and stand with the areas.
WELSH = "cy"
# Its terms are understood in a sentence and stand on no page.
HEARD_ONLY = "danger"
GUIDE_FIELDS = ("title", "heading", "summary", "body")


def page_languages() -> tuple[str, ...]:
    """The languages, but English, in which the pages can be read."""
    codes = (code for code, _name in settings.LANGUAGES)
    return tuple(code for code in codes if code != settings.LANGUAGE_CODE)


def originals() -> Iterator[Original]:
    """All of them; those for an emergency first."""
    languages = page_languages()
    for key, english in CRISIS_TEXTS.items():
        yield Original(TranslationKind.CRISIS, key, "text", english, languages)
    words = CrisisLine.objects.exclude(words="").values_list("words", flat=True)
    for english in sorted(set(words)):
        key = line_key(english)
        yield Original(TranslationKind.LINE, key, "text", english, languages)
    yield from _sayings()
    yield from _terms(languages)
    yield from _areas(languages)
    yield from _guides(languages)
    yield Original(
        TranslationKind.INTERFACE,
        "pages",
        "text",
        "The words of buttons, headings and notes on the pages",
        languages,
    )


def _sayings() -> Iterator[Original]:
    for tongue in TONGUES.values():
        if tongue.code != ENGLISH:
            for key in SAYINGS:
                english = in_english(key, tongue)
                yield Original(
                    TranslationKind.SAY, key, "text", english, (tongue.code,)
                )


def _terms(languages: tuple[str, ...]) -> Iterator[Original]:
    for group in Taxonomy.objects.filter(is_public_filter=True).order_by("order", "pk"):
        kind = TranslationKind.TAXONOMY
        yield Original(kind, group.code, "question", group.question, languages)
    for term in Term.objects.current().in_order().select_related("taxonomy"):
        if term.taxonomy.code != HEARD_ONLY:
            key = f"{term.taxonomy.code}/{term.code}"
            yield Original(TranslationKind.TERM, key, "name", term.name, languages)


def _areas(languages: tuple[str, ...]) -> Iterator[Original]:
    """The nations, whose free lines stand on every page."""
    with_lines = CrisisLine.objects.values("nation")
    for area in Area.objects.filter(pk__in=with_lines).order_by("code"):
        others = tuple(
            code for code in languages if not (code == WELSH and area.name_cy)
        )
        yield Original(TranslationKind.AREA, area.code, "name", area.name, others)


def _guides(languages: tuple[str, ...]) -> Iterator[Original]:
    for guide in Guide.objects.published().in_order():
        for name in GUIDE_FIELDS:
            english = getattr(guide, name)
            if english:
                key = guide.slug
                yield Original(TranslationKind.GUIDE, key, name, english, languages)
