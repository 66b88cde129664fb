"""How fast the HTTP API answers, beside the bare query: requests a second, and the 95th percentile of the time that one takes.

    python -m benchmarks.serving RECORD [--times 200] [--clients 4]

Three ways in one run: the query and its rows as JSON without a server; the application called in this process; a server in a process of its own, asked
over the loopback address by one client, and by several at once. Connections are kept, answers are not packed, and nothing answers 304.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from casus import rows
from casus.serving.app import make_app
from casus.serving.events import _event
from casus.serving.settings import Settings
from casus.serving.shelf import Shelf, View
from casus.store.queries.asked import events_page
from casus.store.queries.filters import make_filter

Times = list[float]
KINDS = ("shelling", "air_strike", "armed_clash")


def paths(shelf: Shelf, times: int) -> dict[str, list[str]]:
    """What is asked: pages of events of one kind, and single events drawn by chance."""
    rng = random.Random(1)
    with shelf.look() as view:
        found = [
            one.event_id
            for kind in KINDS
            for one in events_page(view.connection, make_filter(kind=kind), limit=100).values
        ]
    asked = {"page of 50 events": [f"/api/v1/events?kind={rng.choice(KINDS)}" for _ in range(times)]}
    asked["one event"] = [f"/api/v1/events/{rng.choice(found)}" for _ in range(times)]
    return asked


def timed(ways: dict[str, Callable[[str], Any]], asked: Sequence[str]) -> dict[str, Times]:
    """Seconds for each, by way; the ways take turns, so that what else the machine does is shared by all. A first fifth warms up."""
    taken: dict[str, Times] = {name: [] for name in ways}
    for number, one in enumerate([*asked[: len(asked) // 5], *asked]):
        for name, ask in ways.items():
            begun = time.perf_counter()
            ask(one)
            if number >= len(asked) // 5:
                taken[name].append(time.perf_counter() - begun)
    return taken


def bare(shelf: Shelf) -> Callable[[str], bytes]:
    """The same values as JSON, without a server."""

    def ask(path: str) -> bytes:
        with shelf.look() as view:
            return json.dumps(_body(view, path)).encode()

    return ask


def _body(view: View, path: str) -> object:
    if "?" not in path:
        return _event(view, path.rsplit("/", 1)[1])
    page = events_page(view.connection, make_filter(kind=path.split("kind=")[1]), limit=50)
    return [rows.event_to_row(one) for one in page.values]


def in_process(app: Any, loop: asyncio.AbstractEventLoop) -> Callable[[str], bytes]:
    """The application, called."""

    async def call(path: str) -> bytes:
        plain, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "path": plain, "root_path": "",
            "raw_path": plain.encode(), "query_string": query.encode(), "headers": [(b"host", b"localhost")], "scheme": "http",
            "client": ("127.0.0.1", 1), "server": ("localhost", 80),
        }  # fmt: skip
        body, status = b"", 0

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            nonlocal body, status
            status = message.get("status", status)
            body += message.get("body", b"")

        await app(scope, receive, send)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {body[:200]!r}")
        return body

    return lambda path: loop.run_until_complete(call(path))


def over_loopback(port: int) -> Callable[[str], bytes]:
    """A connection that is kept."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(path: str) -> bytes:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {body[:200]!r}")
        return body

    return ask


def at_once(port: int, asked: Sequence[str], clients: int) -> Times:
    """Seconds for each, asked by several clients at the same time."""

    def part(number: int) -> Times:
        return timed({"": over_loopback(port)}, asked[number::clients])[""]

    with ThreadPoolExecutor(clients) as pool:
        return [one for times in pool.map(part, range(clients)) for one in times]


def start(place: str) -> tuple[subprocess.Popen[str], int]:
    """``casus serve`` without a limit, and its port."""
    command = [sys.executable, "-m", "casus", "serve", "--record", place, "--port", "0", "--rate", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    line = process.stderr.readline() if process.stderr else ""
    found = re.search(r":(\d+)/docs", line)
    if found is None:
        raise RuntimeError(line)
    return process, int(found[1])


def told(way: str, taken: Times, base: float, seconds: float | None = None) -> str:
    """One row of the table; ``seconds`` is how long all of them took together, where several clients asked."""
    rate = len(taken) / (seconds if seconds is not None else sum(taken))
    worst = statistics.quantiles(taken, n=20)[-1]
    median = statistics.median(taken)
    return f"| {way} | {rate:,.0f} | {median * 1000:.1f} | {worst * 1000:.1f} | {median / base:.1f} |"


def measure(place: str, times: int, clients: int) -> None:
    """Measure all ways and print a table for each question."""
    shelf, loop = Shelf(Settings(place, hosts=(), rate=None)), asyncio.new_event_loop()
    app = make_app(Settings(place, hosts=(), rate=None))
    process, port = start(place)
    try:
        for what, asked in paths(shelf, times).items():
            print(
                f"\n{what}\n\n| way | requests/s | median ms | 95 % ms | median to the bare query |\n|---|---|---|---|---|"
            )
            ways = {
                "bare query and JSON": bare(shelf),
                "in process": in_process(app, loop),
                "loopback, 1 client": over_loopback(port),
            }
            found = timed(ways, asked)
            base = statistics.median(found["bare query and JSON"])
            for name, taken in found.items():
                print(told(name, taken, base))
            begun = time.perf_counter()
            taken = at_once(port, asked, clients)
            whole = (time.perf_counter() - begun) / 1.2  # each client is warmed up by a fifth
            print(told(f"loopback, {clients} clients", taken, base, whole))
    finally:
        process.terminate()
        process.wait()
        shelf.close()


def main() -> int:
    """Parse the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--clients", type=int, default=4)
    given = parser.parse_args()
    measure(given.record, given.times, given.clients)
    return 0


if __name__ == "__main__":
    sys.exit(main())
