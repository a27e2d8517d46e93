"""What is told of a service, an organisation, a place and a term."""

import datetime
import uuid

import pytest
from django.utils import timezone

from directory.exchange.oruk.filled import uri
from directory.exchange.oruk.ids import part_id
from directory.models import (
    Accreditation,
    Disclosure,
    Funding,
    OpeningHours,
    Representative,
    Service,
    Verification,
)
from tests.interface import contents, everything_in, told, whole
from tests.making import (
    make_contact,
    make_location,
    make_organisation,
    make_service,
    make_term,
    make_user,
)

TIME = datetime.time


def open_from(service, weekday, opens, closes, **fields):
    OpeningHours.objects.create(
        service=service, weekday=weekday, opens_at=opens, closes_at=closes, **fields
    )


def linked(record, kind):
    """The codes of the terms that a record is linked to in one way."""
    return [
        attribute["taxonomy_term"]["code"]
        for attribute in record["attributes"]
        if attribute["link_type"] == kind
    ]


def test_a_service_has_what_others_need_to_show_it():
    owner = make_organisation("Harbour", website="https://harbour.example")
    service = make_service(
        "Rooms",
        organisation=owner,
        summary="A room for tonight.",
        description="Ring us first.",
        age_min=16,
        contacts=[
            ("website", "https://rooms.example/a b"),
            ("email", "hello@rooms.example"),
            "0161 496 0123",
        ],
    )
    record = whole(service)
    assert record["id"] == str(service.uuid)
    assert record["name"] == "Rooms"
    assert record["status"] == "active"
    assert record["description"] == "A room for tonight.\n\nRing us first."
    assert record["url"] == "https://rooms.example/a%20b"
    assert record["email"] == "hello@rooms.example"
    assert record["minimum_age"] == 16
    assert "maximum_age" not in record
    assert record["organization_id"] == record["organization"]["id"] == str(owner.uuid)
    assert record["organization"]["website"] == "https://harbour.example"
    assert record["x_page"].endswith(f"/services/{service.code}/")


def test_what_is_not_known_is_left_out():
    make_service(contacts=["0161 496 0123"])
    for path in ("/services", "/organizations", "/taxonomy_terms", "/taxonomies"):
        for record in contents(path, full="true"):
            assert not {None, ""} & {
                value for value in everything_in(record) if not isinstance(value, bool)
            }, record


def test_an_organisation_always_has_a_description():
    make_service(organisation="Harbour")
    (record,) = contents("/organizations")
    assert record["description"] == "Harbour runs the services listed here."
    assert "x_description" not in record


@pytest.mark.parametrize(
    ("number", "register"),
    [("1234567", "GB-CHC"), ("SC 012345", "GB-SC"), ("NIC104567", "GB-NIC")],
)
def test_a_charity_number_names_its_register(number, register):
    make_service(organisation=make_organisation("Harbour", charity_number=number))
    (identifier,) = contents("/organizations")[0]["organization_identifiers"]
    assert identifier["identifier_scheme"] == register
    assert identifier["identifier"] == number.replace(" ", "")


def test_numbers_stand_where_hsds_and_where_oruk_look_for_them():
    service = make_service(
        contacts=[
            {"kind": "phone", "value": "0161 496 0123", "label": "24 hours"},
            ("text", "07700 900123"),
            ("relay", "18001 0161 496 0123"),
        ]
    )
    record = whole(service)
    assert [phone["type"] for phone in record["phones"]] == [
        "voice",
        "text",
        "textphone",
    ]
    assert record["phones"][0]["number"] == "0161 496 0123"
    assert record["phones"][0]["description"] == "24 hours"
    assert record["contacts"][0]["phones"] == record["phones"]
    assert record["contacts"][0]["name"] == service.name


def test_chats_and_whatsapp_are_addresses():
    service = make_service(
        contacts=[
            "0161 496 0123",
            ("whatsapp", "07700 900123"),
            ("webchat", "https://chat.example"),
            ("website", "https://one.example"),
            ("website", "https://two.example"),
        ]
    )
    urls = {one["label"]: one["url"] for one in whole(service)["additional_urls"]}
    assert urls == {
        "WhatsApp": "https://wa.me/447700900123",
        "Online chat": "https://chat.example",
        "Website": "https://two.example",
    }


def test_what_it_says_yes_to_is_linked_and_no_or_ask_is_said_apart():
    service = make_service(
        needs=("stay",),
        genders=("women",),
        answers={
            "accepts:pets": "no",
            "accepts:drink": "ask",
            "accepts:sons": "limit:sons up to 14",
        },
    )
    record = whole(service)
    assert linked(record, "need") == ["stay"]
    assert linked(record, "eligibility") == ["women"]
    assert linked(record, "accepts") == ["sons"]
    limits = [one["value"] for one in record["attributes"] if "value" in one]
    assert limits == ["sons up to 14"]
    said = {one["name"]: one["answer"] for one in record["x_answers"]}
    assert said == {"Pets": "no", "Drink": "ask"}
    assert "Open to: Women." in record["eligibility_description"]


def test_a_term_is_the_same_in_a_record_and_under_its_own_address():
    record = whole(make_service(needs=("stay",)))
    for attribute in record["attributes"]:
        term = attribute["taxonomy_term"]
        assert told(f"/taxonomy_terms/{term['id']}") == term
        assert term["taxonomy_id"] == told(f"/taxonomies/{term['taxonomy_id']}")["id"]


def test_each_side_is_said_in_a_field_a_term_and_in_words():
    survivors, change = make_service("Rooms"), make_service("Stop", side="change")
    assert whole(survivors)["x_side"] == "survivors"
    record = whole(change)
    assert record["x_side"] == "change"
    assert linked(record, "side") == ["change"]
    said = record["eligibility_description"]
    assert said.startswith("For people who want to stop hurting someone.")


def test_hours_are_days_and_times_and_always_words():
    service = make_service(hours_words="Monday and Tuesday 9am to 5pm")
    for day in (0, 1):
        open_from(service, day, TIME(9), TIME(17), on_bank_holidays=False)
    (schedule,) = whole(service)["schedules"]
    assert (schedule["freq"], schedule["byday"]) == ("WEEKLY", "MO,TU")
    assert (schedule["opens_at"], schedule["closes_at"]) == ("09:00", "17:00")
    assert schedule["x_on_bank_holidays"] is False
    assert schedule["description"] == "Monday and Tuesday 9am to 5pm"


def test_hours_that_pass_midnight_go_on_the_next_day():
    service = make_service()
    open_from(service, 6, TIME(22), TIME(2))
    open_from(service, 2, TIME(0), TIME(0))
    found = {
        (one["byday"], one["opens_at"], one["closes_at"])
        for one in whole(service)["schedules"]
    }
    assert found == {
        ("SU", "22:00", "23:59"),
        ("MO", "00:00", "02:00"),
        ("WE", "00:00", "23:59"),
    }


def test_hours_in_words_alone_claim_no_times():
    (schedule,) = whole(make_service(hours_words="Most evenings"))["schedules"]
    assert schedule["description"] == "Most evenings"
    assert not {"freq", "byday", "opens_at"} & set(schedule)


def test_who_will_be_told_who_pays_and_what_it_holds():
    service = make_service()
    Disclosure.objects.create(service=service, to="police", when="risk", words="Maybe.")
    Funding.objects.create(service=service, body="council")
    Accreditation.objects.create(service=service, name="Safe Mark")
    record = whole(service)
    assert record["x_told"] == [{"to": "police", "when": "risk", "words": "Maybe."}]
    assert record["funding"][0]["x_body"] == "council"
    assert record["accreditations"] == "Safe Mark"


def test_the_day_of_our_own_check_and_a_role_to_ask(settings):
    settings.CONTACT_EMAIL = "hello@signpost.example"
    service = make_service()
    assert "assurer_email" not in whole(service)
    day = datetime.date(2026, 1, 31)
    Verification.objects.create(service=service, by=make_user(), how="website", on=day)
    record = whole(service)
    assert record["assured_date"] == "2026-01-31"
    assert record["assurer_email"] == "hello@signpost.example"


def test_what_its_own_people_said_is_no_check_of_ours_and_a_doubt_ends_it(settings):
    settings.CONTACT_EMAIL = "hello@signpost.example"
    service, moderator = make_service(), make_user()
    person = Representative.objects.invite(
        service.organisation, "anna@harbour.example", by=moderator
    )
    Verification.objects.confirm(Service.objects.all(), told_by=person)
    record = whole(service)
    assert record["assured_date"] == timezone.localdate().isoformat()
    assert "assurer_email" not in record
    Verification.objects.create(
        service=service, by=moderator, how="website", outcome="changed"
    )
    assert "assured_date" not in whole(service)


def test_a_service_that_takes_nobody_now_is_closed_until_its_day_has_come():
    service = make_service(waiting="closed", waiting_until=datetime.date(2100, 1, 1))
    assert whole(service)["status"] == "temporarily closed"
    service.waiting_until = datetime.date(2020, 1, 1)
    service.save()
    record = whole(service)
    assert record["status"] == "active"
    assert "alert" not in record


def test_an_open_place_has_an_address_in_parts_where_they_are_certain():
    service = make_service("Drop-in", is_confidential=False)
    make_location(service, address="1 Example Street, Salford", postcode="M5 4WT")
    make_location(service, address="The old mill, by the water", postcode="M5 4WT")
    make_location(service, address="2 Example Street, Salford")
    found = [one["location"] for one in whole(service)["service_at_locations"]]
    (address,) = found[0]["addresses"]
    assert address["address_1"] == "1 Example Street"
    assert (address["city"], address["postal_code"]) == ("Salford", "M5 4WT")
    assert address["state_province"] == "Greater Manchester"
    assert found[0]["name"] == "Drop-in"
    assert not any("addresses" in place for place in found[1:])
    assert found[1]["description"] == "The old mill, by the water"


def test_a_place_keeps_its_id_and_is_found_by_it():
    service = make_service(is_confidential=False)
    make_location(service)
    (listed,) = contents("/service_at_locations", full="true")
    assert whole(service)["service_at_locations"][0]["id"] == listed["id"]
    assert told(f"/service_at_locations/{listed['id']}") == listed
    assert listed["service"]["id"] == str(service.uuid)


def test_areas_have_their_official_code_and_ours_have_no_address():
    service = make_service(areas=["Salford"])
    (area,) = whole(service)["service_areas"]
    assert area["name"] == area["service_area"] == "Salford"
    assert area["uri"].endswith("/E08000006")
    ours = make_service("Elsewhere", areas=["The moor"])
    assert "uri" not in whole(ours)["service_areas"][0]


def test_a_sign_language_has_the_code_that_the_standard_knows():
    make_term("bsl", "language", name="British Sign Language")
    service = make_service(languages=("bsl", "pl", "interpreters"))
    record = whole(service)
    assert {one["code"] for one in record["languages"]} == {"bfi", "pl"}
    assert record["interpretation_services"] == "Interpreters."


def test_a_retired_term_says_what_took_its_place():
    new = make_term("stay")
    make_term("old", is_retired=True, replaced_by=new)
    by_code = {one["code"]: one for one in contents("/taxonomy_terms")}
    assert by_code["old"]["x_retired"] is True
    assert by_code["old"]["x_replaced_by_id"] == by_code["stay"]["id"]


def test_words_about_danger_are_none_about_services():
    make_term("now", "danger")
    assert "Danger" not in [one["name"] for one in contents("/taxonomies")]
    assert "now" not in [one["code"] for one in contents("/taxonomy_terms")]


def test_an_organisation_names_its_services_or_holds_them():
    service = make_service()
    make_service("Draft", published=False)
    id_ = str(service.organisation.uuid)
    assert told(f"/organizations/{id_}")["services"] == [
        {"id": str(service.uuid), "name": service.name, "status": "active"}
    ]
    held = told(f"/organizations/{id_}", full_service="true")["services"]
    assert held == [whole(service)]


def test_a_list_says_nothing_else_than_the_record():
    service = make_service(needs=("stay",), contacts=["0161 496 0123"])
    make_contact(service, ("email", "hello@rooms.example"))
    (listed,) = contents("/services")
    record = whole(service)
    assert listed.items() <= record.items()
    assert contents("/services", full="true") == [record]


def test_the_ids_of_parts_are_those_that_every_program_would_make():
    owner = uuid.uuid4()
    for key in range(50):
        assert part_id(owner, "phone", key) == str(uuid.uuid5(owner, f"phone/{key}"))


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("https://rooms.example", "https://rooms.example"),
        ("rooms.example/help", "https://rooms.example/help"),
        ("https://rooms.example/a b?c=é", "https://rooms.example/a%20b?c=%C3%A9"),
        ("https://rooms.example/#top", "https://rooms.example/#top"),
        ("mailto:hello@rooms.example", ""),
        ("https://", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_an_address_is_a_uri_or_is_left_out(typed, given):
    assert uri(typed) == given
