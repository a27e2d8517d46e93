"""What a feed said last, as hashes; and what has changed in it since.

Only what the feed changed is proposed. What a moderator changed here stays, however
often the same feed comes by.
"""

import hashlib
import json
from typing import Any

from directory.models import plain, plain_many
from directory.models.plain_parts import Rows

Values = dict[str, Any]
EMPTY: tuple[Any, ...] = ("", None, [], False)


def hashed(value: Any) -> str:
    """A few letters that differ where the value does."""
    plain_text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain_text.encode()).hexdigest()[:10]


def said(values: Values) -> Values:
    """Each field hashed; of a list, each row under the hash of what it is about."""
    found: Values = {}
    for name, value in values.items():
        rows = plain_many.rows_of(name)
        if rows is None:
            found[name] = hashed(value)
        elif value:
            found[name] = {_about(rows, row): hashed(row) for row in value}
    return found


def _about(rows: Rows, row: Values) -> str:
    known_by = getattr(rows, "known_by", None) or ("kind", "value")
    return hashed([row[name] for name in known_by])


def wanted(before: Values, after: Values, last: Values, now: Values) -> Values:
    """The fields that the feed changed, merged into what the record holds."""
    found: Values = {}
    for name in {*after, *(one for one in last if plain_many.rows_of(one))}:
        if last.get(name) == now.get(name):
            continue
        rows = plain_many.rows_of(name)
        if rows is not None:
            found[name] = _merged(
                rows,
                plain.old_value(before, name) or [],
                after.get(name, []),
                last.get(name, {}),
            )
        elif name in last or _fills_a_blank(before, name, after[name]):
            found[name] = after[name]
    return found


def _fills_a_blank(before: Values, name: str, value: Any) -> bool:
    return value not in EMPTY and plain.old_value(before, name) in EMPTY


def _merged(
    rows: Rows, ours: list[Values], theirs: list[Values], last: Values
) -> list[Values]:
    """Our rows, without what the feed no longer says, with what it says anew."""
    by_about = {_about(rows, row): row for row in theirs}
    merged, met = [], set()
    for row in ours:
        about = _about(rows, row)
        met.add(about)
        if about not in by_about:
            if about not in last:
                merged.append(row)
        elif last.get(about) == hashed(by_about[about]):
            merged.append(row)
        else:
            new = by_about[about]
            merged.append(row | {k: v for k, v in new.items() if v not in EMPTY})
    for about, row in by_about.items():
        # What was said before and is not here any more, somebody took out.
        if about not in met and about not in last:
            merged.append(row)
    return rows.in_order(merged)
