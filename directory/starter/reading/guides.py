"""guides/*.md: each a guide, its front matter between two lines ---, then its text."""

import datetime
from collections.abc import Iterator
from pathlib import Path

from directory.exchange.formats.csv_rows import CellError, Row
from directory.exchange.services_csv.things import Thing, Values, most
from directory.guides.checks import problems
from directory.guides.drafts import Draft, SourceDraft
from directory.guides.known import Known
from directory.models import Guide, GuideSource

FOLDER, FENCE, SEPARATOR = "guides", "---", "|"
# How to write one; a file for people, which is no guide.
NO_GUIDES = ("README.md",)
KEYS = (
    *("slug", "title", "heading", "summary", "audience", "order", "needs"),
    *("reviewed", "publish"),
)
SOURCE_FIELDS = ("number", "publisher", "title", "url", "dated", "note")


def read_guides(
    folder: Path,
    areas: list[Thing],
    taxonomies: list[Thing],
    terms: list[Thing],
    services: list[Thing],
) -> list[Thing]:
    """Every guide of the folder, by its slug; raises CellError where one is broken."""
    files = [GuideFile(folder, name) for name in names(folder)]
    needs = {
        term.key.partition("/")[2]: term.values["side"]
        for term in terms
        if term.values["taxonomy"] == "need"
    }
    known = Known(
        terms=_parameters(taxonomies, terms),
        areas={area.key for area in areas},
        contacts=_contacts(services),
        services={one.values["code"]: one.values["side"] for one in services},
        guides={file.stem for file in files},
    )
    return [file.thing(needs, known) for file in files]


def names(folder: Path) -> list[str]:
    """The files of guides, in the order of their names."""
    found = (path.name for path in (folder / FOLDER).glob("*.md"))
    return sorted(name for name in found if name not in NO_GUIDES)


def _parameters(taxonomies: list[Thing], terms: list[Thing]) -> dict:
    """Slugs and codes of terms with their sides, by the parameter that takes them."""
    parameters: dict[str, str] = {
        one.key: one.values["parameter"]
        for one in taxonomies
        if one.values["is_public_filter"]
    }
    by_parameter: dict[str, dict[str, str]] = {}
    for term in terms:
        parameter = parameters.get(term.values["taxonomy"])
        if parameter:
            found = by_parameter.setdefault(parameter, {})
            for code in (term.values["slug"], term.key.partition("/")[2]):
                found[code] = term.values["side"]
    return by_parameter


def _contacts(services: list[Thing]) -> dict[str, str]:
    """The code of every contact that the files hold, and its service's side."""
    return {
        f"{service.values['code']}-{contact['order']}": service.values["side"]
        for service in services
        for field, several in service.values.items()
        if field.startswith("contacts:")
        for contact in several
    }


class GuideFile:
    """One file, and the line on which each of its parts stands."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = f"{FOLDER}/{name}"
        self.stem = name.removesuffix(".md")
        try:
            text = (folder / FOLDER / name).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise self.wrong("this is not UTF-8 text", 1) from error
        self.written = text.replace("\r\n", "\n").split("\n")
        self.lines: dict[str, int] = {}
        self.cells: dict[str, str] = {}
        self.sources: list[SourceDraft] = []
        self.first_line = self._read_front_matter()

    def wrong(
        self, why: str, line: int, column: str = "", value: str = ""
    ) -> CellError:
        return CellError(why, file=self.name, line=line, column=column, value=value)

    def _read_front_matter(self) -> int:
        """Reads what stands above the text; returns the line after it."""
        if self.written[0].strip() != FENCE:
            raise self.wrong("a guide begins with a line ---", 1)
        for line, written in enumerate(self.written[1:], 2):
            if written.strip() == FENCE:
                self._refuse_missing(line)
                return line + 1
            key, colon, value = written.partition(":")
            key, value = key.strip(), value.strip()
            if not written.strip():
                continue
            if not colon:
                why = "must be a key, a colon and a value; or the second --- is missing"
                raise self.wrong(why, line)
            if key == "source":
                self.sources.append(self._source(value, line))
            elif key not in KEYS:
                raise self.wrong("unknown key", line, value=key)
            elif key in self.cells:
                raise self.wrong("stands here twice", line, key)
            else:
                self.cells[key] = value
                self.lines[key] = line
        raise self.wrong("the second line --- is missing", len(self.written))

    def _refuse_missing(self, line: int) -> None:
        for key in KEYS:
            if key not in self.cells:
                raise self.wrong(f"the key {key!r} is missing", line)

    def _source(self, value: str, line: int) -> SourceDraft:
        parts = [part.strip() for part in value.split(SEPARATOR)]
        parts += [""] * (len(SOURCE_FIELDS) - len(parts))
        if len(parts) != len(SOURCE_FIELDS):
            why = "must be number | publisher | title | address | date | note"
            raise self.wrong(why, line, "source", value)
        if not (parts[0].isascii() and parts[0].isdigit()):
            raise self.wrong("must begin with its number", line, "source", value)
        for field, part in zip(SOURCE_FIELDS[1:], parts[1:], strict=True):
            self._fits(GuideSource, field, part, line)
        self.lines.setdefault("sources", line)
        self.lines[f"[{int(parts[0])}]"] = line
        return SourceDraft(int(parts[0]), *parts[1:])

    def _fits(self, model, field: str, value: str, line: int) -> None:
        limit = most(model, field)
        if limit is not None and len(value) > limit:
            why = f"{len(value)} characters, but at most {limit} fit"
            raise self.wrong(why, line, field, value)

    def thing(self, needs: dict[str, str], known: Known) -> Thing:
        """The guide as values, once nothing about it is wrong."""
        draft = self.draft(needs)
        for problem in self.problems(draft, known):
            raise problem
        values: Values = {
            "title": draft.title,
            "heading": draft.heading,
            "summary": draft.summary,
            "audience": draft.audience,
            "order": self._order(),
            "needs": sorted(code for code, _side in draft.needs),
            "text": self._text(draft),
            "publish": "yes" if self.cells["publish"] == "yes" else "no",
        }
        return Thing(draft.slug, Row(self.name, self.first_line, self.cells), values)

    def problems(self, draft: Draft, known: Known) -> Iterator[CellError]:
        """Everything that is refused in it, each with its line."""
        for problem in problems(draft, known):
            line = problem.line + self.first_line - 1 if problem.line else 0
            line = line or self._line_of(problem.field, problem.why)
            yield self.wrong(problem.why, line, problem.field)

    def _text(self, draft: Draft) -> list:
        """Text, review and sources count as one: they only make sense together."""
        sources = [
            [getattr(source, field) for field in SOURCE_FIELDS]
            for source in draft.sources
        ]
        return [draft.body, str(draft.reviewed_on), sources]

    def _line_of(self, field: str, why: str) -> int:
        """Where a problem stands that has no line in the text."""
        numbered = [line for name, line in self.lines.items() if name in why]
        if field == "sources" and numbered:
            return numbered[0]
        return self.lines.get(field, self.first_line)

    def draft(self, needs: dict[str, str]) -> Draft:
        cells = self.cells
        if cells["slug"] != self.stem:
            raise self.wrong("must be the file's name", self.lines["slug"], "slug")
        for field in ("slug", "title", "heading", "summary"):
            self._fits(Guide, field, cells[field], self.lines[field])
        if cells["audience"] not in Guide.For.values:
            known = ", ".join(Guide.For.values)
            raise self._unknown("audience", f"must be one of {known}")
        codes = list(self._needs(needs))
        body = "\n".join(self.written[self.first_line - 1 :]).strip("\n")
        self.first_line += self._blank_lines()
        return Draft(
            slug=cells["slug"],
            title=cells["title"],
            heading=cells["heading"],
            summary=cells["summary"],
            audience=cells["audience"],
            body=body,
            sources=tuple(self.sources),
            needs=tuple((code, needs[code]) for code in codes),
            reviewed_on=self._reviewed_on(),
        )

    def _blank_lines(self) -> int:
        rest = self.written[self.first_line - 1 :]
        return next((n for n, line in enumerate(rest) if line), 0)

    def _unknown(self, key: str, why: str) -> CellError:
        return self.wrong(why, self.lines[key], key, self.cells[key])

    def _needs(self, needs: dict[str, str]) -> Iterator[str]:
        for code in self.cells["needs"].split(";"):
            if code.strip() and code.strip() not in needs:
                raise self._unknown("needs", f"unknown term of need: {code.strip()}")
            if code.strip():
                yield code.strip()

    def _order(self) -> int:
        value = self.cells["order"]
        if not (value.isascii() and value.isdigit()):
            raise self._unknown("order", "must be a whole number")
        return int(value)

    def _reviewed_on(self) -> datetime.date:
        try:
            return datetime.date.fromisoformat(self.cells["reviewed"])
        except ValueError:
            raise self._unknown("reviewed", "must be a day: 2026-11-24") from None
