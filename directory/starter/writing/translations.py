"""Translations into the database, and room for those that are missing."""

from directory.exchange.services_csv.things import Thing, Values
from directory.find.originals import originals
from directory.models import Translation
from directory.starter.report import Report
from directory.starter.writing.keeping import Keeper


class Translations(Keeper):
    """Translations, by kind, part, language and what they translate."""

    kind = "translations"

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        Translation.objects.make_room(originals())

    def now(self, things: list[Thing]) -> dict[str, Values]:
        return {
            f"{row.kind}/{row.field}/{row.language}/{row.key}"[:120]: {
                "text": row.text,
                "checked_on": row.checked_on.isoformat() if row.checked_on else "",
            }
            for row in Translation.objects.all()
        }

    def create(self, things: list[Thing]) -> None:
        Translation.objects.bulk_create(
            [
                Translation(
                    **_identity(thing),
                    english=thing.row["english"],
                    text=thing.values["text"],
                    checked_on=thing.values["checked_on"] or None,
                )
                for thing in things
            ]
        )

    def change(self, thing: Thing, write: Values) -> bool:
        """A new text has been checked only if the file says so."""
        row = Translation.objects.get(**_identity(thing))
        row.text = write.get("text", row.text)
        row.checked_on = thing.values["checked_on"] or None
        row.checked_by = None
        row.save()
        if row.english and row.english != thing.row["english"]:
            Translation.objects.mark_outdated(row)
        return True


def _identity(thing: Thing) -> dict[str, str]:
    return {name: thing.row[name] for name in ("kind", "key", "field", "language")}
