"""Alerts over HTTP: made by who may write, and what they said as feeds, once each, in order, under ids that stay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import pytest
from serving_values import fill
from starlette.testclient import TestClient

from casus.store.alerts import Alert, Notice, add_notices, feeds_of, note_seen, read_alerts
from casus.store.record import Record
from casus.watching.alerting import Alerting

ALERTS = "/api/v1/alerts"
WANTED = {"name": "Air strikes", "query": "?kind=air_strike&sort=oldest"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with Record.open(tmp_path / "casus.db") as record:
        fill(record)
    return tmp_path / "casus.db"


@pytest.fixture
def writer(place: Path, serve: Any) -> TestClient:
    client: TestClient = serve(place, local=True)
    token = client.get("/api/v1/session").json()["csrf"]
    client.headers |= {"Origin": "http://localhost", "Content-Type": "application/json", "X-CSRF-Token": token}
    return client


def made(client: TestClient, **more: Any) -> Any:
    answer = client.post(ALERTS, json=WANTED | more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def look_again(place: Path) -> None:
    """Have the alerts find all of the record's events, as if these had come since they were made."""
    with Record.open(place) as record:
        with record.changing() as connection:
            connection.exec_driver_sql("DELETE FROM alert_states")
            note_seen(connection, [one.name for one in read_alerts(connection)], 0)
        Alerting(record, settings={}).run()


def test_an_alert_is_listed_with_its_feeds_and_those_of_all(writer: TestClient) -> None:
    one = made(writer)
    assert (one["query"], one["rule"], one["channel"], one["waiting"]) == ("kind=air_strike", "event", "feed", 0)
    told = writer.get(ALERTS).json()
    assert told["items"] == [one]
    assert set(told["feeds"]) == set(one["feeds"]) == {"rss", "atom", "json"}
    assert told["feeds"] != one["feeds"]


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_its_feed_tells_what_it_said_newest_first_under_ids_that_stay(
    writer: TestClient, place: Path, form: str
) -> None:
    address = made(writer)["feeds"][form]
    assert feedparser.parse(writer.get(address).content).entries == []
    look_again(place)
    entries = feedparser.parse(writer.get(address).content).entries
    assert entries
    assert all(one.title.startswith("New event: ") and one.id.startswith("urn:uuid:") for one in entries)
    assert all(one.link.startswith("http://localhost/events/") for one in entries)
    ids = [one.id for one in entries]
    assert len(set(ids)) == len(ids)
    look_again(place)
    assert [one.id for one in feedparser.parse(writer.get(address).content).entries] == ids


def test_the_feed_of_all_tells_an_event_once_and_names_who_said_it(writer: TestClient, place: Path) -> None:
    one, other = made(writer), made(writer, name="All", query="")
    look_again(place)
    of_one = writer.get(one["feeds"]["json"]).json()["items"]
    everything = writer.get(other["feeds"]["json"]).json()["items"]
    of_all = writer.get(writer.get(ALERTS).json()["feeds"]["json"]).json()["items"]
    assert len(of_all) == len(everything) > len(of_one) > 0
    both = [item for item in of_all if item["_casus"]["alerts"] == ["Air strikes", "All"]]
    assert {item["url"] for item in both} == {item["url"] for item in of_one}


def test_a_removed_alert_has_no_feed(writer: TestClient) -> None:
    one = made(writer)
    assert writer.delete(f"{ALERTS}/Air strikes").json() == {"removed": "Air strikes"}
    assert writer.get(one["feeds"]["atom"]).status_code == 404
    assert writer.delete(f"{ALERTS}/Air strikes").status_code == 404


@pytest.mark.parametrize("name", ["Syria/Iraq", "?#&;", "a/../b", "100 %", "♜"])
def test_whatever_it_is_called_it_can_be_removed(writer: TestClient, name: str) -> None:
    made(writer, name=name)
    assert writer.delete(f"{ALERTS}/{quote(name, safe='')}").json() == {"removed": name}
    assert writer.get(ALERTS).json()["items"] == []


def test_what_could_not_be_sent_is_told_with_the_reason(writer: TestClient, place: Path) -> None:
    made(writer, channel="email", target="desk@example.org")
    with Record.open(place) as record, record.changing() as connection:
        waits = Notice(WANTED["name"], "e1", "new", 0, "{}", "2024-05-01T12:00:00+00:00", error="nobody answers")
        add_notices(connection, [waits])
    (told,) = writer.get(ALERTS).json()["items"]
    assert (told["waiting"], told["error"]) == (1, "nobody answers")


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"name": "."}, 422),
        ({"name": " .. "}, 422),
        ({"query": "kind=picnic"}, 422),
        ({"rule": "grade"}, 422),
        ({"rule": "toll", "least": "some"}, 422),
        ({"rule": "control"}, 422),
        ({"channel": "webhook", "target": "http://10.0.0.1/"}, 422),
        ({"channel": "apprise", "target": "desk"}, 422),
        ({"channel": "email", "target": "nobody"}, 422),
        ({"name": " "}, 409),
    ],
)
def test_what_cannot_be_is_refused(writer: TestClient, more: dict[str, str], status: int) -> None:
    assert writer.post(ALERTS, json=WANTED | more).status_code == status
    assert writer.get(ALERTS).json()["items"] == []


def test_a_name_is_had_once(writer: TestClient) -> None:
    made(writer)
    assert writer.post(ALERTS, json=WANTED).status_code == 409


def test_somebody_unknown_neither_makes_nor_lists_any(serve: Any) -> None:
    client, own = serve(), {"Origin": "http://localhost"}
    assert client.post(ALERTS, json=WANTED, headers=own).status_code == 401
    assert client.get(ALERTS).status_code == 401


def test_a_safe_server_has_none(serve: Any) -> None:
    assert serve(safe=True).get("/feeds/alerts/some-key.atom").status_code == 403


def test_an_alert_is_its_owners(writer: TestClient, place: Path) -> None:
    with Record.open(place) as record:
        Alerting(record).add(Alert("of ada", "", "event", "feed", "", "now", "2026", owner="ada"))
        with record.asking() as connection:
            assert [one.alert for one in feeds_of(connection, "ada")] == [None, "of ada"]
    assert writer.get(ALERTS).json() == {"items": [], "feeds": {}}
    assert writer.delete(f"{ALERTS}/of ada").status_code == 404


def test_what_reports_say_is_text_in_feeds(writer: TestClient, place: Path) -> None:
    address = made(writer, query="")["feeds"]
    look_again(place)
    assert "<script" not in writer.get(address["rss"]).text
    assert json.loads(writer.get(address["json"]).text)["items"]
