"""Runs the site as it runs in public: gunicorn, in processes of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY = "only-for-a-server-under-test-" + "0123456789abcdef" * 2


def environment(**changes: str) -> dict[str, str]:
    """What a site's process sees: this machine only, and nothing of the tests."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {"SECRET_KEY": SECRET_KEY, "LOCAL_HTTP": "1"} | changes


def manage(*arguments: str, **changes: str) -> subprocess.CompletedProcess:
    """Run manage.py; a change of "" takes a variable away."""
    variables = environment(**changes)
    return subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={name: value for name, value in variables.items() if value},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def database_url(name: str = "") -> str:
    """The database of the test, or another beside it, as DATABASE_URL names it."""
    settings = connection.settings_dict
    name = name or str(settings["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    options = {
        key.lower(): settings[key]
        for key in ("HOST", "PORT", "USER", "PASSWORD")
        if settings[key]
    }
    return f"postgres:///{quote(name)}?{urlencode(options)}"


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


class Served:
    """A running site: where it is, and what it has written so far."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self.log = log

    def written(self) -> str:
        """Everything on its standard output and error."""
        return self.log.read_text(errors="replace")

    def send(self, raw: bytes) -> bytes:
        """Answer of the server to these bytes, as they stand."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := line.recv(65536):
                answer += piece
        return answer

    def get(self, path: str, **headers: str) -> bytes:
        """The answer to a plain request for a page."""
        return self.send(request("GET", path, self.port, **headers))

    def post(self, path: str, body: str, **headers: str) -> bytes:
        """The answer to a form that was sent."""
        return self.send(request("POST", path, self.port, body, **headers))


def request(method: str, path: str, port: int, body: str = "", **headers: str) -> bytes:
    """The bytes of a request, with headers such as User_Agent."""
    lines = {
        "Host": f"127.0.0.1:{port}",
        "Connection": "close",
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": str(len(body.encode())),
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n{body}".encode()


@contextmanager
def served(folder: Path, **changes: str) -> Iterator[Served]:
    """The site on a free port, its files in `folder`, until the end of the block."""
    port, log = free_port(), folder / "server.log"
    usual = {
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
    }
    variables = environment(**(usual | changes))
    command = [sys.executable, "-m", "gunicorn", "config.wsgi"]
    with log.open("wb") as writing:
        process = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=variables, stdout=writing, stderr=writing
        )
    try:
        _wait_until_it_answers(process, port, log)
        yield Served(port, log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def _wait_until_it_answers(process: subprocess.Popen, port: int, log: Path) -> None:
    for _attempt in range(300):
        if process.poll() is not None:
            raise AssertionError(f"It did not start:\n{log.read_text()}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"It does not answer:\n{log.read_text()}")
