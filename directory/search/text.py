"""Words made alike before either engine hears them: case, accents, word forms."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

# Words that say nothing about what is looked for; both engines never see them.
_STOP_WORDS = """
a about an and any are as at be been but by can could do for from get had has have how i
if im in into is it its ive me my no not of on or our please so some that the their them
then there they this to too up us was we were what when where which who will with would
you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_STEMMER = snowballstemmer.stemmer("english")

# In a place name these mean the same (research: geography, "Free text to an area").
_PLACE_WORDS = {"gtr": "greater", "st": "saint", "co": "county", "nr": "near"}


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem that all forms of a folded word share: hit, hits, hitting."""
    return str(_STEMMER.stemWord(word))


def fold(text: str) -> str:
    """Small letters without accents or punctuation, single spaces between words.

    Apostrophes vanish (women's becomes womens), so that people who leave them out
    find the same.
    """
    plain = unicodedata.normalize("NFKD", text.replace("\0", " "))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = _APOSTROPHES.sub("", plain.casefold())
    return _NOT_WORD.sub(" ", plain).strip()


def words(text: str) -> list[str]:
    """The folded words of a text, stop words left out, in order."""
    return [word for word in fold(text).split() if word not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """The stems of a text's words, as the index holds them."""
    return [stem(word) for word in words(text)]


def place_key(name: str) -> str:
    """The key under which a place name is looked up: `St. Helens` = `saint helens`."""
    plain = fold(name.replace("&", " and "))
    return " ".join(_PLACE_WORDS.get(word, word) for word in plain.split())
