"""Numbers in a guide's sentences: which are figures, and which someone could ring."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

# Short numbers that may be typed into a text: emergencies, the police, the NHS, the
# national grid, missing people, Relay UK in an emergency; and the 55 of a silent call.
RINGABLE = frozenset(["999", "112", "55", "101", "111", "105", "116", "18000"])

_CITED = re.compile(r"\s*\[\d{1,2}\]")
_SENTENCE_END = re.compile(
    r"([.!?][\u201d\u2019\"')]*(?:\s*\[\d{1,2}\])*)"
    r"\s+(?=[\u201c\u2018\"'(]?[A-Z0-9])"
)
_YEAR = re.compile(r"(?<![\d,.])(?:19|20)\d\d(?:[-\u2013/]\d\d)?(?!\d|,\d)")
_WITH_COMMAS = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
_RUN = re.compile(r"\+?\(?\d+\)?(?:(?!\. )[ \u00a0\-\u2013.()/]{1,2}\d+\)?)*")
_RINGS = re.compile(r"\b(?:ring|call|dial|phone|text)s?\s+(\d[\d ]*\d)", re.IGNORECASE)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November"
    "|December"
)
# What is written in digits and is no figure: days, ages, steps, names of things.
_NO_FIGURE = re.compile(
    rf"\b\d{{1,2}}\s+(?-i:{_MONTHS})\b"
    r"|\b(?:under|over|above|below|aged?|turned|turn|turns)\s+\d{1,2}s?\b"
    r"|\b\d{1,2}\s+(?:or|and)\s+(?:over|under|older|younger|above)\b"
    r"|\b\d{1,2}[- ]years?[- ]old\b"
    r"|\b(?:step|part)\s+\d+\b"
    r"|\b[A-Za-z]+\d\w*",
    re.IGNORECASE,
)
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_IN_WORDS = re.compile(
    rf"\b(?:{_SMALL})\s+(?:in|out of)\s+(?:every\s+)?(?:{_SMALL}|\d+)\b"
    r"|\bper ?cent\b|%|\bon average\b"
    r"|\bhalf (?:of|the)\b|\b(?:almost|nearly|over|than) half\b"
    r"|\b(?:a|one|two|three)\s+(?:third|quarter)s?\b"
    r"|\b(?:hundred|thousand|million)s?\b",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\b\d+(?:\.\d+)?(?:\s+(?:to|or|and)\s+\d+)?\s+"
    r"(?:minute|hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """The same with every kind of digit, space and width written in one way."""
    flat = unicodedata.normalize("NFKC", text).replace("\u00a0", " ")
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in flat
    )


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, each with the sources cited at its end."""
    parts = _SENTENCE_END.sub(r"\1\n", text).split("\n")
    return [part.strip() for part in parts if part.strip()]


def without_sources(text: str) -> str:
    """A sentence without its [1]."""
    return _CITED.sub("", text)


def bare_numbers(text: str) -> list[str]:
    """Every number in a text that somebody could ring and that is not allowed there."""
    flat = _WITH_COMMAS.sub(" ", without_sources(plain(text)).replace("*", ""))
    found = [run[0].strip() for run in _RUN.finditer(flat) if _could_be_rung(run[0])]
    rung = [match[1] for match in _RINGS.finditer(flat)]
    found += [number for number in rung if _digits(number) not in RINGABLE]
    return list(dict.fromkeys(found))


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


def _could_be_rung(run: str) -> bool:
    groups = re.findall(r"\d+", run)
    whole = "".join(groups)
    if len(groups) == 1 and whole in RINGABLE:
        return False
    if re.fullmatch(r"\d{1,3}\.\d{1,2}", run):
        return False
    if len(whole) >= 3 and (run.startswith("+") or groups[0].startswith("0")):
        return True
    # 116 123, 85258, 1800 …; thousands have a comma, and years are years.
    if any(len(one) == 3 == len(other) for one, other in _neighbours(groups)):
        return True
    long = [group for group in groups if len(group) >= 4]
    return any(not _YEAR.fullmatch(group) for group in long)


def _neighbours(groups: list[str]) -> Iterator[tuple[str, str]]:
    return pairwise(groups)


def has_figure(sentence: str) -> bool:
    """Whether a sentence states an amount, a share or a limit."""
    rest = _numbers_apart(sentence)
    return bool(re.search(r"\d", rest) or _IN_WORDS.search(rest))


def has_statistic(sentence: str) -> bool:
    """Whether it states a figure that belongs to a year, not only a limit of time."""
    rest = _SPAN.sub(" ", _numbers_apart(sentence))
    return bool(re.search(r"\d", rest) or _IN_WORDS.search(rest))


def years(text: str) -> list[int]:
    """The years that a paragraph names."""
    return [int(found[0][:4]) for found in _YEAR.finditer(plain(text))]


def _numbers_apart(sentence: str) -> str:
    rest = _NO_FIGURE.sub(" ", without_sources(plain(sentence)))
    rest = _YEAR.sub(" ", rest)
    allowed = "|".join(sorted(RINGABLE, key=len, reverse=True))
    return re.sub(rf"(?<![\d,.])(?:{allowed})(?!\d|[,.]\d)", " ", rest)
