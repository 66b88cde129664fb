"""Searches are saved under a name by whoever may write, and read as feeds by whoever knows the key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import feedparser
import pytest
from serving_values import event_id, fill
from starlette.testclient import TestClient

from casus.store.errors import ImpossibleValueError, NotInRecordError
from casus.store.record import Record
from casus.store.searches import find_search, remove_search, save_search, searches_of

SEARCHES = "/api/v1/searches"
STRIKES = {"name": "Air strikes", "query": "kind=air_strike&killed=20&limit=3&sort=oldest"}


@pytest.fixture
def writer(tmp_path: Path, serve: Any) -> TestClient:
    place = tmp_path / "casus.db"
    with Record.open(place) as record:
        fill(record)
    client: TestClient = serve(place, local=True)
    token = client.get("/api/v1/session").json()["csrf"]
    client.headers |= {"Origin": "http://localhost", "Content-Type": "application/json", "X-CSRF-Token": token}
    return client


def saved(client: TestClient, **more: str) -> Any:
    answer = client.post(SEARCHES, json=STRIKES | more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_saved_search_is_listed_with_its_feeds(writer: TestClient) -> None:
    one = saved(writer)
    assert writer.get(SEARCHES).json()["items"] == [one]
    assert (one["name"], one["owner"]) == ("Air strikes", "local")
    assert one["query"] == "kind=air_strike&killed=20"  # which page and which order are no part of it
    assert one["feeds"] == {form: f"/feeds/{one['key']}.{form}" for form in ("rss", "atom", "json")}


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_its_feed_holds_the_events_of_its_filter(writer: TestClient, form: str) -> None:
    told = feedparser.parse(writer.get(saved(writer)["feeds"][form]).content)
    assert told.feed.title == "Air strikes"
    assert {one.link.rsplit("/")[-1] for one in told.entries} == {event_id(19), event_id(22)}


def test_keys_cannot_be_guessed_from_each_other(writer: TestClient) -> None:
    keys = {saved(writer, name=f"Search {number}")["key"] for number in range(5)}
    assert len(keys) == 5
    assert all(len(key) >= 32 for key in keys)


def test_a_removed_search_has_no_feed(writer: TestClient) -> None:
    one = saved(writer)
    assert writer.delete(f"{SEARCHES}/{one['key']}").json() == {"removed": one["key"]}
    assert writer.get(one["feeds"]["atom"]).status_code == 404
    assert writer.get(SEARCHES).json()["items"] == []
    assert writer.delete(f"{SEARCHES}/{one['key']}").status_code == 404


def test_an_answer_changes_when_a_search_is_saved(writer: TestClient) -> None:
    tag = writer.get(SEARCHES).headers["etag"]
    saved(writer)
    assert writer.get(SEARCHES, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"query": "kind=picnic"}, 422),
        ({"query": "misspelt=1"}, 422),
        ({"query": "since=2020-02-01&until=2020-01-01"}, 422),
        ({"query": "killed=many"}, 422),
        ({"query": "&".join(["kind=shelling"] * 500)}, 422),
        ({"name": ""}, 422),
        ({"name": " \t "}, 409),
    ],
)
def test_what_cannot_be_asked_cannot_be_saved(writer: TestClient, more: dict[str, str], status: int) -> None:
    assert writer.post(SEARCHES, json=STRIKES | more).status_code == status
    assert writer.get(SEARCHES).json()["items"] == []


def test_a_name_is_had_once(writer: TestClient) -> None:
    saved(writer)
    answer = writer.post(SEARCHES, json=STRIKES)
    assert answer.status_code == 409
    assert "choose another name" in answer.json()["detail"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-CSRF-Token": "guessed"},
    ],
)
def test_pages_of_other_sites_can_neither_save_nor_remove(writer: TestClient, headers: dict[str, str]) -> None:
    one = saved(writer)
    assert writer.post(SEARCHES, json=STRIKES | {"name": "B"}, headers=headers).status_code == 403
    assert writer.delete(f"{SEARCHES}/{one['key']}", headers=headers).status_code == 403
    assert len(writer.get(SEARCHES).json()["items"]) == 1


def test_a_form_of_another_site_cannot_pass_as_json(writer: TestClient) -> None:
    body = b'{"name": "A", "query": ""}'
    answer = writer.post(SEARCHES, content=body, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert writer.get(SEARCHES).json()["items"] == []


def test_somebody_unknown_saves_nothing(serve: Any) -> None:
    client = serve()
    own = {"Origin": "http://localhost"}
    assert client.post(SEARCHES, json=STRIKES, headers=own).status_code == 401
    assert client.delete(f"{SEARCHES}/some-key", headers=own).status_code == 401
    assert client.get(SEARCHES).status_code == 200


def test_a_safe_server_shows_none(serve: Any) -> None:
    assert serve(safe=True).get(SEARCHES).status_code == 403
    assert serve(safe=True).get("/feeds/some-key.atom").status_code == 403


def test_a_search_is_its_owners(record: Record) -> None:
    with record.changing() as connection:
        one = save_search(connection, "Strikes", "ada", "kind=air_strike")
        save_search(connection, "Strikes", "ben", "")  # the name is taken by another only
        assert searches_of(connection, "ada") == [one]
        with pytest.raises(NotInRecordError):
            remove_search(connection, one.key, "ben")
        assert find_search(connection, one.key) == one
        with pytest.raises(ImpossibleValueError):
            save_search(connection, " Strikes ", "ada", "")


def test_a_rebuilt_record_keeps_its_searches(tmp_path: Path) -> None:
    with Record.open(tmp_path / "casus.db") as record:
        with record.changing() as connection:
            one = save_search(connection, "Strikes", "ada", "")
        fill(record)
        record.back_up(tmp_path / "backup.db")
    with Record.open(tmp_path / "new.db") as restored:
        restored.restore(tmp_path / "backup.db")
        with restored.asking() as connection:
            assert find_search(connection, one.key) == one
