"""A service as a row of services.csv; what is held back or for professionals is not.

Cells say what the columns can say. What a cell cannot (hours of one number, who awarded
an accreditation) is left alone by an import whose cell is the same.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from directory.exchange.formats.service_columns import ANSWERS, COLUMNS
from directory.exchange.formats.spreadsheets import guarded
from directory.exchange.services_csv.ways import LINKED, NUMBERED, WAYS
from directory.models import Service, Status, dialling, plain_many

Values = dict[str, Any]
NAMES = tuple(COLUMNS.split())
YES_OR_NO = {True: "yes", False: "no", None: ""}
PUBLISH = {
    Status.PUBLISHED.value: "yes",
    Status.DRAFT.value: "no",
    Status.WITHDRAWN.value: "no",
}
TOLD = {
    "police": "tells_police",
    "home-office": "tells_home_office",
    "gp": "tells_gp",
    "family": "tells_family",
    "council": "tells_council",
}


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def lines(services, written: Callable[[str], str], *, size: int = 500) -> Iterator[str]:
    """The file, line by line; never more than some hundred services in memory."""
    writer = csv.DictWriter(_Line(), NAMES, lineterminator="\n")
    yield writer.writeheader()
    keys = list(services.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), size):
        some = Service.objects.filter(pk__in=keys[start : start + size]).order_by("pk")
        for service, values in plain_many.values_of_each(some):
            row = row_of(service, values, written)
            yield writer.writerow({name: guarded(row[name]) for name in NAMES})


def row_of(service, values: Values, written: Callable[[str], str]) -> dict[str, str]:
    """The cells of one service; `written` says how a cell names an area."""
    owner = service.organisation
    row = {
        "code": service.code,
        "uuid": str(service.uuid),
        "side": values["side"],
        "source_key": service.source_key,
        "organisation": owner.name,
        "organisation_url": owner.website,
        "charity_number": owner.charity_number,
        "organisation_kind": owner.run_by,
        "led_by_and_for": YES_OR_NO[owner.is_led_by_and_for],
        "service": values["name"],
        "summary": values["summary"],
        "description": values["description"],
        "eligibility": values["eligibility"],
        "coverage": _several(written(one["area"]) for one in values["coverages"]),
        "takes_from": values["takes_from"],
        "trans_inclusive": values["trans_inclusion"],
        "age_min": _number(values["age_min"]),
        "age_max": _number(values["age_max"]),
        "cost": _colon(values["cost"], values["cost_words"]),
        "opening_hours": values["hours_words"],
        "police_contact": values["police_words"],
        "accreditation": _several(one["name"] for one in values["accreditations"]),
        "paid_by": _several(one["body"] for one in values["fundings"]),
        "source_url": _several(values["source_url"].splitlines()),
        "source_date": values["source_date"],
        "publish": PUBLISH[service.status],
        "notes": values["notes"],
        **_place(values),
        **_answers(values),
        **_ways(values["contacts"]),
    }
    for one in values["disclosures"]:
        row[TOLD[one["to"]]] = _colon(one["when"], one["words"])
    return {name: row.get(name, "") for name in NAMES}


def shown_by_a_cell(contact: Values) -> bool:
    """Whether a cell shows this contact; what it does not show stays as it is."""
    return not contact["held"] and not contact["is_for_professionals"]


def _place(values: Values) -> dict[str, str]:
    """Confidential is said only where types do not say it already."""
    if not values["is_confidential"]:
        places = values["locations"]
        return {
            "address": places[0]["address"] if places else "",
            "postcode": places[0]["postcode"] if places else "",
            "confidential_location": "" if places else "no",
        }
    return {"confidential_location": "yes"}


def _answers(values: Values) -> dict[str, str]:
    """`pets`, `pets: no`, `pets: dogs only`."""

    def words(one: Values) -> str:
        answer = "" if one["answer"] == "yes" else one["answer"]
        answer = one["limit"] if one["answer"] == "limit" else answer
        return _colon(one["term"].partition("/")[2], answer)

    return {
        column: _several(map(words, values.get(f"answers:{taxonomy}", ())))
        for column, taxonomy in ANSWERS.items()
    }


def _ways(contacts: list[Values]) -> dict[str, str]:
    row = {}
    for column, kind, _first in WAYS:
        shown = [
            way for way in contacts if way["kind"] == kind and shown_by_a_cell(way)
        ]
        row[column] = "; ".join(_way(way, column) for way in shown)
        if column == "phone" and shown:
            notes = (shown[0]["cost_words"], shown[0]["bill_words"])
            row["phone_notes"] = "; ".join(filter(None, notes))
    return row


def _way(way: Values, column: str) -> str:
    """As printed, with its label in brackets where it can be read back so."""
    if column in NUMBERED and way["label"]:
        whole = f"{way['value']} ({way['label']})"
        read = dialling.read_all(whole)
        if len(read) == 1 and (read[0].printed, read[0].label) == (
            way["value"],
            way["label"],
        ):
            return whole
    if column in LINKED:
        return way["value"].replace(";", "%3B")
    return way["value"]


def _several(parts: Iterable[str]) -> str:
    """Several values in a cell; a semicolon in one of them would part it."""
    return "; ".join(part.replace(";", ",") for part in parts if part)


def _colon(word: str, more: str) -> str:
    return f"{word}: {more}" if word and more else word


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
