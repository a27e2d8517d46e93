"""One look at one address: where it leads, what it answers, what its page says."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from directory.exchange.web.reaching import (
    Deadline,
    NotPublicError,
    PublicBackend,
    PublicTransport,
    TimeIsUpError,
    UnknownHostError,
    resolve,
)
from directory.exchange.web.reading import PageText, read_page

MOST_BYTES = 512 * 1024
MOST_REDIRECTS = 8
SECONDS = 30.0
# Connecting, and each wait for more.
ONE_WAIT = 10.0
REDIRECTS = (301, 302, 303, 307, 308)
# Answers that say nothing about the page: they are given to programs, or for a while.
TO_PROGRAMS = (401, 403, 405, 406, 408, 418, 425, 429, 451, 999)


class Outcome(StrEnum):
    """What came of a look."""

    FINE = "fine"
    MISSING = "missing"
    FAILED = "failed"
    REFUSED = "refused"
    NO_SUCH_HOST = "no-such-host"
    NOT_REACHED = "not-reached"
    SLOW = "slow"
    BAD_CERTIFICATE = "bad-certificate"
    PRIVATE = "private"
    LOOPS = "loops"
    NOT_THE_WEB = "not-the-web"


@dataclass(frozen=True)
class Look:
    """What one look saw."""

    address: str
    outcome: Outcome
    status: int | None = None
    led_to: str = ""
    page: PageText = field(default_factory=PageText)

    @property
    def is_fine(self) -> bool:
        return self.outcome == Outcome.FINE


class Looker:
    """Follows addresses, one look each, with our own name and without any trace.

    `allow_loopback` is for tests, which start a server of their own on this machine.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        allow_loopback: bool = False,
        seconds: float = SECONDS,
        look_up: Callable[[str, int], list[str]] = resolve,
    ) -> None:
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
            "Accept-Language": "en-GB,en;q=0.8",
            # What is compressed could grow without end.
            "Accept-Encoding": "identity",
        }
        self._allow_loopback = allow_loopback
        self._seconds = seconds
        self._look_up = look_up

    def look(self, address: str) -> Look:
        """What is there now; never an exception, whatever the other side does."""
        deadline = Deadline(self._seconds)
        backend = PublicBackend(
            deadline, allow_loopback=self._allow_loopback, look_up=self._look_up
        )
        transport = PublicTransport(backend)
        at = address
        try:
            for _turn in range(MOST_REDIRECTS + 1):
                if urlsplit(at).scheme not in ("http", "https"):
                    return Look(address, Outcome.NOT_THE_WEB, led_to=at)
                answer, next_at = self._ask(transport, at, address)
                if answer is not None:
                    return answer
                at = next_at
        except _FAILURES as error:
            return Look(address, _outcome_of(error), led_to=at)
        finally:
            transport.close()
        return Look(address, Outcome.LOOPS, led_to=at)

    def _ask(
        self, transport: PublicTransport, at: str, address: str
    ) -> tuple[Look | None, str]:
        """The look, or where it goes on."""
        timeout = httpx.Timeout(ONE_WAIT).as_dict()
        request = httpx.Request(
            "GET", at, headers=self._headers, extensions={"timeout": timeout}
        )
        response = transport.handle_request(request)
        try:
            status = response.status_code
            goal = response.headers.get("Location", "")
            if status in REDIRECTS and goal:
                return None, urljoin(at, goal)
            page = _page(response)
        finally:
            response.close()
        if page.moves_to:
            return None, urljoin(at, page.moves_to)
        return Look(address, _outcome(status), status, at, page), ""


_FAILURES = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    ValueError,
    OSError,
)


def _outcome_of(error: Exception) -> Outcome:
    if isinstance(error, NotPublicError):
        return Outcome.PRIVATE
    if isinstance(error, UnknownHostError):
        return Outcome.NO_SUCH_HOST
    if isinstance(error, TimeIsUpError | httpcore.TimeoutException):
        return Outcome.SLOW
    if "CERTIFICATE" in str(error).upper():
        return Outcome.BAD_CERTIFICATE
    if isinstance(error, ValueError | httpx.InvalidURL):
        return Outcome.NOT_THE_WEB
    return Outcome.NOT_REACHED


def _outcome(status: int) -> Outcome:
    if status in (404, 410):
        return Outcome.MISSING
    if status in TO_PROGRAMS:
        return Outcome.REFUSED
    return Outcome.FINE if 200 <= status < 400 else Outcome.FAILED


def _page(response: httpx.Response) -> PageText:
    """The beginning of a page of text; nothing of anything else."""
    kind = response.headers.get("Content-Type", "text/html").lower()
    if "html" not in kind and "text" not in kind:
        return PageText()
    body = b"".join(_bounded(response))
    return read_page(body, kind)


def _bounded(response: httpx.Response) -> Iterator[bytes]:
    """At most so many bytes, also of what was compressed against our wish."""
    unpack = None
    if response.headers.get("Content-Encoding", "").lower() in ("gzip", "deflate"):
        unpack = zlib.decompressobj(47)
    left = MOST_BYTES
    for piece in response.stream:  # type: ignore[union-attr]
        if unpack is not None:
            try:
                piece = unpack.decompress(piece, left)
            except zlib.error:
                return
        yield piece[:left]
        left -= len(piece)
        if left <= 0:
            return
