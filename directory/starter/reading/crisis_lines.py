"""crisis_lines.csv: contacts that stand first for some people of a nation."""

from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv.things import Thing, Values, needed, once, text
from directory.models import AreaKind, ContactKind, CrisisLine, Side, dialling

NATIONS = (AreaKind.NATION, AreaKind.COUNTRY)


def read(rows: list[Row], areas: list[Thing], services: list[Thing]) -> list[Thing]:
    """Every crisis line, by nation, audience, service and contact."""
    nations = {
        area.values["slug"]: area.key
        for area in areas
        if area.values["kind"] in NATIONS
    }
    by_code = {service.values["code"]: service for service in services}
    things = [_line(row, nations, by_code) for row in rows]
    once(things, "contact")
    return things


def _line(row: Row, nations: dict[str, str], services: dict[str, Thing]) -> Thing:
    nation = nations.get(row["nation"])
    if nation is None:
        raise row.wrong("nation", "must be the short address of a nation")
    audience = row.one_of("audience", CrisisLine.For.values, empty=False)
    service = services.get(row["service_code"])
    if service is None:
        raise row.wrong("service_code", "no service has this code")
    side = Side.CHANGE if audience == CrisisLine.For.CHANGE else Side.SURVIVORS
    if service.values["side"] != side:
        raise row.wrong("service_code", "this service stands on the other side")
    kind, contact = _contact(row, service)
    values = {
        "nation": nation,
        "audience": audience,
        "order": row.whole("order") or 0,
        "words": text(row, "words", CrisisLine),
        "service": service.key,
        "kind": kind,
        "value": contact["value"],
    }
    key = f"{nation}/{audience}/{row['service_code']}/{row['contact']}"
    return Thing(key[:120], row, values)


def _contact(row: Row, service: Thing) -> tuple[str, Values]:
    """The contact that a cell names: by its kind, or by its number or address."""
    named = needed(row, "contact", CrisisLine, "words")
    dialable = dialling.read(named).dialable
    for kind in ContactKind.values:
        for contact in service.values.get(f"contacts:{kind}", ()):
            same = dialable and contact["dialable"] == dialable
            if same or named in (kind, contact["value"]):
                return kind, contact
    raise row.wrong("contact", "this service has no such contact")
