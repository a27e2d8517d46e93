"""Production's settings, for the site that the browser tests visit."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.served_urls"
