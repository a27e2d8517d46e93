"""A visitor in a process of its own: asks addresses and says how long it took.

Reads what to ask as JSON on standard input and writes what came of it as JSON.
"""

import http.client
import json
import sys
import threading
import time

HEADERS = {"Accept-Encoding": "gzip", "Accept": "text/html"}


class Visitor:
    """One connection that is kept open from page to page."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=600)

    def get(self, address: str) -> bytes:
        """The page as it comes, still compressed."""
        self.line.request("GET", address, headers=HEADERS)
        answer = self.line.getresponse()
        page = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise SystemExit(f"{address} answered {answer.status}.")
        return page


def each_once(port: int, addresses: list[str]) -> list[float]:
    """Ask one address after the other; the milliseconds of each."""
    visitor = Visitor(port)
    times = []
    for address in addresses:
        started = time.perf_counter()
        visitor.get(address)
        times.append((time.perf_counter() - started) * 1000)
    return times


def again_and_again(
    port: int, address: str, seconds: float, connections: int
) -> tuple[int, float]:
    """Ask the same on several connections; how many answers, and in what time."""
    counts = [0] * connections
    end = time.perf_counter() + seconds

    def ask(number: int) -> None:
        visitor = Visitor(port)
        while time.perf_counter() < end:
            visitor.get(address)
            counts[number] += 1

    threads = [
        threading.Thread(target=ask, args=(number,)) for number in range(connections)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts), time.perf_counter() - started


if __name__ == "__main__":
    wanted = json.load(sys.stdin)
    work = again_and_again if "address" in wanted else each_once
    json.dump(work(**wanted), sys.stdout)
