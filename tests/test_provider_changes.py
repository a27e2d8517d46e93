"""What an organisation's own people ask to change becomes a proposal, and waits."""

import pytest
from django.test import Client

from directory.models import Proposal, Report, Representative
from tests.making import decided, make_contact, make_service, make_user
from tests.pages import read, visit
from tests.telling import a_stamp, value_of

FIELDS = ("summary", "hours_words", "waiting_until", "text")


@pytest.fixture
def moderator():
    return make_user("boss@example.org", is_superuser=True)


@pytest.fixture
def service():
    return make_service(
        "Harbour House",
        summary="Someone to talk to.",
        hours_words="9 to 5",
        contacts=["0161 496 0123", ("website", "https://harbour.example/")],
    )


@pytest.fixture
def link(service, moderator):
    person = Representative.objects.invite(
        service.organisation, "team@harbour.example", by=moderator
    )
    return f"{person.link()}{service.code}/"


def ask(link: str, **changes: str):
    """The form as it opens, with these changes, sent by someone without a cookie."""
    page = visit(link)
    sent = {
        tag["name"]: value_of(page, tag["name"])
        for tag in page.tags
        if tag["name"] in FIELDS or tag["name"].startswith("contact-")
    }
    sent |= {"waiting": "", "stamp": a_stamp(link)} | changes
    return Client(enforce_csrf_checks=True).post(link, sent)


def contact_field(service, kind: str) -> str:
    return f"contact-{service.contacts.shown().get(kind=kind).code}"


def test_the_form_holds_what_we_show_now(link, service):
    page = visit(link)
    assert value_of(page, "summary") == "Someone to talk to."
    assert value_of(page, "hours_words") == "9 to 5"
    assert value_of(page, contact_field(service, "phone")) == "0161 496 0123"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_what_is_different_becomes_a_proposal_and_changes_nothing(link, service):
    answer = ask(
        link,
        summary="Advice by phone.",
        waiting="full",
        waiting_until="2030-01-31",
        text="We moved",
    )
    assert answer.status_code == 303
    assert not answer.cookies
    assert "One of us looks at what you sent" in visit(answer["Location"]).text
    proposal = Proposal.objects.get()
    assert (proposal.author, proposal.source) == (None, "provider")
    assert proposal.origin == "team@harbour.example"
    assert proposal.note == "We moved"
    assert proposal.new_values() == {
        "summary": "Advice by phone.",
        "waiting": "full",
        "waiting_until": "2030-01-31",
    }
    service.refresh_from_db()
    assert service.summary == "Someone to talk to."
    assert "Advice by phone." not in visit(service.get_absolute_url()).text


def test_a_number_is_changed_in_its_place_and_the_others_stay(link, service, moderator):
    with decided():
        make_contact(service, "0161 496 0999", held="doubt")
    ask(link, **{contact_field(service, "phone"): "0161 496 0777"})
    proposal = Proposal.objects.get()
    values = [row["value"] for row in proposal.new_values()["contacts"]]
    assert values == ["0161 496 0777", "0161 496 0999", "https://harbour.example/"]
    proposal.record_second_source(by=moderator, evidence="Its own website")
    proposal.approve(by=make_user("other@example.org", is_superuser=True))
    assert "0161 496 0777" in visit(service.get_absolute_url()).text


def test_an_emptied_number_is_asked_to_go(link, service):
    ask(link, **{contact_field(service, "website"): ""})
    (row,) = Proposal.objects.get().new_values()["contacts"]
    assert row["value"] == "0161 496 0123"


@pytest.mark.parametrize(
    ("kind", "value"), [("phone", "ring us"), ("website", "javascript:alert(1)")]
)
def test_what_cannot_be_rung_or_opened_comes_back(link, service, kind, value):
    field = contact_field(service, kind)
    page = read(ask(link, **{field: value}, text="Kept"))
    assert page.status == 200
    assert "We cannot read this." in page.text
    assert (value_of(page, field), value_of(page, "text")) == (value, "Kept")
    assert not Proposal.objects.exists()


def test_nothing_different_is_said_and_nothing_is_kept(link):
    page = read(ask(link))
    assert "Nothing is different from what we show." in page.text
    assert not Proposal.objects.exists()


def test_words_alone_are_looked_at_like_a_report(link, service):
    assert ask(link, text="We also speak Polish").status_code == 303
    report = Report.objects.get()
    assert (report.service, report.reason) == (service, "other")
    assert report.text == "From the service's own people: We also speak Polish"
    assert not Proposal.objects.exists()


def test_asked_again_it_joins_what_waits(link):
    ask(link, summary="Advice by phone.")
    ask(link, summary="Advice by phone.")
    ask(link, hours_words="Always")
    assert Proposal.objects.get().new_values() == {
        "summary": "Advice by phone.",
        "hours_words": "Always",
    }


def test_a_form_without_a_good_stamp_comes_back_with_nothing_lost(link):
    page = read(ask(link, summary="Advice by phone.", stamp=""))
    assert value_of(page, "summary") == "Advice by phone."
    assert not Proposal.objects.exists()


def test_another_organisations_service_is_not_there(link, moderator):
    other = make_service("Elsewhere", organisation="Others")
    there = f"{link.rsplit('/', 2)[0]}/{other.code}/"
    assert visit(there).status == 404
    draft = make_service("Draft", published=False)
    assert visit(f"{link.rsplit('/', 2)[0]}/{draft.code}/").status == 404


def test_a_link_that_was_ended_asks_for_nothing(link, moderator):
    sent = {"summary": "Mine now", "stamp": a_stamp(link)}
    Representative.objects.all().revoke(by=moderator)
    assert Client().post(link, sent).status_code == 404
    assert not Proposal.objects.exists()
