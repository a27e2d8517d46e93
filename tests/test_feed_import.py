"""What a feed says waits as proposals; what it should not say never comes in."""

import json

import pytest

from directory.models import (
    FeedRecord,
    Location,
    Organisation,
    Proposal,
    Service,
    TheirTerm,
)
from tests.feeds import (
    as_json,
    brought_in,
    looked_at,
    place,
    record,
    term,
)
from tests.making import make_area, make_place, make_service, make_term, make_user


@pytest.fixture(autouse=True)
def _known():
    make_area("Salford")
    make_place("Eccles", "Salford")
    make_term("survivor", "audience")
    make_term("refuge", "type", phrases="women's refuge")
    make_term("helpline", "type")
    make_term("pl", "language", name="Polish (polski)")


def values(plan) -> dict:
    return {name: both["new"] for name, both in plan.changes.items()}


def of_services(plans) -> list:
    return [plan for plan in plans if plan.model == "service"]


def only(tmp_path, **fields):
    """The plan of one record, nothing written."""
    plans, _batch = looked_at(as_json(tmp_path, record(**fields)), keep=False)
    return of_services(plans)[0]


def approve_all(*, second_source: bool = True) -> None:
    first = make_user("first@x.example")
    second = make_user("second@x.example")
    for proposal in Proposal.objects.pending():
        if second_source:
            proposal.record_second_source(by=first, evidence="Their website.")
        proposal.approve(by=second)


def test_a_record_waits_and_becomes_a_draft_by_two_other_people(tmp_path):
    batch = brought_in(as_json(tmp_path, record(1)))
    assert not Service.objects.exists()
    proposal = Proposal.objects.get(model="service")
    assert (proposal.source, proposal.author, proposal.origin) == (
        "feed",
        None,
        "Their list",
    )
    assert batch.rows.filter(changes={}).count() == batch.rows.count()
    approve_all()
    made = Service.objects.get()
    assert made.status == "draft"
    assert made.summary == "We listen & help."
    assert made.description == "You can bring a friend."
    assert [one.area.name for one in made.coverages.all()] == ["Salford"]
    assert {one.kind for one in made.contacts.all()} == {"phone", "email", "website"}


def test_the_same_feed_again_changes_nothing(tmp_path):
    feed = as_json(tmp_path, *[record(n) for n in range(5)])
    brought_in(feed)
    before = list(Proposal.objects.values())
    batch = brought_in(feed)
    assert {row.outcome for row in batch.rows.all()} == {"unchanged"}
    assert list(Proposal.objects.values()) == before


def test_neither_before_nor_after_approval_nor_after_rejection(tmp_path):
    feed = as_json(tmp_path, record(1), record(2))
    brought_in(feed)
    rejected = Proposal.objects.get(name="Harbour 2")
    rejected.reject(by=make_user(), because="Not ours.")
    approve_all()
    brought_in(feed)
    assert not Proposal.objects.pending().exists()


def test_only_what_the_feed_changed_is_proposed_not_what_a_moderator_did(tmp_path):
    brought_in(as_json(tmp_path, record(1)))
    approve_all()
    service = Service.objects.get()
    service.summary = "A moderator wrote this."
    service.save()
    service.contacts.create(
        kind="phone", value="0161 496 0999", code=f"{service.code}-9"
    )
    phone = [{"id": "p", "number": "0161 496 0777"}]
    brought_in(as_json(tmp_path, record(1, phones=phone)))
    proposal = Proposal.objects.pending().get()
    assert set(proposal.changes) == {"contacts"}
    numbers = [
        one["value"]
        for one in proposal.changes["contacts"]["new"]
        if one["kind"] == "phone"
    ]
    assert numbers == ["0161 496 0999", "0161 496 0777"]


def test_a_record_that_left_the_feed_is_proposed_to_withdraw_never_deleted(tmp_path):
    brought_in(as_json(tmp_path, record(1), record(2)))
    Proposal.objects.get(name="Harbour 2").reject(by=make_user(), because="No.")
    approve_all()
    service = Service.objects.get()
    brought_in(as_json(tmp_path, record(2), record(3)))
    proposal = Proposal.objects.get(kind="withdraw")
    assert proposal.service == service
    assert "no longer in the feed" in proposal.note
    assert Service.objects.get().status == "draft"


def test_a_record_that_left_before_anyone_decided_is_proposed_no_more(tmp_path):
    brought_in(as_json(tmp_path, record(1), record(2)))
    brought_in(as_json(tmp_path, record(2)))
    assert Proposal.objects.get(name="Harbour 1").state == "overtaken"
    assert Proposal.objects.get(name="Harbour 2").is_pending


def test_a_feed_that_loses_a_great_many_at_once_withdraws_nothing(tmp_path):
    brought_in(as_json(tmp_path, *[record(n) for n in range(60)]))
    batch = brought_in(as_json(tmp_path, record(1)))
    assert "nothing withdrawn" in batch.told[0]
    assert Proposal.objects.pending().filter(model="service").count() == 60


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Harbour Refuge"},
        {"description": "A safe house for women."},
        {"attributes": [term("Refuge accommodation")]},
        {"attributes": [term("Women's refuge")]},
        {"description": "Supported accommodation after domestic abuse."},
        {"alternate_name": "Confidential address"},
    ],
)
def test_a_refuge_never_comes_with_an_address(tmp_path, fields):
    fields = {"description": "Help."} | fields
    fields["description"] += " Come to 12 Example Street, M6 5AA."
    feed = as_json(tmp_path, record(1, **fields, service_at_locations=[place()]))
    batch = brought_in(feed)
    kept = str(list(batch.rows.values())) + str(list(Proposal.objects.values()))
    for secret in ("Example Street", "M6 5AA", "53.48"):
        assert secret not in kept
    approve_all()
    assert Service.objects.get().is_confidential
    assert not Location.objects.exists()


def test_an_open_place_comes_with_its_address(tmp_path):
    plan = only(tmp_path, service_at_locations=[place()])
    assert values(plan)["locations"][0]["postcode"] == "M6 5AA"
    assert values(plan)["is_confidential"] is False


def test_no_person_and_no_private_address_comes_in(tmp_path):
    person = {
        "name": "Ann Persona",
        "title": "Manager",
        "email": "ann.persona@council.example",
        "phones": [{"number": "0161 496 0555"}],
    }
    feed = as_json(
        tmp_path,
        record(
            1,
            contacts=[person],
            email="apersona@gmail.com",
            assurer_email="bob.assurer@council.example",
            description="Write to ann.persona@council.example or call.",
            pc_metadata={"owner": "Ann Persona"},
        ),
    )
    brought_in(feed)
    kept = json.dumps([one.changes for one in Proposal.objects.all()])
    assert "ersona" not in kept
    assert "assurer" not in kept
    assert "0161 496 0555" in kept


def test_hostile_records_stop_nothing_and_are_told_one_by_one(tmp_path):
    feed = as_json(
        tmp_path,
        record(1),
        record(1, name="The same id"),
        record(2, name=""),
        record(3, id="not-really-a-uuid-0000"),
        "a text",
        None,
        record(4, phones="none", service_areas={"a": 1}, attributes=[None, 7]),
        record(5, name={"nested": 1}),
        record(6, url="javascript:alert(1)", minimum_age="ten", maximum_age=10**9),
        record(7, name="x" * 5000, organization=None),
        record(8, id=None),
        record(9, schedules=[{"freq": "WEEKLY", "byday": "XX", "opens_at": "25:99"}]),
    )
    batch = brought_in(feed)
    rows = batch.rows.filter(model="service")
    wrong = {row.number: row.doubts[0] for row in rows.filter(outcome="wrong")}
    assert wrong[2] == ["id", "this id stands in the feed twice: the first one counts"]
    assert wrong[3] == ["name", "has no name"]
    assert set(wrong) == {2, 3, 5, 6, 8}
    assert not any("cannot be read" in why for _c, why in wrong.values())
    assert Proposal.objects.filter(model="service").count() == 7
    assert FeedRecord.objects.filter(key="not-really-a-uuid-0000").exists()


def test_an_address_without_a_scheme_is_made_whole_and_doubted(tmp_path):
    plan = only(tmp_path, url="www.harbour.example/help")
    assert "https://www.harbour.example/help" in str(values(plan)["contacts"])
    assert plan.outcome == "doubtful"
    assert plan.doubts == [["url", "https:// was put before www.harbour.example/help"]]


@pytest.mark.parametrize(
    ("area", "code", "note"),
    [
        ({"name": "Salford"}, "E08000006", ""),
        ({"name": "Salford City Council"}, "E08000006", ""),
        (
            {"name": "x", "uri": "http://statistics.data.gov.uk/id/E08000006"},
            "E08000006",
            "",
        ),
        ({"service_area": "E08000006"}, "E08000006", ""),
        ({"name": "Eccles"}, "E08000006", "Eccles"),
        ({"name": "Nationwide"}, "K02000001", ""),
    ],
)
def test_areas_are_found_by_code_name_and_place(tmp_path, area, code, note):
    plan = only(tmp_path, service_areas=[area])
    assert values(plan)["coverages"] == [{"area": code, "note": note}]


@pytest.mark.parametrize("name", ["Salfrod", "Atlantis", "All who need us in the area"])
def test_an_area_that_is_not_written_as_we_know_it_is_no_guess(tmp_path, name):
    plan = only(tmp_path, service_areas=[{"name": name}])
    assert "coverages" not in values(plan)
    assert any(column == "service_areas" for column, _why in plan.doubts)


def test_a_word_of_theirs_is_mapped_once_and_for_all(tmp_path):
    uri = "http://id.esd.org.uk/service/242"
    one = record(1, attributes=[term("Advice line", term_uri=uri, code="242")])
    brought_in(as_json(tmp_path, one))
    waiting = TheirTerm.objects.waiting().get()
    assert (waiting.name, waiting.uri) == ("Advice line", uri)
    waiting.term = make_term("helpline", "type")
    waiting.save()
    brought_in(as_json(tmp_path, one))
    proposal = Proposal.objects.get(model="service")
    assert proposal.changes["answers:type"]["new"][0]["term"] == "type/helpline"
    assert TheirTerm.objects.count() == 1


def test_a_word_that_is_one_of_our_phrases_is_understood_by_itself(tmp_path):
    brought_in(as_json(tmp_path, record(1, attributes=[term("Women's Refuge")])))
    assert TheirTerm.objects.get().term == make_term("refuge", "type")


def test_a_word_that_means_nothing_is_not_asked_about_again(tmp_path):
    feed = as_json(tmp_path, record(1, attributes=[term("Ward 7")]))
    brought_in(feed)
    TheirTerm.objects.update(is_ignored=True)
    brought_in(feed)
    assert not TheirTerm.objects.waiting().exists()


def test_old_lists_of_the_uk_are_read_with_their_terms_ages_and_hours(tmp_path):
    old = record(
        1,
        service_taxonomys=[
            {"taxonomy": {"id": "esdServiceType:242", "name": "Helpline"}}
        ],
        eligibilitys=[{"minimum_age": 16, "maximum_age": 120}],
        regular_schedules=[
            {"weekday": "Monday", "opens_at": "09:00", "closes_at": "17:00"}
        ],
        languages=[{"language": "Polish"}],
        cost_options=[{"amount": 0}],
    )
    path = tmp_path / "old.json"
    path.write_text(json.dumps({"totalElements": 1, "content": [old]}))
    plans, batch = looked_at(str(path), keep=False)
    found = values(of_services(plans)[0])
    assert batch.format == "ORUK 1.0"
    assert found["answers:type"][0]["term"] == "type/helpline"
    assert found["answers:language"][0]["term"] == "language/pl"
    assert found["age_min"] == 16
    assert "age_max" not in found
    assert found["cost"] == "free"
    assert found["hours"][0]["weekday"] == 0
    assert found["hours_words"] == "Monday: 09:00 to 17:00"


@pytest.mark.parametrize(
    "more", [{"valid_to": "2020-01-01"}, {"opens_at": "09:00Z"}, {"freq": "MONTHLY"}]
)
def test_hours_that_are_not_certain_stay_words(tmp_path, more):
    one = {
        "byday": "MO",
        "opens_at": "09:00",
        "closes_at": "17:00",
        "description": "Mon",
    }
    found = values(only(tmp_path, schedules=[one | more]))
    assert "hours" not in found
    assert found["hours_words"] == "Mon"


def test_what_was_taken_down_does_not_come_in_by_a_feed(tmp_path):
    make_service("Harbour 1").withdraw(because="It was a front.")
    batch = brought_in(as_json(tmp_path, record(1)))
    assert batch.rows.get(model="service").outcome == "not-listed"
    assert not Proposal.objects.filter(model="service").exists()


def test_a_copied_id_of_ours_does_not_take_our_service_over(tmp_path):
    ours = make_service("Harbour House")
    plan = only(tmp_path, id=str(ours.uuid), name="Another name")
    assert plan.record is None
    plan = only(tmp_path, id=str(ours.uuid), name="Harbour House")
    assert plan.record == ours


def test_two_sources_may_use_the_same_id(tmp_path):
    brought_in(as_json(tmp_path, record(1)), source="One")
    brought_in(as_json(tmp_path, record(1)), source="Two")
    assert FeedRecord.objects.filter(model="service").count() == 2
    assert Proposal.objects.filter(model="service").count() == 2


def test_what_is_known_of_an_organisation_is_not_overwritten(tmp_path):
    with_site = {"id": "o", "name": "Harbour", "website": "https://new.example"}
    Organisation.objects.create(name="Harbour", website="https://old.example")
    number = {"identifier_scheme": "GB-CHC", "identifier": "1234567"}
    with_site["organization_identifiers"] = [number]
    brought_in(as_json(tmp_path, record(1, organization=with_site)))
    proposal = Proposal.objects.get(model="organisation")
    assert set(proposal.changes) == {"charity_number"}
