"""The settings of `tests.crashing`: production's, with pages that crash."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.crashing"
# No files are collected for it.
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
