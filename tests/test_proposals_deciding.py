"""Proposals: made, decided by someone else, taken back; the rules of each step."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from directory.models import (
    Contact,
    MovedError,
    NeedsProposalError,
    NothingToProposeError,
    Proposal,
    Service,
)
from tests.making import PHONE, decided, make_contact, make_service, make_user

NEW = "0161 496 0999"
SEEN = "Its website says so, read today."


@pytest.fixture
def ann():
    return make_user("ann@example.org", name="Ann")


@pytest.fixture
def bob():
    return make_user("bob@example.org", name="Bob")


def numbers(service) -> list[str]:
    return list(service.contacts.values_list("value", flat=True))


def propose_number(service, by, value=NEW, **said) -> Proposal:
    said = {"source": "moderator", "evidence": SEEN} | said
    rows = [{"kind": "phone", "value": value}]
    return Proposal.objects.propose(service, {"contacts": rows}, by=by, **said)


def test_what_is_proposed_is_not_true_until_another_person_approves(ann, bob):
    service = make_service()
    proposal = propose_number(service, ann)
    assert numbers(service) == [PHONE]
    proposal.approve(by=bob)
    assert numbers(service) == [NEW]
    assert (proposal.state, proposal.decided_by) == ("approved", bob)


def test_only_differences_are_kept(ann):
    service = make_service(summary="Before.")
    values = {"name": service.name, "summary": "After."}
    proposal = Proposal.objects.propose(service, values, by=ann, source="moderator")
    assert proposal.changes == {"summary": {"old": "Before.", "new": "After."}}


def test_what_the_record_says_already_is_no_proposal(ann):
    service = make_service()
    with pytest.raises(NothingToProposeError):
        Proposal.objects.propose(
            service, {"name": service.name}, by=ann, source="moderator"
        )


def test_the_author_does_not_decide(ann):
    service = make_service()
    proposal = propose_number(service, ann)
    with pytest.raises(ValidationError, match="someone else must decide"):
        proposal.approve(by=ann)
    assert numbers(service) == [PHONE]


def test_the_database_itself_refuses_the_author_as_decider(ann):
    proposal = propose_number(make_service(), ann)
    row = Proposal.objects.filter(pk=proposal.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(state="approved", decided_by=ann)


@pytest.mark.parametrize("second", [None, "decider"])
def test_the_database_refuses_one_person_alone_where_nobody_knows_the_author(
    bob, second
):
    proposal = propose_number(make_service(), None, source="public")
    row = Proposal.objects.filter(pk=proposal.pk)
    values = {"second_source_by": bob, "second_source": SEEN} if second else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(state="approved", decided_by=bob, **values)


def test_where_nobody_knows_the_author_two_of_us_are_needed(ann, bob):
    service = make_service()
    proposal = propose_number(service, None, source="public")
    with pytest.raises(ValidationError, match="record a second source first"):
        proposal.approve(by=bob)
    proposal.record_second_source(by=bob, evidence=SEEN)
    with pytest.raises(ValidationError, match="someone else must decide"):
        proposal.approve(by=bob)
    proposal.approve(by=ann)
    assert numbers(service) == [NEW]


@pytest.mark.parametrize("source", ["provider", "import", "feed"])
def test_a_suggestion_is_no_evidence_for_itself(ann, bob, source):
    proposal = propose_number(make_service(), ann, source=source)
    with pytest.raises(ValidationError, match="second source"):
        proposal.approve(by=bob)
    proposal.record_second_source(by=bob, evidence=SEEN)
    proposal.approve(by=bob)
    assert proposal.state == "approved"


def test_a_new_word_of_the_author_joins_what_waits_and_must_be_looked_at_again(
    ann, bob
):
    service = make_service()
    first = propose_number(service, ann, source="provider")
    first.record_second_source(by=bob, evidence=SEEN)
    second = propose_number(service, ann, "0161 496 0777", source="provider")
    assert first.pk == second.pk
    assert second.second_source == ""
    assert Proposal.objects.pending().count() == 1


def test_the_database_keeps_one_pending_proposal_for_each_record_and_author(ann):
    proposal = propose_number(make_service(), ann)
    proposal.pk, proposal._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        proposal.save()


def test_of_two_who_decide_the_second_is_told_who_was_first(ann, bob):
    service = make_service()
    one = propose_number(service, ann)
    other = Proposal.objects.get(pk=one.pk)
    one.approve(by=bob)
    with pytest.raises(ValidationError, match="Decided already: approved, by Bob"):
        other.reject(by=make_user("cy@example.org"), because="No.")
    assert numbers(service) == [NEW]


def test_what_moved_since_is_shown_and_not_overwritten_unseen(ann, bob):
    service = make_service()
    proposal = propose_number(service, ann)
    with decided():
        service.contacts.update(value="0161 496 0555")
    with pytest.raises(MovedError, match="contacts"):
        proposal.approve(by=bob)
    side_by_side = proposal.conflicts()["contacts"]
    shown = [side_by_side[when][0]["value"] for when in ("old", "new", "now")]
    assert shown == [PHONE, NEW, "0161 496 0555"]
    proposal.approve(by=bob, seen=proposal.fingerprint())
    assert numbers(service) == [NEW]


def test_who_looked_at_something_else_decides_again(ann, bob):
    service = make_service()
    proposal = propose_number(service, ann)
    seen = proposal.fingerprint()
    propose_number(service, ann, "0161 496 0777")
    with pytest.raises(MovedError):
        proposal.approve(by=bob, seen=seen)


def test_a_part_is_approved_and_the_rest_is_not_written(ann, bob):
    service = make_service(summary="Before.")
    rows = [{"kind": "phone", "value": NEW}]
    proposal = Proposal.objects.propose(
        service,
        {"contacts": rows, "summary": "After."},
        by=ann,
        source="import",
    )
    proposal.approve(by=bob, only=["summary"])
    service.refresh_from_db()
    assert (service.summary, numbers(service)) == ("After.", [PHONE])
    assert proposal.state == "in-part"


def test_what_is_rejected_needs_a_reason_and_changes_nothing(ann, bob):
    service = make_service()
    proposal = propose_number(service, ann)
    with pytest.raises(ValidationError, match="Say why"):
        proposal.reject(by=bob, because=" ")
    proposal.reject(by=bob, because="The site says otherwise.")
    assert (proposal.state, numbers(service)) == ("rejected", [PHONE])


def test_who_is_asked_back_answers_and_then_it_is_decided(ann, bob):
    proposal = propose_number(make_service(), ann)
    proposal.ask_back(by=bob, question="Which page?")
    assert proposal.state == "asked"
    proposal.answer(by=ann, text="The contact page.")
    proposal.approve(by=bob)
    assert proposal.state == "approved"


def test_one_action_takes_an_approved_change_back(ann, bob):
    service = make_service()
    proposal = propose_number(service, ann)
    proposal.approve(by=bob)
    assert proposal.revert(by=bob) is None
    assert numbers(service) == [PHONE]
    assert (proposal.state, proposal.undone_by) == ("undone", bob)


def test_what_moved_on_goes_back_through_a_proposal(ann, bob):
    service = make_service()
    proposal = propose_number(service, ann)
    proposal.approve(by=bob)
    make_contact(service, "0161 496 0555", order=3)
    returned = proposal.revert(by=bob)
    assert (returned.author, returned.state) == (bob, "waiting")
    assert NEW in numbers(service)


def test_a_number_that_changes_keeps_the_code_by_which_pages_name_it(ann, bob):
    service = make_service()
    contact = service.contacts.get()
    rows = [{"code": contact.code, "kind": "phone", "value": NEW}]
    proposal = Proposal.objects.propose(
        service, {"contacts": rows}, by=ann, source="moderator", evidence=SEEN
    )
    proposal.approve(by=bob)
    assert Contact.objects.get(code=contact.code).value == NEW


def test_one_row_of_a_list_is_proposed_as_the_list(ann, bob):
    service = make_service()
    held = make_contact(service, "0161 496 0555", held="doubt", order=2)
    proposal = Proposal.objects.propose(
        held, {"held": ""}, by=ann, source="moderator", evidence=SEEN
    )
    proposal.approve(by=bob)
    held.refresh_from_db()
    assert held.is_shown
    assert set(numbers(service)) == {PHONE, "0161 496 0555"}


# Publishing, putting back


def test_a_draft_becomes_public_by_two_people_only(ann, bob):
    service = make_service(published=False)
    with pytest.raises(NeedsProposalError):
        service.publish()
    proposal = Proposal.objects.propose_publishing(service, by=ann)
    with pytest.raises(ValidationError, match="someone else"):
        proposal.approve(by=ann)
    proposal.approve(by=bob)
    service.refresh_from_db()
    assert service.is_published


def test_who_decides_on_publishing_cannot_slip_in_a_number(ann, bob):
    service = make_service(published=False)
    proposal = Proposal.objects.propose_publishing(service, by=ann)
    contact = service.contacts.get()
    contact.value = NEW
    contact.save()
    with pytest.raises(MovedError):
        proposal.approve(by=bob, seen=proposal.fingerprint())
    service.refresh_from_db()
    assert not service.is_published


def test_what_is_taken_down_is_not_put_back_by_what_waited(ann, bob):
    service = make_service()
    change = propose_number(service, ann)
    service.withdraw(because="Someone may be in danger.", by=bob)
    change.approve(by=bob)
    service.refresh_from_db()
    assert service.is_withdrawn
    back = Proposal.objects.propose_putting_back(service, by=ann)
    service.withdraw(because="Again.", by=bob)
    with pytest.raises(ValidationError, match="Decided already: overtaken"):
        back.approve(by=bob)


def test_what_was_taken_down_is_put_back_by_two_people(ann, bob):
    service = make_service()
    service.withdraw(because="Closed.", by=ann)
    back = Proposal.objects.propose_putting_back(service, by=ann)
    back.approve(by=bob)
    service.refresh_from_db()
    assert service.is_published


# New records


def test_a_new_service_is_made_with_all_its_parts_once_approved(ann, bob):
    other = make_service()
    values = {
        "organisation": "Lighthouse",
        "side": "survivors",
        "name": "Lighthouse line",
        "summary": "You can ring.",
        "contacts": [{"kind": "phone", "value": NEW}],
        "coverages": [other.coverages.get().area.code],
        "answers": ["audience/survivor"],
    }
    proposal = Proposal.objects.propose_new(
        Service, values, by=ann, source="import", publish=True
    )
    assert Service.objects.count() == 1
    proposal.approve(by=bob)
    made = Service.objects.get(name="Lighthouse line")
    assert made.is_published
    assert proposal.service == made
    assert (numbers(made), made.answers.count()) == ([NEW], 1)


def test_a_feed_that_says_the_same_each_night_waits_once():
    values = {"organisation": "Lighthouse", "side": "survivors", "name": "Line"}
    for _night in range(2):
        Proposal.objects.propose_new(
            Service, values, source="feed", origin="https://a.example/", identity="7"
        )
    assert Proposal.objects.count() == 1


def test_what_was_taken_down_does_not_come_in_again(ann, bob):
    service = make_service("Harbour House")
    service.withdraw(because="A front.", by=ann)
    values = {"organisation": "New", "side": "survivors", "name": "Other name"}
    values["contacts"] = [{"kind": "phone", "value": "+44 161 496 0123"}]
    proposal = Proposal.objects.propose_new(Service, values, by=ann, source="import")
    with pytest.raises(ValidationError, match="A front"):
        proposal.approve(by=bob)
