"""Logging that gives no visitor away.

No log holds an address, a query, words, a postcode, a form, a local variable, an IP
address or a browser's name, also when a page crashes. An exception's message may quote
what a visitor typed, so of an exception only its type and the places in the code are
written. Text is written as it is only where we know who wrote it: our own loggers and
gunicorn's reports about its processes.
"""

import logging
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

CODE_ROOT = Path(__file__).resolve().parent.parent
OURS = "signpost"
# Each is about a process, and is followed by its number and a signal only.
PROCESS_REPORTS = ("WORKER TIMEOUT", "Worker (pid:", "Worker failed to boot")

access = logging.getLogger("signpost.access")


def route_of(request: HttpRequest) -> str:
    """The name of the page that was asked for, never its address."""
    match = getattr(request, "resolver_match", None)
    if match:
        return match.view_name or "unnamed"
    static = request.path_info.startswith(settings.STATIC_URL)
    return "static" if static else "no-route"


class AccessLine:
    """Writes one line for each request: the page's name, the status, milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        milliseconds = (time.perf_counter() - started) * 1000
        access.info(
            "%s %d %.0f ms", route_of(request), response.status_code, milliseconds
        )
        return response


class QuietFormatter(logging.Formatter):
    """Writes what happened and where in the code, and nothing that was said."""

    def format(self, record: logging.LogRecord) -> str:
        time_and_level = f"{self.formatTime(record)} {record.levelname}"
        lines = [f"{time_and_level} {record.name} {self._what(record)}"]
        if record.exc_info and record.exc_info[1]:
            lines.extend(self._exception(record.exc_info[1]))
        return "\n".join(lines)

    def _what(self, record: logging.LogRecord) -> str:
        if self._is_ours(record):
            return record.getMessage()
        place = f"in {record.funcName} ({_short(record.pathname)}:{record.lineno})"
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            return f"page {route_of(request)}, {place}"
        return place

    def _is_ours(self, record: logging.LogRecord) -> bool:
        if record.name == OURS or record.name.startswith(f"{OURS}."):
            return True
        if record.name != "gunicorn.error" or record.exc_info:
            return False
        about_process = str(record.msg).startswith(PROCESS_REPORTS)
        return record.levelno == logging.INFO or about_process

    def _exception(self, error: BaseException) -> Iterator[str]:
        """The types and places of an exception and of what led to it."""
        seen: set[int] = set()
        current: BaseException | None = error
        while current is not None and id(current) not in seen:
            seen.add(id(current))
            yield f"  {type(current).__module__}.{type(current).__qualname__}"
            for frame, line in traceback.walk_tb(current.__traceback__):
                code = frame.f_code
                yield f"    {_short(code.co_filename)}:{line} in {code.co_name}"
            current = current.__cause__ or current.__context__


def _short(filename: str) -> str:
    """A file of the project or of a library, without where this machine keeps it."""
    path = Path(filename)
    if "site-packages" in path.parts:
        return str(Path(*path.parts[path.parts.index("site-packages") + 1 :]))
    if path.is_relative_to(CODE_ROOT):
        return str(path.relative_to(CODE_ROOT))
    return path.name


# Django's own handlers would write addresses and mail whole pages: they are replaced.
QUIET_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "config.quiet_logging.QuietFormatter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "quiet"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "signpost": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # What a visitor did wrong shows in the access line.
        "django.request": {"level": "ERROR"},
        # It would repeat itself while a database is away; the pages say so too.
        "psycopg.pool": {"level": "ERROR"},
        "django.server": {"handlers": ["nowhere"], "propagate": False},
        "gunicorn.error": {
            "handlers": ["console"],
            "level": "INFO",
            "propagate": False,
        },
        "gunicorn.access": {"handlers": ["nowhere"], "propagate": False},
    },
}
