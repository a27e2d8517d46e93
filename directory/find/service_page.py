"""What the page of one service knows."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from directory.find.cards import first_line, shown_contacts
from directory.find.criteria import Criteria
from directory.find.held import holding
from directory.find.hours import Opening, opening, opening_of
from directory.find.vocabulary import TaxonomyInfo, TermInfo
from directory.models import Contact, CrisisLine, Disclosure, Service, ServiceTerm, Side

# On a page about one service, in this order; the rest is said elsewhere on it.
GROUPS = ("need", "type", "community", "accepts", "access", "language", "delivery")


@dataclass(frozen=True)
class ShownContact:
    """A contact and whether it is open."""

    contact: Contact
    opening: Opening | None


@dataclass(frozen=True)
class AnswerGroup:
    """What a service says about the terms of one taxonomy."""

    taxonomy: TaxonomyInfo
    answers: list[ServiceTerm]


@dataclass(frozen=True)
class Told:
    """Who is told, and the stated rule; none means not known."""

    who: str
    label: str
    disclosure: Disclosure | None


@dataclass(frozen=True)
class ServicePage:
    """One published service with everything that is known of it."""

    service: Service
    first_line: list[str]
    contacts: list[ShownContact]
    opening: Opening | None
    nation: str
    groups: list[AnswerGroup]
    audience: list[ServiceTerm]
    genders: list[ServiceTerm]
    referral: list[ServiceTerm]
    told: list[Told]
    checked_on: datetime.date | None
    area_names: list[str]
    next_lines: list[CrisisLine]
    similar_url: str


def show(
    code: str, *, who: str = "me", at: datetime.datetime | None = None
) -> ServicePage:
    """The page of a published service; Service.DoesNotExist where there is none."""
    service = Service.objects.published().with_everything().get(code=code)
    index, book = holding().index, holding().areas
    position = index.position_of.get(service.pk)
    by_group = defaultdict(list)
    for answer in sorted(service.answers.all(), key=_term_order):
        by_group[answer.term.taxonomy.code].append(answer)
    covered = [book.by_id[cover.area_id] for cover in service.coverages.all()]
    nations = {book.nation(area) for area in covered}
    nation = nations.pop() if len(nations) == 1 else ""
    contacts = [
        ShownContact(contact, opening_of(contact, at, nation))
        for contact in shown_contacts(service, who)
    ]
    return ServicePage(
        service=service,
        first_line=first_line(position) if position is not None else [],
        contacts=contacts,
        opening=opening(service, at, nation),
        nation=nation,
        groups=_groups(by_group),
        audience=by_group["audience"],
        genders=by_group["gender"],
        referral=by_group["referral"],
        told=_told(service),
        checked_on=index.checked_on.get(service.pk),
        area_names=sorted(area.name for area in covered),
        next_lines=_next_lines(service, nation),
        similar_url=_similar(service, by_group["need"], covered),
    )


def _term_order(answer: ServiceTerm) -> tuple:
    return (answer.term.order, answer.term.name)


def _groups(by_group: dict[str, list[ServiceTerm]]) -> list[AnswerGroup]:
    found = []
    for code in GROUPS:
        taxonomy = holding().vocabulary.taxonomy(code)
        if taxonomy is not None and by_group[code]:
            found.append(AnswerGroup(taxonomy, by_group[code]))
    return found


def _told(service: Service) -> list[Told]:
    stated = {row.to: row for row in service.disclosures.all()}
    return [
        Told(who, str(label), stated.get(who)) for who, label in Disclosure.To.choices
    ]


def _next_lines(service: Service, nation: str) -> list[CrisisLine]:
    """Other lines to try when this service does not help."""
    audience = "perpetrator" if service.side == Side.CHANGE else "survivor"
    lines = holding().crisis.lines(nation or "england", audience)
    return [line for line in lines if line.contact.service_id != service.pk][:2]


def _similar(service: Service, needs: list[ServiceTerm], covered: list) -> str:
    """The list of services for the same need in the same area."""
    vocabulary = holding().vocabulary
    stated = [answer for answer in needs if answer.is_stated_fit]
    terms: dict[str, tuple[TermInfo, ...]] = {}
    if stated:
        terms = {"need": (vocabulary.by_id[stated[0].term_id],)}
    who = "change" if service.side == Side.CHANGE else "me"
    areas = tuple(covered[:1])
    return Criteria(who=who, side=service.side, areas=areas, terms=terms).url()
