"""Rows: how values are written as JSON, and claims read back from it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from casus import rows, rows_read
from casus.coding.kinds import mapping
from casus.decision import Decision
from casus.record import Claim, Coded, Control, Count, Document, DocumentDate, Interval, Mention, Repeat, Stated

TEXT = "Militants killed at least 12 villagers near the ford on Sunday, the mayor said."
DAY = date(2021, 3, 7)
REPORT = Document("r1", TEXT, date=DocumentDate(date(2021, 3, 8), date(2021, 3, 8), "given", ("the row says so",)))
CLAIM = Claim(
    claim_id="c1",
    document=REPORT.key,
    kind="attack_on_civilians",
    begin=0,
    end=38,
    evidence=TEXT[:38],
    actors=("militants",),
    targets=("civilians",),
    actor_ids=("a-militants",),
    target_ids=("a-civilians",),
    place="the ford",
    country="ML",
    place_id="gn:1",
    lat=14.5,
    lon=-4.2,
    precision="near",
    interval=Interval(DAY, DAY),
    counts=(Count("killed_civilians", 12, None, 17, 28),),
    source="the mayor",
    source_id="a-mayor",
    source_type="government",
    status="possible",
    aggregate=True,
    confidence=0.75,
    trigger="killed",
)


def test_a_claim_survives_json() -> None:
    row = json.loads(json.dumps(rows.claim_to_row(CLAIM, doc="r1", codes=mapping(CLAIM))))
    assert rows_read.claim_from_row(row, REPORT) == CLAIM


def test_a_claim_row_has_the_fields_of_the_guidelines_and_the_codes_of_other_schemes() -> None:
    row = rows.claim_to_row(CLAIM, doc="r1", codes=mapping(CLAIM))
    assert {
        "date_start": "2021-03-07",
        "date_end": "2021-03-07",
        "source": "the mayor",
        "aggregate": True,
    }.items() <= row.items()
    assert row["counts"] == [{"what": "killed_civilians", "min": 12, "max": None, "begin": 17, "end": 28}]
    assert row["acled"]["event_type"] == "Violence against civilians"
    assert set(row["plover"]) == {"event", "mode"}
    assert row["doc"] == "r1"


def test_a_coded_document_says_how_its_date_is_known() -> None:
    row = rows.coded_to_row(Coded(REPORT, (CLAIM,), main=0), {"c1": mapping(CLAIM)})
    assert row["date"] == {"start": "2021-03-08", "end": "2021-03-08", "basis": "given"}
    assert (row["id"], row["main"], len(row["claims"])) == ("r1", 0, 1)
    unknown = rows.coded_to_row(Coded(Document("r2", TEXT)), {})
    assert unknown == {"id": "r2", "date": {"start": None, "end": None, "basis": "unknown"}, "main": None, "claims": []}


def test_a_claim_coded_by_hand_needs_only_its_kind_and_its_words() -> None:
    claim = rows_read.claim_from_row(
        {"kind": "attack_on_civilians", "evidence": "killed at least 12 villagers"}, REPORT
    )
    assert TEXT[claim.begin : claim.end] == claim.evidence == "killed at least 12 villagers"
    assert (claim.document, claim.source_type, claim.status) == (REPORT.key, "reporter", "happened")
    assert claim.claim_id


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"kind": "earthquake"}, "kind"),
        ({"evidence": "words that are not there"}, "evidence"),
        ({"evidence": None}, "evidence"),
        ({"begin": 3}, "evidence"),
        ({"actors": "militants"}, "actors"),
        ({"date_start": "last Sunday"}, "date_start"),
        ({"status": "certain"}, "status"),
        ({"precision": "exactly"}, "precision"),
        ({"counts": [{"what": "heroes"}]}, "counts.what"),
        ({"counts": [{"what": "killed", "min": "many"}]}, "counts.min"),
        ({"counts": ["many"]}, "counts"),
    ],
)
def test_a_wrong_row_is_refused_with_its_field(wrong: dict[str, object], named: str) -> None:
    row = rows.claim_to_row(CLAIM, doc="r1") | wrong
    with pytest.raises(rows_read.RowError, match=f"`{named}`"):
        rows_read.claim_from_row(row, REPORT)


def test_a_mention_has_only_what_is_known_of_it() -> None:
    assert rows.mention_to_row(Mention(0, 9, "Militants", "organisation", actor_id="a1")) == {
        "begin": 0,
        "end": 9,
        "text": "Militants",
        "type": "organisation",
        "actor_id": "a1",
    }
    sunday = rows.mention_to_row(Mention(56, 62, "Sunday", "time", start=DAY, end_date=DAY))
    assert (sunday["end"], sunday["start"], sunday["end_date"]) == (62, "2021-03-07", "2021-03-07")


def test_control_that_nobody_has_taken_over_has_no_until() -> None:
    held = Control("the ford", "militants", Interval(DAY, None), None, ("c1",))
    assert rows.control_to_row(held)["until"] is None
    assert rows.control_to_row(replace(held, until=Interval()))["until"] == {"start": None, "end": None}


def test_a_document_row_says_what_it_repeats_and_what_took_its_place() -> None:
    marked = replace(REPORT, repeats=(Repeat("d1", False, 0.5, ((0, 40),)),), superseded_by="d2")
    row = json.loads(json.dumps(rows.document_to_row(marked)))
    assert row["repeats"] == [{"original": "d1", "whole": False, "share": 0.5, "passages": [[0, 40]]}]
    assert row["superseded_by"] == "d2"


def test_a_document_row_says_where_what_is_known_was_found_and_withholds_who_wrote_it() -> None:
    known = (Stated("author", "A. Writer", "JSON-LD author"), Stated("title", "Harran", "its only h1"))
    row = json.loads(json.dumps(rows.document_to_row(replace(REPORT, stated=known))))
    assert row["stated"][0] == {"field": "author", "value": "A. Writer", "basis": "JSON-LD author"}
    safe = rows.withheld(row)
    assert ([one["field"] for one in safe["stated"]], safe["text"]) == (["title"], None)
    assert row["text"] == REPORT.text


DECISION = Decision(
    "correct", "Ada", datetime(2024, 5, 1, 12, tzinfo=UTC), "misread", ("c1",), ("c2",), ("c3",), "killed", 1, 2, 3,
    (("kind", ("shelling",)), ("days", ())), "Battle", "v1",
)  # fmt: skip


def test_a_decision_comes_back_from_its_row_as_it_was() -> None:
    row = json.loads(json.dumps(rows.decision_to_row(DECISION)))
    assert rows_read.decision_from_row(row) == DECISION
    assert row["decision_id"] == DECISION.decision_id


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "forget"}, "forget"),
        ({"made_at": "yesterday"}, "yesterday"),
        ({"made_at": "2024-05-01T12:00:00"}, "time zone"),
        ({"claim_ids": "c1"}, "claim_ids"),
        ({"changes": {"colour": ["red"]}}, "colour"),
        ({"changes": ["kind"]}, "changes"),
        ({"best": "many"}, "best"),
        ({"what": "heroes"}, "heroes"),
    ],
)
def test_a_row_that_is_no_decision_is_refused(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(rows_read.RowError, match=words):
        rows_read.decision_from_row({**rows.decision_to_row(DECISION), **wrong})
