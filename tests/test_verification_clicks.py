"""A moderator notes a check in two clicks, for one service or a whole organisation."""

import re

import pytest
from django.contrib.auth.models import Permission

from directory.models import Organisation, Service, Verification
from tests.forms import said
from tests.making import make_service, make_user
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors
LIST = "/admin/directory/service/"
ORGANISATIONS = "/admin/directory/organisation/"


@pytest.fixture
def signed_in(client):
    sign_in(client, make_user(is_superuser=True))
    return client


def button(page, words: str) -> dict[str, str]:
    """What the button with these words sends."""
    found = re.search(
        rf'<button[^>]*name="(\w+)" value="(\w+)"[^>]*>{words}', page.content.decode()
    )
    assert found, words
    return {found[1]: found[2]}


def first_click(client, address: str, to: str):
    """The page to which a link of this page leads."""
    page = client.get(address).content.decode()
    assert f'href="{to}"' in page, to
    return client.get(to)


@pytest.mark.parametrize("start", ["list", "record"])
def test_two_clicks_from_the_list_and_from_the_record(signed_in, start):
    service = make_service()
    to = f"{LIST}{service.pk}/check/"
    address = LIST if start == "list" else f"{LIST}{service.pk}/change/"
    page = first_click(signed_in, address, to)
    assert "0161 496 0123" in page.content.decode()
    noted = signed_in.post(to, button(page, "All right: its own website"), follow=True)
    assert said(noted) == ["1 check noted."]
    row = Verification.objects.get()
    assert (row.service, row.how, row.outcome, row.what) == (
        service,
        "website",
        "right",
        "all",
    )
    assert row.by.email == "moderator@example.org"
    history = signed_in.get(f"{LIST}{service.pk}/history/").content.decode()
    for told in ("Verification", "its own website", "it is right"):
        assert told in history


def test_all_public_services_of_an_organisation_at_once(signed_in):
    for name in ("One", "Two"):
        make_service(name)
    make_service("Draft", published=False)
    make_service("Another", organisation="Beacon")
    owner = Organisation.objects.get(name="Harbour")
    to = f"{ORGANISATIONS}{owner.pk}/check/"
    page = first_click(signed_in, ORGANISATIONS, to)
    noted = signed_in.post(to, button(page, "All right: the provider"), follow=True)
    assert said(noted) == ["2 checks noted."]
    checked = Verification.objects.values_list("service__name", "how")
    assert set(checked) == {("One", "provider"), ("Two", "provider")}


def test_a_check_that_found_something_else_says_what(signed_in):
    service = make_service()
    to = f"{LIST}{service.pk}/check/"
    form = {"what": "contacts", "how": "office", "outcome": "changed", "note": "New."}
    signed_in.post(to, form)
    row = Verification.objects.get()
    assert (row.what, row.outcome, row.note) == ("contacts", "changed", "New.")
    assert set(Service.objects.found_amiss()) == {service}


def test_a_helpline_says_that_nobody_rings_it_and_refuses_a_call(signed_in):
    service = make_service(types=("helpline",))
    to = f"{LIST}{service.pk}/check/"
    assert "Never ring a helpline" in signed_in.get(to).content.decode()
    page = signed_in.post(to, {"what": "all", "how": "rang", "outcome": "right"})
    assert page.status_code == 200
    assert "The check was not noted." in said(page)
    assert not Verification.objects.exists()
    # Nor through the form of a verification, nor with a button of one's own making.
    form = {"service": service.pk, "what": "all", "how": "rang", "outcome": "right"}
    page = signed_in.post("/admin/directory/verification/add/", form)
    assert "never ring it to check it" in page.content.decode()
    signed_in.post(to, {"right": "rang"})
    assert not Verification.objects.exists()


def test_afterwards_one_is_back_where_one_came_from_and_nowhere_else(signed_in):
    service = make_service()
    to = f"{LIST}{service.pk}/check/"
    back = signed_in.post(to, {"right": "website", "next": f"{LIST}?todo=due"})
    assert back["Location"] == f"{LIST}?todo=due"
    away = signed_in.post(to, {"right": "website", "next": "https://evil.example/"})
    assert away["Location"] == f"{LIST}{service.pk}/change/"


def test_who_may_not_note_checks_is_refused(client):
    service = make_service()
    reader = make_user("reader@example.org")
    reader.user_permissions.add(Permission.objects.get(codename="view_service"))
    sign_in(client, reader)
    to = f"{LIST}{service.pk}/check/"
    assert client.get(to).status_code == 403
    assert client.post(to, {"right": "website"}).status_code == 403
    assert not Verification.objects.exists()


@pytest.mark.parametrize(
    ("todo", "expected"),
    [("due", ["Amiss", "Never"]), ("amiss", ["Amiss"]), ("late", ["Amiss", "Never"])],
)
def test_the_list_shows_what_is_due(signed_in, todo, expected):
    by = make_user("a@example.org")
    Verification.objects.create(service=make_service("Fine"), by=by, how="website")
    row = {"service": make_service("Amiss"), "by": by, "how": "office"}
    Verification.objects.create(**row, outcome="unreachable")
    make_service("Never")
    page = signed_in.get(LIST, {"todo": todo})
    assert [str(found) for found in page.context["cl"].result_list] == expected


def test_an_address_for_reminders_stands_on_no_page(signed_in, client):
    make_service()
    owner = Organisation.objects.get()
    owner.reminder_email = "office@harbour.example"
    owner.save()
    form = signed_in.get(f"{ORGANISATIONS}{owner.pk}/change/").content.decode()
    assert "office@harbour.example" in form
    service = Service.objects.get()
    for address in (
        "/services/",
        service.get_absolute_url(),
        f"/list/?s={service.code}",
    ):
        assert "office@harbour" not in client.get(address).content.decode()
    assert "office" not in service.indexed_words()["title"]
