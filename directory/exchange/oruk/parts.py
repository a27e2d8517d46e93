"""What a service consists of besides its contacts, its hours and its place."""

from directory.exchange.oruk.filled import Record, filled, sentences, uri
from directory.exchange.oruk.gathering import Facts, Said
from directory.exchange.oruk.ids import part_id
from directory.exchange.oruk.source import Source
from directory.exchange.oruk.terms import TermBook, attribute
from directory.models import Cost
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


def attributes(facts: Facts, terms: TermBook) -> list[Record]:
    """A link to each term that the service says yes to, and to its side."""
    owner, clean = facts.service.uuid, facts.clean
    side = attribute(owner, terms.sides[facts.service.side], "side")
    return [
        side,
        *(
            attribute(owner, terms.record(said.term), kind, clean(said.limit))
            for kind in sorted(facts.stated)
            for said in facts.stated[kind]
        ),
    ]


def answers_apart(facts: Facts, terms: TermBook) -> list[Record]:
    """What a service says no to, or wants to be asked: a term cannot say it."""
    apart = [said for said in facts.answers if not said.is_yes]
    return [
        {
            "taxonomy_term_id": record["id"],
            "taxonomy": record["taxonomy"],
            "name": record["name"],
            "answer": said.answer,
        }
        for said in apart
        for record in (terms.record(said.term),)
    ]


def eligibility(facts: Facts) -> str:
    """Who may use it, as sentences."""
    trans = TRANS.get(facts.service.trans_inclusion, "")
    lines = (_line(facts, kind, lead) for kind, lead in ELIGIBILITY)
    return sentences(*lines, trans)


def ways_in(facts: Facts) -> str:
    """How one gets in, as a sentence."""
    return _line(facts, "referral", "Ways in")


def _line(facts: Facts, kind: str, lead: str) -> str:
    def words(said: Said) -> str:
        limit = f" ({facts.clean(said.limit)})" if said.limit else ""
        return f"{said.term.name}{limit}"

    names = ", ".join(map(words, facts.stated.get(kind, ())))
    return f"{lead}: {names}." if names else ""


def interpreters(facts: Facts) -> str:
    """What is said about interpreters."""
    for said in facts.stated.get("language", ()):
        if said.term.code == INTERPRETERS:
            return facts.clean(said.limit) or f"{said.term.name}."
    return ""


def languages(facts: Facts) -> list[Record]:
    """The languages that staff speak or sign."""
    owner = facts.service.uuid
    return [
        filled(
            id=part_id(owner, "language", said.term.code),
            service_id=str(owner),
            name=said.term.name,
            code=CODES.get(said.term.code, said.term.code),
            note=facts.clean(said.limit),
        )
        for said in facts.stated.get("language", ())
        if said.term.code != INTERPRETERS
    ]


def service_areas(facts: Facts, source: Source) -> list[Record]:
    """The areas that the service reaches, by official name and code."""
    owner, by_id = facts.service.uuid, source.areas.by_id
    covered = [(by_id[cover.area_id], cover) for cover in facts.coverages]
    return [
        filled(
            id=part_id(owner, "service_area", area.code),
            service_id=str(owner),
            name=area.name,
            service_area=area.name,
            description=facts.clean(cover.note),
            uri="" if area.code.startswith("X-") else f"{STATISTICS}{area.code}",
            x_code=area.code,
        )
        for area, cover in sorted(covered, key=lambda one: (one[0].rank, one[0].name))
    ]


def cost_options(facts: Facts) -> list[Record]:
    """What it costs."""
    service = facts.service
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
            amount_description=facts.clean(service.cost_words),
        )
    ]


def funding(facts: Facts) -> list[Record]:
    """Who pays for it."""
    owner = facts.service.uuid
    return [
        filled(
            id=part_id(owner, "funding", row.body),
            service_id=str(owner),
            source=str(Body(row.body).label),
            x_body=row.body,
            x_source_url=uri(row.source) if "://" in row.source else "",
        )
        for row in facts.fundings
    ]


def told(facts: Facts) -> list[Record]:
    """To whom, and when, it passes on what a person says. No row: not known."""
    return [
        filled(to=row.to, when=row.when, words=facts.clean(row.words))
        for row in facts.disclosures
    ]
