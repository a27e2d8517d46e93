"""How a look at another site reaches it: public addresses only, and never for long.

A name is resolved here and the connection goes to the very address that was judged, so
a name that means something else a moment later gains nothing. The time that is left for
the whole look bounds every wait, so a server that sends a byte now and then gains
nothing either.

httpx, because its transport is a documented seam: httpcore beneath it takes a network
backend, which is where an address can be judged before anything is sent. requests and
urllib3 have no such place, only private methods to override.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpcore
import httpx

# Where 64:ff9b:: is translated to IPv4, what it stands for is what counts.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")
PORTS = (80, 443)


class NotPublicError(httpcore.ConnectError):
    """The name leads into a private network, to this machine, or to an odd port."""


class UnknownHostError(httpcore.ConnectError):
    """No such name."""


class TimeIsUpError(httpcore.ReadTimeout):
    """The whole look has taken too long."""


def is_public(address: str) -> bool:
    """Whether anyone on the internet could mean this address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped
        if ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip in _SIX_TO_FOUR:
            inner = ip.sixtofour
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """The addresses that a name means now."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHostError from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """The moment at which a look ends, whatever the other side does."""

    def __init__(self, seconds: float) -> None:
        self.at = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """How long one more wait may be."""
        remaining = self.at - time.monotonic()
        if remaining <= 0:
            raise TimeIsUpError
        return min(remaining, timeout if timeout is not None else remaining)


class BoundedStream(httpcore.NetworkStream):
    """A connection on which no wait outlasts the look."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        inner = self._stream.start_tls(ssl_context, server_hostname, left)
        return BoundedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class PublicBackend(httpcore.NetworkBackend):
    """Opens connections to public addresses, to the one that was judged."""

    def __init__(
        self,
        deadline: Deadline,
        *,
        allow_loopback: bool = False,
        look_up: Callable[[str, int], list[str]] = resolve,
    ) -> None:
        self._backend = httpcore.SyncBackend()
        self._deadline = deadline
        self._allow_loopback = allow_loopback
        self._look_up = look_up

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        allowed = [one for one in self._look_up(host, port) if self._may(one, port)]
        if not allowed:
            raise NotPublicError
        for address in allowed[:-1]:
            try:
                return self._open(address, port, timeout, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._open(allowed[-1], port, timeout, socket_options)

    def _may(self, address: str, port: int) -> bool:
        if self._allow_loopback and ipaddress.ip_address(address).is_loopback:
            return True
        return port in PORTS and is_public(address)

    def _open(
        self,
        address: str,
        port: int,
        timeout: float | None,
        socket_options: Iterable[Any] | None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        stream = self._backend.connect_tcp(
            address, port, left, None, socket_options or []
        )
        return BoundedStream(stream, self._deadline)


class PublicTransport(httpx.BaseTransport):
    """httpx over connections that only ever lead to public addresses.

    It takes no proxy from the environment and keeps no connection open.
    """

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_keepalive_connections=0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=url.raw_scheme,
                host=url.raw_host,
                port=url.port,
                target=url.raw_path,
            ),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx.SyncByteStream):
    """The body as it comes."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
