"""Events without a day get the month up to their first report, if a user wants that, and say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from export_values import DAY, SHELLING, record_of, rows, whole

from casus.exporting.undated import SPAN, dated_by_reports
from casus.exporting.values import RecordValues
from casus.record import DocumentDate, Interval

NO_DAYS = Interval()


def undated(interval: Interval = NO_DAYS, published: date | None = DAY) -> RecordValues:
    values = record_of(replace(SHELLING, interval=interval))
    (document,), (claim,) = values.documents, values.claims
    document = replace(document, date=DocumentDate(published, published, "given" if published else "unknown"))
    return replace(values, documents=(document,), claims=(replace(claim, document=document.key),))


def days(values: RecordValues) -> Interval:
    return whole(dated_by_reports(values)).links.events[0].interval


@pytest.mark.parametrize(
    ("told", "got"),
    [
        (Interval(), Interval(DAY - timedelta(days=SPAN - 1), DAY)),
        (Interval(None, date(2023, 4, 30)), Interval(date(2023, 3, 31), date(2023, 4, 30))),
        (Interval(date(2023, 5, 1), None), Interval(date(2023, 5, 1), DAY)),
        (Interval(date(2023, 6, 1), None), Interval(date(2023, 6, 1), None)),
        (Interval(date(2023, 5, 1), date(2023, 5, 2)), Interval(date(2023, 5, 1), date(2023, 5, 2))),
    ],
)
def test_what_is_open_is_closed_by_the_report(told: Interval, got: Interval) -> None:
    assert days(undated(told)) == got


def test_of_several_reports_the_first_one_dates() -> None:
    first, second = undated(), undated(published=DAY + timedelta(days=300))
    (event,), (one,), (other,) = first.links.events, first.claims, second.claims
    other = replace(other, claim_id="c-later")
    values = replace(
        first,
        documents=(*first.documents, *second.documents),
        claims=(one, other),
        links=replace(first.links, events=(replace(event, claim_ids=(other.claim_id, one.claim_id)),)),
    )
    assert days(values).end == DAY


def test_an_undated_report_dates_nothing() -> None:
    assert days(undated(published=None)) == Interval()


def test_the_row_is_imprecise_and_says_how_it_is_dated() -> None:
    values = undated()
    assert rows("acled", values) == []
    (row,) = rows("acled", whole(dated_by_reports(values)))
    assert (row["time_precision"], "dated by its report" in row["notes"]) == ("3", True)
