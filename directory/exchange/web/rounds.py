"""Many looks: several sites at once, one page at a time on each, with a pause."""

import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from directory.exchange.web.domains import domain_of
from directory.exchange.web.looking import Look, Looker

WORKERS = 8
# Seconds between two pages of one site.
PAUSE = 2.0


def look_round(
    addresses: Iterable[str],
    looker: Looker,
    *,
    workers: int = WORKERS,
    pause: float = PAUSE,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Look]:
    """A look at each address, as they come; whoever stops reading stops the round.

    All pages of one registered domain belong to one worker, who takes them in turn.
    """
    sites: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        sites[domain_of(address) or address].append(address)
    # The sites with most pages first: they take longest.
    waiting: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
    for pages in sorted(sites.values(), key=len, reverse=True):
        waiting.put(pages)
    found: queue.SimpleQueue[Look | None] = queue.SimpleQueue()
    stopped = threading.Event()

    def work() -> None:
        try:
            while not stopped.is_set():
                _one_site(waiting.get_nowait(), looker, found, stopped, pause, sleep)
        except queue.Empty:
            pass
        finally:
            found.put(None)

    threads = [
        threading.Thread(target=work, daemon=True)
        for _n in range(min(workers, len(sites)))
    ]
    for thread in threads:
        thread.start()
    try:
        working = len(threads)
        while working:
            look = found.get()
            if look is None:
                working -= 1
            else:
                yield look
    finally:
        stopped.set()


def _one_site(
    pages: list[str],
    looker: Looker,
    found: "queue.SimpleQueue[Look | None]",
    stopped: threading.Event,
    pause: float,
    sleep: Callable[[float], None],
) -> None:
    for number, address in enumerate(pages):
        if stopped.is_set():
            return
        if number:
            sleep(pause)
        found.put(looker.look(address))
