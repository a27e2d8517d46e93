"""Names of services and organisations, to be recognised in a sentence."""

from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process

from directory.find.lexicon import SMALL_WORDS, Lexicon, Token, ordinary_words
from directory.search.text import stem

LIKE_ENOUGH = 80
SHORTEST = 3
LONGEST_RUN = 6
LONG_NAME = 6


@dataclass(frozen=True)
class NameHit:
    """Words of a name in a sentence, as the name spells them."""

    words: tuple[str, ...]
    tokens: tuple[int, ...]
    corrected: bool


class NamesOfServices:
    """Every name, folded: whole names, and the words that only names have."""

    def __init__(self, names: list[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        alike = (" ".join(stem(word) for word in name.split()) for name in names)
        self._joined = "|" + "|".join(f" {name} " for name in sorted(alike)) + "|"
        words = {word for name in names for word in name.split()}
        self._words = {word for word in words if len(word) >= SHORTEST}
        self._own = sorted(word for word in self._words if self._is_own(word))
        self._own_words = set(self._own)
        # A misspelt word may also mean a name that is itself an everyday word.
        whole = {name for name in names if " " not in name and len(name) >= LONG_NAME}
        self._spelt_like = sorted(self._own_words | whole)

    def _is_own(self, word: str) -> bool:
        """Whether a word stands in names and is no everyday word."""
        return (
            word not in ordinary_words()
            and word not in SMALL_WORDS
            and not self._lexicon.knows(word)
            and not word.isdigit()
        )

    def hits(self, tokens: list[Token]) -> list[NameHit]:
        """Names in the sentence; the longest runs first take their words."""
        parts = [self._spelt_right(part) for part in self._parts(tokens)]
        found: list[NameHit] = []
        taken: set[int] = set()
        for hit in self._runs(parts):
            if not taken.intersection(hit.tokens):
                found.append(hit)
                taken.update(hit.tokens)
        rest = [part for part in parts if not taken.intersection(part.tokens)]
        found += [
            part
            for part in rest
            if part.words[0] in self._own_words
            or len(part.tokens) > 1
            or part.corrected
        ]
        return sorted(found, key=lambda hit: hit.tokens)

    def _parts(self, tokens: list[Token]) -> list[NameHit]:
        """The words, two made one where a name writes them so: safe net, phone line."""
        parts: list[NameHit] = []
        skip = False
        for one, other in pairwise([*tokens, None]):
            if skip or one is None:
                skip = False
                continue
            joined = one.typed + other.typed if other else ""
            if other and self._is_one_word(joined):
                parts.append(NameHit((joined,), (one.at, other.at), corrected=False))
                skip = True
            else:
                parts.append(NameHit((one.typed,), (one.at,), corrected=False))
        return parts

    def _is_one_word(self, joined: str) -> bool:
        """Whether names write these two words as one."""
        whole = f"| {stem(joined)} |" in self._joined
        return whole or (joined in self._words and joined not in ordinary_words())

    def _runs(self, parts: list[NameHit]) -> list[NameHit]:
        found = []
        for length in range(min(LONGEST_RUN, len(parts)), 1, -1):
            for start in range(len(parts) - length + 1):
                run = parts[start : start + length]
                words = tuple(word for part in run for word in part.words)
                if self._is_name(words, whole=length == len(parts)):
                    places = tuple(at for part in run for at in part.tokens)
                    corrected = any(part.corrected for part in run)
                    found.append(NameHit(words, places, corrected))
        return found

    def _is_name(self, words: tuple[str, ...], *, whole: bool) -> bool:
        text = " ".join(stem("saint" if word == "st" else word) for word in words)
        if f" {text} " not in self._joined:
            return False
        at_an_end = f"| {text} " in self._joined or f" {text} |" in self._joined
        if whole and at_an_end:
            return not self._lexicon.is_phrase(words)
        starts = f"| {text} " in self._joined
        telling = [
            word
            for word in words
            if word in self._own_words
            or (starts and word not in SMALL_WORDS and not self._lexicon.knows(word))
        ]
        full = f"| {text} |" in self._joined
        return bool(telling) or (full and len(words) > 1 and not self._common(words))

    def _common(self, words: tuple[str, ...]) -> bool:
        return all(word in SMALL_WORDS or self._lexicon.knows(word) for word in words)

    def _spelt_right(self, part: NameHit) -> NameHit:
        """The word itself, or the word of a name that it must be a misspelling of."""
        word = part.words[0]
        if word in self._own_words or not self._may_be_misspelt(word):
            return part
        close = process.extractOne(
            word, self._spelt_like, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH
        )
        return NameHit((close[0],), part.tokens, corrected=True) if close else part

    def _may_be_misspelt(self, word: str) -> bool:
        return (
            len(word) > SHORTEST
            and word not in ordinary_words()
            and word not in SMALL_WORDS
            and not self._lexicon.knows(word)
            and not self._lexicon.nearest(word)
            and not word.isdigit()
        )
