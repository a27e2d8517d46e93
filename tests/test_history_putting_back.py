"""What a field said before is put back by a proposal, from the page of history."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from directory.curation.putting_back import can_be_put_back, propose_old_values
from directory.models import HistoryRow, Proposal, Service
from tests.doors import set_and_save
from tests.forms import said
from tests.making import (
    decided,
    make_contact,
    make_location,
    make_organisation,
    make_service,
    make_term,
    make_user,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors


def newest(record, **asked) -> HistoryRow:
    return HistoryRow.objects.of(record).filter(**asked).latest_first()[0]


def a_person(role: str, number: int = 1):
    person = make_user(f"{role}{number}@example.org")
    person.groups.add(Group.objects.get(name=role))
    return person


def page_of(record) -> str:
    return reverse(
        f"admin:directory_{record._meta.model_name}_history", args=[record.pk]
    )


def put_back(client, row: HistoryRow):
    address = reverse("admin:directory_historyrow_put_back", args=[row.pk])
    return client.post(address, follow=True)


@pytest.fixture
def changed():
    """A service whose organisation and cost have just changed."""
    service = make_service(organisation="Harbour")
    with decided():
        set_and_save(service, organisation=make_organisation("Quay"), cost="free")
    return Service.objects.get(pk=service.pk)


def test_the_button_proposes_what_stood_there_and_a_second_person_decides(
    client, changed
):
    editor, row = a_person("editor"), newest(changed)
    sign_in(client, editor)
    page = client.get(page_of(changed)).content.decode()
    address = reverse("admin:directory_historyrow_put_back", args=[row.pk])
    assert f'action="{address}"' in page
    (told,) = said(put_back(client, row))
    assert told.startswith("Not public yet")
    proposal = Proposal.objects.get()
    assert (proposal.author, proposal.source) == (editor, "history")
    assert proposal.new_values() == {"organisation": "Harbour", "cost": ""}
    changed.refresh_from_db()
    assert changed.organisation.name == "Quay"
    approver = a_person("approver")
    proposal.approve(by=approver)
    changed.refresh_from_db()
    assert (changed.organisation.name, changed.cost) == ("Harbour", "")
    last = newest(changed)
    assert (last.door, last.through) == ("proposal", f"proposal {proposal.pk}")
    assert last.by == approver


def test_a_label_of_a_number_is_put_back_in_its_list(client):
    service = make_service()
    contact = make_contact(service, "0161 496 0999", label="Nights")
    with decided():
        set_and_save(contact, label="Days", value="0161 496 0998")
    sign_in(client, a_person("editor"))
    put_back(client, newest(service, kind="contact", what="changed"))
    rows = Proposal.objects.get().new_values()["contacts"]
    assert [(row["value"], row["label"]) for row in rows][-1] == (
        "0161 496 0999",
        "Nights",
    )
    assert len(rows) == 2


def test_a_term_is_put_back_too(client):
    term = make_term("stay", name="A safe place")
    set_and_save(term, name="A bed")
    sign_in(client, a_person("editor"))
    put_back(client, newest(term))
    Proposal.objects.get().approve(by=a_person("approver"))
    term.refresh_from_db()
    assert term.name == "A safe place"


def test_what_stands_there_already_is_not_proposed(client, changed):
    row = newest(changed)
    with decided():
        set_and_save(changed, organisation=make_organisation("Harbour"), cost="")
    sign_in(client, a_person("editor"))
    assert said(put_back(client, row)) == [
        "Nothing was proposed.",
        "The record says so already.",
    ]
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "importer", "user-admin", "approver"])
def test_only_whoever_may_propose_puts_back(client, changed, role):
    person = a_person(role)
    may = person.has_perm("directory.change_service")
    sign_in(client, person)
    answer = put_back(client, newest(changed))
    assert answer.status_code == (200 if may else 403)
    assert Proposal.objects.exists() == may
    if person.has_perm("directory.view_service"):
        assert ("put-back/" in client.get(page_of(changed)).content.decode()) == may


def test_a_link_puts_nothing_back(client, changed):
    sign_in(client, a_person("editor"))
    address = reverse("admin:directory_historyrow_put_back", args=[newest(changed).pk])
    assert client.get(address).status_code == 405
    assert not Proposal.objects.exists()


def test_without_a_second_factor_nothing_is_put_back(client, changed):
    client.force_login(a_person("editor"))
    put_back(client, newest(changed))
    assert not Proposal.objects.exists()


def test_neither_a_status_nor_an_addition_nor_an_erased_address_is_put_back(client):
    service = make_service(is_confidential=False)
    location = make_location(service, address="1 Example Street")
    with decided():
        set_and_save(location, directions="Left door")
    place = newest(service, kind="location", what="changed")
    assert can_be_put_back(place)
    with decided():
        set_and_save(service, is_confidential=True)
    service.withdraw(because="It closed.")
    sign_in(client, a_person("editor"))
    status, added = newest(service), newest(service, what="created", kind="service")
    assert "status" in status.changes
    for row in (status, added, HistoryRow.objects.get(pk=place.pk)):
        assert not can_be_put_back(row)
        assert said(put_back(client, row))[0] == "Nothing was proposed."
    assert not Proposal.objects.exists()


@pytest.mark.usefixtures("all_decided")
def test_what_a_revert_would_propose():
    service = make_service(organisation="Harbour")
    set_and_save(service, organisation=make_organisation("Quay"), notes="New")
    row = HistoryRow.objects.of(service).latest_first()[0]
    assert propose_old_values(row) == (
        service,
        {"organisation": "Harbour", "notes": ""},
    )
    contact = make_contact(service, "0161 496 0999")
    set_and_save(contact, label="Nights")
    added, changed = HistoryRow.objects.filter(kind="contact", key=contact.pk)[::-1]
    assert propose_old_values(added) is None
    assert propose_old_values(changed) == (contact, {"label": ""})
    contact.delete()
    assert propose_old_values(changed) is None
