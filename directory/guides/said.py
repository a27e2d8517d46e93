"""A guide in the language of the page; what nobody has translated stays English."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from directory.find.held import holding
from directory.models import Guide, TranslationKind

ENGLISH_HERE = SafeString(' lang="en" dir="ltr"')


@dataclass(frozen=True)
class Words:
    """A text, and whether it stands in English on a page of another language."""

    text: str
    is_left_english: bool = False
    is_checked: bool = True

    def __str__(self) -> str:
        return self.text

    @property
    def language(self) -> SafeString:
        """What the element around it says of its language."""
        return ENGLISH_HERE if self.is_left_english else SafeString("")


@dataclass(frozen=True)
class SaidGuide:
    """What a guide says, field by field."""

    guide: Guide
    title: Words
    heading: Words
    summary: Words
    body: Words

    @property
    def url(self) -> str:
        return self.guide.get_absolute_url()

    @property
    def is_unchecked(self) -> bool:
        """Whether some of it was translated and no native reader has checked it."""
        texts = (self.title, self.heading, self.summary, self.body)
        return not all(words.is_checked for words in texts)


def said(guide: Guide) -> SaidGuide:
    """The guide, as far as it is told in the language that is being read."""
    return SaidGuide(
        guide=guide,
        title=_words(guide, "title"),
        heading=_words(guide, "heading"),
        summary=_words(guide, "summary"),
        body=_words(guide, "body"),
    )


def _words(guide: Guide, field: str) -> Words:
    english, language = getattr(guide, field), get_language()
    if language in (None, settings.LANGUAGE_CODE):
        return Words(english)
    book = holding().translations
    told = book.told(TranslationKind.GUIDE, guide.slug, language or "", field)
    if not told.text:
        return Words(english, is_left_english=bool(english))
    return Words(told.text, is_checked=told.is_checked)
