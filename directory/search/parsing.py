"""A visitor's words, taken apart before either engine sees them."""

import re
from dataclasses import dataclass

from directory.search.text import stems

# A longer question says no more, and would only cost time.
MOST_CHARACTERS = 200
MOST_WORDS = 12

_PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Terms:
    """What to look for: stems and phrases of stems, and stems that must not occur.

    With `every`, all of them must occur in a document; without, one is enough.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    every: bool = True

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)

    @property
    def wanted(self) -> tuple[tuple[str, ...], ...]:
        """Words and phrases alike, each as a run of stems."""
        return (*((word,) for word in self.words), *self.phrases)

    def any(self) -> "Terms":
        """The same, where one of the words is enough."""
        return Terms(self.words, self.phrases, self.without, every=False)


def parse(text: str) -> Terms:
    """Take a visitor's text apart; never fails, whatever stands in it."""
    found: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[str] = []
    for part in _PART.finditer(text[:MOST_CHARACTERS].replace("\0", " ")):
        run = stems(part["phrase"] if part["phrase"] is not None else part["word"])
        if not run:
            continue
        if part["minus"]:
            without.extend(run)
        elif part["phrase"] is not None and len(run) > 1:
            phrases.append(tuple(run))
        else:
            found.extend(run)
    return Terms(
        words=tuple(dict.fromkeys(found))[:MOST_WORDS],
        phrases=tuple(dict.fromkeys(phrases))[:MOST_WORDS],
        without=tuple(dict.fromkeys(without))[:MOST_WORDS],
    )
