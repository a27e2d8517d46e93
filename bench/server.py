"""The site as it runs in public: gunicorn with one worker, on a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measure import children

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY = "only-for-the-bench-" + "0123456789abcdef" * 3


class BenchError(Exception):
    """Something does not run as it should; the message says what."""


@dataclass(frozen=True)
class Server:
    """Where the site answers, and which process does the work."""

    port: int
    worker: int


def environment(database_url: str, folder: Path, **more: str) -> dict[str, str]:
    """What a process of the site sees, and nothing of whoever started the bench."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept,
        "SECRET_KEY": SECRET_KEY,
        "LOCAL_HTTP": "1",
        "DATABASE_URL": database_url,
        "VAR_DIR": str(folder),
        "WEB_CONCURRENCY": "1",
        **more,
    }


def run(arguments: list[str], environ: Mapping[str, str], given: str = "") -> str:
    """Run a Python program of the project to its end; what it wrote."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environ,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchError(f"{' '.join(arguments)} failed:\n{done.stderr}")
    return done.stdout


@contextmanager
def serving(database_url: str, folder: Path) -> Iterator[Server]:
    """Start the site, wait until it answers, stop it at the end."""
    port = _free_port()
    environ = environment(
        database_url,
        folder,
        PORT=str(port),
        DJANGO_SETTINGS_MODULE="bench.settings",
    )
    with (folder / "server.log").open("wb") as log:
        arbiter = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi"],
            cwd=ROOT,
            env=environ,
            stdout=log,
            stderr=log,
        )
    try:
        _wait(arbiter, port, folder / "server.log")
        (worker,) = children(arbiter.pid)
        yield Server(port, worker)
    finally:
        arbiter.send_signal(signal.SIGTERM)
        try:
            arbiter.wait(timeout=40)
        except subprocess.TimeoutExpired:
            arbiter.kill()
            arbiter.wait()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def _wait(arbiter: subprocess.Popen, port: int, log: Path) -> None:
    """Until the worker stands and answers; a minute at most."""
    for _attempt in range(600):
        if arbiter.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
            continue
        if children(arbiter.pid):
            return
        time.sleep(0.1)
    raise BenchError(f"The site did not start:\n{log.read_text(errors='replace')}")
