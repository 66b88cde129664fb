"""Blind coding of two records as one: nothing is opened before all have judged, nobody judges what has been opened, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from casus.decision import Decision
from casus.linking import link
from casus.record import Claim, Coded, Document, DocumentDate, Interval
from casus.store.blind import BlindCoding, all_blind, give_blind, opened, seal
from casus.store.record import Record

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
TEXT = "Jets bombed the bridge and killed 12 people."
DAY = date(2024, 3, 5)


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Record, Record]]:
    """Two records of the same report, whose one claim Ada and Grace are to judge blind."""
    with Record.open(tmp_path / "ours.db") as ours, Record.open(tmp_path / "theirs.db") as theirs:
        for record in (ours, theirs):
            document = Document("a", TEXT, date=DocumentDate(DAY, DAY, "given"))
            claim = Claim("c1", document.key, "air_strike", 0, len(TEXT), TEXT, interval=Interval(DAY, DAY))
            record.add_document(Coded(document, (claim,), main=0))
            with record.changing() as connection:
                give_blind(connection, [BlindCoding("c1", who, "Edith", NOON) for who in ("Ada", "Grace")])
        yield ours, theirs


def judge(record: Record, who: str, kind: str = "accept", hours: int = 1) -> Decision:
    """Somebody judges the claim, some hours after noon; what is ready is opened."""
    decision = Decision(kind, who, NOON + timedelta(hours=hours), "read", ("c1",))  # type: ignore[arg-type]
    with record.changing() as connection:
        ready = seal(connection, "c1", who, decision)
    for one in ready:
        record.add_decision(one)
    return decision


def join(record: Record, other: Record) -> None:
    with other.asking() as connection:
        theirs = [one for codings in all_blind(connection).values() for one in codings]
    for one in other.decisions():
        record.add_decision(one)
    record.join_blind(theirs)


def states(record: Record) -> dict[str, str]:
    """How far each coder of the claim is."""
    with record.asking() as connection:
        codings = all_blind(connection).get("c1", [])
    return {one.coder: "waits" if one.decision_id is None else "sealed" if one.sealed else "opened" for one in codings}


def test_what_is_sealed_stays_so_until_the_last_has_judged(two: tuple[Record, Record]) -> None:
    ours, theirs = two
    judge(theirs, "Ada")
    join(ours, theirs)
    assert states(ours) == {"Ada": "sealed", "Grace": "waits"}
    assert ours.decisions() == ()
    judge(ours, "Grace", hours=2)
    assert states(ours) == {"Ada": "opened", "Grace": "opened"}
    assert [one.author for one in ours.decisions()] == ["Ada", "Grace"]


def test_each_having_judged_in_one_of_the_records_all_is_opened(two: tuple[Record, Record]) -> None:
    ours, theirs = two
    first, second = judge(theirs, "Ada"), judge(ours, "Grace", "reject", hours=2)
    join(ours, theirs)
    assert ours.decisions() == (first, second)
    with ours.asking() as connection:
        assert opened(all_blind(connection)) == {"c1": frozenset({first.decision_id, second.decision_id})}


def test_where_it_was_opened_nobody_has_to_judge_any_more(two: tuple[Record, Record]) -> None:
    ours, theirs = two
    with theirs.changing() as connection:
        give_blind(connection, [BlindCoding("c1", who, "Edith", NOON) for who in ("Joan", "Mary")])
    for hours, who in enumerate(("Ada", "Grace"), 1):
        judge(ours, who, hours=hours)
    judge(theirs, "Joan", hours=3)
    join(ours, theirs)
    assert states(ours) == dict.fromkeys(("Ada", "Grace", "Joan"), "opened")
    assert [one.author for one in ours.decisions()] == ["Ada", "Grace", "Joan"]


def test_of_two_judgements_of_one_person_the_earlier_holds(two: tuple[Record, Record]) -> None:
    ours, theirs = two
    judge(ours, "Ada", "reject", hours=5)
    earlier = judge(theirs, "Ada", hours=1)
    join(ours, theirs)
    with ours.asking() as connection:
        (ada, _) = all_blind(connection)["c1"]
    assert ada.sealed == earlier


def test_joining_again_changes_nothing_and_the_other_way_round_gives_the_same(two: tuple[Record, Record]) -> None:
    ours, theirs = two
    judge(theirs, "Ada")
    judge(ours, "Grace", hours=2)
    join(ours, theirs)
    once = states(ours), ours.decisions()
    join(ours, theirs)
    assert (states(ours), ours.decisions()) == once
    join(theirs, ours)
    assert (states(theirs), theirs.decisions()) == once


def test_a_rejection_that_is_opened_makes_the_links_out_of_date(two: tuple[Record, Record]) -> None:
    ours, theirs = two
    judge(theirs, "Ada")
    judge(ours, "Grace", "reject", hours=2)
    ours.replace_links(link(ours.claims(), {one.key: one for one in ours.documents()}), linker="1")
    assert ours.linked_by() == "1"
    join(ours, theirs)
    assert ours.linked_by() is None
