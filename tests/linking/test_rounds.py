"""Clustering in rounds: the groups of average-link clustering, and the same groups when claims come and go one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.linking import rounds
from casus.linking.rounds import Clustered, cluster, components, recluster

APART = -30
NAMES = "abcdefghijkl"
Pairs = Mapping[frozenset[str], int]


def score_of(pairs: Pairs) -> Callable[[str, str], int]:
    return lambda one, other: pairs.get(frozenset((one, other)), APART)


def edges_of(claims: Iterable[str], pairs: Pairs) -> dict[str, list[str]]:
    known = sorted(claims)
    score = score_of(pairs)
    return {one: [other for other in known if other != one and score(one, other) > 0] for one in known}


def groups(claims: Iterable[str], pairs: Pairs) -> list[Clustered]:
    known = sorted(claims)
    return cluster(known, edges_of(known, pairs), score_of(pairs))


def members(claims: Iterable[str], pairs: Pairs) -> list[str]:
    return ["".join(group.members) for group in groups(claims, pairs)]


def pairs_of(*told: tuple[str, int]) -> Pairs:
    return {frozenset(name): value for name, value in told}


def changed(
    before: list[Clustered], pairs: Pairs, added: Iterable[str], gone: Iterable[str], later: Pairs | None = None
) -> list[Clustered]:
    """The groups after a change, by way of what the change touches."""
    later = pairs if later is None else later
    of = {claim: group for group in before for claim in group.members}
    old_edges = edges_of(of, pairs)
    here = (of.keys() - set(gone)) | set(added)
    result = recluster(
        sorted(added), edges_of(here, later), score_of(later), of.get, {claim: old_edges[claim] for claim in gone}
    )
    touched = {claim for group in result for claim in group.members} | set(gone)
    superseded = {of[claim].members for claim in touched if claim in of}
    kept = [group for group in before if group.members not in superseded]
    return sorted([*kept, *result], key=lambda group: group.members[0])


# ------------------------------------------------------------------------------------------------------- the groups


def test_two_that_agree_are_one_group_and_two_that_do_not_are_two() -> None:
    assert members("abc", pairs_of(("ab", 5))) == ["ab", "c"]


def test_a_chain_of_loosely_alike_claims_does_not_grow_together() -> None:
    """a-b and b-c agree, but a and c were never compared: the mean of {a, b} with c lies below zero."""
    assert members("abc", pairs_of(("ab", 20), ("bc", 10))) == ["ab", "c"]


def test_the_best_agreement_comes_first() -> None:
    assert members("abc", pairs_of(("ab", 10), ("bc", 20))) == ["a", "bc"]


def test_a_third_joins_where_the_mean_stays_above_zero() -> None:
    assert members("abc", pairs_of(("ab", 20), ("bc", 15), ("ac", -10))) == ["abc"]


def test_how_a_group_grew_is_told_by_round() -> None:
    (group,) = groups("abc", pairs_of(("ab", 20), ("bc", 15), ("ac", -10)))
    assert group.merges == ((1, "a", "b"), (2, "a", "c"))
    assert group.last == 2


def test_many_equal_copies_do_not_queue_up() -> None:
    """Every pair agrees equally: groups grow side by side, in far fewer rounds than there are copies."""
    names = [f"{n:02}" for n in range(64)]
    (group,) = groups(names, {frozenset(pair): 10 for pair in combinations(names, 2)})
    assert len(group.members) == 64
    assert group.last < 24


def test_components_are_what_edges_hold_together() -> None:
    assert components("abcd", {"a": ["b"], "b": ["a"]}) == [["a", "b"], ["c"], ["d"]]


# ---------------------------------------------------------------------------------------- one best pair after the other

VALUES = st.one_of(st.none(), st.integers(-40, 60))


@st.composite
def scored(draw: st.DrawFn, most: int = 9) -> tuple[list[str], dict[frozenset[str], int]]:
    """Some claims with scores; a pair without one was never compared. Values are often equal, so ties are many."""
    claims = list(NAMES[: draw(st.integers(1, most))])
    wide = draw(st.booleans())
    value = st.one_of(st.none(), st.integers(-40_000, 60_000)) if wide else VALUES
    pairs = {frozenset(pair): draw(value) for pair in combinations(claims, 2)}
    return claims, {pair: number for pair, number in pairs.items() if number is not None}


def best_pair_first(claims: list[str], pairs: Pairs) -> list[str] | None:
    """Average-link clustering as textbooks have it; ``None`` where two best pairs tie."""
    found = [(claim,) for claim in claims]
    score = score_of(pairs)
    while len(found) > 1:
        means = sorted(
            ((sum(score(a, b) for a in one for b in other) / (len(one) * len(other)), one, other)
             for one, other in combinations(found, 2)),
            reverse=True,
        )  # fmt: skip
        if means[0][0] <= 0:
            break
        if len(means) > 1 and means[1][0] == means[0][0]:
            return None
        _, one, other = means[0]
        found = [group for group in found if group not in (one, other)] + [one + other]
    return sorted("".join(sorted(group)) for group in found)


@settings(max_examples=300, deadline=None)
@given(scored())
def test_the_groups_are_those_of_average_link_clustering(given_: tuple[list[str], dict[frozenset[str], int]]) -> None:
    claims, pairs = given_
    expected = best_pair_first(claims, pairs)
    if expected is not None:
        assert members(claims, pairs) == expected


@given(scored(most=12))
def test_how_many_sums_are_remembered_makes_no_difference(given_: tuple[list[str], dict[frozenset[str], int]]) -> None:
    claims, pairs = given_
    expected = groups(claims, pairs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rounds, "KEPT_TOTALS", 2)
        assert groups(claims, pairs) == expected


# ------------------------------------------------------------------------------------------------ claims come and go


@settings(max_examples=400, deadline=None)
@given(scored(most=12), st.data())
def test_claims_that_come_one_by_one_end_as_those_that_came_at_once(
    given_: tuple[list[str], dict[frozenset[str], int]], data: st.DataObject
) -> None:
    claims, pairs = given_
    order = data.draw(st.permutations(claims))
    state: list[Clustered] = []
    at = 0
    while at < len(order):
        more = data.draw(st.integers(1, 3))
        state = changed(state, pairs, order[at : at + more], ())
        at += more
        assert state == groups(order[:at], pairs)


@settings(max_examples=400, deadline=None)
@given(scored(most=12), st.data())
def test_claims_that_go_leave_no_trace(
    given_: tuple[list[str], dict[frozenset[str], int]], data: st.DataObject
) -> None:
    claims, pairs = given_
    gone = data.draw(st.sets(st.sampled_from(claims)))
    assert changed(groups(claims, pairs), pairs, (), gone) == groups(set(claims) - gone, pairs)


@settings(max_examples=400, deadline=None)
@given(scored(most=10), scored(most=10), st.data())
def test_claims_that_change_are_linked_as_what_they_have_become(
    earlier: tuple[list[str], dict[frozenset[str], int]],
    later: tuple[list[str], dict[frozenset[str], int]],
    data: st.DataObject,
) -> None:
    """Some claims change their agreement with all others, while some come and some go."""
    claims, pairs = earlier
    news, new_pairs = later
    moved = data.draw(st.sets(st.sampled_from(sorted({*claims, *news}))))
    gone = {claim for claim in moved if claim in claims}
    added = {claim for claim in moved if claim in news}
    after = {pair: value for pair, value in pairs.items() if not pair & moved}
    after |= {pair: value for pair, value in new_pairs.items() if pair & moved}
    here = (set(claims) - gone) | added
    assert changed(groups(claims, pairs), pairs, added, gone, after) == groups(here, after)


@settings(max_examples=100, deadline=None)
@given(scored(most=8))
def test_what_is_far_away_is_left_alone(given_: tuple[list[str], dict[frozenset[str], int]]) -> None:
    """Only groups that the change can reach over pairs that agree are given back."""
    claims, pairs = given_
    far = {frozenset(pair): 10 for pair in combinations("xyz", 2)}
    everything = pairs | far
    before = groups([*claims[1:], *"xyz"], everything)
    of = {claim: group for group in before for claim in group.members}
    touched = recluster(claims[:1], edges_of([*claims, *"xyz"], everything), score_of(everything), of.get)
    assert not {"x", "y", "z"} & {claim for group in touched for claim in group.members}
