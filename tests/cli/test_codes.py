"""Who took ground decides what ACLED calls it: the state in its own country, or anybody else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from casus.cli import publishing
from casus.cli.coding import coded_line
from casus.codes import codes_of
from casus.record import Claim, Coded, Document, Event, Links
from casus.store.record import Record

GAIN = Claim(claim_id="c1", document="d1", kind="territory_gain", begin=0, end=4, evidence="took", country="SY")
REGAINS, OVERTAKES = "Government regains territory", "Non-state actor overtakes territory"


@pytest.mark.parametrize(
    ("actor_ids", "country", "sub_event"),
    [
        (("syrian-government",), "SY", REGAINS),
        (("iraq",), "IQ", REGAINS),
        (("mali",), "ML", REGAINS),
        (("kenya-police",), "KE", REGAINS),
        (("mali",), None, REGAINS),
        (("islamic-state",), "SY", OVERTAKES),
        (("turkey",), "SY", OVERTAKES),
        (("russia",), "UA", OVERTAKES),
        (("turkey", "syrian-government"), "SY", REGAINS),
        (("unidentified:sons-of-the-valley",), "SY", OVERTAKES),
        ((), "SY", OVERTAKES),
    ],
)
def test_ground_that_is_taken(actor_ids: tuple[str, ...], country: str | None, sub_event: str) -> None:
    claim = replace(GAIN, actor_ids=actor_ids, country=country)
    assert codes_of([claim])["c1"].acled_sub_event_type == sub_event


def test_other_kinds_do_not_ask_who_acts() -> None:
    claim = replace(GAIN, kind="air_strike", actor_ids=("syrian-government",))
    assert codes_of([claim])["c1"].acled_sub_event_type == "Air/drone strike"


def test_the_line_of_a_coded_document_says_it() -> None:
    claim = replace(GAIN, actor_ids=("syrian-government",), actors=("Syrian government",))
    assert f'"sub_event_type": "{REGAINS}"' in coded_line(Coded(Document("d", "took"), (claim,)), "claims")


def test_an_export_of_a_record_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = Document("d", "took")
    claim = replace(GAIN, document=document.key, actor_ids=("syrian-government",))
    with Record.open(tmp_path / "casus.db") as record:
        record.add_document(Coded(document, (claim,)))
        event = Event("e1", "territory_gain", "Ground taken", ("c1",), country="SY")
        record.replace_links(Links((event,), event_of={"c1": "e1"}), linker="test")
    assert publishing.export_record(str(tmp_path / "casus.db"), "jsonl", None) == 0
    assert REGAINS in capsys.readouterr().out
