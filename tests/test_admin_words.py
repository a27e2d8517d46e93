"""A moderator keeps terms, organisations, places, areas and crisis lines."""

import pytest

from directory.models import (
    CrisisLine,
    Edition,
    Organisation,
    Place,
    PlaceName,
    Taxonomy,
    Term,
)
from tests.forms import errors, filled, said
from tests.making import (
    make_area,
    make_crisis_line,
    make_organisation,
    make_service,
    make_taxonomy,
    make_term,
    make_user,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture
def signed_in(client):
    sign_in(client, make_user(is_superuser=True))
    return client


def save(client, row, **changes):
    """Open a row's form, change what is named, and save."""
    name = row._meta.model_name
    address = f"/admin/directory/{name}/{row.pk}/change/"
    form = filled(client.get(address), f"{name}_form")
    changed = {key.replace("__", "-"): value for key, value in changes.items()}
    return client.post(address, form | changed, follow=True)


def test_the_list_of_terms_says_how_many_services_use_each(signed_in):
    for name in ("One", "Two"):
        make_service(name, needs=("stay",))
    make_term("unused")
    page = signed_in.get("/admin/directory/term/", {"q": "sta"})
    assert [(row.slug, row.used) for row in page.context["cl"].result_list] == [
        ("stay", 2)
    ]


def test_a_term_keeps_its_slug_and_code_once_it_exists(signed_in):
    term = make_term("stay")
    page = signed_in.get(f"/admin/directory/term/{term.pk}/change/")
    sent = filled(page, "term_form")
    assert not {"slug", "code", "taxonomy"} & set(sent)
    save(signed_in, term, slug="other", code="other", name="Somewhere safe to stay")
    term.refresh_from_db()
    assert (term.slug, term.code) == ("stay", "stay")
    assert term.name == "Somewhere safe to stay"


def test_a_new_term_is_typed_with_its_phrases(signed_in):
    address = "/admin/directory/term/add/"
    form = filled(signed_in.get(address), "term_form") | {
        "taxonomy": make_taxonomy("need").pk,
        "name": "Somewhere safe to stay",
        "slug": "stay",
        "code": "safe-place-to-stay",
        "phrases": "somewhere to sleep\nhe threw me out",
    }
    signed_in.post(address, form)
    assert Term.objects.get().phrase_list() == ["somewhere to sleep", "he threw me out"]


def test_retiring_a_term_asks_where_old_links_shall_lead(signed_in):
    old, new = make_term("old"), make_term("new")
    page = save(signed_in, old, is_retired="on")
    assert "Old links need somewhere to lead" in errors(page)
    page = save(signed_in, old, replaced_by=new.pk)
    assert "a term in use is not replaced" in errors(page)
    save(signed_in, old, is_retired="on", replaced_by=new.pk)
    old.refresh_from_db()
    assert (old.is_retired, old.replaced_by) == (True, new)


def test_a_term_is_not_replaced_by_one_of_another_question(signed_in):
    old, other = make_term("old"), make_term("women", "gender")
    page = save(signed_in, old, is_retired="on", replaced_by=other.pk)
    assert "Choose a term of the same taxonomy." in errors(page)


@pytest.mark.parametrize("model", [Term, Taxonomy])
def test_what_stands_in_addresses_is_never_deleted(signed_in, model):
    term = make_term("stay")
    row = term if model is Term else term.taxonomy
    listed = f"/admin/directory/{model._meta.model_name}/"
    assert (
        signed_in.post(f"{listed}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    )
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    signed_in.post(listed, chosen)
    assert model.objects.filter(pk=row.pk).exists()


def test_a_taxonomy_keeps_its_code_and_parameter(signed_in):
    taxonomy = make_taxonomy("need")
    save(signed_in, taxonomy, code="other", parameter="other", question="What helps?")
    taxonomy.refresh_from_db()
    assert (taxonomy.code, taxonomy.parameter) == ("need", "need")
    assert taxonomy.question == "What helps?"


def test_a_public_filter_needs_a_parameter(signed_in):
    address = "/admin/directory/taxonomy/add/"
    form = filled(signed_in.get(address), "taxonomy_form") | {
        "name": "Animals",
        "question": "Animals",
        "code": "animals",
        "is_public_filter": "on",
    }
    page = signed_in.post(address, form)
    assert page.status_code == 200
    assert "parameter" in errors(page)
    signed_in.post(address, form | {"parameter": "animals"})
    assert Taxonomy.objects.get().parameter == "animals"


def test_an_organisation_stands_once_whatever_its_capitals(signed_in):
    make_organisation("Harbour")
    address = "/admin/directory/organisation/add/"
    form = filled(signed_in.get(address), "organisation_form") | {"name": "HARBOUR"}
    assert signed_in.post(address, form).status_code == 200
    assert Organisation.objects.count() == 1


def test_an_organisation_with_services_cannot_be_deleted(signed_in):
    service = make_service()
    address = f"/admin/directory/organisation/{service.organisation_id}/delete/"
    signed_in.post(address, {"post": "yes"})
    assert Organisation.objects.exists()


def test_an_organisation_leads_to_its_services(signed_in):
    make_service("One")
    make_service("Other", organisation="Beacon")
    organisation = Organisation.objects.get(name="Harbour")
    page = signed_in.get(f"/admin/directory/organisation/{organisation.pk}/change/")
    link = f"/admin/directory/service/?organisation__id__exact={organisation.pk}"
    assert link in page.content.decode()
    rows = signed_in.get(link).context["cl"].result_list
    assert [row.name for row in rows] == ["One"]


def test_a_new_place_is_found_by_its_name_at_once(signed_in):
    before = Edition.objects.number()
    address = "/admin/directory/place/add/"
    form = filled(signed_in.get(address), "place_form") | {
        "name": "St. Pauls",
        "area": make_area("Salford").pk,
        "latitude": "53.4",
        "longitude": "-2.3",
        "names-0-text": "St Pauls estate",
        "names-0-weight": "10",
    }
    signed_in.post(address, form)
    keys = set(Place.objects.get().names.values_list("key", flat=True))
    assert keys == {"saint pauls", "saint pauls estate"}
    assert Edition.objects.number() > before


def test_a_name_that_nobody_could_type_is_refused(signed_in):
    area = make_area("Salford")
    page = save(signed_in, area, names__1__text="!!!")
    assert "Write a name with letters or digits." in errors(page)


def test_the_same_name_twice_is_refused_however_it_is_spelt(signed_in):
    area = make_area("Salford")
    page = save(signed_in, area, names__1__text="SALFORD")
    assert "twice" in errors(page)
    assert area.names.count() == 1


def test_an_area_is_only_given_more_names(signed_in):
    area = make_area("Salford")
    save(signed_in, area, name="Elsewhere", code="X-1", names__1__text="Salford City")
    area.refresh_from_db()
    assert (area.name, area.code) == ("Salford", "E08000006")
    assert PlaceName.objects.get(text="Salford City").key == "salford city"
    page = signed_in.get(f"/admin/directory/area/{area.pk}/change/").content.decode()
    assert "Greater Manchester (combined authority)" in page
    assert signed_in.get("/admin/directory/area/add/").status_code == 403


def test_an_area_says_how_many_services_name_it(signed_in):
    make_service("One", areas=("Salford",))
    make_service("Two", areas=("Salford", "Trafford"))
    rows = signed_in.get("/admin/directory/area/").context["cl"].result_list
    assert {row.name: row.used for row in rows if row.used} == {
        "Salford": 2,
        "Trafford": 1,
    }


def test_a_crisis_line_points_to_a_contact(signed_in):
    contact = make_service().contacts.get()
    address = "/admin/directory/crisisline/add/"
    form = filled(signed_in.get(address), "crisisline_form") | {
        "nation": make_area("England").pk,
        "contact": contact.pk,
        "words": "Free, 24 hours.",
    }
    page = signed_in.post(address, form, follow=True)
    assert "was added successfully" in said(page)[0]
    assert CrisisLine.objects.get().contact == contact


def test_the_list_says_which_crisis_lines_are_not_shown(signed_in):
    service = make_service()
    make_crisis_line(service.contacts.get(), "England")
    page = signed_in.get("/admin/directory/crisisline/").content.decode()
    assert "icon-yes" in page
    service.withdraw(because="Closed.")
    page = signed_in.get("/admin/directory/crisisline/").content.decode()
    assert "icon-no" in page
