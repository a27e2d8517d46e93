"""Has the standard's own schemas look at the interface, as others will.

`python -m tests.conformance FOLDER`: in FOLDER are check_oruk.py and the official
schemas. It serves the starter directory and reads every record of it against both.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.serving import ROOT, environment, served

API = "/api/oruk/v3"
STANDARDS = ("oruk-3.0", "hsds-3.1")


def main(folder: Path) -> int:
    """0 where the interface conforms to both standards."""
    with TemporaryDirectory() as place:
        url = f"sqlite:///{place}/site.sqlite3"
        for command in ("migrate", "load_starter"):
            subprocess.run(  # noqa: S603
                [sys.executable, "manage.py", command, "-v0"],
                cwd=ROOT,
                env=environment(DATABASE_URL=url, VAR_DIR=place),
                check=True,
            )
        with served(Path(place), DATABASE_URL=url) as site:
            base = f"http://127.0.0.1:{site.port}{API}"
            return max(_check(folder, base, standard) for standard in STANDARDS)


def _check(folder: Path, base: str, standard: str) -> int:
    script = folder / "check_oruk.py"
    wanted = ["--require-all", "--all", "--quiet", "--timeout", "120"]
    command = [sys.executable, str(script), base, "--standard", standard, *wanted]
    return subprocess.run(command, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
