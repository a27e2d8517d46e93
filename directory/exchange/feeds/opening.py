"""Opening a feed: what it is, told from what it holds and never from what it is called.

A JSON API with pages, a JSON file, one record a line, a package of tables: each gives
its records one after another, with the place from which reading would go on.
"""

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Self
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from directory.exchange.feeds.errors import FeedError
from directory.exchange.feeds.fetching import Fetcher
from directory.exchange.feeds.json_stream import JsonStream
from directory.exchange.feeds.shapes import is_plain, services_in
from directory.exchange.feeds.tables import Tables, open_tables

Record = dict[str, Any]
# A record, or a sentence about what stands in its place; and its number.
Item = tuple[int, "Record | str"]
ORUK_1, HSDS_3 = "ORUK 1.0", "HSDS 3 or ORUK 3 (JSON)"
TABLES_1, TABLES_3 = "HSDS 1 (tables)", "HSDS 3 (tables)"
PER_PAGE = 100
# A feed with more pages than this does not end.
MOST_PAGES = 20_000
MOST_RECORDS = 500_000


class Feed:
    """Records, some at a time, from where reading had come to."""

    format = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of files."""

    def total(self) -> int | None:
        """How many there are, where the feed says so."""
        return None

    def items(self, cursor: Any) -> Iterator[tuple[Item, Any]]:
        """Each record, and the place after it."""
        raise NotImplementedError

    def pieces(self, cursor: Any, size: int) -> Iterator[tuple[list[Item], Any]]:
        """Some records, and the place after them."""
        found: list[Item] = []
        after = cursor
        for item, after in self.items(cursor):
            found.append(item)
            if len(found) == size:
                yield found, after
                found = []
        if found:
            yield found, after


class JsonFeed(Feed):
    """A document of JSON, however large."""

    def __init__(self, opened: IO[bytes]) -> None:
        self.opened = opened
        stream = JsonStream(opened)
        self._total, self.is_plain, kinds = 0, False, set()
        first: list[Any] = []
        for record in stream.records():
            for one in services_in(record):
                self._total += 1
                if len(first) < 20:
                    first.append(one)
        self.envelope = stream.envelope
        self.root = _root(opened) if not self._total else {}
        self.is_plain = bool(first) and all(is_plain(one) for one in first)
        kinds = {name for one in first if isinstance(one, dict) for name in one}
        is_old = {"totalElements", "numberOfElements"} & self.envelope.keys()
        is_old |= kinds & {"service_taxonomys", "eligibilitys", "regular_schedules"}
        self.format = ORUK_1 if is_old else HSDS_3

    def close(self) -> None:
        self.opened.close()

    def total(self) -> int | None:
        return self._total

    def items(self, cursor: Any) -> Iterator[tuple[Item, Any]]:
        after, number = (cursor or {}).get("records", 0), 0
        for record in JsonStream(self.opened).records():
            for one in services_in(record):
                number += 1
                if number > after:
                    yield (number, one), {"records": number}
                if number >= MOST_RECORDS:
                    raise FeedError(f"more than {MOST_RECORDS:,} records")


class TableFeed(Feed):
    """A package of tables."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.format = TABLES_1 if tables.is_old else TABLES_3

    def close(self) -> None:
        self.tables.close()

    def total(self) -> int | None:
        return self.tables.count()

    def items(self, cursor: Any) -> Iterator[tuple[Item, Any]]:
        for place, record in self.tables.records((cursor or {}).get("row", 0)):
            yield (place, record), {"row": place}


class PagedFeed(Feed):
    """An API that gives a page at a time; and one record at a time if it must."""

    def __init__(self, address: str, first: JsonFeed, fetcher: Fetcher) -> None:
        self.address, self.first, self.fetcher = address, first, fetcher
        self.format = f"{first.format}, pages"
        self.starts_at = _int(first.envelope.get("number", 1), 1)
        if first.format == HSDS_3:
            self.starts_at = 1
        self.gives_plain_lists = first.is_plain

    def close(self) -> None:
        self.first.close()

    def total(self) -> int | None:
        said = self.first.envelope
        return _int(said.get("total_items", said.get("totalElements")), 0) or None

    def items(self, cursor: Any) -> Iterator[tuple[Item, Any]]:
        cursor = cursor or {}
        page = cursor.get("page", self.starts_at)
        number, within = cursor.get("records", 0), cursor.get("within", 0)
        last_ids: list[str] = []
        for _turn in range(MOST_PAGES):
            records, envelope = self._page(page)
            ids = [_id_of(one) for one in records]
            if not records or ids == last_ids:
                return
            last_ids = ids
            is_last = _is_last(envelope, page, self.starts_at)
            for place, one in enumerate(records):
                if place < within:
                    continue
                number += 1
                is_end = place == len(records) - 1
                at = (
                    {"page": page + 1}
                    if is_end
                    else {"page": page, "within": place + 1}
                )
                yield (number, self._whole(one)), at | {"records": number}
                if number >= MOST_RECORDS:
                    raise FeedError(f"more than {MOST_RECORDS:,} records")
            within = 0
            if is_last:
                return
            page += 1
        raise FeedError("this feed does not end")

    def _page(self, page: int) -> tuple[list[Record | str], Record]:
        """The records of a page, and what stands around them."""
        if page == self.starts_at:
            return _all_of(self.first), self.first.envelope
        address = with_parameters(self.address, page=str(page))
        with _json(self.fetcher, address) as feed:
            return _all_of(feed), feed.envelope

    def _whole(self, one: Record | str) -> Record | str:
        """The record itself, where the list tells only its plain fields."""
        if not self.gives_plain_lists or not isinstance(one, dict) or not one.get("id"):
            return one
        at = urlsplit(self.address)
        path = f"{at.path.rstrip('/')}/{one['id']}"
        try:
            address = urlunsplit(at._replace(path=path, query=""))
            with _json(self.fetcher, address) as feed:
                found = _all_of(feed)
        except FeedError:
            return one
        return found[0] if found and isinstance(found[0], dict) else one


def open_feed(place: str, fetcher: Fetcher) -> Feed:
    """The feed at an address of the web, or in a file or folder of this machine."""
    if place.lower().startswith(("http://", "https://")):
        return _open_address(place, fetcher)
    path = Path(place)
    try:
        if path.is_dir():
            return TableFeed(open_tables(path))
        opened = path.open("rb")
        with closed_on_error(opened):
            return open_file(opened, path)
    except OSError as error:
        raise FeedError(f"{place}: {error.strerror}") from None


def open_file(opened: IO[bytes], path: Path | None = None) -> Feed:
    """A file: packed tables, JSON, or a table whose others lie beside it."""
    start = opened.read(4096)
    opened.seek(0)
    if not start.strip():
        raise FeedError("this is empty")
    if start.startswith(b"PK") or zipfile.is_zipfile(opened):
        opened.seek(0)
        with opened:
            return TableFeed(open_tables(opened))
    opened.seek(0)
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if text[:1] == b"<":
        raise FeedError("this is a web page, no feed")
    if path is not None and path.name == "datapackage.json":
        opened.close()
        return TableFeed(open_tables(path.parent))
    if text[:1] in (b"{", b"["):
        return _some(JsonFeed(opened))
    if path is not None and path.suffix.lower() == ".csv":
        opened.close()
        return TableFeed(open_tables(path.parent))
    raise FeedError("this is neither JSON nor a package of tables")


def _open_address(address: str, fetcher: Fetcher) -> Feed:
    """An API at its root or at its list, or a file on the web."""
    fetched = fetcher.fetch(address)
    with closed_on_error(fetched.body):
        start = fetched.body.read(4096)
        fetched.body.seek(0)
        if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
            return open_file(fetched.body)
        feed = JsonFeed(fetched.body)
    if "openapi_url" in feed.root:
        feed.close()
        parts = urlsplit(fetched.address)
        path = f"{parts.path.rstrip('/')}/services"
        address = urlunsplit(parts._replace(path=path))
        address = with_parameters(address, full="true", per_page=str(PER_PAGE))
        feed = _json(fetcher, address)
    if not _is_paged(feed.envelope):
        return _some(feed)
    if feed.is_plain and "full" not in dict(parse_qsl(urlsplit(address).query)):
        fuller = with_parameters(address, full="true")
        again = _json(fetcher, fuller)
        if again.total() and not again.is_plain:
            feed.close()
            return PagedFeed(fuller, again, fetcher)
        again.close()
    return PagedFeed(address, feed, fetcher)


def _json(fetcher: Fetcher, address: str) -> JsonFeed:
    body = fetcher.fetch(address).body
    with closed_on_error(body):
        return JsonFeed(body)


def _all_of(feed: JsonFeed) -> list[Record | str]:
    return [record for (_number, record), _after in feed.items(None)]


@contextmanager
def closed_on_error(opened: IO[bytes]) -> Iterator[None]:
    """What is opened inside keeps it open; what fails inside does not."""
    try:
        yield
    except BaseException:
        opened.close()
        raise


def with_parameters(address: str, **parameters: str) -> str:
    """The address with these in the place of what stood there."""
    parts = urlsplit(address)
    said = [(n, v) for n, v in parse_qsl(parts.query) if n not in parameters]
    query = urlencode([*said, *parameters.items()])
    return urlunsplit(parts._replace(query=query))


def _some(feed: JsonFeed) -> JsonFeed:
    if not feed.total():
        feed.close()
        raise FeedError("no services are in it")
    return feed


def _root(opened: IO[bytes]) -> Record:
    """A short document that holds no services, such as the root of an API."""
    opened.seek(0)
    try:
        found = json.loads(opened.read(64 * 1024))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _is_paged(envelope: Record) -> bool:
    if envelope.get("last_page") is True or envelope.get("last") is True:
        return False
    pages = envelope.get("total_pages", envelope.get("totalPages"))
    return pages is not None and _int(pages, 2) > 1


def _is_last(envelope: Record, page: int, starts_at: int) -> bool:
    """What the page says of itself; one that says nothing may have another after it."""
    for name in ("last_page", "last"):
        if isinstance(envelope.get(name), bool):
            return bool(envelope[name])
    pages = envelope.get("total_pages", envelope.get("totalPages"))
    return pages is not None and page - starts_at + 1 >= _int(pages, 0)


def _id_of(one: Record | str) -> str:
    return str(one.get("id") or one.get("name")) if isinstance(one, dict) else one


def _int(value: Any, otherwise: int) -> int:
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return otherwise
