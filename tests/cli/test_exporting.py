"""``casus export`` with its wishes, ``casus import`` and ``casus compare``: what they write and say."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from export_values import SHELLING, number, record_of

from casus.build import standard_steps
from casus.rechecking import recheck
from casus.record import Coded, Event, Interval, Links
from casus.store.record import Record
from in_process import Result, runner

LETHAL = replace(
    SHELLING, actors=("Syrian government",), targets=("Hayat Tahrir al-Sham",), numbers=(number("killed", 9, 9, 9),)
)
TODAY = datetime.now(UTC).date()
RECENT = replace(
    SHELLING,
    event_id="e000000000002",
    kind="air_strike",
    title="Air strike of today",
    interval=Interval(TODAY, TODAY),
    country="IQ",
)


def store(path: Path, *events: Event) -> None:
    """A record of some events, as if it had been built."""
    values = record_of(*events)
    ids = {"Syrian government": "syrian-government", "Hayat Tahrir al-Sham": "hayat-tahrir-al-sham"}
    with Record.open(path) as record:
        claims = {}
        for document, claim in zip(values.documents, values.claims, strict=True):
            numbered = tuple(replace(n, best_claim=claim.claim_id, claim_ids=(claim.claim_id,)) for n in LETHAL.numbers)
            claims[claim.claim_id] = numbered
            known = replace(
                claim,
                actor_ids=tuple(ids.get(name, name) for name in claim.actors),
                target_ids=tuple(ids.get(name, name) for name in claim.targets),
            )
            record.add_document(Coded(document, (known,), main=0), coder="test")
        kept = tuple(
            replace(event, numbers=claims[event.claim_ids[0]] if event.numbers else ()) for event in values.links.events
        )
        record.replace_links(replace(values.links, events=kept), linker="test")


@pytest.fixture
def casus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Result:
    monkeypatch.chdir(tmp_path)
    store(tmp_path / "casus.db", LETHAL, RECENT)

    return runner(capsys)


def ids(text: str) -> list[str]:
    return [row["event_id"] for row in csv.DictReader(io.StringIO(text))]


class TestWishes:
    @pytest.mark.parametrize(
        "wish",
        [
            ("--until", "2023-12-31"),
            ("--kind", "shelling"),
            ("--country", "Syria"),
            ("--actor", "hayat tahrir al-sham"),
            ("--min-deaths", "9"),
            ("--place", "oldtown", "--kind", "shelling"),
        ],
    )
    def test_only_the_events_that_are_asked_for(self, casus: Result, wish: tuple[str, ...]) -> None:
        status, out, _ = casus("export", "--format", "csv", *wish)
        assert (status, ids(out)) == (0, [LETHAL.event_id])

    def test_what_was_added_or_changed_since_a_version(self, casus: Result) -> None:
        newer = replace(RECENT, title="Shelling of the old town, told anew")
        with Record.open("casus.db") as record:
            record.replace_links(Links(events=(replace(newer, operation_id=None, rival_ids=()),)), linker="2")
        status, out, err = casus("export", "--format", "csv", "--since", 1)
        assert (status, ids(out)) == (0, [RECENT.event_id])
        assert f"version 1 to 2: 0 added, 1 changed, 1 withdrawn ({LETHAL.event_id})" in err
        status, out, err = casus("export", "--format", "csv", "--since", 2)
        assert (status, ids(out)) == (0, [])

    def test_a_version_that_is_not_there_is_an_error(self, casus: Result) -> None:
        assert casus("export", "--format", "csv", "--since", 9)[0] == 2

    def test_without_a_wish_all(self, casus: Result) -> None:
        assert len(ids(casus("export", "--format", "csv")[1])) == 2

    @pytest.mark.parametrize(
        "wrong",
        [
            ("--kind", "strike"),
            ("--country", "Ruritania"),
            ("--since", "2023-02-01", "--until", "2023-01-01"),
            ("--since", "yesterday"),
            ("--hold-back", "3"),
            ("--numeric",),
            ("--raw",),
        ],
    )
    def test_a_wish_that_cannot_be_is_refused_in_a_line(self, casus: Result, wrong: tuple[str, ...]) -> None:
        status, out, err = casus("export", "--format", "csv", *wrong)
        assert (status, out, len(err.splitlines())) == (2, "", 1)


class TestFormats:
    def test_acled_names_actors_as_acled_does_and_says_what_has_no_row(self, casus: Result) -> None:
        store(Path("more.db"), LETHAL, replace(RECENT, status="planned"))
        status, out, err = casus("export", "--format", "acled", "--record", "more.db")
        (row,) = csv.DictReader(io.StringIO(out))
        assert (status, row["actor1"], row["actor2"]) == (
            0, "Military Forces of Syria (2000-2024)", "HTS: Hayat Tahrir al-Sham",
        )  # fmt: skip
        assert err == "casus: left out: 1 event (only planned: 1)\n"

    @pytest.mark.parametrize("format_name", ["xlsx", "parquet", "gpkg"])
    def test_a_format_that_is_no_text_wants_a_file(self, casus: Result, format_name: str) -> None:
        status, out, err = casus("export", "--format", format_name)
        assert (status, out, "--output" in err) == (2, "", True)
        status, _, err = casus("export", "--format", format_name, "--output", f"events.{format_name}")
        assert (status, Path(f"events.{format_name}").stat().st_size > 0) == (0, True)
        assert [path.name for path in Path().iterdir() if path.name.startswith(".")] == [], "nothing is left beside it"

    def test_a_library_that_is_missing_is_one_line_with_what_to_do(
        self, casus: Result, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in [name for name in sys.modules if name.split(".")[0] == "pyarrow"]:
            monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        status, _, err = casus("export", "--format", "parquet", "--output", "events.parquet")
        assert (status, len(err.splitlines())) == (2, 1)
        assert "pip install 'casus-monitor[parquet]'" in err
        assert not Path("events.parquet").exists()


class TestSafe:
    def test_the_latest_days_are_held_back_and_coordinates_are_rounded(self, casus: Result) -> None:
        status, out, err = casus("export", "--format", "csv", "--safe")
        (row,) = csv.DictReader(io.StringIO(out))
        assert (status, row["event_id"], row["lat"], row["lon"]) == (0, LETHAL.event_id, "36.2", "37.2")
        assert "held back (--hold-back 14): 1" in err

    def test_no_day_need_be_held_back(self, casus: Result) -> None:
        assert len(ids(casus("export", "--format", "csv", "--safe", "--hold-back", 0)[1])) == 2


@pytest.fixture
def coded(casus: Result, tmp_path: Path) -> Path:
    """The record's own events as a coder's table, with one that the record lacks."""
    path = tmp_path / "coded.csv"
    casus("export", "--format", "acled", "--output", path)
    with path.open(encoding="utf8", newline="") as stream:
        first, *_ = list(csv.DictReader(stream))
    with path.open("w", encoding="utf8", newline="") as stream:
        writer = csv.DictWriter(stream, first)
        writer.writeheader()
        writer.writerow(first)
        writer.writerow(
            first | {"event_id_cnty": "SYR1", "location": "Farville", "latitude": "33.5", "fatalities": "3"}
        )
        writer.writerow(first | {"event_id_cnty": "SYR2", "notes": ""})
    return path


class TestCompare:
    def test_says_what_is_matched_missing_and_extra(self, casus: Result, coded: Path) -> None:
        status, out, err = casus("compare", coded)
        assert "matched 1, missing 1, extra 0: recall 0.50, precision 1.00" in out
        assert "9 coded, 9 in the record; of 1 with a figure on both sides 1 are the same" in out
        assert (status, "#3: no notes" in err) == (1, True), "a row that cannot be used is told"

    @pytest.mark.parametrize("name", ["pairs.json", "pairs.csv"])
    def test_writes_all_of_it(self, casus: Result, coded: Path, name: str) -> None:
        casus("compare", coded, "--format", "acled", "--output", name)
        text = Path(name).read_text(encoding="utf8")
        rows = json.loads(text) if name.endswith("json") else list(csv.DictReader(io.StringIO(text)))
        assert [(row["result"], row["coded_place"]) for row in rows] == [
            ("matched", "Oldtown"),
            ("missing", "Farville"),
        ]
        assert rows[0]["event_id"] == LETHAL.event_id

    @pytest.mark.parametrize("wrong", [("--format", "gtd"), ("--output", "pairs.txt"), ("--days", "-1")])
    def test_wrong_requests_are_refused_in_a_line(self, casus: Result, coded: Path, wrong: tuple[str, ...]) -> None:
        status, out, err = casus("compare", coded, *wrong)
        assert (status, out, len(err.splitlines())) == (2, "", 1)

    def test_a_file_that_is_no_such_table_is_refused(self, casus: Result, tmp_path: Path) -> None:
        (tmp_path / "news.csv").write_text("id,text\n1,News.\n")
        status, _, err = casus("compare", "news.csv")
        assert (status, "columns of none of acled, ucdp" in err) == (2, True)
        assert casus("compare", "absent.csv")[0] == 2


class TestImport:
    def test_rows_become_claims_of_the_project_and_are_linked(self, casus: Result, coded: Path) -> None:
        status, out, _ = casus("import", coded, "--record", "own.db")
        assert (status, "2 new events, 0 known, 1 row left out" in out) == (1, True)
        with Record.open("own.db") as record:
            claims, links = record.claims(), record.links()
        assert {(claim.source, claim.kind) for claim in claims} == {("ACLED", "shelling")}
        assert {claim.actor_ids for claim in claims} == {("syrian-government",)}
        assert {claim.target_ids for claim in claims} == {("hayat-tahrir-al-sham",)}
        assert sorted(event.place for event in links.events) == ["Farville", "Oldtown"]

    def test_a_table_of_ucdp_is_read_by_its_columns(self, casus: Result) -> None:
        casus("export", "--format", "ucdp", "--output", "ged.csv")
        status, out, _ = casus("import", "ged.csv", "--record", "ged.db")
        assert (status, "1 new event, 0 known" in out) == (0, True)
        with Record.open("ged.db") as record:
            (claim,) = record.claims()
        assert (claim.source, claim.actor_ids, claim.country, claim.precision) == (
            "UCDP",
            ("syrian-government",),
            "SY",
            "exact",
        )
        assert [(count.what, count.min, count.max) for count in claim.counts] == [("killed", 9, 9)]

    def test_the_same_table_twice_is_one(self, casus: Result, coded: Path) -> None:
        casus("import", coded, "--record", "own.db")
        _, out, _ = casus("import", coded, "--record", "own.db")
        assert "0 new events, 2 known" in out
        with Record.open("own.db") as record:
            assert len(record.claims()) == 2

    def test_rows_are_linked_beside_what_is_there_and_nobody_builds_meanwhile(self, casus: Result, coded: Path) -> None:
        casus("export", "--format", "ucdp", "--output", "ged.csv")
        assert casus("import", "ged.csv", "--record", "own.db")[0] == 0
        with Record.open("own.db") as record:
            steps, before = standard_steps(), record.document_keys()
            assert record.linked_by() == steps.linker
            with record.building():
                status, out, err = casus("import", coded, "--record", "own.db")
            assert (status, out, "another command is building" in err) == (2, "", True)
            assert record.document_keys() == before
            casus("import", coded, "--record", "own.db")
            assert len(record.document_keys()) == len(before) + 2
            assert record.linked_by() == steps.linker
            assert record.faults() == ()
            assert list(recheck(record, steps)) == []
