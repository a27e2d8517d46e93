"""What a site knows can be put into a file and brought back, on both engines."""

import stat

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from directory.exchange.backups.tables import COUNTERS, columns, kept_models
from directory.models import Edition, Organisation, SearchDocument, Service
from directory.search import Matches, parse, schema
from tests.making import make_location, make_place, make_service, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def everything() -> dict[str, list[tuple]]:
    """Every row of every table but the counters, which always rise."""
    rows = {}
    with connection.cursor() as cursor:
        for model in kept_models():
            table = model._meta.db_table
            names = ", ".join(f'"{column}"' for column in columns(model))
            cursor.execute(f"SELECT {names} FROM {table} ORDER BY 1")  # noqa: S608
            rows[table] = [] if table in COUNTERS else cursor.fetchall()
    return rows


def found(words: str) -> list[str]:
    """Names of the services that the search index knows by these words."""
    documents = SearchDocument.objects.filter(Matches("pk", parse(words)))
    return sorted(documents.values_list("service__name", flat=True))


def fill() -> Service:
    """A little of everything, with what is hard to write: quotes, tabs, no value."""
    make_user("one@example.org", name="O'Neill\t\\N")
    make_place("Ordsall", population=None)
    drop_in = make_service("Drop-in", is_confidential=False, organisation="Quay")
    make_location(drop_in)
    return make_service(
        "Lighthouse",
        summary="It helps people who were hurt.",
        description='Says "hello"\nand \\. more; naïve, 日本語, %s.',
        needs=("stay",),
        answers={"accepts:sons": "limit:sons up to 14"},
    )


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept, 100% & more?.backup"


def test_a_backup_brings_back_every_row_of_every_table(file):
    service = fill()
    before = everything()
    call_command("backup", file, verbosity=0)

    service.withdraw(because="It closed.")
    make_service("Later one", organisation="Newcomers")
    Organisation.objects.filter(name="Quay").update(name="Renamed")
    assert everything() != before

    call_command("restore", file, "--yes", verbosity=0)
    assert everything() == before
    assert Service.objects.get(name="Lighthouse").is_published


def test_words_find_services_again_after_a_restore(file):
    fill()
    call_command("backup", file, verbosity=0)
    Service.objects.filter(name="Lighthouse").update(name="Harbour light")
    assert found("lighthouse") == []

    call_command("restore", file, "--yes", verbosity=0)
    assert schema.stands(connection)
    assert found("lighthouse") == ["Lighthouse"]
    assert found("harbour light") == []
    make_service("Lighthouse two", organisation="Other")
    assert found("lighthouse") == ["Lighthouse", "Lighthouse two"]


def test_no_process_takes_the_restored_edition_for_one_that_it_holds(file):
    fill()
    call_command("backup", file, verbosity=0)
    make_service("Later one")
    held = Edition.objects.number()
    call_command("restore", file, "--yes", verbosity=0)
    assert Edition.objects.number() > held


def test_a_backup_signs_nobody_in(file, client):
    user = make_user()
    client.force_login(user)
    session = client.session.session_key
    call_command("backup", file, verbosity=0)
    assert session.encode() not in file.read_bytes()
    call_command("restore", file, "--yes", verbosity=0)
    assert not client.session.exists(session)


def test_a_backup_is_for_its_owner_only_and_replaces_no_other(file):
    call_command("backup", file, verbosity=0)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", file, verbosity=0)


def test_a_database_that_holds_something_is_not_overwritten_unasked(file):
    call_command("backup", file, verbosity=0)
    call_command("restore", file, verbosity=0)
    fill()
    before = everything()
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", file, verbosity=0)
    assert everything() == before


def test_a_damaged_backup_changes_nothing(file):
    fill()
    call_command("backup", file, verbosity=0)
    whole = file.read_bytes()
    half = len(whole) // 2
    file.write_bytes(whole[:half] + bytes(4096) + whole[half + 4096 :])
    before = everything()
    with pytest.raises(CommandError, match="damaged"):
        call_command("restore", file, "--yes", verbosity=0)
    assert everything() == before


@pytest.mark.parametrize("begins", [b"", b"hello", b"SQLite format 3\0", b"PK\3\4"])
def test_what_is_no_backup_is_refused_in_one_line(file, begins):
    file.write_bytes(begins)
    with pytest.raises(CommandError) as refusal:
        call_command("restore", file, "--yes", verbosity=0)
    assert "\n" not in str(refusal.value)


def test_a_backup_of_another_version_is_refused(file):
    call_command("backup", file, verbosity=0)
    recorder = MigrationRecorder(connection)
    recorder.record_applied("directory", "9999_from_tomorrow")
    try:
        with pytest.raises(CommandError, match="older version"):
            call_command("restore", file, "--yes", verbosity=0)
    finally:
        recorder.record_unapplied("directory", "9999_from_tomorrow")
