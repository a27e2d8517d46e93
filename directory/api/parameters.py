"""What stands after the question mark, or a sentence on what is wrong with it."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

PER_PAGE = 50
MOST_PER_PAGE = 200
FORMATS = ("json", "ndjson")
FLAGS = {"true": True, "false": False}


class RefusedError(Exception):
    """Why there is no answer, in a sentence for the person who writes the program."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


class Reader:
    """Reads parameters one by one; those that it is not asked for do no harm."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query

    def has(self, name: str) -> bool:
        """Whether it is there at all."""
        return name in self.query

    def text(self, name: str) -> str:
        """Words as they stand; "" where there are none."""
        values = self.query.getlist(name)
        if len(values) > 1:
            raise RefusedError(f"Give {name} only once.")
        return values[0] if values else ""

    def whole(self, name: str, default: int | None = None) -> int | None:
        """A whole number from 1."""
        if not self.has(name):
            return default
        value = self.text(name)
        if not (value.isascii() and value.isdigit() and value.strip("0")):
            raise RefusedError(f"{name} must be a whole number from 1.")
        # No list is longer, and no database counts further.
        return int(value) if len(value) < 16 else 10**15

    def uuid(self, name: str) -> UUID | None:
        """An id of ours."""
        if not self.has(name):
            return None
        found = as_uuid(self.text(name))
        if found is None:
            raise RefusedError(f"{name} must be a UUID.")
        return found

    def flag(self, name: str) -> bool:
        """true or false."""
        return self.one_of(name, FLAGS, "false") == "true"

    def one_of(self, name: str, allowed: Collection[str], default: str) -> str:
        """One of a few words."""
        value = self.text(name) if self.has(name) else default
        if value not in (*allowed, default):
            raise RefusedError(f"{name} must be one of: {', '.join(allowed)}.")
        return value

    def moment(self, name: str) -> datetime.datetime | None:
        """A day, or a moment with its zone; without a zone it is UTC."""
        if not self.has(name):
            return None
        value = self.text(name).replace(" ", "+")
        try:
            found = parse_datetime(value)
            day = parse_date(value) if found is None else None
            if day is not None:
                found = datetime.datetime.combine(day, datetime.time())
            if found is not None and timezone.is_naive(found):
                found = found.replace(tzinfo=datetime.UTC)
            # Some moments of the year 1 or 9999 do not exist in UTC.
            found = found.astimezone(datetime.UTC) if found else None
        except (ValueError, OverflowError):
            found = None
        if found is None:
            raise RefusedError(
                f"{name} must be a date or a time such as 2026-01-31T12:00Z."
            )
        return found


def as_uuid(text: str) -> UUID | None:
    """A UUID in its usual form; None for anything else."""
    try:
        found = UUID(text)
    except ValueError:
        return None
    return found if str(found) == text.lower() else None


@dataclass(frozen=True)
class Paging:
    """Which page of a list, how long, and whether the whole list is streamed."""

    number: int
    per_page: int
    is_stream: bool

    @classmethod
    def read(cls, read: Reader) -> "Paging":
        """From page, per_page and format."""
        per_page = read.whole("per_page", PER_PAGE) or PER_PAGE
        return cls(
            number=read.whole("page", 1) or 1,
            per_page=min(per_page, MOST_PER_PAGE),
            is_stream=read.one_of("format", FORMATS, "json") == "ndjson",
        )
