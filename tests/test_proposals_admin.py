"""Deciding in the admin: the list, the page, who may do what, who is told."""

import pytest
from django.contrib.auth.models import Permission
from django.core import mail

from directory.models import Proposal, Service
from tests.forms import said
from tests.guides import make_guide
from tests.making import PHONE, decided, make_service, make_user
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors
LIST = "/admin/directory/proposal/"
NEW = "0161 496 0999"
RIGHTS = {
    "editor": ("change_service", "view_service"),
    "approver": ("change_service", "view_proposal", "decide_proposal"),
    "auditor": ("view_proposal", "view_service"),
    "nobody": (),
}


def person(role: str, number: int = 1):
    user = make_user(f"{role}{number}@example.org", name=f"{role} {number}")
    user.user_permissions.set(Permission.objects.filter(codename__in=RIGHTS[role]))
    return user


def a_change(by, **said_too) -> Proposal:
    told = {"source": "moderator", "evidence": "Its own page."} | said_too
    rows = [{"kind": "phone", "value": NEW}]
    values = {"contacts": rows, "summary": "New words."}
    return Proposal.objects.propose(make_service(), values, by=by, **told)


def page_of(proposal) -> str:
    return f"{LIST}{proposal.pk}/change/"


def act(client, proposal, name: str, **more):
    """Press one of the page's buttons, as someone who has looked at it."""
    page = client.get(page_of(proposal))
    seen = page.context["seen"] if page.status_code == 200 else ""
    data = {"act": name, "seen": seen} | more
    return client.post(page_of(proposal), data, follow=True)


@pytest.fixture
def author():
    return person("editor")


@pytest.mark.parametrize("act_name", ["approve", "approve-some", "clear", "revert"])
@pytest.mark.parametrize("role", ["editor", "auditor", "nobody"])
def test_only_approvers_decide(client, author, role, act_name):
    proposal = a_change(author)
    sign_in(client, person(role, 2))
    page = act(client, proposal, act_name, only="contacts", cleared_because="x")
    assert page.status_code == 403
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_an_approver_sees_both_sides_and_approves_everything(client, author):
    proposal = a_change(author)
    sign_in(client, person("approver", 2))
    page = client.get(page_of(proposal)).content.decode()
    assert PHONE in page
    assert NEW in page
    assert "Its own page." in page
    assert said(act(client, proposal, "approve")) == ["Approved."]
    assert Service.objects.get().contacts.get().value == NEW


def test_the_author_does_not_approve_by_button_or_direct_post(client):
    approver = person("approver")
    proposal = a_change(approver)
    sign_in(client, approver)
    assert 'value="approve"' not in client.get(page_of(proposal)).content.decode()
    page = act(client, proposal, "approve")
    assert "You proposed this: someone else must decide." in said(page)
    assert Service.objects.get().contacts.get().value == PHONE


def test_only_what_is_ticked_is_approved(client, author):
    proposal = a_change(author)
    sign_in(client, person("approver", 2))
    act(client, proposal, "approve-some", only="summary")
    service = Service.objects.get()
    assert (service.summary, service.contacts.get().value) == ("New words.", PHONE)


def test_a_second_source_is_recorded_while_approving(client, author):
    proposal = a_change(author, source="provider", evidence="")
    sign_in(client, person("approver", 2))
    page = act(client, proposal, "approve")
    assert "A contact changes: say what a second source says." in said(page)
    act(client, proposal, "approve", second_source="The charity register.")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.second_source) == (
        "approved",
        "The charity register.",
    )


def test_what_moved_stands_beside_it_with_the_day(client, author):
    proposal = a_change(author)
    with decided():
        proposal.service.contacts.update(label="Office only")
    sign_in(client, person("approver", 2))
    page = client.get(page_of(proposal)).content.decode()
    assert "It has changed since. As it stands now (" in page
    assert "Office only" in page


def test_a_page_that_is_out_of_date_decides_nothing(client, author):
    proposal = a_change(author)
    sign_in(client, person("approver", 2))
    seen = client.get(page_of(proposal)).context["seen"]
    with decided():
        proposal.service.contacts.update(label="Office only")
    data = {"act": "approve", "seen": seen}
    page = client.post(page_of(proposal), data)
    assert "It has changed since" in " ".join(said(page))
    assert Service.objects.get().contacts.get().value == PHONE


@pytest.mark.parametrize("field", ["because", "question"])
def test_rejecting_and_asking_back_need_words_and_keep_what_was_typed(
    client, author, field
):
    proposal = a_change(author)
    sign_in(client, person("approver", 2))
    name = {"because": "reject", "question": "ask"}[field]
    page = act(client, proposal, name, second_source="Typed already")
    assert said(page)[0] == "Nothing was decided."
    assert "Typed already" in page.content.decode()
    act(client, proposal, name, **{field: "Which page?"})
    proposal.refresh_from_db()
    assert proposal.state == {"reject": "rejected", "ask": "asked"}[name]


def test_an_approved_change_is_taken_back_with_one_button(client, author):
    proposal = a_change(author)
    sign_in(client, person("approver", 2))
    act(client, proposal, "approve")
    act(client, proposal, "revert")
    assert Service.objects.get().contacts.get().value == PHONE


def test_publishing_asks_whether_it_is_something_we_list(client, author):
    service = make_service(published=False)
    proposal = Proposal.objects.propose_publishing(service, by=author)
    sign_in(client, person("approver", 2))
    page = act(client, proposal, "approve")
    assert "Tick that it is something we list." in said(page)
    act(client, proposal, "approve", meets_listing="on")
    assert Service.objects.get().is_published


def test_a_guide_is_not_made_public_with_what_a_check_refuses(client, author):
    guide = make_guide(body="Nothing more [1].")
    values = {"body": "No source, 79 reports."}
    proposal = Proposal.objects.propose(guide, values, by=author, source="moderator")
    sign_in(client, person("approver", 2))
    page = act(client, proposal, "approve")
    assert said(page)[0] == "Nothing was decided."
    guide.refresh_from_db()
    assert guide.body == "Nothing more [1]."


def test_the_list_shows_the_riskiest_first_and_asks_as_often_at_any_length(
    client, author, django_assert_max_num_queries
):
    a_change(author)
    for number in range(30):
        service = make_service(f"Other {number}")
        values = {"summary": "Words."}
        Proposal.objects.propose(service, values, by=author, source="import")
    sign_in(client, person("approver", 2))
    with django_assert_max_num_queries(12):
        page = client.get(LIST)
    rows = page.context["cl"].result_list
    assert "contacts" in rows[0].changes
    assert len(rows) == 31


@pytest.mark.parametrize("role", ["nobody"])
def test_who_has_nothing_to_do_with_it_sees_nothing(client, author, role):
    proposal = a_change(author)
    sign_in(client, person(role, 2))
    assert client.get(LIST).status_code == 403
    assert client.get(page_of(proposal)).status_code == 403


def test_all_approvers_but_the_author_are_told_and_nothing_is_said(
    author, django_capture_on_commit_callbacks
):
    one, two = person("approver", 1), person("approver", 2)
    person("auditor")
    with django_capture_on_commit_callbacks(execute=True):
        proposal = a_change(one, note="A secret word.")
    assert [sent.to for sent in mail.outbox] == [[two.email]]
    text = mail.outbox[0].subject + mail.outbox[0].body
    assert str(proposal.pk) in text
    for kept in (NEW, PHONE, "secret word", "New words", "Its own page"):
        assert kept not in text


def test_what_touches_nothing_public_writes_no_mail(
    author, django_capture_on_commit_callbacks
):
    person("approver", 2)
    with django_capture_on_commit_callbacks(execute=True):
        Proposal.objects.propose(
            make_service(), {"notes": "Rang."}, by=author, source="import"
        )
    assert mail.outbox == []
