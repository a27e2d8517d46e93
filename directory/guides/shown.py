"""A guide as a reader sees it: its text, its sources, its age, its neighbours."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from directory.guides.book import book
from directory.guides.checks import is_old
from directory.guides.drafts import Draft, SourceDraft, draft_of
from directory.guides.goals import Reader
from directory.guides.rendering import Rendered, render
from directory.guides.said import SaidGuide, said
from directory.models import Guide

# Other guides for the same readers, at the foot of one.
MOST_OTHERS = 4


@dataclass(frozen=True)
class ShownSource:
    """A source, and whether it is old today."""

    source: SourceDraft
    is_old: bool


@dataclass(frozen=True)
class ShownGuide:
    """Everything that stands on a guide's page."""

    said: SaidGuide
    text: Rendered
    easy_read: Rendered | None
    sources: list[ShownSource]
    reviewed_on: datetime.date | None
    is_overdue: bool
    others: list[SaidGuide]
    suffix: str


def show(guide: Guide, reader: Reader, today: datetime.date) -> ShownGuide:
    """A public guide for this reader on this day."""
    others = [said(other) for other in _others(guide)]
    return _show(guide, draft_of(guide).sources, reader, today, others)


def preview(draft: Draft, today: datetime.date) -> ShownGuide:
    """What is being written, as a reader would see it; nothing is saved."""
    guide = Guide(
        slug=draft.slug,
        title=draft.title,
        heading=draft.heading,
        summary=draft.summary,
        audience=draft.audience,
        body=draft.body,
        easy_read=draft.easy_read,
        reviewed_on=draft.reviewed_on,
    )
    return _show(guide, draft.sources, Reader(), today, [])


def _show(
    guide: Guide,
    sources: Sequence[SourceDraft],
    reader: Reader,
    today: datetime.date,
    others: list[SaidGuide],
) -> ShownGuide:
    headings, told, easy_read = book().headings, said(guide), guide.easy_read.strip()
    return ShownGuide(
        said=told,
        text=render(told.body.text, reader, headings),
        easy_read=render(easy_read, reader, headings) if easy_read else None,
        sources=[ShownSource(source, _is_old(source, today)) for source in sources],
        reviewed_on=guide.reviewed_on,
        is_overdue=guide.is_overdue(today),
        others=others,
        suffix=reader.suffix,
    )


def _is_old(source: SourceDraft, today: datetime.date) -> bool:
    return source.latest_day is not None and is_old(source.latest_day, today)


def _others(guide: Guide) -> list[Guide]:
    """Guides for the same readers, the next ones in the list first."""
    same = book().of(guide.audience)
    place = next((n for n, other in enumerate(same) if other.slug == guide.slug), -1)
    return [*same[place + 1 :], *same[: max(place, 0)]][:MOST_OTHERS]
