"""A moderator writes a service: its answers, its parts, and what the form refuses."""

import pytest
from django.contrib.admin.models import LogEntry

from directory.models import (
    Contact,
    Coverage,
    Disclosure,
    OpeningHours,
    Service,
    ServiceTerm,
    Term,
    Verification,
)
from tests.forms import errors, filled, said
from tests.making import (
    approve_what_waits,
    make_area,
    make_contact,
    make_location,
    make_organisation,
    make_service,
    make_term,
    make_user,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors
LIST = "/admin/directory/service/"


@pytest.fixture
def signed_in(client):
    sign_in(client, make_user(is_superuser=True))
    return client


def page_of(service) -> str:
    return f"{LIST}{service.pk}/change/"


def save(client, service, **changes):
    """Open the service's form, change what is named, save, and see the next page."""
    url = page_of(service)
    form = filled(client.get(url)) | {
        name.replace("__", "-"): value for name, value in changes.items()
    }
    form = {name: value for name, value in form.items() if value is not None}
    return client.post(url, form, follow=True)


def answers(service) -> dict[str, str]:
    rows = ServiceTerm.objects.filter(service=service).order_by("term__code")
    return {
        f"{row.term.code}": f"{row.answer}:{row.limit}:{row.source}".rstrip(":")
        for row in rows.select_related("term")
    }


def test_a_form_saved_untouched_changes_nothing(signed_in):
    service = make_service(
        needs=("stay",), answers={"accepts:sons": "limit:sons up to 14"}
    )
    Disclosure.objects.create(service=service, to="police", when="consent")
    OpeningHours.objects.create(
        service=service,
        contact=service.contacts.get(),
        weekday=2,
        opens_at="09:30",
        closes_at="17:00",
    )
    before = answers(service)
    keys = set(ServiceTerm.objects.values_list("pk", flat=True))
    told = said(save(signed_in, service))
    assert "was changed successfully" in told[0]
    assert answers(service) == before
    assert set(ServiceTerm.objects.values_list("pk", flat=True)) == keys
    assert str(service.hours.get()) == "Wednesday 09:30 to 17:00"
    assert service.contacts.get().dialable == "+441614960123"


def test_line_ends_as_browsers_send_them_are_no_change(signed_in):
    service = make_service(source_url="https://example.org/\nhttps://example.net/")
    save(signed_in, service, source_url="https://example.org/\r\nhttps://example.net/")
    assert Service.objects.get().source_url == service.source_url
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


def test_each_taxonomy_is_one_field_with_its_terms_and_answers(signed_in):
    make_term("pets", "accepts")
    service = make_service(answers={"accepts:sons": "limit:sons up to 14"})
    page = signed_in.get(page_of(service)).content.decode()
    assert 'name="answers_accepts-sons-answer"' in page
    assert 'value="sons up to 14"' in page
    assert 'name="answers_accepts-pets-answer"' in page


def test_answers_are_added_changed_and_taken_away(signed_in):
    for code in ("pets", "adult"):
        make_term(code, "accepts")
    service = make_service(
        needs=("stay", "advice"),
        answers={"accepts:sons": "limit:sons up to 14", "accepts:work": "yes"},
    )
    save(
        signed_in,
        service,
        **{
            "answers_accepts-pets-answer": "no",
            "answers_accepts-adult-new": "parents only",
            "answers_accepts-sons-limit": "sons up to 16",
            "answers_accepts-sons-source": "https://example.org/sons",
            "answers_accepts-work-answer": "",
            "answers_need-advice-answer": "ask",
        },
    )
    assert answers(service) == {
        "adult": "limit:parents only",
        "advice": "ask",
        "pets": "no",
        "sons": "limit:sons up to 16:https://example.org/sons",
        "stay": "yes",
        "survivor": "yes",
    }


def test_a_limit_without_words_is_refused_and_nothing_typed_is_lost(signed_in):
    make_term("pets", "accepts", name="Pets")
    service = make_service()
    page = save(
        signed_in,
        service,
        **{"answers_accepts-pets-answer": "limit", "notes": "rang them twice"},
    )
    assert "Pets: say in words what the limit is." in errors(page)
    assert filled(page)["notes"] == ["rang them twice"]
    assert filled(page)["answers_accepts-pets-answer"] == ["limit"]
    assert "pets" not in answers(service)


def test_a_term_that_a_moderator_adds_stands_in_the_form_at_once(signed_in):
    service = make_service()
    make_term("goats", "animals", name="Goats")
    page = signed_in.get(page_of(service))
    assert 'name="answers_animals-goats-answer"' in page.content.decode()


def test_no_service_is_asked_about_words_of_danger(signed_in):
    make_term("hurt-now", "danger")
    page = signed_in.get(page_of(make_service()))
    assert "hurt-now" not in page.content.decode()


def test_a_retired_term_is_offered_only_where_it_is_answered(signed_in):
    service = make_service(needs=("stay",))
    other = make_service("Other", needs=())
    new = make_term("safe-place")
    Term.objects.filter(code="stay").update(is_retired=True, replaced_by=new)
    assert "answers_need-stay-answer" in filled(signed_in.get(page_of(service)))
    assert "answers_need-stay-answer" not in filled(signed_in.get(page_of(other)))


@pytest.mark.parametrize(
    ("side", "audience"), [("survivors", "perpetrator"), ("change", "survivor")]
)
def test_an_audience_of_the_other_side_is_refused(signed_in, side, audience):
    make_term("perpetrator", "audience")
    make_term("survivor", "audience")
    service = make_service(side=side)
    page = save(signed_in, service, **{f"answers_audience-{audience}-answer": "yes"})
    assert "belongs to a record on the other side" in errors(page)
    assert audience not in answers(service)


def test_a_draft_changes_sides_together_with_its_audience(signed_in):
    make_term("perpetrator", "audience")
    service = make_service(published=False)
    page = save(signed_in, service, side="change")
    assert "belongs to a record on the other side" in errors(page)
    save(
        signed_in,
        service,
        **{
            "side": "change",
            "answers_audience-survivor-answer": "",
            "answers_audience-perpetrator-answer": "yes",
        },
    )
    service.refresh_from_db()
    assert (service.side, answers(service)) == ("change", {"perpetrator": "yes"})


def test_what_was_public_keeps_its_side(signed_in):
    service = make_service()
    save(signed_in, service, side="change")
    service.refresh_from_db()
    assert service.side == "survivors"


def test_a_new_service_is_a_draft_with_all_its_parts(signed_in):
    area = make_area("Salford")
    make_term("survivor", "audience")
    form = filled(signed_in.get(f"{LIST}add/")) | {
        "organisation": make_organisation().pk,
        "side": "survivors",
        "name": "Harbour House",
        "summary": "A safe place to stay.",
        "is_confidential": [],
        "answers_audience-survivor-answer": "yes",
        "contacts-0-kind": "phone",
        "contacts-0-value": "0161 496 0456 (24 hours)",
        "coverages-0-area": area.pk,
        "locations-0-address": "1 Example Street",
        "hours-0-weekday": "0",
        "hours-0-opens_at": "09:00",
        "hours-0-closes_at": "17:00",
    }
    told = said(signed_in.post(f"{LIST}add/", form, follow=True))
    assert "was added successfully" in told[0]
    service = Service.objects.get(name="Harbour House")
    assert service.status == "draft"
    assert service.contacts.get().dialable == "+441614960456"
    assert service.locations.get().address == "1 Example Street"
    assert str(service.hours.get()) == "Monday 09:00 to 17:00"
    assert answers(service) == {"survivor": "yes"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"age_min": "30", "age_max": "20"}, "The lower age stands above"),
        ({"summary": "x" * 161}, "at most 160 characters"),
        ({"summary": ""}, "A public service needs a summary."),
        ({"name": ""}, "This field is required."),
        ({"contacts__0__kind": "pigeon"}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_plain_words(signed_in, changes, sentence):
    service = make_service()
    page = save(signed_in, service, **changes)
    assert page.status_code == 200
    assert sentence in errors(page)


def test_the_last_contact_of_a_public_service_cannot_be_deleted(signed_in):
    service = make_service()
    page = save(signed_in, service, contacts__0__DELETE="on", notes="old number")
    assert "a public service needs a contact that is shown" in errors(page)
    assert filled(page)["notes"] == ["old number"]
    assert service.contacts.count() == 1
    service.refresh_from_db()
    assert service.notes == ""


def test_the_last_contact_of_a_public_service_cannot_be_held(signed_in):
    service = make_service()
    page = save(signed_in, service, contacts__0__held="doubt")
    assert "a public service needs a contact that is shown" in errors(page)
    assert service.contacts.get().held == ""


def test_a_contact_is_replaced_by_another_in_one_go(signed_in):
    service = make_service()
    new = {"contacts__1__kind": "phone", "contacts__1__value": "0161 496 0999"}
    save(signed_in, service, contacts__0__DELETE="on", **new)
    approve_what_waits()
    assert service.contacts.get().dialable == "+441614960999"


def test_a_contact_is_held_while_another_takes_its_place(signed_in):
    service = make_service()
    make_contact(service, "0161 496 0999", held="doubt", order=1)
    changes = {"contacts__0__held": "doubt", "contacts__1__held": ""}
    save(signed_in, service, **changes)
    approve_what_waits()
    assert service.contacts.shown().get().value == "0161 496 0999"


def test_the_last_area_of_a_public_service_cannot_be_deleted(signed_in):
    service = make_service()
    page = save(signed_in, service, coverages__0__DELETE="on")
    assert "a public service needs an area that it covers" in errors(page)
    assert service.coverages.count() == 1


def test_an_area_is_replaced_by_another_in_one_go(signed_in):
    service = make_service()
    leeds = make_area("Leeds")
    changes = {"coverages__0__DELETE": "on", "coverages__1__area": leeds.pk}
    save(signed_in, service, **changes)
    approve_what_waits()
    assert service.coverages.get().area == leeds


def test_the_last_audience_of_a_public_service_cannot_be_taken_away(signed_in):
    service = make_service()
    page = save(signed_in, service, **{"answers_audience-survivor-answer": ""})
    assert "a public service needs an audience" in errors(page)
    assert answers(service) == {"survivor": "yes"}


def test_an_audience_is_replaced_by_another_in_one_go(signed_in):
    make_term("friend", "audience")
    service = make_service()
    changes = {
        "answers_audience-survivor-answer": "",
        "answers_audience-friend-answer": "yes",
    }
    save(signed_in, service, **changes)
    approve_what_waits()
    assert answers(service) == {"friend": "yes"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            {"contacts__1__kind": "phone", "contacts__1__value": "0161 496 0123"},
            "already exists",
        ),
        ({"coverages__1__area": "same"}, "already exists"),
    ],
)
def test_the_same_row_twice_is_refused(signed_in, first, second):
    service = make_service()
    if "coverages__1__area" in first:
        first = {"coverages__1__area": service.coverages.get().area_id}
    page = save(signed_in, service, **first)
    assert "The same row stands here twice" in errors(page) or second in errors(page)
    assert Contact.objects.count() == Coverage.objects.count() == 1


def test_two_new_rows_that_are_the_same_are_refused(signed_in):
    leeds = make_area("Leeds").pk
    service = make_service()
    form = filled(signed_in.get(page_of(service))) | {
        "coverages-TOTAL_FORMS": "3",
        "coverages-1-area": leeds,
        "coverages-2-area": leeds,
        "coverages-2-note": "the same again",
        "coverages-2-service": service.pk,
    }
    page = signed_in.post(page_of(service), form)
    assert "The same row stands here twice" in errors(page)
    assert Coverage.objects.count() == 1


def test_a_confidential_service_takes_no_address(signed_in):
    service = make_service()
    page = save(signed_in, service, locations__0__address="1 Example Street")
    assert "A confidential service keeps no address" in errors(page)
    assert filled(page)["locations-0-address"] == ["1 Example Street"]
    assert not service.locations.exists()


def test_an_address_is_kept_once_visitors_are_welcome(signed_in):
    service = make_service()
    address = "1 Example Street"
    save(signed_in, service, is_confidential=None, locations__0__address=address)
    assert not service.locations.exists()
    approve_what_waits()
    assert service.__class__.objects.get().locations.get().address == address
    save(signed_in, service, locations__0__directions="Ring the upper bell.")
    approve_what_waits()
    assert service.__class__.objects.get().locations.get().directions


def test_turning_confidential_erases_the_address_and_says_so(signed_in):
    service = make_service(is_confidential=False, published=False)
    make_location(service)
    page = save(signed_in, service, is_confidential="on")
    assert "Its address was erased" in said(page)[0]
    assert not Service.objects.get().locations.exists()


def test_turning_confidential_while_changing_the_address_is_refused(signed_in):
    service = make_service(is_confidential=False)
    make_location(service)
    changes = {"is_confidential": "on", "locations__0__address": "2 Example Street"}
    page = save(signed_in, service, **changes)
    assert "A confidential service keeps no address" in errors(page)
    assert Service.objects.get().locations.get().address == "1 Example Street, Salford"


def test_a_check_is_noted_in_the_record_under_the_moderators_name(signed_in):
    service = make_service()
    save(signed_in, service, verifications__0__how="provider")
    check = Verification.objects.get()
    assert (check.how, check.by.email) == ("provider", "moderator@example.org")


def test_hours_belong_only_to_a_contact_of_the_same_service(signed_in):
    service = make_service()
    stranger = make_service("Other").contacts.get()
    changes = {
        "hours__0__weekday": "1",
        "hours__0__opens_at": "09:00",
        "hours__0__closes_at": "12:00",
        "hours__0__contact": stranger.pk,
    }
    assert "not one of the available choices" in errors(
        save(signed_in, service, **changes)
    )
    changes["hours__0__contact"] = service.contacts.get().pk
    save(signed_in, service, **changes)
    assert service.hours.get().contact == service.contacts.get()
