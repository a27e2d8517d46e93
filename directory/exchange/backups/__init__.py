"""Backups: all that a site knows in one file, and back, on both engines.

SQLite is copied by its own online backup, so the file is a database that can be
opened. PostgreSQL is written table by table with COPY, in one snapshot, into a zip:
no client program has to be installed or to match the server, a restore is one
transaction, and the file can be read without us. Sessions are never kept: whoever
holds a backup must not be signed in by it.
"""

from directory.exchange.backups.errors import BackupError
from directory.exchange.backups.keeping import backup, holds_something, restore

__all__ = ["BackupError", "backup", "holds_something", "restore"]
