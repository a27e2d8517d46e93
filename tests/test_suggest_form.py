"""Naming a service that we lack: no account, nothing of who it was."""

import pytest
from django.test import Client

from directory.models import Suggestion
from directory.models.suggestion import MOST_IN_ALL
from tests.making import make_area, make_service, make_term
from tests.pages import visit
from tests.telling import a_stamp, send, sent_back, value_of

FORM = "/suggest/"
TOLD = {
    "name": "Quayside Support",
    "reach": "0161 496 0789",
    "area": "Salford",
    "text": "Someone to talk to",
    "source": "I found it online",
}


def test_the_form_says_first_that_nobody_reads_it_at_once():
    page = visit(FORM)
    words = page.text_of("main")
    first = words.index("Nobody reads this at once, and nobody can answer you.")
    assert first < words.index("What is it called?")
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert not page.all("input", type="file")


def test_what_was_told_is_kept_and_a_page_says_what_happens_next():
    answer = send(FORM, **TOLD)
    assert (answer.status_code, answer["Location"]) == (303, "/suggest/thanks/")
    kept = Suggestion.objects.get()
    assert {name: getattr(kept, name) for name in TOLD} == TOLD
    page = visit("/suggest/thanks/")
    assert "Thank you. We have it." in page.text
    assert "some weeks" in page.text


def test_a_name_and_how_it_is_reached_are_enough_and_are_asked_for():
    page = sent_back(FORM, text="It helps")
    assert "Write the name of the service." in page.text
    assert "so that we can find it" in page.text
    assert value_of(page, "text") == "It helps"
    assert send(FORM, name="Quayside", reach="quayside.example").status_code == 303


def test_no_cookie_is_set_or_needed_and_nothing_of_the_sender_is_kept():
    visitor = Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.9")
    assert not visitor.get(FORM).cookies
    fields = TOLD | {"stamp": a_stamp(FORM)}
    answer = visitor.post(FORM, fields, headers={"user-agent": "tell-tale"})
    assert answer.status_code == 303
    assert not answer.cookies
    told = " ".join(map(str, Suggestion.objects.values_list().get()))
    assert "203.0.113" not in told
    assert "tell-tale" not in told
    assert Suggestion.objects.get().told_at.minute == 0


def test_postcodes_are_taken_out_of_the_words():
    send(FORM, **TOLD | {"text": "Near M14 5TX", "area": "M14 5TX", "source": "M1 1AE"})
    kept = Suggestion.objects.get()
    assert (kept.text, kept.area, kept.source) == ("Near …", "…", "…")


def test_the_same_form_sent_twice_is_one_suggestion_as_it_says_last():
    stamp = a_stamp(FORM)
    send(FORM, **TOLD, stamp=stamp)
    send(FORM, **TOLD | {"area": "Leeds"}, stamp=stamp)
    assert Suggestion.objects.get().area == "Leeds"


@pytest.mark.parametrize("stamp", ["", "x", "of another form"])
def test_a_form_without_a_good_stamp_comes_back_with_nothing_lost(stamp):
    if stamp == "of another form":
        stamp = a_stamp("/services/222222/report/")
    page = sent_back(FORM, **TOLD, stamp=stamp)
    assert {name: value_of(page, name) for name in TOLD} == TOLD
    assert not Suggestion.objects.exists()
    assert send(FORM, **TOLD, stamp=value_of(page, "stamp")).status_code == 303


def test_a_robot_is_told_to_look_again():
    page = sent_back(FORM, **TOLD, subject="x")
    assert value_of(page, "name") == TOLD["name"]
    assert not Suggestion.objects.exists()


def test_words_of_danger_bring_the_emergency_first_and_are_still_taken():
    make_term("now", "danger", phrases="outside with a knife")
    answer = send(FORM, **TOLD | {"source": "he is outside with a knife"})
    assert answer["Location"] == "/suggest/thanks/?now=1"
    main = visit(answer["Location"]).text_of("main")
    assert main.index("in danger right now?") < main.index("Thank you. We have it.")
    assert Suggestion.objects.get().has_danger_words


def test_an_hour_takes_so_many_and_no_more():
    Suggestion.objects.bulk_create(
        Suggestion(receipt=str(number), name="A", reach="a.example")
        for number in range(MOST_IN_ALL - 1)
    )
    assert send(FORM, **TOLD).status_code == 303
    page = sent_back(FORM, **TOLD)
    assert "cannot take more" in page.text
    assert value_of(page, "name") == TOLD["name"]
    assert Suggestion.objects.count() == MOST_IN_ALL


@pytest.mark.parametrize("odd", ["%s", "a\0b", "<script>alert(1)</script>", "🏠" * 40])
def test_whatever_is_typed_is_plain_words(odd):
    answer = send(FORM, **dict.fromkeys(TOLD, odd), subject="x")
    assert b"<script>alert" not in answer.content
    assert send(FORM, **dict.fromkeys(TOLD, odd)).status_code == 303


def test_nothing_of_it_is_public():
    send(FORM, **TOLD)
    assert TOLD["name"] not in visit("/services/").html
    assert TOLD["name"] not in visit("/suggest/thanks/").html


def test_lists_areas_and_the_foot_lead_there_with_what_is_carried():
    make_area("Salford")
    service = make_service("Harbour", needs=["stay"])
    words = "A service we lack?"
    asked = f"area=E08000006&need=stay&s={service.code}"
    form = visit(f"/services/?{asked}").linked(words)
    assert form == f"/suggest/?area=E08000006&s={service.code}"
    assert visit("/in/salford/").linked(words) == "/suggest/?area=E08000006"
    assert visit("/").linked(words) == "/suggest/"
    page = visit(form)
    assert value_of(page, "area") == "Salford"
    back = f"/services/?area=E08000006&s={service.code}"
    assert page.linked("Back to the list") == back
    thanks = send(form, **TOLD)["Location"]
    assert visit(thanks).linked("Back to the list") == back


def test_a_service_for_those_who_hurt_someone_is_kept_for_that_side():
    make_area("Salford")
    form = visit("/services/?for=change&area=E08000006").linked("A service we lack?")
    assert form == "/suggest/?for=change&area=E08000006"
    send(form, **TOLD)
    assert Suggestion.objects.get().side == "change"
