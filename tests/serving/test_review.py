"""Reviewing through the API: what waits, what is decided, who was first, what is remembered."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from people_values import HERE, NOW, REPORTS, Browser, add_people, fill_for_review
from starlette.testclient import TestClient

from casus.build import everything
from casus.linking import link
from casus.serving.app import make_app
from casus.serving.review import answers as models
from casus.serving.settings import Settings
from casus.store.queueing import priority
from casus.store.record import Record

Visit = Callable[..., Browser]
WHY = "the editor says so"


@pytest.fixture
def place(tmp_path: Path) -> str:
    path = str(tmp_path / "casus.db")
    fill_for_review(path)
    return path


@pytest.fixture
def clock() -> SimpleNamespace:
    return SimpleNamespace(now=NOW)


@pytest.fixture
def coder(place: str, clock: SimpleNamespace) -> Any:
    """Somebody at the machine itself, who may do what editors may."""
    app = make_app(Settings(place, local=True, rate=None, now=lambda: clock.now))
    yield Browser(
        TestClient(app, client=HERE, base_url="http://localhost", raise_server_exceptions=False)
    ).at_the_machine()
    app.state.shelf.close()


@pytest.fixture
def two(place: str, clock: SimpleNamespace) -> Any:
    """Two coders and an editor with accounts, at one server."""
    add_people(place, "coder", "editor", "admin")
    app = make_app(Settings(place, rate=None, now=lambda: clock.now))
    yield [
        Browser(TestClient(app, client=HERE, base_url="http://localhost", raise_server_exceptions=False)).log_in(one)
        for one in ("coder", "editor")
    ]
    app.state.shelf.close()


def read(browser: Browser, path: str) -> Any:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json()


def version(browser: Browser, claim: str) -> str:
    return str(read(browser, f"/review/claims/{claim}")["version"])


def event_of(browser: Browser, claim: str) -> str:
    return str(read(browser, f"/review/claims/{claim}")["claim"]["event_id"])


def event_version(browser: Browser, event: str) -> str:
    return str(read(browser, f"/review/events/{event}")["version"])


def take(browser: Browser, kind: str, status: int = 201, **fields: Any) -> Any:
    if "claim" in fields:
        fields.setdefault("version", version(browser, fields["claim"]))
    answer = browser.post("/decisions", {"kind": kind, "because": WHY, **fields})
    assert answer.status_code == status, answer.text
    return answer.json()


def waiting(browser: Browser, asked: str = "") -> list[str]:
    return [item["claim"]["claim_id"] for item in read(browser, f"/review/queue{asked}")["items"]]


# --------------------------------------------------------------------------------------------- the queue


def test_the_least_certain_and_most_consequential_come_first(coder: Browser) -> None:
    page = read(coder, "/review/queue")
    told = {item["claim"]["claim_id"]: item["priority"] for item in page["items"]}
    expected = {
        f"c-{name}": priority(sure, killed, contested=False) for name, (_, _, _, killed, sure, _) in REPORTS.items()
    }
    assert told == expected
    assert list(told.values()) == sorted(expected.values(), reverse=True)
    assert "confidence" in page["formula"]
    models.QueuePage.model_validate(page, strict=True)


def test_doubt_many_dead_and_sources_that_disagree_each_raise_the_priority() -> None:
    base = priority(0.8, 3, contested=False)
    assert priority(0.5, 3, contested=False) > base
    assert priority(0.8, 30, contested=False) > base
    assert priority(0.8, 3, contested=True) == 2 * base
    assert priority(1.0, 0, contested=False) == 50, "what is certain and small still waits"
    assert priority(0.0, 10.0**300, contested=True) < 2**31


def test_pages_of_the_queue_are_the_whole_whatever_is_reviewed_meanwhile(coder: Browser) -> None:
    whole = waiting(coder)
    first = read(coder, "/review/queue?limit=2")
    take(coder, "accept", claim=whole[0])
    rest = coder.client.get(first["next"]).json()
    assert [item["claim"]["claim_id"] for item in first["items"] + rest["items"]] == whole
    assert rest["next"] is None


@pytest.mark.parametrize(("asked", "expected"), [("?place=Nyala", {"c-gazette", "c-mirror"}), ("?killed=12", {"c-herald", "c-courier"}), ("?since=2024-03-20", {"c-mirror"}), ("?kind=protest", set())])  # fmt: skip
def test_the_queue_is_narrowed_as_claims_are(coder: Browser, asked: str, expected: set[str]) -> None:
    assert set(waiting(coder, asked)) == expected


def test_what_somebody_has_judged_waits_no_more_until_that_is_undone(coder: Browser) -> None:
    taken = take(coder, "accept", claim="c-gazette")["decision"]["decision_id"]
    assert "c-gazette" not in waiting(coder)
    assert waiting(coder, "?state=reviewed") == ["c-gazette"]
    take(coder, "undo", decision=taken)
    assert "c-gazette" in waiting(coder)


def test_a_remark_leaves_a_claim_waiting(coder: Browser) -> None:
    take(coder, "comment", claims=["c-gazette"])
    assert "c-gazette" in waiting(coder)


def test_a_contested_event_puts_its_claims_first(place: str, coder: Browser) -> None:
    from dataclasses import replace

    with Record.open(place) as record:
        links = record.links()
        record.replace_links(
            replace(links, events=tuple(replace(one, grade="contested") if "c-mirror" in one.claim_ids else one for one in links.events)),
            linker="x",
        )  # fmt: skip
    told = {item["claim"]["claim_id"]: item["priority"] for item in read(coder, "/review/queue")["items"]}
    assert told["c-mirror"] == priority(0.95, 1, contested=True)


def test_a_claim_on_one_desk_is_kept_from_others_for_half_an_hour(two: list[Browser], clock: SimpleNamespace) -> None:
    coder, editor = two
    assert coder.post("/review/claims/c-herald/desk", {}).status_code == 200
    assert "c-herald" in waiting(coder)
    assert waiting(coder, "?mine=true") == ["c-herald"]
    assert "c-herald" not in waiting(editor)
    held = editor.post("/review/claims/c-herald/desk", {})
    assert (held.status_code, held.json()["desk"]["coder"]) == (409, "coder")
    clock.now += timedelta(minutes=31)
    assert "c-herald" in waiting(editor)
    assert editor.post("/review/claims/c-herald/desk", {}).status_code == 200


def test_what_an_editor_assigns_stays_until_it_is_judged(two: list[Browser], clock: SimpleNamespace) -> None:
    coder, editor = two
    assert editor.post("/review/assignments", {"claims": ["c-mirror"], "coder": "coder"}).status_code == 200
    assert editor.post("/review/assignments", {"claims": ["c-mirror"], "coder": "nobody"}).status_code == 409
    clock.now += timedelta(days=6)
    assert waiting(coder, "?mine=true") == ["c-mirror"]
    assert "c-mirror" not in waiting(editor)
    take(coder, "accept", claim="c-mirror")
    assert waiting(coder, "?mine=true") == []


def test_a_name_is_assigned_to_however_it_is_typed(two: list[Browser]) -> None:
    coder, editor = two
    answer = editor.post("/review/assignments", {"claims": ["c-mirror"], "coder": " Coder"})
    assert [one["coder"] for one in answer.json()["items"]] == ["coder"]
    assert waiting(coder, "?mine=true") == ["c-mirror"]


def test_what_has_gone_to_another_desk_meanwhile_is_not_assigned_over_it(two: list[Browser]) -> None:
    coder, editor = two
    asked = {"claims": ["c-mirror"], "coder": "editor", "held": {"c-mirror": None}}
    coder.post("/review/claims/c-mirror/desk", {})
    answer = editor.post("/review/assignments", asked)
    assert (answer.status_code, answer.json()["desk"]["coder"]) == (409, "coder")
    assert waiting(coder, "?mine=true") == ["c-mirror"]
    assert editor.post("/review/assignments", asked | {"held": {"c-mirror": "coder"}}).status_code == 200
    assert waiting(editor, "?mine=true") == ["c-mirror"]


def test_an_editor_is_told_who_can_judge_claims_and_a_coder_is_not(two: list[Browser]) -> None:
    coder, editor = two
    assert read(editor, "/review/coders") == {"items": ["admin", "coder", "editor"]}
    assert coder.get("/review/coders").status_code == 403


@pytest.mark.parametrize("change", [{"role": "reader"}, {"disabled": True}])
def test_nothing_is_assigned_to_who_cannot_judge_it(two: list[Browser], place: str, change: dict[str, Any]) -> None:
    with Record.open(place) as record, record.accounts() as accounts:
        accounts.change("coder", **change)
    editor = two[1]
    answer = editor.post("/review/assignments", {"claims": ["c-mirror"], "coder": "coder"})
    assert (answer.status_code, "cannot be judged by coder" in answer.json()["detail"]) == (409, True)
    assert "c-mirror" in waiting(editor)


# --------------------------------------------------------------------------------------------- deciding


def test_a_claim_comes_with_all_that_is_needed_to_judge_it(coder: Browser) -> None:
    found = read(coder, "/review/claims/c-herald")
    models.ReviewClaim.model_validate(found, strict=True)
    claim, text = found["claim"], found["document"]["text"]
    assert text[claim["begin"] : claim["end"]] == claim["evidence"]
    assert found["event"]["event_id"] == claim["event_id"]


def test_every_field_can_be_corrected_and_is_told_so_everywhere(place: str, coder: Browser) -> None:
    text = REPORTS["gazette"][0]
    changes = {
        "kind": "attack_on_civilians", "status": "possible", "actors": ["Rapid Support Forces"], "targets": [],
        "place": {"name": "Zalingei", "place_id": "gn:9", "lat": 12.9, "lon": 23.5, "precision": "near"}, "country": "TD",
        "date_start": "2024-03-01", "date_end": "2024-03-02", "counts": [{"what": "killed", "min": 3}, {"what": "wounded", "max": 9}],
        "source": "a nurse", "source_type": "witness", "aggregate": True, "evidence": {"begin": 0, "end": 22},
    }  # fmt: skip
    taken = take(coder, "correct", claim="c-gazette", changes=changes)
    models.TakenRow.model_validate(taken, strict=True)
    review = read(coder, "/review/claims/c-gazette")
    shown = coder.get("/claims/c-gazette").json()["claim"]
    for told in (review["claim"], shown):
        assert {
            name: told[name]
            for name in (
                "kind",
                "status",
                "actors",
                "targets",
                "country",
                "date_start",
                "date_end",
                "source",
                "source_type",
                "aggregate",
            )
        } == {name: value for name, value in changes.items() if name not in ("place", "counts", "evidence")}
        assert (told["place"], told["place_id"], told["lat"], told["precision"]) == ("Zalingei", "gn:9", 12.9, "near")
        assert told["counts"] == [{"what": "killed", "min": 3, "max": None}, {"what": "wounded", "min": None, "max": 9}]
        assert (told["evidence"], told["reviewed"], set(told["corrected"]) >= {"counts", "evidence"}) == (
            text[:22],
            True,
            True,
        )
    assert review["coded"]["kind"] == "air_strike"
    event = coder.get(f"/events/{shown['event_id']}").json()
    assert (event["event"]["kind"], event["event"]["place"]) == ("attack_on_civilians", "Zalingei")
    assert any("is to be read so" in line for line in event["explanation"])
    assert [one["claim_id"] for one in coder.get("/claims?place=Zalingei").json()["items"]] == ["c-gazette"]
    assert coder.get("/claims?place=Nyala&killed=2").json()["items"] == []
    with Record.open(place) as record:
        assert record.links() == link(*everything(record))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "say what to correct"),
        ({"evidence": {"begin": 0, "end": 3}}, "8 to 400 letters"),
        ({"evidence": {"begin": 0, "end": 4000}}, "do not stand there"),
        ({"date_start": "2024-03-05", "date_end": "2024-03-01"}, "after the last"),
        ({"counts": [{"what": "killed", "min": 5, "max": 2}]}, "at most"),
        ({"kind": None}, "is no kind"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(coder: Browser, changes: Any, words: str) -> None:
    assert words in take(coder, "correct", 409, claim="c-gazette", changes=changes)["detail"]
    assert read(coder, "/decisions")["items"] == []


@pytest.mark.parametrize("changes", [{"kind": "earthquake"}, {"colour": "red"}, {"actors": ["\ud800"]}, {"actors": [" "]}, {"country": "Chad"}, {"counts": [{"what": "killed", "min": -1}]}])  # fmt: skip
def test_what_is_no_value_of_a_field_is_named(coder: Browser, changes: Any) -> None:
    body = json.dumps({"kind": "correct", "claim": "c-gazette", "version": "0-0", "because": "x", "changes": changes})
    answer = coder.client.post(
        "/api/v1/decisions", content=body,
        headers={"Origin": "http://localhost", "X-CSRF-Token": coder.csrf, "Content-Type": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert next(iter(changes)) in answer.json()["errors"][0]["parameter"]


def test_rejected_claims_count_for_nothing_and_say_so(coder: Browser) -> None:
    take(coder, "reject", claim="c-gazette")
    told = coder.get("/claims/c-gazette").json()
    assert (told["event"], told["claim"]["rejected"], told["claim"]["event_id"]) == (None, True, None)


def test_events_are_merged_split_and_claims_moved(coder: Browser) -> None:
    one, other = event_of(coder, "c-herald"), event_of(coder, "c-gazette")
    assert one == event_of(coder, "c-courier")
    seen = {event: event_version(coder, event) for event in (one, other)}
    merged = take(coder, "merge", events=seen)
    assert [len(event["claim_ids"]) for event in merged["events"]] == [3]
    whole = merged["events"][0]["event_id"]
    take(coder, "split", event=whole, version=event_version(coder, whole), claims=["c-gazette"])
    assert event_of(coder, "c-gazette") != event_of(coder, "c-herald")
    take(coder, "move", claim="c-courier", to=event_of(coder, "c-gazette"))
    assert event_of(coder, "c-courier") == event_of(coder, "c-gazette")
    take(coder, "move", claim="c-courier", to=None)
    assert event_of(coder, "c-courier") not in (event_of(coder, "c-gazette"), event_of(coder, "c-herald"))


def test_claims_picked_from_two_events_become_one_event(coder: Browser) -> None:
    events = {
        event: event_version(coder, event) for event in (event_of(coder, "c-gazette"), event_of(coder, "c-mirror"))
    }
    take(coder, "merge", events=events, claims=["c-gazette", "c-mirror"])
    assert event_of(coder, "c-gazette") == event_of(coder, "c-mirror")
    assert "none of these events" in take(coder, "merge", 409, events={event_of(coder, "c-gazette"): event_version(coder, event_of(coder, "c-gazette"))}, claims=["c-herald"])["detail"]  # fmt: skip


def test_an_event_is_shown_with_what_it_may_be_one_with(coder: Browser) -> None:
    found = read(coder, f"/review/events/{event_of(coder, 'c-herald')}")
    models.ReviewEvent.model_validate(found, strict=True)
    assert {one["claim"]["claim_id"] for one in found["claims"]} == {"c-herald", "c-courier"}
    assert found["event"]["event_id"] not in {one["event_id"] for one in found["near"]}


def test_a_number_of_an_event_is_set(coder: Browser) -> None:
    event = event_of(coder, "c-herald")
    taken = take(coder, "number", event=event, version=event_version(coder, event), what="killed", best=14)
    (number,) = taken["events"][0]["numbers"]
    assert (number["best"], number["reason"].startswith("set by local on 2024-05-01")) == (14, True)


# --------------------------------------------------------------------------------------------- two at once


def test_whoever_is_second_is_told_what_was_decided_and_changes_nothing(two: list[Browser]) -> None:
    coder, editor = two
    seen = version(coder, "c-herald")
    take(editor, "correct", claim="c-herald", version=seen, changes={"status": "possible"})
    refused = take(coder, "accept", 409, claim="c-herald", version=seen)
    assert "changed by editor" in refused["detail"]
    assert [(one["author"], one["kind"]) for one in refused["between"]] == [("editor", "correct")]
    assert refused["version"] == version(coder, "c-herald")
    take(coder, "accept", claim="c-herald", version=refused["version"])
    assert [one["author"] for one in read(coder, "/decisions?claim=c-herald")["items"]] == ["coder", "editor"]


def test_two_who_merge_the_same_event_with_others_collide(coder: Browser) -> None:
    one, other, third = (event_of(coder, claim) for claim in ("c-herald", "c-gazette", "c-mirror"))
    seen = {event: event_version(coder, event) for event in (one, other, third)}
    take(coder, "merge", events={one: seen[one], other: seen[other]})
    take(coder, "merge", 409, events={other: seen[other], third: seen[third]})


def test_decisions_at_the_same_time_wait_for_each_other(coder: Browser) -> None:
    from concurrent.futures import ThreadPoolExecutor

    seen = {claim: version(coder, claim) for claim in ("c-herald", "c-gazette", "c-mirror", "c-courier")}
    with ThreadPoolExecutor(4) as pool:
        done = list(
            pool.map(lambda one: coder.post("/decisions", {"kind": "accept", "claim": one, "version": seen[one]}), seen)
        )
    assert [answer.status_code for answer in done] == [201] * 4
    assert len(read(coder, "/decisions")["items"]) == 4


def test_nobody_decides_while_the_record_is_built(place: str, coder: Browser) -> None:
    seen = version(coder, "c-herald")
    with Record.open(place) as record, record.building():
        answer = coder.post("/decisions", {"kind": "accept", "claim": "c-herald", "version": seen})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    take(coder, "accept", claim="c-herald", version=seen)


def test_a_tag_goes_with_every_decision(coder: Browser) -> None:
    before = coder.get("/events")
    tag = {"If-None-Match": before.headers["etag"]}
    assert coder.send("GET", "/events", **tag).status_code == 304
    coder.post("/review/claims/c-herald/desk", {})
    assert coder.send("GET", "/events", **tag).status_code == 304, "who looks at what is nothing that readers see"
    take(coder, "accept", claim="c-herald")
    assert coder.send("GET", "/events", **tag).status_code == 200


# --------------------------------------------------------------------------------------------- what is remembered


def test_the_history_says_who_decided_what_and_what_was_undone(two: list[Browser]) -> None:
    coder, editor = two
    first = take(coder, "reject", claim="c-mirror")["decision"]
    take(editor, "undo", decision=first["decision_id"])
    take(editor, "comment", claims=["c-mirror"])
    page = read(coder, "/decisions")
    models.DecisionPage.model_validate(page, strict=True)
    assert [(one["author"], one["kind"]) for one in page["items"]] == [
        ("editor", "comment"),
        ("editor", "undo"),
        ("coder", "reject"),
    ]
    assert page["items"][2]["undone_by"] == page["items"][1]["decision_id"]
    assert page["items"][2]["seen"] == first["seen"] != ""
    assert [one["kind"] for one in read(coder, "/decisions?author=coder")["items"]] == ["reject"]
    assert len(read(coder, f"/decisions?event={event_of(coder, 'c-mirror')}")["items"]) == 3


def test_pages_of_the_history_are_the_whole(coder: Browser) -> None:
    for claim in ("c-herald", "c-gazette", "c-mirror"):
        take(coder, "accept", claim=claim)
    whole = read(coder, "/decisions")["items"]
    first = read(coder, "/decisions?limit=2")
    rest = coder.client.get(first["next"]).json()
    assert first["items"] + rest["items"] == whole
    assert coder.get("/decisions?cursor=WyJ4IiwieSJd").status_code == 400


def test_a_coder_undoes_own_decisions_and_an_editor_those_of_others(two: list[Browser]) -> None:
    coder, editor = two
    own, other = (take(one, "accept", claim="c-mirror")["decision"]["decision_id"] for one in two)
    assert take(coder, "undo", 403, decision=other)["detail"].startswith("to undo somebody else's")
    take(coder, "undo", decision=own)
    assert "already" in take(editor, "undo", 409, decision=own)["detail"]
    take(editor, "undo", decision=other)
