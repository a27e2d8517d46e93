"""Everything public as a file: our CSV as it is written, and the HSDS package."""

import threading
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.http import StreamingHttpResponse as Streamed

from directory.api.answering import Made, answers, last_change, source_of
from directory.exchange.exports import our_csv, package
from directory.exchange.oruk.source import Source

CSV, ZIP = "text/csv; charset=utf-8", "application/zip"
_lock = threading.Lock()
# The package of an edition and an address, made once; another takes its place.
_made: dict[tuple, IO[bytes]] = {}


@answers
def services_csv(request: HttpRequest) -> Made:
    """services.csv, a batch of services at a time."""

    def made() -> HttpResponseBase:
        lines = (line.encode() for line in our_csv.lines(source_of(request)))
        return _named(Streamed(lines, content_type=CSV), "services.csv")

    return Made(file=made)


@answers
def hsds_zip(request: HttpRequest) -> Made:
    """The package, made once for each edition of the directory."""

    def made() -> HttpResponseBase:
        file = _package(source_of(request))
        return _named(FileResponse(file, content_type=ZIP), "hsds.zip")

    return Made(file=made)


def _package(source: Source) -> IO[bytes]:
    """The file, opened anew for each who asks."""
    key = (source.held.edition, last_change(), source.site)
    with _lock:
        if key not in _made:
            file = NamedTemporaryFile(prefix="hsds-", suffix=".zip")  # noqa: SIM115
            package.write(file, source, name=settings.SITE_NAME)
            file.flush()
            _made.clear()
            _made[key] = file
        return Path(_made[key].name).open("rb")


def _named(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
