"""A record's mark changes with whatever is written, and with nothing else."""

from __future__ import annotations

from casus.record import Coded, Document, Links, Problem
from casus.store.record import Record

PAPER = Coded(Document("a", "Shells fell."))


def test_a_mark_stays_while_nothing_is_written(record: Record, place: str) -> None:
    record.add_document(PAPER)
    mark = record.mark()
    record.links(), record.documents()
    with Record.open(place) as again:
        assert again.mark() == mark == record.mark()


def test_each_kind_of_writing_changes_the_mark(record: Record) -> None:
    problem = Problem("a.txt", "read", "holds nothing")
    seen = [record.mark()]
    for write in (
        lambda: record.add_document(PAPER),
        lambda: record.replace_links(Links(), linker="1"),
        lambda: record.add_problem(problem),
        lambda: record.drop_problems([problem]),
    ):
        write()
        seen.append(record.mark())
    with record.copy_shelf() as shelf:
        shelf.set_first_texts([PAPER.document.key], {})
    seen.append(record.mark())
    assert len(set(seen)) == len(seen)


def test_a_snapshot_keeps_its_mark(record: Record) -> None:
    record.add_document(PAPER)
    with record.snapshot() as before:
        mark = before.mark()
        record.add_problem(Problem("a.txt", "read", "holds nothing"))
        assert before.mark() == mark != record.mark()
