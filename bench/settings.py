"""The site's own settings, and two addresses more."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
