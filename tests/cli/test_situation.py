"""``casus sitrep``: which operation and period is meant, what is written, and what is said where that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from report_example import MONDAY, Example, example_record

from casus.cli.publishing import Safety
from casus.cli.situation import Wishes, situation_report
from casus.exporting.selecting import selection
from casus.record import Coded, Interval, Links
from casus.store.record import Record
from in_process import Result, runner


def stored(path: Path, example: Example) -> Path:
    """A record of the example's values; events are filed under the claims that they name."""
    with Record.open(path) as record:
        for document in example.documents:
            own = tuple(claim for claim in example.claims if claim.document == document.key)
            record.add_document(
                Coded(document, own, main=0 if own else None, problems=example.problems if own else ()), coder="test"
            )
        record.replace_links(example.links, linker="test")
    return path


def two_operations() -> Example:
    """The example with a second operation of a like name."""
    example = example_record()
    other = replace(example.links.operations[0], operation_id="o2", name="Marrin siege", event_ids=("v4",))
    events = tuple(replace(one, operation_id="o2") if one.event_id == "v4" else one for one in example.links.events)
    return replace(example, links=replace(example.links, events=events, operations=(*example.links.operations, other)))


@pytest.fixture
def casus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Result:
    monkeypatch.chdir(tmp_path)
    stored(tmp_path / "casus.db", two_operations())
    return runner(capsys)


@pytest.mark.parametrize("ending", ["html", "md", "pdf", "docx"])
def test_a_report_is_written_twice_with_the_same_bytes(casus: Result, tmp_path: Path, ending: str) -> None:
    for name in ("one", "two"):
        status, _, said = casus("sitrep", "--output", f"{name}.{ending}", "--from", "2031-03-01")
        assert status == 0
        assert f"wrote {name}.{ending}" in said
    assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


@pytest.mark.parametrize("named", ["o1", "Marrin offensive", "marrin OFFENSIVE", "offens"])
def test_an_operation_is_found_by_its_id_or_a_part_of_its_name(casus: Result, tmp_path: Path, named: str) -> None:
    assert casus("sitrep", "--operation", named, "--output", "a.md")[0] == 0
    text = (tmp_path / "a.md").read_text()
    assert text.startswith("# Situation report: Marrin offensive")
    assert "Marrin changes hands" not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--operation", "Marrin", "--output", "a.md"), "may be several operations; give the id of one of Marrin offensive (o1), Marrin siege (o2)"),
        (("--operation", "Hama", "--output", "a.md"), "no operation is called 'Hama'; there are Marrin offensive (o1), Marrin siege (o2)"),
        (("--output", "a.odt"), "end it in one of .html, .md, .pdf, .docx"),
        (("--from", "2031-03-04", "--to", "2031-03-03", "--output", "a.md"), "--from 2031-03-04 is after --to 2031-03-03"),
        (("--hold-back", "3", "--output", "a.md"), "--hold-back goes with --safe"),
        (("--country", "Nowhereland", "--output", "a.md"), "no country is called 'Nowhereland'"),
        (("--output", "none/a.md"), "the folder none does not exist"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line_and_leaves_no_file(
    casus: Result, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    status, _, said = casus("sitrep", *arguments)
    assert status == 2
    assert words in said
    assert len(said.strip().splitlines()) == 1
    assert not list(tmp_path.glob("a.*"))


def test_events_before_the_period_are_read_for_what_reports_of_the_period_change(tmp_path: Path) -> None:
    """The denial of Tuesday makes the event of Monday, till then reported by one origin, a contested one."""
    example = example_record()
    alone = tuple(
        replace(one, rival_ids=(), kind="armed_clash") if one.event_id == "v1" else one for one in example.links.events
    )
    place = stored(tmp_path / "casus.db", replace(example, links=replace(example.links, events=alone)))
    report = situation_report(str(place), Wishes(selection(), since=date(2031, 3, 4)))
    changes = next(section for section in report.sections if section.key == "changes")
    told = [line.text for block in changes.blocks for item in getattr(block, "items", ()) for line in item]
    assert any(one.startswith("Rebels enter Marrin: reported before the period, now contested") for one in told)


def test_a_safe_report_holds_back_sites_of_displaced_people_and_says_that_it_is_safe(tmp_path: Path) -> None:
    example = example_record()
    events = tuple(
        replace(one, place="Marrin camp", interval=Interval(date(2019, 3, 3), date(2019, 3, 3))) if one.event_id == "v3" else
        replace(one, lat=36.2345, lon=37.2345, interval=Interval(date(2019, 3, 3), date(2019, 3, 3)))
        for one in example.links.events
    )  # fmt: skip
    place = stored(tmp_path / "casus.db", replace(example, links=replace(example.links, events=events)))
    plain, safe = (situation_report(str(place), Wishes(selection(), safety=Safety(one))) for one in (False, True))
    assert "Shelling of Marrin" in str(plain)
    assert "Shelling of Marrin" not in str(safe)
    assert "killed 12 people" not in str(safe)
    assert "about 11 km" in safe.imprint
    assert "about 11 km" not in plain.imprint


def test_a_safe_report_holds_back_the_latest_days(tmp_path: Path) -> None:
    place = stored(tmp_path / "casus.db", example_record())
    assert date.today() < MONDAY
    report = situation_report(str(place), Wishes(selection(), safety=Safety(True)))
    assert "Rebels entered Marrin" not in str(report)


def test_an_empty_record_gives_a_report(tmp_path: Path) -> None:
    place = stored(tmp_path / "casus.db", Example((), (), Links()))
    assert situation_report(str(place), Wishes(selection())).title == "All of the record"


def test_a_title_of_ones_own(casus: Result, tmp_path: Path) -> None:
    assert casus("sitrep", "--title", "Weekly *note*", "--output", "a.md")[0] == 0
    assert (tmp_path / "a.md").read_text().startswith("# Situation report: Weekly \\*note\\*")
