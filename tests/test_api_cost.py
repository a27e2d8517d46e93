"""What an answer costs: as many queries for fifty records as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.exchange.oruk.source import API
from tests.making import make_location, make_service

# The edition stands first in each.
COSTS = [
    ("/services", 4),
    ("/services?full=true", 10),
    ("/services?page=2&per_page=2", 4),
    ("/services?minimal=true", 2),
    ("/services?search=rooms", 6),
    ("/services?full=true&modified_after=2001-01-01", 12),
    ("/service_at_locations?full=true", 13),
    ("/taxonomies", 1),
    ("/taxonomy_terms", 1),
    ("/organizations", 4),
    ("/organizations?full_service=true", 14),
]


def some_services(number: int) -> None:
    for n in range(number):
        service = make_service(
            f"Rooms {n}",
            organisation=f"Owner {n}",
            is_confidential=False,
            needs=("stay",),
            genders=("women",),
            contacts=["0161 496 0123", ("email", "hello@rooms.example")],
            hours_words="Mondays",
        )
        make_location(service)


def queries(address: str) -> int:
    client = Client()
    # What a process holds in memory is read once for each edition.
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked)


@pytest.mark.parametrize(("path", "most"), COSTS)
def test_the_number_of_queries_is_fixed(path, most):
    some_services(3)
    assert queries(f"{API}{path}") == most


def test_more_records_ask_no_more():
    some_services(3)
    few = [queries(f"{API}{path}") for path, _most in COSTS]
    for n in range(20):
        make_service(f"More {n}", organisation=f"Another {n}", needs=("stay",))
    assert [queries(f"{API}{path}") for path, _most in COSTS] == few


def test_the_last_page_asks_the_database_what_the_first_does():
    """By keys, never by counting past what comes before."""
    some_services(6)

    def asked(page: int) -> list[str]:
        client = Client()
        client.get(f"{API}/services?per_page=2")
        with CaptureQueriesContext(connection) as found:
            client.get(f"{API}/services?full=true&per_page=2&page={page}")
        return [query["sql"] for query in found.captured_queries]

    first, last = asked(1), asked(3)
    assert len(first) == len(last) == 10
    assert not [sql for sql in (*first, *last) if "OFFSET" in sql or "COUNT(" in sql]


def test_who_has_it_already_costs_one_query():
    some_services(1)
    address = f"{API}/services?full=true"
    etag = Client().get(address)["ETag"]
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(address, headers={"If-None-Match": etag})
    assert (answer.status_code, len(asked)) == (304, 1)
