"""Before you ring: up to three questions, by one rule."""

import datetime

import pytest

from directory.find.questions import before_you_ring, carried
from directory.models import Disclosure, Service
from tests.asking import read as asked
from tests.making import make_service, make_term
from tests.pages import visit

TODAY = datetime.date(2026, 11, 24)
TOLD = "When would you tell the police or the Home Office?"
COST = "Does it cost anything?"
SON = "Will you take my son, 15?"

TERMS = {
    "accepts": {
        "children": "kids",
        "older-sons": "sons",
        "pets": "pets",
        "no-recourse": "nrpf",
        "mental-health-needs": "mind",
    },
    "language": {"pl": "pl", "interpreters": "interp"},
    "access": {"disabled-access": "access", "step-free": "step-free"},
    "gender": {"men": "men", "women": "women"},
    "need": {"abused-by-police": "indep", "safe-place-to-stay": "stay"},
    "type": {"refuge": "rooms", "helpline": "line", "outreach": "outreach"},
}


@pytest.fixture(autouse=True)
def _terms():
    wider = make_term("disabled-access", "access", slug="access")
    for taxonomy, terms in TERMS.items():
        for code, slug in terms.items():
            parent = {"parent": wider} if code == "step-free" else {}
            make_term(code, taxonomy, slug=slug, **parent)


def questions(address: str = "", *, told=(), **only_what_matters) -> list[str]:
    """What one asks a service, having asked a list for this."""
    service = make_service("Harbour", **only_what_matters)
    for body in told:
        Disclosure.objects.create(service=service, to=body, when="consent")
    whole = Service.objects.with_everything().get(pk=service.pk)
    return before_you_ring(whole, asked(address), TODAY)


REFUGE = {"types": ["refuge"], "cost": "free"}
LINE = {"types": ["helpline"], "cost": "free"}
ROOM = "Do you have room now?"
POLICE_KNOWN = {"told": ["police"]}
BOTH_KNOWN = {"told": ["police", "home-office"]}


@pytest.mark.parametrize(
    ("address", "service", "expected"),
    [
        # What was chosen and is not stated comes first, then who is told.
        ("accepts=sons&age=15", REFUGE, [SON, TOLD, ROOM]),
        (
            "accepts=sons&accepts=pets&age=15",
            REFUGE,
            ["Can you take my pet, or find somewhere for it?", SON, TOLD],
        ),
        ("accepts=sons", REFUGE, ["Will you take my teenage son?", TOLD, ROOM]),
        ("accepts=sons&age=34", REFUGE | {"age_min": 18}, None),
        ("for=work&accepts=sons&age=15", REFUGE, ["Will you take a son of 15?", None]),
        # A limit and "ask them" are questions; yes and no are not.
        (
            "accepts=sons&age=15",
            REFUGE | {"answers": {"accepts:older-sons": "limit:sons up to 14"}},
            [SON, TOLD, ROOM],
        ),
        (
            "accepts=pets",
            REFUGE | {"answers": {"accepts:pets": "ask"}},
            ["Can you take my pet, or find somewhere for it?", TOLD, ROOM],
        ),
        (
            "accepts=pets",
            REFUGE | {"answers": {"accepts:pets": "no"}},
            [TOLD, ROOM, "Can children come too?"],
        ),
        (
            "accepts=kids",
            REFUGE | {"accepts": ["children", "pets"]},
            [TOLD, ROOM, "Can people get in and around without steps?"],
        ),
        # A narrower answer meets a wider wish.
        (
            "access=access",
            REFUGE | {"access": ["step-free"], "accepts": ["children", "pets"]},
            [TOLD, ROOM],
        ),
        # Who fears the police or the Home Office asks about telling first.
        ("accepts=nrpf", LINE, [TOLD, "Can you help if I have no right to benefits?"]),
        ("need=indep", LINE | {"needs": ["abused-by-police"]}, [TOLD]),
        ("need=indep", LINE | BOTH_KNOWN, []),
        # Who is told, as far as it is not known.
        ("", LINE | POLICE_KNOWN, ["When would you tell the Home Office?"]),
        ("for=young", LINE, ["When would you tell my family or social services?"]),
        (
            "",
            LINE | {"side": "change"},
            ["When would you tell the police or social services?"],
        ),
        # A helpline has no door; one that finds places is asked for one.
        ("accepts=sons&age=15", LINE, [TOLD]),
        (
            "accepts=sons&age=15",
            LINE | {"needs": ["safe-place-to-stay"]},
            ["Can you find somewhere that takes my son, 15?", TOLD],
        ),
        ("", {"types": ["helpline"]}, [TOLD, COST]),
        ("language=pl", LINE, ["Is there someone who speaks Pl?", TOLD]),
        ("gender=men", LINE | {"genders": ["women"]}, [TOLD]),
        ("gender=men", LINE, ["Do you help men?", TOLD]),
        ("age=70", LINE, ["Do you help people who are 70?", TOLD]),
        ("age=70", LINE | {"age_min": 18}, [TOLD]),
        # The general ones, in their order.
        (
            "",
            {"types": ["outreach"]} | BOTH_KNOWN,
            [
                COST,
                "How long would I wait?",
                "Can people get in and around without steps?",
            ],
        ),
        (
            "for=someone",
            {"types": ["outreach"], "cost": "free"} | BOTH_KNOWN,
            ["How long is the wait?", "Can people get in and around without steps?"],
        ),
        (
            "",
            REFUGE | {"waiting": "open", "waiting_until": datetime.date(2026, 11, 23)},
            [TOLD, ROOM, "Can children come too?"],
        ),
        (
            "",
            REFUGE | {"waiting": "full", "waiting_until": datetime.date(2026, 11, 25)},
            [TOLD, "Can children come too?", "Can a pet come too?"],
        ),
    ],
)
def test_the_rule(address, service, expected):
    found = questions(address, **service)
    assert len(found) <= 3
    if expected is None:
        assert SON not in found
    elif expected[-1:] == [None]:
        assert found[: len(expected) - 1] == expected[:-1]
    else:
        assert found == expected


def test_a_link_takes_along_only_what_may_make_a_question():
    make_service("Harbour", areas=["Salford"])
    address = (
        "for=someone&area=E08000006&need=stay&need=indep&type=rooms&accepts=sons"
        "&language=pl&access=step-free&gender=men&age=15&q=zzz&page=2&near=M6&now=1"
    )
    assert carried(asked(address)) == [
        ("for", "someone"),
        ("need", "indep"),
        ("gender", "men"),
        ("language", "pl"),
        ("accepts", "sons"),
        ("access", "step-free"),
        ("age", "15"),
    ]
    assert carried(asked("area=E08000006&need=stay")) == []
    assert carried(asked("for=someone&need=stay")) == []
    assert carried(asked("for=work")) == [("for", "work")]


def test_the_choice_reaches_the_page_of_the_service():
    make_service(
        "Rooms", types=["refuge"], needs=["safe-place-to-stay"], areas=["Salford"]
    )
    results = visit("/services/?area=E08000006&need=stay&accepts=sons&age=15")
    link = results.linked("Rooms")
    assert link.endswith("/?accepts=sons&age=15")
    page = visit(link)
    assert SON in page.text
    assert TOLD in page.text
    (canonical,) = page.all("link", rel="canonical")
    assert "?" not in canonical["href"]


def test_where_nothing_is_left_to_ask_the_page_says_nothing_of_it():
    service = make_service("Harbour", types=["helpline"], cost="free")
    for body in ("police", "home-office"):
        Disclosure.objects.create(service=service, to=body, when="consent")
    assert "Before you ring" not in visit(service.get_absolute_url()).text
