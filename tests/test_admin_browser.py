"""The admin in Chromium: nothing breaks the content security policy, or needs it."""

import pytest
from django.contrib import admin
from django.test import Client

from directory.models import Proposal, Service
from tests.making import (
    make_area,
    make_contact,
    make_crisis_line,
    make_service,
    make_term,
    make_user,
)
from tests.signing_in import cookie, sign_in

pytestmark = [
    pytest.mark.ignore_template_errors,
    pytest.mark.django_db(transaction=True),
]
LIST = "/admin/directory/service/"


@pytest.fixture
def signed_in(browser_page, live_server):
    """A page whose moderator is signed in; it notes what the browser complains of."""

    def open_page(**options):
        person = make_user(is_superuser=True)
        page = browser_page(width=1280, **options)
        page.complaints = []
        page.on("console", lambda told: page.complaints.append((page.url, told.text)))
        page.on("pageerror", lambda told: page.complaints.append((page.url, told)))
        kept = cookie(sign_in(Client(), person))
        page.context.add_cookies([kept | {"url": live_server.url}])
        page.goto("/admin/")
        return page

    return open_page


def broken_by_policy(page) -> list:
    """What the content security policy refused, and what failed in a script."""
    return [
        (where, told)
        for where, told in page.complaints
        if not isinstance(told, str) or "Content Security Policy" in told
    ]


@pytest.fixture
def service():
    made = make_service(needs=("stay",), answers={"accepts:sons": "limit:to 14"})
    make_contact(made, "0161 496 0999", held="doubt")
    make_crisis_line(made.contacts.first(), "England")
    make_area("Leeds")
    return made


def test_no_page_of_the_admin_breaks_the_policy(signed_in, service):
    page = signed_in()
    models = [
        model._meta.model_name
        for model in admin.site._registry
        if model._meta.app_label == "directory"
    ]
    addresses = ["/admin/", f"{LIST}{service.pk}/withdraw/"]
    addresses += [f"/admin/directory/{model}/" for model in models]
    addresses += [f"/admin/directory/{model}/add/" for model in models]
    addresses += [
        f"/admin/directory/{model}/{pk}/{kind}/"
        for model, pk in (("service", service.pk), ("term", make_term("stay").pk))
        for kind in ("change", "history", "delete")
    ]
    for address in addresses:
        page.goto(address)
    assert broken_by_policy(page) == []


def test_an_area_is_chosen_by_a_few_letters_and_saved(signed_in, service):
    page = signed_in()
    page.goto(f"{LIST}{service.pk}/change/")
    page.click("#coverages-group .add-row a")
    page.click("#coverages-1 .select2-selection")
    page.keyboard.type("lee")
    page.click(".select2-results__option:has-text('Leeds')")
    page.click("input[name=_continue]")
    page.locator(".messagelist li").first.wait_for()
    assert broken_by_policy(page) == []
    # Where a public service reaches is for a second person to decide.
    assert {str(row) for row in service.coverages.all()} == {"Salford"}
    proposed = Proposal.objects.pending().get().new_values()["coverages"]
    assert len(proposed) == 2


def test_a_service_is_withdrawn_from_the_list(signed_in, service):
    page = signed_in()
    page.goto(LIST)
    page.check("input[name=_selected_action]")
    page.select_option("select[name=action]", "withdraw")
    page.click("button[name=index]")
    page.fill("textarea[name=reason]", "Closed.")
    page.click("input[value='Take down now']")
    assert "no longer public" in page.inner_text(".messagelist")
    assert broken_by_policy(page) == []
    assert Service.objects.get().withdrawn_because == "Closed."


def test_the_form_works_without_javascript(signed_in, service):
    page = signed_in(javascript=False)
    make_term("pets", "accepts", name="Pets")
    page.goto(f"{LIST}{service.pk}/change/")
    page.select_option("[name=answers_accepts-pets-answer]", "no")
    page.fill("[name=answers_accepts-sons-limit]", "to 16")
    page.select_option("[name=contacts-2-kind]", "email")
    page.fill("[name=contacts-2-value]", "hello@example.org")
    page.click("input[name=_continue]")
    assert page.locator(".messagelist .success").count() == 1
    assert {str(row) for row in service.answers.all()} == {
        "Survivor: yes",
        "Stay: yes",
        "Pets: no",
        "Sons: to 16",
    }
    assert service.contacts.count() == 2
    assert len(Proposal.objects.pending().get().new_values()["contacts"]) == 3


def test_the_form_is_not_wider_than_the_screen(signed_in, service):
    page = signed_in()
    page.goto(f"{LIST}{service.pk}/change/")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 1280
