"""A moderator publishes, withdraws, checks and deletes: one service or many."""

import pytest
from django.contrib.admin.models import LogEntry

from directory.models import Contact, Service, Verification
from tests.forms import filled, said
from tests.making import (
    approve_what_waits,
    make_area,
    make_contact,
    make_crisis_line,
    make_location,
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


def act(client, action: str, *services, where: str = LIST, **more):
    """Choose services in the list, and an action."""
    chosen = {"action": action, "_selected_action": [row.pk for row in services]}
    return client.post(where, chosen | more, follow=True)


def status(service) -> str:
    return Service.objects.get(pk=service.pk).status


def log_of(service) -> list[str]:
    rows = LogEntry.objects.filter(
        content_type__model="service", object_id=str(service.pk)
    )
    return [entry.get_change_message() for entry in rows]


def test_chosen_drafts_are_published_and_logged(signed_in):
    services = [make_service(f"Harbour {n}", published=False) for n in range(3)]
    page = act(signed_in, "publish", *services)
    assert said(page) == ["3 services wait for a second person, who makes them public."]
    assert [status(service) for service in services] == ["draft"] * 3
    assert log_of(services[0]) == ["Proposed for the public."]
    approve_what_waits()
    assert [status(service) for service in services] == ["published"] * 3


def test_publishing_says_for_each_service_what_it_lacks(signed_in):
    whole = make_service("Whole", published=False)
    bare = make_service("Bare", contacts=(), areas=(), summary="", published=False)
    page = act(signed_in, "publish", whole, bare)
    assert said(page) == [
        "Nothing was proposed.",
        "Bare: write a summary first.",
        "Bare: a public service needs a contact that is shown.",
        "Bare: a public service needs an area that it covers.",
    ]
    assert status(whole) == status(bare) == "draft"
    assert log_of(whole) == []


def test_publishing_twice_gets_a_plain_answer(signed_in):
    service = make_service(published=False)
    act(signed_in, "publish", service)
    approve_what_waits()
    before = Service.objects.get().published_at
    assert said(act(signed_in, "publish", service)) == ["1 service was public already."]
    assert Service.objects.get().published_at == before


def test_save_and_publish_on_the_form_itself(signed_in):
    service = make_service(published=False)
    address = f"{LIST}{service.pk}/change/"
    form = filled(signed_in.get(address)) | {"_publish": "1", "notes": "All checked."}
    page = signed_in.post(address, form, follow=True)
    assert "1 service waits for a second person, who makes it public." in said(page)
    assert page.redirect_chain[-1][0] == address
    assert Service.objects.get().notes == "All checked."
    assert status(service) == "draft"
    approve_what_waits()
    # A second click finds it public, and says so.
    page = signed_in.post(address, form, follow=True)
    assert "1 service was public already." in said(page)


def test_save_and_publish_keeps_what_was_typed_where_something_is_missing(signed_in):
    make_term("survivor", "audience")
    service = make_service(contacts=(), published=False)
    address = f"{LIST}{service.pk}/change/"
    form = filled(signed_in.get(address)) | {"_publish": "1", "notes": "Rang twice."}
    page = signed_in.post(address, form, follow=True)
    assert "Harbour House: a public service needs a contact that is shown." in said(
        page
    )
    assert status(service) == "draft"
    assert Service.objects.get().notes == "Rang twice."


def test_withdrawing_asks_for_a_reason_first(signed_in):
    service = make_service()
    page = act(signed_in, "withdraw", service)
    assert page.status_code == 200
    assert "Take down now" in page.content.decode()
    assert status(service) == "published"


@pytest.mark.parametrize("reason", ["", "   "])
def test_withdrawing_without_a_reason_is_refused(signed_in, reason):
    service = make_service()
    page = act(signed_in, "withdraw", service, reason=reason)
    assert "Say why it is withdrawn." in page.content.decode()
    assert status(service) == "published"


def test_chosen_services_are_withdrawn_with_the_reason_and_logged(signed_in):
    services = [make_service(f"Harbour {n}") for n in range(2)]
    asked = act(signed_in, "withdraw", *services, where=f"{LIST}?status=published")
    form = filled(asked, form_id="") | {"reason": "The project ended."}
    page = signed_in.post(f"{LIST}?status=published", form, follow=True)
    assert said(page) == ["2 services are withdrawn and no longer public."]
    assert page.redirect_chain[-1][0] == f"{LIST}?status=published"
    assert status(services[0]) == status(services[1]) == "withdrawn"
    gone = Service.objects.first()
    assert gone.withdrawn_because == "The project ended."
    assert log_of(gone) == ["Withdrawn: The project ended."]


def test_one_service_is_withdrawn_from_its_own_page(signed_in):
    service = make_service()
    own = f"{LIST}{service.pk}/"
    assert f"{own}withdraw/" in signed_in.get(f"{own}change/").content.decode()
    page = signed_in.post(f"{own}withdraw/", {"reason": "Closed."}, follow=True)
    assert said(page) == ["1 service is withdrawn and no longer public."]
    assert "Closed." in page.content.decode()


def test_withdrawing_twice_keeps_the_first_reason_and_says_so(signed_in):
    service = make_service()
    service.withdraw(because="Closed.")
    address = f"{LIST}{service.pk}/withdraw/"
    page = signed_in.post(address, {"reason": "Again."}, follow=True)
    assert said(page) == ["1 service was withdrawn already; its reason stays as it is."]
    assert Service.objects.get().withdrawn_because == "Closed."


def test_a_withdrawn_service_can_be_published_again(signed_in):
    service = make_service()
    service.withdraw(because="Closed.")
    act(signed_in, "publish", service)
    assert status(service) == "withdrawn"
    approve_what_waits()
    assert status(service) == "published"


def test_a_service_that_is_not_there_cannot_be_withdrawn(signed_in):
    page = signed_in.get(f"{LIST}999/withdraw/", follow=True)
    assert page.redirect_chain[-1][0] == "/admin/"


@pytest.mark.parametrize("path", ["", "1/change/", "1/withdraw/", "1/delete/"])
def test_who_may_not_change_services_cannot_open_them(client, path):
    make_service()
    sign_in(client, make_user("guest@example.org"))
    assert client.get(LIST + path).status_code in (302, 403)
    assert client.post(LIST + path, {"reason": "no"}).status_code in (302, 403)
    assert Service.objects.published().count() == 1


def test_a_check_on_the_website_is_two_clicks(signed_in):
    services = [make_service(f"Harbour {n}") for n in range(2)]
    page = act(signed_in, "mark_verified", *services)
    assert said(page) == ["2 services verified."]
    checks = Verification.objects.all()
    assert {(check.how, check.by.email) for check in checks} == {
        ("website", "moderator@example.org")
    }
    assert log_of(services[0]) == ["Verified on its website."]


def test_what_was_public_is_never_deleted(signed_in):
    published, withdrawn = make_service("Public"), make_service("Gone")
    withdrawn.withdraw(because="Closed.")
    for service in (published, withdrawn):
        address = f"{LIST}{service.pk}/delete/"
        assert signed_in.get(address).status_code == 403
        assert signed_in.post(address, {"post": "yes"}).status_code == 403
    chosen = act(signed_in, "delete_selected", published, withdrawn, post="yes")
    assert said(chosen) == ["No action selected."]
    assert Service.objects.count() == 2


def test_a_draft_that_was_never_public_is_deleted_with_its_parts(signed_in):
    service = make_service(published=False, is_confidential=False)
    make_location(service)
    Verification.objects.create(
        service=service, by=make_user("a@example.org"), how="website"
    )
    address = f"{LIST}{service.pk}/delete/"
    page = signed_in.post(address, {"post": "yes"}, follow=True)
    assert "was deleted successfully" in said(page)[0]
    assert not Service.objects.exists()


def test_not_even_a_draft_is_deleted_from_the_list(signed_in):
    service = make_service(published=False)
    act(signed_in, "delete_selected", service, post="yes")
    assert Service.objects.count() == 1


def test_a_contact_that_waited_is_shown_once_confirmed(signed_in):
    service = make_service()
    waits = make_contact(service, "0161 496 0999", held="old-mobile")
    page = act(signed_in, "show", waits, where="/admin/directory/contact/")
    told = "1 contact waits: a second person looks where it is printed."
    assert said(page) == [told]
    assert Contact.objects.get(pk=waits.pk).held
    approve_what_waits()
    assert Contact.objects.get(pk=waits.pk).held == ""


def test_a_contact_in_doubt_is_taken_from_the_public_pages(signed_in):
    service = make_service()
    doubtful = make_contact(service, "0161 496 0999")
    page = act(signed_in, "hold", doubtful, where="/admin/directory/contact/")
    assert said(page) == ["1 contact is no longer shown."]
    last = service.contacts.shown().get()
    page = act(signed_in, "hold", last, where="/admin/directory/contact/")
    assert said(page)[0] == "Nothing was changed."
    assert service.contacts.shown().get() == last


def test_the_contact_of_a_crisis_line_cannot_be_deleted(signed_in):
    service = make_service(areas=(make_area("England"),))
    make_contact(service, "0161 496 0999")
    make_crisis_line(service.contacts.first(), "England")
    address = f"{LIST}{service.pk}/change/"
    form = filled(signed_in.get(address)) | {"contacts-0-DELETE": "on"}
    page = signed_in.post(address, form)
    assert page.status_code == 200
    assert "protected related objects" in page.content.decode()
    assert service.contacts.count() == 2


def test_a_moderator_leaves_with_a_list_of_what_was_done(signed_in):
    service = make_service()
    act(signed_in, "mark_verified", service)
    page = signed_in.get(f"{LIST}{service.pk}/history/")
    told = page.content.decode()
    assert "its own website" in told
    assert "an action on a list: mark_verified" in told
