"""Whether the site is alive, and whether it can answer visitors."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from directory.search import schema

# For machines, so neither is translated.
ALIVE = "ok"


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _plain(ALIVE, 200)


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers, holds what this version expects, and can be searched."""
    try:
        lacking = what_is_lacking()
    except DatabaseError:
        lacking = "the database does not answer"
    return _plain(lacking, 503) if lacking else _plain(ALIVE, 200)


def what_is_lacking() -> str:
    """What stands in the way of answering, or nothing."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations are not applied"
    if not schema.stands(connection):
        return "the search index is not there: run migrate"
    return ""


def _plain(text: str, status: int) -> HttpResponse:
    response = HttpResponse(f"{text}\n", content_type="text/plain", status=status)
    response["Cache-Control"] = "no-store"
    return response
