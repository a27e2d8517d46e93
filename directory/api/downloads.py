"""Everything public as a file: our CSV as it is written, and the HSDS package."""

import threading
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings
from django.http import FileResponse, HttpRequest
from django.http import StreamingHttpResponse as Streamed

from directory.api.answering import Made, answers, last_change, source_of
from directory.exchange.exports import our_csv, package
from directory.exchange.oruk.source import Source

ZIP = "application/zip"
_lock = threading.Lock()
# The package of an edition and an address, made once; another takes its place.
_made: dict[tuple, IO[bytes]] = {}


@answers
def services_csv(request: HttpRequest) -> Made:
    """services.csv, a batch of services at a time."""
    lines = (line.encode() for line in our_csv.lines(source_of(request)))
    response = Streamed(lines, content_type="text/csv; charset=utf-8")
    return Made(response=_named(response, "services.csv"))


@answers
def hsds_zip(request: HttpRequest) -> Made:
    """The package, made once for each edition of the directory."""
    response = FileResponse(_package(source_of(request)), content_type=ZIP)
    return Made(response=_named(response, "hsds.zip"))


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


def _named(response, name: str):
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
