"""The settings under test: production's, on this machine, and quick."""

import os
import tempfile
from pathlib import Path

# Read by config.settings, so it stands before the import. The tests start servers of
# their own and must not see the site that a developer runs.
os.environ["SECRET_KEY"] = "only-for-the-tests-" + "0123456789abcdef" * 3
os.environ["LOCAL_HTTP"] = "1"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or "sqlite://"
for name in ("ALLOWED_HOSTS", "DEBUG", "EMAIL_URL", "BEHIND_HTTPS_PROXY"):
    os.environ.pop(name, None)

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

# Each run, and each of its processes, has a database of its own. On SQLite it is a
# file, since production's is one: its locks are those that visitors meet.
_database = DATABASES["default"]
_mark = f"test_signpost_{os.getpid()}"
if _database["ENGINE"].endswith("sqlite3"):
    _file = Path(tempfile.gettempdir()) / f"{_mark}.sqlite3"
    _database["TEST"] = {"NAME": str(_file)}
    _database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    _database["TEST"] = {"NAME": _mark}
    # Tests move between databases; the pool is tried by a server of its own.
    _database["OPTIONS"].pop("pool")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
# WhiteNoise warns where it is missing.
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
