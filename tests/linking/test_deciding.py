"""What a person asks of events becomes a decision about claims; effects are told in plain words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from decision_values import NOON, decided
from test_decisions import APART, DOCUMENTS, strike

from casus.decision import Decision
from casus.linking import deciding, link
from casus.linking.deciding import DecisionError, Voice
from casus.linking.effects import bearing_on, effects, in_words
from casus.record import Claim, Links

ADA = Voice("Ada", NOON, "I was told so")
PRINTED = sorted(DOCUMENTS.values(), key=lambda document: document.id)


def test_a_claim_moved_to_an_event_of_its_own_joins_no_other_that_it_agrees_with() -> None:
    claims = [strike(name, paper) for name, paper in zip("abd", PRINTED, strict=False)]

    def linked(*more: Decision) -> Links:
        return link(claims, DOCUMENTS, [decided("split", "b", apart_ids=("a",)), *more])

    asked = deciding.move(linked(), "d", None, Voice("Ada", NOON + timedelta(hours=1), "another day"))
    assert len(asked.apart_ids) == 1
    assert len(deciding.members(linked(asked), linked(asked).event_of["d"])) > 1, "it would only change its company"
    settled, links = deciding.alone(asked, linked)
    assert deciding.members(links, links.event_of["d"]) == ("d",)
    assert links == linked(settled)


def test_a_voice_speaks_after_all_that_was_said_whatever_its_clock() -> None:
    late = decided("reject", "a", minute=60)
    assert ADA.after(late.made_at).made_at > late.made_at
    assert ADA.after(None) == ADA


@pytest.mark.parametrize(("author", "reason"), [("Ada", " "), ("", "so")])
def test_a_decision_without_author_or_reason_is_refused(author: str, reason: str) -> None:
    with pytest.raises(DecisionError):
        Voice(author, NOON, reason)


def told(claims: list[Claim], *decisions: Decision) -> list[str]:
    """The effect of each decision."""
    found = effects(decisions, {one.claim_id for one in claims}, link(claims, DOCUMENTS, decisions))
    return [found[one.decision_id] for one in decisions]


def test_each_decision_says_whether_it_holds_and_why_not() -> None:
    merge = decided("merge", "a", "b")
    split = decided("split", "b", apart_ids=("a",), minute=1)
    undo = decided("undo", minute=2, undoes=split.decision_id)
    assert told(APART, merge) == ["holds"]
    assert told(APART, merge, split) == ["overruled by a later decision", "holds"]
    assert told(APART, merge, split, undo) == ["holds", f"undone by {undo.decision_id} of Ada", "holds"]


def test_a_merge_of_which_a_part_was_split_off_holds_in_part() -> None:
    assert told(APART, decided("merge", "a", "b", "c"), decided("split", "c", apart_ids=("a", "b"), minute=1)) == [
        "in part: overruled by a later decision",
        "holds",
    ]


def test_decisions_whose_claims_are_gone_or_rejected_say_so() -> None:
    gone, reject = "without effect: its claims are gone", decided("reject", "a", minute=9)
    assert told(APART, decided("merge", "x", "y"), decided("number", "x", what="killed", best=1)) == [gone, gone]
    assert told(APART, decided("merge", "a", "b", "x")) == ["holds; 1 of its 3 claims are gone"]
    assert told(APART, decided("merge", "a", "b"), reject)[0].startswith("without effect: too few")
    assert told(APART, decided("number", "a", what="killed", best=1), reject)[0].endswith("rejected")
    assert told(APART, decided("name", "a", name="The Battle"))[0].endswith("of no operation now")


def test_a_later_number_of_the_same_event_overrules_one() -> None:
    first, later = (decided("number", "a", what="killed", best=n, minute=n) for n in (1, 2))
    other = decided("number", "a", what="wounded", best=3, minute=3)
    assert told(APART, first, later, other) == [f"overruled by {later.decision_id} of Ada", "holds", "holds"]


def test_a_later_correction_of_the_same_fields_overrules_one() -> None:
    first = decided("correct", "a", changes=(("kind", ("shelling",)), ("place", ("Nyala",))))
    second = decided("correct", "a", changes=(("place", ("Kutum",)),), minute=1)
    assert told(APART, first, second) == ["in part: overruled by a later decision", "holds"]


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (decided("merge", "a", "b", "c"), "claims a, b and c are one event"),
        (decided("split", "b", apart_ids=("a",)), "claim b tells of another event than a"),
        (decided("move", "b", together_ids=("c",), apart_ids=("a",)), "claim b belongs with c, apart from a"),
        (decided("move", "b", apart_ids=("a",)), "claim b is an event of its own, apart from a"),
        (
            decided("number", "a", what="killed_civilians", low=3, best=4, high=9),
            "the event of claim a has 4 killed civilians (at least 3, at most 9)",
        ),
        (decided("number", "a", what="killed", low=3), "the event of claim a has at least 3 killed"),
        (decided("reject", "a"), "claim a is coded wrongly and counts for nothing"),
        (
            decided("correct", "a", changes=(("place", ()), ("days", ("2024-03-01", "2024-03-01")))),
            "claim a is to be read so: its place is unknown; its days are 2024-03-01",
        ),
        (decided("name", *"abcde", name="Bridge Battle"), "the operation of claims a, b, c and 2 more is called Bridge Battle"),
        (decided("undo", undoes="v1"), "decision v1 does not hold"),
    ],
)  # fmt: skip
def test_decisions_are_told_in_plain_words(decision: Decision, words: str) -> None:
    assert in_words(decision) == words


def test_what_bears_on_an_event_is_what_speaks_of_its_claims_and_is_in_force() -> None:
    split = decided("split", "b", apart_ids=("a",))
    number = decided("number", "c", what="killed", best=5, minute=1)
    undone = decided("merge", "a", "c", minute=2)
    undo = decided("undo", undoes=undone.decision_id, minute=3)
    decisions = [split, number, undone, undo]
    links = link(APART, DOCUMENTS, decisions)
    assert [bearing_on(decisions, links.event_of[one], links) for one in "abc"] == [[split], [split], [number]]
