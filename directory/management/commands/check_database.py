"""Says in one line what is wrong with the database, or nothing."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from directory.search import schema


class Command(BaseCommand):
    """Ask whether the site can work on the database that DATABASE_URL names."""

    help = "Checks that the database answers and can search; exit 1 where it cannot."
    requires_system_checks = []

    def handle(self, **options) -> None:
        trouble = what_is_wrong(connection)
        if trouble:
            raise CommandError(trouble)


def what_is_wrong(with_connection) -> str:
    """Why this database cannot be used, in one line; "" where it can."""
    once = with_connection.copy()
    # The pool would try for seconds and then not say why.
    once.settings_dict["OPTIONS"].pop("pool", None)
    try:
        once.ensure_connection()
        if not schema.has_fts5(once):
            return "This SQLite has no full-text search (FTS5): use another Python."
    except DatabaseError as error:
        return f"The database does not answer: {_first_line(error)}"
    finally:
        once.close()
    return ""


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
