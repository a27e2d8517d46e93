"""Runs the whole suite: on SQLite, on PostgreSQL, and in a browser on both.

PostgreSQL is a private cluster, started here and stopped at the end, or the server
that TEST_DATABASE_URL names.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

from tests.browsers import find_browser
from tests.cluster import Cluster, ClusterError, server_folder

WITHOUT_BROWSER = ("-m", "not browser", "-n", "2")
# Long and short ones are mixed, so whoever is done first takes from the other's.
IN_BROWSER = ("-m", "browser", "-n", "2", "--dist", "worksteal")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="SQLite, no browser")
    options, for_pytest = parser.parse_known_args()
    # Stopping us must stop the cluster too, so the end comes as an exception.
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    if options.quick:
        failed = pytest("SQLite", "", *WITHOUT_BROWSER, *for_pytest)
        say("Left out: PostgreSQL, and the browser tests. `make test` runs them too.")
        return failed
    missing = what_is_missing()
    if missing:
        say(f"To run everything, install first: apt-get install {' '.join(missing)}")
        say("`make test-quick` does without.")
        return 1
    try:
        with postgresql() as url:
            return everything(url, for_pytest)
    except ClusterError as error:
        say(str(error))
        return 1


def everything(url: str, for_pytest: list[str]) -> int:
    """The four runs; 1 where one of them failed."""
    runs = [
        ("SQLite", "", WITHOUT_BROWSER),
        ("PostgreSQL", url, WITHOUT_BROWSER),
        ("a browser on SQLite", "", IN_BROWSER),
        ("a browser on PostgreSQL", url, IN_BROWSER),
    ]
    failed = [
        name
        for name, database, arguments in runs
        if pytest(name, database, *arguments, *for_pytest)
    ]
    if failed:
        say(f"Failed: {', '.join(failed)}.")
    else:
        say("Everything passed: SQLite, PostgreSQL, and a browser on both.")
    return bool(failed)


def pytest(name: str, database: str, *arguments: str) -> int:
    """Run pytest in a process of its own; its exit code."""
    say(f"Tests on {name}")
    environment = os.environ | {"TEST_DATABASE_URL": database}
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """The server to test on: the one that was named, or one of our own."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        yield named
        return
    with Cluster() as cluster:
        yield cluster.url


def what_is_missing() -> list[str]:
    """Debian's packages that the whole suite needs and this machine lacks."""
    missing = []
    if not os.environ.get("TEST_DATABASE_URL") and server_folder() is None:
        missing.append("postgresql")
    if find_browser() is None:
        missing.append("chromium")
    return missing


def say(words: str) -> None:
    sys.stdout.write(f"\n=== {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
