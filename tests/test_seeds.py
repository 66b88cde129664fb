"""The five raw web reports that Casus has to cope with first, the whole way in a fresh process (skipped where they are absent)."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from casus.record import Claim, Document, Links
from casus.store.record import Record

Command = Callable[..., "subprocess.CompletedProcess[str]"]
Seeds = tuple[dict[str, Document], list[Claim], Links]

TRUE_DATES = {
    "000": date(2017, 2, 9),
    "001": date(2024, 11, 29),
    "002": date(2024, 11, 28),
    "003": date(2019, 2, 10),
    "004": date(2019, 3, 10),
}


@pytest.fixture(scope="module")
def seeds(shared: Path, casus: Command, tmp_path_factory: pytest.TempPathFactory) -> Seeds:
    path = tmp_path_factory.mktemp("seeds") / "casus.db"
    done = casus("build", shared / "seeds", "--record", path)
    assert done.returncode == 0, done.stderr
    with Record.open(path, create=False) as record:
        return {document.key: document for document in record.documents()}, list(record.claims()), record.links()


def test_three_operations(seeds: Seeds) -> None:
    _, _, links = seeds
    names = sorted(operation.name for operation in links.operations)
    assert len(names) == 3
    for place in ("Aleppo", "Bagh", "al-Bab"):
        assert any(place in name for name in names), place


def test_aleppo_and_baghuz_rest_on_two_reports_each(seeds: Seeds) -> None:
    _, claims, links = seeds
    document_of = {claim.claim_id: claim.document for claim in claims}
    event_by_id = {event.event_id: event for event in links.events}
    for place, reports in (("Aleppo", 2), ("Bagh", 2), ("al-Bab", 1)):
        (operation,) = (operation for operation in links.operations if place in operation.name)
        told = {document_of[c] for e in operation.event_ids for c in event_by_id[e].claim_ids}
        assert len(told) == reports, place


def test_the_toll_of_255_has_24_civilians_as_a_part(seeds: Seeds) -> None:
    _, _, links = seeds
    (toll,) = (toll for toll in links.tolls if toll.number.min == 255)
    assert [(part.what, part.min) for part in toll.parts] == [("killed_civilians", 24)]


def test_entering_aleppo_and_repelling_the_assault_are_contested(seeds: Seeds) -> None:
    _, claims, links = seeds
    evidence = {claim.claim_id: claim.evidence for claim in claims}
    contested = [event for event in links.events if event.grade == "contested"]
    quoted = {evidence[c] for event in contested for c in event.claim_ids}
    assert any("entered western districts" in words for words in quoted)
    assert any("repelled the assault" in words for words in quoted)


def test_the_comment_policy_yields_no_claim(seeds: Seeds) -> None:
    documents, claims, _ = seeds
    (report,) = (document for document in documents.values() if document.id.startswith("002"))
    policy = report.text.index("Why are you making commenting")
    assert [claim.evidence for claim in claims if claim.document == report.key and claim.end > policy] == []


def test_dates_are_inferred_with_reasons_and_hold_the_true_day(seeds: Seeds) -> None:
    documents, _, _ = seeds
    for document in documents.values():
        assert document.date.basis == "inferred"
        assert document.date.reasons
        assert document.date.start is not None
        assert document.date.end is not None
        assert document.date.start <= TRUE_DATES[document.id[:3]] <= document.date.end
    widths = sorted((d.date.end - d.date.start).days + 1 for d in documents.values() if d.date.end and d.date.start)
    assert widths[len(widths) // 2] <= 31
