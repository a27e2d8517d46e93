"""What the page of one service knows."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from directory.find.cards import first_line, shown_contacts
from directory.find.checked import checked_words
from directory.find.criteria import Criteria
from directory.find.doubt import in_doubt, is_in_doubt, line_instead
from directory.find.gazetteer import AreaInfo
from directory.find.held import holding
from directory.find.hours import Opening, opening, opening_of
from directory.find.shortlist import NOTHING_KEPT, Shortlist
from directory.find.told import WhoWillKnow, who_will_know
from directory.find.vocabulary import TaxonomyInfo
from directory.models import Contact, CrisisLine, Held, Service, ServiceTerm, Side
from directory.models.standing import NEVER_CHECKED, Checked

# On a page about one service, in this order; the rest is said elsewhere on it.
GROUPS = ("need", "type", "community", "accepts", "access", "language", "delivery")


@dataclass(frozen=True)
class ShownContact:
    """A contact and whether it is open."""

    contact: Contact
    opening: Opening | None
    is_doubted: bool = False


@dataclass(frozen=True)
class AnswerGroup:
    """What a service says about the terms of one taxonomy."""

    taxonomy: TaxonomyInfo
    answers: list[ServiceTerm]


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
    told: WhoWillKnow
    checked: Checked
    has_unsafe_link: bool
    area_names: list[str]
    next_lines: list[CrisisLine]
    similar_url: str
    instead: CrisisLine | None = None

    @property
    def checked_words(self) -> str:
        """Whether one of us has checked it, and when."""
        return checked_words(self.checked)


def show(
    code: str,
    *,
    who: str = "me",
    shortlist: Shortlist = NOTHING_KEPT,
    at: datetime.datetime | None = None,
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
        ShownContact(contact, opening_of(contact, at, nation), is_in_doubt(contact))
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
        told=who_will_know(service, (shown.contact for shown in contacts)),
        has_unsafe_link=any(
            contact.held == Held.UNSAFE for contact in service.contacts.all()
        ),
        checked=index.checked.get(service.pk, NEVER_CHECKED),
        area_names=sorted(area.name for area in covered),
        next_lines=_next_lines(service, nation),
        similar_url=similar_url(service, covered, shortlist),
        instead=line_instead(nation, service.side, service.pk)
        if in_doubt(one.contact for one in contacts)
        else None,
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


def _next_lines(service: Service, nation: str) -> list[CrisisLine]:
    """Other lines to try when this service does not help."""
    audience = "perpetrator" if service.side == Side.CHANGE else "survivor"
    lines = holding().crisis.lines(nation or "england", audience)
    return [line for line in lines if line.contact.service_id != service.pk][:2]


def similar_url(
    service: Service, covered: list[AreaInfo], shortlist: Shortlist = NOTHING_KEPT
) -> str:
    """The list of services for the same need in the same area."""
    by_id = holding().vocabulary.by_id
    needs = [
        by_id[answer.term_id]
        for answer in sorted(service.answers.all(), key=_term_order)
        if answer.is_stated_fit and answer.term.taxonomy.code == "need"
    ]
    return Criteria(
        who="change" if service.side == Side.CHANGE else "me",
        side=service.side,
        areas=tuple(covered[:1]),
        terms={"need": tuple(needs[:1])} if needs else {},
        shortlist=shortlist,
    ).url()
