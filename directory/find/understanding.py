"""What a person's words mean: place, terms, person, danger, names, and what is left.

One pass, the same on both databases: places first, then names of services, then terms
by their phrases, then whom the sentence is about. What was understood becomes filters;
the sentence itself goes no further than this module.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from directory.find.criteria import LONG_NUMBER, POSTCODE
from directory.find.held import holding
from directory.find.languages import language_of
from directory.find.lexicon import (
    SMALL_WORDS,
    WEAK_WORDS,
    Hit,
    Lexicon,
    Token,
    ordinary_words,
)
from directory.find.names import NameHit, NamesOfServices
from directory.find.people import Person, person
from directory.find.places import Located, locate
from directory.find.vocabulary import TermInfo, Vocabulary
from directory.models import Side
from directory.search.text import fold, stem

MOST_CHARACTERS = 500
MOST_TOKENS = 80
MOST_WORDS = 6
FILTERS = frozenset(
    ["need", "type", "community", "gender", "language", "accepts", "access", "delivery"]
)
AUDIENCE = frozenset(["audience"])
DANGER = frozenset(["danger"])
_SPEAKING_WORDS = """
i im ive me my he hes him his she shes her they them we us our was is been husband wife
partner boyfriend girlfriend ex
"""
_SPEAKING = frozenset(_SPEAKING_WORDS.split())
# Needs that everyone has; beside another they say nothing more.
WORRIED = "worried-about-someone"
GENERAL = frozenset(["talk-to-someone", WORRIED])
# The stems of what the whole directory is about.
TOPIC = frozenset(
    " ".join(stem(word) for word in words.split())
    for words in (
        "domestic abuse",
        "domestic violence",
        "abuse",
        "violence",
        "sexual violence",
        "domestic abuse service",
        "domestic violence service",
        "domestic abuse help",
        "domestic violence help",
        "domestic abuse support",
    )
)
# "Not the police", "no kids", "without a referral": what stands within three words.
_NO = frozenset(["no", "not", "without", "never", "dont", "isnt", "arent", "avoid"])
_REACH_OF_NO = 3
_UNWANTED = frozenset(["dont", "wont", "never", "refuse"])
_REFUSABLE = frozenset(["type", "accepts", "delivery"])
_POLICE = frozenset(["criminal-justice-support", "abused-by-police"])
_INTO_PLACE = frozenset(["in", "near", "nr", "around", "from"])
# A name that weighs this much is a place wherever it stands in a sentence.
_SURELY_A_PLACE = 60
_AT_AN_END = 40
_ANYWHERE_NAMED = 20
_LONGEST_PLACE = 4
_AUDIENCE_DOORS = {
    "family-or-friend": "someone",
    "child": "young",
    "professional": "work",
    "perpetrator": "change",
}


@dataclass(frozen=True)
class Understood:
    """What was understood of a person's words; none of it is the words themselves,
    but `words`: names, and words that the index knows and nothing else took.
    """

    place: Located | None = None
    terms: dict[str, tuple[TermInfo, ...]] = field(default_factory=dict)
    refused: tuple[TermInfo, ...] = ()
    who: str = ""
    age: int | None = None
    might_change: bool = False
    danger: tuple[TermInfo, ...] = ()
    words: tuple[str, ...] = ()
    is_name: bool = False
    side: str = ""
    corrected: str = ""
    language: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether none of it meant anything to us."""
        return not (self.terms or self.words or self.place or self.danger or self.who)


@lru_cache(maxsize=2)
def _lexicon(vocabulary: Vocabulary) -> Lexicon:
    return Lexicon(vocabulary)


@lru_cache(maxsize=2)
def _names(names: frozenset[str], lexicon: Lexicon) -> NamesOfServices:
    return NamesOfServices(list(names), lexicon)


def understand(text: str, *, has_place: bool = False) -> Understood:
    """Read a person's words; with `has_place`, places in them are left alone."""
    held = holding()
    lexicon = _lexicon(held.english)
    text, place = _without_numbers(text[:MOST_CHARACTERS], has_place=has_place)
    language = language_of(text)
    tokens = _tokens(text, lexicon, forgiving=not language)
    who = person(text)
    taken: set[int] = set()
    if place is None:
        place, taken = _place(tokens, has_place=has_place)
    rest = [token for token in tokens if token.at not in taken]
    names = _names(held.index.names, lexicon).hits(rest)
    named = {at for hit in names for at in hit.tokens}
    rest = [token for token in rest if token.at not in named]
    hits = _beyond_topic(lexicon.hits(rest, FILTERS))
    meant, refused = _with_negation(hits, tokens)
    danger = _terms(
        [hit for hit in lexicon.hits(tokens, DANGER) if not _is_denied(hit, tokens, 2)]
    )
    door, age = _door(lexicon, tokens, who)
    if not door and any(term.code == WORRIED for term in meant):
        door = "someone"
    used = {at for hit in hits for at in hit.tokens}
    terms = _by_taxonomy(_telling(meant, hits))
    words = [word for hit in names for word in hit.words]
    if not (terms or words):
        left = [token for token in rest if token.at not in used]
        words = _leftover(
            left, rare_only=bool(door or danger or refused or len(left) > 3)
        )
    return Understood(
        place=place if place and place.kind != "empty" else None,
        terms=terms,
        refused=tuple(refused),
        who=door,
        age=age,
        might_change=who.might_change,
        danger=danger,
        words=tuple(dict.fromkeys(words))[:MOST_WORDS],
        is_name=bool(names),
        side="" if who.is_hurt or _is_sentence(tokens) else _side(hits),
        corrected=_corrected(names),
        language=language,
    )


def _beyond_topic(hits: list[Hit]) -> list[Hit]:
    """Without "domestic abuse" and the like: everything here is about that."""
    return [hit for hit in hits if hit.phrase not in TOPIC]


def terms_in(text: str, side: str) -> dict[str, tuple[TermInfo, ...]]:
    """The terms of one side that a few words mean, by taxonomy."""
    lexicon = _lexicon(holding().english)
    hits = lexicon.hits(_tokens(text, lexicon), FILTERS)
    meant = [term for hit in hits for term in hit.terms if term.is_offered_on(side)]
    return _by_taxonomy(_telling(meant, hits))


def _without_numbers(text: str, *, has_place: bool) -> tuple[str, Located | None]:
    """The text without phone numbers and postcodes; a postcode is a place."""
    place = None
    found = POSTCODE.search(text)
    if found and not has_place:
        located = locate(found[0])
        place = located if located.kind in ("area", "outside") else None
    return LONG_NUMBER.sub(" ", POSTCODE.sub(" ", text)), place


def _tokens(text: str, lexicon: Lexicon, *, forgiving: bool = True) -> list[Token]:
    """The words, misspelt ones made right unless they are of another language."""
    tokens = []
    for at, word in enumerate(fold(text).split()[:MOST_TOKENS]):
        taken = word
        if forgiving and word not in SMALL_WORDS and not lexicon.knows(word):
            taken = lexicon.nearest(word) or word
        tokens.append(Token(word, taken, stem(taken), at))
    return tokens


def _place(tokens: list[Token], *, has_place: bool) -> tuple[Located | None, set[int]]:
    """A place named in the sentence, and its words."""
    best: tuple[int, int, Located, set[int]] | None = None
    by_key = holding().names.by_key
    for length in range(min(_LONGEST_PLACE, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            part = tokens[start : start + length]
            key = " ".join(token.typed for token in part)
            if key not in by_key or not _reads_as_place(tokens, start, length):
                continue
            located = locate(key)
            if located.kind not in ("area", "choices"):
                continue
            weight = by_key[key][0].weight
            if best is None or (length, weight) > best[:2]:
                best = (length, weight, located, {token.at for token in part})
        if best:
            break
    if best is None:
        return None, set()
    return (None if has_place else best[2]), best[3]


def _reads_as_place(tokens: list[Token], start: int, length: int) -> bool:
    """Whether these words name a place here, and not what they mean otherwise."""
    words = [token.typed for token in tokens[start : start + length]]
    weight = holding().names.by_key[" ".join(words)][0].weight
    after_in = start > 0 and tokens[start - 1].typed in _INTO_PLACE
    at_end = start + length == len(tokens) or start == 0
    ordinary = all(word in ordinary_words() or word in SMALL_WORDS for word in words)
    if after_in:
        return weight >= (_AT_AN_END if ordinary else _ANYWHERE_NAMED)
    if ordinary:
        last = start + length == len(tokens)
        return last and length < len(tokens) and weight >= _SURELY_A_PLACE
    return weight >= _SURELY_A_PLACE or (at_end and weight >= _AT_AN_END)


def _with_negation(
    hits: list[Hit], tokens: list[Token]
) -> tuple[list[TermInfo], list[TermInfo]]:
    """Terms that are meant, and terms that are said not to be wanted."""
    meant: list[TermInfo] = []
    refused: list[TermInfo] = []
    inside = {at for hit in hits for at in hit.tokens}
    outside = [token for token in tokens if token.at not in inside]
    for hit in hits:
        denied = _is_denied(hit, outside, _REACH_OF_NO)
        unwanted = _is_denied(hit, outside, _REACH_OF_NO, _UNWANTED)
        for term in hit.terms:
            # "No money" is a need; "no kids" and "not the police" are refusals.
            may = term.taxonomy in _REFUSABLE or term.code in _POLICE
            (refused if unwanted or (denied and may) else meant).append(term)
    return meant, refused


def _is_denied(
    hit: Hit, tokens: list[Token], reach: int, words: frozenset[str] = _NO
) -> bool:
    """Whether one of these words stands shortly before the phrase."""
    first = hit.tokens[0]
    return any(
        token.typed in words for token in tokens if first - reach <= token.at < first
    )


def _is_sentence(tokens: list[Token]) -> bool:
    """Whether somebody speaks of people, and not only names what is looked for."""
    return any(token.typed in _SPEAKING for token in tokens)


def _side(hits: list[Hit]) -> str:
    """The side that the phrases belong to; "" where they fit both or quarrel."""
    sides: set[str] = set()
    for hit in hits:
        own = {term.side for term in hit.terms}
        # A phrase of both sides, such as "perpetrator programme", means the programme.
        sides.add(Side.CHANGE if Side.CHANGE in own else max(own))
    told = sides - {""}
    return told.pop() if len(told) == 1 else ""


def _telling(meant: list[TermInfo], hits: list[Hit]) -> list[TermInfo]:
    """Without what is said anyway by something more telling.

    "Someone to talk to" beside a real need says nothing; nor does the need that a word
    means beside the kind of service that the same word names, or beside what must be
    accepted when another word says what is needed.
    """
    ids = {term.id for term in meant}
    needless: set[int] = set()
    for hit in hits:
        kinds = {term.taxonomy for term in hit.terms if term.id in ids}
        others = {
            term.taxonomy
            for other in hits
            if other is not hit
            for term in other.terms
            if term.id in ids
        }
        if "type" in kinds or ("accepts" in kinds and others & {"type", "need"}):
            needless |= {term.id for term in hit.terms if term.taxonomy == "need"}
    told = [term for term in meant if term.id not in needless]
    real = {
        term.id
        for term in told
        if term.taxonomy in ("need", "type") and term.code not in GENERAL
    }
    if real:
        told = [term for term in told if term.code not in GENERAL]
    # The door for someone else says it already.
    return [term for term in told if term.code != WORRIED]


def _door(lexicon: Lexicon, tokens: list[Token], who: Person) -> tuple[str, int | None]:
    """The door that the sentence itself asks for; "" where it does not say."""
    if who.who:
        return who.who, who.age
    for hit in lexicon.hits(tokens, AUDIENCE):
        if any(sign.isdigit() for sign in hit.phrase):
            # Ages are read with what they count: "im 8 weeks pregnant" is no child.
            continue
        for term in hit.terms:
            door = _AUDIENCE_DOORS.get(term.code, "")
            if door == "change" and (who.might_change or who.is_hurt):
                continue
            if door == "someone" and who.is_hurt:
                continue
            if door:
                return door, who.age
    return "", who.age


def _terms(hits: list[Hit]) -> tuple[TermInfo, ...]:
    return tuple({term.id: term for hit in hits for term in hit.terms}.values())


def _by_taxonomy(terms: list[TermInfo]) -> dict[str, tuple[TermInfo, ...]]:
    found: dict[str, dict[int, TermInfo]] = defaultdict(dict)
    for term in terms:
        found[term.taxonomy][term.id] = term
    return {taxonomy: tuple(group.values()) for taxonomy, group in found.items()}


def _leftover(tokens: list[Token], *, rare_only: bool) -> list[str]:
    """Words that nothing took and that the index knows.

    Where something else was understood, everyday words would only narrow the list.
    """
    known = holding().index.words
    weak = SMALL_WORDS | WEAK_WORDS | TOPIC | (ordinary_words() if rare_only else set())
    return [
        token.typed
        for token in tokens
        if token.typed not in weak
        and stem(token.typed) not in TOPIC
        and len(token.typed) > 2
        and stem(token.typed) in known
    ]


def _corrected(names: list[NameHit]) -> str:
    return " ".join(word for hit in names if hit.corrected for word in hit.words)
