"""What a moderator changed, removed or withdrew is never undone by a load."""

import pytest

from directory.models import (
    Area,
    Contact,
    CrisisLine,
    Organisation,
    Place,
    PlaceName,
    Service,
    Taxonomy,
    Term,
)
from tests.making import approve_what_waits, decided, make_service, make_term
from tests.small_starter import SmallStarter, outcomes


@pytest.fixture
def small(tmp_path):
    starter = SmallStarter(tmp_path)
    starter.load()
    return starter


def kept(report, kind="services"):
    return report.counts[kind]["kept"]


def test_a_moderators_words_survive(small):
    service = Service.objects.get()
    service.summary = "A moderator's words."
    service.save()
    report = small.load()
    assert Service.objects.get().summary == "A moderator's words."
    assert (kept(report), report.kept) == (1, [])


def test_a_moderators_words_survive_new_ones_in_the_file_and_that_is_told(small):
    service = Service.objects.get()
    service.summary = "A moderator's words."
    service.save()
    small.service |= {"summary": "The file's new words.", "eligibility": "Anyone."}
    report = small.load()
    service = Service.objects.get()
    assert service.summary == "A moderator's words."
    assert service.eligibility == "Anyone."
    assert "services.csv, line 2" in report.kept[0]
    assert "column summary" in report.kept[0]
    small.load()
    assert Service.objects.get().summary == "A moderator's words."


def test_a_contact_that_was_hidden_for_safety_stays_hidden(small):
    hidden = Contact.objects.filter(kind="website")
    assert hidden.hide_for_safety() == 1
    small.load()
    assert hidden.get().held == "unsafe"


def test_a_field_that_a_moderator_emptied_stays_empty(small):
    service = Service.objects.get()
    service.source_date = ""
    service.save()
    small.load()
    assert Service.objects.get().source_date == ""


def test_a_withdrawn_service_stays_withdrawn_and_untouched(small):
    Service.objects.get().withdraw(because="It has closed.")
    small.service["summary"] = "New words."
    report = small.load()
    service = Service.objects.get()
    assert service.is_withdrawn
    assert service.summary != "New words."
    assert "withdrawn here" in report.kept[0]


def test_a_deleted_draft_is_not_put_back(small):
    small.add_service(publish="no")
    small.load()
    Service.objects.get(code="b2c3d4").delete()
    report = small.load()
    assert Service.objects.count() == 1
    assert "not put back" in report.kept[0]


def test_a_draft_that_a_moderator_published_stays_public(small):
    small.add_service(publish="no")
    small.load()
    with decided():
        Service.objects.get(code="b2c3d4").publish()
    report = small.load()
    assert Service.objects.published().count() == 2
    assert kept(report) == 1


def test_a_removed_number_is_not_put_back_even_when_the_file_has_a_new_one(small):
    CrisisLine.objects.all().delete()
    with decided():
        Contact.objects.get(kind="phone").delete()
    small.load()
    small.service["phone"] = "0161 496 0199"
    small.rows["crisis_lines.csv"].clear()
    report = small.load()
    assert not Contact.objects.filter(kind="phone").exists()
    assert "column phone" in report.kept[0]


def test_a_number_that_a_moderator_confirmed_stays_shown(small):
    small.service |= {"text_number": "07700 900123", "source_date": "2020"}
    small.load()
    approve_what_waits()
    contact = Contact.objects.get(kind="text")
    contact.held = ""
    with decided():
        contact.save()
    small.load()
    assert Contact.objects.get(kind="text").held == ""


def test_what_only_moderators_know_of_a_contact_survives_a_new_file(small):
    with decided():
        Contact.objects.filter(kind="phone").update(hours_words="Ring twice.")
    small.service["phone_notes"] = "Free"
    small.load()
    approve_what_waits()
    phone = Contact.objects.get(kind="phone")
    assert (phone.hours_words, phone.cost_words) == ("Ring twice.", "Free")


def test_an_answer_that_a_moderator_gave_survives(small):
    service = Service.objects.get()
    service.answers.create(term=make_term("pets", "accepts"), answer="no")
    small.service["accepts"] = "pets"
    small.load()
    assert service.answers.get(term__code="pets").answer == "no"


def test_a_crisis_line_of_ours_leads_on_when_its_contact_changes(small):
    website = Contact.objects.get(kind="website")
    CrisisLine.objects.create(nation=Area.objects.get(slug="england"), contact=website)
    small.service["website"] = "https://harbour.example/new"
    small.load()
    assert website.crisis_lines.get().contact == website
    approve_what_waits()
    line = CrisisLine.objects.get(contact__kind="website")
    assert line.contact.value == "https://harbour.example/new"


def test_terms_and_taxonomies_stay_as_moderators_left_them(small):
    Term.objects.filter(code="helpline").update(name="Someone to ring")
    Term.objects.filter(code="pets").delete()
    Taxonomy.objects.filter(code="need").update(question="What helps?")
    report = small.load()
    assert Term.objects.get(code="helpline").name == "Someone to ring"
    assert not Term.objects.filter(code="pets").exists()
    assert Taxonomy.objects.get(code="need").question == "What helps?"
    assert kept(report, "terms") == 2


def test_an_answer_about_a_removed_term_is_passed_over(small):
    Term.objects.filter(code="pets").delete()
    small.service["accepts"] = "pets; older-sons"
    small.load()
    accepted = Service.objects.get().answers.on("accepts")
    assert [answer.term.code for answer in accepted] == ["older-sons"]


def test_names_of_areas_and_places_stay_as_moderators_left_them(small):
    area, place = Area.objects.get(slug="salford"), Place.objects.get()
    PlaceName.objects.create(key="the quays", text="The Quays", area=area)
    place.names.all().delete()
    report = small.load()
    assert area.names.count() == 2
    assert not place.names.exists()
    assert (kept(report, "areas"), kept(report, "places")) == (1, 1)


def test_an_area_of_a_moderators_own_keeps_what_covers_it(small):
    quays = Area.objects.create(code="X-QUAYS", name="The Quays", slug="quays",
                                kind="informal")  # fmt: skip
    salford = Area.objects.get(slug="salford")
    salford.covers_links.create(covered=quays)
    small.load()
    assert salford.covers_links.filter(covered=quays).exists()


def test_an_organisation_that_was_there_before_is_taken_over_not_doubled(small):
    make_service("Their own line", organisation="Quay Trust", areas=["Salford"])
    small.add_service(organisation="Quay Trust", organisation_url="https://q.example")
    small.load()
    trust = Organisation.objects.get(name="Quay Trust")
    assert trust.services.count() == 2
    assert trust.website == "https://q.example"


def test_a_renamed_organisation_stays_renamed(small):
    Organisation.objects.filter(name="Harbour").update(name="Harbour North")
    assert "kept" in outcomes(small.load())
    assert [one.name for one in Organisation.objects.all()] == ["Harbour North"]


def test_a_removed_crisis_line_is_not_put_back(small):
    CrisisLine.objects.get().delete()
    small.load()
    assert not CrisisLine.objects.exists()


def test_a_place_that_a_moderator_moved_is_not_made_again(small):
    Place.objects.update(latitude=53.5)
    small.load()
    assert Place.objects.get().latitude == 53.5
