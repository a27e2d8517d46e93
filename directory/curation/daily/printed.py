"""Every link to another site that a page of ours shows, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from directory.exchange.web.domains import domain_of, is_shared, registered
from directory.models import Contact, GuideSource, Organisation, Service
from directory.models.link import printed, web_address

LONGEST = 500


@dataclass
class Printed:
    """One address: the contacts and texts that print it, and whose it should be."""

    address: str
    contacts: dict[int, int] = field(default_factory=dict)
    services: set[int] = field(default_factory=set)
    organisations: set[int] = field(default_factory=set)
    guides: set[int] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    owners: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    @property
    def is_way_in(self) -> bool:
        """Whether people use it to get in touch, rather than to read on."""
        return bool(self.contacts or self.organisations)

    @property
    def about(self) -> dict[str, int | None]:
        """The record under which a finding about it is noted."""
        if self.contacts:
            contact, service = min(self.contacts.items())
            return {"contact": contact, "service": service}
        for name in ("organisation", "service", "guide"):
            found = getattr(self, f"{name}s")
            if found:
                return {name: min(found)}
        return {}


class PrintedLinks:
    """All of them, by address."""

    def __init__(self) -> None:
        self.by_address: dict[str, Printed] = {}
        for where in (_contacts, _websites, _sources, _guide_sources):
            for text, values in where():
                self._add(text, values)

    def _add(self, text: str, values: dict) -> None:
        address = web_address(text)
        if len(address) > LONGEST:
            return
        found = self.by_address.setdefault(address, Printed(address))
        contacts, names = values.pop("contacts", {}), values.pop("names", ())
        found.contacts |= contacts
        found.names |= {name for name in names if name}
        if not contacts:
            found.texts.add(text)
        for name, pk in values.items():
            getattr(found, name).add(pk)

    def domains(self) -> set[str]:
        """The domains that belong to the bodies we list, as far as we print them."""
        ways_in = (one for one in self.by_address.values() if one.is_way_in)
        return {domain_of(one.address) for one in ways_in}

    def with_the_same_owner(self, one: Printed) -> Iterator[Printed]:
        """It, and what else its owners have under the same domain."""
        domain = domain_of(one.address)
        yield one
        if not domain or is_shared(domain):
            return
        for other in self.by_address.values():
            is_theirs = other is not one and other.owners & one.owners
            if is_theirs and domain_of(other.address) == domain:
                yield other


def mail_under(domain: str, owners: set[int]) -> list[int]:
    """The mail addresses that these organisations have under a domain."""
    if not domain or is_shared(domain):
        return []
    rows = Contact.objects.written_to().owned_by(owners).values_list("pk", "value")
    return [
        pk
        for pk, value in rows
        if registered(value.rpartition("@")[2].strip().lower()) == domain
    ]


def _contacts() -> Iterator[tuple[str, dict]]:
    contacts = Contact.objects.linking_in_public()
    for contact in contacts.select_related("service__organisation").iterator(2000):
        service = contact.service
        owner = service.organisation
        yield (
            contact.value,
            {
                "contacts": {contact.pk: service.pk},
                "owners": owner.pk,
                "names": (service.name, owner.name, *owner.other_names.splitlines()),
            },
        )


def _websites() -> Iterator[tuple[str, dict]]:
    for owner in Organisation.objects.in_public().exclude(website="").iterator(2000):
        names = (owner.name, *owner.other_names.splitlines())
        values = {"organisations": owner.pk, "owners": owner.pk, "names": names}
        yield owner.website, values


def _sources() -> Iterator[tuple[str, dict]]:
    services = Service.objects.published().exclude(source_url="")
    for service in services.select_related("organisation").iterator(2000):
        owner = service.organisation
        for address in printed(service.source_url):
            values = {"services": service.pk, "owners": owner.pk}
            yield address, values | {"names": (service.name, owner.name)}


def _guide_sources() -> Iterator[tuple[str, dict]]:
    for source in GuideSource.objects.in_public().iterator(2000):
        values = {"guides": source.guide_id, "names": (source.publisher, source.title)}
        yield source.url, values
