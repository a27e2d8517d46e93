"""What matters most of something public, through every door, by every role.

Each change is tried by each way of writing: only an approved proposal gets through.
"""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from directory.models import (
    Contact,
    Coverage,
    Guide,
    GuideSource,
    Location,
    Organisation,
    Proposal,
    Service,
    ServiceTerm,
)
from tests.doors import (
    ADDITIONS,
    CHANGES,
    bulk_create,
    needing_a_proposal,
    set_and_save,
    set_and_save_only,
    update,
)
from tests.forms import filled, said
from tests.guides import make_guide
from tests.making import (
    PHONE,
    approve_what_waits,
    decided,
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
NEW = "0161 496 0999"


def open_service(**fields) -> Service:
    service = make_service(is_confidential=False, **fields)
    make_location(service)
    return service


def delete_row(row) -> None:
    row.delete()


def delete_rows(row) -> None:
    type(row).objects.filter(pk=row.pk).delete()


DELETIONS = [delete_row, delete_rows]


# The code's own doors: save, update, bulk_update, create, bulk_create, delete


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize(
    "field", ["side", "is_confidential", "organisation", "code", "status"]
)
def test_no_write_changes_what_matters_most_of_a_public_service(door, field):
    service = open_service(published=field != "status")
    value = {
        "side": "change",
        "is_confidential": True,
        "organisation": make_organisation("Other"),
        "code": "zzzzzz",
        "status": "published",
    }[field]
    before = Service.objects.values().get()
    with pytest.raises(ValidationError), transaction.atomic():
        door(service, **{field: value})
    assert Service.objects.values().get() == before


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("contacts", "value", NEW),
        ("contacts", "kind", "text"),
        ("contacts", "label", "Ring this one"),
        ("contacts", "bill_words", "Never shows on a bill"),
        ("contacts", "is_for_professionals", True),
        ("coverages", "note", "Only some of it"),
        ("coverages", "area", "Leeds"),
        ("locations", "address", "2 Example Street"),
        ("locations", "postcode", "M1 1AA"),
        ("answers", "answer", "ask"),
        ("answers", "term", "friend"),
    ],
)
def test_no_write_changes_a_part_that_the_public_relies_on(door, part, field, value):
    service = open_service()
    row = getattr(service, part).get()
    value = make_area(value) if field == "area" else value
    value = make_term("friend", "audience") if field == "term" else value
    before = type(row).objects.values().get()
    with needing_a_proposal():
        door(row, **{field: value})
    assert type(row).objects.values().get() == before


@pytest.mark.parametrize("door", ADDITIONS)
@pytest.mark.parametrize("part", ["contacts", "coverages", "locations", "answers"])
def test_no_write_adds_a_part_that_the_public_relies_on(door, part):
    service = open_service()
    model, values = {
        "contacts": (Contact, {"kind": "phone", "value": NEW, "code": "zzzzzz-9"}),
        "coverages": (Coverage, {"area": make_area("Leeds")}),
        "locations": (Location, {"address": "2 Example Street"}),
        "answers": (ServiceTerm, {"term": make_term("friend", "audience")}),
    }[part]
    with needing_a_proposal():
        door(model, service=service, **values)
    assert getattr(service, part).count() == 1


@pytest.mark.parametrize("door", DELETIONS)
@pytest.mark.parametrize("part", ["contacts", "coverages", "locations", "answers"])
def test_no_write_takes_away_what_the_public_relies_on(door, part):
    service = open_service()
    row = getattr(service, part).get()
    with needing_a_proposal():
        door(row)
    assert getattr(service, part).count() == 1


@pytest.mark.parametrize("door", CHANGES)
def test_no_part_of_a_draft_is_given_to_a_public_service(door):
    draft, public = make_service("Draft", published=False), make_service("Public")
    row = make_contact(draft, NEW)
    with needing_a_proposal():
        door(row, service=public)
    assert not public.contacts.filter(value=NEW).exists()


def test_the_related_managers_are_doors_too():
    draft, public = make_service("Draft", published=False), make_service("Public")
    row = make_contact(draft, NEW)
    with needing_a_proposal():
        public.contacts.add(row)
    with needing_a_proposal():
        public.contacts.create(kind="phone", value=NEW)


def test_a_bulk_write_that_overwrites_is_a_door_too():
    contact = make_service().contacts.get()
    contact.value = NEW
    how = {"update_conflicts": True, "unique_fields": ["code"]}
    with needing_a_proposal():
        Contact.objects.bulk_create([contact], update_fields=["value"], **how)
    assert Contact.objects.get().value == PHONE


@pytest.mark.parametrize("door", CHANGES)
def test_the_website_of_an_organisation_with_public_services_stays(door):
    owner = make_service().organisation
    with needing_a_proposal():
        door(owner, website="https://elsewhere.example/")
    make_service("Other", organisation="Free", published=False)
    door(Organisation.objects.get(name="Free"), website="https://free.example/")


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize("field", ["body", "heading", "summary", "title", "easy_read"])
def test_no_write_changes_the_text_of_a_public_guide(door, field):
    guide = make_guide()
    with needing_a_proposal():
        door(guide, **{field: "Other words"})
    with decided():
        door(guide, **{field: "Other words"})


@pytest.mark.parametrize("door", CHANGES)
def test_no_write_changes_the_source_of_a_public_guide_or_makes_one_public(door):
    guide, draft = make_guide(), make_guide("calm", status="draft")
    with needing_a_proposal():
        door(guide.sources.get(), url="https://elsewhere.example/")
    with needing_a_proposal():
        door(draft, status="published")
    for delete in DELETIONS:
        with needing_a_proposal():
            delete(guide.sources.get())
        with needing_a_proposal():
            delete(guide)


def test_no_new_guide_or_source_is_public_from_the_start():
    guide = make_guide()
    values = {"number": 2, "publisher": "A", "title": "B", "url": "https://a.example/"}
    for door in ADDITIONS:
        with needing_a_proposal():
            door(GuideSource, guide=guide, **values)
    fields = {"title": "Calm", "heading": "Calm", "summary": "One.", "body": "Two."}
    fields |= {"slug": "calm", "status": "published", "reviewed_on": "2026-11-24"}
    with needing_a_proposal():
        bulk_create(Guide, **fields)
    with needing_a_proposal():
        Guide.objects.create(**fields | {"reviewed_on": guide.reviewed_on})


# What needs nobody else


@pytest.mark.parametrize("door", CHANGES)
@pytest.mark.parametrize("field", ["description", "cost_words", "notes", "summary"])
def test_other_fields_are_saved_at_once(door, field):
    service = make_service()
    door(service, **{field: "Other words."})
    assert getattr(Service.objects.get(), field) == "Other words."


# bulk_update() writes an expression: nobody can tell that it only hides.
@pytest.mark.parametrize("door", [set_and_save, set_and_save_only, update])
def test_a_number_in_doubt_is_hidden_at_once_and_shown_by_two(door):
    service = make_service()
    contact = make_contact(service, NEW, order=1)
    door(contact, held="doubt")
    assert Contact.objects.get(value=NEW).held
    with needing_a_proposal():
        door(contact, held="")


def test_a_draft_is_written_freely():
    service = make_service(published=False)
    make_contact(service, NEW)
    service.contacts.all().delete()
    service.side = "change"
    service.save()


# A service, through the doors of people: form, lists, command, import

ROLES = {
    "editor": ["change_service", "view_service", "change_contact", "view_contact"],
    "approver": [
        *("change_service", "view_service", "change_contact", "view_contact"),
        *("decide_proposal", "take_down_service", "view_proposal"),
    ],
    "superuser": [],
}
FIELDS = {
    "contacts": {"contacts-0-value": NEW},
    "coverages": {"coverages-0-note": "Only some of it"},
    "locations": {"locations-0-address": "2 Example Street"},
    "answers:audience": {"answers_audience-friend-answer": "yes"},
    "is_confidential": {"is_confidential": "on"},
    "organisation": {"organisation": "other"},
}


def person(role: str):
    user = make_user(f"{role}@example.org", is_superuser=role == "superuser")
    user.user_permissions.set(Permission.objects.filter(codename__in=ROLES[role]))
    parts = Permission.objects.filter(
        content_type__app_label="directory",
        content_type__model__in=["contact", "coverage", "location", "openinghours"],
    )
    user.user_permissions.add(*parts)
    return user


def form_of(client, service, **changes):
    address = f"/admin/directory/service/{service.pk}/change/"
    form = filled(client.get(address)) | changes
    return client.post(address, form, follow=True)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("field", FIELDS)
def test_the_form_proposes_what_matters_and_saves_the_rest(client, role, field):
    make_term("friend", "audience")
    service = open_service()
    sign_in(client, person(role))
    changes = dict(FIELDS[field])
    if field == "organisation":
        changes["organisation"] = str(make_organisation("Other").pk)
    if field == "is_confidential":
        changes |= {"locations-0-DELETE": "on"}
    page = form_of(client, service, **changes, notes="Rang the office.")
    told = " ".join(said(page))
    assert "Not public yet" in told
    assert "changed successfully" not in told
    proposal = Proposal.objects.get()
    assert field in proposal.changes
    assert proposal.author.email == f"{role}@example.org"
    now = Service.objects.get()
    assert now.notes == "Rang the office."
    assert (now.is_confidential, now.organisation.name) == (False, "Harbour")
    assert now.contacts.get().value == PHONE
    assert now.locations.get().address == "1 Example Street, Salford"
    assert [row.term.code for row in now.answers.all()] == ["survivor"]
    approve_what_waits()
    proposal.refresh_from_db()
    assert proposal.state == "approved"


@pytest.mark.parametrize("role", ROLES)
def test_no_list_action_makes_anything_public(client, role):
    draft, public = make_service("Draft", published=False), make_service("Public")
    waits = make_contact(public, NEW, held="doubt", order=1)
    sign_in(client, person(role))
    for model, action, row in (
        ("service", "publish", draft),
        ("contact", "show", waits),
    ):
        client.post(
            f"/admin/directory/{model}/",
            {"action": action, "_selected_action": [row.pk]},
        )
    draft.refresh_from_db()
    waits.refresh_from_db()
    assert (draft.status, waits.held) == ("draft", "doubt")
    assert Proposal.objects.pending().count() == 2


def test_a_number_cannot_be_shown_from_its_own_page(client):
    service = make_service()
    waits = make_contact(service, NEW, held="doubt", order=1)
    sign_in(client, person("superuser"))
    address = f"/admin/directory/contact/{waits.pk}/change/"
    form = filled(client.get(address), "contact_form") | {"held": "", "label": "Day"}
    page = client.post(address, form, follow=True)
    waits.refresh_from_db()
    assert (waits.held, waits.label) == ("doubt", "")
    assert "Not public yet" in " ".join(said(page))
    approve_what_waits()
    waits.refresh_from_db()
    assert (waits.held, waits.label) == ("", "Day")


def test_the_command_that_loads_the_starter_makes_nothing_public_later(tmp_path):
    make_service()
    call_command("load_starter", verbosity=0)
    assert Service.objects.published().count() == 1
    assert Proposal.objects.pending().count() > 300
