"""What was loaded before, to tell our change from a moderator's."""

import json
from dataclasses import dataclass, field

from directory.exchange.services_csv.things import Values
from directory.models import LoadedRecord

EMPTY: tuple[object, ...] = ("", None, [], False)
BATCH = 1000


@dataclass
class Settled:
    """What of a thing may be written, and which fields a moderator has changed."""

    write: Values = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def settle(before: Values | None, now: Values, wanted: Values) -> Settled:
    """Compare what we loaded last, what the database holds, and what the file wants.

    A field that still holds what we loaded takes the file's new value. Any other is a
    moderator's: `kept`, and `refused` as well if the file has changed meanwhile.
    """
    settled = Settled()
    for name, value in wanted.items():
        there = now[name]
        if there == value:
            continue
        if before is None or name not in before:
            # A column that is new to us: only what nobody filled in may be written.
            is_ours, is_new = there in EMPTY, True
        else:
            is_ours, is_new = there == before[name], value != before[name]
        if is_ours:
            settled.write[name] = value
        else:
            settled.kept.append(name)
            if is_new:
                settled.refused.append(name)
    return settled


class Ledger:
    """The values that each thing of a kind had when it was last loaded."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.before: dict[str, Values] = dict(
            LoadedRecord.objects.filter(kind=kind).values_list("key", "values")
        )
        self.noted: dict[str, Values] = {}
        self.forgotten: list[str] = []

    def note(self, key: str, values: Values) -> None:
        """Remember what the file says of a thing from now on."""
        plain = json.loads(json.dumps(values))
        if self.before.get(key) != plain:
            self.noted[key] = plain

    def forget(self, key: str) -> None:
        self.forgotten.append(key)

    def save(self) -> None:
        LoadedRecord.objects.bulk_create(
            [
                LoadedRecord(kind=self.kind, key=key, values=values)
                for key, values in self.noted.items()
            ],
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["values"],
        )
        for start in range(0, len(self.forgotten), BATCH):
            keys = self.forgotten[start : start + BATCH]
            LoadedRecord.objects.filter(kind=self.kind, key__in=keys).delete()
