"""Every rule of the models, tried through every door there is.

Here: save, create, update, bulk_create, bulk_update, delete, and the same on whole
querysets. The admin's own doors are tried in test_admin_services and
test_admin_publishing; what concerns addresses in test_rules_of_addresses.
"""

import pytest
from django.core.exceptions import ValidationError

from directory.models import (
    AreaCover,
    Contact,
    Coverage,
    CrisisLine,
    Edition,
    Organisation,
    SearchDocument,
    Service,
    ServiceTerm,
    Term,
    Verification,
)
from directory.models.service import new_code
from tests.doors import (
    ADDITIONS,
    CHANGES,
    a_service,
    bulk_create,
    bulk_update,
    create,
    new_and_save,
    refused,
)
from tests.making import (
    make_area,
    make_contact,
    make_crisis_line,
    make_organisation,
    make_service,
    make_term,
    make_user,
)

# Who must decide is tried in test_proposals_doors; here it is decided, and these
# rules hold all the same.
pytestmark = pytest.mark.usefixtures("all_decided")

# Ages, summaries, codes, sides


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize(
    "values",
    [
        {"age_min": 30, "age_max": 20},
        {"age_min": 121},
        {"age_max": 121},
        {"side": "both"},
        {"side": ""},
        {"status": "hidden"},
    ],
    ids=str,
)
def test_a_service_is_not_changed_into_what_cannot_be(door, values):
    service = make_service()
    assert refused(lambda: door(service, **values))


@pytest.mark.parametrize("door", ADDITIONS)
@pytest.mark.parametrize(
    "values",
    [
        {"age_min": 30, "age_max": 20},
        {"age_min": 121},
        {"summary": "x" * 161},
        {"side": "both"},
        {"status": "published"},
        {"status": "withdrawn"},
    ],
    ids=str,
)
def test_a_service_does_not_begin_as_what_cannot_be(door, values):
    assert refused(lambda: door(Service, **a_service(**values)))


@pytest.mark.parametrize("door", CHANGES)
def test_no_summary_grows_beyond_160_characters(door):
    service = make_service()
    was_refused = refused(lambda: door(service, summary="x" * 161))
    service.refresh_from_db()
    # PostgreSQL cuts what bulk_update() gives it to the length of the column.
    assert was_refused or (door is bulk_update and service.summary == "x" * 160)


def test_a_summary_of_160_characters_is_not_too_long():
    make_service(summary="é" * 160)


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize("field", ["code", "uuid"])
def test_no_two_services_share_a_public_code(door, field):
    one, other = make_service("One"), make_service("Two")
    assert refused(lambda: door(other, **{field: getattr(one, field)}))


@pytest.mark.parametrize("door", [create, new_and_save, bulk_create])
def test_no_new_service_takes_a_public_code_that_is_in_use(door):
    service = make_service()
    assert refused(lambda: door(Service, **a_service(code=service.code)))


def test_codes_are_made_without_letters_that_are_read_for_one_another():
    codes = [new_code() for _n in range(200)]
    assert len(set(codes)) == 200
    assert all(len(code) == 6 and not set(code) & set("01aeiou") for code in codes)


# Publishing and withdrawing


@pytest.mark.parametrize("door", CHANGES)
def test_a_service_is_published_only_by_publishing_it(door):
    bare = make_service(contacts=(), published=False)
    assert refused(lambda: door(bare, status="published"))
    assert refused(lambda: Service.objects.filter(pk=bare.pk).publish())
    assert refused(bare.publish)


@pytest.mark.parametrize("lacking", ["contacts", "areas", "audience"])
def test_what_lacks_something_is_not_published(lacking):
    bare = make_service(**{lacking: ()}, published=False)
    with pytest.raises(ValidationError, match="a public service needs"):
        bare.publish()
    bare.refresh_from_db()
    assert bare.status == "draft"


def test_a_contact_that_waits_is_not_enough_to_be_public():
    bare = make_service(contacts=(), published=False)
    make_contact(bare, held="doubt")
    assert refused(bare.publish)


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize("value", [{"summary": ""}, {"name": ""}], ids=str)
def test_a_public_service_keeps_its_name_and_summary(door, value):
    service = make_service()
    assert refused(lambda: door(service, **value))


@pytest.mark.parametrize("part", ["contacts", "coverages", "answers"])
@pytest.mark.parametrize("all_at_once", [True, False])
def test_the_last_part_of_a_public_service_is_not_deleted(part, all_at_once):
    service = make_service()
    rows = getattr(service, part).all()
    assert refused(rows.delete if all_at_once else rows.get().delete)
    assert getattr(service, part).count() == 1


@pytest.mark.parametrize("door", CHANGES)
def test_the_last_shown_contact_of_a_public_service_is_not_held(door):
    contact = make_service().contacts.get()
    assert refused(lambda: door(contact, held="doubt"))


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize("part", ["contacts", "coverages", "answers"])
def test_the_last_part_of_a_public_service_is_not_given_to_another(door, part):
    service, other = make_service(), make_service("Other", contacts=(), published=False)
    row = getattr(service, part).get()
    assert refused(lambda: door(row, service=other))


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize("answer", ["no", "ask"])
def test_the_last_audience_of_a_public_service_is_not_taken_back(door, answer):
    row = make_service().answers.get()
    assert refused(lambda: door(row, answer=answer))


@pytest.mark.parametrize("because", ["", "   ", "\n"])
def test_a_service_is_not_withdrawn_without_a_reason(because):
    service = make_service()
    assert refused(lambda: service.withdraw(because=because))
    assert refused(lambda: Service.objects.withdraw(because=because))


@pytest.mark.parametrize("door", CHANGES)
def test_a_withdrawn_service_keeps_its_reason(door):
    service = make_service()
    service.withdraw(because="Closed.")
    assert refused(lambda: door(service, withdrawn_because=""))


@pytest.mark.parametrize("published", [True, False])
def test_what_was_once_public_is_never_deleted(published):
    service = make_service()
    if not published:
        service.withdraw(because="Closed.")
    assert refused(service.delete)
    assert refused(Service.objects.all().delete)
    assert refused(service.organisation.delete)
    assert refused(Organisation.objects.all().delete)
    assert Service.objects.count() == 1


def test_what_is_withdrawn_is_gone_from_the_index_with_a_new_edition():
    service = make_service()
    assert SearchDocument.objects.count() == 1
    before = Edition.objects.number()
    service.withdraw(because="Closed.")
    assert SearchDocument.objects.count() == 0
    assert Edition.objects.number() > before


# Each side with its own audience


@pytest.mark.parametrize("door", ADDITIONS)
@pytest.mark.parametrize(
    ("side", "audience"), [("survivors", "perpetrator"), ("change", "survivor")]
)
@pytest.mark.parametrize("answer", ["yes", "ask", "limit"])
def test_a_public_service_names_no_audience_of_the_other_side(
    door, side, audience, answer
):
    service = make_service(side=side)
    term = make_term(audience, "audience")
    values = {"term": term, "answer": answer, "limit": "some"}
    assert refused(lambda: door(ServiceTerm, service=service, **values))


@pytest.mark.parametrize("door", CHANGES)
def test_an_answer_is_not_changed_into_the_other_sides_audience(door):
    service = make_service()
    term = make_term("perpetrator", "audience")
    ServiceTerm.objects.create(service=service, term=term, answer="no")
    row = ServiceTerm.objects.get(term=term)
    assert refused(lambda: door(row, answer="yes"))


@pytest.mark.parametrize("door", CHANGES)
def test_a_public_service_does_not_change_sides_under_its_audience(door):
    service = make_service()
    assert refused(lambda: door(service, side="change"))


# What stands there once


@pytest.mark.parametrize("door", [create, new_and_save, bulk_create])
def test_coverage_contacts_answers_and_closure_stand_there_once(door):
    service = make_service()
    area = service.coverages.get().area
    contact, answer = service.contacts.get(), service.answers.get()
    twice = {"service": service, "kind": contact.kind, "value": contact.value}
    assert refused(lambda: door(Coverage, service=service, area=area))
    assert refused(lambda: door(Contact, **twice, code="other-1"))
    assert refused(lambda: door(Contact, **twice | {"value": "1"}, code=contact.code))
    assert refused(lambda: door(ServiceTerm, service=service, term=answer.term))
    assert refused(lambda: door(AreaCover, covering=area, covered=area))


@pytest.mark.parametrize("door", ADDITIONS)
def test_a_limit_says_in_words_what_it_is(door):
    values = {"term": make_term("sons", "accepts"), "answer": "limit", "limit": ""}
    assert refused(lambda: door(ServiceTerm, service=make_service(), **values))


@pytest.mark.parametrize("door", [create, new_and_save, bulk_create])
def test_organisations_and_terms_stand_there_once(door):
    organisation, term = make_organisation("Harbour"), make_term("stay")
    again = {"taxonomy": term.taxonomy, "name": "Again"}
    assert refused(lambda: door(Organisation, name=organisation.name.upper()))
    assert refused(lambda: door(Term, **again, code="other", slug="stay"))
    assert refused(lambda: door(Term, **again, code="stay", slug="other"))


# What others rest on


def test_what_others_rest_on_is_not_deleted():
    service = make_service(areas=(make_area("England"),), needs=("stay",))
    make_crisis_line(service.contacts.get(), "England")
    by = make_user()
    Verification.objects.create(service=service, by=by, how="website")
    spare = make_contact(service, "0161 496 0999")
    assert refused(service.contacts.exclude(pk=spare.pk).get().delete)
    assert refused(make_area("England").delete)
    assert refused(make_term("stay").delete)
    assert refused(by.delete)


@pytest.mark.parametrize("door", CHANGES)
def test_a_change_of_a_term_or_a_crisis_line_is_a_new_edition(door):
    line = make_crisis_line(make_service(needs=("stay",)).contacts.get(), "England")
    for row in (line, make_term("stay"), make_term("stay").taxonomy):
        before = Edition.objects.number()
        door(row, order=5)
        assert Edition.objects.number() > before


def test_a_crisis_line_taken_down_in_bulk_is_a_new_edition():
    make_crisis_line(make_service().contacts.get(), "England")
    before = Edition.objects.number()
    CrisisLine.objects.all().delete()
    assert Edition.objects.number() > before


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize("part", ["contacts", "coverages", "answers"])
def test_a_change_of_any_part_is_a_new_edition(door, part):
    row = getattr(make_service(), part).get()
    value = {"contacts": "label", "coverages": "note", "answers": "source"}[part]
    before = Edition.objects.number()
    door(row, **{value: "changed"})
    assert Edition.objects.number() > before
