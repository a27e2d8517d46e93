"""Fetching a feed: from public addresses only, never for long, never without end."""

import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx

from directory.exchange.feeds.errors import FeedError
from directory.exchange.web.reaching import (
    Deadline,
    NotPublicError,
    PublicBackend,
    PublicTransport,
    TimeIsUpError,
    UnknownHostError,
    resolve,
)

MOST_BYTES = 256 * 1024 * 1024
MOST_REDIRECTS = 5
# For one answer whole; and for connecting, and each wait for more.
SECONDS = 120.0
ONE_WAIT = 20.0
REDIRECTS = (301, 302, 303, 307, 308)
# Up to this size an answer stays in memory, beyond it on disk.
IN_MEMORY = 4 * 1024 * 1024


@dataclass
class Fetched:
    """An answer: its body, to be read from the start, and where it came from."""

    body: IO[bytes]
    address: str


class Fetcher:
    """The one door to the network for feeds.

    `allow_loopback` is for a site that answers this machine only, and for tests.
    """

    def __init__(
        self,
        *,
        allow_loopback: bool = False,
        seconds: float = SECONDS,
        most_bytes: int = MOST_BYTES,
        look_up: Callable[[str, int], list[str]] = resolve,
    ) -> None:
        self._allow_loopback = allow_loopback
        self._seconds = seconds
        self._most = most_bytes
        self._look_up = look_up

    def fetch(self, address: str) -> Fetched:
        """The answer of an address; FeedError says why there is none."""
        deadline = Deadline(self._seconds)
        backend = PublicBackend(
            deadline, allow_loopback=self._allow_loopback, look_up=self._look_up
        )
        transport = PublicTransport(backend)
        at = address
        try:
            for _turn in range(MOST_REDIRECTS + 1):
                if urlsplit(at).scheme not in ("http", "https"):
                    raise FeedError(f"{at} is no address of the web")
                fetched, at = self._ask(transport, at)
                if fetched is not None:
                    return fetched
        except NotPublicError:
            raise FeedError(f"{at} leads into a private network: refused") from None
        except UnknownHostError:
            raise FeedError(f"there is no host of that name: {at}") from None
        except (TimeIsUpError, httpcore.TimeoutException):
            raise FeedError(f"{at} did not answer in time") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise FeedError(f"{at} cannot be reached ({error})") from None
        except (httpx.InvalidURL, ValueError):
            raise FeedError(f"{at} is no address of the web") from None
        finally:
            transport.close()
        raise FeedError(f"{address} leads on and on")

    def _ask(self, transport: PublicTransport, at: str) -> tuple[Fetched | None, str]:
        """The answer, or where it leads on."""
        request = httpx.Request(
            "GET",
            at,
            headers={
                "User-Agent": "Signpost (a directory of support services)",
                "Accept": "application/json, application/zip, */*;q=0.5",
                # What is compressed could grow without end.
                "Accept-Encoding": "identity",
            },
            extensions={"timeout": httpx.Timeout(ONE_WAIT).as_dict()},
        )
        response = transport.handle_request(request)
        try:
            goal = response.headers.get("Location", "")
            if response.status_code in REDIRECTS and goal:
                return None, urljoin(at, goal)
            if response.status_code != 200:
                raise FeedError(f"{at} answers with {response.status_code}")
            body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
            try:
                for piece in self._bounded(response, at):
                    body.write(piece)
            except BaseException:
                body.close()
                raise
        finally:
            response.close()
        body.seek(0)
        return Fetched(body, at), at

    def _bounded(self, response: httpx.Response, at: str) -> Iterator[bytes]:
        """The body, unpacked if it was packed against our wish; never too much."""
        unpack = None
        if response.headers.get("Content-Encoding", "").lower() in ("gzip", "deflate"):
            unpack = zlib.decompressobj(47)
        left = self._most
        for piece in response.stream:  # type: ignore[union-attr]
            if unpack is not None:
                try:
                    piece = unpack.decompress(piece, left + 1)
                except zlib.error:
                    raise FeedError(f"{at} sends what cannot be unpacked") from None
            left -= len(piece)
            if left < 0:
                raise FeedError(f"{at} is larger than {self._most:,} bytes")
            yield piece
