"""What an event's page is told: who says what, what lies near, what was decided, since when the record knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from serving_values import OPERATION, event_id, fill
from starlette.testclient import TestClient

from casus.decision import Decision
from casus.store.record import Record


def dossier(client: TestClient, number: int = 0) -> Any:
    answer = client.get(f"/api/v1/events/{event_id(number)}/dossier")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_it_tells_the_event_in_one_sentence(client: TestClient) -> None:
    assert dossier(client)["sentence"] == "Shelling of Oldtown 0 on 1 March 2019: 1 killed, told by residents alone."


def test_every_claim_is_a_voice_of_one_account(client: TestClient) -> None:
    found = dossier(client)
    voices = [voice["claim"]["claim_id"] for one in found["accounts"] for voice in one["voices"]]
    assert voices == found["event"]["claim_ids"]


def test_copies_stand_under_the_document_that_they_copy(client: TestClient) -> None:
    (document,) = dossier(client)["documents"]
    assert [one["id"] for one in document["copies"]] == ["report-40"]
    assert dossier(client, 1)["documents"][0]["copies"] == []


def test_events_of_its_operation_come_nearest_in_time_first(client: TestClient) -> None:
    found = dossier(client, 3)
    assert found["operation"] == {"operation_id": OPERATION, "name": "Battle of Oldtown"}
    assert [one["days"] for one in found["same_operation"]] == [1, 1, 2, 3]


def test_rivals_are_told_apart_from_other_events(client: TestClient) -> None:
    found = dossier(client)
    assert [one["event_id"] for one in found["rivals"]] == [event_id(1)]
    others = {one["event_id"] for one in (*found["same_operation"], *found["near"])}
    assert event_id(0) not in others
    assert event_id(1) not in others


def test_what_is_near_in_place_and_time_has_its_distance(client: TestClient) -> None:
    found = dossier(client, 10)["near"]
    assert {one["days"] for one in found[:2]} == {1}
    assert all(one["km"] <= 25 and one["days"] <= 7 for one in found)
    assert found[0]["km"] == pytest.approx(1.1)


def test_decisions_on_its_claims_are_told_with_what_was_undone(tmp_path: Path, serve: Any) -> None:
    place = tmp_path / "casus.db"
    first = Decision("reject", "Ada", datetime(2024, 5, 1, tzinfo=UTC), "tells of 2015", ("c000000000000",))
    undo = Decision("undo", "Ben", datetime(2024, 5, 2, tzinfo=UTC), "it does not", undoes=first.decision_id)
    other = replace(first, claim_ids=("c000000000005",))
    with Record.open(place) as record:
        fill(record)
        for one in (first, undo, other):
            record.add_decision(one)
    found = dossier(serve(place))["decisions"]
    assert [(one["author"], one["kind"], one["undone_by"]) for one in found] == [
        ("Ada", "reject", undo.decision_id), ("Ben", "undo", None),
    ]  # fmt: skip
    assert "c000000000000 is coded wrongly" in found[0]["words"]


def test_an_unknown_event_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/events/none/dossier").status_code == 404


def test_a_safe_server_does_not_say_since_when_it_knows(serve: Any) -> None:
    assert dossier(serve(safe=True))["learned"] is None
    assert dossier(serve())["learned"]


def test_a_document_names_the_events_of_its_claims_and_what_it_copies(client: TestClient) -> None:
    original = client.get("/api/v1/documents/report-0").json()
    assert [one["event_id"] for one in original["events"]] == [event_id(0)]
    copy = client.get("/api/v1/documents/report-40").json()
    assert [one["key"] for one in copy["others"]] == [original["document"]["key"]]
