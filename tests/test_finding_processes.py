"""What is taken down is gone from every process with the next request."""

import pytest

from directory.models import Term
from tests.making import make_service, make_term
from tests.serving import database_url, served


@pytest.mark.django_db(transaction=True)
def test_a_take_down_reaches_two_servers_at_once(tmp_path):
    service = make_service("Harbour House")
    make_service("Other help")
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    with (
        served(folders[0], DATABASE_URL=database_url()) as one,
        served(folders[1], DATABASE_URL=database_url()) as two,
    ):
        for server in (one, two):
            assert b"Harbour House" in server.get("/services/")
            # Kept in the process by now.
            assert b"Harbour House" in server.get("/services/")
        service.withdraw(because="Closed for good.")
        for server in (one, two):
            answer = server.get("/services/")
            assert b"Harbour House" not in answer
            assert b"Other help" in answer
            assert b" 410 " in server.get(f"/services/{service.code}/")[:20]


@pytest.mark.django_db(transaction=True)
def test_a_new_phrase_works_at_once_in_another_process(tmp_path):
    make_term("stay", phrases="nowhere to go")
    make_service("Harbour House", needs=["stay"])
    with served(tmp_path, DATABASE_URL=database_url()) as server:
        sent = "place=&text=sofa+surfing"
        assert b"need=stay" not in server.post("/find/", sent)
        term = Term.objects.get(code="stay")
        term.phrases += "\nsofa surfing"
        term.save()
        assert b"need=stay" in server.post("/find/", sent)
