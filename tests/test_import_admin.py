"""Importing and exporting in the admin, by the people who may."""

import json
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.curation import importing
from directory.exchange.importing import running, uploading
from directory.models import (
    FeedSource,
    Import,
    ImportPiece,
    Proposal,
    Service,
    TheirTerm,
)
from tests.feeds import paged, record, served, term
from tests.making import make_area, make_service, make_term, make_user
from tests.signing_in import sign_in
from tests.test_import_services import NEW, as_file

pytestmark = pytest.mark.ignore_template_errors
ADD = "/admin/directory/import/add/"


@pytest.fixture(autouse=True)
def _known():
    make_area("Salford")
    make_term("survivor", "audience")


def person(email: str, *codes: str):
    user = make_user(email)
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    return user


@pytest.fixture
def importer(client):
    user = person(
        "importer@x.example", "import_service", "export_service", "view_service"
    )
    sign_in(client, user)
    return user


def upload(client, data: bytes, name="ours.csv", **more):
    file = SimpleUploadedFile(name, data)
    return client.post(ADD, {"file": file, **more}, follow=True)


def page_of(batch) -> str:
    return f"/admin/directory/import/{batch.pk}/change/"


def csv_of(*rows) -> bytes:
    return as_file(list(rows)).getvalue()


def test_a_file_is_shown_row_by_row_then_proposed_then_undone(client, importer):
    wrong = NEW | {"service": "Wrong", "coverage": "Atlantis"}
    page = upload(client, csv_of(NEW, wrong)).content.decode()
    batch = Import.objects.get()
    assert (batch.by, batch.state) == (importer, "ready")
    assert not ImportPiece.objects.exists()
    for said in ("Lighthouse Line", "0161 496 0777", "Atlantis", "unknown area"):
        assert said in page
    assert not Proposal.objects.exists()
    client.post(page_of(batch), {"act": "propose"}, follow=True)
    batch.refresh_from_db()
    assert batch.state == "done"
    assert Proposal.objects.pending().filter(author=importer).count() == 1
    assert not Service.objects.exists()
    client.post(page_of(batch), {"act": "undo"}, follow=True)
    assert not Proposal.objects.pending().exists()


def test_a_long_import_goes_on_with_each_request_and_says_how_far(
    client, importer, monkeypatch
):
    monkeypatch.setattr(running, "PIECE", 3)
    monkeypatch.setattr(uploading, "SECONDS", 1e-9)
    monkeypatch.setattr(importing, "SECONDS", 1e-9)
    rows = [NEW | {"service": f"Line {n}"} for n in range(7)]
    page = upload(client, csv_of(*rows)).content.decode()
    batch = Import.objects.get()
    assert "3 rows looked at" in page
    assert '<meta http-equiv="refresh"' in page
    for _n in range(3):
        client.get(page_of(batch))
    batch.refresh_from_db()
    assert batch.state == "ready"
    assert batch.rows.filter(model="service").count() == 7
    client.post(page_of(batch), {"act": "propose"})
    for _n in range(4):
        client.get(page_of(batch))
    assert Proposal.objects.pending().filter(model="service").count() == 7


def test_a_feed_is_brought_in_as_a_file_or_from_its_address(client, importer, settings):
    settings.LOCAL_HTTP = True
    feed = json.dumps([record(1)]).encode()
    upload(client, feed, name="feed.json", source="Their list")
    assert Import.objects.get().feed == FeedSource.objects.get(name="Their list")
    records = [record(n, attributes=[term("Ward 7")]) for n in range(3)]
    with served(paged(records)) as site:
        said = {"address": f"{site}/api", "source": "An API"}
        client.post(ADD, said, follow=True)
    batch = Import.objects.get(name="An API")
    assert batch.state == "ready"
    assert batch.rows.filter(model="service").count() == 3
    assert TheirTerm.objects.waiting().get().name == "Ward 7"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "Choose a file, or give an address."),
        ({"address": "http://10.0.0.1/feed"}, "private network"),
        ({"address": "http://localhost/feed"}, "private network"),
    ],
)
def test_what_cannot_be_read_is_told_on_the_form(
    client, importer, settings, said, told
):
    settings.LOCAL_HTTP = False
    assert told in client.post(ADD, said).content.decode()
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"organisation,service,phone2\r\n", "ours.csv", "unknown column"),
        (b"<html></html>", "page.json", "unknown column"),
        (b"[", "feed.json", "broken"),
    ],
)
def test_a_file_that_is_neither_is_told_on_the_form(client, importer, data, name, told):
    assert told in upload(client, data, name).content.decode()
    assert not Import.objects.exists()


def test_what_is_given_up_is_not_kept(client, importer):
    upload(client, csv_of(NEW))
    batch = Import.objects.get()
    client.post(page_of(batch), {"act": "give-up"})
    batch.refresh_from_db()
    assert batch.state == "given-up"
    assert set(map(str, batch.rows.values_list("changes", flat=True))) == {"{}"}


def test_only_importers_import_and_only_who_may_exports(client):
    editor = person("editor@x.example", "view_service", "change_service")
    sign_in(client, editor)
    assert client.get(ADD).status_code == 403
    assert upload(client, csv_of(NEW)).status_code == 403
    assert client.get("/admin/directory/service/export/").status_code == 403
    batch = Import.objects.create(kind="file", name="x", state="ready")
    assert client.get(page_of(batch)).status_code == 403
    sign_in(client, person("auditor@x.example", "view_import"))
    assert client.get(page_of(batch)).status_code == 200
    assert client.post(page_of(batch), {"act": "propose"}).status_code == 403


def test_an_importer_does_not_undo_what_was_approved(client, importer):
    upload(client, csv_of(NEW))
    batch = Import.objects.get()
    client.post(page_of(batch), {"act": "propose"}, follow=True)
    approver = person("approver@x.example", "decide_proposal", "import_service")
    Proposal.objects.get().approve(by=approver)
    assert client.post(page_of(batch), {"act": "undo"}).status_code == 403
    sign_in(client, approver)
    client.post(page_of(batch), {"act": "undo"}, follow=True)
    assert Service.objects.get().is_withdrawn


def test_a_stranger_is_sent_to_the_sign_in(client):
    for address in (ADD, "/admin/directory/service/export/"):
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_what_a_filter_shows_is_exported_and_comes_back_unchanged(client, importer):
    make_service("Harbour House", summary="=1+1")
    make_service("Draft", published=False)
    address = "/admin/directory/service/export/?status=published"
    answer = client.get(address)
    data = b"".join(answer.streaming_content)
    assert answer["Content-Type"].startswith("text/csv")
    assert b"Harbour House" in data
    assert b"Draft" not in data
    assert b",'=1+1," in data
    upload(client, data)
    outcomes = Import.objects.get().rows.values_list("outcome", flat=True)
    assert set(outcomes) == {"unchanged"}
    listed = client.get("/admin/directory/service/?status=published").content.decode()
    assert re.search(
        r'href="/admin/directory/service/export/\?status=published"', listed
    )


def test_chosen_services_are_exported(client, importer):
    chosen = make_service("Chosen")
    make_service("Not chosen")
    said = {"action": "export_csv", "_selected_action": [chosen.pk]}
    answer = client.post("/admin/directory/service/", said)
    data = b"".join(answer.streaming_content).decode()
    assert "Chosen" in data
    assert "Not chosen" not in data


def test_the_queries_of_a_list_and_a_preview_do_not_grow(client, importer):
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    upload(client, csv_of(NEW))
    batch = Import.objects.get()
    few = (queries("/admin/directory/import/"), queries(page_of(batch)))
    upload(client, csv_of(*[NEW | {"service": f"Line {n}"} for n in range(20)]))
    more = Import.objects.order_by("-pk")[0]
    for n in range(5):
        Import.objects.create(kind="file", name=f"{n}")
    assert (queries("/admin/directory/import/"), queries(page_of(more))) == few


def test_words_of_others_are_mapped_in_the_admin(client):
    sign_in(client, make_user(is_superuser=True))
    helpline = make_term("helpline", "type")
    row = TheirTerm.objects.create(key="uri x", name="Advice line")
    listed = client.get("/admin/directory/theirterm/?meaning=waiting").content.decode()
    assert "Advice line" in listed
    client.post(f"/admin/directory/theirterm/{row.pk}/change/", {"term": helpline.pk})
    row.refresh_from_db()
    assert row.term == helpline
    both = {"term": helpline.pk, "is_ignored": "on"}
    client.post(f"/admin/directory/theirterm/{row.pk}/change/", both)
    row.refresh_from_db()
    assert not row.is_ignored
    chosen = {"action": "ignore", "_selected_action": [row.pk]}
    client.post("/admin/directory/theirterm/", chosen)
    row.refresh_from_db()
    assert row.is_ignored
