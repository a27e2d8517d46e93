"""What is refused in a guide, and why, in plain words.

One place for all of it: the admin, the starter's loader and the tests ask `problems()`.
A guide that has none may be published.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from itertools import chain

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from directory.guides.drafts import Draft, Problem, SourceDraft
from directory.guides.figures import (
    bare_numbers,
    has_figure,
    has_statistic,
    plain,
    sentences,
    years,
)
from directory.guides.known import Known, goal_problems
from directory.guides.markdown import Block, blocks
from directory.guides.reading import MOST_WORDS, MOST_WORDS_ON_AVERAGE, ease
from directory.models.guide import discreet, sides_of
from directory.models.guide_source import DATED
from directory.models.taxonomy import SLUG

# A figure older than this, on the day of the review, is called old in the text.
OLD_AFTER_YEARS = 5
_HTML = re.compile(r"<[a-zA-Z/!]")
_LINK = re.compile(r"\]\(|https?://|\bwww\.")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CHOOSES = re.compile(
    r"\byou (?:should|ought to|must (?:leave|go|stay|report|tell|ring|call))\b",
    re.IGNORECASE,
)
_OLD = re.compile(r"\bold(?:er)?\b", re.IGNORECASE)
Found = Iterator[Problem]


def problems(draft: Draft, known: Known | None = None) -> list[Problem]:
    """Everything that is wrong with a guide; goals of marks only where `known`."""
    found = chain(
        _names(draft),
        _sources(draft),
        _needs(draft),
        _text("body", draft.body, draft),
        _text("easy_read", draft.easy_read, draft),
        _next_step(draft),
        goal_problems(draft, known) if known else (),
    )
    return list(dict.fromkeys(found))


def _names(draft: Draft) -> Found:
    validators: dict[str, list[Callable]] = {"slug": [SLUG, discreet]}
    validators["title"] = [discreet]
    for field in ("slug", "title", "heading", "summary"):
        value = getattr(draft, field)
        if not value.strip():
            yield Problem(field, _("This must not be empty."))
        for check in validators.get(field, ()):
            try:
                check(value)
            except ValidationError as error:
                yield Problem(field, " ".join(error.messages))
        for number in bare_numbers(value):
            yield Problem(field, _no_number(number))
        if field != "slug" and has_figure(value):
            told = _("A figure stands in the text, with its source, and not here.")
            yield Problem(field, told)


def _sources(draft: Draft) -> Found:
    numbers = [source.number for source in draft.sources]
    if numbers != list(range(1, len(numbers) + 1)):
        told = _("The numbers of sources run from 1 on, without a gap.")
        yield Problem("sources", told)
    cited = {
        number
        for text in (draft.body, draft.easy_read)
        for block in blocks(text)
        for number in block.cited
    }
    for source in draft.sources:
        yield from _source(source)
        if source.number not in cited:
            told = _("Source [%d] is cited nowhere: cite it or take it out.")
            yield Problem("sources", told % source.number)


def _source(source: SourceDraft) -> Found:
    for value in (source.publisher, source.title):
        if not value.strip():
            told = _("Source [%d] says who says it, and under which title.")
            yield Problem("sources", told % source.number)
    for check, value in ((URLValidator(["http", "https"]), source.url),):
        try:
            check(value)
            DATED(source.dated)
        except ValidationError as error:
            told = " ".join(error.messages)
            yield Problem("sources", f"[{source.number}] {told}")
    if source.dated and source.latest_day is None:
        yield Problem("sources", f"[{source.number}] " + _("There is no such day."))
    for value in (source.title, source.note):
        for number in bare_numbers(value):
            if number.startswith(("0", "+")):
                yield Problem("sources", f"[{source.number}] {_no_number(number)}")


def _needs(draft: Draft) -> Found:
    for code, side in draft.needs:
        if side and side not in sides_of(draft.audience):
            told = _("“%s” belongs to the other side's lists.")
            yield Problem("needs", told % code)


def _text(field: str, text: str, draft: Draft) -> Found:
    dates = {source.number: source for source in draft.sources}
    previous = 1
    for block in blocks(text):
        if block.is_heading:
            if block.level not in (2, 3) or block.level > previous + 1:
                told = _("Headings begin with ## and, below one of these, with ###.")
                yield Problem(field, told, block.line)
            if block.marks or block.cited:
                told = _("A heading holds no mark and no source.")
                yield Problem(field, told, block.line)
            previous = block.level
        # A phone number is no figure without a source as well.
        wrong = list(_letters(block))
        for told in wrong or _figures(block, dates, draft.reviewed_on):
            yield Problem(field, told, block.line)
    yield from _length(field, text)


def _letters(block: Block) -> Iterator[str]:
    """What may not be written at all."""
    if _HTML.search(block.text):
        yield _("HTML is not taken: it would be shown as it is typed.")
    if _LINK.search(block.text):
        yield _("Write no web addresses: use a mark or a source.")
    if "[[" in block.text or "]]" in block.text:
        yield _("A mark between [[ and ]] is not understood.")
    for number in bare_numbers(block.text):
        yield _no_number(number)
    chosen = _CHOOSES.search(_QUOTED.sub(" ", block.text))
    if chosen:
        told = _("“%s” chooses for the reader: say what one can do.")
        yield told % chosen[0]


def _no_number(number: str) -> str:
    told = _(
        "“%s” looks like a phone number. 999 apart, every number comes from a contact: "
        "write [[contact CODE]] or [[line …]]. An amount has a comma: 80,000."
    )
    return told % number


def _figures(
    block: Block, sources: dict[int, SourceDraft], reviewed_on: datetime.date | None
) -> Iterator[str]:
    for number in block.cited:
        if number not in sources:
            yield _("There is no source [%d].") % number
    figures = [one for one in sentences(block.text) if has_figure(one)]
    for sentence in figures:
        if not re.search(r"\[\d{1,2}\]", sentence):
            yield _("A figure without a source: “%s”") % sentence
    if not any(has_statistic(one) for one in figures):
        return
    named = years(block.text)
    if not named:
        yield _("A figure says from which year it is: “%s”") % figures[0]
    cited = [sources[number] for number in block.cited if number in sources]
    days = [source.latest_day for source in cited]
    newest = max([day for day in days if day], default=None)
    if newest is None and named:
        newest = datetime.date(max(named), 12, 31)
    is_past = newest and reviewed_on and is_old(newest, reviewed_on)
    if is_past and not _OLD.search(plain(block.text)):
        told = _("This figure is old, and the text does not say so: “%s”")
        yield told % figures[0]


def is_old(day: datetime.date, today: datetime.date) -> bool:
    """Whether what was said on a day is called old today."""
    last = (today.year - OLD_AFTER_YEARS, today.month, today.day)
    return (day.year, day.month, day.day) < last


def _length(field: str, text: str) -> Found:
    measured = ease(text)
    if measured.average > MOST_WORDS_ON_AVERAGE:
        told = _("%(found).1f words in a sentence on average; at most %(most)d.")
        values = {"found": measured.average, "most": MOST_WORDS_ON_AVERAGE}
        yield Problem(field, told % values)
    for sentence in measured.too_long:
        told = _("More than %(most)d words in one sentence: “%(sentence)s”")
        yield Problem(field, told % {"most": MOST_WORDS, "sentence": sentence})


def _next_step(draft: Draft) -> Found:
    """No guide is a dead end: its last part leads on."""
    parts: list[list[Block]] = []
    for block in blocks(draft.body):
        if block.level == 2:
            parts.append([])
        elif parts:
            parts[-1].append(block)
    if not parts or not any(block.marks for block in parts[-1]):
        told = _("The last part is the next step: a ## heading, and a mark below it.")
        yield Problem("body", told)
