"""Saying that something is wrong: one tap, no account, nothing of who it was."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Reason, Report
from directory.models.report import MOST_DANGER_ON_A_SERVICE, MOST_ON_A_SERVICE
from directory.pages import stamps
from tests.making import decided, make_service, make_term
from tests.pages import a_small_town, read, visit
from tests.telling import a_stamp, chosen, send, sent_back, value_of

# Opened a minute from now: too quick however slow the machine is.
QUICK = datetime.timedelta(minutes=-1)
AGENT = "Mozilla/5.0 (tell-tale)"


@pytest.fixture
def service():
    return make_service("Harbour House", contacts=["0161 496 0123", "0161 496 0456"])


@pytest.fixture
def form(service):
    return f"/services/{service.code}/report/"


def test_the_form_says_first_that_nobody_reads_it_at_once(form):
    page = visit(form)
    assert page.status == 200
    words = page.text_of("main")
    first = words.index("Nobody reads this at once, and nobody can answer you.")
    assert first < words.index("What is wrong?")
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_each_number_is_a_choice_and_danger_is_the_first(form, service):
    choices = [tag["value"] for tag in visit(form).all("input", name="reason")]
    codes = [contact.code for contact in service.contacts.all()]
    numbers = [f"number:{code}" for code in codes]
    assert choices == ["danger", *numbers, "closed", "area", "people", "other"]


def test_a_number_for_professionals_is_named_to_them_only(service, form):
    desk = service.contacts.last()
    with decided():
        type(desk).objects.filter(pk=desk.pk).update(is_for_professionals=True)
    assert desk.value not in visit(form).html
    assert desk.value in visit(f"{form}?for=work").html


@pytest.mark.parametrize("reason", Reason.values)
def test_one_tap_is_enough(reason):
    service = make_service("Writes only", contacts=[("email", "a@example.org")])
    code = service.contacts.get().code
    sent = f"number:{code}" if reason == "number" else reason
    answer = send(f"/services/{service.code}/report/", reason=sent)
    assert answer.status_code == 303
    report = Report.objects.get()
    assert (report.reason, report.service, report.text) == (reason, service, "")
    assert report.number == ("a@example.org" if reason == "number" else "")


def test_no_cookie_is_set_or_needed_and_nothing_of_the_sender_is_kept(form):
    visitor = Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.9")
    headers = {"HTTP_USER_AGENT": AGENT, "HTTP_REFERER": "https://elsewhere.example/"}
    assert not visitor.get(form, **headers).cookies
    answer = visitor.post(
        form, {"reason": "other", "text": "Hm.", "stamp": a_stamp(form)}, **headers
    )
    assert answer.status_code == 303
    assert not answer.cookies
    kept = Report.objects.values().get()
    told = " ".join(map(str, kept.values()))
    for secret in ("203.0.113", "Mozilla", "tell-tale", "elsewhere"):
        assert secret not in told
    assert {name for name in kept if "ip" in name.split("_")} == set()
    at = kept["told_at"]
    assert (at.minute, at.second, at.microsecond) == (0, 0, 0)


def test_postcodes_are_taken_out_of_what_is_kept(form):
    send(form, reason="other", text="She is at M14 5TX, tell M1 1AE nothing")
    text = Report.objects.get().text
    assert "5TX" not in text
    assert "1AE" not in text
    assert text.startswith("She is at …")


def test_after_sending_a_page_says_what_happens_next(form):
    answer = send(form, reason="closed")
    page = visit(answer["Location"])
    assert page.status == 200
    assert "Thank you. We have it." in page.text
    assert "cannot answer you" in page.text
    assert "90 days" in page.text
    assert page.linked("Back to the service") == form.removesuffix("report/")


def test_the_same_form_sent_twice_is_one_report(form):
    stamp = a_stamp(form)
    for _time in range(3):
        answer = send(form, reason="closed", stamp=stamp)
        assert answer.status_code == 303
    assert Report.objects.count() == 1


def test_going_back_and_choosing_otherwise_is_still_one_report(form, mailoutbox):
    stamp = a_stamp(form)
    send(form, reason="closed", stamp=stamp)
    send(form, reason="danger", text="He reads this", stamp=stamp)
    report = Report.objects.get()
    assert (report.reason, report.text) == ("danger", "He reads this")


def test_a_form_that_was_dealt_with_comes_back_filled(form, admin_user):
    stamp = a_stamp(form)
    send(form, reason="closed", stamp=stamp)
    Report.objects.decide(by=admin_user, done="right")
    page = sent_back(form, reason="closed", text="Really", stamp=stamp)
    assert "someone has dealt with it" in page.text
    assert (chosen(page, "reason"), value_of(page, "text")) == ("closed", "Really")
    again = value_of(page, "stamp")
    assert send(form, reason="closed", text="Really", stamp=again).status_code == 303
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        (lambda form: a_stamp(form, QUICK), "very quick"),
        (lambda form: a_stamp(form, datetime.timedelta(hours=13)), "a long time"),
        (lambda form: a_stamp("/suggest/"), "a long time"),
        (lambda form: a_stamp(form) + "x", "a long time"),
        (lambda form: "", "a long time"),
        (lambda form: "a.b:c", "a long time"),
    ],
)
def test_too_quick_or_too_old_comes_back_with_nothing_lost(form, stamp, words):
    page = sent_back(
        form, reason="people", text="Only <b>over</b> 21", stamp=stamp(form)
    )
    assert words in page.text_of("div", class_="problem")
    assert not Report.objects.exists()
    assert chosen(page, "reason") == "people"
    assert value_of(page, "text") == "Only <b>over</b> 21"
    assert page.text_of("title").startswith("Error:")


@pytest.mark.parametrize("age", [QUICK, datetime.timedelta(hours=13)])
def test_what_came_back_can_be_sent_at_once(form, age):
    page = sent_back(form, reason="people", stamp=a_stamp(form, age))
    assert send(form, reason="people", stamp=value_of(page, "stamp")).status_code == 303


def test_what_was_too_quick_and_is_sent_both_ways_is_one_report(form):
    quick = a_stamp(form, QUICK)
    page = sent_back(form, reason="people", stamp=quick)
    send(form, reason="people", stamp=value_of(page, "stamp"))
    receipt = Report.objects.get().receipt
    later = timezone.now() + datetime.timedelta(minutes=9)
    purpose = f"report.{form.split('/')[2]}"
    assert stamps.read(quick, purpose, later).receipt == receipt


def test_a_robot_that_fills_in_what_nobody_sees_is_told_to_look_again(form):
    page = sent_back(form, reason="closed", text="Buy", subject="https://spam.example")
    assert not Report.objects.exists()
    assert "nobody sees" in page.text
    assert value_of(page, "subject") == ""
    assert value_of(page, "text") == "Buy"
    hidden = [tag for tag in page.all("div") if "hidden" in tag.attributes]
    assert any("Leave this empty" in tag.text for tag in hidden)


def test_without_a_choice_it_comes_back_and_says_so(form):
    page = sent_back(form, text="It rang out")
    assert "Choose what is wrong." in page.text
    assert value_of(page, "text") == "It rang out"


def test_a_text_that_is_too_long_comes_back_whole(form):
    page = sent_back(form, reason="other", text="a" * 700)
    assert value_of(page, "text") == "a" * 700
    assert "600" in page.text_of("div", class_="problem")


def test_line_ends_count_as_one_letter_as_they_do_in_the_browser(form):
    text = "a\r\n" * 300
    assert send(form, reason="other", text=text).status_code == 303


@pytest.mark.parametrize("text", ["%s", "\0", "<script>alert(1)</script>", "🏠" * 90])
def test_whatever_is_typed_is_plain_words(form, text):
    answer = send(form, reason="nonsense", text=text)
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
    assert send(form, reason="other", text=text).status_code == 303


@pytest.mark.parametrize(
    "text", ["he is outside with a knife", "x " * 280 + "hes here"]
)
def test_words_of_danger_bring_the_emergency_first_and_are_still_taken(text):
    make_term("now", "danger", phrases="outside with a knife\nhes here")
    service = make_service("Harbour")
    form = f"/services/{service.code}/report/"
    answer = send(form, reason="other", text=text)
    assert answer["Location"].endswith("thanks/?now=1")
    report = Report.objects.get()
    assert report.has_danger_words
    page = visit(answer["Location"])
    main = page.text_of("main")
    assert main.index("in danger right now?") < main.index("Thank you. We have it.")
    back = sent_back(form, text=text).text_of("main")
    assert back.index("in danger right now?") < back.index("Something wrong here?")


def test_saying_that_someone_is_in_danger_brings_it_too(form):
    answer = send(form, reason="danger")
    assert "in danger right now?" in visit(answer["Location"]).text_of("main")
    assert "in danger right now?" not in visit(form).text_of("main")


def test_one_service_takes_so_many_an_hour_and_danger_has_room_of_its_own(form):
    for _number in range(MOST_ON_A_SERVICE):
        assert send(form, reason="closed").status_code == 303
    page = sent_back(form, reason="closed", text="Still closed")
    assert "cannot take more" in page.text
    assert value_of(page, "text") == "Still closed"
    for _number in range(MOST_DANGER_ON_A_SERVICE):
        assert send(form, reason="danger").status_code == 303
    assert "cannot take more" in sent_back(form, reason="danger").text
    # The next hour has its own room.
    hour = datetime.timedelta(hours=1)
    earlier = Report.objects.first().told_at - hour
    Report.objects.update(told_at=earlier)
    assert send(form, reason="closed").status_code == 303


def test_a_full_hour_does_not_refuse_the_same_form_again(form):
    stamp = a_stamp(form)
    send(form, reason="closed", stamp=stamp)
    for _number in range(MOST_ON_A_SERVICE - 1):
        send(form, reason="closed")
    assert send(form, reason="closed", stamp=stamp).status_code == 303


def test_a_service_that_is_gone_or_unknown_takes_none(service, form):
    service.withdraw(because="Closed")
    assert send(form, reason="closed").status_code == 410
    assert send("/services/222222/report/", reason="closed").status_code == 404
    assert not Report.objects.exists()


def test_the_page_of_a_service_leads_there_and_back_with_what_is_carried(service):
    other = make_service("Other")
    carried = f"?for=work&s={other.code}"
    page = visit(f"/services/{service.code}/{carried}")
    form = page.linked("Something wrong here?")
    assert form == f"/services/{service.code}/report/{carried}"
    back = f"/services/{service.code}/{carried}"
    assert visit(form).linked("Back to the service") == back
    thanks = send(form, reason="closed")["Location"]
    assert visit(thanks).linked("Back to the service") == back


def test_titles_and_addresses_give_nobody_away(form):
    a_small_town()
    assert visit(form).text_of("title") == "Something wrong here?"
    answer = send(form, reason="danger", text="he hits me")
    assert "hits" not in answer["Location"]
    assert visit(answer["Location"]).text_of("title") == "Thank you"


def test_it_works_in_every_language_of_the_site(service):
    form = f"/cy/services/{service.code}/report/"
    answer = send(form, reason="closed")
    assert answer["Location"] == f"/cy/services/{service.code}/report/thanks/"


def test_only_reading_and_sending_are_understood(form):
    for method in ("put", "patch", "delete"):
        assert getattr(Client(), method)(form).status_code == 405
    assert read(Client().post(form, b"\xff", content_type="text/plain")).status == 200
