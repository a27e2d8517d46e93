"""Taking down waits for nobody, is remembered, and only two people put back."""

import threading

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from directory.models import (
    DoNotList,
    NeedsProposalError,
    Proposal,
    SearchDocument,
    Service,
)
from tests.forms import filled, said
from tests.making import (
    PHONE,
    approve_what_waits,
    make_contact,
    make_service,
    make_user,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors
LIST = "/admin/directory/service/"
two_at_once = pytest.mark.skipif(
    not connection.features.has_select_for_update,
    reason="this engine lets one write at a time",
)


def person(client, *rights: str):
    user = make_user("eve@example.org", name="Eve")
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["change_service", *rights])
    )
    sign_in(client, user)
    return user


@pytest.mark.parametrize("by", ["page", "list"])
def test_one_person_takes_down_at_once_with_a_reason(client, by):
    service = make_service()
    user = person(client, "take_down_service")
    if by == "page":
        told = {"reason": "Someone is in danger."}
        client.post(f"{LIST}{service.pk}/withdraw/", told)
    else:
        chosen = {"action": "withdraw", "_selected_action": [service.pk]}
        client.post(LIST, chosen | {"reason": "Someone is in danger."})
    service.refresh_from_db()
    assert service.is_withdrawn
    assert not SearchDocument.objects.exists()
    assert client.get(service.get_absolute_url()).status_code == 410
    assert DoNotList.objects.filter(by=user).exists()


def test_who_may_not_take_down_proposes_it_and_is_told_that_it_is_public(client):
    service = make_service()
    person(client)
    page = client.post(
        f"{LIST}{service.pk}/withdraw/", {"reason": "Danger."}, follow=True
    )
    assert "Still public: a second person decides on this." in said(page)
    service.refresh_from_db()
    assert service.is_published
    approve_what_waits()
    service.refresh_from_db()
    assert (service.is_withdrawn, service.withdrawn_because) == (True, "Danger.")


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("name", "harbour house"),
        ("number", "1614960123"),
        ("domain", "harbour.example"),
    ],
)
def test_what_was_taken_down_is_remembered_by(what, value):
    service = make_service("Harbour House!")
    make_contact(service, ("website", "https://www.harbour.example/help"), order=1)
    service.withdraw(because="A front.")
    assert DoNotList.objects.filter(what=what, value=value).exists()


@pytest.mark.parametrize(
    "values",
    [
        {"name": "HARBOUR house"},
        {"name": "x", "contacts": [{"kind": "text", "value": "+44 (0)161 496 0123"}]},
        {"name": "x", "contacts": [{"kind": "email", "value": "hi@harbour.example"}]},
        {"name": "x", "website": "harbour.example/new"},
    ],
    ids=["name", "number", "email", "website"],
)
def test_it_is_known_again_however_it_comes(values):
    service = make_service("Harbour House")
    make_contact(service, ("website", "https://www.harbour.example/help"), order=1)
    service.withdraw(because="A front.")
    assert DoNotList.objects.matching(values).exists()
    assert not DoNotList.objects.matching({"name": "Lighthouse"}).exists()


def test_a_number_that_another_public_service_shows_stays_usable():
    one, _other = make_service("One"), make_service("Two", organisation="Two")
    one.withdraw(because="Closed.")
    assert not DoNotList.objects.filter(what="number").exists()


def test_what_is_put_back_is_no_longer_remembered():
    service = make_service()
    service.withdraw(because="A mistake.")
    with pytest.raises(NeedsProposalError):
        service.publish()
    Proposal.objects.propose_putting_back(service, by=make_user())
    approve_what_waits()
    service.refresh_from_db()
    assert service.is_published
    assert not DoNotList.objects.exists()


def test_a_public_service_does_not_take_up_what_was_taken_down():
    gone, other = (
        make_service("Gone"),
        make_service("Other", contacts=["0161 496 0555"]),
    )
    gone.withdraw(because="A front.")
    ann, bob = make_user("ann@example.org"), make_user("bob@example.org")
    rows = [{"kind": "phone", "value": PHONE}]
    proposal = Proposal.objects.propose(
        other, {"contacts": rows}, by=ann, source="moderator", evidence="A page."
    )
    with pytest.raises(ValidationError, match="A front"):
        proposal.approve(by=bob)


def test_a_form_opened_before_the_take_down_does_not_put_it_back(client):
    service = make_service()
    sign_in(client, make_user(is_superuser=True))
    address = f"{LIST}{service.pk}/change/"
    form = filled(client.get(address)) | {"notes": "Typed meanwhile."}
    service.withdraw(because="Danger.")
    client.post(address, form)
    service.refresh_from_db()
    assert (service.status, service.notes) == ("withdrawn", "Typed meanwhile.")


def elsewhere(work) -> None:
    """Do this in another connection, and wait until it is done."""
    errors = []

    def run() -> None:
        try:
            work()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=60)
    assert not thread.is_alive(), "it waits for the other transaction"
    if errors:
        raise errors[0]


@two_at_once
@pytest.mark.django_db(transaction=True)
def test_a_take_down_does_not_wait_for_an_import_that_runs():
    service = make_service()
    importer = make_user("importer@example.org")
    values = {"organisation": "Lighthouse", "side": "survivors"}
    with transaction.atomic():
        for number in range(20):
            Proposal.objects.propose_new(
                Service,
                values | {"name": f"Line {number}"},
                by=importer,
                source="import",
            )
        Proposal.objects.propose(
            service, {"summary": "From the file."}, by=importer, source="import"
        )
        elsewhere(lambda: Service.objects.get().withdraw(because="Danger."))
        assert Service.objects.get().is_withdrawn
    service.refresh_from_db()
    assert service.is_withdrawn
    approve_what_waits()
    service.refresh_from_db()
    assert (service.is_withdrawn, service.summary) == (True, "From the file.")


@two_at_once
@pytest.mark.django_db(transaction=True)
def test_of_two_approvers_at_the_same_moment_one_wins_and_one_is_told():
    service = make_service()
    ann, bob, cy = (make_user(f"{name}@example.org") for name in ("a", "b", "c"))
    rows = [{"kind": "phone", "value": "0161 496 0999"}]
    proposal = Proposal.objects.propose(
        service, {"contacts": rows}, by=ann, source="moderator", evidence="A page."
    )
    both = threading.Barrier(2, timeout=30)
    told = []

    def approve(who) -> None:
        mine = Proposal.objects.get(pk=proposal.pk)
        both.wait()
        try:
            mine.approve(by=who)
            told.append("approved")
        except ValidationError as error:
            told.append(error.messages[0].partition(":")[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=[who]) for who in (bob, cy)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(told) == ["Decided already", "approved"]
    assert service.contacts.get().value == "0161 496 0999"
