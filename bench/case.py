"""Measures one engine at one size: fills, serves, asks, counts."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import figures
from bench.engines import Engine
from bench.figures import Figure, at_most
from bench.first_page import first_page
from bench.measure import cpu, memory
from bench.questions import pages, pages_with_words, warming
from bench.server import Server, environment, run, serving

# A page that many ask for, as they arrive at it first.
TYPICAL = "/services/?area=E08000003&need=stay"
EMPTY, FORGET = "/bench/empty/", "/bench/forget/"
CONNECTIONS = 4
RECORDS, RECORDS_PER_PAGE = "/api/oruk/v3/services?full=true", 50


@dataclass(frozen=True)
class Effort:
    """How much is asked: more takes longer and wavers less."""

    questions: int = 200
    words: int = 100
    rounds: int = 3
    slices: int = 5
    seconds: float = 2.0
    records: int = 30


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor time a request took, and of waiting."""

    worker: float
    database: float
    times: list[float]

    @property
    def whole(self) -> float:
        return self.worker + self.database

    @property
    def words(self) -> str:
        """Worker and database apart."""
        digits = 2 if self.whole < 2 else 1
        if not self.database:
            return f"{self.worker:.{digits}f} ms"
        apart = f"{self.worker:.{digits}f} + {self.database:.{digits}f}"
        return f"{apart} = {self.whole:.{digits}f} ms"


class Case:
    """One engine at one size, once the site is served."""

    def __init__(self, engine: Engine, size: int, effort: Effort) -> None:
        self.engine = engine
        self.size = size
        self.effort = effort

    def measure(self, folder: Path, say: Callable[[str], None]) -> Iterator[Figure]:
        """Every figure, in the order of the table."""
        environ = environment(self.engine.url, folder)
        say("filling, and counting queries")
        filled = json.loads(run(["-m", "bench.fill", str(self.size)], environ))
        yield Figure("published services", "", f"{filled['services']:,}")
        yield Figure("time to build them", "", f"{filled['seconds']:.0f} s")
        say("serving")
        with serving(self.engine.url, folder) as server:
            started = time.perf_counter()
            self._ask(server, [TYPICAL])
            first = time.perf_counter() - started
            self._ask(server, warming(30))
            say("asking")
            yield from self._pages(server)
            yield from self._kept(server)
            yield from self._records(server, filled["services"])
            yield _queries(filled["queries"])
            floor = figures.FLOOR_OF_MEMORY.get(self.size)
            used = memory(server.worker)
            yield at_most("memory of one worker (RSS)", used, floor, "MB")
            yield Figure("first page of a new worker, wall", "", f"{first:.1f} s")
            yield from _wire(*first_page(server.port, TYPICAL))

    def _pages(self, server: Server) -> Iterator[Figure]:
        plain = self._cold(server, pages(self.effort.questions))
        worded = self._cold(server, pages_with_words(self.effort.words))
        asked = (
            ("results page with all counts", plain, figures.FLOOR_OF_A_PAGE),
            ("the same with words", worded, figures.FLOOR_WITH_WORDS),
        )
        for name, cost, floors in asked:
            floor = floors.get(self.size)
            yield at_most(
                f"{name}: processor", cost.whole, floor, "ms", words=cost.words
            )
        for name, cost, _floors in asked:
            yield Figure(f"{name}: wall, one client", "", _waiting(cost.times))

    def _cold(self, server: Server, addresses: list[str]) -> Cost:
        """Each address once a round, with nothing held; the middle round counts."""
        rounds = []
        for _n in range(self.effort.rounds):
            self._ask(server, [FORGET])
            worker, database = cpu(server.worker), self.engine.cpu()
            times = self._ask(server, addresses)
            rounds.append(self._cost(server, worker, database, times))
        rounds.sort(key=lambda cost: cost.whole)
        return rounds[len(rounds) // 2]

    def _kept(self, server: Server) -> Iterator[Figure]:
        """The same page again, and the empty view, by turns."""
        rates: dict[str, list[float]] = {EMPTY: [], TYPICAL: []}
        costs: dict[str, list[Cost]] = {EMPTY: [], TYPICAL: []}
        for _n in range(self.effort.slices):
            for address, found in rates.items():
                rate, cost = self._rate(server, address)
                found.append(rate)
                costs[address].append(cost)
        empty, kept = (statistics.median(found) for found in rates.values())
        share = kept / empty
        yield Figure(
            "the same page again, of an empty view's rate",
            f"at least {figures.LEAST_OF_EMPTY:.0%}",
            f"{share:.0%} ({kept:,.0f} of {empty:,.0f} a second)",
            share >= figures.LEAST_OF_EMPTY,
        )
        for name, address in (("the same page again", TYPICAL), ("empty view", EMPTY)):
            least = min(costs[address], key=lambda cost: cost.whole)
            yield Figure(f"{name}: processor", "", least.words)

    def _records(self, server: Server, services: int) -> Iterator[Figure]:
        """Fifty services with all that is known of them: the first and a late page."""
        for page in (1, max(services // RECORDS_PER_PAGE, 1)):
            asked = [f"{RECORDS}&page={page}"] * self.effort.records
            cost = self._cold(server, asked)
            yield at_most(
                f"open data, 50 full services, page {page:,}: processor",
                cost.whole,
                figures.FLOOR_OF_RECORDS,
                "ms",
                words=cost.words,
            )

    def _rate(self, server: Server, address: str) -> tuple[float, Cost]:
        """Answers a second, and what each cost."""
        worker, database = cpu(server.worker), self.engine.cpu()
        count, seconds = _client(
            port=server.port,
            address=address,
            seconds=self.effort.seconds,
            connections=CONNECTIONS,
        )
        return count / seconds, self._cost(server, worker, database, [0.0] * count)

    def _cost(
        self, server: Server, worker: float, database: float, times: list[float]
    ) -> Cost:
        """What each of some requests cost since both stood at these seconds."""
        return Cost(
            (cpu(server.worker) - worker) * 1000 / len(times),
            (self.engine.cpu() - database) * 1000 / len(times),
            times,
        )

    def _ask(self, server: Server, addresses: list[str]) -> list[float]:
        return _client(port=server.port, addresses=addresses)


def _client(**wanted):
    return json.loads(run(["-m", "bench.client"], {}, json.dumps(wanted)))


def _queries(counts: list[int]) -> Figure:
    most = figures.MOST_QUERIES
    return Figure(
        "queries of a results page",
        f"at most {most}",
        f"{counts[0]} to {counts[-1]}",
        counts[-1] <= most,
    )


def _waiting(times: list[float]) -> str:
    low, high = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return f"{low:.0f} ms, 95% under {high:.0f} ms"


def _wire(page: int, everything: int, requests: int) -> Iterator[Figure]:
    """What a first visit takes over the line, compressed."""
    kilo = 1024
    for name, size, most in (
        ("first results page, compressed", page, figures.MOST_HTML),
        ("with all its files", everything, figures.MOST_BYTES),
    ):
        yield at_most(name, size / kilo, most / kilo, "KB")
    yield at_most("requests of it", requests, figures.MOST_REQUESTS, "")
