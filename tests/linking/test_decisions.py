"""People overrule linking: what they decide holds whatever else the record learns, and can be undone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from decision_values import decided
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_values import claim, keyed, report

from casus.amending import amended, in_force, undone_by
from casus.decision import Decision
from casus.linking import link
from casus.linking.decisions import constraints
from casus.record import Claim, Document, Event, Links

PAPERS = [report(f"p{number}", f"2024-03-{number + 6:02d}", f"Paper {number}") for number in range(6)]
DOCUMENTS = keyed(*PAPERS)


def strike(claim_id: str, document: Document = PAPERS[0], killed: int = 12, **fields: object) -> Claim:
    """An air strike that any two of these tell alike."""
    facts: dict[str, object] = {
        "by": "Sudanese army", "on": "civilians", "at": "El Fasher", "when": "2024-03-05", "counts": {"killed": (killed, killed)}
    }  # fmt: skip
    return claim(claim_id, document, "air_strike", "an air strike hit the cattle market", **{**facts, **fields})  # type: ignore[arg-type]


ALIKE = [strike("a"), strike("b", PAPERS[1]), strike("c", PAPERS[2])]
APART = [strike("a"), strike("b", PAPERS[1], at="Nyala", when="2024-01-02"), strike("c", PAPERS[2], at="Kassala")]


def groups(claims: list[Claim], *decisions: Decision) -> list[str]:
    """The events as the letters of their claims."""
    links = link(claims, DOCUMENTS, decisions)
    of: dict[str, str] = {}
    for claim_id, event_id in links.event_of.items():
        of[event_id] = of.get(event_id, "") + claim_id
    return sorted(of.values())


def event_of(links: Links, claim_id: str) -> Event:
    return next(event for event in links.events if event.event_id == links.event_of[claim_id])


# ------------------------------------------------------------------------------------------ what is one event


def test_claims_that_linking_keeps_apart_are_merged() -> None:
    assert groups(APART) == ["a", "b", "c"]
    assert groups(APART, decided("merge", "a", "b")) == ["ab", "c"]


def test_an_event_is_split_and_those_that_go_apart_stay_together() -> None:
    assert groups(ALIKE) == ["abc"]
    assert groups(ALIKE, decided("split", "b", "c", apart_ids=("a",))) == ["a", "bc"]


def test_a_claim_moves_to_another_event_or_to_one_of_its_own() -> None:
    claims = [*ALIKE, strike("d", PAPERS[3], at="Nyala", when="2024-01-02")]
    assert groups(claims, decided("move", "b", together_ids=("d",), apart_ids=("a", "c"))) == ["ac", "bd"]
    assert groups(claims, decided("move", "b", apart_ids=("a", "c"))) == ["ac", "b", "d"]


def test_what_agrees_with_both_sides_of_a_split_joins_one_and_never_bridges_them() -> None:
    claims = [*ALIKE, *(strike(f"d{number}", PAPERS[3]) for number in range(6))]
    links = link(claims, DOCUMENTS, [decided("split", "b", apart_ids=("a", "c"))])
    assert links.event_of["a"] == links.event_of["c"] != links.event_of["b"]


def test_a_rejected_claim_is_in_no_event_and_gives_no_number() -> None:
    claims = [strike("a"), strike("b", PAPERS[1], killed=400)]
    links = link(claims, DOCUMENTS, [decided("reject", "b")])
    assert "b" not in links.event_of
    (number,) = event_of(links, "a").numbers
    assert (number.best, number.high, number.claim_ids) == (12, 12, ("a",))


def test_a_corrected_claim_is_linked_as_corrected() -> None:
    wrong = strike("b", PAPERS[1], at="Nyala", actor_ids=("x",), lat=12.0, lon=24.9)
    assert groups([strike("a"), wrong]) == ["a", "b"]
    mended = decided("correct", "b", changes=(("place", ("El Fasher",)), ("days", ("2024-03-05",))))
    assert groups([strike("a"), wrong], mended) == ["ab"]
    elsewhere = decided("correct", "b", changes=(("place", ("Kutum",)), ("actors", ("RSF",))))
    (moved,) = amended([wrong], [elsewhere])
    assert (moved.place, moved.lat, moved.lon, moved.actors, moved.actor_ids) == ("Kutum", None, None, ("RSF",), ())


def test_a_later_correction_of_one_field_leaves_the_others() -> None:
    first = decided("correct", "a", changes=(("kind", ("shelling",)), ("place", ("Nyala",))))
    later = decided("correct", "a", minute=1, changes=(("place", ()),))
    (event,) = link([strike("a")], DOCUMENTS, [later, first]).events
    assert (event.kind, event.place) == ("shelling", None)


# ------------------------------------------------------------------------------------------ which decision holds


def test_a_later_decision_overrules_an_earlier_one() -> None:
    merge = decided("merge", "a", "b")
    split = decided("split", "b", apart_ids=("a",), minute=5)
    assert groups(APART, merge, split) == ["a", "b", "c"]
    assert groups(APART, split, replace(merge, made_at=split.made_at.replace(minute=6))) == ["ab", "c"]


def test_what_a_later_decision_leaves_of_an_earlier_one_still_holds() -> None:
    merge = decided("merge", "a", "b", "c")
    assert groups(APART, merge, decided("split", "c", apart_ids=("a", "b"), minute=5)) == ["ab", "c"]


def test_an_undone_decision_does_nothing_and_undoing_the_undoing_brings_it_back() -> None:
    merge = decided("merge", "a", "b")
    undo = decided("undo", minute=1, undoes=merge.decision_id)
    again = decided("undo", minute=2, undoes=undo.decision_id)
    assert groups(APART, merge, undo) == ["a", "b", "c"]
    assert undone_by([merge, undo]) == {merge.decision_id: undo}
    assert groups(APART, merge, undo, again) == ["ab", "c"]


def test_a_decision_whose_claims_are_gone_holds_for_those_that_are_left() -> None:
    assert groups(APART, decided("merge", "a", "gone", "b")) == ["ab", "c"]
    assert groups(APART, decided("merge", "gone", "b"), decided("reject", "gone")) == ["a", "b", "c"]


def test_the_same_decision_twice_is_one() -> None:
    merge = decided("merge", "a", "b")
    assert in_force([merge, merge]) == [merge]


# ------------------------------------------------------------------------------------------ numbers and names


def number_of(claims: list[Claim], *decisions: Decision) -> tuple[int | None, int | None, int | None, str, str]:
    (number,) = event_of(link(claims, DOCUMENTS, decisions), "a").numbers
    return number.low, number.best, number.high, number.best_claim, number.reason


def test_a_set_number_says_who_set_it_why_and_what_the_claims_alone_give() -> None:
    claims = [strike("a", killed=12), strike("b", PAPERS[1], killed=15)]
    low, best, high, from_claim, reason = number_of(
        claims, decided("number", "a", "b", what="killed", best=12, reason="the hospital list has 12 names")
    )
    assert (low, best, high, from_claim) == (12, 12, 15, "a")
    assert reason == "set by Ada on 2024-05-01: the hospital list has 12 names (the claims alone give 15)"


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({"best": 20}, (12, 20, 20)),
        ({"best": 3}, (3, 3, 12)),
        ({"low": 15}, (15, 15, 15)),
        ({"high": 10}, (10, 10, 10)),
        ({"low": 5, "best": 7, "high": 9}, (5, 7, 9)),
    ],
)
def test_ends_that_are_left_open_are_the_claims_own_widened_to_hold_the_rest(
    ends: dict[str, int], expected: tuple[int, int, int]
) -> None:
    assert number_of([strike("a")], decided("number", "a", what="killed", **ends))[:3] == expected


def test_a_number_that_no_claim_gives_can_be_set_and_its_parts_know_it() -> None:
    part = strike("a", counts={"killed_civilians": (4, 4)})
    links = link([part], DOCUMENTS, [decided("number", "a", what="killed", best=9)])
    killed, civilians = event_of(links, "a").numbers
    assert (killed.what, killed.low, killed.best, killed.high, killed.best_claim) == ("killed", 9, 9, 9, "a")
    assert civilians.part_of == "killed"
    assert "no claim gives it" in killed.reason


def test_the_latest_number_holds_and_follows_the_event_that_keeps_most_of_its_claims() -> None:
    first = decided("number", "a", "b", "c", what="killed", best=30)
    later = decided("number", "a", "b", "c", what="killed", best=31, minute=1)
    split = decided("split", "c", apart_ids=("a", "b"), minute=2)
    links = link(ALIKE, DOCUMENTS, [later, split, first])
    assert [event_of(links, one).numbers[0].best for one in "abc"] == [31, 31, 12]


def test_an_operation_keeps_the_name_that_a_person_gave_it() -> None:
    fights = [
        claim(f"f{day}", PAPERS[day], kind, "fighting for the bridge went on", by="RSF", on="Sudanese army", at="Omdurman",
              when=f"2024-03-0{day + 1}")
        for day, kind in enumerate(["offensive", "armed_clash", "territory_gain"])
    ]  # fmt: skip
    (found,) = link(fights, DOCUMENTS).operations
    assert found.name != "The Bridge Battle"
    (named,) = link(fights, DOCUMENTS, [decided("name", "f0", "f1", "f2", name="The Bridge Battle")]).operations
    assert named == replace(found, name="The Bridge Battle")


# ------------------------------------------------------------------------------------------ what always holds

LETTERS = "abcdefgh"
some_letters = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=4, unique=True).map(tuple)
MIXED = [
    strike(letter, PAPERS[number % 6], killed=number, at=["El Fasher", "Nyala", None][number % 3])
    for number, letter in enumerate(LETTERS)
]


@st.composite
def some_decisions(draw: st.DrawFn) -> list[Decision]:
    found: list[Decision] = []
    for minute in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["merge", "split", "move", "reject", "number", "undo"]))
        fields: dict[str, object] = {}
        if kind in ("split", "move"):
            fields["apart_ids"] = draw(some_letters)
        if kind == "move":
            fields["together_ids"] = draw(some_letters)
        if kind == "number":
            fields |= {"what": "killed", "best": draw(st.integers(0, 50))}
        if kind == "undo" and not found:
            continue
        if kind == "undo":
            fields["undoes"] = draw(st.sampled_from(found)).decision_id
        ids = () if kind == "undo" else draw(some_letters)
        found.append(decided(kind, *ids, minute=minute, **fields))  # type: ignore[arg-type]
    return found


@given(some_decisions(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_claims_and_decisions_come_changes_nothing(
    decisions: list[Decision], rng: random.Random
) -> None:
    claims, told = list(MIXED), list(decisions)
    rng.shuffle(claims)
    rng.shuffle(told)
    assert link(claims, DOCUMENTS, told) == link(MIXED, DOCUMENTS, decisions)


@given(st.permutations(range(4)))
@settings(max_examples=24, deadline=None)
def test_decisions_on_different_claims_may_be_taken_in_any_order(minutes: list[int]) -> None:
    def at(order: list[int]) -> list[Decision]:
        return [
            decided("merge", "a", "b", minute=order[0]),
            decided("split", "c", apart_ids=("f",), minute=order[1]),
            decided("number", "d", what="killed", best=7, minute=order[2]),
            decided("reject", "e", minute=order[3]),
        ]

    assert link(MIXED, DOCUMENTS, at(minutes)) == link(MIXED, DOCUMENTS, at([0, 1, 2, 3]))


@given(some_decisions())
@settings(max_examples=150, deadline=None)
def test_constraints_can_all_be_kept_and_linking_keeps_them(decisions: list[Decision]) -> None:
    standing = in_force(decisions)
    wrong = {one for decision in standing if decision.kind == "reject" for one in decision.claim_ids}
    limits = constraints(standing, set(LETTERS) - wrong)
    members = [one for group in limits.together for one in group]
    assert len(members) == len(set(members))
    assert not any(one in group and other in group for one, other in limits.apart for group in limits.together)
    of = link(MIXED, DOCUMENTS, decisions).event_of
    assert set(of) == set(LETTERS) - wrong
    assert all(len({of[one] for one in group}) == 1 for group in limits.together)
    assert all(of[one] != of[other] for one, other in limits.apart)


@given(some_decisions())
@settings(max_examples=60, deadline=None)
def test_the_latest_decision_holds_in_full(decisions: list[Decision]) -> None:
    latest = decided("split", "a", "b", apart_ids=("c", "d"), minute=99)
    of = link(MIXED, DOCUMENTS, [*decisions, latest]).event_of
    assert len({of[one] for one in "ab" if one in of}) <= 1
    assert not {of[one] for one in "ab" if one in of} & {of[one] for one in "cd" if one in of}
