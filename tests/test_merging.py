"""Merging: two records become what one build of the inputs of both would have made."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_world import World, decisions, tale, world_of, worlds

from casus.build import build
from casus.decision import Decision
from casus.merging import merge
from casus.rechecking import recheck
from casus.record import Coded, Document, DocumentDate, Problem
from casus.store import schema
from casus.store.blind import BlindCoding, all_blind, give_blind, seal
from casus.store.errors import RecordError
from casus.store.record import Record
from databases import NewPlace
from small_steps import STEPS, code, dump, read, write_reports


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Files of two lines each, some lines the same, and one empty file."""
    folder = write_reports(tmp_path / "news")
    lines = (folder / "a.txt").read_text().splitlines() + (folder / "b.txt").read_text().splitlines()
    paths = [tmp_path / f"{n}.txt" for n in range(len(lines) - 1)]
    for path, pair in zip(paths, pairwise(lines), strict=True):
        path.write_text("\n".join(pair))
    return [*map(str, paths), str(folder / "empty.txt")]


@pytest.mark.parametrize("seed", range(4))
def test_a_merged_record_is_that_of_one_build(seed: int, files: list[str], new_place: NewPlace) -> None:
    chance = random.Random(seed)
    chance.shuffle(files)
    ours, theirs = files[:12], files[chance.randint(6, 12) :]
    with Record.open(new_place()) as record, Record.open(new_place()) as other, Record.open(new_place()) as whole:
        build(ours, record, steps=STEPS)
        for name in theirs:
            build([name], other, steps=STEPS)
        before = dump(other)
        merge(record, other, steps=STEPS)
        build([*ours, *theirs], whole, steps=STEPS)
        assert dump(record) == dump(whole)
        assert dump(other) == before
        assert record.faults() == ()


def test_the_order_of_merging_does_not_show_but_in_where_a_document_was_read(
    files: list[str], new_place: NewPlace
) -> None:
    with Record.open(new_place()) as one, Record.open(new_place()) as two, Record.open(new_place()) as three:
        build(files[:8], one, steps=STEPS)
        build(files[8:], two, steps=STEPS)
        merge(three, two, steps=STEPS)
        merge(three, one, steps=STEPS)
        merge(one, two, steps=STEPS)
        assert (one.claims(), one.links()) == (three.claims(), three.links())
        assert one.documents() == three.documents()


def test_records_of_two_kinds_of_database_merge(files: list[str], new_database: NewPlace, tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record, Record.open(new_database()) as other:
        build(files[:8], record, steps=STEPS)
        build(files[8:], other, steps=STEPS)
        merge(record, other, steps=STEPS)
        merge(other, record, steps=STEPS)
        assert (record.documents(), record.links()) == (other.documents(), other.links())


def test_what_is_judged_blind_joins_sealed(files: list[str], record: Record, tmp_path: Path) -> None:
    when = datetime(2024, 5, 1, 12, tzinfo=UTC)
    with Record.open(tmp_path / "other.db") as other:
        build(files, other, steps=STEPS)
        claim = other.claims()[0].claim_id
        with other.changing() as connection:
            give_blind(connection, [BlindCoding(claim, who, "Edith", when) for who in ("Ada", "Grace")])
            assert seal(connection, claim, "Ada", Decision("reject", "Ada", when, "a film", (claim,))) == []
        merge(record, other, steps=STEPS)
    with record.asking() as connection:
        ada, grace = all_blind(connection)[claim]
    assert (ada.sealed is not None, grace.decision_id) == (True, None)
    assert record.decisions() == ()
    assert claim in record.links().event_of


def test_merging_again_changes_nothing(files: list[str], record: Record, tmp_path: Path) -> None:
    with Record.open(tmp_path / "other.db") as other:
        build(files, other, steps=STEPS)
        first = merge(record, other, steps=STEPS)
        before = dump(record)
        again = merge(record, other, steps=STEPS)
    assert dump(record) == before
    assert (first.new, first.known) == (44, 0)
    assert (again.new, again.known) == (0, 44)
    assert [Path(problem.locator).name for problem in again.set_aside if problem.stage == "read"] == ["empty.txt"]


def test_a_document_that_both_hold_is_kept_as_the_present_coder_reads_it(
    files: list[str], record: Record, tmp_path: Path
) -> None:
    def code_nothing(documents: Iterable[Document]) -> Iterator[Coded]:
        yield from map(Coded, documents)

    old = replace(STEPS, code=code_nothing, coder="0")
    with Record.open(tmp_path / "old.db") as stale, Record.open(tmp_path / "older.db") as older:
        build(files, record, steps=STEPS)
        build(files, stale, steps=old)
        build(files, older, steps=replace(old, coder="-1"))
        present = dump(record)
        assert merge(record, stale, steps=STEPS).new == 0
        assert dump(record) == present
        assert merge(older, stale, steps=STEPS).new == 0, "neither is by the present coder"
        assert merge(stale, record, steps=STEPS).new == 44
        assert dump(stale) == present


def test_a_copy_that_comes_before_its_original_joins(record: Record, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word1 again\nword1 again\n")
    with Record.open(tmp_path / "other.db") as other:
        build([str(tmp_path / "a.txt")], other, steps=STEPS)
        first, last = sorted(other.document_keys())
        with other._writing() as connection:  # documents join in the order of their keys
            connection.execute(sa.update(schema.documents).values(copy_of=None))
            connection.execute(sa.update(schema.documents).where(schema.documents.c.key == first).values(copy_of=last))
        merge(record, other, steps=STEPS)
        assert record.totals()[:2] == (2, 1)


def test_an_undated_copy_borrows_the_date_of_a_text_in_the_other_record(record: Record, tmp_path: Path) -> None:
    def read_dated(inputs: Sequence[str], _given: date | None) -> Iterator[Document | Problem]:
        for item in read(inputs, None):
            assert isinstance(item, Document)
            dated = DocumentDate(date(2020, 5, 1), date(2020, 5, 1), "metadata")
            yield replace(item, date=dated) if item.id.startswith("dated") else item

    steps = replace(STEPS, read=read_dated, code=code)
    (tmp_path / "dated.txt").write_text("word1 again\n")
    (tmp_path / "bare.txt").write_text("word1 again\n")
    with Record.open(tmp_path / "other.db") as other:
        build([str(tmp_path / "bare.txt")], other, steps=steps)
        build([str(tmp_path / "dated.txt")], record, steps=steps)
        assert min(record.document_keys()) < min(other.document_keys()), "the small steps take it for the first text"
        merge(record, other, steps=steps)
    (bare,) = (document for document in record.documents() if document.id == "bare-0")
    assert (bare.date.start, bare.date.basis) == (date(2020, 5, 1), "inferred")


def test_decisions_join_and_the_same_one_stays_one(files: list[str], record: Record, tmp_path: Path) -> None:
    with Record.open(tmp_path / "other.db") as other:
        build(files, other, steps=STEPS)
        claim_ids = (other.claims()[0].claim_id,)
        rejection = Decision("reject", "Ada", datetime(2024, 5, 1, tzinfo=UTC), "a film", claim_ids)
        undone = Decision("undo", "Ada", datetime(2024, 5, 2, tzinfo=UTC), "no film", undoes=rejection.decision_id)
        other.add_decision(rejection)
        other.add_decision(undone)
        for _ in range(2):
            merge(record, other, steps=STEPS)
            assert record.decisions() == (rejection, undone)
        assert record.linked_by() == STEPS.linker


@given(world=worlds(), data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_records_with_decisions_become_what_one_build_and_the_decisions_of_both_make(
    tmp_path_factory: pytest.TempPathFactory, world: World, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("merging")
    names = [document.id for document in world.documents]
    with (
        Record.open(folder / "ours.db") as ours,
        Record.open(folder / "theirs.db") as theirs,
        Record.open(folder / "whole.db") as whole,
    ):
        taken: list[Decision] = []
        for record in (ours, theirs):
            build(data.draw(st.lists(st.sampled_from(names), unique=True)), record, steps=world.steps)
            known = sorted(claim.claim_id for claim in record.claims())
            if known:
                taken.append(data.draw(decisions(known, taken)))
                if taken[-1].undoes in (None, *(one.decision_id for one in record.decisions())):
                    record.add_decision(taken[-1])
            build((), record, steps=world.steps)
        keys = ours.document_keys() | theirs.document_keys()
        merge(ours, theirs, steps=world.steps)
        assert ours.document_keys() == keys
        every = [d.id for d in ours.documents()]
        build(every, whole, steps=world.steps)
        for decision in ours.decisions():
            whole.add_decision(decision)
        build((), whole, steps=world.steps)
        assert {*ours.decisions()} >= {*theirs.decisions()}
        assert ours.documents() == whole.documents()
        assert ours.links() == whole.links()
        assert ours.faults() == ()
        assert list(recheck(ours, world.steps)) == []


def test_what_joins_is_linked_beside_what_is_there_and_the_same_decision_again_links_nothing(
    new_place: NewPlace,
) -> None:
    world = world_of(tale("a", 1, [0]), tale("b", 9, [1]), tale("c", 1, [2]))
    with Record.open(new_place()) as ours, Record.open(new_place()) as theirs:
        build(["a", "b"], ours, steps=world.steps)
        ours.add_decision(Decision("merge", "Ada", datetime(2024, 5, 1, tzinfo=UTC), "one fire", ("ca", "cb")))
        build((), ours, steps=world.steps)
        merge(theirs, ours, steps=world.steps)
        assert theirs.links() == ours.links()
        build(["c"], theirs, steps=world.steps)
        heard: list[str] = []
        merge(ours, theirs, steps=world.steps, progress=heard.append)
        assert heard[-1] == "linking what is new"
        assert [event.claim_ids for event in ours.links().events] == [("ca", "cb", "cc")]
        merge(ours, theirs, steps=world.steps, progress=heard.append)
        assert heard[-1] == "linking what is new", "nothing more was done"
        assert len(heard) == 2


def test_nobody_else_builds_between_joining_and_linking(files: list[str], record: Record, tmp_path: Path) -> None:
    with Record.open(tmp_path / "other.db") as other:
        build(files, other, steps=STEPS)

        def find_copies(merged: Record) -> None:
            with pytest.raises(RecordError, match="another command is building"), merged.building():
                pass
            STEPS.find_copies(merged)

        merge(record, other, steps=replace(STEPS, find_copies=find_copies))
