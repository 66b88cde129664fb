"""Where and when a claim is looked for: an index of keys finds the claims that are compared, and no others are compared."""

from __future__ import annotations

from hypothesis import given, settings
from linking_values import claim, report
from test_incremental import Story, stories

from casus.linking.blocks import blocks, kept_under, looked_up, meet
from casus.linking.clusters import candidates
from casus.linking.view import View, view, views

NEWS = report("a", "2016-03-05")


def seen(kind: str, at: str | None, when: str | tuple[str, str] | None, **fields: object) -> View:
    return view(claim(f"c{kind}{at}{when}{fields}", NEWS, kind, "they came", at=at, when=when, **fields), NEWS)  # type: ignore[arg-type]


def compared(one: View, other: View) -> bool:
    return meet(blocks(one), blocks(other))


def test_reports_of_one_place_and_month_are_compared() -> None:
    assert compared(seen("shelling", "Karim", "2016-03-01"), seen("shelling", "Karim", "2016-03-04"))


def test_reports_months_apart_are_not() -> None:
    assert not compared(seen("shelling", "Karim", "2016-03-01"), seen("shelling", "Karim", "2016-05-29"))


def test_a_report_of_a_long_time_meets_what_happened_in_it() -> None:
    assert compared(seen("shelling", "Karim", ("2015-10-01", "2016-03-01")), seen("shelling", "Karim", "2016-01-15"))


def test_reports_of_two_places_meet_only_where_they_lie_side_by_side() -> None:
    here = seen("shelling", "Karim", "2016-03-01", lat=36.1, lon=37.1)
    assert compared(here, seen("shelling", "Old Mill", "2016-03-01", lat=36.2, lon=37.3))
    assert not compared(here, seen("shelling", "Dabra", "2016-03-01", lat=35.0, lon=38.9))


def test_a_report_that_names_no_place_meets_those_of_its_country() -> None:
    nowhere = seen("shelling", None, "2016-03-01", country="SY")
    assert compared(nowhere, seen("shelling", "Karim", "2016-03-01", country="SY"))
    assert not compared(nowhere, seen("shelling", "Karim", "2016-03-01", country="UA"))


def test_kinds_meet_where_either_table_calls_them_related() -> None:
    assert compared(seen("chemical_attack", "Karim", "2016-03-01"), seen("shelling", "Karim", "2016-03-01"))
    assert not compared(seen("aid", "Karim", "2016-03-01"), seen("shelling", "Karim", "2016-03-01"))


def views_of(told: list[Story]) -> list[View]:
    return views([claim for _, claims in told for claim in claims], {document.key: document for document, _ in told})


@settings(max_examples=100, deadline=None)
@given(stories())
def test_an_index_of_keys_finds_exactly_the_claims_that_meet(told: list[Story]) -> None:
    known = [blocks(one) for one in views_of(told)]
    for one in known:
        asked = set(looked_up(one))
        for other in known:
            assert asked.isdisjoint(kept_under(other)) != meet(one, other)
            assert meet(one, other) == meet(other, one)


@settings(max_examples=50, deadline=None)
@given(stories())
def test_candidates_are_all_pairs_that_meet(told: list[Story]) -> None:
    known = views_of(told)
    of = [blocks(one) for one in known]
    pairs = [(a, b) for a in range(len(of)) for b in range(a + 1, len(of)) if meet(of[a], of[b])]
    assert candidates(known) == pairs
