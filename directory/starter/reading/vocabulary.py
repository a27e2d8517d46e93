"""taxonomies.csv and terms.csv: the words by which services are described and found."""

from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv.things import (
    Thing,
    needed,
    once,
    text,
    valid,
    yes_or_no,
)
from directory.models import Side, Taxonomy, Term
from directory.models.taxonomy import SLUG


def read_taxonomies(rows: list[Row]) -> list[Thing]:
    """Every taxonomy, by its code."""
    things = [
        Thing(
            needed(row, "code", Taxonomy),
            row,
            {
                "name": needed(row, "name", Taxonomy),
                "question": needed(row, "question", Taxonomy),
                "parameter": text(row, "parameter", Taxonomy),
                "is_closed": yes_or_no(row, "closed"),
                "within": row.one_of("within", Taxonomy.Within.values, empty=False),
                "unknown": row.one_of("unknown", Taxonomy.Unknown.values, empty=False),
                "is_public_filter": yes_or_no(row, "public_filter"),
                "order": row.whole("order") or 0,
            },
        )
        for row in rows
    ]
    once(things, "code")
    once((one for one in things if one.values["parameter"]), "parameter", "parameter")
    for thing in things:
        if thing.values["is_public_filter"] and not thing.values["parameter"]:
            raise thing.row.wrong("parameter", "a public filter needs a parameter")
    return things


def read_terms(rows: list[Row], taxonomies: set[str]) -> list[Thing]:
    """Every term, by its taxonomy and code: `need/talk-to-someone`."""
    things = [_term(row, taxonomies) for row in rows]
    once(things, "code")
    seen: dict[tuple[str, str], int] = {}
    for thing in things:
        slug = (thing.values["taxonomy"], thing.values["slug"])
        if slug in seen:
            raise thing.row.wrong("slug", f"stands in line {seen[slug]} already")
        seen[slug] = thing.row.line
    _refuse_lost_parents(things)
    return things


def _term(row: Row, taxonomies: set[str]) -> Thing:
    taxonomy, code = row["taxonomy"], needed(row, "code", Term)
    if taxonomy not in taxonomies:
        raise row.wrong("taxonomy", "unknown taxonomy")
    for column in ("code", "slug"):
        valid(row, column, SLUG)
    values = {
        "taxonomy": taxonomy,
        "slug": needed(row, "slug", Term),
        "name": needed(row, "name", Term),
        "definition": text(row, "definition", Term),
        "phrases": "\n".join(dict.fromkeys(row.parts("phrases"))),
        "parent": f"{taxonomy}/{row['parent']}" if row["parent"] else "",
        "side": row.one_of("side", Side.values, empty=True),
        "order": row.whole("order") or 0,
    }
    return Thing(f"{taxonomy}/{code}", row, values)


def _refuse_lost_parents(things: list[Thing]) -> None:
    """A wider term stands in the same taxonomy, and never in a ring."""
    parents = {thing.key: thing.values["parent"] for thing in things}
    for thing in things:
        seen, parent = {thing.key}, thing.values["parent"]
        while parent:
            if parent not in parents:
                raise thing.row.wrong("parent", "unknown term")
            if parent in seen:
                raise thing.row.wrong("parent", "the parents lead in a circle")
            seen.add(parent)
            parent = parents[parent]
