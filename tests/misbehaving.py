"""A web server on this machine that does what no server should, one thing a path.

Names lead to it through a table of its own instead of DNS, so that a test has several
sites: `server.url("harbour.example", "/fine")`.
"""

import gzip
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from directory.exchange.web.looking import Looker

TEN_GIGABYTES = 10 * 1024**3
LOOPBACK = "127.0.0.1"


def page(title: str, text: str = "") -> bytes:
    """A page of HTML."""
    head = f"<!doctype html><html><head><title>{title}</title></head>"
    return f"{head}<body><p>{text}</p></body></html>".encode()


class Misbehaving:
    """The server, what it was asked, and what each path answers."""

    def __init__(self, folder: Path | None = None) -> None:
        self.pages: dict[str, bytes] = {}
        self.statuses: dict[str, int] = {}
        self.leads: dict[str, str] = {}
        self.names: dict[str, list[str]] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.most_at_once: dict[str, int] = {}
        self.sent = 0
        self.released = threading.Event()
        self._now: dict[str, int] = {}
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"site": self})
        self._server = ThreadingHTTPServer((LOOPBACK, 0), handler)
        self._server.daemon_threads = True
        self.scheme = "http"
        if folder is not None:
            self.scheme = "https"
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*_self_signed(folder))
            sock = self._server.socket
            self._server.socket = context.wrap_socket(sock, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def url(self, host: str, path: str = "/") -> str:
        """The address of a path on one of its sites."""
        return f"{self.scheme}://{host}:{self._server.server_port}{path}"

    def looker(self, seconds: float = 5.0, **more) -> Looker:
        """A looker that may come here, and knows the names of its sites."""
        return Looker(
            "Test/1.0",
            **({"allow_loopback": True, "look_up": self.look_up} | more),
            seconds=seconds,
        )

    def look_up(self, host: str, port: int) -> list[str]:
        return self.names.get(host, [LOOPBACK])

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def enter(self, host: str) -> None:
        with self._lock:
            self._now[host] = self._now.get(host, 0) + 1
            most = max(self._now[host], self.most_at_once.get(host, 0))
            self.most_at_once[host] = most

    def leave(self, host: str) -> None:
        with self._lock:
            self._now[host] -= 1


class _Handler(BaseHTTPRequestHandler):
    site: Misbehaving

    def log_message(self, format: str, *args) -> None:
        """Nothing on the terminal."""

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        agent = self.headers.get("User-Agent", "")
        self.site.asked.append((host, self.path, agent))
        self.site.enter(host)
        try:
            name = self.path.partition("?")[0].strip("/").replace("-", "_")
            behave = getattr(self, f"_{name}", None)
            (behave or self._as_told)(host)
        except (ConnectionError, TimeoutError, ssl.SSLError):
            pass
        finally:
            self.site.leave(host)

    def _as_told(self, host: str) -> None:
        key = f"{host}{self.path}"
        if key in self.site.leads:
            self._redirect(self.site.leads[key])
            return
        body = self.site.pages.get(key, page("Not here"))
        status = 200 if key in self.site.pages else 404
        self._answer(body, self.site.statuses.get(key, status))

    def _answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, where: str, status: int = 301) -> None:
        self.send_response(status)
        self.send_header("Location", where)
        self.end_headers()

    def _hang(self, host: str) -> None:
        self.site.released.wait()

    def _drip(self, host: str) -> None:
        """A byte now and then, for ever: no single wait is ever long."""
        self.send_response(200)
        self.end_headers()
        while not self.site.released.wait(0.05):
            self.wfile.write(b"x")

    def _drip_headers(self, host: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.site.released.wait(0.05):
            self.wfile.write(b"X-More: yes\r\n")

    def _loop(self, host: str) -> None:
        self._redirect("/loop-back")

    def _loop_back(self, host: str) -> None:
        self._redirect("/loop")

    def _longer(self, host: str) -> None:
        self._redirect("/longer?" + "x" * len(self.path))

    def _huge(self, host: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(TEN_GIGABYTES))
        self.end_headers()
        self.wfile.write(page("A huge page"))
        piece = b"x" * 65536
        while self.site.sent < TEN_GIGABYTES:
            self.wfile.write(piece)
            self.site.sent += len(piece)

    def _bomb(self, host: str) -> None:
        packed = gzip.compress(page("Packed") + b" " * 200_000_000)
        self._answer(packed, Content_Encoding="gzip")

    def _nonsense(self, host: str) -> None:
        self.wfile.write(b"\x00\xff\x00 this is no HTTP\r\n\r\n")

    def _nothing(self, host: str) -> None:
        """Hangs up without a word."""

    def _refresh(self, host: str) -> None:
        goal = self.site.leads[f"{host}/refresh"]
        meta = f'<meta http-equiv="refresh" content="0; url={goal}">'
        self._answer(f"<html><head>{meta}</head></html>".encode())

    def _picture(self, host: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(b"<title>casino</title>")


def _self_signed(folder: Path) -> tuple[str, str]:
    """A certificate that nobody vouches for, made for this run."""
    certificate, key = str(folder / "certificate.pem"), str(folder / "key.pem")
    subprocess.run(  # noqa: S603 our own arguments
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", "/CN=harbour.example", "-keyout", key, "-out", certificate),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key
