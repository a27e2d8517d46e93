"""Guides into the database, with their needs and sources."""

import datetime
from collections.abc import Collection, Iterable

from directory.exchange.formats.csv_rows import Row
from directory.exchange.services_csv.things import Thing, Values
from directory.guides.markdown import blocks
from directory.guides.marks import CONTACT, SERVICE
from directory.models import (
    Contact,
    Guide,
    GuideNeed,
    GuideSource,
    Proposal,
    Service,
    Source,
    Status,
    doors,
)
from directory.models.guide import due_after
from directory.starter.reading.guides import SOURCE_FIELDS
from directory.starter.report import Report
from directory.starter.writing.keeping import (
    Keeper,
    change_or_propose,
    tell_proposed,
)
from directory.starter.writing.vocabulary import term_ids

FIELDS = ("title", "heading", "summary", "audience", "order")
PUBLISH = {Status.PUBLISHED: "yes", Status.DRAFT: "no", Status.WITHDRAWN: "withdrawn"}


class Guides(Keeper):
    """Guides, by their slug."""

    kind = "guides"

    def __init__(self, report: Report) -> None:
        super().__init__(report)
        self.terms = term_ids()
        contacts = Contact.objects.for_everyone().values_list("code", flat=True)
        services = Service.objects.published().values_list("code", flat=True)
        self.public = {CONTACT: set(contacts), SERVICE: set(services)}

    def now(self, things: list[Thing]) -> dict[str, Values]:
        return {guide.slug: _values(guide) for guide in Guide.objects.with_everything()}

    def is_closed(self, now: Values) -> str:
        if now["publish"] == "withdrawn":
            return "withdrawn here, so left as it is"
        return ""

    def create(self, things: list[Thing]) -> None:
        begins = doors.is_open()
        made = Guide.objects.bulk_create(
            [_guide(thing, may_be_public=begins) for thing in things]
        )
        pairs = list(zip(made, things, strict=True))
        GuideSource.objects.bulk_create(
            source
            for guide, thing in pairs
            for source in _sources(guide, thing.values["text"][2])
        )
        GuideNeed.objects.bulk_create(
            need
            for guide, thing in pairs
            for need in self._needs(guide, thing.values["needs"])
        )
        for guide, thing in pairs:
            if thing.values["publish"] == "yes" and not begins:
                self._propose_publishing(guide)

    def _propose_publishing(self, guide: Guide) -> None:
        proposal = Proposal.objects.propose_publishing(
            guide, source=Source.STARTER, origin="starter", tell=False
        )
        tell_proposed(self.report, self.kind, proposal)

    def change(self, thing: Thing, write: Values) -> bool:
        guide = Guide.objects.get(slug=thing.key)
        return change_or_propose(
            self.report, self.kind, guide, lambda: self._change(thing, write)
        )

    def _change(self, thing: Thing, write: Values) -> bool:
        guide = Guide.objects.get(slug=thing.key)
        for name in FIELDS:
            setattr(guide, name, write.get(name, getattr(guide, name)))
        if "text" in write:
            body, reviewed_on, sources = write["text"]
            _put_text(guide, body, reviewed_on)
            guide.reviewed_by = None
            guide.sources.all().delete()
            GuideSource.objects.bulk_create(_sources(guide, sources))
        if "needs" in write:
            guide.need_links.all().delete()
            GuideNeed.objects.bulk_create(self._needs(guide, write["needs"]))
        was_asked = self._change_status(guide, thing) if "publish" in write else False
        guide.save()
        return was_asked or set(write) != {"publish"}

    def _change_status(self, guide: Guide, thing: Thing) -> bool:
        """Publishes where the file says so now; a file never takes anything down."""
        if thing.values["publish"] == "yes":
            guide.status = Status.PUBLISHED
            return True
        thing.values["publish"] = "yes"
        why = "the file says not to publish it, but it is public: please decide"
        self.report.doubts.add(thing.row, "publish", why)
        return False

    def tell(self, thing: Thing, kept: Collection[str]) -> None:
        """Each mark that leads to what nobody sees at the moment."""
        if "text" in kept:
            return
        for block in blocks(thing.values["text"][0]):
            for mark in block.marks:
                if mark.goal not in self.public.get(mark.kind, {mark.goal}):
                    row = Row(thing.row.file, thing.row.line + block.line - 1, {})
                    why = f"[[{mark.kind} {mark.goal}]] is not public, so not shown"
                    self.report.doubts.add(row, "", why)

    def _needs(self, guide: Guide, codes: Iterable[str]) -> list[GuideNeed]:
        keys = (self.terms.get(f"need/{code}") for code in codes)
        return [GuideNeed(guide=guide, term_id=key) for key in keys if key is not None]


def _values(guide: Guide) -> Values:
    """A guide as its file would put it."""
    sources = [
        [getattr(source, field) for field in SOURCE_FIELDS]
        for source in guide.sources.all()
    ]
    needs = sorted(term.code for term in guide.needs.all())
    body = guide.body.replace("\r\n", "\n").strip("\n")
    return {name: getattr(guide, name) for name in FIELDS} | {
        "needs": needs,
        "text": [body, str(guide.reviewed_on), sources],
        "publish": PUBLISH[Status(guide.status)],
    }


def _guide(thing: Thing, *, may_be_public: bool) -> Guide:
    guide = Guide(slug=thing.key, **{name: thing.values[name] for name in FIELDS})
    body, reviewed_on, _sources = thing.values["text"]
    _put_text(guide, body, reviewed_on)
    if thing.values["publish"] == "yes" and may_be_public:
        guide.status = Status.PUBLISHED
    return guide


def _put_text(guide: Guide, body: str, reviewed_on: str) -> None:
    guide.body = body
    guide.reviewed_on = datetime.date.fromisoformat(reviewed_on)
    guide.due_on = due_after(guide.reviewed_on)


def _sources(guide: Guide, rows: Iterable[list]) -> list[GuideSource]:
    return [
        GuideSource(guide=guide, **dict(zip(SOURCE_FIELDS, row, strict=True)))
        for row in rows
    ]
