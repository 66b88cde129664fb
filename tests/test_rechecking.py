"""Links and copies found again from the beginning: those of a whole record are the same, and each that was changed is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from small_world import World, tale

from casus.build import build
from casus.decision import Decision
from casus.rechecking import recheck
from casus.record import Claim, Document, Interval
from casus.store import schema, schema_filed
from casus.store.record import Record
from databases import NewPlace

MOMENT = datetime(2024, 1, 1, tzinfo=UTC)


def world() -> World:
    """Two wars; a repost and its first text, which comes late; two versions of a page; reports of one event; ground taken, and a toll over some days."""
    tales = [
        tale("repost", 3, [0, 1]), tale("own", 3, [2, 3]), tale("first", 2, [0, 1]), tale("far", 9, [4], "Marda", "UA"),
        tale("early", 5, [5]), tale("late", 6, [5, 6]), _ground_taken("own-gain", 7), _toll("own-toll", 8),
    ]  # fmt: skip
    page = {
        name: replace(document, url="https://example.org/live")
        for document, _ in tales
        for name in [document.id]
        if name in ("early", "late")
    }
    told = [
        (page.get(one.id, one), tuple(replace(claim, document=page.get(one.id, one).key) for claim in claims))
        for one, claims in tales
    ]
    return World(tuple(one for one, _ in told), {one.key: claims for one, claims in told})


def _ground_taken(name: str, day: int) -> tuple[Document, tuple[Claim, ...]]:
    """A report that the army took Karim."""
    document, (claim,) = tale(name, day, [4, 6])
    return document, (replace(claim, kind="territory_gain", targets=("rebels",), counts=()),)


def _toll(name: str, day: int) -> tuple[Document, tuple[Claim, ...]]:
    """A report of how many died in Karim over some days."""
    document, (claim,) = tale(name, day, [3, 5, 6])
    days = Interval(date(2016, 3, 1), date(2016, 3, day))
    return document, (replace(claim, kind="casualty_report", interval=days, actors=(), aggregate=True),)


def fill(record: Record) -> World:
    """A record in which every table of what is derived has a row, linked step by step."""
    found = world()
    build(["repost", "own", "early", "own-gain", "own-toll"], record, steps=found.steps)
    record.add_decision(Decision("merge", "Ada", MOMENT, "one battle", ("cearly", "cown")))
    record.add_decision(Decision("number", "Ada", MOMENT, "counted", ("cown",), what="killed", best=7))
    build((), record, steps=found.steps)
    for name in ("far", "first", "late"):
        build([name], record, steps=found.steps)
    return found


@pytest.fixture
def whole(record: Record) -> tuple[Record, World]:
    return record, fill(record)


def test_a_record_that_was_linked_step_by_step_is_that_of_everything_at_once(whole: tuple[Record, World]) -> None:
    record, found = whole
    assert record.faults() == ()
    assert list(recheck(record, found.steps)) == []


def test_a_record_that_waits_for_its_linking_is_whole_and_not_compared(whole: tuple[Record, World]) -> None:
    record, found = whole
    record.add_document(found.coded(found.documents[1]), coder="1")
    assert record.linked_by() is None
    assert record.faults() == ()
    assert list(recheck(record, found.steps)) == []


Change = Callable[[sa.Connection], object]


def changed(table: sa.Table, **values: object) -> Change:
    return lambda connection: connection.execute(sa.update(table).values(**values))


def without(table: sa.Table) -> Change:
    return lambda connection: connection.execute(sa.delete(table))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (changed(schema_filed.claims, event_id="e-elsewhere"), "filed_claims names e-elsewhere"),
        (without(schema_filed.claims), "but filed in none"),
        (without(schema_filed.events), "filed_events does not hold"),
        (without(schema_filed.sketches), "filed_sketches does not hold"),
        (lambda c: c.execute(sa.delete(schema_filed.claims).where(schema_filed.claims.c.claim_id == "crepost")), "filed_sketches names crepost"),
        (lambda c: c.execute(sa.delete(schema_filed.pairs).where(schema_filed.pairs.c.one == "crepost")), "does not agree with it"),
        (lambda c: c.execute(sa.insert(schema_filed.told).values(event_id="e-elsewhere", war="syria", told=[])), "filed_told names e-elsewhere"),
        (changed(schema.decisions, reason="no reason"), "another content than its id"),
        (lambda c: c.execute(sa.delete(schema.copy_keys)) and c.execute(sa.delete(schema.copy_signatures)), "has not been compared"),
        (changed(schema.documents, copy_of=None), "marked as a copy"),
        (changed(schema.repeat_passages, end_at=1_000_000), "where it has ended"),
        (lambda c: c.execute(sa.insert(schema.versions).values(document=key("own"), superseded_by=key("far"))), "is superseded"),
    ],
)  # fmt: skip
def test_what_cannot_be_in_any_record_is_named(whole: tuple[Record, World], change: Change, fault: str) -> None:
    record, _ = whole
    with record._writing() as connection:
        change(connection)
    assert any(fault in line for line in record.faults()), record.faults()


def key(name: str) -> str:
    return next(document.key for document in world().documents if document.id == name)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (changed(schema.events, title="Another title"), "event"),
        (changed(schema.numbers, reason="guessed"), "event"),
        (without(schema.claim_events), "missing in the record"),
        (without(schema_filed.pairs), "are filed as agreeing"),
        (changed(schema_filed.sketches, words="|"), "filed sketch of claim"),
        (without(schema_filed.keys), "is not kept under all keys"),
        (changed(schema_filed.events, merges=[[9, "a", "b"]]), "filed event"),
        (changed(schema.repeats, share=0.5), "does not repeat"),
        (changed(schema_filed.events, war="elsewhere"), "filed event"),
        (changed(schema_filed.claims, origin="nobody"), "filed claim"),
    ],
)
def test_what_the_documents_and_decisions_do_not_make_is_named(
    whole: tuple[Record, World], change: Change, fault: str
) -> None:
    record, found = whole
    with record._writing() as connection:
        change(connection)
    lines = list(recheck(record, found.steps))
    assert any(fault in line for line in lines), lines


def one_less(table: sa.Table) -> Change:
    """Takes out one row."""

    def change(connection: sa.Connection) -> None:
        row = connection.execute(sa.select(table)).first()
        assert row is not None
        connection.execute(sa.delete(table).where(*(column == row[at] for at, column in enumerate(table.primary_key))))

    return change


def one_more(table: sa.Table, **other: object) -> Change:
    """Adds a row like one that is there."""

    def change(connection: sa.Connection) -> None:
        row = connection.execute(sa.select(table)).mappings().first()
        assert row is not None
        connection.execute(sa.insert(table).values({**row, **other}))

    return change


@pytest.mark.parametrize(
    "change",
    [
        one_less(schema_filed.told), without(schema_filed.told), one_less(schema_filed.stands), without(schema_filed.stands),
        without(schema_filed.tolls), without(schema_filed.spells), one_less(schema_filed.parts),
        one_more(schema_filed.told, event_id="e-more"), one_more(schema_filed.stands, spot="elsewhere"),
        one_more(schema_filed.tolls, toll_id="t-more"), one_more(schema_filed.spells, control=99),
        one_more(schema_filed.parts, identifier="99"),
        changed(schema_filed.told, operation_id="elsewhere"), changed(schema_filed.told, told=[]), changed(schema_filed.told, war="elsewhere"),
        changed(schema_filed.stands, war="elsewhere"), changed(schema_filed.stands, last=date(2016, 1, 1)),
        changed(schema_filed.tolls, war="elsewhere"), changed(schema_filed.tolls, series="another"), changed(schema_filed.tolls, told=date(2016, 1, 1)),
        changed(schema_filed.tolls, operation_id="elsewhere"), changed(schema_filed.tolls, document="elsewhere"),
        changed(schema_filed.spells, war="elsewhere"), changed(schema_filed.spells, spot="elsewhere"),
        changed(schema_filed.parts, digest="another"),
    ],
)  # fmt: skip
def test_each_row_that_is_kept_of_a_war_is_compared(whole: tuple[Record, World], change: Change) -> None:
    """Whatever is missing, surplus or other in the tables by which a war is made again in part."""
    record, found = whole
    with record._writing() as connection:
        change(connection)
    lines = list(recheck(record, found.steps))
    assert any(line.startswith(("filed_", "spell of control")) for line in lines), lines


def test_what_is_kept_of_nothing_that_is_shown_cannot_be_in_any_record(whole: tuple[Record, World]) -> None:
    record, _ = whole
    with record._writing() as connection:
        one_more(schema_filed.spells, control=99)(connection)
    assert "filed_spells names 99, which controls does not hold" in record.faults()


# ------------------------------------------------------------------------------------ backups of all of it


def rows(record: Record) -> dict[str, list[str]]:
    """All rows of all tables, without the time at which a version was made."""
    with record._reading() as connection:
        return {
            table.name: sorted(
                repr(tuple(row))
                for row in connection.execute(sa.select(*(column for column in table.c if column.name != "made_at")))
            )
            for table in schema.metadata.sorted_tables
        }


DERIVED = {table.name for table in (*schema.COPY_TABLES, *schema_filed.TABLES, schema.decisions)} - {"filed_pending"}


def test_backups_carry_copies_links_and_decisions_and_the_next_document_joins_the_restored_record(
    new_place: NewPlace, tmp_path: Path
) -> None:
    with (
        Record.open(tmp_path / "first.db") as first,
        Record.open(new_place()) as there,
        Record.open(new_place()) as last,
    ):
        found = world()
        build(["repost", "own", "early", "late", "own-gain", "own-toll"], first, steps=found.steps)
        first.add_decision(Decision("merge", "Ada", MOMENT, "one battle", ("clate", "cown")))
        build((), first, steps=found.steps)
        assert {name for name, values in rows(first).items() if not values}.isdisjoint(
            DERIVED - {"repeats", "repeat_passages"}  # these come with the first text
        )
        first.back_up(tmp_path / "first-backup.db")
        there.restore(tmp_path / "first-backup.db")
        there.back_up(tmp_path / "there-backup.db")
        last.restore(tmp_path / "there-backup.db")
        assert rows(first) == rows(there) == rows(last)
        for record in (first, there, last):
            heard: list[str] = []
            build(["far", "first"], record, steps=found.steps, progress=heard.append)
            assert heard[-1] == "linking what is new"
            assert record.faults() == ()
            assert list(recheck(record, found.steps)) == []
        assert rows(first) == rows(there) == rows(last)
