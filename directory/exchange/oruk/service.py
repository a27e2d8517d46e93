"""Services: in full, plain, as little as can be, and when they are gone."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone

from directory.exchange.oruk import contacts as ways
from directory.exchange.oruk.contacts import Clean
from directory.exchange.oruk.filled import (
    Record,
    email,
    filled,
    listed,
    moment,
    sentences,
    uri,
)
from directory.exchange.oruk.ids import part_id
from directory.exchange.oruk.organisation import organization
from directory.exchange.oruk.parts import (
    answers_apart,
    attributes,
    cost_options,
    funding,
    in_words,
    interpreters,
    languages,
    service_areas,
    told,
)
from directory.exchange.oruk.places import service_at_location
from directory.exchange.oruk.schedules import schedules
from directory.exchange.oruk.secrets import cleaner, without_addresses
from directory.exchange.oruk.source import Source
from directory.exchange.oruk.terms import TermBook
from directory.models import Contact, Cost, Service, Side, Waiting

# The standard wants a name even of what is gone; this one tells nothing.
GONE = "No longer listed"
FOR_CHANGE = "For people who want to stop hurting someone."


def minimal(service: Service) -> Record:
    """Id, name, status and date: to compare one's copies with."""
    is_secret = service.is_confidential
    return {
        "id": str(service.uuid),
        "name": without_addresses(service.name) if is_secret else service.name,
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


def plain(service: Service, source: Source) -> Record:
    """The fields of a service that have one value, and who runs it."""
    every: list[Contact] = list(service.contacts.all())
    return _plain(service, every, source, cleaner(service, every, parts=False))


def _plain(
    service: Service, every: list[Contact], source: Source, clean: Clean
) -> Record:
    site, addresses = ways.website(every), ways.emails(every)
    checked = source.checked_on(service.pk)
    waiting = _waiting(service)
    cost = Cost(service.cost).label if service.cost else ""
    return filled(
        id=str(service.uuid),
        organization_id=str(service.organisation.uuid),
        name=clean(service.name),
        alternate_name=clean(listed(*service.other_names.splitlines())),
        description=clean(sentences(service.summary, service.description)),
        url=uri(site.value) if site else "",
        email=email(addresses[0].value) if addresses else "",
        status="temporarily closed" if waiting == Waiting.CLOSED else "active",
        fees=str(cost).capitalize(),
        fees_description=clean(service.cost_words),
        accreditations=_accreditations(service),
        minimum_age=service.age_min,
        maximum_age=service.age_max,
        assured_date=checked.isoformat() if checked else "",
        assurer_email=email(settings.CONTACT_EMAIL) if checked else "",
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


def full(service: Service, source: Source, terms: TermBook) -> Record:
    """A service with everything that is public of it; from with_exchange_details()."""
    every: list[Contact] = list(service.contacts.all())
    clean = cleaner(service, every)
    owner = service.uuid
    phones = ways.phones(every, owner, clean)
    urls = ways.additional_urls(every, owner, clean)
    words = in_words(service, source, clean)
    change = FOR_CHANGE if service.side == Side.CHANGE else ""
    eligible = sentences(change, clean(service.eligibility), words["eligibility"])
    return {
        **_plain(service, every, source, clean),
        **filled(
            interpretation_services=interpreters(service, source),
            application_process=words["referral"],
            eligibility_description=eligible,
            phones=phones,
            contacts=ways.contacts(service.name, every, owner, phones),
            additional_urls=urls,
            schedules=_schedules(service, every, [*phones, *urls], clean),
            service_areas=service_areas(service, source, clean),
            service_at_locations=[
                service_at_location(place, service, source)
                for place in service.locations.all()
            ],
            languages=languages(service, source, clean),
            cost_options=cost_options(service, clean),
            funding=funding(service),
            attributes=attributes(service, terms, clean),
            x_answers=answers_apart(service, terms),
            x_told=told(service, clean),
        ),
    }


def _schedules(
    service: Service, every: Iterable[Contact], records: list[Record], clean: Clean
) -> list[Record]:
    """Of the whole service, and of each contact that has hours of its own."""
    hours = list(service.hours.all())
    whole = [row for row in hours if row.contact_id is None]
    found = schedules(service.uuid, whole, clean(service.hours_words))
    by_id = {record["id"]: record for record in records}
    for contact in every:
        rows = [row for row in hours if row.contact_id == contact.pk]
        record = by_id.get(part_id(service.uuid, contact.kind, contact.value))
        if rows and record:
            words = clean(contact.hours_words)
            found += schedules(service.uuid, rows, words, record)
    return found


def _waiting(service: Service) -> Waiting | None:
    """Whether one must wait, while that is known to hold."""
    until = service.waiting_until
    is_old = until is not None and until < timezone.localdate()
    return Waiting(service.waiting) if service.waiting and not is_old else None


def _until(service: Service) -> str:
    return service.waiting_until.isoformat() if service.waiting_until else ""


def _accreditations(service: Service) -> str:
    def words(one) -> str:
        until = f"until {one.until:%Y-%m-%d}" if one.until else ""
        by = f"by {one.awarded_by}" if one.awarded_by else ""
        extra = ", ".join(filter(None, (by, until)))
        return f"{one.name} ({extra})" if extra else one.name

    return listed(*(words(one) for one in service.accreditations.all()))
