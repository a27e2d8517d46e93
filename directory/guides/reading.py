"""How hard a text is to read: a small measure of our own, which only warns.

Long sentences are what most often makes our words hard; counting them needs no
dictionary and is the same in every language. People decide, not this number.
"""

from dataclasses import dataclass

from directory.guides.figures import sentences, without_sources
from directory.guides.markdown import blocks

MOST_WORDS_ON_AVERAGE = 20
MOST_WORDS = 40


@dataclass(frozen=True)
class Ease:
    """How many sentences a text has, how long they are, and which are too long."""

    sentences: int
    average: float
    too_long: tuple[str, ...]


def ease(text: str) -> Ease:
    """The measure of a text; headings and links that stand alone do not count."""
    found = [
        sentence
        for block in blocks(text)
        if not block.is_heading and not _is_only_a_link(block)
        for sentence in sentences(without_sources(block.text))
    ]
    lengths = [len(sentence.split()) for sentence in found]
    return Ease(
        sentences=len(found),
        average=sum(lengths) / len(lengths) if lengths else 0.0,
        too_long=tuple(
            sentence
            for sentence, length in zip(found, lengths, strict=True)
            if length > MOST_WORDS
        ),
    )


def _is_only_a_link(block) -> bool:
    return block.text.strip() == "".join(mark.words for mark in block.marks)
