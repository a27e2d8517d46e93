"""The site refuses to start where it would be unsafe, and says why in one line."""

import pytest
from django.test import Client

from config.database import DatabaseUrlError, database
from tests.serving import free_port, manage


def only_line(completed) -> str:
    """The one line that a command ended with, having failed."""
    assert completed.returncode == 1
    lines = (completed.stdout + completed.stderr).strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_nothing_starts_without_a_secret_key():
    assert "SECRET_KEY is not set" in only_line(manage("check", SECRET_KEY=""))


def test_without_https_the_site_is_for_this_machine_only():
    refusal = only_line(manage("check", ALLOWED_HOSTS="example.org"))
    assert "LOCAL_HTTP is for this machine only" in refusal


@pytest.mark.parametrize(
    "url", ["mysql://localhost/x", "oracle://x", "nonsense", "postgres://localhost"]
)
def test_a_database_that_cannot_be_used_is_named_in_one_line(url):
    assert "DATABASE_URL" in only_line(manage("check_database", DATABASE_URL=url))


def test_an_unreachable_server_is_told_in_one_line():
    url = f"postgres://someone:secret@127.0.0.1:{free_port()}/signpost"
    line = only_line(manage("check_database", DATABASE_URL=url))
    assert "The database does not answer" in line
    assert "refused" in line
    assert "secret" not in line


def test_any_command_tells_an_unreachable_server_without_a_traceback():
    url = f"postgres://127.0.0.1:{free_port()}/signpost"
    line = only_line(manage("migrate", DATABASE_URL=url))
    assert "The database does not answer" in line


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path):
    file = tmp_path / "not.sqlite3"
    file.write_text("This is not a database, but it is long enough to be read." * 9)
    line = only_line(manage("check_database", DATABASE_URL=f"sqlite:///{file}"))
    assert "The database does not answer" in line


def test_a_password_in_an_unreadable_url_is_not_repeated():
    with pytest.raises(DatabaseUrlError) as refusal:
        database("signpost:secret@localhost/signpost")
    assert "secret" not in str(refusal.value)


def test_a_socket_is_named_by_its_folder():
    settings = database("postgres:///signpost?host=/run/postgresql&user=site")
    assert settings["HOST"] == "/run/postgresql"
    assert settings["USER"] == "site"
    assert settings["NAME"] == "signpost"
    assert settings["OPTIONS"]["pool"]


def test_sqlite_lets_readers_read_while_someone_writes():
    options = database("sqlite:////var/lib/signpost.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert options["timeout"] > 5


def test_in_public_the_site_passes_the_deployment_checks():
    public = {"LOCAL_HTTP": "", "ALLOWED_HOSTS": "signpost.example"}
    checked = manage("check", "--deploy", "--fail-level", "WARNING", **public)
    assert checked.returncode == 0, checked.stderr


def test_in_public_every_setting_that_matters_is_safe_by_default():
    asked = (
        "from django.conf import settings as s; print(s.DEBUG, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS > 10**7, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.ALLOWED_HOSTS, s.SECURE_PROXY_SSL_HEADER)"
    )
    said = manage("shell", "--no-imports", "-c", asked, LOCAL_HTTP="").stdout.strip()
    assert said == "False True True True True [] None"


def test_every_answer_forbids_what_no_page_needs():
    response = Client().get("/healthz")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
