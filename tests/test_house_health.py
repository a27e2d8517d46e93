"""A load balancer learns whether the site lives, and whether it can answer."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from directory.search import schema
from tests.serving import database_url, served


def test_a_living_process_says_so_without_asking_the_database(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_site_that_can_answer_says_so(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_site_whose_migrations_are_not_applied_is_not_ready(client):
    graph = MigrationLoader(connection).graph
    newest = graph.leaf_nodes("directory")[0]
    MigrationRecorder(connection).record_unapplied(*newest)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"migrations" in response.content


def test_a_site_without_its_search_index_is_not_ready(client):
    drop = {
        "sqlite": "DROP TRIGGER directory_search_added",
        "postgresql": "DROP INDEX directory_search_vector",
    }
    with connection.cursor() as cursor:
        cursor.execute(drop[connection.vendor])
    response = client.get("/readyz")
    assert response.status_code == 503
    assert b"search index" in response.content
    schema.create(connection)
    assert client.get("/readyz").status_code == 200


def test_health_pages_are_kept_nowhere_and_set_no_cookie():
    for page in ("/healthz", "/readyz"):
        response = Client().get(page)
        assert response["Cache-Control"] == "no-store"
        assert "Vary" not in response
        assert not response.cookies


@pytest.mark.django_db(transaction=True)
def test_a_server_of_its_own_is_ready_on_the_database_of_the_test(tmp_path):
    with served(tmp_path, DATABASE_URL=database_url()) as site:
        assert site.get("/readyz").endswith(b"ok\n")
        for _visit in range(20):
            assert site.get("/readyz").startswith(b"HTTP/1.1 200 ")


def test_a_server_without_its_database_lives_but_is_not_ready(tmp_path):
    missing = tmp_path / "nowhere" / "site.sqlite3"
    with served(tmp_path, DATABASE_URL=f"sqlite:///{missing}") as site:
        assert site.get("/healthz").endswith(b"ok\n")
        answer = site.get("/readyz")
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"database does not answer" in answer
