"""services.csv against what we hold: row by row, cell by cell."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from directory.exchange.formats.csv_rows import CellError, Row
from directory.exchange.importing import csv_fields
from directory.exchange.importing.areas import KnownAreas
from directory.exchange.importing.csv_fields import SAME_ALWAYS
from directory.exchange.importing.csv_owners import Owners
from directory.exchange.importing.plans import (
    NotToList,
    Outcome,
    Plan,
    doubt_twins,
    folded,
    refuse_what_is_too_long,
    services_by,
)
from directory.exchange.services_csv import records
from directory.exchange.services_csv.things import Doubts
from directory.exchange.services_csv.writing import NAMES, row_of
from directory.find.held import holding
from directory.models import PostcodeSector, Service, plain_many
from directory.models.place_traces import traces

# So that a row without an identity has the same one each time.
NAMESPACE = uuid5(UUID(int=0), "urn:signpost:import")
MOST_ERRORS = 20
# What a cell holds while the other cells of its row are read.
FILLER = {"source_key": "-", "service": "-", "summary": "-", "organisation": "-"}
PLACES = ("address", "postcode")


class CsvPlanner:
    """Everything that rows are held against; one for a run."""

    def __init__(self, batch, *, today: date) -> None:
        self.batch = batch
        self.today = today
        self.areas = KnownAreas()
        self.terms = {term.key for term in holding().english.by_id.values()}
        self.not_to_list = NotToList()
        self.owners = Owners(batch)
        self.seen: dict[str, int] = {}
        if batch.pk:
            rows = batch.rows.filter(model="service")
            self.seen.update(rows.values_list("key", "number"))

    def plans(self, rows: list[Row], absent: frozenset[str]) -> list[Plan]:
        """What each of these rows would change; `absent` columns say nothing."""
        matched = self._match(rows)
        held = self._held(matched.values())
        plans = []
        for row in rows:
            service = matched.get(row.line)
            plans.append(
                self._plan(row, held.get(service.pk if service else 0), absent)
            )
        doubt_twins(plans)
        return [*plans, *self.owners.plans(rows, plans)]

    # Which service a row is about

    def _match(self, rows: list[Row]) -> dict[int, Service]:
        """Services by the line of their row: by UUID, code, source key or name."""
        by = {
            "uuid": services_by("uuid", filter(None, map(_uuid, rows))),
            "code": services_by("code", (row["code"] for row in rows)),
            "source_key": services_by(
                "source_key", (row["source_key"] for row in rows)
            ),
        }
        nameless = [row for row in rows if not row["uuid"] and not row["code"]]
        names = Service.objects.filter(name__in=[row["service"] for row in nameless])
        by_name = {
            folded(one.organisation.name, one.name): one
            for one in names.select_related("organisation").order_by("-pk")
        }
        found = {}
        for row in rows:
            service = by["uuid"].get(_uuid(row) or "") or by["code"].get(row["code"])
            if service is None and not row["uuid"] and not row["code"]:
                name = folded(row["organisation"], row["service"])
                service = by["source_key"].get(row["source_key"]) or by_name.get(name)
            if service is not None:
                found[row.line] = service
        return found

    @staticmethod
    def _held(services) -> dict[int, tuple[Service, dict[str, Any]]]:
        keys = {service.pk for service in services}
        some = Service.objects.filter(pk__in=keys)
        return {
            row.pk: (row, values) for row, values in plain_many.values_of_each(some)
        }

    # What it would change

    def _plan(self, row: Row, held, absent: frozenset[str]) -> Plan:
        service, before = held or (None, None)
        plan = Plan(row.line, _key(row, service), row["service"], record=service)
        if plan.key in self.seen and self.seen[plan.key] != row.line:
            return plan.refuse("uuid", f"stands in line {self.seen[plan.key]} already")
        self.seen[plan.key] = row.line
        now = row_of(service, before, self.areas.written) if before else None
        row, changed = self._against(plan, row, now, absent)
        if now is not None and not changed:
            return plan.settle()
        thing = self._read(plan, row, changed if now is not None else None)
        if thing is None:
            return plan
        after = csv_fields.wanted(thing, row, before, changed)
        refuse_what_is_too_long(plan, after)
        if plan.outcome == Outcome.WRONG:
            return plan
        if service is not None and service.is_withdrawn:
            plan.doubt("publish", "was taken down here; it stays so")
        after = plain_many.complete(after)
        plan.changes = plain_many.changes_of(before, after)
        self._say_status(plan, row, service, changed)
        self.not_to_list.refuse(plan, (before or {}) | after)
        return plan.settle()

    def _against(self, plan: Plan, row: Row, now, absent) -> tuple[Row, set[str]]:
        """The row whole, never with a confidential address; and what it changes."""
        cells = dict(row.cells)
        for name in absent:
            cells[name] = now[name] if now else csv_fields.DEFAULTS.get(name, "")
        if now is None:
            cells["source_key"] = (
                cells["source_key"] or f"{cells['organisation']} | {cells['service']}"
            )
            cells["publish"] = cells["publish"] or "no"
        if _is_confidential(cells, plan.record) and any(cells[one] for one in PLACES):
            cells |= dict.fromkeys(PLACES, "")
            plan.doubt("address", "a confidential place has no address: not kept")
        row = replace(row, cells=cells)
        if now is None:
            return row, set(NAMES)
        for name in SAME_ALWAYS & {one for one in NAMES if cells[one]}:
            if cells[name] != now[name]:
                plan.doubt(name, f"stays {now[name]}: others know the service by it")
        return row, {
            name
            for name in NAMES
            if name not in SAME_ALWAYS
            and csv_fields.plain_cell(cells[name]) != csv_fields.plain_cell(now[name])
        }

    def _read(self, plan: Plan, row: Row, changed: set[str] | None):
        """The row as plain values; None, and every error told, where it has any."""
        doubts, errors = Doubts(), []
        cells = row.cells | {"uuid": plan.key, "code": row["code"] or "222222"}
        if changed is not None:
            # What is there already needs no look; it may be from before a rule.
            cells |= {one: FILLER[one] for one in FILLER if not cells[one]}
        for _n in range(MOST_ERRORS):
            known = records.Known(
                areas=self.areas,
                terms=self.terms,
                sectors=self._sector(cells["postcode"]),
                organisations={cells["organisation"]: cells["organisation"]},
                today=self.today,
            )
            doubts.found.clear()
            try:
                thing = records.read_one(replace(row, cells=cells), known, doubts)
                break
            except CellError as error:
                if changed is None or error.column in changed:
                    errors.append(error)
                filler = FILLER.get(error.column, "")
                if error.column == "side":
                    filler = "survivors"
                if error.column == "publish":
                    filler = "no"
                if cells.get(error.column) == filler or not error.column:
                    thing = None
                    break
                cells = cells | {error.column: filler}
        else:
            thing = None
        if not row["organisation"]:
            errors.append(row.wrong("organisation", "must not be empty"))
        if errors or thing is None:
            for error in errors or [row.wrong("", "this row cannot be read")]:
                plan.refuse(error.column, _said(error, plan, row))
            return None
        for doubt in doubts.found:
            if changed is None or doubt.column in changed:
                plan.doubt(doubt.column, _hidden(doubt.why, plan, row))
        for name in row.parts("coverage"):
            if (changed is None or "coverage" in changed) and self.areas.is_doubtful(
                name
            ):
                plan.doubt("coverage", f"{name!r} names areas of different extent")
        return thing

    def _sector(self, postcode: str) -> dict[str, tuple]:
        """The one sector that a row's postcode lies in, as the reader wants it."""
        spaced = " ".join(postcode.upper().split())
        code = spaced[:-2].strip() if len(spaced) > 4 else ""
        if code and " " not in code:
            code = f"{code[:-1]} {code[-1]}"
        sector = PostcodeSector.objects.filter(code=code).first() if code else None
        return {code: ("", sector.latitude, sector.longitude)} if sector else {}

    @staticmethod
    def _say_status(plan: Plan, row: Row, service, changed: set[str]) -> None:
        """A new one may ask to be public; what is there has a page to ask on."""
        wanted = row["publish"]
        if service is None:
            if wanted == "yes" and plan.changes:
                plan.changes["status"] = {"old": None, "new": "published"}
        elif "publish" in changed and not service.is_withdrawn:
            told = {
                "yes": "the file wants it public: propose that on its own page",
                "no": "the file does not want it public, but it is: please decide",
            }
            plan.doubt("publish", told.get(wanted, "must be yes or no"))


def _uuid(row: Row) -> str:
    try:
        return str(UUID(row["uuid"])) if row["uuid"] else ""
    except ValueError:
        return ""


def _key(row: Row, service) -> str:
    """By what a row is known: one UUID, its own or one made of its names."""
    if service is not None:
        return str(service.uuid)
    if row["uuid"]:
        return _uuid(row) or row["uuid"]
    said = (
        row["code"] or row["source_key"] or folded(row["organisation"], row["service"])
    )
    return str(uuid5(NAMESPACE, said))


def _is_confidential(cells: dict[str, str], service) -> bool:
    """Stated here, by its type, or by what we know already."""
    types = {part.partition(":")[0].strip() for part in cells["types"].split(";")}
    stated = cells["confidential_location"]
    is_known = service is not None and service.is_confidential
    return stated == "yes" or "refuge" in types or (is_known and stated != "no")


def _said(error: CellError, plan: Plan, row: Row) -> str:
    """The error with the cell's value, unless that may say where somebody is."""
    if not error.value:
        return error.why
    shown = _hidden(error.value, plan, row)
    return f"{error.why} (found: {shown[:80]!r})"


def _hidden(text: str, plan: Plan, row: Row) -> str:
    is_secret = _is_confidential(row.cells, plan.record)
    return "[not shown]" if is_secret and traces(text) else text
