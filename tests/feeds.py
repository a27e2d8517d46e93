"""Feeds of others, made up, as files and as a server that can be told to misbehave."""

import json
import threading
import zipfile
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from directory.exchange.feeds.fetching import Fetcher
from directory.exchange.feeds.opening import open_feed
from directory.exchange.importing import feed_import, running
from directory.exchange.importing.feed_plans import FeedPlanner
from directory.find.held import fresh
from directory.models import Import


def record(n: int = 1, **fields) -> dict:
    """One service, as ORUK 3 has it; every field can be another."""
    return {
        "id": f"00000000-0000-4000-8000-{n:012}",
        "name": f"Harbour {n}",
        "description": "<p>We listen &amp; help.</p><p>You can bring a friend.</p>",
        "url": f"https://harbour{n}.example/",
        "email": "info@harbour.example",
        "status": "active",
        "organization": {
            "id": "00000000-0000-4000-9000-000000000001",
            "name": "Harbour",
            "description": "A charity.",
        },
        "phones": [{"id": "p", "number": f"0161 496 0{n:03}"}],
        "service_areas": [{"id": "a", "name": "Salford"}],
    } | fields


def place(**fields) -> dict:
    """A place with an address; the street is made up."""
    address = {"address_1": "12 Example Street", "city": "Salford"}
    return {
        "location": {
            "location_type": "physical",
            "latitude": 53.48,
            "longitude": -2.29,
            "addresses": [address | {"postal_code": "M6 5AA"}],
            **fields,
        }
    }


def term(name: str = "Refuge accommodation", **fields) -> dict:
    said = {"id": "t", "name": name, "taxonomy": "Local list"}
    return {"id": "x", "taxonomy_term": said | fields}


def as_json(folder: Path, *records, name: str = "feed.json") -> str:
    """A page of records, in a file."""
    path = folder / name
    path.write_text(json.dumps({"total_items": len(records), "contents": records}))
    return str(path)


def looked_at(place: str, *, source="Their list", keep=True, by=None) -> tuple:
    """The plans of a feed, and its import."""
    fresh()
    with open_feed(place, Fetcher(allow_loopback=True)) as feed:
        found = feed_import.source_named(source, place, keep=keep)
        batch = feed_import.begin(found, place, feed, by=by, keep=keep)
        planner = FeedPlanner(batch, keep=keep)
        return list(running.look(batch, feed, planner, keep=keep)), batch


def brought_in(place: str, **options) -> Import:
    """A feed, looked at and proposed."""
    _plans, batch = looked_at(place, **options)
    assert running.propose(batch)
    return batch


def zipped(folder: Path, files: dict[str, str]) -> str:
    path = folder / "feed.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return str(path)


Answer = Callable[[str, dict[str, list[str]]], tuple[int, dict[str, str], bytes]]


@contextmanager
def served(answer: Answer):
    """The address of a server that answers path and parameters as it is told."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            status, headers, body = answer(parts.path, parse_qs(parts.query))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def paged(records: list[dict], *, size: int = 2, **envelope) -> Answer:
    """An API of pages, as ORUK 3 has it."""

    def answer(path, parameters):
        if path.rstrip("/") == "/api":
            root = {"version": "HSDS-UK-3.0", "profile": "x", "openapi_url": "y"}
            return 200, {"Content-Type": "text/plain"}, json.dumps(root).encode()
        page = int(parameters.get("page", ["1"])[0])
        pages = -(-len(records) // size)
        some = records[(page - 1) * size : page * size]
        said = {
            "total_items": len(records),
            "total_pages": pages,
            "page_number": page,
            "size": len(some),
            "first_page": page == 1,
            "last_page": page >= pages,
            "empty": not some,
            "contents": some,
        }
        return 200, {"Content-Type": "text/html"}, json.dumps(said | envelope).encode()

    return answer
