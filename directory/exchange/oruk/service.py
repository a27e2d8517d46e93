"""Services: in full, plain, as little as can be, and when they are gone."""

from django.conf import settings
from django.utils import timezone

from directory.exchange.oruk import contacts as ways
from directory.exchange.oruk.filled import (
    Record,
    email,
    filled,
    listed,
    moment,
    sentences,
    uri,
)
from directory.exchange.oruk.gathering import Facts
from directory.exchange.oruk.ids import part_id
from directory.exchange.oruk.organisation import organization
from directory.exchange.oruk.parts import (
    answers_apart,
    attributes,
    cost_options,
    eligibility,
    funding,
    interpreters,
    languages,
    service_areas,
    told,
    ways_in,
)
from directory.exchange.oruk.places import service_at_location
from directory.exchange.oruk.schedules import schedules
from directory.exchange.oruk.source import Source
from directory.exchange.oruk.terms import TermBook
from directory.models import Cost, Service, Side, Waiting

# The standard wants a name even of what is gone; this one tells nothing.
GONE = "No longer listed"
FOR_CHANGE = "For people who want to stop hurting someone."


def minimal(service: Service) -> Record:
    """Id, name, status and date: to compare one's copies with."""
    return {
        "id": str(service.uuid),
        "name": service.name,
        "status": "active",
        "last_modified": moment(service.changed_at),
    }


def tombstone(service: Service) -> Record:
    """That a service is gone, and when; never why, and nothing that it was."""
    return {
        "id": str(service.uuid),
        "name": GONE,
        "status": "defunct",
        "last_modified": moment(service.withdrawn_at),
    }


def plain(facts: Facts, source: Source) -> Record:
    """The fields of a service that have one value, and who runs it."""
    service, clean = facts.service, facts.clean
    site, addresses = ways.website(facts.contacts), ways.emails(facts.contacts)
    checked = source.checked(service.pk)
    assured = checked.on if checked.on and not checked.is_doubted else None
    by_us = assured is not None and not checked.is_own_word
    waiting = _waiting(service)
    cost = str(Cost(service.cost).label) if service.cost else ""
    return filled(
        id=str(service.uuid),
        organization_id=str(service.organisation.uuid),
        name=service.name,
        alternate_name=clean(listed(*service.other_names.splitlines())),
        description=clean(sentences(service.summary, service.description)),
        url=uri(site.value) if site else "",
        email=email(addresses[0].value) if addresses else "",
        status="temporarily closed" if waiting == Waiting.CLOSED else "active",
        fees=cost.capitalize(),
        fees_description=clean(service.cost_words),
        accreditations=_accreditations(facts),
        minimum_age=service.age_min,
        maximum_age=service.age_max,
        assured_date=assured.isoformat() if assured else "",
        assurer_email=email(settings.CONTACT_EMAIL) if by_us else "",
        alert=str(waiting.label).capitalize() if waiting else "",
        last_modified=moment(service.changed_at),
        organization=organization(service.organisation),
        x_code=service.code,
        x_page=source.page(f"/services/{service.code}/"),
        x_side=service.side,
        x_summary=clean(service.summary),
        x_eligibility=clean(service.eligibility),
        x_takes_from=service.takes_from,
        x_trans_inclusion=service.trans_inclusion,
        x_cost=service.cost,
        x_waiting=waiting or "",
        x_waiting_until=_until(service) if waiting else "",
        x_hours=clean(service.hours_words),
        x_police=clean(service.police_words),
        x_source_urls=[one for one in map(uri, service.source_url.splitlines()) if one],
        x_source_date=service.source_date,
    )


def full(facts: Facts, source: Source, terms: TermBook) -> Record:
    """A service with everything that is public of it."""
    service, clean, every = facts.service, facts.clean, facts.contacts
    phones = ways.phones(every, service.uuid, clean)
    urls = ways.additional_urls(every, service.uuid, clean)
    change = FOR_CHANGE if service.side == Side.CHANGE else ""
    return {
        **plain(facts, source),
        **filled(
            interpretation_services=interpreters(facts),
            application_process=ways_in(facts),
            eligibility_description=sentences(
                change, clean(service.eligibility), eligibility(facts)
            ),
            phones=phones,
            contacts=ways.contacts(service.name, every, service.uuid, phones),
            additional_urls=urls,
            schedules=_schedules(facts, {one["id"]: one for one in [*phones, *urls]}),
            service_areas=service_areas(facts, source),
            service_at_locations=[
                service_at_location(place, facts, source) for place in facts.places
            ],
            languages=languages(facts),
            cost_options=cost_options(facts),
            funding=funding(facts),
            attributes=attributes(facts, terms),
            x_answers=answers_apart(facts, terms),
            x_told=told(facts),
        ),
    }


def _schedules(facts: Facts, records: dict[str, Record]) -> list[Record]:
    """Of the whole service, and of each contact that has hours of its own."""
    owner, clean = facts.service.uuid, facts.clean
    whole = [row for row in facts.hours if row.contact_id is None]
    found = schedules(owner, whole, clean(facts.service.hours_words))
    for contact in facts.contacts:
        rows = [row for row in facts.hours if row.contact_id == contact.pk]
        record = records.get(part_id(owner, contact.kind, contact.value))
        if rows and record:
            found += schedules(owner, rows, clean(contact.hours_words), record)
    return found


def _waiting(service: Service) -> Waiting | None:
    """Whether one must wait, while that is known to hold."""
    until = service.waiting_until
    is_old = until is not None and until < timezone.localdate()
    return Waiting(service.waiting) if service.waiting and not is_old else None


def _until(service: Service) -> str:
    return service.waiting_until.isoformat() if service.waiting_until else ""


def _accreditations(facts: Facts) -> str:
    def words(one) -> str:
        until = f"until {one.until:%Y-%m-%d}" if one.until else ""
        by = f"by {one.awarded_by}" if one.awarded_by else ""
        extra = ", ".join(filter(None, (by, until)))
        return f"{one.name} ({extra})" if extra else one.name

    return listed(*(words(one) for one in facts.accreditations))
