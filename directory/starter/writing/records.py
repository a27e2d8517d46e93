"""Services into the database, with all their parts."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import ProtectedError

from directory.exchange.services_csv.things import Thing, Values
from directory.exchange.services_csv.ways import COLUMN
from directory.models import (
    Contact,
    Held,
    Organisation,
    Proposal,
    Service,
    Source,
    Status,
    doors,
)
from directory.models.part import Part
from directory.models.traces import REMOVED
from directory.starter.report import Report
from directory.starter.writing.geography import area_ids
from directory.starter.writing.keeping import (
    Keeper,
    change_or_propose,
    tell_proposed,
)
from directory.starter.writing.organisations import organisation_ids
from directory.starter.writing.parts import LISTS, Book, List, lists_now
from directory.starter.writing.vocabulary import term_ids

FIELDS = [
    "code",
    "source_key",
    "side",
    "name",
    "summary",
    "description",
    "eligibility",
    "takes_from",
    "age_min",
    "age_max",
    "trans_inclusion",
    "cost",
    "cost_words",
    "hours_words",
    "police_words",
    "is_confidential",
    "source_url",
    "source_date",
    "notes",
]
# What stays as it was: others know the service by it.
FIXED = ("code",)


class Services(Keeper):
    """Services, by their UUID."""

    kind = "services"
    columns = {
        "name": "service",
        "trans_inclusion": "trans_inclusive",
        "hours_words": "opening_hours",
        "hours": "opening_hours",
        "police_words": "police_contact",
        "is_confidential": "confidential_location",
        "coverages": "coverage",
        "disclosures": "tells_police",
        "fundings": "paid_by",
        "accreditations": "accreditation",
        "locations": "address",
        **{f"contacts:{kind}": column for kind, column in COLUMN.items()},
    }

    def __init__(self, report: Report, organisations: list[Thing]) -> None:
        super().__init__(report)
        self.organisations = organisation_ids(organisations)
        self.book = Book(area_ids(), term_ids())
        self.confidential: set[str] = set()
        # Parts that left the file; they go last, when nothing points to them.
        self.gone: list[Part] = []

    def now(self, things: list[Thing]) -> dict[str, Values]:
        by_pk = {pk: key for key, pk in self.organisations.items()}
        wanted = {thing.key: thing.values for thing in things}
        found = {}
        for service in Service.objects.with_everything():
            key = str(service.uuid)
            if service.is_confidential:
                self.confidential.add(key)
            values: Values = {name: getattr(service, name) for name in FIELDS}
            owner = service.organisation_id
            values["organisation"] = by_pk.get(owner, f"another ({owner})")
            values["publish"] = {
                Status.PUBLISHED: "yes",
                Status.DRAFT: "no",
                Status.WITHDRAWN: "withdrawn",
            }[Status(service.status)]
            # A list that the file has and the database has not is an empty one.
            names = wanted.get(key, {})
            lists: Values = {n: [] for n in names if n.partition(":")[0] in LISTS}
            found[key] = values | lists | lists_now(service)
        return found

    def prepare(self, thing: Thing, before: Values) -> None:
        """Whether a mobile is too old was decided at first; an erased address stays so.

        A service that became confidential here takes no address from any file. The
        ledger must not learn again what was taken out of it, so the file is
        heard as the ledger stands.
        """
        for name, value in before.items():
            if name in thing.values and REMOVED in str(value):
                thing.values[name] = value
        if thing.key in self.confidential:
            thing.values["locations"] = []
        for name, contacts in thing.values.items():
            if not name.startswith("contacts:"):
                continue
            known = {one["value"]: one for one in before.get(name, ())}
            for contact in contacts:
                old = known.get(contact["value"])
                aged = ("", Held.OLD_MOBILE)
                if (
                    old
                    and old["seen_on"] == contact["seen_on"]
                    and {old["held"], contact["held"]} <= set(aged)
                ):
                    contact["held"] = old["held"]

    def tell(self, thing: Thing, kept: Collection[str]) -> None:
        """Each number that waits for someone to confirm it."""
        for kind, column in COLUMN.items():
            if f"contacts:{kind}" in kept:
                continue
            for contact in thing.values[f"contacts:{kind}"]:
                if contact["held"]:
                    seen = contact["seen_on"] or "on an unknown day"
                    why = {
                        Held.BOTH_SIDES: "is a survivors' number too",
                        Held.OLD_MOBILE: f"is a mobile number seen {seen}",
                    }[Held(contact["held"])]
                    said = f"{contact['value']} {why}: held until confirmed"
                    self.report.doubts.add(thing.row, column, said)

    def is_closed(self, now: Values) -> str:
        if now["publish"] == "withdrawn":
            return "withdrawn here, so left as it is"
        return ""

    def create(self, things: list[Thing]) -> None:
        things = [thing for thing in things if self._has_owner(thing)]
        with doors.opened(because="drafts, which nobody sees"):
            pairs = self._create_drafts(things)
        self._publish(pairs)

    def _create_drafts(self, things: list[Thing]) -> list[tuple[Service, Thing]]:
        made = Service.objects.bulk_create([self._service(thing) for thing in things])
        pairs = list(zip(made, things, strict=True))
        for name, one in LISTS.items():
            parts = [
                one.build(service, field.partition(":")[2], row, self.book)
                for service, thing in pairs
                for field, rows in thing.values.items()
                if field.partition(":")[0] == name
                for row in rows
            ]
            built = one.model.objects.bulk_create([p for p in parts if p is not None])
            if name == "contacts":
                self._remember(built)
        return pairs

    def _has_owner(self, thing: Thing) -> bool:
        found = thing.values["organisation"] in self.organisations
        if not found:
            name = thing.row["organisation"]
            self.report.kept.append(
                f"services {thing.key}: its organisation {name} was removed here"
            )
        return found

    def _service(self, thing: Thing) -> Service:
        values = {name: thing.values[name] for name in FIELDS}
        is_open = not values["is_confidential"]
        return Service(
            uuid=thing.key,
            organisation_id=self.organisations[thing.values["organisation"]],
            open_code=values["code"] if is_open else None,
            **values,
        )

    def _remember(self, contacts: Iterable[Any]) -> None:
        for contact in contacts:
            of_service = self.book.contacts.setdefault(contact.service.pk, {})
            of_service[contact.kind, contact.value] = contact

    def _publish(self, pairs: list[tuple[Service, Thing]]) -> None:
        """Publish what the file wants public and the rules allow; doubt the rest."""
        wanted = {
            service.pk: thing
            for service, thing in pairs
            if thing.values["publish"] == "yes"
        }
        chosen = Service.objects.filter(pk__in=wanted)
        lacking: dict[int, tuple[str, str]] = {}
        for found, column, needs in (
            (chosen.lacking_contact(), "phone", "a contact that is shown"),
            (chosen.lacking_coverage(), "coverage", "an area that it covers"),
            (chosen.lacking_audience(), "audience", "an audience"),
        ):
            keys = found.values_list("pk", flat=True)
            lacking |= dict.fromkeys(keys, (column, needs))
        for pk, (column, needs) in lacking.items():
            wanted[pk].values["publish"] = "no"
            why = f"stays a draft: a public service needs {needs}"
            self.report.doubts.add(wanted[pk].row, column, why)
        self._make_public(Service.objects.filter(pk__in=wanted.keys() - lacking.keys()))

    def _make_public(self, services) -> None:
        """A new site begins with public services; later ones are proposed."""
        if doors.is_open():
            services.publish()
            return
        for service in services:
            proposal = Proposal.objects.propose_publishing(
                service, source=Source.STARTER, origin="starter", tell=False
            )
            tell_proposed(self.report, self.kind, proposal)

    def change(self, thing: Thing, write: Values) -> bool:
        service = Service.objects.get(uuid=thing.key)
        fields = {name: value for name, value in write.items() if name != "publish"}
        wrote = bool(fields) and change_or_propose(
            self.report, self.kind, service, lambda: self._change(thing, fields)
        )
        if "publish" not in write:
            return wrote
        return self._change_status(service, thing) or wrote

    def _change(self, thing: Thing, write: Values) -> bool:
        service = Service.objects.get(uuid=thing.key)
        plain = {name for name in write if name in FIELDS and name not in FIXED}
        for name in plain:
            setattr(service, name, write[name])
        if "organisation" in write:
            owner = self.organisations[write["organisation"]]
            service.organisation = Organisation.objects.get(pk=owner)
        if plain or "organisation" in write:
            service.save()
        self._remember(service.contacts.all())
        for name, one in LISTS.items():
            for field, rows in write.items():
                if field.partition(":")[0] == name:
                    self._match(service, one, field, rows)
        if service.is_published:
            # Whoever decides must see the list as it shall stand.
            self.let_go()
        return True

    def _match(self, service: Service, one: List, field: str, rows: Any) -> None:
        """Write one list: what is new, what is changed; what has to go waits."""
        service = Service.objects.with_everything().get(pk=service.pk)
        left = list(one.rows(service).get(field, []))
        kept = [next((p for p in left if one.same(p[1], row)), None) for row in rows]
        gone = [pair for pair in left if pair not in kept]
        if one.model is Contact and len(gone) == 1 and None in kept:
            # It is the same contact, with another number: its code leads on.
            kept[kept.index(None)] = gone[0]
        for row, old in zip(rows, kept, strict=True):
            if old is None:
                part = one.build(service, field.partition(":")[2], row, self.book)
                if isinstance(part, Contact):
                    part.code = _free_code(service, row["order"])
            else:
                left.remove(old)
                part = old[0]
                for name, value in (one.fields(service, row, self.book) or {}).items():
                    setattr(part, name, value)
            if part is not None and (old is None or old[1] != row):
                part.save()
            if isinstance(part, Contact):
                self._remember([part])
        self.gone += [part for part, _row in left]

    def let_go(self) -> None:
        """Delete the parts that left the file, now that nothing needs them."""
        gone, self.gone = self.gone, []
        for part in gone:
            if not type(part).objects.filter(pk=part.pk).exists():
                continue
            try:
                part.delete()
            except ProtectedError:
                said = f"services {part.service.uuid}: {part} is a crisis line"
                self.report.kept.append(f"{said}; left as it is")

    def _change_status(self, service: Service, thing: Thing) -> bool:
        """The file's wish about publishing; whether anything was written at all."""
        if thing.values["publish"] == "no":
            thing.values["publish"] = "yes"
            why = "the file says not to publish it, but it is public: please decide"
            self.report.doubts.add(thing.row, "publish", why)
            return False
        self._publish([(service, thing)])
        return thing.values["publish"] == "yes" and doors.is_open()


def _free_code(service: Service, order: int) -> str:
    """The first code from its place on that no other contact of the service has."""
    taken = set(service.contacts.values_list("code", flat=True))
    while f"{service.code}-{order}" in taken:
        order += 1
    return f"{service.code}-{order}"
