"""Crisis lines into the database."""

from collections.abc import Collection

from directory.exchange.services_csv.things import Thing, Values
from directory.models import Contact, CrisisLine, Proposal, Service, Source
from directory.starter.report import Report
from directory.starter.writing.geography import area_ids
from directory.starter.writing.keeping import Keeper


class CrisisLines(Keeper):
    """Crisis lines, by nation, audience, service and contact."""

    kind = "crisis lines"

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.areas = area_ids()
        rows = Contact.objects.values_list("service__uuid", "kind", "value", "pk")
        self.contacts = {(str(uuid), *which): pk for uuid, *which, pk in rows}
        public = Contact.objects.shown().filter(service__in=Service.objects.published())
        self.shown = set(public.values_list("pk", flat=True))
        waiting = Proposal.objects.pending().filter(source=Source.STARTER)
        found = waiting.values_list("service__uuid", flat=True)
        # Services whose numbers of the file wait for two people.
        self.waiting = {str(uuid) for uuid in found}

    def settled(self, things: list[Thing]) -> list[Thing]:
        """Lines whose number is there; the others wait with their service."""
        return [
            thing
            for thing in things
            if self._contact(thing.values)
            or thing.values["service"] not in self.waiting
        ]

    def _contact(self, values: Values) -> int | None:
        key = (values["service"], values["kind"], values["value"])
        return self.contacts.get(key)

    def now(self, things: list[Thing]) -> dict[str, Values]:
        rows = CrisisLine.objects.values(
            "nation__code", "audience", "contact", "order", "words"
        )
        there = {
            (row["nation__code"], row["audience"], row["contact"]): row for row in rows
        }
        found = {}
        for thing in things:
            values = thing.values
            key = (values["nation"], values["audience"], self._contact(values))
            if key in there:
                row = there[key]
                found[thing.key] = values | {
                    "order": row["order"],
                    "words": row["words"],
                }
        return found

    def create(self, things: list[Thing]) -> None:
        CrisisLine.objects.bulk_create(
            [
                CrisisLine(
                    nation_id=self.areas[thing.values["nation"]],
                    audience=thing.values["audience"],
                    contact_id=self._contact(thing.values),
                    order=thing.values["order"],
                    words=thing.values["words"],
                )
                for thing in things
                if self._has_contact(thing)
            ]
        )

    def _has_contact(self, thing: Thing) -> bool:
        found = self._contact(thing.values) is not None
        if not found:
            why = f"{thing.key}: its contact was removed here"
            self.report.kept.append(f"{self.kind} {why}")
        return found

    def tell(self, thing: Thing, kept: Collection[str]) -> None:
        """Each line that nobody sees yet."""
        contact = self._contact(thing.values)
        if contact is not None and contact not in self.shown:
            why = "not shown: its number is held back, or its service is not public"
            self.report.doubts.add(thing.row, "contact", why)

    def change(self, thing: Thing, write: Values) -> bool:
        line = CrisisLine.objects.get(
            nation__code=thing.values["nation"],
            audience=thing.values["audience"],
            contact=self._contact(thing.values),
        )
        for name in ("order", "words"):
            setattr(line, name, write.get(name, getattr(line, name)))
        line.save()
        return True

    def lost(self, key: str, before: Values, now: Values | None) -> bool:
        """A line that left the file goes, unless a moderator worked on it.

        While another number waits in its place, the old one stays.
        """
        if before["service"] in self.waiting:
            return False
        lines = CrisisLine.objects.filter(
            nation__code=before["nation"],
            audience=before["audience"],
            contact=self._contact(before),
            order=before["order"],
            words=before["words"],
        )
        for line in lines:
            line.delete()
            return True
        return False
