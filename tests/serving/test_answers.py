"""Each address answers what the record holds, in the type that the documentation promises, on both databases."""

from __future__ import annotations

from typing import Any

import pytest
from serving_values import EVENTS, OPERATION, day, event_id, fill
from starlette.testclient import TestClient
from test_models import MODELS

from casus import rows
from casus.store.record import Record

HOLDINGS = "/api/v1/control?at=2019-03-05"
PATHS = {
    "events": "/api/v1/events?count=true",
    "event": f"/api/v1/events/{event_id(0)}",
    "dossier": f"/api/v1/events/{event_id(0)}/dossier",
    "operations": "/api/v1/operations",
    "operation": f"/api/v1/operations/{OPERATION}",
    "claims": "/api/v1/claims?count=true",
    "claim": "/api/v1/claims/c000000000000",
    "documents": "/api/v1/documents?count=true",
    "document": "/api/v1/documents/report-0",
    "search": "/api/v1/search?q=market&count=true",
    "suggest": "/api/v1/suggest?q=old",
    "tolls": "/api/v1/tolls",
    "toll": "/api/v1/tolls/t000000000001",
    "control": "/api/v1/control",
    "actors": "/api/v1/actors",
    "actor": "/api/v1/actors/ruritania",
    "places": "/api/v1/places",
    "place": "/api/v1/places/gn:0/old town",
    "operation story": f"/api/v1/operations/{OPERATION}/story",
    "actor story": "/api/v1/actors/ruritania/story",
    "place story": "/api/v1/places/gn:0/old town/story",
    "sources": "/api/v1/sources",
    "source": "/api/v1/sources/publisher:the-courier",
    "overview": "/api/v1/overview",
    "cities": "/api/v1/cities",
    "versions": "/api/v1/versions",
    "changes": "/api/v1/changes?since=0",
    "problems": "/api/v1/problems",
    "feeds": "/api/v1/feeds",
    "kinds": "/api/v1/kinds",
    "health": "/api/v1/health",
    "version": "/api/v1/version",
}


def read(client: TestClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def walk(client: TestClient, path: str) -> list[Any]:
    """All items of a list, page by page."""
    found: list[Any] = []
    following: str | None = path
    while following:
        answer = client.get(following)
        page = answer.json()
        assert page["items"]
        assert answer.headers.get("link") == (f'<{page["next"]}>; rel="next"' if page["next"] else None)
        found += page["items"]
        following = page["next"]
    return found


WRITTEN = {"/api/v1/searches", "/api/v1/searches/{key}"}
"""Tried in test_searches.py."""


def read_paths(client: TestClient) -> set[str]:
    """The addresses that only read the record; those of accounts and reviewing have tests of their own."""
    told = client.get("/openapi.json").json()["paths"]
    mine = {"accounts", "review"}
    return {
        path for path, methods in told.items() if not any(mine.intersection(one["tags"]) for one in methods.values())
    }


def test_every_address_is_tried(client: TestClient) -> None:
    assert len(PATHS) == len(read_paths(client) - WRITTEN)


@pytest.mark.parametrize("name", PATHS)
def test_an_answer_is_of_the_type_that_is_promised(client: TestClient, name: str) -> None:
    found = read(client, PATHS[name])
    MODELS[name].model_validate(found, strict=True)
    assert found.get("items", True), "an empty list proves nothing"


@pytest.mark.parametrize("name", PATHS)
def test_both_databases_answer_the_same(serve: Any, client: TestClient, record: Record, place: str, name: str) -> None:
    fill(record)
    found, expected = read(serve(place), PATHS[name]), read(client, PATHS[name])
    for one in (found, expected):
        for version in one.get("items", []) if name == "versions" else ():
            version["made_at"] = ""
        for moment in ("learned", "changed") if name == "dossier" else ():
            assert one.pop(moment)
    if name == "search":  # each ranks in its own way
        found["items"], expected["items"] = (
            sorted(one["items"], key=lambda hit: hit["id"]) for one in (found, expected)
        )
        assert len(found["items"]) == len(expected["items"])
        return
    assert found == expected


def test_an_event_comes_with_all_that_it_rests_on(client: TestClient, small_record: str) -> None:
    found = read(client, PATHS["event"])
    with Record.open(small_record) as record:
        assert found["event"] == rows.event_to_row(record.event(event_id(0)))
    assert [claim["claim_id"] for claim in found["claims"]] == found["event"]["claim_ids"]
    assert found["claims"][0]["acled"]["event_type"] == "Explosions/Remote violence"
    assert [one["event_id"] for one in found["rivals"]] == [event_id(1)]
    assert found["operation"]["name"] == "Battle of Oldtown"
    assert found["grade_rule"] == "one origin alone tells it"
    assert "Grade" in found["explanation"]
    assert any("Both cannot be true: Shelling of Oldtown 1" in line for line in found["explanation"])


def test_a_document_comes_with_its_text_and_the_spans_of_evidence(client: TestClient) -> None:
    found = read(client, PATHS["document"])
    text, claim, noise = found["document"]["text"], found["claims"][0], found["document"]["noise"][0]
    assert text[claim["begin"] : claim["end"]] == claim["evidence"]
    assert text[noise["begin"] : noise["end"]] == "Subscribe to our newsletter."
    assert [one["id"] for one in found["copies"]] == ["report-40"]
    assert read(client, f"/api/v1/documents/{found['document']['key']}") == found


def test_a_search_marks_what_was_found(client: TestClient) -> None:
    hit = read(client, "/api/v1/search?q=market&what=documents&limit=1")["items"][0]
    (begin, end), snippet = hit["snippet"]["marks"][0], hit["snippet"]
    assert snippet["text"][begin - snippet["begin"] : end - snippet["begin"]] == "market"


def test_control_on_a_day_is_who_held_the_place_then(client: TestClient) -> None:
    assert [one["spells"][0]["holder"] for one in read(client, HOLDINGS)["items"]] == ["People's Front"]
    later = read(client, "/api/v1/control?at=2019-03-20")["items"]
    assert [(one["spells"][0]["holder"], one["standing"]) for one in later] == [("Ruritania", "contested")]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("kind=air_strike", [n for n in range(EVENTS) if n % 3 == 1]),
        ("kind=air_strike&kind=shelling", [n for n in range(EVENTS) if n % 3 != 2]),
        (f"since={day(10)}&until={day(12)}", [10, 11, 12]),
        ("killed=20", [19, 20, 21, 22]),
        ("at_least=killed:22", [21, 22]),
        (f"operation={OPERATION}", [0, 1, 2, 3, 4]),
        ("box=36.12,37,36.145,38", [0, 1, 2]),
        ("near=36.123,37.456,1.5", [0, 1]),
        ("text=picnic", []),
        ('text="number 7"', [7]),
        ("place=Oldtown+2&role=any&actor=ruritania", [n for n in range(EVENTS) if n % 4 == 2]),
    ],
)
def test_filters_find_what_they_ask_for(client: TestClient, asked: str, expected: list[int]) -> None:
    found = walk(client, f"/api/v1/events?{asked}") if expected else read(client, f"/api/v1/events?{asked}")["items"]
    kept = sorted(one["event_id"] for one in found if one["event_id"] != "e-camp")
    assert kept == [event_id(n) for n in expected]


@pytest.mark.parametrize("sort", ["newest", "oldest", "killed", "recent"])
def test_pages_of_events_are_the_whole_in_order(client: TestClient, sort: str) -> None:
    whole = read(client, f"/api/v1/events?limit=500&sort={sort}")
    assert whole["next"] is None
    assert walk(client, f"/api/v1/events?limit=5&sort={sort}") == whole["items"]
    assert len(whole["items"]) == EVENTS + 1


@pytest.mark.parametrize("name", ["claims", "documents", "tolls", "problems", "actors", "places"])
def test_pages_of_other_lists_are_the_whole(client: TestClient, name: str) -> None:
    whole = read(client, f"/api/v1/{name}?limit=500")["items"]
    assert walk(client, f"/api/v1/{name}?limit=1") == whole
    assert len(whole) > 1


def test_an_unknown_version_is_told(client: TestClient) -> None:
    assert client.get("/api/v1/changes?since=99").status_code == 404


@pytest.mark.parametrize("path", ["events", "claims", "documents", "operations", "tolls", "actors", "places"])
def test_an_unknown_identifier_is_a_problem_with_what_was_asked(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1/{path}/nothing-of-this-name")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert "nothing-of-this-name" in answer.json()["detail"]
