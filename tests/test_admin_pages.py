"""Every page of the admin opens, in a number of queries that does not grow."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.models import (
    Area,
    Contact,
    Disclosure,
    Finding,
    Funding,
    HistoryRow,
    OpeningHours,
    Organisation,
    PostcodeDistrict,
    Service,
    Term,
    Verification,
)
from directory.models.finding_kinds import Kind, Noted
from tests.making import (
    make_area,
    make_contact,
    make_crisis_line,
    make_place,
    make_service,
    make_term,
    make_user,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.ignore_template_errors

# Every model that the admin knows, in our two apps.
MODELS = sorted(
    (
        model
        for model in admin.site._registry
        if model._meta.app_label in ("directory", "accounts")
    ),
    key=lambda model: model._meta.label,
)


@pytest.fixture
def moderator():
    return make_user(is_superuser=True)


@pytest.fixture
def signed_in(client, moderator):
    sign_in(client, moderator)
    return client


def make_full_service(number: int, moderator) -> Service:
    """A service with at least one of each of its parts."""
    service = make_service(
        f"Harbour {number}",
        organisation=f"Organisation {number}",
        areas=[make_area("Salford"), make_area(f"Town {number}")],
        needs=("stay", "advice"),
        answers={"accepts:sons": "limit:to 14"},
    )
    contact = make_contact(service, f"0161 496 {number:04}", held="doubt")
    OpeningHours.objects.create(
        service=service, contact=contact, weekday=1, opens_at="9:00", closes_at="17:00"
    )
    Disclosure.objects.create(service=service, to="police", when="consent")
    Funding.objects.create(service=service, body="council")
    Verification.objects.create(service=service, by=moderator, how="website")
    make_crisis_line(service.contacts.first(), "England", words=str(number))
    noted = Noted("Why.", service=service.pk, contact=contact.pk)
    Finding.objects.add(Kind.NUMBER, {service.code: noted})
    make_place(f"Suburb {number}")
    PostcodeDistrict.objects.create(code=f"M{number}", town="Salford")
    return service


def admin_url(model, page: str, *args) -> str:
    names = f"{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(f"admin:{names}", args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_page_of_every_model_opens(model, signed_in, moderator):
    make_full_service(1, moderator)
    listed = admin_url(model, "changelist")
    assert signed_in.get(listed).status_code == 200
    for hostile in ("har", "%00", "%27%22%25s", "x" * 5000, "116 123", "M14"):
        assert signed_in.get(f"{listed}?q={hostile}").status_code == 200
    row = model.objects.first()
    if row is not None:
        for page in ("change", "history"):
            assert signed_in.get(admin_url(model, page, row.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_page_to_add_something_opens_or_is_refused(model, signed_in, rf):
    request = rf.get("/")
    request.user = make_user("other@example.org", is_superuser=True)
    may_add = admin.site.get_model_admin(model).has_add_permission(request)
    page = signed_in.get(admin_url(model, "add"))
    assert page.status_code == (200 if may_add else 403)


def test_every_list_takes_as_many_queries_for_many_rows_as_for_few(
    signed_in, moderator
):
    def asked() -> dict:
        return {
            model._meta.label: queries(signed_in, admin_url(model, "changelist"))
            # History asks once for each sort of record: tests/test_history_pages.py.
            for model in MODELS
            if model is not HistoryRow
        }

    for number in range(5):
        make_full_service(number, moderator)
    asked()
    few = asked()
    for number in range(5, 60):
        make_full_service(number, moderator)
    # The first look at the translations makes room for the new terms' rows.
    asked()
    assert asked() == few
    assert max(few.values()) <= 16


def test_the_form_of_a_service_does_not_ask_for_each_of_its_rows(signed_in, moderator):
    service = make_full_service(1, moderator)
    address = admin_url(Service, "change", service.pk)
    signed_in.get(address)
    few = queries(signed_in, address)
    for number in range(10):
        contact = make_contact(service, f"0808 157 {number:04}")
        OpeningHours.objects.create(
            service=service,
            contact=contact,
            weekday=number % 7,
            opens_at="09:00",
            closes_at="17:00",
        )
        Verification.objects.create(service=service, by=moderator, how="website")
        make_term(f"term-{number}", "need")
        make_term("one", f"taxonomy-{number}")
    assert queries(signed_in, address) == few


def queries(client, address: str) -> int:
    """How many queries a page takes, all of it rendered."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("model", "typed"),
    [(Contact, "0161"), (Area, "salf"), (Organisation, "organ"), (Term, "sta")],
    ids=lambda value: str(value),
)
def test_what_is_chosen_in_a_form_is_found_by_a_few_letters(
    model, typed, signed_in, moderator
):
    make_full_service(1, moderator)
    field = {
        Contact: ("crisisline", "contact"),
        Area: ("coverage", "area"),
        Organisation: ("service", "organisation"),
        Term: ("term", "parent"),
    }[model]
    asked = {
        "term": typed,
        "app_label": "directory",
        "model_name": field[0],
        "field_name": field[1],
    }
    found = signed_in.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert found


@pytest.mark.parametrize("backend", ["console", "smtp"])
def test_the_front_page_says_when_mail_reaches_nobody(signed_in, settings, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    page = signed_in.get("/admin/").content.decode()
    assert ("EMAIL_URL is not set" in page) == (backend == "console")
    assert "Signpost" in page


def test_a_stranger_is_sent_to_the_sign_in(client):
    for model in MODELS:
        page = client.get(admin_url(model, "changelist"))
        assert page.status_code == 302
        assert page["Location"].startswith("/admin/login/")
