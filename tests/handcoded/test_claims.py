"""A hand-coded row as a document and a claim: the words are the table's, the source is who coded it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from casus.handcoded.claims import coded_of
from casus.handcoded.rows import CodedRow
from casus.record import Count, Interval
from casus.store.checks import check_coded

DAY = date(2023, 5, 9)
ROW = CodedRow(
    "acled", "SYR12", "On 9 May 2023, government forces shelled Oldtown.", "shelling", Interval(DAY, DAY), ("Military Forces of Syria",),
    ("PF: People's Front", "Civilians (Syria)"), "SY", "Oldtown", 36.2, 37.1, "exact", 9, 9, 12, civilians=2,
)  # fmt: skip


def resolve(name: str, country: str | None, on: date | None) -> tuple[str, str]:
    assert (country, on) == ("SY", DAY)
    return ("front", "People's Front") if name.startswith("PF") else (name.lower().split()[0], name)


def test_the_evidence_is_the_whole_text_and_the_project_is_the_source() -> None:
    coded = coded_of(ROW, resolve)
    (claim,) = coded.claims
    assert coded.document.text[claim.begin : claim.end] == claim.evidence == ROW.notes
    assert (coded.document.id, coded.document.publisher, coded.document.date.day) == ("acled-SYR12", "ACLED", DAY)
    assert (claim.source, claim.source_type, claim.status, claim.confidence) == ("ACLED", "monitor", "happened", 1.0)
    assert (claim.target_ids, claim.targets) == (("front", "civilians"), ("People's Front", "Civilians (Syria)"))
    assert claim.counts == (Count("killed", 9, 12), Count("killed_civilians", 2, 2))
    assert (claim.place, claim.country, claim.interval) == ("Oldtown", "SY", ROW.interval)


def test_bounds_that_are_missing_or_crossed_are_those_of_the_figures() -> None:
    def killed(low: int | None, high: int | None) -> Count:
        return coded_of(replace(ROW, low=low, high=high), resolve).claims[0].counts[0]

    assert killed(None, None) == Count("killed", 9, 9)
    assert killed(11, 4) == Count("killed", 4, 11)


def test_the_same_row_gives_the_same_ids() -> None:
    one, other = coded_of(ROW, resolve), coded_of(ROW, resolve)
    assert one == other
    assert one.claims[0].document == one.document.key


def test_the_record_takes_it() -> None:
    coded = coded_of(ROW, resolve)
    check_coded(coded, coded.document.key)
