"""A walk page by page gives what looking at every value gives, whatever is asked, in every order, on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from brute_force import World, filters, ordered, wants_claim, wants_document, wants_event, worlds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_values import empty

from casus.record import Claim, Coded, Document, DocumentDate, Event, Interval, Links, Number
from casus.store.errors import QueryError
from casus.store.index_rows import event_row
from casus.store.queries import conditions, pages, wording
from casus.store.queries.asked import points, weeks
from casus.store.queries.cursors import read_cursor, write_cursor
from casus.store.queries.filters import Filter, make_filter
from casus.store.queries.pages import count, find_page, walk
from casus.store.queries.subjects import CLAIMS, DOCUMENTS, EVENTS, Subject
from casus.store.record import Record
from casus.store.search_ddl import MOST_DEAD

several = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip


def fill(record: Record, world: World) -> None:
    empty(record)
    for coded in world.coded:
        record.add_document(coded)
    record.replace_links(world.links)


def by_pages(record: Record, subject: Subject, wanted: Filter, order: str, limit: int) -> Iterator[str]:
    cursor = None
    while True:
        with record.asking() as connection:
            found = find_page(connection, subject, wanted, order=order, limit=limit, cursor=cursor)
        assert len(found.identifiers) <= limit
        yield from found.identifiers
        cursor = found.cursor
        if cursor is None:
            return
        assert len(found.identifiers) == limit


def expect(
    record: Record, subject: Subject, wanted: Filter, order: str, limit: int, values: list[object], name: str
) -> None:
    expected = [getattr(one, name) for one in ordered(subject.what, values, order)]
    assert list(by_pages(record, subject, wanted, order, limit)) == expected
    with record.asking() as connection:
        assert list(walk(connection, subject, wanted, order=order)) == expected
        assert count(connection, subject, wanted) == (len(expected), True)


LIMITS = ("FEW", "GLANCE", "WINDOW", "SOME", "SORTED")
Few = st.sampled_from(
    [
        tuple(getattr(pages, name) for name in LIMITS),
        (0, 1, 2, 1000, 0),
        (1, 0, 2, 1000, 0),
        (0, 1, 1000, 1000, 1000),
        (0, 1, 2, 0, 1),
    ]
)
"""How much is few, how far a walk goes before it goes further and before it sorts, and how much is too much to sort."""


@contextmanager
def at_limits(few: Sequence[int]) -> Iterator[None]:
    """With these limits, and with many names and many texts where there are any: the answers are the same."""
    usual = few[0] == pages.FEW
    texts = wording.AT_ONCE if usual else dict.fromkeys(wording.AT_ONCE, few[0])
    with (
        patch.multiple(pages, **dict(zip(LIMITS, few, strict=True))),
        patch.object(conditions, "FEW_NAMES", conditions.FEW_NAMES if usual else 0),
        patch.object(conditions, "FEW_STREAMS", conditions.FEW_STREAMS if usual or few[0] else 0),
        patch.object(wording, "AT_ONCE", texts),
        patch.object(wording, "NEAR", wording.NEAR if usual else few[2]),
        patch.object(wording, "COUNTED", wording.COUNTED if usual else few[0]),
    ):
        yield


@several
@given(
    world=worlds(), asked=st.lists(filters(), min_size=6, max_size=6), limit=st.integers(1, 3), few=Few, data=st.data()
)
def test_events_by_pages_are_those_that_are_wanted(record: Record, world, asked, limit, few, data) -> None:
    fill(record, world)
    order = data.draw(st.sampled_from(["newest", "oldest", "killed", "claims", "origins"]))
    for wanted in asked:
        values = [one for one in world.links.events if wants_event(world, wanted, one)]
        with at_limits(few):
            expect(record, EVENTS, wanted, order, limit, values, "event_id")


@several
@given(
    world=worlds(), asked=st.lists(filters(), min_size=6, max_size=6), limit=st.integers(1, 3), few=Few, data=st.data()
)
def test_claims_by_pages_are_those_that_are_wanted(record: Record, world, asked, limit, few, data) -> None:
    fill(record, world)
    order = data.draw(st.sampled_from(["newest", "oldest", "killed"]))
    for wanted in asked:
        values = [one for one in world.claims.values() if wants_claim(world, wanted, one)]
        with at_limits(few):
            expect(record, CLAIMS, wanted, order, limit, values, "claim_id")


@several
@given(
    world=worlds(), asked=st.lists(filters(), min_size=6, max_size=6), limit=st.integers(1, 3), few=Few, data=st.data()
)
def test_documents_by_pages_are_those_that_are_wanted(record: Record, world, asked, limit, few, data) -> None:
    fill(record, world)
    order = data.draw(st.sampled_from(["newest", "oldest"]))
    for wanted in asked:
        values = [one for one in world.documents.values() if wants_document(world, wanted, one)]
        with at_limits(few):
            expect(record, DOCUMENTS, wanted, order, limit, values, "key")


# --------------------------------------------------------------------------------------------- by example

DOCUMENT = Document("a", "Shells fell.", date=DocumentDate())
CLAIM = Claim("c1", DOCUMENT.key, "shelling", 0, 6, "Shells")


def event(name: str, day: int, **values: object) -> Event:
    return Event(name, "shelling", name, ("c1",), Interval(date(2017, 1, day), date(2017, 1, day)), **values)  # type: ignore[arg-type]


@pytest.fixture
def filled(record: Record) -> Record:
    empty(record)
    record.add_document(Coded(DOCUMENT, (CLAIM,)))
    return record


def test_a_walk_goes_on_where_it_was_whatever_has_been_written_meanwhile(filled: Record) -> None:
    days = [1, 1, 2, 2, 2, 3, 4]
    events = [event(f"e{n}", day) for n, day in enumerate(days)]
    filled.replace_links(Links(events=tuple(events)))
    seen, cursor = [], None
    for turn in range(20):
        with filled.asking() as connection:
            found = find_page(connection, EVENTS, Filter(), limit=2, cursor=cursor)
        seen += found.identifiers
        cursor = found.cursor
        if cursor is None:
            break
        new = [event(f"n{turn}{day}", day) for day in (1, 2, 3, 4)]
        filled.replace_links(Links(events=(*events, *new)))  # all are written anew, under other numbers
    assert sorted(one for one in seen if one.startswith("e")) == [one.event_id for one in events]


def test_a_cursor_belongs_to_its_question(filled: Record) -> None:
    filled.replace_links(Links(events=tuple(event(f"e{n}", 1) for n in range(3))))
    with filled.asking() as connection:
        cursor = find_page(connection, EVENTS, Filter(), limit=1).cursor
        assert cursor is not None
        for wanted, order in ((make_filter(killed=1), "newest"), (Filter(), "oldest")):
            with pytest.raises(QueryError, match="another question"):
                find_page(connection, EVENTS, wanted, order=order, cursor=cursor)
        for wrong in ("", "x", "é", "AAAA", write_cursor("newest", Filter(), 2**70, 0)):
            with pytest.raises(QueryError, match="cursor"):
                find_page(connection, EVENTS, Filter(), cursor=wrong)
        with pytest.raises(QueryError, match="no order 'best'"):
            find_page(connection, EVENTS, Filter(), order="best")
        with pytest.raises(QueryError, match="limit"):
            find_page(connection, EVENTS, Filter(), limit=0)
    assert read_cursor(write_cursor("newest", Filter(), 5, -6), "newest", Filter()) == (5, -6)


def test_a_count_goes_no_further_than_asked(filled: Record) -> None:
    filled.replace_links(Links(events=tuple(event(f"e{n}", 1) for n in range(5))))
    with filled.asking() as connection:
        assert count(connection, EVENTS, Filter(), at_most=3) == (3, False)
        assert count(connection, EVENTS, Filter(), at_most=5) == (5, True)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"since": "2017-02-02", "until": "2017-02-01"}, "is after until"),
        ({"since": "yesterday"}, "must be a day"),
        ({"kind": "rain"}, "no kind 'rain'"),
        ({"grade": ["confirmed", "sure"]}, "no grade 'sure'"),
        ({"role": "victim"}, "no role"),
        ({"country": "Syria"}, "two letters"),
        ({"near": (95.0, 0.0, 1.0)}, "no circle"),
        ({"near": (float("nan"), 0.0, 1.0)}, "no circle"),
        ({"box": (10.0, 0.0, 5.0, 1.0)}, "no box"),
        ({"at_least": {"rain": 1}}, "no number"),
        ({"killed": -1}, "whole number"),
        ({"place": ""}, "empty name"),
        ({"text": "-only"}, "at least one word"),
    ],
)
def test_what_cannot_be_asked_says_so(asked: dict[str, object], words: str) -> None:
    with pytest.raises(QueryError, match=words):
        make_filter(**asked)  # type: ignore[arg-type]


def test_weeks_and_points_are_those_of_the_events_that_are_wanted(filled: Record) -> None:
    killed = (Number("killed", 2, 3, 4, "c1", ""),)
    events = (
        event("e1", 2, country="SY", numbers=killed, lat=36.0, lon=37.0),
        event("e2", 8, country="SY", lat=36.0, lon=37.0),
        event("e3", 9, country="SY"),
        event("e4", 9, country="FJ"),
        Event("e5", "shelling", "no day", ("c1",), country="SY", lat=1.0, lon=1.0),
    )
    filled.replace_links(Links(events=events))
    with filled.asking() as connection:
        found = weeks(connection, make_filter(country="SY"))
        assert found == [(date(2017, 1, 2), 2, 3), (date(2017, 1, 9), 1, 0)]
        shown = sorted(points(connection, make_filter(country="SY")))
    assert [one.event_id for one in shown] == ["e1", "e2", "e5"]
    assert (shown[0].day, shown[0].killed, shown[2].day, shown[1].killed) == (date(2017, 1, 2), 3, None, None)


@several
@given(world=worlds(), asked=st.lists(filters(), min_size=6, max_size=6))
def test_weeks_are_those_of_the_events_that_are_wanted(record: Record, world, asked) -> None:
    fill(record, world)
    for wanted in asked:
        for one in (wanted, Filter(since=wanted.since, until=wanted.until)):
            found: dict[date, list[int]] = {}
            for event in world.links.events:
                first = event.interval.start or event.interval.end
                if first is not None and wants_event(world, one, event):
                    week = found.setdefault(first - timedelta(days=first.weekday()), [0, 0])
                    week[0] += 1
                    week[1] += min(max(0, event_row(1, event)["killed"]), MOST_DEAD)
            with record.asking() as connection:
                assert weeks(connection, one) == [(monday, *found[monday]) for monday in sorted(found)]


def test_an_unknown_thing_cannot_be_asked_of_claims(filled: Record) -> None:
    with filled.asking() as connection, pytest.raises(QueryError, match="claims cannot be asked for by grades"):
        find_page(connection, CLAIMS, make_filter(grade="confirmed"))
