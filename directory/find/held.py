"""What each process holds in memory, and how it stays true.

The edition of the directory is one row. Each request reads it once; where it has
risen, only the services that changed are read again. A day's end changes what counts
as checked, so a new day brings everything up to date as well.
"""

import datetime
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from directory.find.card_book import CardBook
from directory.find.crisis_book import CrisisBook
from directory.find.gazetteer import AreaBook, NameBook
from directory.find.index import ServiceIndex
from directory.find.translations import TranslationBook
from directory.find.vocabulary import Vocabulary
from directory.models import Edition, EditionChange, HiddenLink, Report


@dataclass(frozen=True, eq=False)
class Holding:
    """One edition of the directory, ready to be asked; never changed, only replaced."""

    edition: int
    day: datetime.date
    vocabularies: Mapping[str, Vocabulary]
    area_books: Mapping[str, AreaBook]
    names: NameBook
    crisis: CrisisBook
    index: ServiceIndex
    translations: TranslationBook
    cards: CardBook
    doubted: frozenset[str]
    hidden_links: frozenset[str]

    @property
    def english(self) -> Vocabulary:
        """Taxonomies and terms in English, with the phrases of every language."""
        return self.vocabularies[settings.LANGUAGE_CODE]

    @property
    def vocabulary(self) -> Vocabulary:
        """Taxonomies and terms in the language that is being read."""
        return self.vocabularies.get(get_language() or "", self.english)

    @property
    def areas(self) -> AreaBook:
        """Areas by their names in the language that is being read."""
        english = self.area_books[settings.LANGUAGE_CODE]
        return self.area_books.get(get_language() or "", english)


_lock = threading.Lock()
_latest: Holding | None = None
_request = threading.local()


def fresh() -> int:
    """Bring this process up to the database's edition, and return its number.

    Call it once at the start of each public view; one query where nothing changed.
    """
    global _latest
    number = Edition.objects.number()
    today = timezone.localdate()
    holding = _latest
    if holding is None or holding.edition != number or holding.day != today:
        with _lock:
            holding = _latest = _renew(_latest, number, today)
    _request.holding = holding
    return holding.edition


def holding() -> Holding:
    """What this request looks at; the same edition from its start to its end."""
    current = getattr(_request, "holding", None)
    if current is None:
        fresh()
        current = _request.holding
    return current


def at_hand() -> Holding | None:
    """What was held last, if anything; for error pages, which ask no database."""
    return getattr(_request, "holding", None) or _latest


def forget() -> None:
    """Hold nothing; the next request reads everything anew."""
    global _latest
    _latest = None
    _request.holding = None


def _renew(old: Holding | None, number: int, today: datetime.date) -> Holding:
    if old is not None and old.day == today and old.edition < number:
        everything, changed = EditionChange.objects.since(old.edition)
        if not everything:
            return Holding(
                number,
                today,
                old.vocabularies,
                old.area_books,
                old.names,
                CrisisBook.load(),
                old.index.renewed(changed, today),
                old.translations,
                old.cards.renewed(changed),
                Report.objects.numbers_in_doubt(),
                old.hidden_links,
            )
    elif old is not None and old.edition == number and old.day == today:
        return old
    translations = TranslationBook.load()
    english, areas = Vocabulary.load(translations), AreaBook.load()
    others = [code for code, _name in settings.LANGUAGES[1:]]
    index, cards = ServiceIndex.load(english, areas, today), CardBook()
    cards.begin(index.position_of)
    return Holding(
        number,
        today,
        {code: english.told_in(code, translations) for code in others}
        | {settings.LANGUAGE_CODE: english},
        {code: areas.told_in(code, translations) for code in others}
        | {settings.LANGUAGE_CODE: areas},
        NameBook.load(),
        CrisisBook.load(),
        index,
        translations,
        cards,
        Report.objects.numbers_in_doubt(),
        HiddenLink.objects.addresses(),
    )
