"""What the network points at is one voice beside grounding's own scores; where it saw nothing, that is told apart."""

from __future__ import annotations

import math
from dataclasses import astuple, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pointers import Said, pointing

from casus.grounding.pointing import SUREST, Blend, packaged_blends, pointed
from casus.grounding.whereabouts import REASONS
from casus.record import Draft, Phrase

TEXT = "Rebels shelled Army posts."
DRAFT = Draft("shelling", 0, len(TEXT), Phrase(7, 14, "shelled"), (0, len(TEXT)))
SCORE = st.floats(-1e6, 1e6)


@given(SCORE, st.one_of(st.none(), SCORE))
def test_a_blend_of_nothing_else_is_groundings_own_score(own: float, told: float | None) -> None:
    assert Blend().score(own, told) == own


def test_a_blend_weighs_both_scores() -> None:
    assert Blend(own=0.5, network=2.0, unseen=-7.0, always=1.0).score(4.0, 3.0) == 0.5 * 4 + 2 * 3 + 1


def test_what_the_network_did_not_see_counts_something_of_its_own() -> None:
    blend = Blend(own=0.5, network=2.0, unseen=-7.0, always=1.0)
    assert blend.score(4.0, None) == 0.5 * 4 - 7 + 1
    assert blend.score(4.0, 0.0) == 0.5 * 4 + 1


def test_of_several_stretches_the_one_most_pointed_at_counts() -> None:
    draft = replace(DRAFT, pointers=pointing(TEXT, ("actor", "Rebels", -1.0), ("actor", "Army", 2.5)))
    assert pointed(draft, "actor", [[(0, 6), (15, 19), (20, 25)], [(0, 6)]]) == [2.5, -1.0]


def test_a_role_is_pointed_at_apart_from_others() -> None:
    draft = replace(DRAFT, pointers=pointing(TEXT, ("actor", "Rebels", 3.0), ("target", "Rebels", -2.0)))
    assert [pointed(draft, role, [[(0, 6)]]) for role in ("actor", "target", "place")] == [[3.0], [-2.0], [None]]


def test_nothing_is_pointed_at_without_pointers_or_stretches_or_where_none_was_seen() -> None:
    draft = replace(DRAFT, pointers=pointing(TEXT, ("actor", "Rebels", 3.0)))
    assert pointed(DRAFT, "actor", [[(0, 6)], []]) == [None, None]
    assert pointed(draft, "actor", [[], [(15, 19)], [(0, 6)]]) == [None, None, 3.0]


@given(st.lists(SCORE, min_size=1, max_size=4))
def test_the_network_is_never_surer_than_it_may_be(values: list[float]) -> None:
    draft = replace(DRAFT, pointers=Said({("actor", at, at + 1): value for at, value in enumerate(values)}))
    told = pointed(draft, "actor", [[(at, at + 1) for at in range(len(values))]])
    assert told == [max(-SUREST, min(SUREST, max(values)))]


PLACES = [f"place, {origin}" for origin in REASONS if origin != "none"]


@pytest.mark.parametrize("name", ["actor", "target", *PLACES, "no place", "time", "report's day", "no time"])
def test_each_choice_has_a_packaged_blend_that_hears_both_voices(name: str) -> None:
    blend = packaged_blends().of[name]
    assert all(math.isfinite(value) for value in astuple(blend))
    assert blend.own > 0
    assert blend.network > 0


def test_the_packaged_thresholds_are_those_of_both_sides() -> None:
    blends = packaged_blends()
    assert set(blends.first) == set(blends.more) == {"actor", "target"}
    assert all(math.isfinite(value) for value in (*blends.first.values(), *blends.more.values()))
