"""A record of a few reports that is linked by this program, people with accounts, and clients that are logged in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from starlette.testclient import TestClient

from casus.desk import this_linker
from casus.linking.incremental import link_anew
from casus.record import Claim, Coded, Count, Document, DocumentDate, Interval
from casus.serving.accounts.passwords import digest_of
from casus.store.record import Record
from casus.store.schema_accounts import ROLES, Role

PASSWORD = "four words in a row"
HERE = ("127.0.0.1", 50_000)
"""Where a client asks from: this machine, from which passwords may come over plain HTTP."""
NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
PAGE = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
"""What a browser adds to what a page of ours sends."""

REPORTS = {
    "herald": ("An air strike killed 12 people at the market of El Fasher.", "El Fasher", "SD", 12, 0.9, 5),
    "courier": ("Warplanes bombed the market of El Fasher, and 15 people died.", "El Fasher", "SD", 15, 0.7, 5),
    "gazette": ("Jets struck a clinic in Nyala; two nurses died.", "Nyala", "SD", 2, 0.4, 5),
    "mirror": ("Jets struck a school in Nyala late in the month; one died.", "Nyala", "SD", 1, 0.95, 25),
}


def coded(name: str) -> Coded:
    text, place, country, killed, confidence, day = REPORTS[name]
    document = Document(
        name, text, publisher=name.title(), date=DocumentDate(date(2024, 3, 26), date(2024, 3, 26), "given")
    )
    when = date(2024, 3, day)
    claim = Claim(
        f"c-{name}", document.key, "air_strike", 0, len(text), text, actors=("Sudanese army",), targets=("civilians",),
        place=place, country=country, interval=Interval(when, when), counts=(Count("killed", killed, killed),), trigger="strike",
        confidence=confidence,
    )  # fmt: skip
    return Coded(document, (claim,), main=0)


def fill_for_review(place: str) -> None:
    """Fill a record with :data:`REPORTS`, linked."""
    with Record.open(place) as record:
        for name in REPORTS:
            record.add_document(coded(name))
        changes = link_anew(record.claims(), {one.key: one for one in record.documents()})
        with record.link_shelf() as shelf:
            shelf.write(changes, this_linker(), anew=True)


def add_people(place: str, *names: Role) -> None:
    """Make an account for each role, called like it."""
    digest = digest_of(PASSWORD)
    with Record.open(place) as record, record.accounts() as accounts:
        for name in names or ROLES:
            accounts.add(name, name, digest, NOW)


class Browser:
    """A client that sends what a browser would from a page of ours, once logged in with the token of its session."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.csrf = ""

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.request(
            method, f"/api/v1{path}", json=body, headers={**PAGE, "X-CSRF-Token": self.csrf, **headers}
        )

    def get(self, path: str) -> Any:
        return self.send("GET", path)

    def post(self, path: str, body: Any) -> Any:
        return self.send("POST", path, body)

    def log_in(self, name: str, password: str = PASSWORD) -> Browser:
        answer = self.post("/session", {"name": name, "password": password})
        assert answer.status_code == 200, answer.text
        self.csrf = answer.json()["csrf"]
        return self

    def at_the_machine(self) -> Browser:
        self.csrf = self.get("/session").json()["csrf"]
        return self
