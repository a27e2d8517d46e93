"""Finds the Chromium that the machine has; none is ever downloaded."""

import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str | None:
    """The first of them on PATH."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)
