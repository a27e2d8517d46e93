"""services.csv: one record for each row, worded for one side."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from directory.exchange.formats import addresses, postcodes
from directory.exchange.formats.csv_rows import Row
from directory.exchange.formats.service_columns import ANSWERS
from directory.exchange.services_csv import ways
from directory.exchange.services_csv.things import (
    Doubts,
    Thing,
    Values,
    fits,
    in_order,
    needed,
    once,
    text,
)
from directory.models import (
    Answer,
    Body,
    ContactKind,
    Cost,
    Disclosure,
    Held,
    Service,
    Side,
    TakesFrom,
)
from directory.models.accreditation import Accreditation
from directory.models.service import CODE_LENGTH, CODE_LETTERS
from directory.models.service_term import ServiceTerm, TermAnswer

TOLD = {
    "tells_police": Disclosure.To.POLICE,
    "tells_home_office": Disclosure.To.HOME_OFFICE,
    "tells_gp": Disclosure.To.GP,
    "tells_family": Disclosure.To.FAMILY,
    "tells_council": Disclosure.To.COUNCIL,
}
OTHER_SIDE = {Side.SURVIVORS: "perpetrator", Side.CHANGE: "survivor"}
# Texts in which no confidential place may be named.
TEXTS = [
    "summary",
    "description",
    "eligibility",
    "accepts",
    "access",
    "phone",
    "phone_notes",
    "cost",
    "opening_hours",
    "police_contact",
    "tells_police",
    "tells_home_office",
    "tells_gp",
    "tells_family",
    "tells_council",
    "notes",
]
CODE = re.compile(rf"^[{CODE_LETTERS}]{{{CODE_LENGTH}}}$")


class AreaNames(Protocol):
    """Whoever knows which areas a cell names."""

    def codes(self, row: Row, column: str) -> list[str]:
        """The codes of the areas that a cell names; raises where one is not known."""


@dataclass(frozen=True)
class Known:
    """What the rows of services may name, and the day they are read on."""

    areas: AreaNames
    terms: set[str]
    sectors: dict[str, tuple]
    organisations: dict[str, str]
    today: date


def read(rows: list[Row], known: Known, doubts: Doubts) -> list[Thing]:
    """Every record, by its UUID."""
    things = [read_one(row, known, doubts) for row in rows]
    once(things, "uuid")
    once(things, "code", "code")
    return things


def read_one(row: Row, known: Known, doubts: Doubts) -> Thing:
    """One record, or an error that says which cell is wrong."""
    side = row.one_of("side", Side.values, empty=False)
    is_confidential = _is_confidential(row, doubts)
    contacts = ways.read_contacts(row, known.today, doubts)
    cost, cost_words = _cost(row)
    values: Values = {
        "code": _code(row),
        "source_key": needed(row, "source_key", Service),
        "organisation": known.organisations[row["organisation"]],
        "side": side,
        "name": needed(row, "service", Service, "name"),
        "summary": needed(row, "summary", Service),
        "description": row["description"],
        "eligibility": row["eligibility"],
        "takes_from": row.one_of("takes_from", TakesFrom.values, empty=True),
        **_ages(row),
        "trans_inclusion": row.one_of("trans_inclusive", Answer.values, empty=True),
        "cost": cost,
        "cost_words": cost_words,
        "hours_words": row["opening_hours"],
        "police_words": row["police_contact"],
        "is_confidential": is_confidential,
        "source_url": "\n".join(row.parts("source_url")),
        "source_date": text(row, "source_date", Service),
        "notes": row["notes"],
        "publish": row.one_of("publish", ("yes", "no"), empty=False),
        "coverages": in_order([code] for code in known.areas.codes(row, "coverage")),
        "hours": ways.read_hours(row, contacts),
        "disclosures": _disclosures(row),
        "fundings": in_order([body] for body in _bodies(row)),
        "accreditations": in_order(_accreditations(row)),
        "locations": [] if is_confidential else [_location(row, known.sectors, doubts)],
    }
    for kind, found in contacts.items():
        values[f"contacts:{kind}"] = found
    for column, taxonomy in ANSWERS.items():
        answers = _answers(row, column, taxonomy, known.terms)
        values[f"answers:{taxonomy}"] = answers
        wrong = OTHER_SIDE[Side(side)]
        if column == "audience" and any(
            answer[0] == f"audience/{wrong}" and answer[1] != TermAnswer.NO
            for answer in answers
        ):
            raise row.wrong(column, "belongs to a record on the other side", wrong)
    return Thing(_uuid(row), row, values)


def _uuid(row: Row) -> str:
    try:
        return str(UUID(row["uuid"]))
    except ValueError:
        raise row.wrong("uuid", "this is no UUID") from None


def _code(row: Row) -> str:
    if not CODE.match(row["code"]):
        why = f"must be {CODE_LENGTH} of the letters {CODE_LETTERS}"
        raise row.wrong("code", why)
    return row["code"]


def _is_confidential(row: Row, doubts: Doubts) -> bool:
    """Open only where an address is given, and never where there is a refuge."""
    stated = row.one_of("confidential_location", ("yes", "no"), empty=True) == "yes"
    stated = stated or "refuge" in _codes(row, "types")
    has_address = bool(row["address"] or row["postcode"])
    if stated and has_address:
        column = "address" if row["address"] else "postcode"
        raise row.wrong(column, "a confidential place has no address")
    if row["postcode"] and not row["address"]:
        raise row.wrong("postcode", "a postcode needs an address")
    if has_address:
        return False
    names = f"{row['service']}\n{row['organisation']}"
    for column in TEXTS:
        for trace in addresses.traces(row[column]):
            if stated:
                raise row.wrong(column, "names where a confidential place is", trace)
            if trace not in names:
                doubts.add(row, column, f"seems to name an address: {trace!r}")
    return True


def _location(row: Row, sectors: dict[str, tuple], doubts: Doubts) -> list:
    """Address, postcode, and the centre of the postcode's sector."""
    postcode = row["postcode"].upper()
    if not postcode:
        return [row["address"], "", None, None]
    if not postcodes.is_postcode(postcode):
        raise row.wrong("postcode", "this is no whole postcode")
    sector = sectors.get(postcodes.sector_of(postcode))
    if sector is None and not postcode.startswith("BT"):
        doubts.add(row, "postcode", "its sector is not among the known ones")
    point = list(sector[1:]) if sector else [None, None]
    return [row["address"], postcodes.spaced(postcode), *point]


def _ages(row: Row) -> dict[str, int | None]:
    ages = {column: row.whole(column) for column in ("age_min", "age_max")}
    for column, age in ages.items():
        if age is not None and age > 120:
            raise row.wrong(column, "nobody is that old")
    low, high = ages["age_min"], ages["age_max"]
    if low is not None and high is not None and low > high:
        raise row.wrong("age_max", f"stands below age_min, which is {low}")
    return ages


def _cost(row: Row) -> tuple[str, str]:
    kind, _colon, words = (part.strip() for part in row["cost"].partition(":"))
    if kind not in ("", *Cost.values):
        allowed = ", ".join(Cost.values)
        raise row.wrong("cost", f"must begin with one of {allowed}")
    return kind, fits(row, "cost", words, Service, "cost_words")


def _codes(row: Row, column: str) -> set[str]:
    return {part.partition(":")[0].strip() for part in row.parts(column)}


def _answers(row: Row, column: str, taxonomy: str, terms: set[str]) -> list[list]:
    """Term, answer and limit of each part: `code`, `code: no`, `code: up to 3`."""
    answers = []
    for part in row.parts(column):
        code, _colon, said = (piece.strip() for piece in part.partition(":"))
        term = f"{taxonomy}/{code}"
        if term not in terms:
            raise row.wrong(column, f"unknown term of {taxonomy}", code)
        if said in ("", "yes", "no", "ask"):
            answers.append([term, said or "yes", ""])
        else:
            fits(row, column, said, ServiceTerm, "limit")
            answers.append([term, "limit", said])
    named = [answer[0] for answer in answers]
    for term in named:
        if named.count(term) > 1:
            raise row.wrong(column, "stands here twice", term.partition("/")[2])
    return in_order(answers)


def _disclosures(row: Row) -> list[list]:
    found = []
    for column, to in TOLD.items():
        if row[column]:
            when, _colon, words = (part.strip() for part in row[column].partition(":"))
            if when not in Disclosure.When.values:
                allowed = ", ".join(Disclosure.When.values)
                raise row.wrong(column, f"must begin with one of {allowed}")
            fits(row, column, words, Disclosure, "words")
            found.append([str(to), when, words])
    return in_order(found)


def _bodies(row: Row) -> set[str]:
    for body in row.parts("paid_by"):
        if body not in Body.values:
            raise row.wrong("paid_by", "unknown kind of body", body)
    return set(row.parts("paid_by"))


def _accreditations(row: Row) -> list[list[str]]:
    names = row.parts("accreditation")
    if len(set(names)) != len(names):
        raise row.wrong("accreditation", "the same stands here twice")
    for name in names:
        fits(row, "accreditation", name, Accreditation, "name")
    return [[name] for name in names]


def hold_both_sides(things: list[Thing], doubts: Doubts) -> None:
    """Hold back numbers of the change side that a survivors' record prints too.

    An email address that stands on both sides is shown, and doubted.
    """
    survivors = {
        contact["dialable"] or contact["value"].lower()
        for thing in things
        if thing.values["side"] == Side.SURVIVORS
        for _kind, contact in contacts_of(thing)
    }
    for thing in things:
        if thing.values["side"] != Side.CHANGE:
            continue
        for kind, contact in contacts_of(thing):
            if contact["dialable"] and contact["dialable"] in survivors:
                contact["held"] = str(Held.BOTH_SIDES)
            elif kind == ContactKind.EMAIL and contact["value"].lower() in survivors:
                why = f"{contact['value']} is a survivors' address too: please check"
                doubts.add(thing.row, "email", why)


def contacts_of(thing: Thing) -> list[tuple[str, Values]]:
    """Every contact of a record, with its kind."""
    return [
        (str(kind), contact)
        for _column, kind, _first in ways.WAYS
        for contact in thing.values[f"contacts:{kind}"]
    ]
