"""How well a list answers a topic whose right answers are known.

Grades run from 0 to 3; the gain of a grade is 2^grade - 1, discounted by the logarithm
of its rank (Järvelin and Kekäläinen, nDCG).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

DEPTH = 10
GOOD = 2


@dataclass(frozen=True)
class Measured:
    """One topic's figures; those of a list that should find nothing are None."""

    topic: str
    kind: str
    success_1: bool | None
    success_3: bool | None
    ndcg: float | None
    has_never: bool
    is_nothing: bool


def measure(
    topic: str,
    ranking: Sequence[str],
    relevant: Mapping[str, int],
    never: frozenset[str],
) -> Measured:
    """Compare a ranking with the graded answers of its topic."""
    kind = topic.rsplit("-", 1)[0].removeprefix("dev-")
    top = list(ranking[:DEPTH])
    has_never = any(key in never for key in top)
    if not relevant:
        return Measured(topic, kind, None, None, None, has_never, is_nothing=False)
    grades = [relevant.get(key, 0) for key in top]
    ideal = sorted(relevant.values(), reverse=True)[:DEPTH]
    return Measured(
        topic=topic,
        kind=kind,
        success_1=any(grade >= GOOD for grade in grades[:1]),
        success_3=any(grade >= GOOD for grade in grades[:3]),
        ndcg=_gain(grades) / _gain(ideal),
        has_never=has_never,
        is_nothing=not top,
    )


def _gain(grades: Sequence[int]) -> float:
    return sum(
        (2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades)
    )


@dataclass(frozen=True)
class Summary:
    """The figures of several topics together."""

    topics: int
    success_1: float
    success_3: float
    ndcg: float
    never: int
    nothing: int


def summary(measured: Sequence[Measured]) -> Summary:
    """Mean figures, over the topics that have a right answer, and counts over all."""
    with_answer = [one for one in measured if one.ndcg is not None]
    count = len(with_answer) or 1
    return Summary(
        topics=len(measured),
        success_1=sum(bool(one.success_1) for one in with_answer) / count,
        success_3=sum(bool(one.success_3) for one in with_answer) / count,
        ndcg=sum(one.ndcg or 0.0 for one in with_answer) / count,
        never=sum(one.has_never for one in measured),
        nothing=sum(one.is_nothing for one in measured),
    )
