"""Which events are wanted: each wish by itself and together, and nothing left that points to what is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from export_values import CIVILIANS, DAY, FRONT, SHELLING, number, record_of, records, whole
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.exporting.selecting import Selection, SelectionError, selected, selection
from casus.record import Control, Count, Interval, Operation, Toll

EVENT = replace(SHELLING, place="Western Aleppo", numbers=(number("killed", 4, 9, 12),))


@pytest.mark.parametrize(
    ("wish", "wanted"),
    [
        ({"since": DAY}, True),
        ({"since": date(2023, 5, 10)}, False),
        ({"until": DAY}, True),
        ({"until": date(2023, 5, 8)}, False),
        ({"places": ("aleppo",)}, True),
        ({"places": ("western aleppo",)}, True),
        ({"places": ("alep",)}, False),
        ({"places": ("market",)}, True),
        ({"countries": ("SY",)}, True),
        ({"countries": ("IQ",)}, False),
        ({"kinds": ("air_strike", "shelling")}, True),
        ({"kinds": ("air_strike",)}, False),
        ({"actors": ("people's front",)}, True),
        ({"actors": ("ruritania",)}, True),
        ({"actors": ("River Brigade",)}, False),
        ({"grades": ("reported",)}, True),
        ({"grades": ("confirmed",)}, False),
        ({"min_deaths": 9}, True),
        ({"min_deaths": 10}, False),
        ({"countries": ("SY",), "min_deaths": 10}, False),
        ({}, True),
    ],
)
def test_each_wish(wish: dict, wanted: bool) -> None:
    assert Selection(**wish).wants(EVENT) is wanted


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (Interval(date(2023, 1, 1), date(2023, 12, 31)), True),
        (Interval(None, DAY), True),
        (Interval(DAY, None), True),
        (Interval(None, date(2023, 6, 1)), False),
        (Interval(date(2022, 1, 1), None), False),
        (Interval(), False),
    ],
)
def test_an_event_that_may_have_happened_in_the_days_is_wanted(days: Interval, wanted: bool) -> None:
    may = Selection(since=date(2023, 5, 1), until=date(2023, 5, 31))
    assert may.wants(replace(EVENT, interval=days)) is wanted


def test_accents_and_hyphens_do_not_matter() -> None:
    event = replace(EVENT, place="Deir ez-Zôr")
    assert Selection(places=("deir ez zor",)).wants(event)


def test_no_deaths_reported_is_fewer_than_one() -> None:
    assert not Selection(min_deaths=1).wants(SHELLING)
    assert Selection(min_deaths=0).wants(SHELLING)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"kinds": ["strike"]}, "no kind 'strike'; known are armed_clash"),
        ({"grades": ["sure"]}, "no grade 'sure'"),
        ({"countries": ["Ruritania"]}, "no country is called 'Ruritania'"),
        ({"since": date(2023, 2, 1), "until": date(2023, 1, 1)}, "is after"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(wish: dict, said: str) -> None:
    with pytest.raises(SelectionError, match=said):
        selection(**wish)


def test_a_country_may_be_given_by_its_name() -> None:
    assert selection(countries=["syria", "IRQ"]).countries == ("SY", "IQ")


def test_what_leads_to_events_that_are_gone_is_gone_too() -> None:
    values = record_of(EVENT, replace(SHELLING, event_id="e2", kind="protest", actors=(), targets=(CIVILIANS,)))
    first, second = (claim.claim_id for claim in values.claims)
    one, other = values.links.events
    links = replace(
        values.links,
        events=(
            replace(one, operation_id="o1", rival_ids=("e2",), denial_ids=(second,)),
            replace(other, operation_id="o1"),
        ),
        operations=(Operation("o1", "Battle", (one.event_id, "e2")), Operation("o2", "Other", ("e2",))),
        tolls=(Toll("t1", first, Count("killed", 9, 9), superseded_by="t2"), Toll("t3", "gone", Count("killed", 1, 1))),
        controls=(
            Control("Oldtown", FRONT, Interval(), None, (first, "gone")),
            Control("Hill", FRONT, Interval(), None, ("gone",)),
        ),
    )
    kept = whole(selected(replace(values, links=links), Selection(kinds=("shelling",))))
    (event,) = kept.links.events
    assert (event.rival_ids, event.operation_id, event.denial_ids) == ((), "o1", (second,))
    assert [claim.claim_id for claim in kept.claims] == [first, second], "a claim against it stays with it"
    assert [operation.event_ids for operation in kept.links.operations] == [(one.event_id,)]
    assert [(toll.toll_id, toll.superseded_by) for toll in kept.links.tolls] == [("t1", None)]
    assert [control.claim_ids for control in kept.links.controls] == [(first,)]


@settings(max_examples=60, deadline=None)
@given(
    records(),
    st.sampled_from(
        [{"kinds": ("shelling", "protest")}, {"countries": ("SY",)}, {"min_deaths": 5}, {"since": DAY}, {}]
    ),
)
def test_any_selection_keeps_whole_events_and_nothing_dangling(values, wish) -> None:
    wanted = Selection(**wish)
    kept = whole(selected(values, wanted))
    assert kept.links.events == tuple(event for event in values.links.events if wanted.wants(event))
    claims = {claim.claim_id for claim in kept.claims}
    assert claims == {claim_id for event in kept.links.events for claim_id in event.claim_ids} or wanted.everything
    assert {claim.document for claim in kept.claims} == {document.key for document in kept.documents}


def test_letters_without_a_plain_form_are_kept() -> None:
    from casus.exporting.selecting import fold

    assert [fold(name) for name in ("Ḥoms", "Køge", "Ahrar حلب")] == ["homs", "køge", "ahrar حلب"]
    assert fold("Ahrar حلب") != fold("Ahrar")
