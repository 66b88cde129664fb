"""With ``safe``, nothing that harms people can be had, asked for, counted or guessed."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from serving_values import CAMP, EVENTS, day, event_id
from test_answers import PATHS, read, walk

from casus.exporting.protecting import Protection, protected
from casus.exporting.values import RecordValues
from casus.record import Coded, Document
from casus.store.record import Record

TODAY = day(EVENTS - 1)
HOLD_BACK = 5
SHOWN = [event_id(n) for n in range(EVENTS - HOLD_BACK)]


@pytest.fixture
def safe(serve: Any) -> Any:
    return serve(safe=True, hold_back=HOLD_BACK, today=lambda: TODAY)


def test_events_are_those_of_a_safe_export(safe: Any, small_record: str) -> None:
    with Record.open(small_record) as record:
        values = RecordValues(record.documents(), record.claims(), record.links(), relations=record.relations())
    kept, _ = protected(values, Protection(TODAY, HOLD_BACK))
    events = sorted(one.event_id for part in kept.by_events() for one in part.links.events)
    reports = list(kept.by_reports(claims=True))
    assert sorted(one["event_id"] for one in walk(safe, "/api/v1/events?limit=7")) == events == SHOWN
    assert {one["claim_id"] for one in walk(safe, "/api/v1/claims")} == {
        one.claim_id for part in reports for one in part.claims
    }
    assert {one["key"] for one in walk(safe, "/api/v1/documents")} == {
        one.key for part in reports for one in part.documents
    }


def test_coordinates_are_rounded_and_cannot_be_found_out(safe: Any) -> None:
    event = read(safe, f"/api/v1/events/{event_id(0)}")
    assert (event["event"]["lat"], event["event"]["lon"]) == (36.1, 37.5)
    assert (event["claims"][0]["lat"], event["claims"][0]["lon"]) == (36.1, 37.5)
    exact = "box=36.122,37.455,36.124,37.457"
    assert read(safe, f"/api/v1/events?{exact}&count=true")["total"]["number"] == 0
    assert read(safe, "/api/v1/events?near=36.123,37.456,1")["items"] == []


def test_nothing_that_is_held_back_is_counted_searched_or_named(safe: Any) -> None:
    assert read(safe, "/api/v1/events?count=true")["total"] == {"number": len(SHOWN), "exact": True}
    assert read(safe, "/api/v1/version")["claims"] == len(SHOWN)
    assert read(safe, f"/api/v1/search?q=%22number {EVENTS - 1}%22&what=claims")["items"] == []
    assert read(safe, "/api/v1/events?place=camp")["items"] == []
    for path in (
        f"events/{CAMP}",
        "claims/c-camp",
        f"events/{event_id(EVENTS - 1)}",
        "documents/report-30",
        "places/camp:1",
    ):
        assert safe.get(f"/api/v1/{path}").status_code == 404


def test_texts_are_withheld_and_so_are_searches_in_them(safe: Any) -> None:
    found = read(safe, "/api/v1/documents/report-0")
    assert (found["document"]["text"], found["document"]["noise"], found["mentions"]) == (None, [], [])
    assert "newsletter" not in safe.get("/api/v1/documents/report-0").text
    for path in ("documents?text=newsletter", "search?q=newsletter&what=documents"):
        answer = safe.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.headers["content-type"]) == (403, "application/problem+json")
    assert read(safe, "/api/v1/search?q=newsletter&what=claims")["items"] == []


def test_what_changed_is_not_told(safe: Any) -> None:
    assert safe.get("/api/v1/changes?since=0").status_code == safe.get("/api/v1/versions").status_code == 403


@pytest.mark.parametrize("name", [name for name in PATHS if name not in ("versions", "changes", "problems", "feeds")])
def test_every_other_address_answers(safe: Any, name: str) -> None:
    assert read(safe, PATHS[name])


def test_days_go_by_and_documents_come(serve: Any, small_record: str, tmp_path: Path) -> None:
    place, now = str(shutil.copy(small_record, tmp_path / "own.db")), [TODAY]
    client = serve(place, safe=True, hold_back=HOLD_BACK, today=lambda: now[0])
    before = client.get("/api/v1/events?count=true")
    now[0] = TODAY + timedelta(days=1)
    later = client.get("/api/v1/events?count=true", headers={"If-None-Match": before.headers["etag"]})
    assert later.json()["total"]["number"] == before.json()["total"]["number"] + 1
    assert client.get("/api/v1/events", headers={"If-None-Match": later.headers["etag"]}).status_code == 304
    with Record.open(place) as record:
        record.replace_links(replace(record.links(), tolls=()), linker="2")
    assert client.get("/api/v1/events", headers={"If-None-Match": later.headers["etag"]}).status_code == 200


def test_links_that_are_out_of_date_are_told_of_the_record_and_not_of_the_copy(
    serve: Any, small_record: str, tmp_path: Path
) -> None:
    place = str(shutil.copy(small_record, tmp_path / "own.db"))
    with Record.open(place) as record:
        record.add_document(Coded(Document("late", "Shells fell.")))
    for safe in (False, True):
        client = serve(place, safe=safe, hold_back=HOLD_BACK, today=lambda: TODAY)
        assert read(client, "/api/v1/health") == {"status": "ok", "linked": False}


def test_the_copy_is_private_and_goes_with_the_server(serve: Any) -> None:
    client = serve(safe=True, hold_back=HOLD_BACK, today=lambda: TODAY)
    folder = client.app.state.shelf._path
    assert folder.stat().st_mode & 0o077 == 0
    client.app.state.shelf.close()
    assert not folder.exists()
