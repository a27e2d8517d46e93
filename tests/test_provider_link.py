"""An organisation's own people, their link, and the button that says it is right."""

import datetime

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from directory.models import (
    Representative,
    Service,
    Verification,
    provider_link,
)
from directory.models.representative import LINK_HOLDS
from tests.forms import said
from tests.making import (
    decided,
    make_contact,
    make_organisation,
    make_service,
    make_user,
)
from tests.pages import read, visit
from tests.signing_in import sign_in

GONE = "This link no longer works"


@pytest.fixture
def moderator():
    return make_user("boss@example.org", is_superuser=True)


@pytest.fixture
def service():
    return make_service("Harbour House", hours_words="Monday to Friday, 9 to 5")


@pytest.fixture
def person(service, moderator):
    return Representative.objects.invite(
        service.organisation, "Team@Harbour.example", by=moderator
    )


def press(link: str, button: str = "All of this is right"):
    """What a person sends who opens the page and presses a button."""
    page = visit(link)
    forms, values = [], []
    for tag in page.tags:
        if tag.name == "form":
            values = []
            forms.append((tag, values))
        elif tag.name == "input" and tag["name"] == "right":
            values.append(tag["value"])
    (chosen,) = [values for tag, values in forms if button in tag.text][:1]
    return Client(enforce_csrf_checks=True).post(link, {"right": chosen})


def test_the_page_shows_what_we_show_of_their_services_and_nothing_else(person):
    make_service("Harbour drafts", published=False)
    make_service("Elsewhere", organisation="Others")
    page = visit(person.link())
    assert page.status == 200
    headings = [tag.text for tag in page.all("h2") if "Harbour" in tag.text]
    assert headings == ["Harbour House"]
    assert "Elsewhere" not in page.text
    for words in ("0161 496 0123", "Monday to Friday, 9 to 5", "Salford"):
        assert words in page.text


def test_a_contact_that_is_not_shown_stays_unshown(person, service):
    with decided():
        make_contact(service, "0161 496 0999", held="doubt")
    assert "0161 496 0999" not in visit(person.link()).html


def test_looking_changes_nothing_as_programs_that_scan_mail_look(person):
    visitor = Client()
    for _time in range(2):
        assert visitor.get(person.link()).status_code == 200
        assert visitor.head(person.link()).status_code == 200
    assert not Verification.objects.exists()


def test_the_button_records_a_check_by_its_own_people(person, service):
    answer = press(person.link())
    assert answer.status_code == 303
    assert not answer.cookies
    check = Verification.objects.get()
    assert (check.service, check.how, check.outcome) == (service, "provider", "right")
    assert (check.by, check.told_by) == (None, person)
    page = visit(answer["Location"])
    assert "We noted that 1 service is right." in page.text
    assert "You said today that this is right." in page.text


def test_pressed_twice_it_is_one_check(person):
    link = person.link()
    mark = visit(link).all("input", name="right")[0]["value"]
    for _time in range(2):
        answer = Client().post(link, {"right": mark})
        assert answer.status_code == 303
    assert Verification.objects.count() == 1


def test_everything_on_the_page_is_one_button(person):
    make_service("Harbour Line")
    press(person.link(), "Everything on this page is right")
    assert Verification.objects.count() == 2


def test_what_changed_since_they_looked_is_not_confirmed(person, service):
    link = person.link()
    mark = visit(link).all("input", name="right")[0]["value"]
    service.hours_words = "Never"
    service.save()
    page = read(Client().post(link, {"right": mark}))
    assert "Something has changed here since" in page.text
    assert "Never" in page.text
    assert not Verification.objects.exists()


@pytest.mark.parametrize("right", ["", "x", "222222.x", "OTHER.x", ["a.b", "c.d"]])
def test_nothing_else_can_be_confirmed(person, right):
    other = make_service("Elsewhere", organisation="Others")
    sent = str(right).replace("OTHER", other.code) if right == "OTHER.x" else right
    page = read(Client().post(person.link(), {"right": sent}))
    assert "Nothing was noted." in page.text
    assert not Verification.objects.exists()


# The link


def test_a_link_ends_after_its_days(person, monkeypatch):
    link = person.link()
    late = timezone.now() + LINK_HOLDS + datetime.timedelta(minutes=1)
    monkeypatch.setattr(signing.time, "time", late.timestamp)
    page = visit(link)
    assert page.status == 404
    assert GONE in page.text
    assert Client().post(link, {"right": "x"}).status_code == 404


def test_a_link_is_ended_at_once_and_a_new_invitation_does_not_revive_it(
    person, moderator, service
):
    link = person.link()
    Representative.objects.all().revoke(by=moderator)
    assert visit(link).status == 404
    again = Representative.objects.invite(
        service.organisation, person.email, by=moderator
    )
    assert again.pk == person.pk
    assert visit(link).status == 404
    assert visit(again.link()).status == 200


@pytest.mark.parametrize("change", ["x", "cut", "other-salt", "other-person"])
def test_a_link_cannot_be_made_or_mended_by_anyone_else(person, change):
    signed = person.link().split("/")[2]
    wrong = {
        "x": signed + "x",
        "cut": signed[:-1],
        "other-salt": signing.dumps({"pk": person.pk, "key": person.key}),
        "other-person": signing.dumps(
            {"pk": person.pk, "key": "guess"}, salt="signpost.representative"
        ),
    }[change]
    assert visit(f"/provider/{wrong}/").status == 404


def test_the_page_is_kept_nowhere_listed_nowhere_and_told_to_nobody(person):
    page = visit(person.link())
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    for link in page.all("a"):
        if link["href"].startswith("http"):
            assert "noreferrer" in link["rel"]


def test_logs_name_the_page_and_never_its_address(person, caplog):
    link = person.link()
    with caplog.at_level("INFO"):
        visit(link)
        press(link)
        visit("/provider/nothing/")
    assert "provider 200" in caplog.text
    assert "provider 404" in caplog.text
    assert link.split("/")[2] not in caplog.text
    assert "harbour.example" not in caplog.text


def test_the_mail_of_the_day_asks_for_a_link_by_organisation_and_address(
    person, moderator, service
):
    email = "TEAM@harbour.example"
    link = provider_link(service.organisation, email, "https://signpost.example/")
    assert link.startswith("https://signpost.example/provider/")
    assert visit(link.removeprefix("https://signpost.example")).status == 200
    for organisation, address in (
        (service.organisation, "else@harbour.example"),
        (make_organisation("Others"), email),
    ):
        with pytest.raises(Representative.DoesNotExist):
            provider_link(organisation, address)
    Representative.objects.all().revoke(by=moderator)
    with pytest.raises(Representative.DoesNotExist):
        provider_link(service.organisation, email)


# What the models refuse


def test_only_an_organisations_own_public_services_are_confirmed(
    person, moderator, service
):
    record = Verification.objects.confirm
    for wrong in (
        make_service("Elsewhere", organisation="Others"),
        make_service("Harbour draft", published=False),
    ):
        with pytest.raises(ValidationError):
            record(Service.objects.filter(pk=wrong.pk), told_by=person)
    Representative.objects.all().revoke(by=moderator)
    person.refresh_from_db()
    with pytest.raises(ValidationError):
        record(Service.objects.filter(pk=service.pk), told_by=person)
    assert not Verification.objects.exists()


def test_a_check_is_by_one_of_us_or_by_its_own_people_and_says_so(
    person, moderator, service
):
    for by, told_by, how in (
        (None, None, "provider"),
        (None, person, "website"),
        (moderator, person, "provider"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Verification.objects.create(
                service=service, by=by, told_by=told_by, how=how
            )


def test_visitors_read_whose_word_it_is(person, moderator, service):
    press(person.link())
    today = timezone.localdate()
    words = f"Confirmed by the service itself on {today.day} "
    assert words in visit("/services/").text
    assert words in visit(service.get_absolute_url()).text
    Verification.objects.record(
        Service.objects.filter(pk=service.pk), by=moderator, how="website"
    )
    assert "Checked by us on" in visit("/services/").text
    assert words not in visit(service.get_absolute_url()).text


# In the admin

LIST = "/admin/directory/representative/"


@pytest.mark.ignore_template_errors
def test_a_moderator_invites_by_mail_and_ends_it(
    client, moderator, service, mailoutbox
):
    sign_in(client, moderator)
    told = {"organisation": service.organisation.pk, "email": "Team@Harbour.example"}
    page = client.post(f"{LIST}add/", told, follow=True)
    assert "1 link was sent." in said(page)
    (mail,) = mailoutbox
    assert mail.to == ["team@harbour.example"]
    assert "Harbour" not in mail.subject
    (link,) = [word for word in mail.body.split() if "/provider/" in word]
    assert visit(link.removeprefix("http://testserver")).status == 200
    # Invited again, it is the same person.
    client.post(f"{LIST}add/", told)
    person = Representative.objects.get()
    assert person.invited_by == moderator
    chosen = {"action": "revoke", "_selected_action": [person.pk]}
    assert "1 person's links ended." in said(client.post(LIST, chosen, follow=True))
    assert visit(link.removeprefix("http://testserver")).status == 404


@pytest.mark.ignore_template_errors
def test_a_new_link_goes_to_those_whose_links_work(
    client, moderator, person, mailoutbox
):
    sign_in(client, moderator)
    chosen = {"action": "send_link", "_selected_action": [person.pk]}
    assert said(client.post(LIST, chosen, follow=True)) == ["1 link was sent."]
    Representative.objects.all().revoke(by=moderator)
    assert said(client.post(LIST, chosen, follow=True)) == ["0 links were sent."]
    assert len(mailoutbox) == 1
