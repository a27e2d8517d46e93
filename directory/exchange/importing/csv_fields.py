"""Cells that changed, as the plain values that a proposal speaks of."""

from typing import Any

from directory.exchange.formats.csv_rows import Row
from directory.exchange.formats.service_columns import ANSWERS
from directory.exchange.services_csv.things import Thing
from directory.exchange.services_csv.ways import WAYS
from directory.exchange.services_csv.writing import shown_by_a_cell
from directory.models import ContactKind

Values = dict[str, Any]
# By these others know a service; a file never changes them.
SAME_ALWAYS = {"uuid", "code", "source_key"}
# What a file without the column says of a service that is new.
DEFAULTS = {"publish": "no", "side": "survivors"}
# Columns that are one field of ours each.
OWN = {
    "organisation": "organisation",
    "side": "side",
    "service": "name",
    "summary": "summary",
    "description": "description",
    "eligibility": "eligibility",
    "takes_from": "takes_from",
    "trans_inclusive": "trans_inclusion",
    "age_min": "age_min",
    "age_max": "age_max",
    "opening_hours": "hours_words",
    "police_contact": "police_words",
    "source_url": "source_url",
    "source_date": "source_date",
    "notes": "notes",
}
TELLS = {
    "tells_police",
    "tells_home_office",
    "tells_gp",
    "tells_family",
    "tells_council",
}
PLACE = {"address", "postcode", "confidential_location", "types"}
KINDS = {column: str(kind) for column, kind, _first in WAYS}
NUMBERS = {"phone", "text_number", "whatsapp", "relay"}


def plain_cell(value: str) -> str:
    """A cell as it is compared: blanks, and the blanks around semicolons, aside."""
    parts = (" ".join(part.split()) for part in value.split(";"))
    return ";".join(part for part in parts if part)


def wanted(thing: Thing, row: Row, before: Values | None, changed: set[str]) -> Values:
    """The fields that the changed cells are about, as the file wants them."""
    read, now = thing.values, before or {}
    found: Values = {
        field: read[field] for column, field in OWN.items() if column in changed
    }
    if "organisation" in changed:
        found["organisation"] = row["organisation"]
    if "cost" in changed:
        found |= {"cost": read["cost"], "cost_words": read["cost_words"]}
    if "coverage" in changed:
        notes = {one["area"]: one["note"] for one in now.get("coverages", ())}
        found["coverages"] = [
            {"area": code, "note": notes.get(code, "")} for (code,) in read["coverages"]
        ]
    for column, taxonomy in ANSWERS.items():
        if column in changed:
            found |= _answers(f"answers:{taxonomy}", read, now)
    if "accreditation" in changed:
        known = {one["name"]: one for one in now.get("accreditations", ())}
        found["accreditations"] = [
            known.get(name, {"name": name}) for (name,) in read["accreditations"]
        ]
    if "paid_by" in changed:
        known = {one["body"]: one for one in now.get("fundings", ())}
        found["fundings"] = [
            known.get(body, {"body": body}) for (body,) in read["fundings"]
        ]
    if TELLS & changed:
        known = {one["to"]: one for one in now.get("disclosures", ())}
        found["disclosures"] = [
            known.get(to, {}) | {"to": to, "when": when, "words": words}
            for to, when, words in read["disclosures"]
        ]
    if PLACE & changed:
        found |= _place(read, row, now, changed)
    if changed & {*KINDS, "phone_notes"}:
        found["contacts"] = _contacts(read, now, changed)
    if changed & {"opening_hours", *NUMBERS}:
        found["hours"] = _hours(read, now, found, changed)
    if before is None:
        found["uuid"] = thing.key
        found["source_key"] = read["source_key"]
        if row["code"]:
            found["code"] = row["code"]
    return found


def _answers(field: str, read: Values, now: Values) -> Values:
    sources = {one["term"]: one["source"] for one in now.get(field, ())}
    return {
        field: [
            {
                "term": term,
                "answer": answer,
                "limit": limit,
                "source": sources.get(term, ""),
            }
            for term, answer, limit in read[field]
        ]
    }


def _place(read: Values, row: Row, now: Values, changed: set[str]) -> Values:
    """Whether it is confidential, and where it is if not; the first place only."""
    is_confidential = read["is_confidential"]
    if row["confidential_location"] == "no" and "refuge" not in row["types"]:
        is_confidential = False
    if changed & PLACE == {"types"} and now:
        # Another type says nothing of the place, unless it is a refuge.
        is_confidential = (
            is_confidential if _is_refuge(read) else now["is_confidential"]
        )
    found: Values = {"is_confidential": is_confidential}
    if is_confidential:
        return found | {"locations": []}
    if changed & {"address", "postcode"}:
        places = [
            dict(
                zip(("address", "postcode", "latitude", "longitude"), one, strict=True)
            )
            for one in read["locations"]
        ]
        old = {one["address"]: one for one in now.get("locations", ())}
        first = [old.get(one["address"], {}) | one for one in places]
        found["locations"] = [*first, *now.get("locations", [])[1:]]
    return found


def _is_refuge(read: Values) -> bool:
    return any(
        term == "type/refuge" and answer != "no"
        for term, answer, _limit in read["answers:type"]
    )


def _contacts(read: Values, now: Values, changed: set[str]) -> list[Values]:
    """The contacts as the file wants them; what no cell shows stays where it was."""
    columns = {column for column in KINDS if column in changed}
    if "phone_notes" in changed:
        columns.add("phone")
    kinds = {KINDS[column] for column in columns}
    old = now.get("contacts", [])
    stays = [one for one in old if one["kind"] not in kinds or not shown_by_a_cell(one)]
    new = []
    for column in KINDS:
        if column not in columns:
            continue
        for way in read[f"contacts:{KINDS[column]}"]:
            one = _contact(KINDS[column], way, old, column in changed, changed)
            if one not in stays:
                new.append(one)
    if not old:
        return new
    # New rows stand where the first of their kind stood.
    there = {id(one): one for one in stays}
    order = {str(kind): place for place, kind in enumerate(ContactKind.values)}
    first: dict[str, int] = {}
    for place, one in enumerate(old):
        first.setdefault(one["kind"], place)
    places = [
        (old.index(one), 0, number, one) for number, one in enumerate(there.values())
    ]
    for number, one in enumerate(new):
        place = first.get(one["kind"], len(old) + order[one["kind"]])
        places.append((place, 1, number, one))
    return [one for *_place, one in sorted(places, key=lambda row: row[:3])]


def _contact(
    kind: str, way: Values, old: list[Values], is_named: bool, changed: set[str]
) -> Values:
    known = next(
        (one for one in old if (one["kind"], one["value"]) == (kind, way["value"])),
        None,
    )
    said = {name: way[name] for name in ("value", "label", "seen_on", "held")}
    notes = {name: way[name] for name in ("cost_words", "bill_words")}
    if known is None:
        return {"kind": kind, **said, **notes}
    kept = dict(known)
    if "phone_notes" in changed:
        kept |= notes
        if way["label"]:
            kept["label"] = way["label"]
    elif is_named and way["label"]:
        kept["label"] = way["label"]
    return kept


def _hours(read: Values, now: Values, found: Values, changed: set[str]) -> list[Values]:
    """Hours of the words that changed, and of numbers that are new."""
    parsed = [
        {
            "contact": f"{kind}:{value}" if kind else "",
            "weekday": weekday,
            "opens_at": opens,
            "closes_at": closes,
            "on_bank_holidays": bank,
        }
        for kind, value, weekday, opens, closes, bank in read["hours"]
    ]
    if "opening_hours" in changed or not now:
        return parsed
    contacts = found["contacts"] if "contacts" in found else now["contacts"]
    there = {f"{one['kind']}:{one['value']}" for one in contacts}
    before = {f"{one['kind']}:{one['value']}" for one in now["contacts"]}
    stays = [one for one in now["hours"] if one["contact"] in {"", *there}]
    return [*stays, *(one for one in parsed if one["contact"] in there - before)]
