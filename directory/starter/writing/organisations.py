"""Organisations into the database."""

from directory.exchange.services_csv.things import Thing, Values
from directory.models import Organisation
from directory.starter.writing.keeping import Keeper, change_or_propose

FIELDS = ["name", "website", "charity_number", "run_by", "is_led_by_and_for"]


def organisation_ids(things: list[Thing]) -> dict[str, int]:
    """The key of every organisation of the file, by its exchange id."""
    by_uuid = {
        str(key): pk for key, pk in Organisation.objects.values_list("uuid", "pk")
    }
    by_name = {
        name.lower(): pk for name, pk in Organisation.objects.values_list("name", "pk")
    }
    found = {}
    for thing in things:
        pk = by_uuid.get(thing.key) or by_name.get(thing.values["name"].lower())
        if pk is not None:
            found[thing.key] = pk
    return found


class Organisations(Keeper):
    """Organisations, by their exchange id; one that a moderator made, by its name."""

    kind = "organisations"
    columns = {
        "name": "organisation",
        "website": "organisation_url",
        "run_by": "organisation_kind",
        "is_led_by_and_for": "led_by_and_for",
    }

    def now(self, things: list[Thing]) -> dict[str, Values]:
        rows = {
            row.pop("pk"): row for row in Organisation.objects.values("pk", *FIELDS)
        }
        return {key: dict(rows[pk]) for key, pk in organisation_ids(things).items()}

    def create(self, things: list[Thing]) -> None:
        Organisation.objects.bulk_create(
            [Organisation(uuid=thing.key, **thing.values) for thing in things]
        )

    def change(self, thing: Thing, write: Values) -> bool:
        pk = organisation_ids([thing])[thing.key]
        found = Organisation.objects.get(pk=pk)
        return change_or_propose(
            self.report, self.kind, found, lambda: self._change(pk, write)
        )

    @staticmethod
    def _change(pk: int, write: Values) -> bool:
        found = Organisation.objects.get(pk=pk)
        for name, value in write.items():
            setattr(found, name, value)
        found.save()
        return True
