"""Linking on the hand-coded reports beside the repository: three operations, and scores that do not sink."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casus.linking import link
from casus.record import Document, DocumentDate, Links
from casus.rows_read import claim_from_row

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "gold"


def linked(name: str) -> Links:
    folder = SHARED / name
    if not (folder / "gold.json").exists():
        pytest.skip(f"no hand-coded reports at {folder}")
    documents = {row["id"]: document(row) for row in json.loads((folder / "docs.json").read_text(encoding="utf-8"))}
    coded = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    claims = [claim_from_row(claim, documents[one["id"]]) for one in coded for claim in one["claims"]]
    return link(claims, {one.key: one for one in documents.values()})


def document(row: dict[str, Any]) -> Document:
    day = date.fromisoformat(row["date"])
    return Document(id=row["id"], text=row["text"], date=DocumentDate(day, day, "given"))


def test_five_reports_hold_three_operations() -> None:
    names = sorted(operation.name for operation in linked("seeds").operations)
    assert len(names) == 3
    for place, name in zip(("Aleppo", "Bagh", "al-Bab"), names, strict=True):
        assert place in name


def test_the_toll_with_its_part_and_the_contested_entry() -> None:
    links = linked("seeds")
    (toll,) = [toll for toll in links.tolls if toll.number.what == "killed"]
    assert [part.what for part in toll.parts] == ["killed_civilians"]
    contested = [event for event in links.events if event.grade == "contested" and event.kind == "territory_gain"]
    assert any(event.rival_ids for event in contested)


def test_grouping_of_the_development_set_stays_above_its_floor() -> None:
    links = linked("dev")
    gold = {row["claim_id"]: row for row in json.loads((SHARED / "dev" / "links.json").read_text(encoding="utf-8"))}
    operation_of = {event.event_id: event.operation_id for event in links.events}
    events = dict(links.event_of)
    operations = {claim: operation_of[event] or f"alone {claim}" for claim, event in events.items()}
    assert bcubed({claim: row["event_id"] for claim, row in gold.items()}, events) > 0.87
    assert bcubed({claim: row["operation_id"] for claim, row in gold.items() if row["operation_id"]}, operations) > 0.84


def bcubed(gold: dict[str, str], found: dict[str, str]) -> float:
    """B-cubed F1 over the claims that have a gold group."""
    groups: dict[str, set[str]] = {}
    mine: dict[str, set[str]] = {}
    for claim, group in gold.items():
        groups.setdefault(group, set()).add(claim)
        mine.setdefault(found[claim], set()).add(claim)
    both = [len(groups[gold[one]] & mine[found[one]]) for one in gold]
    precision = sum(n / len(mine[found[one]]) for n, one in zip(both, gold, strict=True)) / len(gold)
    recall = sum(n / len(groups[gold[one]]) for n, one in zip(both, gold, strict=True)) / len(gold)
    return 2 * precision * recall / (precision + recall)
