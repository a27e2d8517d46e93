"""What every answer has in common: its form, its validators, its refusals."""

import datetime
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from weakref import WeakKeyDictionary

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http import StreamingHttpResponse as Streamed
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from directory.api.parameters import RefusedError
from directory.exchange.oruk.filled import Record
from directory.exchange.oruk.source import Source
from directory.find.held import Holding, fresh, holding
from directory.models import Service

JSON, NDJSON = "application/json", "application/x-ndjson"
METHODS = "GET, HEAD, OPTIONS"
# Counted up when the same record is written in another way, so that copies are old.
SHAPE = 1
_changed: WeakKeyDictionary[Holding, datetime.datetime | None] = WeakKeyDictionary()


@dataclass(frozen=True)
class Made:
    """What a view has made: a record, many to be sent one by one, or a file."""

    record: Record | None = None
    stream: Iterator[Record] | None = None
    file: Callable[[], HttpResponseBase] | None = None
    changed_at: datetime.datetime | None = None


def answers(view: Callable[..., Made]) -> Callable[..., HttpResponseBase]:
    """Answer as JSON; 304 where the asker has it already, a sentence where not."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return _may_ask()
        if request.method not in ("GET", "HEAD"):
            return refuse(405, f"This interface is read only: {METHODS}.")
        edition = fresh()
        etag = _etag(request, edition)
        try:
            # Only what the asker holds counts here; dates are looked at below.
            if request.headers.get("If-None-Match"):
                same = get_conditional_response(request, etag=etag)
                if same is not None:
                    same.headers["ETag"] = etag
                    return same
            made = view(request, *args, **kwargs)
        except RefusedError as refusal:
            return refuse(refusal.status, refusal.sentence)
        changed_at = made.changed_at or last_change()
        seconds = int(changed_at.timestamp()) if changed_at else None
        same = get_conditional_response(request, etag=etag, last_modified=seconds)
        response = same if same is not None else _response(made)
        response.headers["ETag"] = etag
        if seconds is not None:
            response.headers["Last-Modified"] = http_date(seconds)
        return response

    # A form cannot be sent here, so there is none to protect.
    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def source_of(request: HttpRequest) -> Source:
    """This site, by the address under which it was asked."""
    return Source(f"{request.scheme}://{request.get_host()}", holding())


def refuse(status: int, sentence: str) -> HttpResponse:
    """No answer, and why."""
    record = {"status": status, "message": sentence}
    response = HttpResponse(_line(record), status=status, content_type=JSON)
    if status == 405:
        response.headers["Allow"] = METHODS
    return response


def last_change() -> datetime.datetime | None:
    """When anything public changed last: read once for each edition."""
    held = holding()
    if held not in _changed:
        _changed[held] = Service.objects.last_change()
    return _changed[held]


def _may_ask() -> HttpResponse:
    """What a browser may ask us from another site's page."""
    allowed = {
        "Allow": METHODS,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=allowed)


def _etag(request: HttpRequest, edition: int) -> str:
    """Changes with the directory, with the day (waiting, tombstones), and with us."""
    changed, today = last_change(), timezone.localdate()
    address = request.build_absolute_uri()
    told = f"{SHAPE} {edition} {changed} {today} {address}"
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


def _response(made: Made) -> HttpResponseBase:
    if made.file is not None:
        return made.file()
    if made.stream is not None:
        lines = (_line(record) + b"\n" for record in made.stream)
        return Streamed(lines, content_type=NDJSON)
    return HttpResponse(_line(made.record), content_type=JSON)


def _line(record: Record | None) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
