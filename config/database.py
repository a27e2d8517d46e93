"""Reads DATABASE_URL: which database a site runs on, and how it is opened."""

import environ

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"
SCHEMES = {"sqlite": SQLITE, "postgres": POSTGRESQL, "postgresql": POSTGRESQL}


class DatabaseUrlError(ValueError):
    """DATABASE_URL is not one that this project can use; the message says why."""


def database(url: str) -> dict:
    """Django's settings for a URL such as sqlite:///FILE or postgres://…

    A PostgreSQL reached through a socket is postgres:///NAME?host=/FOLDER&user=NAME.
    """
    scheme, separator, _rest = url.partition("://")
    if not separator or scheme not in SCHEMES:
        # Without a scheme it may begin with a password: it is not repeated.
        given = f", not {scheme}://" if separator else ""
        raise DatabaseUrlError(
            f"DATABASE_URL must begin with sqlite:// or postgres://{given}."
        )
    try:
        settings = environ.Env.db_url_config(url)
    except ValueError as error:
        raise DatabaseUrlError("DATABASE_URL cannot be read.") from error
    if SCHEMES[scheme] == SQLITE:
        return _sqlite(settings)
    return _postgresql(settings)


def _sqlite(settings: dict) -> dict:
    """Readers never wait for a writer; a writer waits its turn instead of failing.

    Opening the file costs as much as all else that a kept page needs, so a thread of
    the server keeps it open for a minute.
    """
    settings["CONN_MAX_AGE"] = 60
    settings["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    return settings


def _postgresql(settings: dict) -> dict:
    """Each process keeps a few connections open and lends them to its threads."""
    options = settings.pop("OPTIONS", {})
    for key in ("host", "port", "user", "password"):
        if key in options:
            settings[key.upper()] = options.pop(key)
    if not settings["NAME"]:
        raise DatabaseUrlError(
            "DATABASE_URL names no database: postgres://HOST/NAME or "
            "postgres:///NAME?host=/FOLDER."
        )
    settings["CONN_HEALTH_CHECKS"] = True
    pool = {"min_size": 1, "max_size": 8, "timeout": 5}
    settings["OPTIONS"] = {"pool": pool, "connect_timeout": 5, **options}
    return settings
