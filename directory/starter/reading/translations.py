"""translations.csv: what texts say in other languages, checked or not."""

from datetime import date

from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv.things import Thing, needed, once, text
from directory.find.languages import WORDS
from directory.find.sayings import ENGLISH, TONGUES
from directory.models import Translation, TranslationKind
from directory.models.translation import numbers_in

LANGUAGES = (frozenset(TONGUES) | frozenset(WORDS)) - {ENGLISH}
PHRASES = "phrases"


def read(rows: list[Row]) -> list[Thing]:
    """Every translation, by kind, part, language and what it translates."""
    things = [_translation(row) for row in rows]
    once(things, "key")
    return things


def _translation(row: Row) -> Thing:
    kind = row.one_of("kind", TranslationKind.values, empty=False)
    language = row.one_of("language", LANGUAGES, empty=False)
    key, part = needed(row, "key", Translation), needed(row, "field", Translation)
    said = needed(row, "text", Translation)
    if part == PHRASES:
        said = "\n".join(dict.fromkeys(row.parts("text")))
    elif numbers_in(said) != numbers_in(row["english"]):
        raise row.wrong("text", "holds other numbers than the English")
    values = {"text": said, "checked_on": _day(row)}
    thing = Thing(f"{kind}/{part}/{language}/{key}"[:120], row, values)
    text(row, "english", Translation)
    return thing


def _day(row: Row) -> str:
    """When a native reader checked it; empty where nobody has."""
    day = row["checked_on"]
    if not day:
        return ""
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise row.wrong("checked_on", "must be a day such as 2026-11-30") from None
