"""What linking files in the record: a build that adds documents ends where one build of them all would have ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from casus.build import Steps, build
from casus.linking import incremental, link
from casus.record import Claim, Coded, Count, Document, DocumentDate, Interval, Links, Problem
from casus.store.record import Record
from casus.store.schema import metadata

PLACES = {"Karim": "SY", "Dabra": "SY", "Marda": "UA", "Port": "YE"}
KINDS = {"shelled": "shelling", "seized": "territory_gain", "attacked": "offensive", "fought": "armed_clash"}
LINES = (
    "03-01 army attacked Karim from rebels killing 3",
    "03-02 army attacked Karim from rebels killing 5",
    "03-02 army seized Karim from rebels killing 0",
    "03-03 rebels seized Karim from army killing 1",
    "03-04 army seized Dabra from rebels killing 0",
    "03-05 army shelled Dabra from rebels killing 2",
    "03-01 army attacked Marda from guards killing 4",
    "03-01 army fought Marda from guards killing 4",
    "03-02 army shelled Port from guards killing 9",
)


def read(inputs: Sequence[str], _given: date | None) -> Iterator[Document | Problem]:
    """Each input is a line: ``MM-DD DOER VERB PLACE from TARGET killing N``."""
    for line in inputs:
        day = date.fromisoformat(f"2016-{line.split()[0]}")
        yield Document(line[:16], line, publisher=line.split()[1], date=DocumentDate(day, day, "given"), locator=line)


def code_as(aggregate: bool) -> Steps:
    def code(documents: Iterator[Document]) -> Iterator[Coded]:
        for document in documents:
            _, doer, verb, place, _, target, _, number = document.text.split()
            claim = Claim(
                f"c{document.key}", document.key, KINDS[verb], 0, len(document.text), document.text,  # type: ignore[arg-type]
                (doer,), (target,), place=place, country=PLACES[place],
                interval=Interval(document.date.start, document.date.start),
                counts=(Count("killed", int(number), int(number)),), aggregate=aggregate,
            )  # fmt: skip
            yield Coded(document, (claim,), main=0)

    return Steps(read, code, lambda _record: None, link, f"coder {aggregate}", "1", incremental)  # type: ignore[arg-type]


STEPS = code_as(False)


@pytest.fixture
def at_once(tmp_path: Path) -> Links:
    with Record.open(tmp_path / "once.sqlite") as record:
        build(LINES, record, steps=STEPS)
        return record.links()


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.sqlite") as opened:
        yield opened


def stored(record: Record) -> dict[str, list[tuple[object, ...]]]:
    """All rows of what is filed and linked, but for numbers that only tell rows apart and keys that linger."""
    with record._engine.connect() as connection:
        names = [name for name in sa.inspect(connection).get_table_names() if name.startswith("filed_")]
        found = {}
        for name in names:
            if name == "filed_parts":  # of control, the identifier is a free number
                query = "SELECT war, what, digest FROM filed_parts"
            elif name == "filed_spells":  # likewise
                query = "SELECT war, spot FROM filed_spells"
            else:
                query = f"SELECT * FROM {name}"
            found[name] = sorted(map(tuple, connection.execute(sa.text(query))), key=repr)
        return found


def test_one_build_links_as_the_pure_function_does(record: Record) -> None:
    build(LINES, record, steps=STEPS)
    assert record.links() == link(record.claims(), {document.key: document for document in record.documents()})
    assert len(record.links().controls) > 1
    assert record.links().operations


@pytest.mark.parametrize("order", [LINES, LINES[::-1], LINES[4:] + LINES[:4]])
def test_builds_one_by_one_end_where_one_build_ends(
    record: Record, at_once: Links, order: Sequence[str], tmp_path: Path
) -> None:
    for line in order:
        build([line], record, steps=STEPS)
    assert record.links() == at_once
    with Record.open(tmp_path / "once.sqlite") as other:
        assert stored(record) == stored(other)


def test_a_build_says_whether_it_links_what_is_new_or_everything(record: Record) -> None:
    heard: list[str] = []
    build(LINES[:1], record, steps=STEPS, progress=heard.append)
    build(LINES[:2], record, steps=STEPS, progress=heard.append)
    build(LINES[:2], record, steps=replace(STEPS, linker="2"), progress=heard.append)
    assert [said for said in heard if said.startswith("linking")] == [
        "linking all documents",
        "linking what is new",
        "linking all documents anew",
    ]


def test_what_another_war_has_is_not_written_again(record: Record) -> None:
    build(LINES[:6], record, steps=STEPS)
    with record._writing() as connection:
        connection.execute(sa.text("UPDATE events SET rowid = rowid + 1000"))  # rows written anew would count from 1
        before = {row.rowid for row in connection.execute(sa.text("SELECT rowid FROM events"))}
    build(LINES[:7], record, steps=STEPS)
    with record._engine.connect() as connection:
        after = {row.rowid for row in connection.execute(sa.text("SELECT rowid FROM events"))}
    assert before < after


def test_documents_coded_anew_are_linked_as_they_now_are(record: Record, tmp_path: Path) -> None:
    build(LINES, record, steps=STEPS)
    build(LINES[:3], record, steps=code_as(True))
    with Record.open(tmp_path / "other.sqlite") as other:
        build(LINES[3:], other, steps=STEPS)
        build(LINES[:3], other, steps=code_as(True))
        assert record.links() == other.links()
    assert record.links() == link(record.claims(), {document.key: document for document in record.documents()})


def test_links_on_claims_that_are_no_longer_go_with_them(record: Record) -> None:
    """A document coded anew without claims: until it is linked, nothing speaks of what it said, and the wars of others stand."""
    build(LINES[:8], record, steps=STEPS)
    document = next(document for document in record.documents() if "shelled Dabra" in document.text)
    record.add_document(Coded(document), coder="another")
    assert record.linked_by() is None
    assert {event.place for event in record.links().events} == {"Marda"}
    build((), record, steps=STEPS)
    assert {event.place for event in record.links().events} == {"Karim", "Dabra", "Marda"}
    assert record.links() == link(record.claims(), {document.key: document for document in record.documents()})


def test_until_new_documents_are_linked_the_record_says_so(record: Record) -> None:
    """A build that is killed between the two leaves a whole record, and the next one links."""
    build(LINES[:4], record, steps=STEPS)
    assert record.linked_by() == "1"
    (document,) = read([LINES[4]], None)
    assert isinstance(document, Document)
    (coded,) = STEPS.code([document])
    record.add_document(coded, coder=STEPS.coder)
    assert record.linked_by() is None
    assert len(record.links().event_of) == 4
    build(LINES[4:5], record, steps=STEPS)
    assert record.linked_by() == "1"
    assert len(record.links().event_of) == 5


def test_a_change_that_fails_leaves_the_links_as_they_were(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    build(LINES[:4], record, steps=STEPS)
    before = record.links()

    def break_off(*_given: object) -> None:
        raise RuntimeError("the power fails")

    monkeypatch.setattr("casus.store.war_rows._put_in", break_off)
    with pytest.raises(RuntimeError):
        build(LINES[:5], record, steps=STEPS)
    assert record.links() == before
    assert record.linked_by() is None
    monkeypatch.undo()
    build(LINES[:5], record, steps=STEPS)
    assert len(record.links().event_of) == 5


def test_a_linking_that_files_nothing_forgets_what_was_filed(record: Record) -> None:
    build(LINES[:4], record, steps=STEPS)
    record.replace_links(Links(), linker="other")
    with record.link_shelf() as shelf:
        assert shelf.filed_by() is None
    assert stored(record)["filed_claims"] == []


def test_whatever_refers_to_a_row_is_found_by_an_index() -> None:
    """Deleting a row looks for what refers to it; without an index that would read a whole table, and grow with the record."""
    emptied_whole = {"copy_keys"}  # and what it refers to as well
    for table in metadata.sorted_tables:
        if table.name in emptied_whole:
            continue
        found = [list(table.primary_key.columns.keys())]
        found += [list(index.columns.keys()) for index in table.indexes]
        found += [list(one.columns.keys()) for one in table.constraints if isinstance(one, sa.UniqueConstraint)]
        for key in table.foreign_key_constraints:
            assert any(columns[: len(key.column_keys)] == key.column_keys for columns in found), (
                table.name,
                key.column_keys,
            )
