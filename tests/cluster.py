"""A PostgreSQL of our own for the time of the tests: no port, no password, no trace."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PROGRAMS = ("initdb", "postgres", "pg_isready")
USERS = ("postgres", "nobody")
# It lives for minutes and holds nothing, so it need not survive a power cut.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class ClusterError(Exception):
    """The cluster cannot be started; the message says what to do."""


def server_folder() -> Path | None:
    """Where a server's programs are: Debian's newest, or those on PATH."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(debian, key=lambda path: float(path.parts[-2]), reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if all((folder / program).exists() for program in PROGRAMS):
            return folder
    return None


class Cluster:
    """Starts on entering, and is gone on leaving."""

    def __init__(self) -> None:
        programs = server_folder()
        if programs is None:
            raise ClusterError("No PostgreSQL server: apt-get install postgresql")
        self.programs = programs
        self.user = self._other_user() if os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="signpost-pg-"))
        self.server: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """What to put into TEST_DATABASE_URL."""
        return f"postgres:///postgres?host={self.folder}&user=signpost"

    def __enter__(self) -> "Cluster":
        try:
            self._start()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *exception) -> None:
        self._stop()

    def _other_user(self) -> pwd.struct_passwd:
        """The server refuses to run as root, so it runs as someone else."""
        for name in USERS:
            try:
                return pwd.getpwnam(name)
            except KeyError:
                continue
        raise ClusterError("As root this needs a user named postgres or nobody.")

    def _start(self) -> None:
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        data = self.folder / "data"
        self._run(
            *("initdb", "--pgdata", data, "--username", "signpost"),
            *("--auth", "trust", "--encoding", "UTF8", "--no-sync"),
            *("--locale", "C.UTF-8"),
        )
        options = {"listen_addresses": "", "unix_socket_directories": self.folder}
        settings = [f"{name}={value}" for name, value in options.items()]
        chosen = [part for setting in (*settings, *QUICK) for part in ("-c", setting)]
        command = [self.programs / "postgres", "-D", data, *chosen]
        with (self.folder / "log").open("wb") as log:
            self.server = self._popen(command, stdout=log, stderr=log)
        self._wait()

    def _wait(self) -> None:
        """Until it answers; a minute at most."""
        ready = [str(self.programs / "pg_isready"), "-q", "-h", str(self.folder)]
        for _attempt in range(600):
            if self.server and self.server.poll() is not None:
                break
            if subprocess.run(ready, check=False).returncode == 0:  # noqa: S603
                return
            time.sleep(0.1)
        log = (self.folder / "log").read_text(errors="replace")
        raise ClusterError(f"PostgreSQL did not start:\n{log}")

    def _stop(self) -> None:
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.server.send_signal(signal.SIGQUIT)
                self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [self.programs / program, *arguments]
        process = self._popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said, _nothing = process.communicate()
        if process.returncode:
            raise ClusterError(f"{program} failed:\n{said.decode(errors='replace')}")

    def _popen(self, command: Sequence[object], **options) -> subprocess.Popen:
        if self.user:
            options |= {
                "user": self.user.pw_uid,
                "group": self.user.pw_gid,
                "extra_groups": [],
            }
        # A session of its own: Ctrl-C reaches us, and we stop the server in order.
        return subprocess.Popen(  # noqa: S603
            [str(part) for part in command],
            cwd=self.folder,
            start_new_session=True,
            **options,
        )
