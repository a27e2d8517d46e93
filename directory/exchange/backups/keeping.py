"""Writing a backup and reading it back, whatever the engine."""

import os
from pathlib import Path

from django.db import transaction

from directory.exchange.backups import postgresql, sqlite
from directory.exchange.backups.errors import BackupError
from directory.exchange.backups.tables import (
    COUNTERS,
    FILLED_BY_MIGRATE,
    kept_models,
    version,
)
from directory.models import Edition

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def backup(connection, file: Path) -> None:
    """Write all that the database holds at this moment into a new file."""
    if file.exists():
        raise BackupError(f"{file} exists already; a backup never replaces another.")
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        # It holds passwords' hashes and moderators' notes: only its owner reads it.
        os.close(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        ENGINES[connection.vendor].write(connection, unfinished)
        unfinished.rename(file)
    except OSError as error:
        raise BackupError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def restore(connection, file: Path) -> None:
    """Put back what a backup holds in place of everything; all of it or nothing."""
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    engine = _engine_of(file)
    if engine is not ENGINES[connection.vendor]:
        raise BackupError(
            "This backup was made on the other engine; SQLite and PostgreSQL do not"
            " read each other's backups."
        )
    with engine.opened(connection, file) as kept:
        _refuse_other_version(kept.version(), version(connection))
        with transaction.atomic(using=connection.alias):
            before = Edition.objects.number()
            kept.fill(connection)
            _rise_above(before)


def holds_something(connection) -> bool:
    """Whether a restore would put something else in the place of what is there."""
    left_out = FILLED_BY_MIGRATE | COUNTERS
    return any(
        model._default_manager.using(connection.alias).exists()
        for model in kept_models()
        if model._meta.db_table not in left_out
    )


def _engine_of(file: Path):
    with file.open("rb") as opened:
        begins = opened.read(16)
    for engine in ENGINES.values():
        if begins.startswith(engine.BEGINS):
            return engine
    raise BackupError(f"{file} is not a backup.")


def _refuse_other_version(kept: list[str], here: list[str]) -> None:
    if kept == here:
        return
    newer = sorted(set(kept) - set(here))
    older = sorted(set(here) - set(kept))
    differ = ", ".join((newer or older)[:3])
    raise BackupError(
        f"The backup belongs to {'a newer' if newer else 'an older'} version of this"
        f" site ({differ}). Restore it with that version, then upgrade."
    )


def _rise_above(number: int) -> None:
    """No process may take what it holds in memory for the edition that is here now."""
    restored = Edition.objects.number()
    Edition.objects.update_or_create(pk=1, defaults={"number": max(number, restored)})
    Edition.objects.raise_for_all()
