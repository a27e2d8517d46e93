"""Everything public of several services, in as many queries for one as for fifty.

Rows, not models: a page of services has thousands of them, and a model costs ten
times what a row does.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from directory.exchange.oruk.secrets import as_it_stands, cleaner
from directory.exchange.oruk.source import Source
from directory.find.vocabulary import TermInfo
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

Rows = dict[int, list[Any]]

CONTACT = (
    "pk",
    "kind",
    "value",
    "dialable",
    "label",
    "hours_words",
    "cost_words",
    "bill_words",
    "seen_on",
)
HOURS = ("contact_id", "weekday", "opens_at", "closes_at", "on_bank_holidays")
PLACE = ("address", "postcode", "latitude", "longitude", "directions")


class Said(NamedTuple):
    """What a service says about a term: the answer, and its limit in words."""

    term: TermInfo
    answer: str
    limit: str

    @property
    def is_yes(self) -> bool:
        return self.answer in ("yes", "limit")


@dataclass
class Facts:
    """A published service and its parts; nothing here waits, or is for some only."""

    service: Service
    contacts: Sequence[Any] = ()
    accreditations: Sequence[Any] = ()
    answers: Sequence[Said] = ()
    coverages: Sequence[Any] = ()
    disclosures: Sequence[Any] = ()
    fundings: Sequence[Any] = ()
    hours: Sequence[Any] = ()
    places: Sequence[Any] = ()
    stated: dict[str, list[Said]] = field(init=False)

    def __post_init__(self) -> None:
        """What it says yes to, by taxonomy, as visitors see it."""
        self.stated = defaultdict(list)
        for said in sorted(self.answers, key=lambda said: said.term.order):
            if said.is_yes:
                self.stated[said.term.taxonomy].append(said)

    @cached_property
    def clean(self) -> Callable[[str], str]:
        """Makes its texts safe to give away."""
        if not self.service.is_confidential:
            return as_it_stands
        names = f"{self.service.name}\n{self.service.organisation.name}"
        return cleaner(names, self._texts())

    def _texts(self) -> Iterable[str]:
        one = self.service
        yield from (one.other_names, one.summary, one.description)
        yield from (one.eligibility, one.cost_words, one.hours_words, one.police_words)
        for way in self.contacts:
            yield from (way.label, way.hours_words, way.cost_words, way.bill_words)
        for said in self.answers:
            yield said.limit
        for told in self.disclosures:
            yield told.words
        for covered in self.coverages:
            yield covered.note


def gather(services, source: Source, *, is_full: bool = True) -> list[Facts]:
    """The published ones of some services, in order of their keys."""
    chosen = services.published().select_related("organisation").order_by("pk")
    found = {one.pk: one for one in chosen}
    keys = list(found)
    contacts = Contact.objects.for_everyone().order_by("order", "pk")
    parts = {
        "contacts": _rows(contacts, keys, *CONTACT),
        "accreditations": _rows(
            Accreditation.objects.order_by("name", "pk"),
            keys,
            *("name", "awarded_by", "until"),
        ),
    }
    if is_full:
        parts |= _more(keys, source)
    return [
        Facts(one, **{name: rows.get(pk, ()) for name, rows in parts.items()})
        for pk, one in found.items()
    ]


def _more(keys: Sequence[int], source: Source) -> dict[str, Rows]:
    answers = _rows(
        ServiceTerm.objects.order_by("pk"), keys, "term_id", "answer", "limit"
    )
    by_id = source.vocabulary.by_id
    return {
        "answers": {
            pk: [Said(by_id[row.term_id], row.answer, row.limit) for row in rows]
            for pk, rows in answers.items()
        },
        "coverages": _rows(Coverage.objects.order_by("pk"), keys, "area_id", "note"),
        "disclosures": _rows(
            Disclosure.objects.order_by("pk"), keys, "to", "when", "words"
        ),
        "fundings": _rows(Funding.objects.order_by("pk"), keys, "body", "source"),
        "hours": _rows(
            OpeningHours.objects.order_by("weekday", "opens_at", "pk"), keys, *HOURS
        ),
        "places": _rows(Location.objects.order_by("pk"), keys, *PLACE),
    }


def _rows(parts, keys: Sequence[int], *columns: str) -> Rows:
    """Rows of a kind of part, by the key of their service."""
    found: Rows = defaultdict(list)
    chosen = parts.filter(service__pk__in=keys)
    for row in chosen.values_list("service__pk", *columns, named=True):
        found[row[0]].append(row)
    return found
