"""What a situation report says stands on claims: each number in a claim that its footnote names, each footnote in a document's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from report_example import Example
from sitrep_example import record_of, report_of, unfounded

from casus.cli.running import run
from casus.cli.situation import Wishes, situation_report
from casus.exporting.selecting import selection
from casus.record import Number
from casus.reporting.lookup import BrokenRecordError, Record
from casus.reporting.sitrep.model import Sentence, SituationReport, UnfoundedError
from casus.store.record import Record as Stored


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """The record of the samples, as the pipeline makes it."""
    path = tmp_path_factory.mktemp("sitrep") / "casus.db"
    assert run(["build", str(samples), "--record", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def values(built: Path) -> Record:
    with Stored.open(built, create=False) as stored:
        return Record(stored.documents(), stored.claims(), stored.links(), stored.problems())


ASKED = {
    "all": Wishes(selection()),
    "a country and a period": Wishes(selection(countries=["SY"]), since=date(2024, 11, 27), until=date(2024, 12, 8)),
    "a period of corrections": Wishes(selection(countries=["UA"]), since=date(2023, 2, 3), until=date(2023, 2, 10)),
    "an operation": Wishes(selection(), operation="Battle of Suran"),
}


@pytest.fixture(scope="module", params=ASKED, ids=str)
def report(request: pytest.FixtureRequest, built: Path) -> SituationReport:
    return situation_report(str(built), ASKED[request.param])


def test_every_number_is_in_a_claim_that_its_footnote_names(report: SituationReport, values: Record) -> None:
    assert unfounded(report, values) == []


def test_every_footnote_is_found_letter_for_letter_in_its_document(report: SituationReport, values: Record) -> None:
    assert report.notes
    for note in report.notes:
        for claim_id in note.claim_ids:
            claim = values.claim[claim_id]
            document = values.source_document(claim)
            assert document.key == note.document
            assert document.text[claim.begin : claim.end] == note.quote


def test_footnotes_are_numbered_from_one_without_a_gap_and_no_passage_of_a_source_has_two(
    report: SituationReport,
) -> None:
    assert [note.number for note in report.notes] == list(range(1, len(report.notes) + 1))
    assert len({(note.document, note.quote, note.who) for note in report.notes}) == len(report.notes)


def test_a_number_that_no_claim_states_would_be_found(example: Example) -> None:
    def with_number(value: int) -> Example:
        number = Number("killed", value, value, value, "m2", "the only number", ("m2",))
        events = tuple(replace(one, numbers=(number,)) if one.event_id == "v3" else one for one in example.links.events)
        return replace(example, links=replace(example.links, events=events))

    right, wrong = with_number(12), with_number(77)
    assert unfounded(report_of(right), record_of(right)) == []
    assert any(77 in numbers for _, numbers in unfounded(report_of(wrong), record_of(wrong)))


def test_a_sentence_without_a_claim_cannot_be_made() -> None:
    with pytest.raises(UnfoundedError, match="the sky"):
        Sentence("the sky fell", ())


def test_evidence_that_is_not_in_its_document_stops_the_report(example: Example) -> None:
    claims = tuple(replace(one, begin=one.begin + 1, end=one.end + 1) for one in example.claims)
    with pytest.raises(BrokenRecordError, match="evidence"):
        report_of(replace(example, claims=claims))
