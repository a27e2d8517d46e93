"""Two records of one service become one, and two again."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from directory.models import MergedService, Proposal, Service
from tests.making import decided, make_contact, make_service, make_user
from tests.signing_in import sign_in

SECOND = "0161 496 0002"


@pytest.fixture
def pair():
    kept = make_service("Harbour refuge", description="")
    gone = make_service("Harbour Refuge Line", description="Takes people at night.")
    with decided():
        make_contact(gone, SECOND)
    return kept, gone


@pytest.fixture
def editor():
    return make_user("editor@example.org", is_superuser=True)


@pytest.fixture
def approver():
    return make_user("approver@example.org", is_superuser=True)


def decide_all(by) -> None:
    for proposal in Proposal.objects.pending().order_by("pk"):
        proposal.approve(by=by)


def test_until_a_second_person_has_decided_both_stay(pair, editor, client):
    kept, gone = pair
    picks = {"description": "theirs", "contacts": "both"}
    MergedService.objects.merge(gone, into=kept, picks=picks, by=editor)
    assert client.get(gone.get_absolute_url()).status_code == 200
    kept.refresh_from_db()
    assert kept.description == ""
    assert Proposal.objects.pending().count() == 2


def test_what_was_picked_is_taken_over_and_the_old_address_leads_on(
    pair, editor, approver, client
):
    kept, gone = pair
    picks = {"description": "theirs", "contacts": "both", "name": "own"}
    MergedService.objects.merge(gone, into=kept, picks=picks, by=editor)
    decide_all(approver)
    kept.refresh_from_db()
    assert kept.name == "Harbour refuge"
    assert kept.description == "Takes people at night."
    numbers = set(kept.contacts.values_list("value", flat=True))
    assert SECOND in numbers
    assert len(numbers) > 1
    answer = client.get(f"{gone.get_absolute_url()}?need=stay")
    assert answer.status_code == 302
    assert answer["Location"] == f"{kept.get_absolute_url()}?need=stay"


def test_nobody_approves_their_own_merge(pair, editor):
    kept, gone = pair
    MergedService.objects.merge(gone, into=kept, picks={}, by=editor)
    with pytest.raises(ValidationError):
        decide_all(editor)
    gone.refresh_from_db()
    assert gone.is_published


def test_undone_the_two_are_two_again(pair, editor, approver, client):
    kept, gone = pair
    merged = MergedService.objects.merge(gone, into=kept, picks={}, by=editor)
    decide_all(approver)
    assert client.get(gone.get_absolute_url()).status_code == 302
    merged.undo(by=editor)
    assert client.get(gone.get_absolute_url()).status_code == 410
    decide_all(approver)
    assert client.get(gone.get_absolute_url()).status_code == 200
    assert not MergedService.objects.exists()


def test_undone_before_it_was_decided_nothing_goes(pair, editor, approver):
    kept, gone = pair
    merged = MergedService.objects.merge(gone, into=kept, picks={}, by=editor)
    merged.undo(by=editor)
    decide_all(approver)
    gone.refresh_from_db()
    assert gone.is_published


@pytest.mark.parametrize("how", ["same", "side", "withdrawn", "twice"])
def test_what_cannot_become_one_is_refused(pair, editor, how):
    kept, gone = pair
    if how == "same":
        gone = kept
    elif how == "side":
        gone = make_service("Changing", side="change")
    elif how == "withdrawn":
        kept.withdraw(because="closed")
    else:
        MergedService.objects.merge(gone, into=kept, picks={}, by=editor)
    with pytest.raises(ValidationError):
        MergedService.objects.merge(gone, into=kept, picks={}, by=editor)
    assert MergedService.objects.count() == (how == "twice")


@pytest.mark.ignore_template_errors
def test_the_page_shows_both_and_proposes(pair, editor, client):
    kept, gone = pair
    sign_in(client, editor)
    address = reverse("admin:directory_service_merge", args=[kept.pk, gone.pk])
    page = client.get(address).content.decode()
    assert "Takes people at night." in page
    assert SECOND in page
    told = {"pick-description": "theirs", "pick-name": "own", "pick-": "x"}
    assert client.post(address, told).status_code == 302
    assert MergedService.objects.get().kept == kept
    # The second click.
    assert client.post(address, told).status_code == 200
    assert MergedService.objects.count() == 1
    undo = reverse("admin:directory_service_unmerge", args=[gone.pk])
    assert client.get(undo).status_code == 302
    assert MergedService.objects.exists()
    client.post(undo)
    assert not MergedService.objects.exists()
    assert Service.objects.published().count() == 2
