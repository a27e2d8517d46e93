"""`make run` finds out first what stands in its way, and loads data only once."""

import socket

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.backends.signals import connection_created

from directory.models import Area, Service
from tests.making import make_service


@pytest.fixture
def without_fts5():
    """SQLite as some systems build it: it says that FTS5 is not in it."""

    def build(connection, **kwargs):
        if connection.vendor == "sqlite":
            connection.connection.create_function(
                "sqlite_compileoption_used", 1, lambda option: 0
            )

    connection_created.connect(build)
    yield
    connection_created.disconnect(build)


def test_a_port_that_is_taken_is_told_before_anything_else():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be had"):
            call_command("prepare", "--port", str(port), "--no-static")


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_a_port_that_cannot_be_is_told_too(port):
    with pytest.raises(CommandError, match="cannot be had"):
        call_command("prepare", f"--port={port}", "--no-static")


@pytest.mark.django_db(transaction=True)
def test_a_site_that_has_data_is_left_as_it_is():
    make_service()
    areas = Area.objects.count()
    call_command("prepare", "--no-static")
    assert Service.objects.count() == 1
    assert Area.objects.count() == areas


def test_a_sqlite_without_full_text_search_is_told_in_one_line(without_fts5):
    if connection.vendor != "sqlite":
        call_command("check_database")
        return
    with pytest.raises(CommandError, match="FTS5") as refusal:
        call_command("check_database")
    assert "\n" not in str(refusal.value)


def test_a_database_that_can_be_used_is_found_good():
    call_command("check_database")
