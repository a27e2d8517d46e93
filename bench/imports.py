"""Measures imports of 10,000 services: our CSV and a feed, looked at and proposed.

Each is a process of its own, on the database that the pages are measured on afterwards:
what it proposed is taken out again, so that these begin with the starter alone.
"""

import csv
import json
import resource
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from bench.server import ROOT, run

ROWS = 10_000
MOST_SECONDS = 60
OURS = ROOT / "directory" / "starter" / "services.csv"
LETTERS = "23456789bcdfghjkmnpqrstvwxz"
CLEAR = """
from directory.models import FeedRecord, FeedSource, Import, Proposal
for model in (FeedRecord, Import, FeedSource, Proposal): model.objects.all().delete()
"""


def imports(folder: Path, environ: dict[str, str]) -> Iterator[Figure]:
    """Seconds by the clock, and the most memory that one took."""
    ours, feed = folder / "services.csv", folder / "feed.ndjson"
    write_ours(ours)
    write_feed(feed)
    for name, command, path in (
        ("import of 10,000 services", "import_services", ours),
        ("import of a feed of 10,000", "import_feed", feed),
    ):
        look = _seconds([command, str(path), "--dry-run", "--show", "0"], environ)
        whole = _seconds([command, str(path), "--show", "0"], environ)
        yield _figure(f"{name}: preview, wall", look)
        yield _figure(f"{name}: all of it, wall", whole)
        run(["manage.py", "shell", "-v0", "-c", CLEAR], environ)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Figure("most memory of a process until here", "", f"{most:.0f} MB")


def _seconds(arguments: list[str], environ: dict[str, str]) -> float:
    started = time.perf_counter()
    run(["manage.py", *arguments], environ)
    return time.perf_counter() - started


def _figure(name: str, seconds: float) -> Figure:
    held = seconds <= MOST_SECONDS
    return Figure(name, f"at most {MOST_SECONDS} s", f"{seconds:.0f} s", held)


def write_ours(path: Path) -> None:
    """The rows of the starter again and again, each under a name of its own."""
    with OURS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        for number in range(ROWS):
            row = dict(rows[number % len(rows)])
            row |= {
                "uuid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"bench/{number}")),
                "code": _code(number),
                "source_key": f"bench {number}",
                "service": f"{row['service']} {number}",
            }
            writer.writerow(row)


def _code(number: int) -> str:
    code = ""
    for _n in range(6):
        code += LETTERS[number % len(LETTERS)]
        number //= len(LETTERS)
    return code


def write_feed(path: Path) -> None:
    """Nested records in the shape of HSDS 3, one a line."""
    words = "What happens here, in the words of whoever wrote it. " * 20
    with path.open("w", encoding="utf-8") as file:
        for number in range(ROWS):
            record = {
                "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"feed/{number}")),
                "name": f"Harbour {number}",
                "description": f"<p>We listen &amp; help.</p><p>{words}</p>",
                "url": f"https://harbour{number}.example/",
                "status": "active",
                "organization": {"id": "o", "name": f"Harbour group {number // 3}"},
                "phones": [{"number": f"0161 496 {number % 1000:04}"}],
                "service_areas": [{"name": "Salford"}],
                "attributes": [{"taxonomy_term": {"name": f"Ward {number % 60}"}}],
            }
            file.write(json.dumps(record) + "\n")
