"""Taxonomies and terms into the database."""

from directory.exchange.services_csv.things import Thing, Values
from directory.models import Taxonomy, Term
from directory.starter.writing.keeping import Keeper

TAXONOMY_FIELDS = [
    "name",
    "question",
    "parameter",
    "is_closed",
    "within",
    "unknown",
    "is_public_filter",
    "order",
]
TERM_FIELDS = ["slug", "name", "definition", "phrases", "side", "order"]


def term_ids() -> dict[str, int]:
    """The key of every term, by taxonomy and code: `need/talk-to-someone`."""
    rows = Term.objects.values_list("taxonomy__code", "code", "pk")
    return {f"{taxonomy}/{code}": key for taxonomy, code, key in rows}


class Taxonomies(Keeper):
    """Taxonomies, by their code."""

    kind = "taxonomies"
    columns = {"is_closed": "closed", "is_public_filter": "public_filter"}

    def now(self, things: list[Thing]) -> dict[str, Values]:
        rows = Taxonomy.objects.values("code", *TAXONOMY_FIELDS)
        return {row.pop("code"): dict(row) for row in rows}

    def create(self, things: list[Thing]) -> None:
        Taxonomy.objects.bulk_create(
            [Taxonomy(code=thing.key, **thing.values) for thing in things]
        )

    def change(self, thing: Thing, write: Values) -> bool:
        Taxonomy.objects.filter(code=thing.key).update(**write)
        return True


class Terms(Keeper):
    """Terms, by taxonomy and code."""

    kind = "terms"

    def now(self, things: list[Thing]) -> dict[str, Values]:
        found = {}
        for row in Term.objects.values(
            "taxonomy__code", "code", "parent__code", *TERM_FIELDS
        ):
            taxonomy, code = row.pop("taxonomy__code"), row.pop("code")
            parent = row.pop("parent__code")
            values = dict(row)
            values["phrases"] = "\n".join(row["phrases"].splitlines())
            values["taxonomy"] = taxonomy
            values["parent"] = f"{taxonomy}/{parent}" if parent else ""
            found[f"{taxonomy}/{code}"] = values
        return found

    def create(self, things: list[Thing]) -> None:
        taxonomies = dict(Taxonomy.objects.values_list("code", "pk"))
        Term.objects.bulk_create(
            [
                Term(
                    taxonomy_id=taxonomies[thing.values["taxonomy"]],
                    code=thing.key.partition("/")[2],
                    **{name: thing.values[name] for name in TERM_FIELDS},
                )
                for thing in things
                if self._has_taxonomy(thing, taxonomies)
            ]
        )
        ids = term_ids()
        Term.objects.bulk_update(
            [
                Term(pk=ids[thing.key], parent_id=ids.get(thing.values["parent"]))
                for thing in things
                if thing.values["parent"] and thing.key in ids
            ],
            ["parent"],
        )

    def _has_taxonomy(self, thing: Thing, taxonomies: dict[str, int]) -> bool:
        """A moderator may have removed the whole taxonomy."""
        found = thing.values["taxonomy"] in taxonomies
        if not found:
            self.report.kept.append(f"terms {thing.key}: its taxonomy was removed here")
        return found

    def change(self, thing: Thing, write: Values) -> bool:
        values = dict(write)
        if "parent" in values:
            values["parent_id"] = term_ids().get(values.pop("parent"))
        taxonomy, _slash, code = thing.key.partition("/")
        Term.objects.filter(taxonomy__code=taxonomy, code=code).update(**values)
        return True
