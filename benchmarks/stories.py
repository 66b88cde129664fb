"""How long the answers take that pages of operations, actors, places and sources are made of, each asked for the first time.

    python -m benchmarks.stories /tmp/million.db [--times 40]

Stories and sources are kept until the next build, so every one is asked for once, drawn by chance from those with most events (the heaviest) and from all;
lists are told by their first page after a build and by later ones. In process, without a network; times by the clock, in milliseconds.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from starlette.testclient import TestClient

from casus.serving.app import make_app
from casus.serving.settings import Settings

LISTS = {
    "operations": ("operation_id", "operations/{}/story", ("newest", "events", "name")),
    "actors": ("actor_id", "actors/{}/story", ("events", "name", "target")),
    "places": ("place_id", "places/{}/story", ("events", "name", "country")),
    "sources": ("key", "sources/{}", ("events", "name", "documents")),
}


def main() -> int:
    """Print a table; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("--times", type=int, default=40)
    given = parser.parse_args()
    app = make_app(Settings(given.record, hosts=(), rate=None, seconds=120))
    with TestClient(app, base_url="http://localhost") as client:
        ask(client, "health")
        for line in measured(client, given.times):
            print(line, flush=True)
    return 0


def measured(client: TestClient, times: int) -> Iterator[str]:
    """A line for each question."""
    rng = random.Random(1)
    for what, (key, story, orders) in LISTS.items():
        first, page = ask(client, f"{what}?limit=50&sort={orders[0]}")
        if not page["items"]:
            yield f"{what:<12} none in this record"
            continue
        later = [ask(client, f"{what}?limit=50&sort={order}")[0] for order in orders for _ in range(4)]
        everything = ask(client, f"{what}?limit=500&sort=name")[1]["items"]
        drawn = page["items"][:20] + rng.sample(everything, min(times, len(everything)))
        known = dict.fromkeys(one[key] for one in drawn)
        stories = [ask(client, story.format(quote(one, safe="")))[0] for one in known]
        yield f"{what:<12} list: first {first:.0f}, later {told(later)}; one, asked first: {told(stories)} ({len(stories)})"


def ask(client: TestClient, path: str) -> tuple[float, Any]:
    """Milliseconds, and the answer."""
    began = time.perf_counter()
    answer = client.get(f"/api/v1/{path}")
    took = (time.perf_counter() - began) * 1000
    answer.raise_for_status()
    return took, answer.json()


def told(times: list[float]) -> str:
    """Median and 95th of a hundred."""
    ordered = sorted(times)
    return f"median {statistics.median(ordered):.0f}, 95 % {ordered[int(0.95 * (len(ordered) - 1))]:.0f}, most {ordered[-1]:.0f}"


if __name__ == "__main__":
    sys.exit(main())
