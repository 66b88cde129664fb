"""What the pages of operations, actors, places and sources are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from serving_values import CAMP, EVENTS, OPERATION, event_id
from starlette.testclient import TestClient
from test_answers import read, walk

from casus.record import Interval, Relation
from casus.serving.kept import Kept
from casus.serving.settings import Settings
from casus.serving.shelf import Shelf
from casus.serving.telling import tie_rows

PLACE = "gn:0/old town"


def test_an_operation_is_told_in_order_of_time_with_its_sides_identified(client: TestClient) -> None:
    told = read(client, f"/api/v1/operations/{OPERATION}/story")
    assert [event["event_id"] for event in told["events"]] == [event_id(n) for n in range(5)]
    assert told["left_out"] == 0
    assert told["sides"] == [
        [{"name": "Ruritania", "actor_id": "ruritania"}],
        [{"name": "People's Front", "actor_id": "front"}],
    ]


def test_tolls_come_as_series_of_which_the_last_stands_and_nothing_is_added(client: TestClient) -> None:
    told = read(client, f"/api/v1/operations/{OPERATION}/story")["tolls"]
    totals = [[(one["toll"]["min"], one["stands"], one["told"]) for one in series["totals"]] for series in told]
    assert sorted(totals) == [[(1, False, "2019-03-01"), (11, True, "2019-03-02")], [(21, True, "2019-03-03")]]
    assert {series["said_by"] for series in told} == {"residents"}


def test_every_claim_behind_tolls_and_control_is_told_with_its_document(client: TestClient) -> None:
    told = read(client, f"/api/v1/operations/{OPERATION}/story")
    claims = {claim["claim_id"]: claim for claim in told["claims"]}
    behind = {total["toll"]["claim_id"] for series in told["tolls"] for total in series["totals"]}
    spells = [spell for place in told["control"] for spell in place["spells"]]
    behind |= {claim for spell in spells for claim in (*spell["claim_ids"], *spell["contested_by"])}
    assert spells
    assert behind == claims.keys()
    for claim in claims.values():
        document = read(client, f"/api/v1/documents/{claim['document']}")
        assert claim["evidence"] in document["document"]["text"]


def test_an_actor_is_told_by_role(client: TestClient) -> None:
    told = read(client, "/api/v1/actors/ruritania/story")
    assert told["as_actor"]["events"] == EVENTS + 1
    assert told["as_actor"]["grades"] == {"reported": EVENTS + 1}
    assert told["as_actor"]["months"] == [{"month": "2019-03", "grades": {"reported": EVENTS + 1}}]
    assert told["as_target"]["events"] == told["as_source"]["events"] == 0
    assert [one["operation_id"] for one in told["operations"]] == [OPERATION]
    assert read(client, "/api/v1/actors/front/story")["as_target"]["events"] == EVENTS


def test_what_reports_say_of_ties_is_counted_and_leads_to_one_of_them(client: TestClient) -> None:
    (tie,) = read(client, "/api/v1/actors/ruritania/story")["ties"]
    assert (tie["kind"], tie["subject_id"], tie["object_id"]) == ("fights", "ruritania", "front")
    assert (tie["told_by"], tie["reports"], tie["pack"]) == ("reports", EVENTS, None)
    assert read(client, f"/api/v1/documents/{tie['document']}")["relations"]


def test_what_reports_say_of_ties_holds_a_year_around_the_day_as_of_which_they_say_it() -> None:
    def told(as_of: date) -> int:
        backs = Relation("r1", "d1", "backs", 0, 1, "x", "Patron", "patron", "Wolves", "wolves", Interval(None, as_of))
        days = Interval(date(2019, 3, 1), date(2019, 3, 5))
        return len(tie_rows(["wolves"], [backs], days=days, kinds=["backs"], names={}))

    assert [told(date(2018, 3, 10)), told(date(2020, 2, 20))] == [1, 1]
    assert [told(date(2018, 2, 20)), told(date(2020, 3, 10))] == [0, 0]


def test_a_place_is_told_with_who_held_it(client: TestClient) -> None:
    told = read(client, f"/api/v1/places/{PLACE}/story")
    assert [spell["holder"] for spell in told["control"]["spells"]] == ["People's Front", "Ruritania"]
    assert told["events"]["events"] == told["place"]["events"] == len(range(0, EVENTS, 4))
    assert read(client, "/api/v1/places/camp:1/story")["control"] is None


def test_a_publisher_is_told_with_its_reports_and_copies(client: TestClient) -> None:
    told = read(client, "/api/v1/sources/publisher:the-courier")
    assert told["reports"] == {"documents": EVENTS + 2, "copies": 1, "claims": EVENTS + 1}
    assert [copy["original_title"] for copy in told["copies"]] == ["News of day 0"]
    assert told["standing"] == {"alone": EVENTS + 1, "agreed": 0, "disputed": 0}


def test_a_cited_source_is_told_with_what_it_says(client: TestClient) -> None:
    told = read(client, "/api/v1/sources/cited:residents")
    assert told["reports"] is None
    assert sum(one["claims"] for one in told["says"]) == EVENTS == told["source"]["events"]


def test_sources_are_publishers_and_cited(client: TestClient) -> None:
    found = [(one["key"], one["name"], one["documents"]) for one in walk(client, "/api/v1/sources?limit=1")]
    assert found == [("publisher:the-courier", "The Courier", EVENTS + 2), ("cited:residents", "residents", None)]
    assert [one["key"] for one in walk(client, "/api/v1/sources?what=cited")] == ["cited:residents"]


@pytest.mark.parametrize(
    "path",
    [
        "operations/none/story", "actors/none/story", "places/none/story", "sources/cited:none", "sources/none", "sources/side:",
        "sources/publisher:residents", "sources/cited:the-courier",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(client: TestClient, path: str) -> None:
    assert client.get(f"/api/v1/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "key", "reverse"),
    [
        ("actors?sort=name", lambda one: one["name"].casefold(), False),
        ("actors?sort=target", lambda one: one["as_target"], True),
        ("places?sort=events", lambda one: one["events"], True),
        ("places?sort=name", lambda one: one["name"].casefold(), False),
        ("sources?sort=name", lambda one: one["name"].casefold(), False),
        ("operations?sort=newest", lambda one: one["date_start"], True),
    ],
)
def test_lists_are_sorted_and_their_pages_lose_nothing(client: TestClient, path: str, key: Any, reverse: bool) -> None:
    whole, paged = walk(client, f"/api/v1/{path}"), walk(client, f"/api/v1/{path}&limit=1")
    assert whole == paged
    assert [key(one) for one in whole] == sorted(map(key, whole), reverse=reverse)


def test_a_cursor_of_another_order_is_refused(client: TestClient) -> None:
    following = read(client, "/api/v1/places?sort=name&limit=1")["next"]
    answer = client.get(following.replace("sort=name", "sort=events"))
    assert answer.status_code == 400
    assert "another order" in answer.json()["detail"]


def test_an_equals_sign_asks_for_exactly_this_id_or_name(client: TestClient) -> None:
    def found(query: str) -> int:
        return int(read(client, f"/api/v1/events?count=true&{query}")["total"]["number"])

    assert found("place=oldtown") == EVENTS
    assert found("place=%3Doldtown") == 0
    assert found("place=%3Doldtown 2") == found("place=%3Dgn:2/old town") == len(range(2, EVENTS, 4))
    assert found("publisher=%3DThe Courier") == EVENTS + 1
    assert found("publisher=%3DCourier") == 0


def test_stories_of_a_safe_server_hold_nothing_back_in_name_only(serve: Any) -> None:
    safe = serve(safe=True)
    assert safe.get("/api/v1/places/camp:1/story").status_code == 404
    assert read(safe, "/api/v1/actors/ruritania/story")["as_actor"]["events"] == EVENTS
    events = read(safe, f"/api/v1/operations/{OPERATION}/story")["events"]
    assert CAMP not in [event["event_id"] for event in events]
    assert all(event["lat"] == round(event["lat"], 1) for event in events)


def test_what_takes_long_is_found_once_for_a_state_of_the_record(small_record: str) -> None:
    shelf, kept, made = Shelf(Settings(small_record)), Kept(most=2), []

    def make(value: str) -> str:
        made.append(value)
        return value

    for what in ("a", "a", "b", "a", "c", "a", "b"):
        with shelf.look() as view:
            assert kept.get(view, what, lambda value=what: make(value)) == what  # type: ignore[misc]
    shelf.close()
    assert made == ["a", "b", "c", "b"]
