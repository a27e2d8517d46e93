"""One record of a feed as our plain values: what it says, cleaned, and no more."""

from collections.abc import Callable
from typing import Any

from directory.exchange.feeds.cleaning import (
    first_sentence,
    line,
    text,
    without_addresses_of_people,
)
from directory.exchange.feeds.reading import one as one_of
from directory.exchange.feeds.reading import records
from directory.exchange.importing.areas import KnownAreas
from directory.exchange.importing.feed_contacts import contacts_of
from directory.exchange.importing.feed_hours import hours_of
from directory.exchange.importing.feed_places import (
    coverages_of,
    is_secret,
    locations_of,
    names_a_place,
    without_places,
)
from directory.exchange.importing.feed_terms import answers_of, side_of, words_of_terms
from directory.exchange.importing.their_words import TheirWords
from directory.models import Answer, Body, Cost, Disclosure, Service, TakesFrom

Record = dict[str, Any]
Values = dict[str, Any]
Doubt = Callable[[str, str], None]
SUMMARY, NAME = 160, 200
CHOICES = {
    "x_takes_from": ("takes_from", TakesFrom),
    "x_trans_inclusion": ("trans_inclusion", Answer),
    "x_cost": ("cost", Cost),
}
_LIMITED = {"name", "summary", "cost_words", "source_date"}
_LIMITS = {
    field.name: field.max_length
    for field in Service._meta.concrete_fields
    if field.name in _LIMITED
}


class RecordReader:
    """What every record of a run is read with."""

    def __init__(self, words: TheirWords, areas: KnownAreas, address: str) -> None:
        self.words, self.areas, self.address = words, areas, address

    def values(self, record: Record, doubt: Doubt, *, is_known_secret: bool) -> Values:
        """The record as plain values of a service; `doubt` hears what is doubtful."""
        name, owner = line(record.get("name")), one_of(record.get("organization"))
        whose = line(owner.get("name"))
        if not whose:
            doubt("organization", "does not say who runs it: its own name stands there")
            whose = name
        names = (name, whose, line(record.get("alternate_name")))
        secret = is_known_secret or self._is_secret(record, whose)
        description, went = self._description(record, names)
        if went:
            doubt("description", "an address that may be a person's was left out")
        seen_on = _date(record.get("x_source_date") or record.get("assured_date"))
        said_hours, hours = hours_of(
            records(record.get("schedules")) + records(record.get("regular_schedules"))
        )
        summary = line(record.get("x_summary")) or first_sentence(description, SUMMARY)
        values: Values = {
            "name": name[:NAME],
            "organisation": whose[:NAME],
            "other_names": line(record.get("alternate_name")),
            "side": side_of(record, self.words, doubt),
            "summary": summary,
            "description": description.removeprefix(summary).strip() or description,
            "eligibility": text(
                record.get("x_eligibility") or record.get("eligibility_description")
            ),
            "hours_words": text(record.get("x_hours")) or said_hours,
            "police_words": text(record.get("x_police")),
            "source_url": self._sources(record),
            "source_date": seen_on,
            "is_confidential": secret,
            "contacts": contacts_of(record, names, seen_on, doubt),
            "coverages": coverages_of(record, self.areas, secret=secret, doubt=doubt),
            "hours": hours,
            **self._ages(record, doubt),
            **_costs(record),
            **_chosen(record),
            **_parts(record, doubt),
            **answers_of(record, self.words, doubt),
        }
        if record.get("x_code") and values["description"] == summary:
            values["description"] = ""
        locations = locations_of(record, doubt)
        if secret:
            values = _without_places(values, doubt)
            if locations:
                doubt("locations", "speaks of a refuge: its address was not kept")
        elif locations:
            values["locations"] = locations
        values["is_confidential"] = secret or not locations
        return values

    @staticmethod
    def _is_secret(record: Record, whose: str) -> bool:
        fields = ("name", "alternate_name", "description")
        said = [line(record.get(field)) for field in fields]
        for link in records(record.get("service_at_locations")):
            place = one_of(link.get("location"))
            said += [line(place.get(field)) for field in ("name", "description")]
            said.append(line(link.get("description")))
        return is_secret([*said, whose, *words_of_terms(record)])

    @staticmethod
    def _description(record: Record, names: tuple[str, ...]) -> tuple[str, bool]:
        """What it says of itself, and how one gets in, where it says so apart."""
        said = text(record.get("description"))
        way_in = text(record.get("application_process"))
        if way_in and not record.get("x_code"):
            said = f"{said}\n\n{way_in}" if said else way_in
        return without_addresses_of_people(said, *names)

    def _sources(self, record: Record) -> str:
        ours = record.get("x_source_urls")
        if isinstance(ours, str):
            ours = ours.split("\n")
        if isinstance(ours, list):
            return "\n".join(line(one) for one in ours if line(one))
        return self.address

    @staticmethod
    def _ages(record: Record, doubt: Doubt) -> Values:
        said = {**record}
        for one in records(record.get("eligibilitys")):
            for field in ("minimum_age", "maximum_age"):
                if said.get(field) in (None, ""):
                    said[field] = one.get(field)
        ages = {
            "age_min": _age(said.get("minimum_age")),
            "age_max": _age(said.get("maximum_age")),
        }
        low, high = ages["age_min"], ages["age_max"]
        if low is not None and high is not None and low > high:
            doubt("minimum_age", f"{low} stands above {high}: both were left out")
            return {"age_min": None, "age_max": None}
        # Nobody means "up to 120"; a form wanted a number.
        return ages | {"age_max": None if high is not None and high > 99 else high}


def _age(value: Any) -> int | None:
    try:
        age = int(float(value))
    except (TypeError, ValueError, OverflowError):
        return None
    return age if 0 < age <= 120 else None


def _date(value: Any) -> str:
    """2025-04-30 of a date or a moment; "" of anything else."""
    said = line(value)[:10]
    digits = said.replace("-", "")
    return said if digits.isascii() and digits.isdigit() and said[:2] == "20" else ""


def _costs(record: Record) -> Values:
    """Free where it says so; anything else stays words."""
    options = records(record.get("cost_options"))
    fees = line(record.get("fees_description")) or line(record.get("fees"))
    said = [line(one.get("amount_description") or one.get("option")) for one in options]
    words = fees or "; ".join(filter(None, dict.fromkeys(said)))
    amounts = {str(one.get("amount", "")).strip() for one in options}
    is_free = words.lower().strip(" .") in ("free", "free of charge", "no charge")
    is_free = is_free or (bool(amounts) and amounts <= {"0", "0.0", "0.00"})
    limit = _LIMITS["cost_words"] or 200
    if record.get("x_code"):
        return {"cost_words": line(record.get("fees_description"))[:limit]}
    short = words if len(words) <= limit else words[: limit - 1] + "…"
    return {"cost": "free" if is_free else "", "cost_words": "" if is_free else short}


def _chosen(record: Record) -> Values:
    """Answers that a site of ours gives in our own words."""
    return {
        field: str(record[name])
        for name, (field, choices) in CHOICES.items()
        if record.get(name) in choices.values
    }


def _parts(record: Record, doubt: Doubt) -> Values:
    found: Values = {}
    said = line(record.get("accreditations"))
    if said:
        if len(said) <= 200:
            found["accreditations"] = [{"name": said}]
        else:
            doubt("accreditations", "too long to take: please read them there")
    bodies = {one.get("x_body") for one in records(record.get("funding"))}
    if known := sorted(str(one) for one in bodies if one in Body.values):
        found["fundings"] = [{"body": body} for body in known]
    told = [
        {"to": one["to"], "when": one["when"], "words": line(one.get("words"))[:400]}
        for one in records(record.get("x_told"))
        if one.get("to") in Disclosure.To.values
        and one.get("when") in Disclosure.When.values
    ]
    if told:
        found["disclosures"] = told
    return found


def _without_places(values: Values, doubt: Doubt) -> Values:
    """The same values of a refuge, with every trace of where it is taken out."""

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            if names_a_place(value):
                doubt("", "a text of this refuge named a place: it was taken out")
                return without_places(value)
            return value
        if isinstance(value, list):
            return [clean(one) for one in value]
        if isinstance(value, dict):
            return {k: v if k == "value" else clean(v) for k, v in value.items()}
        return value

    kept = {"name", "organisation", "source_url"}
    return {k: v if k in kept else clean(v) for k, v in values.items()}
