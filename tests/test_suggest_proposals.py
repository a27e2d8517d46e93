"""From a suggestion to a service: a moderator, a second source, a second person."""

import pytest
from django.core.exceptions import ValidationError

from directory.models import Proposal, Service, Suggestion
from directory.models.suggestion import kind_of
from tests.forms import said
from tests.making import make_user
from tests.signing_in import sign_in

LIST = "/admin/directory/suggestion/"


@pytest.fixture
def moderator():
    return make_user("one@example.org", is_superuser=True)


def suggest(**told) -> Suggestion:
    usual = {"receipt": "a", "name": "Quayside", "reach": "0161 496 0789"}
    return Suggestion.objects.take(**usual | {"text": "He hit me", **told})


@pytest.mark.parametrize(
    ("reach", "kind"),
    [
        ("0161 496 0789", "phone"),
        ("+44 161 496 0789", "phone"),
        ("help@quayside.example", "email"),
        ("www.quayside.example/help", "website"),
        ("https://quayside.example/", "website"),
        ("ask at the library", ""),
        ("quayside", ""),
    ],
)
def test_a_number_an_email_and_a_website_are_told_apart(reach, kind):
    assert kind_of(reach) == kind


def test_it_becomes_a_proposal_that_nobody_wrote_and_holds_no_strangers_words(
    moderator,
):
    suggest(area="Salford", source="a friend")
    assert Suggestion.objects.all().propose(by=moderator) == 1
    proposal = Proposal.objects.get()
    assert (proposal.author, proposal.source) == (None, "public")
    values = proposal.new_values()
    assert values["name"] == values["organisation"] == "Quayside"
    assert values["contacts"][0]["value"] == "0161 496 0789"
    assert proposal.note == "0161 496 0789; Salford"
    assert "hit" not in str(proposal.changes)
    suggestion = Suggestion.objects.get()
    assert (suggestion.state, suggestion.done) == ("decided", "proposed")
    assert suggestion.decided_by == moderator


def test_it_takes_a_second_source_and_another_person_and_is_then_a_draft(moderator):
    suggest()
    Suggestion.objects.all().propose(by=moderator)
    proposal, other = Proposal.objects.get(), make_user("two@example.org")
    other.is_superuser = True
    other.save()
    with pytest.raises(ValidationError):
        proposal.approve(by=other)
    proposal.record_second_source(by=moderator, evidence="Their own website")
    with pytest.raises(ValidationError):
        proposal.approve(by=moderator)
    proposal.approve(by=other)
    service = Service.objects.get(name="Quayside")
    assert service.is_only_a_draft
    assert service.is_confidential


def test_the_side_goes_along_and_what_cannot_be_rung_stands_in_the_note(moderator):
    suggest(side="change", reach="ask at the library")
    Suggestion.objects.all().propose(by=moderator)
    proposal = Proposal.objects.get()
    assert proposal.new_values()["side"] == "change"
    assert "contacts" not in proposal.new_values()
    assert proposal.note == "ask at the library"


@pytest.mark.ignore_template_errors
def test_it_is_one_action_in_the_list_and_happens_once(client, moderator):
    suggestion = suggest()
    sign_in(client, moderator)
    chosen = {"action": "propose", "_selected_action": [suggestion.pk]}
    assert said(client.post(LIST, chosen, follow=True)) == ["1 proposal was made."]
    assert said(client.post(LIST, chosen, follow=True)) == ["0 proposals were made."]
    assert Proposal.objects.count() == 1


@pytest.mark.ignore_template_errors
def test_words_stand_behind_a_warning_and_in_no_list(client, moderator):
    suggestion = suggest(source="<i>My</i> sister")
    sign_in(client, moderator)
    assert "hit me" not in client.get(LIST).content.decode()
    html = client.get(f"{LIST}{suggestion.pk}/change/").content.decode()
    folded = html.partition("<details")[2].partition("</details>")[0]
    assert folded.index("may be distressing") < folded.index("He hit me")
    assert "&lt;i&gt;My" in folded
