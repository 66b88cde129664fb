"""A record from Python: lazy, read-only, and what its page says of it."""

from __future__ import annotations

import doctest
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import casus
from casus.asking.columns import EMPTY, claim_row, columns_of
from casus.asking.frames import MissingLibraryError, to_html
from casus.asking.opened import OpenRecord
from casus.build import build
from casus.record import Claim, Coded, Count, Document, DocumentDate, Event, Interval, Links, Number
from casus.store.errors import QueryError, RecordError
from casus.store.record import Record

DAYS = [date(2017, 2, day) for day in (9, 10, 11)]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenRecord]:
    with Record.open(tmp_path / "casus.db") as record:
        events = []
        for n, day in enumerate(DAYS):
            document = Document(f"d{n}", f"Shells fell on <b>Suran</b> {n}.", date=DocumentDate(day, day))
            claim = Claim(f"c{n}", document.key, "shelling", 0, 6, "Shells", place="Suran", interval=Interval(day, day))
            record.add_document(Coded(document, (claim,)))
            numbers = (Number("killed", n, n, n, f"c{n}", ""),)
            events.append(
                Event(f"e{n}", "shelling", "<Shelling>", (f"c{n}",), Interval(day, day), place="Suran", numbers=numbers)
            )
        record.replace_links(Links(events=tuple(events), event_of={f"c{n}": f"e{n}" for n in range(3)}))
    with casus.open(tmp_path / "casus.db") as found:
        yield found


def test_events_are_iterated_counted_and_cut(opened: OpenRecord) -> None:
    events = opened.events(place="suran")
    assert [event.event_id for event in events] == ["e2", "e1", "e0"]
    assert len(events) == 3
    assert [event.event_id for event in opened.events(order="oldest").take(2)] == ["e0", "e1"]
    assert opened.events(place="nowhere").first() is None
    assert not opened.events(place="nowhere")


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path, opened: OpenRecord) -> None:
    events = opened.events(killed=2)
    with Record.open(tmp_path / "casus.db") as record:
        record.replace_links(Links())
    assert list(events) == []


def test_claims_of_an_event_and_of_events(opened: OpenRecord) -> None:
    event = opened.events(killed=2).first()
    assert [claim.claim_id for claim in opened.claims(event=event)] == ["c2"]
    assert [claim.claim_id for claim in opened.events(until="2017-02-10").claims()] == ["c1", "c0"]
    assert list(opened.events(place="nowhere").claims()) == []
    with pytest.raises(QueryError, match="at most"):
        opened.claims(event=[f"e{n}" for n in range(2000)])
    assert opened.event("e1").event_id == "e1"


def test_a_filter_and_keywords_at_once_are_refused(opened: OpenRecord) -> None:
    with pytest.raises(TypeError, match="not both"):
        opened.events(opened.events().filter, place="Suran")
    with pytest.raises(QueryError, match="empty name"):
        opened.events(place="")


def test_a_record_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="casus build"):
        casus.open(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_notebook_shows_a_table_with_all_text_escaped(opened: OpenRecord) -> None:
    shown = opened.events()._repr_html_()
    assert "&lt;Shelling&gt;" in shown
    assert "<Shelling>" not in shown
    assert "&lt;b&gt;" in opened.documents()._repr_html_()
    assert to_html([{"a": "x" * 99}], ["a"], "<c>").count("x") == 59


def test_tables_have_the_columns_that_are_named(opened: OpenRecord) -> None:
    rows = opened.events().to_dicts()
    assert tuple(rows[0]) == opened.events().columns
    assert [row["killed_best"] for row in rows] == [2, 1, 0]


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_a_missing_library_is_said_in_one_line(
    opened: OpenRecord, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingLibraryError, match=rf"pip install 'casus-monitor\[{library}\]'"):
        getattr(opened.events(), f"to_{library}")()


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_tables_of_other_libraries(opened: OpenRecord, library: str) -> None:
    pytest.importorskip(library)
    for values in (
        opened.events(),
        opened.claims(),
        opened.documents(),
        opened.operations(),
        opened.tolls(),
        opened.control(),
    ):
        table = getattr(values, f"to_{library}")()
        assert table.shape == (len(values), len(values.columns))
    assert getattr(opened.events(), f"to_{library}")()["date_start"].to_list() == DAYS[::-1]


# --------------------------------------------------------------------------------------------- its page


@pytest.fixture(scope="module")
def of_samples(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    with Record.open(folder / "casus.db") as record:
        build([str(samples / "syria.jsonl")], record)
    return folder


def test_what_the_page_says_is_so(of_samples: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(of_samples)
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
    found = doctest.testfile(str(root / "docs" / "python.md"), module_relative=False, optionflags=flags)
    assert found.attempted > 20
    assert found.failed == 0


def test_of_several_counts_of_one_thing_the_largest_is_in_the_table() -> None:
    held = tuple(Count("detained", number, number, 0, 1) for number in (520, 2000, 40))
    row = claim_row(Claim("c", "d", "detention", 0, 1, "x", counts=held))
    assert (row["detained_min"], row["detained_max"]) == (2000, 2000)


def test_the_page_names_every_column(root: Path) -> None:
    page = (root / "docs" / "python.md").read_text(encoding="utf8")
    names = {
        name
        for row in EMPTY
        for name in columns_of(row)
        if not (row.__name__ == "claim_row" and name.endswith(("_min", "_max")))
    }
    assert [name for name in sorted(names) if f"`{name}`" not in page] == []
