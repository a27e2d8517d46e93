"""Whether what someone writes in a form sounds like danger now.

The box for searching reads a short sentence; a text may be longer and hold the danger
at its end, so it is read piece by piece, the pieces overlapping.
"""

from directory.find.understanding import MOST_CHARACTERS, understand

_WORDS_AT_ONCE = 40
_STEP = 25
_LONGEST_WORD = MOST_CHARACTERS // _WORDS_AT_ONCE - 1


def sounds_like_danger(*texts: str) -> bool:
    """Whether any part of these texts speaks of danger now."""
    return any(understand(piece).danger for text in texts for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    words = [word[:_LONGEST_WORD] for word in text.split()]
    starts = range(0, max(len(words) - _WORDS_AT_ONCE + _STEP, 1), _STEP)
    return [" ".join(words[at : at + _WORDS_AT_ONCE]) for at in starts]
