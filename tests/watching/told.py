"""A record whose events tests make one by one, and those who are told: a mail server and a webhook on this machine."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from casus.record import (
    Claim,
    Coded,
    Control,
    Count,
    Document,
    DocumentDate,
    Event,
    Interval,
    Links,
    Number,
    Operation,
    Toll,
)
from casus.store.record import Record

DAY = date(2026, 3, 5)
HOSTILE = '<script>alert("1")</script>\r\nBcc: all@a.example'


def report(name: str, text: str, *, publisher: str = "Valley Post", url: str | None = None) -> Coded:
    """A document of one claim, which is the whole text; the claim's id is the letter c and the name."""
    document = Document(
        name, text, title=f"Of {name}", publisher=publisher, url=url or f"https://valley.example/{name}",
        date=DocumentDate(DAY, DAY, "given"), locator=name,
    )  # fmt: skip
    claim = Claim(
        f"c{name}", document.key, "shelling", 0, len(text), text, actors=("Ruritania",), actor_ids=("ruritania",), place="Harran",
        place_id="gn:1", country="SY", interval=Interval(DAY, DAY), counts=(Count("killed", 4, 4),), source="residents",
        trigger="Shelling",
    )  # fmt: skip
    return Coded(document, (claim,))


def event(name: str, *claims: str, **more: Any) -> Event:
    """An event of these claims."""
    values: dict[str, Any] = {
        "interval": Interval(DAY, DAY), "actors": ("Ruritania",), "place": "Harran", "place_id": "gn:1", "country": "SY",
        "numbers": (Number("killed", 3, 4, 6, claims[0], "the latest", claims),), "grade": "reported",
        "grade_reason": "one origin: residents", "origins": ("residents",),
    }  # fmt: skip
    return Event(f"e{name}", "shelling", f"Shelling of Harran {name}", claims, **{**values, **more})


def operation(*events: str) -> Operation:
    return Operation(
        "o1", "Battle of Harran", events, Interval(DAY, DAY), (("Ruritania",), ("Front",)), ("Harran",), "SY"
    )


def toll(name: str, claim: str, killed: int, superseded_by: str | None = None) -> Toll:
    return Toll(
        f"t{name}",
        claim,
        Count("killed", killed, killed),
        source="residents",
        operation_id="o1",
        superseded_by=superseded_by,
    )


def held(holder: str, claim: str, until: Interval | None = None, since: date = DAY) -> Control:
    return Control("Harran", holder, Interval(since, since), until, (claim,), "gn:1", "SY")


def link(record: Record, *events: Event, **more: Any) -> None:
    """Make these the record's links."""
    by_claim = {claim: one.event_id for one in events for claim in one.claim_ids}
    operations = more.pop("operations", ())
    record.replace_links(Links(events=events, operations=operations, event_of=by_claim, **more), linker="1")


@dataclass
class Hook:
    """What a webhook was sent, and the statuses that it answers; the last one holds from then on."""

    url: str
    statuses: list[int] = field(default_factory=lambda: [200])
    sent: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextlib.contextmanager
def webhook() -> Iterator[Hook]:
    """A webhook on a free port."""
    hook = Hook("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hook.sent.append((dict(self.headers), body))
            status = hook.statuses.pop(0) if len(hook.statuses) > 1 else hook.statuses[0]
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", hook.url)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        hook.url = f"http://127.0.0.1:{server.server_port}/hook"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield hook
        server.shutdown()
