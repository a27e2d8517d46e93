"""Many services out of the real ones: each part of a new one comes from a real row.

The names of organisations get an area's name before them; a service's name has the
first half of one name and the second half of another; texts, coverage, contacts with
their hours, and the answers in each taxonomy come each from a real service of the same
side. The same seed makes the same directory.
"""

import random
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.db import models
from django.utils import timezone

from directory.models import (
    Area,
    Coverage,
    Disclosure,
    Funding,
    OpeningHours,
    Organisation,
    SearchDocument,
    Service,
    ServiceTerm,
    Status,
    Term,
)
from directory.models.service import CODE_LENGTH, CODE_LETTERS
from directory.search.text import stems

SEED = 20_260_101
# In the real directory 431 services stand under 317 organisations.
SERVICES_PER_ORGANISATION = 431 / 317
TEXTS = ("eligibility", "hours_words", "police_words", "cost", "cost_words")
WHO = ("age_min", "age_max", "trans_inclusion", "takes_from", "is_confidential")

stems_of = lru_cache(maxsize=100_000)(lambda text: tuple(stems(text)))


@dataclass
class RealRows:
    """The published services of the starter directory and their parts, by side."""

    by_side: dict[str, list[Service]] = field(default_factory=lambda: defaultdict(list))
    sides: list[str] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    area_names: list[str] = field(default_factory=list)
    terms: dict[int, Term] = field(default_factory=dict)
    answers: dict[tuple[int, str], list[ServiceTerm]] = field(
        default_factory=lambda: defaultdict(list)
    )
    taxonomies: list[str] = field(default_factory=list)

    @classmethod
    def read(cls) -> "RealRows":
        """Read them; what was recombined before has no key in the starter data."""
        rows = cls(terms=Term.objects.select_related("taxonomy").in_bulk())
        rows.taxonomies = sorted({term.taxonomy.code for term in rows.terms.values()})
        found = Service.objects.published().exclude(source_key="").order_by("pk")
        for service in found.with_everything().prefetch_related("contacts__hours"):
            rows.by_side[service.side].append(service)
            rows.sides.append(service.side)
            for given in service.answers.all():
                code = rows.terms[given.term_id].taxonomy.code
                rows.answers[service.pk, code].append(given)
        owners = {
            service.organisation_id: service.organisation
            for services in rows.by_side.values()
            for service in services
        }
        rows.organisations = [owners[pk] for pk in sorted(owners)]
        names = Area.objects.current().order_by("code").values_list("name", flat=True)
        rows.area_names = list(dict.fromkeys(names))
        return rows


@dataclass
class Batch:
    """Rows that are ready to be written, table by table."""

    services: list[Service] = field(default_factory=list)
    parts: list[models.Model] = field(default_factory=list)
    hours: list[OpeningHours] = field(default_factory=list)
    documents: list[SearchDocument] = field(default_factory=list)


class Recombiner:
    """Makes new services of real rows."""

    def __init__(self, real: RealRows, seed: int) -> None:
        self.real = real
        self.random = random.Random(seed)  # noqa: S311
        self.codes = set(Service.objects.values_list("code", flat=True))
        names = Organisation.objects.values_list("name", flat=True)
        self.organisation_names = {name.lower() for name in names}
        self.now = timezone.now()

    def organisations(self, number: int) -> list[Organisation]:
        """New organisations, each under a name of its own."""
        made = []
        while len(made) < number:
            real = self.random.choice(self.real.organisations)
            name = f"{self.random.choice(self.real.area_names)} {real.name}"[:200]
            if name.lower() in self.organisation_names:
                continue
            self.organisation_names.add(name.lower())
            made.append(
                Organisation(
                    uuid=self._uuid(),
                    name=name,
                    website=real.website,
                    run_by=real.run_by,
                    is_led_by_and_for=real.is_led_by_and_for,
                )
            )
        return made

    def batch(self, organisations: list[Organisation], number: int) -> Batch:
        """New services under these organisations, which are saved already."""
        batch = Batch()
        for _n in range(number):
            self._add(batch, self.random.choice(organisations))
        return batch

    def _add(self, batch: Batch, organisation: Organisation) -> None:
        side = self.random.choice(self.real.sides)
        about, who = self._one_of(side), self._one_of(side)
        service = Service(
            uuid=self._uuid(),
            code=self._code(),
            organisation=organisation,
            side=side,
            name=self._name(side),
            summary=self._one_of(side).summary,
            description=about.description,
            status=Status.PUBLISHED,
            published_at=self.now,
            source_url=about.source_url,
            source_date=about.source_date,
            **{name: getattr(about, name) for name in TEXTS},
            **{name: getattr(who, name) for name in WHO},
        )
        service.open_code = None if service.is_confidential else service.code
        answers = list(self._answers(service, who))
        batch.services.append(service)
        batch.parts += [*answers, *self._coverage(service), *self._money(service)]
        self._add_contacts(batch, service)
        batch.documents.append(self._document(service, answers))

    def _answers(self, service: Service, who: Service) -> Iterator[ServiceTerm]:
        """In each taxonomy those of one real service; whom it is for with the ages."""
        for taxonomy in self.real.taxonomies:
            donor = who if taxonomy == "audience" else self._one_of(service.side)
            for given in self.real.answers.get((donor.pk, taxonomy), ()):
                yield ServiceTerm(
                    service=service,
                    term_id=given.term_id,
                    answer=given.answer,
                    limit=given.limit,
                    source=given.source,
                )

    def _coverage(self, service: Service) -> Iterator[Coverage]:
        for given in self._one_of(service.side).coverages.all():
            yield Coverage(service=service, area_id=given.area_id, note=given.note)

    def _money(self, service: Service) -> Iterator[Disclosure | Funding]:
        donor = self._one_of(service.side)
        for told in donor.disclosures.all():
            yield Disclosure(
                service=service, to=told.to, when=told.when, words=told.words
            )
        for paid in donor.fundings.all():
            yield Funding(service=service, body=paid.body, source=paid.source)

    def _add_contacts(self, batch: Batch, service: Service) -> None:
        donor = self._one_of(service.side)
        made = {}
        for number, given in enumerate(donor.contacts.all(), start=1):
            made[given.pk] = copy = _copy(given)
            copy.service, copy.code = service, f"{service.code}-{number}"
        batch.parts += made.values()
        for given in donor.hours.all():
            hours = _copy(given)
            hours.service = service
            hours.contact = made[given.contact_id] if given.contact_id else None
            batch.hours.append(hours)

    def _document(self, service: Service, answers: list[ServiceTerm]) -> SearchDocument:
        """The same words as Service.indexed_words(), each text taken apart once."""
        stated = [self.real.terms[one.term_id] for one in answers if one.is_stated_fit]
        return SearchDocument(
            service=service,
            title=_joined(service.name, service.organisation.name),
            keywords=_joined(
                *(line for term in stated for line in (term.name, term.phrases))
            ),
            body=_joined(service.summary, service.description, service.eligibility),
        )

    def _one_of(self, side: str) -> Service:
        return self.random.choice(self.real.by_side[side])

    def _name(self, side: str) -> str:
        first, second = (self._one_of(side).name.split() for _n in range(2))
        start, end = first[: (len(first) + 1) // 2], second[len(second) // 2 :]
        return " ".join([*start, *end])[:200]

    def _uuid(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128), version=4)

    def _code(self) -> str:
        while True:
            code = "".join(self.random.choices(CODE_LETTERS, k=CODE_LENGTH))
            if code not in self.codes:
                self.codes.add(code)
                return code


def _copy(part):
    """A new row with the values of a real one."""
    fields = [f.attname for f in part._meta.concrete_fields if not f.primary_key]
    return type(part)(**{name: getattr(part, name) for name in fields})


def _joined(*texts: str) -> str:
    return " ".join(stem for text in texts for stem in stems_of(text))
