"""The whole way in fresh processes: from a folder of reports to a record, a report and exports that can be trusted."""

from __future__ import annotations

import csv
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import pytest

from casus.merging import merge
from casus.record import Claim, Document, Event, Links
from casus.store.record import Record

Command = Callable[..., "subprocess.CompletedProcess[str]"]


# Two reports of one event each, in other words and with other numbers. A first version need not see through all of them.
PAIRS = (
    frozenset({"kherson-withdrawal", "kherson-liberated"}),
    frozenset({"kramatorsk-block-first", "kramatorsk-block-toll"}),
    frozenset({"mopti-road-bomb", "mopti-road-bomb-army"}),
    frozenset({"laukkai-surrender", "laukkai-garrison"}),
    frozenset({"palmyra-retaken", "palmyra-retaken-courier"}),
)


@dataclass(frozen=True)
class Built:
    """A record read back as values."""

    path: Path
    documents: dict[str, Document]
    claims: dict[str, Claim]
    links: Links
    said: str

    def document_of(self, claim_id: str) -> Document:
        return self.documents[self.claims[claim_id].document]

    def reports_of(self, event: Event) -> set[str]:
        """The ids of the reports that tell of an event, copies left out."""
        told = (self.document_of(claim) for claim in (*event.claim_ids, *event.denial_ids))
        return {document.id for document in told if document.copy_of is None}


def read_back(path: Path, said: str = "") -> Built:
    with Record.open(path, create=False) as record:
        return Built(
            path,
            {document.key: document for document in record.documents()},
            {claim.claim_id: claim for claim in record.claims()},
            record.links(),
            said,
        )


@pytest.fixture(scope="module")
def built(samples: Path, casus: Command, tmp_path_factory: pytest.TempPathFactory) -> Built:
    path = tmp_path_factory.mktemp("whole-way") / "casus.db"
    done = casus("build", samples, "--record", path)
    assert done.returncode == 0, done.stderr
    return read_back(path, done.stdout)


class TestTheRecord:
    def test_holds_every_report(self, built: Built) -> None:
        assert len(built.documents) == 25
        told = {built.claims[claim].document for claim in built.claims}
        assert [document.id for key, document in built.documents.items() if key not in told] == []

    def test_rests_every_claim_on_words_of_its_document(self, built: Built) -> None:
        assert built.claims
        for claim in built.claims.values():
            assert built.documents[claim.document].text[claim.begin : claim.end] == claim.evidence

    def test_rests_every_event_toll_and_control_on_claims(self, built: Built) -> None:
        links = built.links
        assert links.events
        for event in links.events:
            assert event.claim_ids or event.denial_ids
            assert {*event.claim_ids, *event.denial_ids} <= built.claims.keys()
            for number in event.numbers:
                assert number.best_claim in number.claim_ids
                assert set(number.claim_ids) <= built.claims.keys()
        assert {toll.claim_id for toll in links.tolls} <= built.claims.keys()
        assert all(set(control.claim_ids) <= built.claims.keys() for control in links.controls)

    def test_says_where_each_date_came_from(self, built: Built) -> None:
        basis = {document.id: document.date.basis for document in built.documents.values()}
        assert basis["palmyra-retaken"] == "given"
        assert basis["laukkai-garrison"] == "metadata"
        assert basis["raqqa-assault"] in ("inferred", "unknown")

    def test_knows_a_copy_for_what_it_is(self, built: Built) -> None:
        key = {document.id: document.key for document in built.documents.values()}
        copies = {document.id: document.copy_of for document in built.documents.values() if document.copy_of}
        assert copies == {"palmyra-retaken-bulletin": key["palmyra-retaken"]}

    def test_keeps_boilerplate_out(self, built: Built) -> None:
        (report,) = (document for document in built.documents.values() if document.id == "hama-suran-entered")
        policy = report.text.index("Sign up to our")
        assert [c.evidence for c in built.claims.values() if c.document == report.key and c.end > policy] == []


class TestLinking:
    def test_makes_one_event_of_two_reports_that_tell_of_one(self, built: Built) -> None:
        linked = {pair for pair in PAIRS if any(pair <= built.reports_of(event) for event in built.links.events)}
        assert len(linked) >= 3, linked

    def test_groups_events_into_operations(self, built: Built) -> None:
        operations = built.links.operations
        assert operations
        assert any(len(operation.event_ids) >= 2 for operation in operations)
        assert {event for operation in operations for event in operation.event_ids} <= {
            event.event_id for event in built.links.events
        }

    def test_lets_a_repulse_and_a_capture_stand_side_by_side(self, built: Built) -> None:
        contested = [event for event in built.links.events if event.grade == "contested" and event.place == "Suran"]
        assert contested
        events = {event.event_id: event for event in built.links.events}
        for event in contested:
            assert event.denial_ids or event.rival_ids
            against = {*event.denial_ids, *(c for rival in event.rival_ids for c in events[rival].claim_ids)}
            assert against - set(event.claim_ids)

    def test_replaces_a_toll_by_a_later_one_and_keeps_its_part(self, built: Built) -> None:
        tolls = {toll.number.min: toll for toll in built.links.tolls if toll.number.what == "killed"}
        earlier, later = tolls[480], tolls[602]
        assert [(part.what, part.min) for part in earlier.parts] == [("killed_civilians", 70)]
        assert [(part.what, part.min) for part in later.parts] == [("killed_civilians", 104)]
        by_id = {toll.toll_id: toll for toll in built.links.tolls}
        assert earlier.superseded_by is not None
        assert by_id[earlier.superseded_by].number.min == later.number.min
        assert by_id[earlier.superseded_by].superseded_by is None

    def test_follows_a_city_from_hand_to_hand(self, built: Built) -> None:
        held = [control for control in built.links.controls if control.place == "Palmyra"]
        assert {control.holder for control in held} >= {"Islamic State", "Syrian government"}
        for one, other in combinations(held, 2):
            assert (one.holder, one.since) != (other.holder, other.since)


class TestRunningAgain:
    def test_changes_nothing(self, built: Built, samples: Path, casus: Command, tmp_path: Path) -> None:
        again = tmp_path / "again.db"
        shutil.copy(built.path, again)
        done = casus("build", samples, "--record", again)
        assert done.returncode == 0, done.stderr
        after = read_back(again)
        assert (after.documents, after.claims, after.links) == (built.documents, built.claims, built.links)

    def test_finishes_a_build_that_was_killed_twice(
        self, built: Built, samples: Path, casus: Command, tmp_path: Path
    ) -> None:
        path, chance = tmp_path / "killed.db", random.Random(1)
        for _ in range(2):
            enough = stored(path) + chance.randint(1, 8)
            build = subprocess.Popen(
                [sys.executable, "-m", "casus", "build", str(samples), "--record", str(path)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            while build.poll() is None and stored(path) < enough:
                time.sleep(0.01)
            build.kill()
            build.wait()
            with Record.open(path, create=False) as record:
                assert record.faults() == ()
        assert casus("build", samples, "--record", path).returncode == 0
        after = read_back(path)
        assert (after.documents, after.claims, after.links) == (built.documents, built.claims, built.links)


class TestKeeping:
    def test_the_record_is_whole(self, built: Built) -> None:
        with Record.open(built.path, create=False) as record:
            assert record.faults() == ()

    def test_the_record_goes_to_postgresql_and_back(
        self, built: Built, new_database: Callable[[], str], tmp_path: Path
    ) -> None:
        with Record.open(built.path, create=False) as record, Record.open(new_database()) as there:
            record.back_up(tmp_path / "backup.db")
            there.restore(tmp_path / "backup.db")
            assert there.faults() == ()
            assert (there.documents(), there.claims(), there.relations()) == (
                record.documents(), record.claims(), record.relations()
            )  # fmt: skip
            assert there.links() == record.links()
            assert there.actor_names() == record.actor_names()
            assert there.problems() == record.problems()

    def test_two_halves_merge_to_the_whole(self, built: Built, tmp_path: Path) -> None:
        with (
            Record.open(built.path, create=False) as whole,
            Record.open(tmp_path / "one.db") as one,
            Record.open(tmp_path / "two.db") as two,
        ):
            for number, (key, coder) in enumerate(sorted(whole.coders().items())):
                coded = whole.coded(key)
                alone = replace(coded, document=replace(coded.document, copy_of=None))
                (one if number % 2 else two).add_document(alone, coder=coder)
            merge(one, two)
            assert (one.documents(), one.claims()) == (whole.documents(), whole.claims())
            assert one.links() == whole.links()


def stored(path: Path) -> int:
    """How many documents a record holds while another process writes it."""
    if not path.is_file():
        return 0
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            (number,) = connection.execute("select count(*) from documents").fetchone()
        finally:
            connection.close()
    except sqlite3.OperationalError:  # the schema is not there yet
        return 0
    return int(number)


class TestPublishing:
    def test_the_report_is_one_file_that_needs_no_network(self, built: Built, casus: Command, tmp_path: Path) -> None:
        page = tmp_path / "report.html"
        done = casus("report", "--record", built.path, "--output", page)
        assert done.returncode == 0, done.stderr
        text = page.read_text(encoding="utf8")
        for loading in ('src="http', "src='http", '<link rel="stylesheet"', "@import", "fetch("):
            assert loading not in text
        assert "Palmyra" in text
        assert "Suran" in text

    def test_explain_shows_the_words_behind_an_event(self, built: Built, casus: Command) -> None:
        event = next(event for event in built.links.events if len(built.reports_of(event)) > 1)
        done = casus("explain", event.event_id, "--record", built.path)
        assert done.returncode == 0, done.stderr
        shown = " ".join(done.stdout.split())
        for claim in event.claim_ids:
            assert " ".join(built.claims[claim].evidence.split())[:40] in shown

    def test_explain_says_when_there_is_no_such_event(self, built: Built, casus: Command) -> None:
        done = casus("explain", "e000000000000", "--record", built.path)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert "e000000000000" in done.stderr

    def test_exports_are_whole(self, built: Built, casus: Command) -> None:
        rows = list(
            csv.DictReader(casus("export", "--format", "csv", "--record", built.path).stdout.splitlines(keepends=True))
        )
        lines = casus("export", "--format", "jsonl", "--record", built.path).stdout.splitlines()
        geo = json.loads(casus("export", "--format", "geojson", "--record", built.path).stdout)
        assert len(rows) == len(built.links.events)
        assert all(isinstance(json.loads(line), dict) for line in lines)
        assert len(lines) >= len(built.links.events)
        assert geo["type"] == "FeatureCollection"
        assert {feature["geometry"]["type"] for feature in geo["features"]} == {"Point"}


class TestCode:
    def test_prints_one_line_a_report_in_the_order_given(self, samples: Path, casus: Command) -> None:
        path = samples / "sudan.json"
        given = json.loads(path.read_text(encoding="utf8"))
        done = casus("code", path, "--as", "claims")
        assert done.returncode == 0, done.stderr
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        assert [row["id"] for row in rows] == [row["id"] for row in given]
        for row, document in zip(rows, given, strict=True):
            assert row["date"] == {"start": document["date"], "end": document["date"], "basis": "given"}
            assert row["claims"]
            for claim in row["claims"]:
                assert document["text"][claim["begin"] : claim["end"]] == claim["evidence"]

    def test_tells_where_each_claim_is(self, tmp_path: Path, casus: Command) -> None:
        text = "Gunmen shelled an army base 12 km from Tripoli on Monday, Lebanese officials said. Lebanon’s army left Beirut."
        path = tmp_path / "camp.txt"
        path.write_text(text, encoding="utf8")
        done = casus("code", path, "--date", "2019-05-06")
        (row,) = [json.loads(line) for line in done.stdout.splitlines()]
        claim = next(claim for claim in row["claims"] if claim["kind"] == "shelling")
        assert (claim["place"], claim["country"], claim["precision"]) == ("Tripoli", "LB", "near")
        assert claim["place_id"].startswith("gn:")
        assert (claim["lat"], claim["lon"]) == pytest.approx((34.4, 35.8), abs=0.1)

    def test_gives_the_same_in_one_process_and_in_two(self, samples: Path, casus: Command) -> None:
        one = casus("code", samples / "syria.jsonl", "--as", "claims", "--jobs", 1)
        two = casus("code", samples / "syria.jsonl", "--as", "claims", "--jobs", 2)
        assert one.stdout == two.stdout != ""


class TestBrokenInput:
    @pytest.fixture
    def folder(self, tmp_path: Path, samples: Path) -> Path:
        folder = tmp_path / "reports"
        folder.mkdir()
        shutil.copy(samples / "raqqa-assault.txt", folder / "good.txt")
        (folder / "empty.txt").write_text("")
        (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
        (folder / "broken.json").write_text('[{"text": "The army')
        (folder / "huge.txt").write_text("The army shelled the town. " * 2_000_000)
        german = "Die Armee hat am Dienstag nach Angaben des Ministeriums die Stadt eingenommen. Mehrere Soldaten wurden dabei getötet. "
        (folder / "german.txt").write_text(german * 4, encoding="utf8")
        return folder

    def test_is_listed_and_leaves_the_rest_unharmed(self, folder: Path, casus: Command, tmp_path: Path) -> None:
        path = tmp_path / "casus.db"
        done = casus("build", folder, folder / "absent.txt", "--record", path)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        broken = ["absent.txt", "binary.txt", "broken.json", "empty.txt", "german.txt", "huge.txt"]
        for name in broken:
            assert len([line for line in done.stderr.splitlines() if name in line]) == 1, name
        listed = casus("problems", "--record", path)
        assert listed.returncode == 0
        assert [name for name in broken if name not in listed.stdout] == []
        assert [document.id for document in read_back(path).documents.values()] == ["good"]

    def test_wrong_usage_has_a_status_of_its_own(self, casus: Command) -> None:
        assert casus("build", "--no-such-option").returncode == 2
        assert casus("report", "--record", "there/is/no.db").returncode == 2


TOLD = (
    "Government troops took the hill town of Maaret on Tuesday after two days of shelling, the provincial governor said. "
    "At least nine civilians were killed when a rocket hit the covered market, according to a doctor at the hospital in Idlib. "
    "Rebel fighters pulled back to the wooded hills north of the river and blew up the bridge behind them. "
    "Aid workers counted more than four thousand people who walked south with what they could carry. "
    "A spokesman of the rebels called the retreat a regrouping and said that the fight for the valley in Syria went on."
)


class TestAnUndatedCopy:
    """The same text with and without its date, in one run or in two, in either order."""

    @pytest.fixture
    def rows(self, tmp_path: Path) -> tuple[Path, Path]:
        dated, bare = tmp_path / "dated.jsonl", tmp_path / "bare.jsonl"
        dated.write_text(json.dumps({"id": "wire", "text": TOLD, "date": "2023-05-10"}) + "\n", encoding="utf-8")
        bare.write_text(json.dumps({"id": "repost", "text": TOLD}) + "\n", encoding="utf-8")
        return dated, bare

    def dump(self, casus: Command, path: Path, *runs: tuple[Path, ...]) -> tuple[str, Built]:
        for inputs in runs:
            assert casus("build", *inputs, "--record", path).returncode == 0
        return casus("export", "--format", "jsonl", "--record", path).stdout, read_back(path)

    def test_has_the_date_of_the_text_that_it_repeats(
        self, casus: Command, rows: tuple[Path, Path], tmp_path: Path
    ) -> None:
        _, built = self.dump(casus, tmp_path / "one.db", rows)
        copy = next(document for document in built.documents.values() if document.id == "repost")
        assert (str(copy.date.start), copy.date.basis) == ("2023-05-10", "inferred")
        days = {claim.interval for claim in built.claims.values() if built.documents[claim.document].id == "repost"}
        first = {claim.interval for claim in built.claims.values() if built.documents[claim.document].id == "wire"}
        assert days == first
        assert any(interval.known for interval in days)

    def test_in_whatever_order_they_come(self, casus: Command, rows: tuple[Path, Path], tmp_path: Path) -> None:
        dated, bare = rows
        together, _ = self.dump(casus, tmp_path / "one.db", rows)
        later, _ = self.dump(casus, tmp_path / "two.db", (bare,), (dated,))
        again, _ = self.dump(casus, tmp_path / "three.db", (dated,), (bare,), (bare, dated))
        assert together == later == again


def test_each_report_of_a_stream_is_answered_before_the_next_is_given() -> None:
    """Between two programs of a pipe; a buffer on either side would have both wait for ever."""
    texts = ("Rebels shelled the airport of Aleppo on Monday.", "Troops captured the town of Palmyra on Tuesday.")
    command = [sys.executable, "-m", "casus", "code", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf8") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number, text in enumerate(texts):
            process.stdin.write(json.dumps({"id": f"n{number}", "text": text}) + "\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
            assert answer["id"] == f"n{number}"
            assert answer["claims"]
        process.stdin.close()
        assert process.wait(60) == 0
