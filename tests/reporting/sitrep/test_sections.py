"""What a situation report tells: the period, what changed in it, key figures that are never summed, disputes side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from report_example import MONDAY, TUESDAY, Example, claim_of
from sitrep_example import report_of

from casus.record import Count, Document, DocumentDate, Interval, Number, Toll
from casus.reporting.sitrep.model import Bullets, Heading, Line, Remark, SituationReport, Table, Tile, Tiles

LATER = date(2031, 3, 9)


def lines(report: SituationReport, key: str) -> Iterator[Line]:
    for block in section(report, key):
        if isinstance(block, Bullets):
            yield from (line for item in block.items for line in item)
        elif isinstance(block, Table):
            yield from (line for row in block.rows for cell in row for line in cell.lines)


def section(report: SituationReport, key: str) -> tuple[object, ...]:
    return next(one for one in report.sections if one.key == key).blocks


def text(report: SituationReport, key: str) -> str:
    remarks = (one.text for one in section(report, key) if isinstance(one, Remark | Heading))
    return "\n".join([*(line.text for line in lines(report, key)), *remarks])


def tiles(report: SituationReport) -> dict[str, Tile]:
    return {
        tile.label: tile for block in section(report, "figures") if isinstance(block, Tiles) for tile in block.tiles
    }


@pytest.fixture
def corrected(example: Example) -> Example:
    """The example, and a report of six days later that raises the dead of the shelling from 12 to 15."""
    words = "The monitor now puts the dead of Marrin at 15."
    later = Document("later", words, publisher="The Weekly", date=DocumentDate(LATER, LATER, "given"))
    begin = words.index("15")
    new = claim_of(
        later,
        "w1",
        words,
        kind="shelling",
        counts=(Count("killed", 15, 15, begin, begin + 2),),
        source="monitor",
        source_type="monitor",
    )
    killed = Number("killed", 12, 15, 15, "w1", "the latest of the best-attested", ("m2", "w1"))
    events = tuple(
        replace(one, claim_ids=("m2", "w1"), numbers=(killed,), grade="corroborated") if one.event_id == "v3" else one
        for one in example.links.events
    )
    links = replace(example.links, events=events, event_of={**example.links.event_of, "w1": "v3"})
    return replace(example, documents=(*example.documents, later), claims=(*example.claims, new), links=links)


class TestPeriod:
    def test_an_event_of_another_year_is_no_event_of_the_period(self, example: Example) -> None:
        told = text(report_of(example, since=MONDAY, until=TUESDAY), "events")
        assert "Rebels enter Marrin" in told
        assert "Marrin changes hands" not in told

    def test_an_event_without_a_day_counts_by_the_day_on_which_it_was_reported(self, example: Example) -> None:
        events = tuple(
            replace(one, interval=Interval()) if one.event_id == "v1" else one for one in example.links.events
        )
        undated = replace(example, links=replace(example.links, events=events))
        assert "Rebels enter Marrin" in text(report_of(undated, since=MONDAY, until=MONDAY), "events")
        assert "reported 3 Mar 2031" in text(report_of(undated, since=MONDAY, until=MONDAY), "events")
        assert "Rebels enter Marrin" not in text(report_of(undated, since=LATER), "events")

    def test_without_a_period_the_news_of_the_reports_is_it_and_not_what_they_look_back_on(
        self, example: Example
    ) -> None:
        assert dict(report_of(example).facts)["Period covered"] == "3 Mar 2031"

    def test_information_is_as_of_the_latest_report_and_not_of_today(self, example: Example) -> None:
        report = report_of(example)
        assert dict(report.facts)["Information as of"] == "4 Mar 2031 (latest report)"
        assert report.as_of == (2031, 3, 4)

    def test_a_period_without_events_says_so(self, example: Example) -> None:
        report = report_of(example, since=date(2040, 1, 1), until=date(2040, 1, 31))
        assert "The reports tell of no event in this period." in text(report, "events")
        assert "No event of the period has a location" in text(report, "map")
        assert "No claim of this period gives a figure." in text(report, "figures")


class TestKeyFigures:
    def test_a_toll_goes_before_single_events_and_says_who_states_it(self, example: Example) -> None:
        tile = tiles(report_of(example))["killed"]
        assert (tile.figure, tile.source, tile.range) == ("12", "a monitor", "of them 4 children")

    def test_tolls_of_several_sources_are_not_added(self, example: Example) -> None:
        """Two sources count the same dead: the one published last is shown, both stand in the table."""
        other = claim_of(
            example.documents[1],
            "e9",
            "it had repelled the assault on Marrin",
            source="army",
            counts=(Count("killed", 7, 7),),
        )
        toll = Toll(
            "t9",
            "e9",
            Count("killed", 7, 7),
            source="army",
            source_type="belligerent",
            operation_id="o1",
            interval=Interval(MONDAY, TUESDAY),
        )
        both = replace(
            example, claims=(*example.claims, other), links=replace(example.links, tolls=(*example.links.tolls, toll))
        )
        report = report_of(both)
        assert tiles(report)["killed"].figure == "7"
        assert {"12 killed", "7 killed"} <= {line.text for line in lines(report, "tolls")}
        everything = " ".join(line.text for one in report.sections for line in lines(report, one.key))
        assert not re.search(r"\b19\b", everything)

    def test_without_a_toll_the_single_event_with_most_is_shown_as_that(self, example: Example) -> None:
        tile = tiles(report_of(replace(example, links=replace(example.links, tolls=()))))["killed"]
        assert tile.about == "in one event: Shelling of Marrin"

    def test_dozens_are_shown_as_the_range_that_they_are(self, example: Example) -> None:
        claims = tuple(
            replace(one, counts=(Count("killed", 24, 99),)) if one.claim_id == "m2" else one for one in example.claims
        )
        number = Number("killed", 24, 24, 99, "m2", "the only number given", ("m2",))
        events = tuple(replace(one, numbers=(number,)) if one.event_id == "v3" else one for one in example.links.events)
        report = report_of(replace(example, claims=claims, links=replace(example.links, events=events)))
        assert "24–99 killed." in text(report, "events")

    def test_a_part_is_told_as_one_of_its_whole(self, example: Example) -> None:
        assert "Of them 4 children." in text(report_of(example), "events")

    def test_a_number_that_a_person_set_says_so(self, example: Example) -> None:
        said = "set by Ada on 2031-03-05: the hospital's list (the claims alone give 12)"
        events = tuple(
            replace(one, numbers=(replace(one.numbers[0], best=13, high=13, reason=said),)) if one.numbers else one
            for one in example.links.events
        )
        told = text(report_of(replace(example, links=replace(example.links, events=events))), "events")
        assert "13 killed, set by Ada on 2031-03-05" in told


class TestChanges:
    def test_a_place_that_changed_hands_in_the_period_with_who_disputes_it(self, example: Example) -> None:
        told = text(report_of(example, since=MONDAY, until=TUESDAY), "changes")
        assert "Marrin: said to be held by rebels since 3 Mar 2031 or later, according to a monitor." in told
        assert "Disputed by the army." in told
        assert "elders" not in told  # that was in 2019

    def test_a_number_that_a_report_of_the_period_corrects_also_of_an_event_before_it(self, corrected: Example) -> None:
        told = text(report_of(corrected, since=LATER, until=LATER + timedelta(days=7)), "changes")
        assert "Shelling of Marrin: killed from 12 (The Paper, 3 Mar 2031) to 15 (the monitor, 9 Mar 2031)." in told
        assert "from 12" not in text(report_of(corrected, since=MONDAY, until=TUESDAY), "changes")

    def test_a_total_that_a_later_one_replaced(self, corrected: Example) -> None:
        new = Toll(
            "t2",
            "w1",
            Count("killed", 15, 15),
            source="monitor",
            source_type="monitor",
            operation_id="o1",
            place="Marrin",
        )
        old = replace(corrected.links.tolls[0], superseded_by="t2")
        report = report_of(replace(corrected, links=replace(corrected.links, tolls=(new, old))), since=LATER)
        assert "Total killed from 12 (a monitor, 3 Mar 2031) to 15 (the monitor, 9 Mar 2031): Marrin." in text(
            report, "changes"
        )
        assert any(type(block).__name__ == "Figure" for block in section(report, "tolls"))

    def test_a_grade_that_is_another_than_before_the_period(self, corrected: Example) -> None:
        report = report_of(corrected, since=LATER, grades_before={"v3": "reported", "v1": "contested"})
        assert "Shelling of Marrin: reported before the period, now corroborated, with reports by the monitor." in text(
            report, "changes"
        )
        assert "Rebels enter Marrin: contested" not in text(report, "changes")

    def test_only_so_many_changes_are_listed_and_the_rest_counted(self, corrected: Example) -> None:
        shelling = next(one for one in corrected.links.events if one.event_id == "v3")
        many = tuple(replace(shelling, event_id=f"x{number:03}", title=f"Shelling {number}") for number in range(30))
        grades = {one.event_id: "reported" for one in many}
        links = replace(corrected.links, events=many, controls=(), tolls=(), event_of={})
        report = report_of(replace(corrected, links=links), since=LATER, grades_before=grades)
        assert len([line for line in lines(report, "changes") if "before the period" in line.text]) == 25
        assert "5 more changes are in the record." in text(report, "changes")

    def test_killed_and_wounded_of_one_sentence_are_two_corrections(self, corrected: Example) -> None:
        claims = tuple(
            replace(one, counts=(one.counts[0], Count("wounded", 20 if one.claim_id == "m2" else 24, 20 if one.claim_id == "m2" else 24)))
            if one.claim_id in ("m2", "w1") else one
            for one in corrected.claims
        )  # fmt: skip
        wounded = Number("wounded", 20, 24, 24, "w1", "the latest", ("m2", "w1"))
        events = tuple(
            replace(one, numbers=(*one.numbers, wounded)) if one.event_id == "v3" else one
            for one in corrected.links.events
        )
        told = text(
            report_of(replace(corrected, claims=claims, links=replace(corrected.links, events=events)), since=LATER),
            "changes",
        )
        assert "killed from 12" in told
        assert "wounded from 20" in told

    def test_where_nothing_changed_each_heading_says_so(self, example: Example) -> None:
        told = text(report_of(example, since=date(2040, 1, 1)), "changes")
        for words in (
            "No change of control is claimed.",
            "No grade can be compared",
            "No number and no total was corrected.",
        ):
            assert words in told


def test_contested_claims_stand_side_by_side_in_their_own_words(example: Example) -> None:
    table = next(block for block in section(report_of(example), "contested") if isinstance(block, Table))
    (row,) = table.rows
    quotes = [" ".join(line.text for line in cell.lines) for cell in row]
    for words in ("“Rebels entered Marrin”", "“it had repelled the assault on Marrin”"):
        assert sum(words in quote for quote in quotes) == 1


def test_an_event_that_is_only_denied_is_told_as_denied(example: Example) -> None:
    events = tuple(
        replace(one, claim_ids=(), denial_ids=("e2",), rival_ids=(), grade="denied") if one.event_id == "v1" else one
        for one in example.links.events
    )
    links = replace(example.links, events=events, controls=())
    assert "Rebels enter Marrin: denied by" in text(report_of(replace(example, links=links)), "events")


def test_who_holds_a_place_is_told_for_the_end_of_the_period(example: Example) -> None:
    def held(until: date) -> list[str]:
        table = next(
            (
                b
                for b in section(report_of(example, since=date(2019, 12, 1), until=until), "control")
                if isinstance(b, Table)
            ),
            None,
        )
        return [row[1].lines[0].text for row in table.rows] if table else []

    assert held(date(2020, 1, 1)) == ["army"]
    assert held(TUESDAY) == ["rebels"]


def test_who_was_said_to_hold_a_place_long_ago_is_left_out_and_counted(example: Example) -> None:
    report = report_of(example, since=date(2033, 1, 1), until=date(2033, 6, 1))
    assert not [block for block in section(report, "control") if isinstance(block, Table)]
    assert "1 place is left out" in text(report, "control")


def test_the_operation_gives_title_sides_and_events(example: Example) -> None:
    report = report_of(example, operation=example.links.operations[0])
    assert report.title == "Marrin offensive"
    assert "The sides, as the reports name them: rebels against army." in text(report, "highlights")
    assert "Marrin changes hands" not in text(report, "events")


def test_the_method_note_says_what_was_read_and_what_set_aside(example: Example) -> None:
    told = text(report_of(example), "method")
    assert "The record holds 3 reports by 1 publisher" in told
    assert "1 of them is a copy of another's text" in told
    assert "1 input, or part of one, was set aside" in told
    assert "no text: run it through OCR first (1)" in told
    assert "The date of 1 of the reports cited is not stated in it" in told
    for grade in ("Confirmed:", "Corroborated:", "Reported:", "Contested:", "Denied:"):
        assert grade in told


def test_only_so_many_events_are_listed_and_the_rest_counted(example: Example) -> None:
    many = tuple(replace(example.links.events[2], event_id=f"x{number:03}", rival_ids=()) for number in range(75))
    report = report_of(replace(example, links=replace(example.links, events=many, event_of={})))
    table = next(block for block in section(report, "events") if isinstance(block, Table))
    assert len(table.rows) == 60
    assert "The 60 best attested events are shown; 15 more are in the record." in text(report, "events")
