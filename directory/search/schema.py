"""The search index's own objects in the database, made anew after each migrate.

The only place that asks which engine it is talking to. SQLite rebuilds a table when a
column changes and drops its triggers, so everything here can be run again and again.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

SQLITE = """
CREATE VIRTUAL TABLE IF NOT EXISTS directory_search_fts USING fts5(
    title, keywords, body,
    content='directory_searchdocument', content_rowid='service_id',
    tokenize='unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE IF NOT EXISTS directory_search_words
USING fts5vocab(directory_search_fts, row);
CREATE TRIGGER IF NOT EXISTS directory_search_added
AFTER INSERT ON directory_searchdocument BEGIN
    INSERT INTO directory_search_fts(rowid, title, keywords, body)
    VALUES (new.service_id, new.title, new.keywords, new.body);
END;
CREATE TRIGGER IF NOT EXISTS directory_search_removed
AFTER DELETE ON directory_searchdocument BEGIN
    INSERT INTO directory_search_fts(directory_search_fts, rowid, title, keywords, body)
    VALUES ('delete', old.service_id, old.title, old.keywords, old.body);
END;
CREATE TRIGGER IF NOT EXISTS directory_search_changed
AFTER UPDATE ON directory_searchdocument BEGIN
    INSERT INTO directory_search_fts(directory_search_fts, rowid, title, keywords, body)
    VALUES ('delete', old.service_id, old.title, old.keywords, old.body);
    INSERT INTO directory_search_fts(rowid, title, keywords, body)
    VALUES (new.service_id, new.title, new.keywords, new.body);
END;
"""

POSTGRESQL = """
ALTER TABLE directory_searchdocument ADD COLUMN IF NOT EXISTS vector tsvector
GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', title), 'A')
    || setweight(to_tsvector('simple', keywords), 'B')
    || setweight(to_tsvector('simple', body), 'C')
) STORED;
CREATE INDEX IF NOT EXISTS directory_search_vector
ON directory_searchdocument USING gin (vector);
"""


def create(connection: BaseDatabaseWrapper) -> None:
    """Make what the index needs, where it is missing."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _run_script(cursor, SQLITE)
            cursor.execute(
                "INSERT INTO directory_search_fts(directory_search_fts)"
                " VALUES ('rebuild')"
            )
        else:
            cursor.execute(POSTGRESQL)


def _run_script(cursor: CursorWrapper, script: str) -> None:
    """Statement by statement, since executescript() would end the transaction."""
    statement = ""
    for line in script.strip().splitlines(keepends=True):
        statement += line
        inside_trigger = "BEGIN" in statement and not statement.rstrip().endswith(
            "END;"
        )
        if line.rstrip().endswith(";") and not inside_trigger:
            cursor.execute(statement)
            statement = ""


def stands(connection: BaseDatabaseWrapper) -> bool:
    """Whether the index's objects are there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master"
                " WHERE name LIKE 'directory\\_search\\_%%' ESCAPE '\\'"
                " AND (type = 'trigger'"
                " OR name IN ('directory_search_fts', 'directory_search_words'))"
            )
            return bool(cursor.fetchone()[0] == 5)
        cursor.execute(
            "SELECT count(*) FROM pg_indexes"
            " WHERE indexname = 'directory_search_vector'"
        )
        return bool(cursor.fetchone()[0] == 1)


def vocabulary(connection: BaseDatabaseWrapper) -> set[str]:
    """Every stem that occurs in the index."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT term FROM directory_search_words")
        else:
            cursor.execute(
                "SELECT word FROM ts_stat("
                "'SELECT vector FROM directory_searchdocument')"
            )
        return {stem for (stem,) in cursor.fetchall()}


def create_after_migrate(*, using: str, **kwargs: object) -> None:
    """Receiver of post_migrate: runs once the document table exists."""
    connection = connections[using]
    if "directory_searchdocument" in connection.introspection.table_names():
        create(connection)


def has_fts5(connection: BaseDatabaseWrapper) -> bool:
    """Whether this SQLite was built with FTS5; true on other engines."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
        return bool(cursor.fetchone()[0])
