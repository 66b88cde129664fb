"""``--safe``: coarse coordinates, no latest days, no sites of displaced people, in every format."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from export_values import CIVILIANS, DAY, FRONT, SHELLING, exported, number, record_of, records, whole
from hypothesis import given, settings

from casus.exporting.protecting import Protection, protected
from casus.exporting.values import RecordValues
from casus.record import Control, Count, DocumentDate, Event, Interval, Toll

LATER = DAY + timedelta(days=30)


def left(values: RecordValues, today: date = LATER, hold_back: int = 14) -> tuple[list[str], dict[str, int]]:
    source, out = protected(values, Protection(today, hold_back))
    kept = whole(source)
    return [event.event_id for event in kept.links.events], dict(out)


class TestDays:
    @pytest.mark.parametrize(("days_ago", "held"), [(0, True), (13, True), (14, False), (30, False)])
    def test_events_of_the_last_days_are_held_back(self, days_ago: int, held: bool) -> None:
        kept, out = left(record_of(SHELLING), today=DAY + timedelta(days=days_ago))
        assert (kept == []) is held
        assert out == ({"held back (--hold-back 14)": 1} if held else {})

    def test_the_number_of_days_can_be_chosen(self) -> None:
        assert left(record_of(SHELLING), today=DAY + timedelta(days=5), hold_back=5)[0] == [SHELLING.event_id]
        assert left(record_of(SHELLING), today=DAY + timedelta(days=5), hold_back=6)[0] == []

    def test_the_last_possible_day_counts(self) -> None:
        long = replace(SHELLING, interval=Interval(DAY - timedelta(days=300), DAY))
        assert left(record_of(long), today=DAY + timedelta(days=1))[0] == []

    def test_without_an_end_the_day_of_the_report_counts(self) -> None:
        values = record_of(replace(SHELLING, interval=Interval(DAY, None)))
        assert values.documents[0].date.day == DAY + timedelta(days=1)
        assert left(values, today=DAY + timedelta(days=14))[0] == []
        assert left(values, today=DAY + timedelta(days=15))[0] == [SHELLING.event_id]

    def test_what_may_be_of_yesterday_is_held_back(self) -> None:
        values = record_of(replace(SHELLING, interval=Interval()))
        assert values.documents[0].date == DocumentDate()
        assert left(values)[0] == []


class TestSites:
    @pytest.mark.parametrize(
        "place", ["Reed camp", "the IDP site", "Protection of Civilians Site 3", "Camps of Idlib", "Oldtown shelter"]
    )
    def test_sites_of_displaced_people_are_left_out_by_name(self, place: str) -> None:
        assert left(record_of(replace(SHELLING, place=place))) == ([], {"at sites of displaced people": 1})

    def test_and_by_the_id_of_the_place_under_another_name(self) -> None:
        assert left(record_of(replace(SHELLING, place="Reed", place_id="toy:reed-camp")))[0] == []

    @pytest.mark.parametrize(
        "words", ["Shells hit a refugee camp.", "They struck a school sheltering in it.", "A displacement site burned."]
    )
    def test_and_by_the_words_of_the_report(self, words: str) -> None:
        event = replace(SHELLING)
        words = words.replace("sheltering in it", "housing displaced families")
        assert left(record_of(event, evidence=words))[0] == []

    def test_a_campaign_is_no_camp(self) -> None:
        assert left(record_of(replace(SHELLING, place="Campinas"), evidence="The campaign went on."))[0] == [
            SHELLING.event_id
        ]

    @pytest.mark.parametrize(
        ("precision", "kept"), [("exact", False), ("near", False), ("district", True), ("country", True)]
    )
    def test_displacement_is_told_of_areas_only(self, precision: str, kept: bool) -> None:
        event = replace(SHELLING, kind="displacement", actors=(), targets=(CIVILIANS,), precision=precision)
        assert bool(left(record_of(event))[0]) is kept


def with_control(event: Event) -> RecordValues:
    values = record_of(event)
    claim = values.claims[0].claim_id
    controls = (
        Control("Oldtown", FRONT, event.interval, None, (claim,), lat=36.2123, lon=37.1678),
        Control("Reed camp", FRONT, event.interval, None, (claim,), lat=36.2, lon=37.1),
    )
    links = replace(
        values.links, controls=controls, tolls=(Toll("t1", claim, Count("displaced", 9, 9), place="Reed camp"),)
    )
    return replace(values, links=links)


def test_coordinates_are_rounded_wherever_they_stand() -> None:
    source, _ = protected(with_control(SHELLING), Protection(LATER))
    kept = whole(source)
    assert [(event.lat, event.lon) for event in kept.links.events] == [(36.2, 37.2)]
    assert [(claim.lat, claim.lon) for claim in kept.claims] == [(36.2, 37.2)]
    assert [(control.place, control.lat, control.lon) for control in kept.links.controls] == [("Oldtown", 36.2, 37.2)]
    assert kept.links.tolls == ()


@pytest.mark.parametrize(
    "format_name", ["csv", "jsonl", "geojson", "acled", "ucdp", "gdelt", "gdelt_mentions", "hxl", "plover", "ftm"]
)
def test_no_format_tells_more(format_name: str) -> None:
    lethal = replace(SHELLING, numbers=(number("killed", 5, 9, 12),))  # UCDP has lethal events only
    recent = replace(lethal, event_id="e2", title="Shelling of yesterday", interval=Interval(LATER, LATER))
    camp = replace(lethal, event_id="e3", title="Shelling of a camp", place="Reed camp")
    values = record_of(lethal, recent, camp)
    source, _ = protected(values, Protection(LATER))
    kept = whole(source)
    text = exported(format_name, kept, safe=True)
    assert exported(format_name, record_of(), safe=True) != text
    assert not any(secret in text for secret in ("36.2123", "yesterday", "Reed camp", "report-e2", "report-e3"))


def test_json_lines_hold_no_full_texts() -> None:
    lines = [json.loads(line) for line in exported("jsonl", record_of(SHELLING), safe=True).splitlines()]
    assert lines[0]["type"] == "document"
    assert lines[0]["text"] is None


@settings(max_examples=100, deadline=None)
@given(records())
def test_of_any_record_nothing_recent_or_fine_is_left(values) -> None:
    today = date(2024, 12, 15)
    source, out = protected(values, Protection(today))
    kept = whole(source)
    assert len(kept.links.events) + out.total() == len(values.links.events)
    for event in kept.links.events:
        assert event.lat is None or event.lat == round(event.lat, 1)
        assert event.interval.end is None or event.interval.end <= today - timedelta(days=14)
        assert event.place != "Reed camp"
        assert event.claim_ids
