"""Two terms that mean the same become one, and two again."""

import pytest
from django.core.exceptions import ValidationError

from directory.models import MergedTerm, ServiceTerm
from tests.making import decided, make_service, make_term, make_user
from tests.signing_in import sign_in


@pytest.fixture
def terms():
    kept = make_term("pets", "accepts", slug="pets", phrases="a dog")
    gone = make_term("animals", "accepts", slug="animals", phrases="a cat\na dog")
    return kept, gone


@pytest.fixture
def person():
    return make_user("editor@example.org", is_superuser=True)


def say(service, term, answer="yes") -> ServiceTerm:
    with decided():
        return ServiceTerm.objects.create(service=service, term=term, answer=answer)


def test_answers_and_phrases_move_and_old_links_lead_on(terms, person, client):
    kept, gone = terms
    only_gone, both = make_service("One"), make_service("Two")
    say(only_gone, gone)
    say(both, gone)
    said = say(both, kept, "ask")
    MergedTerm.objects.merge(gone, into=kept, picks={"name": "theirs"}, by=person)
    kept.refresh_from_db()
    assert kept.name == gone.name
    assert kept.phrases.splitlines() == ["a dog", "a cat"]
    assert only_gone.answers.filter(term=kept).exists()
    said.refresh_from_db()
    assert said.answer == "ask"
    answer = client.get("/services/?accepts=animals")
    assert answer.status_code == 302
    assert "accepts=pets" in answer["Location"]


def test_undone_both_stand_as_before(terms, person):
    kept, gone = terms
    service = make_service("One")
    said = say(service, gone)
    merged = MergedTerm.objects.merge(gone, into=kept, picks={}, by=person)
    merged.undo()
    for term in terms:
        term.refresh_from_db()
    said.refresh_from_db()
    assert said.term == gone
    assert kept.phrases == "a dog"
    assert not gone.is_retired


@pytest.mark.parametrize("how", ["same", "taxonomy", "retired", "twice", "audience"])
def test_what_cannot_become_one_is_refused(terms, person, how):
    kept, gone = terms
    if how == "same":
        gone = kept
    elif how == "taxonomy":
        gone = make_term("listen", "need", slug="listen")
    elif how == "audience":
        kept = make_term("aunt", "audience", slug="aunt")
        gone = make_term("uncle", "audience", slug="uncle")
    elif how == "retired":
        kept.is_retired = True
        kept.save()
    else:
        MergedTerm.objects.merge(gone, into=kept, picks={}, by=person)
    with pytest.raises(ValidationError):
        MergedTerm.objects.merge(gone, into=kept, picks={}, by=person)


@pytest.mark.ignore_template_errors
def test_from_the_list_to_the_page_and_back(terms, person, client):
    kept, gone = terms
    sign_in(client, person)
    chosen = {"action": "merge_two", "_selected_action": [kept.pk, gone.pk]}
    listed = "/admin/directory/term/"
    address = client.post(listed, chosen)["Location"]
    assert "a cat" in client.get(address).content.decode()
    assert client.post(address, {"name": "own"}).status_code == 302
    assert MergedTerm.objects.get().gone == gone
    client.post(listed, {"action": "unmerge", "_selected_action": [gone.pk]})
    assert not MergedTerm.objects.exists()
    one = {"action": "merge_two", "_selected_action": [kept.pk]}
    assert client.post(listed, one).status_code == 302
