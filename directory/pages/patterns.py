"""Every part of the pages in every state, for the people who work on them."""

import datetime
from dataclasses import replace
from types import SimpleNamespace

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.factor import has_second_factor
from directory.find.answer import Option, OptionGroup, Section, Way
from directory.find.cards import Card
from directory.find.criteria import Part
from directory.find.held import fresh
from directory.find.hours import Opening
from directory.find.shortlist import Keeping, Shortlist
from directory.find.told import OwnWords, Told, WhoWillKnow
from directory.guides.drafts import Draft, SourceDraft
from directory.guides.shown import ShownGuide, preview
from directory.models import (
    Contact,
    ContactKind,
    CrisisLine,
    Organisation,
    Service,
    ServiceTerm,
    Term,
)
from directory.models.standing import NEVER_CHECKED, Checked, Standing
from directory.pages.asking import Ask, Door
from directory.pages.frame import ShownLine, show

# Words for people who work on the pages are not translated. The numbers are kept free
# for plays and films; nobody answers them.
FREE_NUMBER, OTHER_NUMBER = "0808 157 0192", "01632 960 001"
OPEN = Opening(True, "Open day and night, every day", is_always=True)
CLOSED = Opening(False, "Closed now. Opens tomorrow at 9.30am")
UNSURE = Opening(None, "Today is a bank holiday: it may be closed")


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """The sheet of patterns; for anyone else there is no such page."""
    if not (has_second_factor(request) and request.user.is_staff):
        raise Http404
    fresh()
    return show(request, "patterns.html", everything())


def everything() -> dict[str, object]:
    """Each part with made-up contents."""
    service = _service()
    return {
        "parts": [Part("Salford", "?"), Part("Somewhere safe to stay", "?")],
        "notices": ["We do not know “need=xyz”, so we left it out."],
        "ask": Ask("Salford", "cannot sleep", [("need", "stay")], doors=_doors()),
        "wrong_ask": Ask("Qwertyville", problem="We do not know this place."),
        "section": Section("asks", "A heading", "A note under it.", _cards(service)),
        "ways": [Way("Greater Manchester", "?", 41), Way("Takes pets", "?", 7)],
        "answer": _answer(),
        "line": _line(service),
        "contacts": _contacts(service),
        "answers": _answers(),
        "told": _told(),
        "questions": ["Will you take my son, 15?", "Does it cost anything?"],
        "keeping": Keeping(Shortlist(("2b3c4d",)), "?", "?"),
        "guide": _guide(),
    }


def _service() -> Service:
    return Service(
        code="2b3c4d",
        organisation=Organisation(name="An organisation with quite a long name"),
        name="Example Support",
        summary="Someone to talk to, and help to make a plan, for anyone near.",
    )


def _guide() -> ShownGuide:
    parts = "\n\n".join(f"## Part {number}\n\nWords." for number in "abc")
    text = (
        f"Words **loud** [1].\n\n> Quoted.\n\n{parts}\n\n## Next\n\n- [[page now|Now]]"
    )
    source = SourceDraft(1, "A charity", "A report", "https://example.org/x", "2015")
    return preview(
        Draft(
            slug="pattern",
            title="A guide",
            heading="A guide",
            summary="What it is about, in one sentence.",
            audience="survivors",
            body=text,
            easy_read="Short words.",
            sources=(source,),
            reviewed_on=datetime.date(2026, 11, 2),
        ),
        datetime.date(2026, 11, 24),
    )


def _doors() -> list[Door]:
    return [Door("me", "me", True), Door("work", "my work", False)]


def _contact(kind: str, value: str, **more) -> Contact:
    return Contact(kind=kind, value=value, **more)


def _cards(service: Service) -> list[Card]:
    phone = _contact(ContactKind.PHONE, FREE_NUMBER, dialable="+448081570192")
    web = _contact(ContactKind.WEBSITE, "https://www.example.org/help")
    full = Card(
        service=service,
        position=0,
        first_line=["For women only", "For under 18s"],
        nearness="Covers all of Greater Manchester",
        fits=["Somewhere safe to stay", "Children: up to 3"],
        asks=["Pets"],
        opening=OPEN,
        contacts=[phone],
        checked=Checked(datetime.date(2026, 11, 2), Standing.IN_TIME),
        is_by_and_for=True,
    )
    never, old = NEVER_CHECKED, Checked(datetime.date(2025, 11, 2), Standing.OLD)
    bare = Card(service, 1, [], "", [], [], None, [web], never, False)
    shut = Card(service, 2, [], "In part of Kent", [], [], CLOSED, [phone], old, False)
    line = CrisisLine(
        contact=_contact(ContactKind.PHONE, OTHER_NUMBER, service=service)
    )
    doubted = replace(shut, is_doubted=True, instead=line)
    return [full, bare, shut, doubted]


def _answer() -> SimpleNamespace:
    options = [
        _option("Somewhere safe to stay", 12, is_chosen=True),
        _option("Someone to talk to, by phone or online", 140),
        _option("Something that nobody offers here", 0),
    ]
    return SimpleNamespace(
        groups=[
            OptionGroup("need", "need", "What would help?", options, 1),
            OptionGroup("language", "language", "Languages", options[1:], 0),
        ],
        active_filters=1,
        page=2,
        pages=7,
        previous_url="?page=1",
        next_url="?page=3",
        total=0,
        drops=[Way("Takes pets", "?", 7)],
        wider=[Way("Greater Manchester", "?", 41)],
    )


def _option(name: str, count: int, *, is_chosen: bool = False) -> Option:
    return Option(
        slug=name[:9], name=name, definition="", count=count, is_chosen=is_chosen
    )


def _line(service: Service) -> ShownLine:
    contact = _contact(ContactKind.PHONE, FREE_NUMBER, service=service)
    return ShownLine(CrisisLine(contact=contact, words="Free, day and night."), OPEN)


def _contacts(service: Service) -> list[dict[str, object]]:
    whole = {"label": "24 hours", "cost_words": "Free", "seen_on": "2026-04"}
    bill = {"bill_words": "It says the call is not on bills.", "seen_on": "2026-04-30"}
    made = [
        (_contact(ContactKind.PHONE, FREE_NUMBER, **whole), OPEN),
        (_contact(ContactKind.PHONE, OTHER_NUMBER, hours_words="9 to 5"), CLOSED),
        (_contact(ContactKind.TEXT, "07700 900 001", **bill), UNSURE),
        (_contact(ContactKind.WHATSAPP, "07700 900 002"), None),
        (_contact(ContactKind.EMAIL, "hello@example.org", seen_on="2026"), None),
        (_contact(ContactKind.WEBCHAT, "https://chat.example.org/"), None),
        (
            _contact(
                ContactKind.PHONE, OTHER_NUMBER, is_for_professionals=True, label="Desk"
            ),
            None,
        ),
    ]
    return [{"contact": contact, "opening": opening} for contact, opening in made]


def _answers() -> list[ServiceTerm]:
    def says(name: str, answer: str, limit: str = "") -> ServiceTerm:
        return ServiceTerm(term=Term(name=name), answer=answer, limit=limit)

    return [
        says("Children", "yes"),
        says("Older sons", "limit", "up to 14"),
        says("Pets", "ask"),
        says("Step-free", "no"),
    ]


def _told() -> WhoWillKnow:
    told = [
        Told("you", "you", "you", "A call stays in your call list."),
        Told("family", "your family", "unknown", "Not known"),
        Told("gp", "your GP", "consent", "Only if you agree"),
        Told("council", "the council", "duty", "In cases where they must"),
        Told("police", "the police", "risk", "If someone is at serious risk"),
        Told("home-office", "the Home Office", "passes", "Told"),
    ]
    words = [OwnWords("the police", "If a life is at risk.")]
    return WhoWillKnow(told, words, has_unknown=True)
