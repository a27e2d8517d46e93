"""A guide as it is judged: plain values, whether they come from a form or a file."""

import datetime
from dataclasses import dataclass

from directory.models import Guide


@dataclass(frozen=True)
class SourceDraft:
    """One numbered source."""

    number: int
    publisher: str
    title: str
    url: str
    dated: str = ""
    note: str = ""

    @property
    def latest_day(self) -> datetime.date | None:
        """The last day that its date can mean; None where it has none."""
        ends = {4: "-12-31", 7: "-28", 10: ""}
        try:
            return datetime.date.fromisoformat(
                self.dated + ends.get(len(self.dated), "")
            )
        except ValueError:
            return None


@dataclass(frozen=True)
class Draft:
    """All of a guide that can be right or wrong."""

    slug: str
    title: str
    heading: str
    summary: str
    audience: str
    body: str
    easy_read: str = ""
    sources: tuple[SourceDraft, ...] = ()
    # The needs on whose lists it stands, each with the side that offers it ("": both).
    needs: tuple[tuple[str, str], ...] = ()
    reviewed_on: datetime.date | None = None


@dataclass(frozen=True)
class Problem:
    """What is wrong, in which field, and on which of its lines."""

    field: str
    why: str
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.field}, line {self.line}" if self.line else self.field
        return f"{place}: {self.why}"


def draft_of(guide: Guide) -> Draft:
    """A guide of the database, with its sources and needs."""
    return Draft(
        slug=guide.slug,
        title=guide.title,
        heading=guide.heading,
        summary=guide.summary,
        audience=guide.audience,
        body=guide.body,
        easy_read=guide.easy_read,
        sources=tuple(
            SourceDraft(
                number=source.number,
                publisher=source.publisher,
                title=source.title,
                url=source.url,
                dated=source.dated,
                note=source.note,
            )
            for source in guide.sources.all()
        ),
        needs=tuple((term.code, term.side) for term in guide.needs.all()),
        reviewed_on=guide.reviewed_on,
    )
