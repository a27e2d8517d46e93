"""The lists of a service, each as rows of plain values and back.

A list counts as one field: who changed one phone number owns the phone numbers.
"""

from dataclasses import dataclass, field
from datetime import time
from typing import Any

from directory.exchange.services_csv.things import Values, in_order
from directory.models import (
    Accreditation,
    Contact,
    Coverage,
    Disclosure,
    Funding,
    Location,
    OpeningHours,
    Service,
    ServiceTerm,
)
from directory.models.part import Part

CONTACT_FIELDS = [
    "value",
    "dialable",
    "label",
    "cost_words",
    "bill_words",
    "seen_on",
    "held",
    "order",
]
LOCATION_FIELDS = ("address", "postcode", "latitude", "longitude")


@dataclass
class Book:
    """The keys of what the lists of services point to."""

    areas: dict[str, int]
    terms: dict[str, int]
    # Contacts of each service, by kind and value.
    contacts: dict[int, dict[tuple[str, str], Contact]] = field(default_factory=dict)


class List:
    """One sort of list: which rows a service has, and how a row becomes a part."""

    model: type[Part]

    def rows(self, service: Service) -> dict[str, list[tuple[Part, Any]]]:
        """Parts and their rows, by field: `contacts:phone`."""
        raise NotImplementedError

    def fields(self, service: Service, row: Any, book: Book) -> Values | None:
        """What a row says of its part; None where what it needs is not there."""
        raise NotImplementedError

    def build(self, service: Service, group: str, row: Any, book: Book) -> Part | None:
        """A new part that a row describes."""
        said = self.fields(service, row, book)
        return None if said is None else self.model(service=service, **said)

    def same(self, one: Any, other: Any) -> bool:
        """Whether two rows describe the same part, perhaps changed."""
        return bool(one[0] == other[0])


class Contacts(List):
    model = Contact

    def rows(self, service):
        found: dict[str, list] = {}
        for contact in service.contacts.all():
            row = {name: getattr(contact, name) for name in CONTACT_FIELDS}
            found.setdefault(f"contacts:{contact.kind}", []).append((contact, row))
        return found

    def fields(self, service, row, book):
        return row

    def build(self, service, group, row, book):
        code = f"{service.code}-{row['order']}"
        return Contact(service=service, kind=group, code=code, **row)

    def same(self, one, other):
        return one["value"] == other["value"]


class Answers(List):
    model = ServiceTerm

    def rows(self, service):
        found: dict[str, list] = {}
        for answer in service.answers.all():
            taxonomy = answer.term.taxonomy.code
            row = [f"{taxonomy}/{answer.term.code}", answer.answer, answer.limit]
            found.setdefault(f"answers:{taxonomy}", []).append((answer, row))
        return found

    def fields(self, service, row, book):
        term, answer, limit = row
        if term not in book.terms:
            return None
        return {"term_id": book.terms[term], "answer": answer, "limit": limit}


class Coverages(List):
    model = Coverage

    def rows(self, service):
        links = service.coverages.all()
        return {"coverages": [(link, [link.area.code]) for link in links]}

    def fields(self, service, row, book):
        if row[0] not in book.areas:
            return None
        return {"area_id": book.areas[row[0]]}


class Hours(List):
    model = OpeningHours

    def rows(self, service):
        contacts = {one.pk: (one.kind, one.value) for one in service.contacts.all()}
        found = []
        for slot in service.hours.all():
            kind, value = contacts.get(slot.contact_id, ("", ""))
            row = [
                kind,
                value,
                slot.weekday,
                f"{slot.opens_at:%H:%M}",
                f"{slot.closes_at:%H:%M}",
                slot.on_bank_holidays,
            ]
            found.append((slot, row))
        return {"hours": found}

    def fields(self, service, row, book):
        kind, value, weekday, opens, closes, on_bank_holidays = row
        contact = None
        if kind:
            contact = book.contacts.get(service.pk, {}).get((kind, value))
            if contact is None:
                return None
        return {
            "contact": contact,
            "weekday": weekday,
            "opens_at": time.fromisoformat(opens),
            "closes_at": time.fromisoformat(closes),
            "on_bank_holidays": on_bank_holidays,
        }

    def same(self, one, other):
        return bool(one[:4] == other[:4])


class Disclosures(List):
    model = Disclosure

    def rows(self, service):
        told = service.disclosures.all()
        return {"disclosures": [(one, [one.to, one.when, one.words]) for one in told]}

    def fields(self, service, row, book):
        return dict(zip(("to", "when", "words"), row, strict=True))


class Fundings(List):
    model = Funding

    def rows(self, service):
        return {"fundings": [(one, [one.body]) for one in service.fundings.all()]}

    def fields(self, service, row, book):
        return {"body": row[0]}


class Accreditations(List):
    model = Accreditation

    def rows(self, service):
        held = service.accreditations.all()
        return {"accreditations": [(one, [one.name]) for one in held]}

    def fields(self, service, row, book):
        return {"name": row[0]}


class Locations(List):
    model = Location

    def rows(self, service):
        places = service.locations.all()
        return {
            "locations": [
                (one, [getattr(one, name) for name in LOCATION_FIELDS])
                for one in places
            ]
        }

    def fields(self, service, row, book):
        return dict(zip(LOCATION_FIELDS, row, strict=True))


# Contacts before hours, which point to them.
LISTS: dict[str, List] = {
    "contacts": Contacts(),
    "answers": Answers(),
    "coverages": Coverages(),
    "hours": Hours(),
    "disclosures": Disclosures(),
    "fundings": Fundings(),
    "accreditations": Accreditations(),
    "locations": Locations(),
}


def lists_now(service: Service) -> Values:
    """Every list of a service as the file would put it, by field."""
    return {
        name: in_order(row for _part, row in parts)
        for one in LISTS.values()
        for name, parts in one.rows(service).items()
    }
