"""Measures the figures of docs/performance.md and prints them as tables.

Everything stands in a temporary folder and is gone at the end.
"""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# This file is started by its name, so Python looks for modules beside it.
sys.path[0] = str(ROOT)

from bench.case import Case, Effort  # noqa: E402
from bench.engines import ENGINES, Engine  # noqa: E402
from bench.figures import SIZES, Figure, table  # noqa: E402
from bench.imports import imports  # noqa: E402
from bench.server import BenchError, environment, run  # noqa: E402
from tests.cluster import ClusterError  # noqa: E402

QUICK = Effort(questions=40, words=30, rounds=1, slices=2, seconds=1.0)
Column = tuple[str, list[Figure]]


def main() -> int:
    options = _options()
    effort = QUICK if options.quick else Effort()
    # Being stopped must stop what we started, so the end comes as an exception.
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    columns: dict[int, list[Column]] = {size: [] for size in sorted(options.sizes)}
    loads: list[Column] = []
    try:
        for name in options.engines:
            # A server of another user must be able to pass through it.
            with tempfile.TemporaryDirectory(prefix="signpost-bench-") as folder:
                _measure(name, Path(folder), effort, columns, loads)
    except (BenchError, ClusterError) as error:
        say(str(error))
        return 1
    say("")
    for size, found in columns.items():
        sys.stdout.write(table(f"{size:,} services", found) + "\n")
    sys.stdout.write(table("Loading", loads))
    return 0


def _measure(
    name: str,
    folder: Path,
    effort: Effort,
    columns: dict[int, list[Column]],
    loads: list[Column],
) -> None:
    """One engine at all sizes; its database grows from one to the next."""
    with ENGINES[name](folder) as engine:
        say(f"{engine.name}: loading the starter directory")
        loads.append((engine.name, _load(engine, folder)))
        for size, found in columns.items():

            def tell(words: str, size: int = size) -> None:
                say(f"{engine.name}, {size:,} services: {words}")

            case = Case(engine, size, effort)
            found.append((engine.name, list(case.measure(folder, tell))))


def _load(engine: Engine, folder: Path) -> list[Figure]:
    """Make the database and the site's files ready; how long the load takes."""
    environ = environment(engine.url, folder)
    run(["manage.py", "migrate", "--verbosity=0"], environ)
    started = time.perf_counter()
    run(["manage.py", "load_starter", "--verbosity=0"], environ)
    seconds = time.perf_counter() - started
    run(["manage.py", "collectstatic", "--no-input", "--verbosity=0"], environ)
    return [
        Figure("load_starter, wall", "", f"{seconds:.1f} s"),
        *imports(folder, environ),
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(size) for size in text.split(",")],
        default=SIZES,
        help="published services, such as 410,10000; below the real ones it is these",
    )
    parser.add_argument(
        "--engines",
        type=lambda text: text.split(","),
        default=list(ENGINES),
        help="sqlite, postgresql or both",
    )
    parser.add_argument("--quick", action="store_true", help="fewer questions")
    options = parser.parse_args()
    strange = set(options.engines) - set(ENGINES)
    if strange:
        parser.error(f"no such engine: {', '.join(sorted(strange))}")
    return options


def say(words: str) -> None:
    """Tell on the side what is being done; the tables alone go to standard output."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
