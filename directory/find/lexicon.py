"""The phrases of all terms, ready to be found in a sentence.

Phrases and sentences are compared by the stems of their words, small words left out, so
hit, hits and hitting are one, and "nowhere to go" is found in "i have nowhere to go".
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from spellchecker import SpellChecker

from directory.find.vocabulary import TermInfo, Vocabulary
from directory.models import Side
from directory.search.text import fold, stem

# Words that carry nothing in a phrase. Pronouns and "no" stay: they turn the meaning.
_SMALL = """
a an the to of is are was were be been being am so just really very some any that this
it its and or do does did doing has had having have ive im for in on at with by from as
also then can could would should will get gets getting got because becuse cos coz please
hes shes theyre id ill us
"""
SMALL_WORDS = frozenset(_SMALL.split())
# Words that by themselves mean nothing: a phrase left with these alone is taken whole.
_WEAK = """
i me my mine you your he him his she her hers they them their we no not dont wont cant
day night week month year time today tonight yesterday morning every always never ever
isnt doesnt didnt help need needs want wants like if how what who when where why there
here now out up off all one about husband wife partner boyfriend girlfriend ex fiance
mum mother dad father parent parents son daughter sister brother friend family child
children kid kids baby man woman men women boy girl person people someone somebody
"""
WEAK_WORDS = frozenset(_WEAK.split())
# Whom it is about and whether there is danger turn on small words: "im 15", "hes here".
EXACT = frozenset(["audience", "danger"])
# Misspellings that stand nearer to another word than to the one that is meant.
MISSPELT = {
    "rapped": "raped",
    "raiped": "raped",
    "beet": "beat",
    "beets": "beats",
    "beeten": "beaten",
    "counciling": "counselling",
    "councilling": "counselling",
    "councelling": "counselling",
    "counciler": "counsellor",
    "councillor": "counsellor",
    "marridge": "marriage",
    "mariage": "marriage",
    "suiside": "suicide",
    "suisidal": "suicidal",
    "strangeld": "strangled",
    "strangles": "strangles",
    "asulted": "assaulted",
    "refuje": "refuge",
    "refudge": "refuge",
    "hitts": "hits",
    "controling": "controlling",
    "stalkin": "stalking",
    "adict": "addict",
}
# A word this frequent in English is no misspelling, and by itself no name.
ORDINARY = 500
LIKE_ENOUGH = 80
SHORTEST_MISSPELT = 5
# A phrase of so many words may have so many others in between.
FEWEST_WITH_GAPS = 3
MOST_BETWEEN = 4


Run = tuple[str, ...]
Entry = tuple[Run, tuple[TermInfo, ...]]


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence: as typed, as taken, its stem, and where it stood."""

    typed: str
    taken: str
    stem: str
    at: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that occurs in a sentence, the terms it means, the tokens it took."""

    terms: tuple[TermInfo, ...]
    phrase: str
    tokens: tuple[int, ...]


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Everyday English words, folded."""
    frequencies = SpellChecker(language="en").word_frequency.dictionary
    return frozenset(fold(word) for word, n in frequencies.items() if n >= ORDINARY)


class Lexicon:
    """Every phrase of a vocabulary, longest first, and every word in them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        told: dict[Run, dict[int, TermInfo]] = defaultdict(dict)
        whole: dict[Run, dict[int, TermInfo]] = defaultdict(dict)
        exact: dict[Run, dict[int, TermInfo]] = defaultdict(dict)
        words: set[str] = set()
        for term in vocabulary.by_id.values():
            if term.is_retired:
                continue
            for phrase in (*term.phrases, term.name):
                folded = fold(phrase).split()
                words.update(word for word in folded if word not in SMALL_WORDS)
                run = content(folded)
                if is_of_the_other_side(term):
                    exact[tuple(folded)][term.id] = term
                elif term.taxonomy in EXACT or is_weak(folded):
                    whole[tuple(stem(word) for word in folded)][term.id] = term
                else:
                    told[run][term.id] = term
            for phrase in term.foreign_phrases:
                exact[tuple(fold(phrase).split())][term.id] = term
        foreign = {word for run in exact for word in run}
        self.words = sorted(word for word in words if len(word) >= SHORTEST_MISSPELT)
        self._known = words | foreign
        self._told = _by_first(told)
        self._whole = _by_first(whole)
        self._exact = _by_first(exact)

    def knows(self, word: str) -> bool:
        """Whether the word occurs in some phrase."""
        return word in self._known

    def is_phrase(self, words: tuple[str, ...]) -> bool:
        """Whether these words are, as a whole, a phrase of a term."""
        run = content(list(words))
        return bool(run) and any(
            phrase == run for phrase, _terms in self._told.get(run[0], ())
        )

    def nearest(self, word: str) -> str:
        """The phrase word that a misspelt word most likely is; "" where none is."""
        if word in MISSPELT:
            return MISSPELT[word]
        if len(word) < SHORTEST_MISSPELT or word in ordinary_words():
            return ""
        close = process.extractOne(
            word, self.words, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH
        )
        return close[0] if close else ""

    def hits(self, tokens: list[Token], taxonomies: frozenset[str]) -> list[Hit]:
        """Phrases of these taxonomies in the sentence; a longer one wins its words."""
        told = [token for token in tokens if token.taken not in SMALL_WORDS]
        found = [
            *_occurring(told, self._told, taxonomies),
            *_with_gaps(told, self._told, taxonomies),
            *_occurring(tokens, self._whole, taxonomies),
            *_occurring(tokens, self._exact, taxonomies, by_stem=False),
        ]
        return _longest(found)


def _by_first(meanings: dict[Run, dict[int, TermInfo]]) -> dict[str, list[Entry]]:
    """Runs by their first stem, longest first."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for run, terms in meanings.items():
        if run:
            found[run[0]].append((run, tuple(terms.values())))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def _occurring(
    tokens: list[Token],
    known: dict[str, list[Entry]],
    taxonomies: frozenset[str],
    *,
    by_stem: bool = True,
) -> Iterator[Hit]:
    words = [token.stem if by_stem else token.taken for token in tokens]
    for start, word in enumerate(words):
        for run, terms in known.get(word, ()):
            end = start + len(run)
            meant = tuple(term for term in terms if term.taxonomy in taxonomies)
            if meant and tuple(words[start:end]) == run:
                places = tuple(token.at for token in tokens[start:end])
                yield Hit(meant, " ".join(run), places)


def _with_gaps(
    tokens: list[Token], known: dict[str, list[Entry]], taxonomies: frozenset[str]
) -> Iterator[Hit]:
    """Longer phrases with other words in between: my son (is 17 and he) punches me."""
    stems = [token.stem for token in tokens]
    present = set(stems)
    for start, first in enumerate(stems):
        for run, terms in known.get(first, ()):
            if len(run) < FEWEST_WITH_GAPS or not present.issuperset(run):
                continue
            places = _spread(stems, start, run)
            meant = tuple(term for term in terms if term.taxonomy in taxonomies)
            if places and meant:
                yield Hit(meant, " ".join(run), tuple(tokens[at].at for at in places))


def _spread(stems: list[str], start: int, run: Run) -> list[int]:
    """Where the words of a phrase stand, in order and not far apart; [] if nowhere."""
    places, room = [start], MOST_BETWEEN
    for stem_ in run[1:]:
        at = places[-1] + 1
        while at < len(stems) and stems[at] != stem_ and room:
            at, room = at + 1, room - 1
        if at >= len(stems) or stems[at] != stem_:
            return []
        places.append(at)
    return places


def _joined(hits: list[Hit]) -> list[Hit]:
    """Phrases over the very same words are one, with the meanings of all."""
    by_words: dict[tuple[int, ...], Hit] = {}
    for hit in hits:
        before = by_words.get(hit.tokens, hit)
        terms = {term.id: term for term in (*before.terms, *hit.terms)}
        by_words[hit.tokens] = Hit(tuple(terms.values()), before.phrase, hit.tokens)
    return list(by_words.values())


def _longest(hits: list[Hit]) -> list[Hit]:
    """Those that do not share words with a longer one, in the sentence's order."""
    taken: set[int] = set()
    kept: list[Hit] = []
    for hit in sorted(_joined(hits), key=lambda hit: (-len(hit.tokens), hit.tokens)):
        if not taken.intersection(hit.tokens):
            kept.append(hit)
            taken.update(hit.tokens)
    return sorted(kept, key=lambda hit: hit.tokens)


def content(words: list[str]) -> tuple[str, ...]:
    """The stems of the words that carry something; all, where none does."""
    told = [word for word in words if word not in SMALL_WORDS]
    return tuple(stem(word) for word in told)


def is_weak(words: list[str]) -> bool:
    """Whether what is left of a phrase means too little alone.

    Pronouns and kin mean nothing; nor does one everyday word of a longer phrase.
    """
    left = [word for word in words if word not in SMALL_WORDS]
    if all(word in WEAK_WORDS for word in left):
        return True
    return len(left) == 1 < len(words) and left[0] in ordinary_words()


def is_of_the_other_side(term: TermInfo) -> bool:
    """Whether a phrase would send its writer to the side of those who hurt.

    Such a phrase must stand word for word: "i was hit by my wife" is not "i hit my
    wife".
    """
    return term.side == Side.CHANGE or term.code == "perpetrator"
