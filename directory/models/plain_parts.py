"""The lists that belong to a record, each as rows of plain values and back.

A list is one field of a proposal: who proposes a number proposes the list of numbers
as it should stand. A service's answers are one list for each taxonomy.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directory.models.accreditation import Accreditation
from directory.models.area import Area
from directory.models.contact import Contact
from directory.models.coverage import Coverage
from directory.models.disclosure import Disclosure
from directory.models.funding import Funding
from directory.models.guide import GuideNeed
from directory.models.guide_source import GuideSource
from directory.models.location import Location
from directory.models.opening_hours import OpeningHours
from directory.models.plain_rows import Row, Rows
from directory.models.service_term import ServiceTerm
from directory.models.taxonomy import Term


class Contacts(Rows):
    """In the order in which they are shown; known by their code, or by the number."""

    left_to_save = ("code", "order")

    def parts(self, record):
        return list(record.contacts.order_by("order", "pk")) if record.pk else []

    def in_order(self, rows):
        return sorted(rows, key=lambda row: row["order"] or 0)

    def same(self, one, other):
        if one["code"] and other["code"]:
            return one["code"] == other["code"]
        return (one["kind"], one["value"]) == (other["kind"], other["value"])

    def with_codes(self, record, table: list[Row]) -> list[Row]:
        """Rows that are contacts of the record already carry their codes.

        The first number in place of the only other of its kind is that contact: what
        names it by its code, such as a crisis line, leads to the new number.
        """
        left = {row["code"]: row for row in map(self.row, self.parts(record))}
        table = [row if row["code"] in left else row | {"code": ""} for row in table]
        for place, row in enumerate(table):
            same = next((one for one in left.values() if self.same(one, row)), None)
            if same:
                table[place] = self._as(left.pop(same["code"]), row)
        for kind in {row["kind"] for row in table}:
            gone = [one for one in left.values() if one["kind"] == kind]
            new = [one for one in table if one["kind"] == kind and not one["code"]]
            if len(gone) == 1 and new:
                table[table.index(new[0])] = self._as(gone[0], new[0])
        return self.numbered(table)

    @staticmethod
    def numbered(table: list[Row]) -> list[Row]:
        """Rows of which nobody said where they stand come last, as they were said."""
        last = max((row["order"] or 0 for row in table), default=0)
        return [
            row | {"order": last + place + 1} if row["order"] is None else row
            for place, row in enumerate(table)
        ]

    @staticmethod
    def _as(known: Row, row: Row) -> Row:
        """A row that is said of a contact we have."""
        order = known["order"] if row["order"] is None else row["order"]
        return row | {"code": known["code"], "order": order}

    def default(self, name):
        return None if name == "order" else super().default(name)

    def build(self, record, row, part=None):
        code = part.code if part else ""
        part = super().build(record, row, part)
        part.code = code or row["code"]
        if part.code and not part.code.startswith(f"{record.code}-"):
            part.code = ""
        return part


class Coverages(Rows):
    known_by = ("area",)
    points_to = ("area",)
    short = "area"

    def check_links(self, named):
        known = Area.objects.filter(code__in=named).values_list("code", flat=True)
        for code in named.difference(known):
            raise ValidationError(_("No area has the code %s.") % code)

    def parts(self, record):
        return list(record.coverages.select_related("area")) if record.pk else []

    def row(self, part):
        return {"area": part.area.code, "note": part.note}

    def values(self, record, row):
        area = Area.objects.filter(code=row["area"]).first()
        if area is None:
            raise ValidationError(_("No area has the code %s.") % row["area"])
        return {"area": area, "note": row["note"]}


class Answers(Rows):
    """Answers within one taxonomy; a term is named by taxonomy and code."""

    known_by = ("term",)
    points_to = ("term",)
    short = "term"

    def check_links(self, named):
        rows = Term.objects.filter(code__in={one.partition("/")[2] for one in named})
        known = {
            f"{row[0]}/{row[1]}" for row in rows.values_list("taxonomy__code", "code")
        }
        for term in named - known:
            raise ValidationError(_("No term has the code %s.") % term)

    def parts(self, record):
        rows = record.answers.select_related("term__taxonomy")
        return list(rows) if record.pk else []

    def row(self, part):
        named = f"{part.term.taxonomy.code}/{part.term.code}"
        return super().row(part) | {"term": named}

    def values(self, record, row):
        taxonomy, _slash, code = row["term"].partition("/")
        term = Term.objects.filter(taxonomy__code=taxonomy, code=code).first()
        if term is None:
            raise ValidationError(_("No term has the code %s.") % row["term"])
        rest = {name: row[name] for name in self.fields if name != "term"}
        return rest | {"term": term}


class Hours(Rows):
    """Of the whole service, or of one contact, named as `phone:0161 496 0123`."""

    known_by = ("contact", "weekday", "opens_at")
    points_to = ("contact",)

    def parts(self, record):
        return list(record.hours.select_related("contact")) if record.pk else []

    def row(self, part):
        one = part.contact
        return super().row(part) | {"contact": f"{one.kind}:{one.value}" if one else ""}

    def full(self, row):
        full = super().full(row)
        for name in ("opens_at", "closes_at"):
            full[name] = str(full[name])[:5]
        return full | {"contact": full["contact"] or ""}

    def values(self, record, row):
        values = super().values(record, row | {"contact": None})
        if row["contact"]:
            kind, _colon, value = row["contact"].partition(":")
            values["contact"] = record.contacts.filter(kind=kind, value=value).first()
            if values["contact"] is None:
                raise ValidationError(_("There is no contact %s.") % row["contact"])
        return values


class Needs(Rows):
    known_by = ("term",)
    points_to = ("term",)
    short = "term"

    def check_links(self, named):
        rows = Term.objects.filter(taxonomy__code="need", code__in=named)
        for term in named.difference(rows.values_list("code", flat=True)):
            raise ValidationError(_("No term has the code %s.") % term)

    def parts(self, record):
        return list(record.need_links.select_related("term")) if record.pk else []

    def row(self, part):
        return {"term": part.term.code}

    def values(self, record, row):
        term = Term.objects.filter(taxonomy__code="need", code=row["term"]).first()
        if term is None:
            raise ValidationError(_("No term has the code %s.") % row["term"])
        return {"term": term}


class Told(Rows):
    known_by = ("to",)


class Paid(Rows):
    known_by = ("body",)
    short = "body"


class Named(Rows):
    known_by = ("name",)
    short = "name"


class Places(Rows):
    known_by = ("address",)


class Sources(Rows):
    known_by = ("number",)


ANSWERS = "answers"
# Contacts before hours, which point to them.
OF_A_SERVICE = (
    Contacts(
        "contacts",
        Contact,
        (
            *("code", "kind", "value", "label", "hours_words", "cost_words"),
            *("bill_words", "is_for_professionals", "seen_on", "held", "order"),
        ),
    ),
    Coverages("coverages", Coverage, ("area", "note")),
    Answers(ANSWERS, ServiceTerm, ("term", "answer", "limit", "source")),
    Places(
        "locations",
        Location,
        ("address", "postcode", "latitude", "longitude", "directions"),
    ),
    Hours(
        "hours",
        OpeningHours,
        ("contact", "weekday", "opens_at", "closes_at", "on_bank_holidays"),
    ),
    Told("disclosures", Disclosure, ("to", "when", "words", "source")),
    Paid("fundings", Funding, ("body", "source")),
    Named("accreditations", Accreditation, ("name", "awarded_by", "until")),
)
OF_A_GUIDE = (
    Sources(
        "sources",
        GuideSource,
        ("number", "publisher", "title", "url", "dated", "note"),
        owner="guide",
    ),
    Needs("needs", GuideNeed, ("term",), owner="guide"),
)
