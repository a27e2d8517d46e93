"""services.csv: every published service in our own columns, to load again."""

import csv
from collections import Counter
from collections.abc import Iterator
from typing import Any

from directory.exchange.exports.batches import batches
from directory.exchange.formats.service_columns import ANSWERS, COLUMNS
from directory.exchange.formats.spreadsheets import guarded
from directory.exchange.oruk.gathering import Facts, Said
from directory.exchange.oruk.source import Source
from directory.models import ContactKind, dialling
from directory.search.text import place_key

YES_OR_NO = {True: "yes", False: "no", None: ""}
# Column, kind of contact, and whether the cell may hold several.
WAYS = (
    ("phone", ContactKind.PHONE, True),
    ("relay", ContactKind.RELAY, True),
    ("text_number", ContactKind.TEXT, True),
    ("whatsapp", ContactKind.WHATSAPP, True),
    ("email", ContactKind.EMAIL, False),
    ("webchat_url", ContactKind.WEBCHAT, True),
    ("website", ContactKind.WEBSITE, True),
)
NUMBERED = {
    ContactKind.PHONE,
    ContactKind.RELAY,
    ContactKind.TEXT,
    ContactKind.WHATSAPP,
}


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def lines(source: Source) -> Iterator[str]:
    """The file, line by line; never more than a batch in memory."""
    columns = COLUMNS.split()
    writer = csv.DictWriter(_Line(), columns, lineterminator="\n")
    yield writer.writeheader()
    ambiguous = _ambiguous(source)
    for facts in batches(source):
        row = _row(facts, source, ambiguous)
        yield writer.writerow({name: guarded(row.get(name, "")) for name in columns})


def _ambiguous(source: Source) -> set[str]:
    """Names that several areas have; these are written by code."""
    names = Counter(place_key(area.name) for area in source.areas.by_id.values())
    return {name for name, number in names.items() if number > 1}


def _row(facts: Facts, source: Source, ambiguous: set[str]) -> dict[str, str]:
    """One service; `confidential_location` is never said: no address says enough."""
    one, owner, clean = facts.service, facts.service.organisation, facts.clean
    areas = (source.areas.by_id[row.area_id] for row in facts.coverages)
    names = (
        area.code if place_key(area.name) in ambiguous else area.name for area in areas
    )
    place = facts.places[0] if facts.places else None
    row = {
        "code": one.code,
        "uuid": str(one.uuid),
        "side": one.side,
        "source_key": one.source_key or f"{owner.name} | {one.name}",
        "organisation": owner.name,
        "organisation_url": owner.website,
        "charity_number": owner.charity_number,
        "organisation_kind": owner.run_by,
        "led_by_and_for": YES_OR_NO[owner.is_led_by_and_for],
        "service": one.name,
        "summary": clean(one.summary),
        "description": clean(one.description),
        "eligibility": clean(one.eligibility),
        "coverage": _several(names),
        "takes_from": one.takes_from,
        "trans_inclusive": one.trans_inclusion,
        "age_min": _number(one.age_min),
        "age_max": _number(one.age_max),
        "cost": _colon(one.cost, clean(one.cost_words)),
        "address": place.address if place else "",
        "postcode": place.postcode if place else "",
        "opening_hours": clean(one.hours_words),
        "police_contact": clean(one.police_words),
        "accreditation": _several(row.name for row in facts.accreditations),
        "paid_by": _several(row.body for row in facts.fundings),
        "source_url": _several(one.source_url.splitlines()),
        "source_date": one.source_date,
        "publish": "yes",
    }
    for told in facts.disclosures:
        column = f"tells_{told.to.replace('-', '_')}"
        row[column] = _colon(told.when, clean(told.words))
    return row | _answers(facts) | _ways(facts)


def _answers(facts: Facts) -> dict[str, str]:
    """`pets`, `pets: no`, `pets: dogs only`."""

    def words(said: Said) -> str:
        answer = "" if said.answer == "yes" else said.answer
        answer = facts.clean(said.limit) if said.answer == "limit" else answer
        return _colon(said.term.code, answer)

    return {
        column: _several(
            words(said) for said in facts.answers if said.term.taxonomy == taxonomy
        )
        for column, taxonomy in ANSWERS.items()
    }


def _ways(facts: Facts) -> dict[str, str]:
    row = {}
    for column, kind, has_several in WAYS:
        ways = [way for way in facts.contacts if way.kind == kind]
        shown = [_way(way, facts) for way in (ways if has_several else ways[:1])]
        row[column] = "; ".join(shown)
    phones = [way for way in facts.contacts if way.kind == ContactKind.PHONE]
    if phones:
        notes = (facts.clean(phones[0].cost_words), facts.clean(phones[0].bill_words))
        row["phone_notes"] = "; ".join(filter(None, notes))
    return row


def _way(way: Any, facts: Facts) -> str:
    """As printed, with its label in brackets where it can be read back so."""
    label = facts.clean(way.label)
    if label and way.kind in NUMBERED:
        whole = f"{way.value} ({label})"
        read = dialling.read_all(whole)
        if len(read) == 1 and (read[0].printed, read[0].label) == (way.value, label):
            return whole
    return way.value


def _several(parts) -> str:
    """Several values in a cell; a semicolon in one of them would part it."""
    return "; ".join(part.replace(";", ",") for part in parts if part)


def _colon(word: str, more: str) -> str:
    return f"{word}: {more}" if word and more else word


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
