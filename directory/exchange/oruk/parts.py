"""What a service consists of besides its contacts, its hours and its place."""

from collections import defaultdict

from directory.exchange.oruk.contacts import Clean
from directory.exchange.oruk.filled import Record, filled, sentences, uri
from directory.exchange.oruk.ids import part_id
from directory.exchange.oruk.source import Source
from directory.exchange.oruk.terms import TermBook, attribute
from directory.models import Cost, Service, ServiceTerm
from directory.models.organisation import Body

INTERPRETERS = "interpreters"
# British Sign Language has no two-letter code (ISO 639-3).
CODES = {"bsl": "bfi"}
STATISTICS = "http://statistics.data.gov.uk/id/statistical-geography/"
ELIGIBILITY = (("gender", "Open to"), ("community", "Made for"), ("accepts", "Takes"))
TRANS = {
    "yes": "Takes trans people.",
    "no": "Does not take trans people.",
    "ask": "Ask them whether they take trans people.",
}


def _stated(service: Service, source: Source) -> dict[str, list[ServiceTerm]]:
    """The answers that say yes, with or without a limit, by taxonomy, in order."""
    found = defaultdict(list)
    stated = (answer for answer in service.answers.all() if answer.is_stated_fit)
    for answer in sorted(stated, key=lambda one: source.term(one.term_id).order):
        found[source.term(answer.term_id).taxonomy].append(answer)
    return found


def attributes(service: Service, terms: TermBook, clean: Clean) -> list[Record]:
    """A link to each term that the service says yes to, and to its side."""
    stated = _stated(service, terms.source)
    side = attribute(service.uuid, terms.sides[service.side], "side")
    return [
        side,
        *(
            attribute(
                service.uuid, terms.record(answer.term_id), kind, clean(answer.limit)
            )
            for kind in sorted(stated)
            for answer in stated[kind]
        ),
    ]


def answers_apart(service: Service, terms: TermBook) -> list[Record]:
    """What a service says no to, or wants to be asked: a term cannot say it."""
    apart = [answer for answer in service.answers.all() if not answer.is_stated_fit]
    return [
        {
            "taxonomy_term_id": record["id"],
            "taxonomy": record["taxonomy"],
            "name": record["name"],
            "answer": answer.answer,
        }
        for answer in apart
        for record in (terms.record(answer.term_id),)
    ]


def in_words(service: Service, source: Source, clean: Clean) -> dict[str, str]:
    """Who may use it and how one gets in, as sentences."""
    stated = _stated(service, source)

    def said(answer: ServiceTerm) -> str:
        name = source.term(answer.term_id).name
        return f"{name} ({clean(answer.limit)})" if answer.limit else name

    def line(kind: str, lead: str) -> str:
        names = ", ".join(said(answer) for answer in stated.get(kind, ()))
        return f"{lead}: {names}." if names else ""

    eligible = [line(kind, lead) for kind, lead in ELIGIBILITY]
    return {
        "eligibility": sentences(*eligible, TRANS.get(service.trans_inclusion, "")),
        "referral": line("referral", "Ways in"),
    }


def interpreters(service: Service, source: Source) -> str:
    """What is said about interpreters."""
    for answer in _stated(service, source).get("language", ()):
        term = source.term(answer.term_id)
        if term.code == INTERPRETERS:
            return answer.limit or f"{term.name}."
    return ""


def languages(service: Service, source: Source, clean: Clean) -> list[Record]:
    """The languages that staff speak or sign."""
    answers = _stated(service, source).get("language", ())
    spoken = [(source.term(answer.term_id), answer) for answer in answers]
    return [
        filled(
            id=part_id(service.uuid, "language", term.code),
            service_id=str(service.uuid),
            name=term.name,
            code=CODES.get(term.code, term.code),
            note=clean(answer.limit),
        )
        for term, answer in spoken
        if term.code != INTERPRETERS
    ]


def service_areas(service: Service, source: Source, clean: Clean) -> list[Record]:
    """The areas that the service reaches, by official name and code."""
    covered = [
        (source.areas.by_id[cover.area_id], cover) for cover in service.coverages.all()
    ]
    return [
        filled(
            id=part_id(service.uuid, "service_area", area.code),
            service_id=str(service.uuid),
            name=area.name,
            service_area=area.name,
            description=clean(cover.note),
            uri="" if area.code.startswith("X-") else f"{STATISTICS}{area.code}",
            x_code=area.code,
        )
        for area, cover in sorted(covered, key=lambda one: (one[0].rank, one[0].name))
    ]


def cost_options(service: Service, clean: Clean) -> list[Record]:
    """What it costs."""
    if not service.cost:
        return []
    is_free = service.cost == Cost.FREE
    return [
        filled(
            id=part_id(service.uuid, "cost_option"),
            service_id=str(service.uuid),
            option=str(Cost(service.cost).label).capitalize(),
            currency="GBP",
            amount=0 if is_free else None,
            amount_description=clean(service.cost_words),
        )
    ]


def funding(service: Service) -> list[Record]:
    """Who pays for it."""
    return [
        filled(
            id=part_id(service.uuid, "funding", row.body),
            service_id=str(service.uuid),
            source=str(Body(row.body).label),
            x_body=row.body,
            x_source_url=uri(row.source) if "://" in row.source else "",
        )
        for row in service.fundings.all()
    ]


def told(service: Service, clean: Clean) -> list[Record]:
    """To whom, and when, it passes on what a person says. No row: not known."""
    return [
        filled(to=row.to, when=row.when, words=clean(row.words))
        for row in service.disclosures.all()
    ]
