"""Claims that people add: found in the text, linked at once, kept through coding anew, undone, merged with their record, exported as gold."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from people_values import HERE, NOW, REPORTS, Browser, add_people, coded, fill_for_review
from starlette.testclient import TestClient

from casus.agreement import readings
from casus.build import everything
from casus.exporting.gold import reviewed_documents
from casus.linking import link
from casus.merging import merge
from casus.rows import decision_to_row
from casus.rows_read import decision_from_row
from casus.serving.app import make_app
from casus.serving.review import answers as models
from casus.serving.settings import Settings
from casus.store.record import Record

WORDS = "two nurses died"


@pytest.fixture
def place(tmp_path: Path) -> str:
    path = str(tmp_path / "casus.db")
    fill_for_review(path)
    return path


@pytest.fixture
def coder(place: str) -> Any:
    app = make_app(Settings(place, local=True, rate=None, now=lambda: NOW))
    yield Browser(
        TestClient(app, client=HERE, base_url="http://localhost", raise_server_exceptions=False)
    ).at_the_machine()
    app.state.shelf.close()


@pytest.fixture
def two(place: str) -> Any:
    add_people(place, "reader", "coder", "admin")
    app = make_app(Settings(place, rate=None, now=lambda: NOW))
    yield SimpleNamespace(
        **{
            name: Browser(
                TestClient(app, client=HERE, base_url="http://localhost", raise_server_exceptions=False)
            ).log_in(name)
            for name in ("reader", "coder")
        }
    )
    app.state.shelf.close()


def document(name: str = "gazette") -> str:
    return coded(name).document.key


def read(browser: Browser, path: str) -> Any:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def addition(browser: Browser, **fields: Any) -> dict[str, Any]:
    begin = REPORTS["gazette"][0].index(WORDS)
    return {
        "kind": "add", "document": document(), "version": read(browser, f"/review/documents/{document()}")["version"],
        "fields": {
            "kind": "attack_on_civilians", "evidence": {"begin": begin, "end": begin + len(WORDS)}, "targets": ["nurses"], "place": {"name": "Nyala"},
            "country": "SD", "date_start": "2024-03-06", "date_end": "2024-03-06", "counts": [{"what": "killed", "min": 2, "max": 2}],
        } | fields,
    }  # fmt: skip


def add(browser: Browser, status: int = 201, **fields: Any) -> Any:
    answer = browser.post("/decisions", addition(browser, **fields))
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_missed_claim_is_added_with_its_author_and_is_an_event_at_once(coder: Browser) -> None:
    taken = add(coder)
    (claim,) = taken["decision"]["claim_ids"]
    told = read(coder, f"/review/claims/{claim}")
    assert (told["claim"]["evidence"], told["claim"]["counts"][0]["min"], told["claim"]["confidence"]) == (WORDS, 2, 1)
    assert (told["claim"]["reviewed"], told["claim"]["corrected"], told["claim"]["rejected"]) == (True, [], False)
    assert told["history"][0]["author"] == "local"
    assert "was missed" in told["history"][0]["words"]
    assert [one["event_id"] for one in taken["events"]] == [told["claim"]["event_id"]]
    models.TakenRow.model_validate(taken, strict=True)
    page = read(coder, f"/review/documents/{document()}")
    models.ReviewDocument.model_validate(page, strict=True)
    assert [one["claim_id"] for one in page["claims"]] == ["c-gazette", claim]


def test_what_linking_at_the_desk_makes_is_what_linking_everything_makes(coder: Browser, place: str) -> None:
    taken = add(coder)
    with Record.open(place) as record:
        assert record.links().event_of == link(*everything(record)).event_of
        assert record.faults() == ()
    coder.post("/decisions", {"kind": "undo", "decision": taken["decision"]["decision_id"], "because": "no"})
    with Record.open(place) as record:
        assert record.links().event_of == link(*everything(record)).event_of
        assert taken["decision"]["claim_ids"][0] not in record.links().event_of


def test_undoing_takes_it_out_of_every_count_and_undoing_that_brings_it_back(coder: Browser, place: str) -> None:
    taken = add(coder)
    (claim,) = taken["decision"]["claim_ids"]
    undo = {"kind": "undo", "decision": taken["decision"]["decision_id"], "because": "it is said before"}
    undone = coder.post("/decisions", undo).json()["decision"]["decision_id"]
    assert read(coder, f"/review/claims/{claim}")["claim"]["rejected"] is True
    with Record.open(place) as record:
        assert claim not in {one.claim_id for one in record.counted_claims()}
    coder.post("/decisions", {"kind": "undo", "decision": undone, "because": "it is not"})
    with Record.open(place) as record:
        assert claim in {one.claim_id for one in record.counted_claims()}
        assert claim in record.links().event_of


def test_it_can_be_corrected_and_moved_as_any_other(coder: Browser) -> None:
    (claim,) = add(coder)["decision"]["claim_ids"]
    seen = read(coder, f"/review/claims/{claim}")["version"]
    changes = {
        "kind": "correct",
        "claim": claim,
        "version": seen,
        "because": "three",
        "changes": {"place": {"name": "Kas"}},
    }
    assert coder.post("/decisions", changes).status_code == 201
    told = read(coder, f"/review/claims/{claim}")
    assert (told["claim"]["place"], told["coded"]["place"], told["claim"]["corrected"]) == ("Kas", "Nyala", ["place"])


def test_it_stays_when_its_document_is_coded_anew(coder: Browser, place: str) -> None:
    (claim,) = add(coder)["decision"]["claim_ids"]
    with Record.open(place) as record:
        before = next(one for one in record.claims() if one.claim_id == claim)
        record.add_document(coded("gazette"), coder="another")
        assert [one for one in record.claims() if one.claim_id == claim] == [before]
        assert record.coded(document()).claims[-1] == before
        assert record.faults() == ()


def test_it_goes_with_its_decision_into_another_record(coder: Browser, place: str, tmp_path: Path) -> None:
    (claim,) = add(coder)["decision"]["claim_ids"]
    with Record.open(tmp_path / "other.db") as other, Record.open(place) as record:
        merge(other, record)
        assert [one for one in other.claims() if one.claim_id == claim] == [
            one for one in record.claims() if one.claim_id == claim
        ]
        assert claim in other.links().event_of
        merge(other, record)
        assert sum(one.claim_id == claim for one in other.claims()) == 1


def test_a_decision_is_the_same_as_a_row_and_back(coder: Browser, place: str) -> None:
    add(coder)
    with Record.open(place) as record:
        (decision,) = record.decisions()
    assert decision_from_row(decision_to_row(decision)) == decision


def test_a_document_with_an_added_claim_is_reviewed_once_its_others_are_judged(coder: Browser, place: str) -> None:
    (claim,) = add(coder)["decision"]["claim_ids"]
    seen = read(coder, "/review/claims/c-gazette")["version"]
    coder.post("/decisions", {"kind": "accept", "claim": "c-gazette", "version": seen})
    with Record.open(place) as record:
        claims, decisions = record.claims(), record.decisions()
        judged = readings(claims, decisions)
        assert [one.id for one in reviewed_documents(record.documents(), claims, judged)] == ["gazette"]
        assert {claim, "c-gazette"} <= {one.claim_id for one in record.counted_claims()}


def test_two_who_add_to_the_same_document_collide(coder: Browser) -> None:
    body = addition(coder)
    assert coder.post("/decisions", body).status_code == 201
    again = coder.post("/decisions", body)
    assert again.status_code == 409
    assert [one["kind"] for one in again.json()["between"]] == ["add"]
    assert len(read(coder, f"/review/documents/{document()}")["claims"]) == 2


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"kind": None}, 409, "no kind"), ({"evidence": None}, 409, "its words"), ({"evidence": {"begin": 3, "end": 5}}, 409, "letters"),
        ({"evidence": {"begin": 0, "end": 5000}}, 409, "letter"), ({"kind": "picnic"}, 422, ""), ({"date_start": "2024-04-01"}, 409, "after the last"),
    ],
)  # fmt: skip
def test_what_makes_no_claim_is_refused_and_nothing_is_kept(
    coder: Browser, fields: Any, status: int, words: str
) -> None:
    assert words in add(coder, status, **fields)["detail"]
    assert len(read(coder, f"/review/documents/{document()}")["claims"]) == 1


def test_who_only_reads_adds_nothing_and_an_unknown_document_is_none(two: SimpleNamespace) -> None:
    body = addition(two.coder)
    assert two.reader.post("/decisions", body).status_code == 403
    assert two.coder.post("/decisions", body | {"document": "d-none"}).status_code in (404, 409)
    assert two.coder.get("/review/documents/d-none").status_code == 404
