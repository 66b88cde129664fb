"""Events all at once: the columns tell what the pages of events tell."""

from __future__ import annotations

import gzip
from datetime import date, timedelta
from typing import Any

import pytest
from serving_values import fill
from starlette.testclient import TestClient

from casus.serving import overview as served
from casus.serving.answer_models import OverviewColumns
from casus.serving.overview import Kept, columns
from casus.store.queries.filters import Filter, make_filter
from casus.store.queries.overview import overview, shown_names
from casus.store.record import Record

OVERVIEW = "/api/v1/overview"


def rows(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The columns as rows."""
    found = []
    for at, event_id in enumerate(told["id"]):
        first = told["first"][at]
        day = None if first is None else date(1970, 1, 1) + timedelta(first)
        spot = told["places"][told["place"][at]]
        found.append(
            {
                "event_id": event_id,
                "first": day and day.isoformat(),
                "last": day and (day + timedelta(told["lasting"][at])).isoformat(),
                "kind": told["kinds"][told["kind"][at]],
                "grade": told["grades"][told["grade"][at]],
                "status": told["statuses"][told["status"][at]],
                "country": told["countries"][told["country"][at]],
                "place": spot["name"],
                "lat": spot["lat"],
                "sides": [told["names"][one] for one in told["sides_named"][told["sides"][at]]],
            }
        )
    return found


def listed(client: TestClient, **filters: Any) -> list[dict[str, Any]]:
    """The same of the pages of events."""
    items = client.get("/api/v1/events", params={"limit": 500, **filters}).json()["items"]
    return [
        {
            "event_id": one["event_id"],
            "first": one["date_start"] or one["date_end"],
            "last": one["date_end"] or one["date_start"],
            **{name: one[name] for name in ("kind", "grade", "status", "country", "place", "lat")},
            "sides": list(dict.fromkeys(one["actors"] + one["targets"])),
        }
        for one in items
    ]


@pytest.mark.parametrize(
    "filters",
    [{}, {"kind": "shelling"}, {"grade": "reported"}, {"since": "2017-01-01"}, {"country": "SY"}, {"kind": "siege"}],
)
def test_it_tells_the_events_of_the_pages_in_their_order(client: TestClient, filters: dict[str, str]) -> None:
    told = client.get(OVERVIEW, params=filters).json()
    assert rows(told) == listed(client, **filters)
    assert told["total"] == len(told["id"])
    assert told["left_out"] == 0


def test_answers_are_of_the_described_type(client: TestClient) -> None:
    OverviewColumns.model_validate(client.get(OVERVIEW).json())


def test_publishers_are_those_of_the_reports(client: TestClient) -> None:
    told = client.get(OVERVIEW).json()
    for at, event_id in enumerate(told["id"]):
        detail = client.get(f"/api/v1/events/{event_id}").json()
        publishers = {one["publisher"] for one in detail["documents"] if one["publisher"]}
        named = {told["names"][one] for one in told["publishers_named"][told["publishers"][at]]}
        assert named <= publishers


def test_it_is_not_sent_again_while_nothing_has_changed(client: TestClient) -> None:
    first = client.get(OVERVIEW)
    again = client.get(OVERVIEW, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


def test_it_is_sent_packed_only_to_who_can_unpack_it(client: TestClient) -> None:
    packed = client.get(OVERVIEW, headers={"Accept-Encoding": "gzip"})
    plain = client.get(OVERVIEW, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()


def test_a_cursor_or_a_page_cannot_be_asked_for(client: TestClient) -> None:
    assert client.get(OVERVIEW, params={"limit": 5}).status_code == 422


def test_where_there_are_too_many_the_newest_are_told(small_record: str) -> None:
    with Record.open(small_record) as record, record.snapshot() as snapshot, snapshot.asking() as connection:
        whole = overview(connection, Filter(), 1000)
        some = overview(connection, Filter(), 2)
        narrowed = overview(connection, make_filter(grade="reported"), 1)
    assert some.ids == whole.ids[:2]
    assert (some.total, whole.total) == (len(whole.ids), len(whole.ids))
    assert columns(some)["left_out"] == len(whole.ids) - 2
    assert (
        narrowed.ids
        == [
            one
            for one, grade in zip(whole.ids, whole.grades.column, strict=True)
            if whole.grades.values[grade] == "reported"
        ][:1]
    )


def test_the_same_question_is_answered_once_for_a_state_of_the_record(
    small_record: str, serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(served, "overview", lambda *given: asked.append(given) or overview(*given))
    client = serve()
    for path in (OVERVIEW, OVERVIEW, f"{OVERVIEW}?kind=siege", OVERVIEW):
        assert client.get(path).status_code == 200
    assert len(asked) == 2


def test_what_is_asked_first_can_be_prepared(small_record: str, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = serve()
    client.app.state.prepare()
    monkeypatch.setattr(served, "overview", lambda *_given: pytest.fail("asked again"))
    assert client.get(OVERVIEW).json()["id"] != []


def test_a_change_of_the_record_is_told(tmp_path: Any, serve: Any) -> None:
    place = str(tmp_path / "casus.db")
    Record.open(place).close()
    client = serve(place)
    assert client.get(OVERVIEW).json()["id"] == []
    with Record.open(place) as record:
        fill(record)
    assert client.get(OVERVIEW).json()["id"] != []


def test_only_the_latest_answers_are_kept(small_record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(served, "overview", lambda *given: made.append(1) or overview(*given))
    kept = Kept(1)
    with Record.open(small_record) as record, record.snapshot() as snapshot, snapshot.asking() as connection:

        class View:
            tag = "one"

        view = View()
        view.connection = connection  # type: ignore[attr-defined]
        answers = [kept.answer(view, one) for one in (Filter(), make_filter(kind="siege"), Filter())]  # type: ignore[arg-type]
    assert len(made) == 3
    assert gzip.decompress(answers[0]) == gzip.decompress(answers[2])


def test_names_are_shown_as_reports_write_them() -> None:
    assert shown_names(["The Courier", "the courier", None, "Épée"]) == {"the courier": "The Courier", "epee": "Épée"}


def test_cities_are_named_the_largest_first(client: TestClient) -> None:
    told = client.get("/api/v1/cities").json()
    assert told["people"] == sorted(told["people"], reverse=True)
    assert min(told["people"]) >= 100_000
    assert {len(told[name]) for name in ("name", "lat", "lon", "people")} == {len(told["name"])}
    assert client.get("/api/v1/cities").headers["etag"]
