"""What cards say of services, held in memory for those that were shown last."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from directory.find.hours import Span
from directory.models import Contact, OpeningHours, Service, ServiceTerm

# What a card shows or is judged by. All the rest is left where it is: making objects
# of it took a third of a page's time (measured at 10,000 services).
OF_A_SERVICE = ("code", "side", "name", "summary", "hours_words", "organisation__name")
OF_A_CONTACT = ("service", "kind", "value", "dialable", "held", "is_for_professionals")
# By contact; None stands for the service as a whole.
Hours = dict[int | None, list[Span]]
# A few kilobytes each.
MOST = 2000


@dataclass(frozen=True, slots=True)
class CardFacts:
    """One service with all that a card may say of it; the same for every visitor."""

    service: Service
    contacts: tuple[Contact, ...]
    hours: Hours
    limits: dict[int, str]

    def hours_of(self, contact: Contact | None) -> list[Span]:
        """The opening hours of a contact, or of the service as a whole."""
        return self.hours.get(contact.pk if contact else None, [])


class CardBook:
    """The facts of one edition, read as they are needed; the oldest make room."""

    def __init__(self, facts: dict[int, CardFacts] | None = None) -> None:
        self._facts = facts or {}

    def facts(self, keys: Collection[int]) -> dict[int, CardFacts]:
        """The facts of these published services, in four queries or none."""
        held = self._facts
        found = {pk: held[pk] for pk in keys if pk in held}
        missing = [pk for pk in keys if pk not in found]
        if missing:
            read = {facts.service.pk: facts for facts in _read(missing)}
            found |= read
            held |= read
            for pk in list(held)[: max(len(held) - MOST, 0)]:
                held.pop(pk, None)
        return found

    def begin(self, keys: Collection[int]) -> None:
        """Hold what a new edition begins with: everything, where it has room."""
        self._facts.clear()
        if len(keys) <= MOST:
            self.facts(keys)

    def renewed(self, changed: Iterable[int]) -> "CardBook":
        """A book of its own for the next edition, without what has changed."""
        gone = set(changed)
        kept = list(self._facts.items())
        return CardBook({pk: facts for pk, facts in kept if pk not in gone})


def _read(keys: list[int]) -> Iterable[CardFacts]:
    """Asked one by one: prefetch_related takes as long again as these queries."""
    published = Service.objects.published().select_related("organisation")
    services = published.only(*OF_A_SERVICE).in_bulk(keys)
    contacts: dict[int, list[Contact]] = {pk: [] for pk in services}
    shown = Contact.objects.shown().filter(service__in=services)
    for contact in shown.only(*OF_A_CONTACT):
        contacts[contact.service_id].append(contact)
    hours: dict[int, Hours] = {pk: {} for pk in services}
    open_at = OpeningHours.objects.filter(service__in=services)
    rows = open_at.values_list("service_id", "contact_id", *Span._fields)
    for pk, contact_id, *span in rows:
        hours[pk].setdefault(contact_id, []).append(Span(*span))
    limits: dict[int, dict[int, str]] = {pk: {} for pk in services}
    limited = ServiceTerm.objects.filter(service__in=services).exclude(limit="")
    for pk, term_id, limit in limited.values_list("service_id", "term_id", "limit"):
        limits[pk][term_id] = limit
    for pk, service in services.items():
        own = tuple(contacts[pk])
        yield CardFacts(service, own, hours[pk], limits[pk])
