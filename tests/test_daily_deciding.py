"""A moderator settles what the daily checks found, in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from directory.curation.daily import links
from directory.curation.daily.checks import Run
from directory.models import Finding, HiddenLink, Organisation, Service
from directory.models.finding_kinds import Kind, Noted, State
from tests.forms import said
from tests.making import (
    decided,
    make_contact,
    make_organisation,
    make_service,
    make_user,
)
from tests.misbehaving import Misbehaving, page
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors
LIST = "/admin/directory/finding/"
SITE = "harbour.example"


@pytest.fixture
def signed_in(client):
    sign_in(client, make_user(is_superuser=True))
    return client


def note(kind: str, key: str = "a", **about) -> Finding:
    Finding.objects.add(kind, {key: Noted("Because.", **about)})
    return Finding.objects.get(kind=kind, key=key)


def act(client, action: str, *findings):
    chosen = {"action": action, "_selected_action": [row.pk for row in findings]}
    return client.post(f"{LIST}?show=all", chosen, follow=True)


def taken_over(server: Misbehaving) -> Finding:
    """A service whose site is for sale, hidden by the day's run."""
    make_service(contacts=[("website", server.url(SITE))])
    make_contact(make_service("Two", contacts=["116 123"]), ("email", f"x@{SITE}"))
    with decided():
        Organisation.objects.update(website=server.url(SITE))
    server.pages[f"{SITE}/"] = page("This domain is for sale")
    links.check(Run(), server.looker(), pause=0)
    return Finding.objects.open().get()


@pytest.fixture
def server():
    running = Misbehaving()
    yield running
    running.close()


def test_the_list_shows_what_is_open_riskiest_first_and_leads_to_the_record(signed_in):
    service, owner = make_service("Harbour House"), make_organisation("Quay")
    note(Kind.DUPLICATE, organisation=owner.pk)
    note(Kind.NUMBER, service=service.pk)
    done = note(Kind.DEAD_LINK, service=service.pk)
    Finding.objects.filter(pk=done.pk).solve()
    page_ = signed_in.get(LIST)
    kinds = [row.kind for row in page_.context["cl"].result_list]
    assert kinds == [Kind.NUMBER, Kind.DUPLICATE]
    html = page_.content.decode()
    for record in (service, owner):
        model = record._meta.model_name
        assert f'href="/admin/directory/{model}/{record.pk}/change/"' in html
    assert len(signed_in.get(f"{LIST}?show=all").context["cl"].result_list) == 3


@pytest.mark.parametrize(
    ("action", "state"), [("not_a_problem", "dismissed"), ("mended", "solved")]
)
def test_it_is_settled_by_name_and_stands_in_the_log(signed_in, action, state):
    row = note(Kind.NUMBER, service=make_service().pk)
    assert said(act(signed_in, action, row)) == ["1 finding is settled."]
    row.refresh_from_db()
    assert row.state == State(state)
    assert row.decided_by.email == "moderator@example.org"
    assert LogEntry.objects.filter(object_id=str(row.pk)).count() == 1
    # A second click changes nothing.
    assert said(act(signed_in, action, row)) == ["0 findings are settled."]


def test_a_hidden_link_that_is_safe_is_shown_again_with_all_that_went_with_it(
    signed_in, server
):
    row = taken_over(server)
    told = said(act(signed_in, "not_a_problem", row))
    assert told == ["1 finding is settled.", "3 links are shown again."]
    first, second = Service.objects.order_by("pk")
    assert SITE in signed_in.get(first.get_absolute_url()).content.decode()
    assert f"x@{SITE}" in signed_in.get(second.get_absolute_url()).content.decode()
    assert not HiddenLink.objects.exists()


def test_a_hidden_link_that_is_mended_stays_hidden(signed_in, server):
    row = taken_over(server)
    act(signed_in, "mended", row)
    assert SITE not in signed_in.get("/services/").content.decode()


def test_showing_a_link_again_needs_the_right_to_decide_on_contacts(client, server):
    row = taken_over(server)
    helper = make_user("helper@example.org")
    rights = Permission.objects.filter(codename__in=["view_finding", "change_finding"])
    helper.user_permissions.set(rights)
    sign_in(client, helper)
    assert "is for those who decide" in said(act(client, "not_a_problem", row))[0]
    row.refresh_from_db()
    assert row.is_open
    assert SITE not in client.get("/services/").content.decode()


@pytest.mark.parametrize("path", ["add/", "1/delete/"])
def test_nobody_adds_or_deletes_a_finding(signed_in, path):
    row = note(Kind.NUMBER, service=make_service().pk)
    address = LIST + path.replace("1", str(row.pk))
    assert signed_in.get(address).status_code == 403
    assert signed_in.post(address, {"post": "yes"}).status_code == 403
    assert Finding.objects.count() == 1


def test_nothing_of_a_finding_is_changed_in_its_form(signed_in):
    row = note(Kind.NUMBER, service=make_service().pk)
    address = f"{LIST}{row.pk}/change/"
    signed_in.post(address, {"why": "Other", "state": "solved"})
    row.refresh_from_db()
    assert (row.why, row.state) == ("Because.", State.OPEN)
