"""What texts say in other languages, held in memory."""

from collections import defaultdict
from dataclasses import dataclass

from directory.models import Translation, TranslationKind


@dataclass(frozen=True, slots=True)
class Told:
    """A text in a language, and whether a native reader has checked it."""

    text: str
    is_checked: bool


NOTHING = Told("", is_checked=False)


class TranslationBook:
    """Every translation, by what it translates and its language."""

    def __init__(self, rows: list[Translation]) -> None:
        self._told: dict[tuple[str, str, str, str], Told] = {}
        self._unchecked: dict[tuple[str, str], int] = defaultdict(int)
        self.phrases: dict[str, tuple[str, ...]] = {}
        phrases: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            if not (row.text and row.is_checked):
                self._unchecked[row.kind, row.language] += 1
            if not row.text:
                continue
            self._told[row.identity] = Told(row.text, row.is_checked)
            if row.kind == TranslationKind.TERM and row.field == "phrases":
                lines = (line.strip() for line in row.text.splitlines())
                phrases[row.key] += [line for line in lines if line]
        self.phrases = {key: tuple(said) for key, said in phrases.items()}
        self._kinds = {(kind, code) for kind, _key, _field, code in self._told}

    @classmethod
    def load(cls) -> "TranslationBook":
        """Read it from the database, in one query."""
        return cls(list(Translation.objects.order_by("pk")))

    def told(self, kind: str, key: str, language: str, field: str = "text") -> Told:
        """What a text says in a language; an empty one where nobody has said it."""
        return self._told.get((kind, key, field, language), NOTHING)

    def text(self, kind: str, key: str, language: str, field: str = "text") -> str:
        """The words alone; "" where nobody has said it."""
        return self.told(kind, key, language, field).text

    def has_unchecked(self, kind: str, language: str) -> bool:
        """Whether any text of a kind still waits for a native reader, or is missing."""
        return bool(self._unchecked[kind, language])

    def has_any(self, kind: str, language: str) -> bool:
        """Whether there is a text of a kind in a language."""
        return (kind, language) in self._kinds
