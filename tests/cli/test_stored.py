"""A record that is read in portions gives the same files, letter by letter, as one that is held in memory as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from export_values import records
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casus.cli.known import who_is_who
from casus.cli.stored import StoredSource
from casus.codes import codes_of
from casus.decision import Decision
from casus.exporting.formats import export_file, formats
from casus.exporting.narrowing import narrowed
from casus.exporting.protecting import Protection, protected
from casus.exporting.raw_parquet import RawSource
from casus.exporting.selecting import Selection, selected
from casus.exporting.undated import dated_by_reports
from casus.exporting.values import Options, RecordValues, Source
from casus.record import Coded, Control, Count, Event, Interval, Links, Operation, Problem, Relation, Toll
from casus.store.record import Record

SIZES = (1, 2, 7)
TODAY = date(2023, 6, 1)


def woven(values: RecordValues) -> RecordValues:
    """The values with what binds events together: rivals, denials across events, an operation, tolls, control, relations, copies, problems."""
    documents, events = list(values.documents), list(values.links.events)
    for at, event in enumerate(events):
        claim_id = event.claim_ids[0]
        numbers = tuple(
            replace(one, best_claim=claim_id, claim_ids=(claim_id,)) for one in event.numbers if _in_order(one)
        )
        other = events[at - 1]
        events[at] = replace(
            event,
            numbers=numbers,
            rival_ids=(other.event_id,) if at % 3 == 1 else (),
            denial_ids=other.claim_ids if at % 2 else (),
            operation_id="o1" if at % 2 else None,
        )
    known = {event.place_id: event for event in reversed(events)}  # an id stands for one place
    events = [replace(one, place=known[one.place_id].place, precision=known[one.place_id].precision, country=known[one.place_id].country,
        lat=known[one.place_id].lat, lon=known[one.place_id].lon) if one.place_id else one for one in events]  # fmt: skip
    claims = [replace(claim, counts=()) for claim in values.claims]
    loose = [replace(claims[0], claim_id="c-loose", trigger="fell")] if claims else []
    odd = tuple(event.event_id for event in events if event.operation_id)
    tolls = [
        Toll(f"t{n}", one.claim_id, Count("killed", n, None), (Count("wounded", 1, 1),)) for n, one in enumerate(claims)
    ]
    tolls = [
        replace(toll, superseded_by="t0" if n else None, operation_id="o1" if odd else None)
        for n, toll in enumerate(tolls)
    ]
    controls = [
        Control(one.place or "Oldtown", "Front", one.interval, Interval() if n % 2 else None, one.claim_ids, "market", contested_by=events[0].claim_ids)
        for n, one in enumerate(events)
    ]  # fmt: skip
    relations = [
        Relation(f"r{n}", one.document, "fights", one.begin, one.end, one.evidence, "A", "a", "B", "b")
        for n, one in enumerate(claims)
    ]
    return replace(
        values,
        documents=tuple(replace(one, copy_of=documents[0].key if n == 1 else None) for n, one in enumerate(documents)),
        claims=(*claims, *loose),
        links=Links(
            tuple(events), (Operation("o1", "Battle of the market", odd),) if odd else (), tuple(tolls), tuple(controls),
            values.links.event_of,
        ),
        problems=(Problem("b.txt", "read", "is empty"), Problem("a.txt", "read", "is empty")),
        relations=tuple(relations),
    )  # fmt: skip


def _in_order(number: object) -> bool:
    known = [one for one in (number.low, number.best, number.high) if one is not None]  # type: ignore[attr-defined]
    return known == sorted(known)


@contextmanager
def stored(values: RecordValues, folder: Path) -> Iterator[Record]:
    """The values in a record."""
    with Record.open(folder / "casus.db") as record:
        put(values, record)
        yield record


def put(values: RecordValues, record: Record) -> None:
    for document in values.documents:  # the first text before its copies
        mine = tuple(claim for claim in values.claims if claim.document == document.key)
        relations = tuple(one for one in values.relations if one.document == document.key)
        record.add_document(Coded(document, mine, relations=relations), coder="1")
    for problem in values.problems:
        record.add_problem(problem)
    record.replace_links(values.links, linker="1")


def held(record: Record) -> RecordValues:
    """The whole record in memory."""
    documents, claims, links = record.documents(), record.claims(), record.links()
    return RecordValues(
        documents, claims, links, record.problems(), codes_of(claims, texts={one.key: one.text for one in documents}), record.relations(),
        who_is_who(),
    )  # fmt: skip


def written(source: Source, format_name: str, folder: Path, *, safe: bool) -> tuple[bytes, Counter[str]]:
    path = folder / f"out.{format_name}"
    path.unlink(missing_ok=True)
    left_out = export_file(source, format_name, path, Options(safe=safe))
    return path.read_bytes(), left_out


def wished(source: Source, wish: str) -> tuple[Source, Counter[str]]:
    if wish == "safe":
        return protected(source, Protection(TODAY))
    if wish == "dated":
        return dated_by_reports(source), Counter()
    some = Selection(since=date(1999, 1, 1), kinds=KINDS) if wish == "some" else Selection()
    return selected(source, some), Counter()


KINDS = ("shelling", "air_strike", "armed_clash", "casualty_report", "detention", "displacement", "protest", "aid")


def same(values: RecordValues, format_name: str, wish: str) -> None:
    with TemporaryDirectory() as name, stored(values, Path(name)) as record:
        whole, left = wished(held(record), wish)
        expected = written(whole, format_name, Path(name), safe=wish == "safe")
        for size in SIZES:
            with record.portions(size) as portions:
                source, also_left = wished(StoredSource(portions), wish)
                assert written(source, format_name, Path(name), safe=wish == "safe") == expected
                assert left == also_left


@pytest.mark.parametrize("format_name", formats())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values=records(), wish=st.sampled_from(["all", "safe", "some", "dated"]))
def test_any_record_in_portions_gives_the_same_file(values: RecordValues, format_name: str, wish: str) -> None:
    same(woven(values), format_name, wish)


def test_a_portion_of_events_has_what_leads_back_from_them_and_no_more(tmp_path: Path) -> None:
    from export_values import SHELLING, record_of

    three = [replace(SHELLING, event_id=f"e{n}") for n in range(3)]
    values = record_of(*three, evidence="Shells fell.")
    with stored(woven(values), tmp_path) as record, record.portions(1) as portions:
        parts = list(portions.by_events())
    assert [[event.event_id for event in part.links.events] for part in parts] == [["e0"], ["e1"], ["e2"]]
    middle = parts[1]
    assert {claim.claim_id for claim in middle.claims} == {
        *middle.links.events[0].claim_ids,
        *middle.links.events[0].denial_ids,
    }
    assert {*middle.documents} == {claim.document for claim in middle.claims}
    assert [(one.operation_id, one.event_ids) for one in middle.links.operations] == [("o1", ("e1",))]


def test_filed_links_are_read_in_the_order_of_linking(tmp_path: Path) -> None:
    from export_values import SHELLING, record_of

    from casus.build import Steps, bring_up_to_date
    from casus.linking import incremental, link

    kept: list[Event] = [
        replace(SHELLING, event_id=f"e{n}", place=place) for n, place in enumerate(("Zeta", "Alpha", "Mid"))
    ]
    steps = Steps(
        read=lambda _inputs, _given: iter(()), code=lambda _documents: iter(()), find_copies=lambda _record: None, link=link, coder="1",
        linker="1", relinker=incremental,
    )  # fmt: skip
    values = woven(record_of(*kept))
    with stored(values, tmp_path) as record:
        bring_up_to_date(record, steps)
        links = record.links()
        with record.portions(1) as portions:
            assert tuple(one for part in portions.by_events() for one in part.links.events) == links.events
            assert (tuple(portions.operations()), tuple(portions.tolls()), tuple(portions.controls())) == (
                links.operations, links.tolls, links.controls,
            )  # fmt: skip


@pytest.mark.parametrize(("rows", "reports", "together"), [(100, 100, 8), (2, 1, 1), (3, 2, 2), (2, 1, 2), (2, 1, 3)])
def test_parquet_from_plain_columns_is_parquet_from_values_on_every_database(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, reports: int, together: int
) -> None:
    """Whatever lies in one piece of the work."""
    from export_values import SHELLING, record_of

    from casus.exporting import as_parquet, parquet_groups

    monkeypatch.setattr(as_parquet, "ROWS", rows)
    monkeypatch.setattr(parquet_groups, "REPORTS", reports)
    monkeypatch.setattr(parquet_groups, "TOGETHER", together)
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    kinds = ("shelling", "armed_clash", "displacement", "shelling")
    values = woven(record_of(*(replace(SHELLING, event_id=f"e{n}", kind=kind) for n, kind in enumerate(kinds))))
    put(values, record)
    with record.portions() as portions:
        plain = StoredSource(portions)
        through_values = narrowed(plain, lambda _event: True)
        assert isinstance(plain, RawSource)
        assert not isinstance(through_values, RawSource)
        tables = []
        for name, source in (("plain", plain), ("values", through_values)):
            export_file(source, "parquet", tmp_path / name)
            tables.append(parquet.read_table(tmp_path / name))
    assert tables[0].num_rows == len(kinds)
    assert tables[0].equals(tables[1])


def test_parquet_tells_the_same_where_claims_stand_in_odd_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event whose first claim is of another kind, one that nobody asserts, a claim both asserted and denied, digests that all ids share."""
    from export_values import SHELLING, record_of

    from casus.exporting import parquet_claims

    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    values = record_of(*(replace(SHELLING, event_id=f"e{n}", kind="shelling") for n in range(4)))
    first, second, third, fourth = values.claims
    events = list(values.links.events)
    both = (first.claim_id, second.claim_id)
    events[0] = replace(events[0], claim_ids=both, denial_ids=(third.claim_id, first.claim_id), numbers=())
    events[1] = replace(events[1], claim_ids=(), denial_ids=(), numbers=())
    events[2] = replace(events[2], claim_ids=(fourth.claim_id,), numbers=())
    claims = (
        replace(first, kind="protest", source=None),
        replace(second, source=""),
        third,
        replace(fourth, kind="aid"),
    )
    values = replace(values, claims=claims, links=replace(values.links, events=tuple(events), event_of={}))
    monkeypatch.setattr(parquet_claims, "crc32", lambda _id: 7)
    tables = []
    with stored(values, tmp_path) as record, record.portions() as portions:
        plain = StoredSource(portions)
        for name, source in (("plain", plain), ("values", narrowed(plain, lambda _event: True))):
            export_file(source, "parquet", tmp_path / name)
            tables.append(parquet.read_table(tmp_path / name))
    assert tables[0].equals(tables[1])
    told = tables[0].to_pylist()
    assert [row["acled_event_type"] for row in told] == ["Explosions/Remote violence", None, None, None]
    assert [(one["claim_id"], one["against"]) for one in told[0]["claims"]] == [(first.claim_id, True), (second.claim_id, False), (third.claim_id, True)]  # fmt: skip


def test_parquet_tells_corrected_claims_as_corrected(tmp_path: Path) -> None:
    from export_values import SHELLING, record_of

    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    values = record_of(SHELLING)
    with stored(values, tmp_path) as record:
        claim_id = values.claims[0].claim_id
        record.add_decision(
            Decision("correct", "Ada", datetime(2024, 5, 1, tzinfo=UTC), "misread", (claim_id,), changes=(("source", ("the mayor",)),))
        )  # fmt: skip
        with record.portions() as portions:
            export_file(StoredSource(portions), "parquet", tmp_path / "out")
    (told,) = parquet.read_table(tmp_path / "out").column("claims").to_pylist()[0]
    assert told["source"] == "the mayor"


def test_parquet_is_the_same_file_with_any_number_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from export_values import SHELLING, record_of

    from casus.cli.publishing import reading_from
    from casus.exporting import as_parquet, parquet_groups

    pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    monkeypatch.setattr(as_parquet, "ROWS", 2)
    monkeypatch.setattr(parquet_groups, "ENOUGH", 2)
    monkeypatch.setattr(parquet_groups, "REPORTS", 2)
    monkeypatch.setattr(parquet_groups, "TOGETHER", 1)
    values = woven(record_of(*(replace(SHELLING, event_id=f"e{n}") for n in range(9))))
    with stored(values, tmp_path), reading_from(str(tmp_path / "casus.db")) as source:
        for jobs in (1, 2, 3):
            export_file(source, "parquet", tmp_path / f"{jobs}.parquet", Options(jobs=jobs))
    files = [(tmp_path / f"{jobs}.parquet").read_bytes() for jobs in (1, 2, 3)]
    assert files[0] == files[1] == files[2]


def test_parquet_is_of_one_state_whatever_is_written_while_processes_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from export_values import SHELLING, record_of

    from casus.cli.publishing import reading_from
    from casus.exporting import as_parquet, parquet_groups

    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    monkeypatch.setattr(as_parquet, "ROWS", 1)
    monkeypatch.setattr(parquet_groups, "ENOUGH", 1)
    values = record_of(SHELLING)
    with stored(values, tmp_path) as record, reading_from(str(tmp_path / "casus.db")) as source:
        record.replace_links(replace(values.links, events=(replace(values.links.events[0], title="Another title"),)))
        export_file(source, "parquet", tmp_path / "out", Options(jobs=2))
    assert parquet.read_table(tmp_path / "out").column("title").to_pylist() == [SHELLING.title]


def test_events_without_claims_or_reports_are_rows_too(tmp_path: Path) -> None:
    from export_values import SHELLING

    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    bare = RecordValues((), (), Links(events=(replace(SHELLING, operation_id=None),)))
    with stored(bare, tmp_path) as record, record.portions() as portions:
        export_file(StoredSource(portions), "parquet", tmp_path / "out")
    (row,) = parquet.read_table(tmp_path / "out").to_pylist()
    assert (row["title"], row["claims"], row["sources"], row["cameo"]) == (SHELLING.title, [], [], None)
