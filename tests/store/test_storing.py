"""Documents that come together are stored as if they had come one after the other, all of them or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from casus.decision import Decision
from casus.record import Claim, Coded, Count, Document, Interval, Mention, Noise, Problem, Relation
from casus.store import schema
from casus.store.errors import ImpossibleValueError
from casus.store.record import Record
from casus.store.storing import Arrival
from databases import NewPlace

KEPT = ("meta", "casus_schema")
"""Tables that tell how often the record was written, which is less often for documents that come together."""


def report(number: int, *, noise: tuple[Noise, ...] = ()) -> Coded:
    """A report of two claims, a mention, a relation and a problem."""
    text = f"Rebels of band {number} shelled Hama. Nine people died, medics said."
    document = Document(f"r{number}", text, publisher=f"Herald {number % 2}", locator=f"news/{number}.txt", noise=noise)
    key, end = document.key, text.index(".") + 1
    return Coded(
        document,
        (
            Claim(
                f"c{number}-shelled", key, "shelling", 0, end, text[:end], (f"band {number}",), place="Hama", lat=35.1, lon=36.7,
                interval=Interval(date(2013, 1, number), date(2013, 1, number)), counts=(Count("killed", 9, 9),), confidence=0.4,
            ),
            Claim(f"c{number}-died", key, "casualty_report", end + 1, len(text), text[end + 1 :], source="medics"),
        ),
        (Mention(0, 6, "Rebels", "organisation"),),
        main=0,
        problems=(Problem(f"news/{number}.txt", "code", "half of it is French"),),
        relations=(Relation(f"f{number}", key, "fights", 0, 6, "Rebels", "Rebels", "rebels", "Army", "army"),),
    )  # fmt: skip


REPORTS = [report(number) for number in range(1, 8)]


def content(record: Record) -> dict[str, list[str]]:
    """All rows of all tables."""
    with record.asking() as connection:
        tables = (table for table in schema.metadata.sorted_tables if table.name not in KEPT)
        return {table.name: sorted(map(repr, connection.execute(sa.select(table)))) for table in tables}


@pytest.fixture
def other(new_place: NewPlace) -> Iterator[Record]:
    with Record.open(new_place()) as record:
        yield record


def test_all_tables_are_as_if_they_had_come_one_by_one(record: Record, other: Record) -> None:
    for one in REPORTS:
        record.add_document(one, coder="1")
    other.add_documents([Arrival(one, "1") for one in REPORTS[:3]])
    other.add_documents([Arrival(one, "1") for one in REPORTS[3:]])
    assert content(record) == content(other)
    assert len(record.claims()) == 14


def test_the_record_is_marked_once_for_all(record: Record) -> None:
    record.add_documents([Arrival(one) for one in REPORTS])
    assert record.mark().endswith("-1")
    record.add_documents(())
    assert record.mark().endswith("-1"), "nothing came"


def test_none_is_stored_where_one_breaks_a_rule(record: Record) -> None:
    wrong = replace(REPORTS[1], claims=(replace(REPORTS[1].claims[0], counts=(Count("killed", 9, 3),)),))
    with pytest.raises(ImpossibleValueError):
        record.add_documents([Arrival(REPORTS[0]), Arrival(wrong)])
    assert record.document_keys() == frozenset()
    assert record.mark().endswith("-0")


def test_of_one_document_given_twice_the_later_reading_is_stored(record: Record) -> None:
    again = replace(REPORTS[0], claims=REPORTS[0].claims[:1], mentions=())
    record.add_documents([Arrival(REPORTS[0], "1"), Arrival(REPORTS[1], "1"), Arrival(again, "2")])
    assert record.coded(again.document.key) == again
    assert record.has_document(again.document.key, coder="2")
    assert len(record.document_keys()) == 2


def test_new_ones_and_ones_that_are_there_may_come_together(record: Record, other: Record) -> None:
    new = report(9)
    read_anew = replace(REPORTS[1], claims=REPORTS[1].claims[1:], main=None)
    for one in (record, other):
        one.add_documents([Arrival(REPORTS[0], "1"), Arrival(REPORTS[1], "1")])
    record.add_documents([Arrival(read_anew, "2"), Arrival(new, "2")])
    other.add_document(read_anew, coder="2")
    other.add_document(new, coder="2")
    assert record.claims() == other.claims()
    assert record.coded(read_anew.document.key) == other.coded(read_anew.document.key) == read_anew
    assert record.faults() == other.faults() == ()


def test_other_noise_has_copies_found_anew(record: Record) -> None:
    with record.copy_shelf() as shelf:
        shelf.start("1")
    record.add_documents([Arrival(REPORTS[0]), Arrival(REPORTS[1])])
    with record.copy_shelf() as shelf:
        assert shelf.made_by() == "1"
    record.add_documents([Arrival(report(1, noise=(Noise(0, 6, "menu"),))), Arrival(REPORTS[1])])
    with record.copy_shelf() as shelf:
        assert shelf.made_by() is None


def test_what_people_decided_about_claims_counts_when_they_come_again(record: Record, other: Record) -> None:
    took = datetime(2024, 1, 1, tzinfo=UTC)
    wrong = Decision(
        "correct",
        "ann",
        took,
        "it was Homs",
        claim_ids=(REPORTS[0].claims[0].claim_id,),
        changes=(("place", ("Homs",)),),
    )
    for one in (record, other):
        one.add_documents([Arrival(report) for report in REPORTS[:2]])
        one.add_decision(wrong)
    record.add_documents([Arrival(report, "2") for report in REPORTS])
    for report_ in REPORTS:
        other.add_document(report_, coder="2")
    for one in (record, other):
        (place, *_) = [claim.place for claim in one.counted_claims() if claim.claim_id == "c1-shelled"]
        assert place == "Homs"
    reviewed = [row for row in content(record)["review_queue"] if "True" in row]
    assert len(reviewed) == 1
    assert content(record)["review_queue"] == content(other)["review_queue"]
