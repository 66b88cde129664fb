"""Names are suggested by the beginning of any word in them, in any case and without accents, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from casus.record import Claim, Coded, Document, DocumentDate, Event, Interval, Links, Operation
from casus.store.queries.suggesting import Suggestion, operation_names, suggest_names, suggest_operations
from casus.store.record import Record

DAY = date(2020, 1, 1)


def _report(number: int, place: str, actor: str, publisher: str = "Le Journal") -> tuple[Coded, Event]:
    text = f"Report {number}: shells fell."
    document = Document(f"r{number}", text, publisher=publisher, date=DocumentDate(DAY, DAY, "given"))
    claim = Claim(
        f"c{number}", document.key, "shelling", 0, len(text), text, actors=(actor,), actor_ids=(f"id:{actor}",), place=place,
        place_id=f"gn:{place}", country="SY", interval=Interval(DAY, DAY), source="Jürgen Maß",
    )  # fmt: skip
    event = Event(
        f"e{number}", "shelling", "Shelling", (claim.claim_id,), Interval(DAY, DAY), (actor,), (), place, f"gn:{place}", "SY",
        operation_id="o1" if number == 0 else None,
    )  # fmt: skip
    return Coded(document, (claim,)), event


@pytest.fixture
def named(record: Record) -> Record:
    made = [
        _report(0, "al-Bab", "Fräulein Brigade"), _report(1, "Bab al-Hawa", "Army"), _report(2, "al-Bab", "Army"),
        _report(3, "Café", "Army of Babel", "Babylon Post"),
    ]  # fmt: skip
    for coded, _ in made:
        record.add_document(coded)
    events = tuple(event for _, event in made)
    operation = Operation("o1", "Bätlle of al-Bab", ("e0",), Interval(DAY, DAY), country="SY")
    record.replace_links(Links(events, (operation,), event_of={one.claim_ids[0]: one.event_id for one in events}))
    return record


def suggested(record: Record, typed: str, limit: int = 10) -> list[Suggestion]:
    with record.asking() as connection:
        return suggest_names(connection, typed, limit)


def names(record: Record, typed: str) -> list[tuple[str, str]]:
    return [(one.what, one.name) for one in suggested(record, typed)]


def test_a_name_is_found_by_any_of_its_words_and_the_most_frequent_comes_first(named: Record) -> None:
    assert names(named, "bab") == [
        ("place", "al-Bab"), ("place", "Bab al-Hawa"), ("publisher", "Babylon Post"), ("actor", "Army of Babel"),
    ]  # fmt: skip


def test_case_accents_and_hyphens_do_not_matter(named: Record) -> None:
    assert names(named, "CAFE") == names(named, "café") == [("place", "Café")]
    assert names(named, "al b")[0] == names(named, "Al-B")[0] == ("place", "al-Bab")
    assert names(named, "fraulein") == [("actor", "Fräulein Brigade")]
    assert names(named, "jurg") == [("source", "Jürgen Maß")]


def test_a_suggestion_has_the_identifier_and_how_many_events_have_it(named: Record) -> None:
    first = suggested(named, "al-bab")[0]
    assert first == Suggestion("place", "al-Bab", "gn:al-Bab", "SY", 2)
    army = suggested(named, "army")[0]
    assert army == Suggestion("actor", "Army", "id:Army", None, 2)


def test_the_middle_of_a_word_finds_nothing(named: Record) -> None:
    assert names(named, "rmy") == []


def test_an_identifier_is_no_name(named: Record) -> None:
    assert names(named, "gn") == []


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "'; DROP", "=gn:al-Bab"])
def test_what_names_are_not_made_of_is_no_wildcard(named: Record, typed: str) -> None:
    assert names(named, typed) == []


def test_no_more_than_the_limit_are_suggested(named: Record) -> None:
    assert len(suggested(named, "bab", 2)) == 2


def test_operations_are_found_in_the_same_way(named: Record) -> None:
    with named.asking() as connection:
        known = operation_names(connection)
    assert suggest_operations(known, "batl", 5) == [Suggestion("operation", "Bätlle of al-Bab", "o1", "SY", 1)]
    assert suggest_operations(known, "attle", 5) == []
    assert suggest_operations(known, "-", 5) == []
