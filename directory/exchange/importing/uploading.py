"""Files that were uploaded: kept in the database in pieces, only while they are read.

Every request may be answered by another process or machine, so nothing stays in memory
or on a disk between two of them.
"""

import shutil
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack, contextmanager

from django.utils import timezone

from directory.exchange.feeds.errors import FeedError
from directory.exchange.feeds.fetching import Fetcher
from directory.exchange.feeds.opening import PagedFeed, open_feed, open_file
from directory.exchange.formats.csv_rows import CellError, header_of
from directory.exchange.importing import feed_import
from directory.exchange.importing.csv_import import CsvImport, CsvReader
from directory.exchange.importing.feed_plans import FeedPlanner
from directory.exchange.importing.running import Planner, Reader, look
from directory.exchange.services_csv.writing import NAMES
from directory.models import Import, ImportPiece

PIECE = 1024 * 1024
MOST_BYTES = 100 * 1024 * 1024
# One request never works longer than this on an import.
SECONDS = 4.0


def begin_file(uploaded, *, source: str, by) -> Import:
    """An import of a file: our own columns, or whatever sort of feed it is."""
    if uploaded.size > MOST_BYTES:
        raise FeedError(f"larger than {MOST_BYTES:,} bytes: use the command")
    if _is_ours(uploaded):
        CsvReader(uploaded, uploaded.name)
        batch = Import(kind=Import.Kind.FILE, name=uploaded.name[:200], by=by)
        batch.save()
    else:
        # Opened as a copy, since a feed closes what it reads.
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(uploaded, copy)
            copy.seek(0)
            feed = open_file(copy)
            found = feed_import.source_named(source, uploaded.name, keep=True)
            batch = feed_import.begin(found, uploaded.name, feed, by=by, keep=True)
            feed.close()
        batch.pieces.all().delete()
    uploaded.seek(0)
    _keep(batch, iter(lambda: uploaded.read(PIECE), b""))
    return batch


def begin_address(address: str, *, source: str, by, fetcher: Fetcher) -> Import:
    """An import of an address: page by page, or fetched once and kept while read."""
    with open_feed(address, fetcher) as feed:
        found = feed_import.source_named(source, address, keep=True)
        batch = feed_import.begin(found, address, feed, by=by, keep=True)
        is_whole = not isinstance(feed, PagedFeed)
    if is_whole and not batch.pieces.exists():
        with fetcher.fetch(address).body as body:
            _keep(batch, iter(lambda: body.read(PIECE), b""))
    return batch


def go_on_looking(batch: Import, fetcher: Fetcher) -> bool:
    """Some seconds more of looking; says whether all of it was looked at."""
    reader: Reader
    planner: Planner
    with ExitStack() as stack:
        if batch.kind == Import.Kind.FILE:
            opened = stack.enter_context(_opened(batch))
            reader = rows = CsvReader(opened, batch.name)
            planner = CsvImport(batch, rows, today=timezone.localdate())
        else:
            if batch.pieces.exists():
                opened = stack.enter_context(_opened(batch))
                reader = stack.enter_context(open_file(opened))
            else:
                reader = stack.enter_context(open_feed(batch.address, fetcher))
            planner = FeedPlanner(batch, keep=True)
        for _plan in look(batch, reader, planner, seconds=SECONDS):
            """Each is written as it comes."""
    return batch.state != Import.State.READING


def _is_ours(uploaded) -> bool:
    start = uploaded.read(4)
    uploaded.seek(0)
    if start[:2] == b"PK" or start.lstrip()[:1] in (b"{", b"["):
        return False
    try:
        return bool(header_of(uploaded, file=uploaded.name, columns=NAMES))
    except CellError as error:
        # A column that we do not know: say which, rather than call it a feed.
        if uploaded.name.lower().endswith(".csv"):
            raise
        raise FeedError(str(error)) from None


def _keep(batch: Import, pieces: Iterable[bytes]) -> None:
    for number, data in enumerate(pieces):
        ImportPiece.objects.create(batch=batch, number=number, data=data)


@contextmanager
def _opened(batch: Import):
    """The file, put together again."""
    with tempfile.TemporaryFile() as file:
        numbers = list(batch.pieces.order_by("number").values_list("pk", flat=True))
        for pk in numbers:
            file.write(bytes(ImportPiece.objects.get(pk=pk).data))
        file.seek(0)
        yield file
