"""What denies a claim that was told before, and which one."""

from __future__ import annotations

import pytest
from reports import drafts, readings

from casus.coding.denials import with_denials
from casus.coding.denying import denies_telling
from casus.record import Draft, Kind, Phrase, Status

TOLD = "Villagers said soldiers burned twelve houses in Kaya on Monday."


def denied(answer: str, *, kind: Kind = "property_destruction", status: Status = "happened") -> list[tuple[str, str]]:
    """Kind and evidence of the denials in a text that begins with :data:`TOLD`, of which one claim is made."""
    text = f"{TOLD} {answer}"
    read = readings(text)
    at = text.index("burned")
    first = read[0].sentence
    claim = Draft(
        kind,
        first.begin,
        first.end,
        Phrase(at, at + 6, "burned"),
        (first.begin, first.end),
        status=status,
        confidence=0.9,
    )
    return [
        (draft.kind, text[draft.begin : draft.end])
        for draft in with_denials([claim], read)
        if draft.status == "denied" and draft is not claim
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "The army denied that.",
        "The army denies any involvement.",
        "The government rejected the allegations.",
        "A colonel called the report a lie.",
        "The ministry dismissed the claim as propaganda.",
        "An army spokesman said the accusation was baseless.",
        "The army denied having anything to do with it.",
        "The army denied being responsible.",
        "The army denied taking part in that.",
    ],
)
def test_a_denial_is_of_what_was_told(answer: str) -> None:
    assert denied(answer) == [("property_destruction", answer)]


@pytest.mark.parametrize(
    "answer",
    [
        "The army did not deny that.",
        "The army denied the town electricity.",
        "The minister rejected claims that the harvest had failed.",
        "The president called the election a success.",
        "The army confirmed the report.",
        "The harvest was good. The market is open. The roads are dry. The army denied that.",
    ],
)
def test_what_denies_nothing_that_was_told(answer: str) -> None:
    assert denied(answer) == []


def test_what_is_denied_or_planned_is_not_denied_again() -> None:
    assert denied("The army denied that.", status="denied") == []
    assert denied("The army denied that.", status="planned") == []


def test_a_denial_in_a_clause_is_told_by_that_clause() -> None:
    found = drafts("Rebels said the army had executed 20 prisoners in Kaya, which the army denies.")
    assert [(draft.kind, draft.status) for draft in found] == [
        ("attack_on_civilians", "happened"),
        ("attack_on_civilians", "denied"),
    ]
    happened, refused = found
    assert happened.source is not None
    assert refused.source is not None
    assert (happened.source.text, refused.source.text) == ("Rebels", "army")
    assert refused.end - refused.begin == len("which the army denies")


def test_a_number_that_is_denied_is_that_of_a_claim_with_one() -> None:
    text = "Rebels said they had captured 300 soldiers near Kaya and burned a bridge. A general called the figure a fantasy."
    assert [draft.kind for draft in drafts(text) if draft.status == "denied"] == ["detention"]


def test_an_event_that_a_sentence_denies_is_claimed_if_nothing_else() -> None:
    (claim,) = drafts("The governor denied that the road to Kaya was blockaded by the rebels.")
    assert (claim.kind, claim.status) == ("siege", "denied")


@pytest.mark.parametrize(
    ("sentence", "denying"),
    [
        ("The army rejected the accusation.", ["rejected"]),
        ("The army rejected the offer.", []),
        ("The claim was denied.", []),
        ("Officials described the account as pure invention.", ["described"]),
        ("Officials described the account.", []),
    ],
)
def test_verbs_that_deny_what_another_told(sentence: str, denying: list[str]) -> None:
    (reading,) = readings(sentence)
    assert [token.text for token in reading.sentence.span if denies_telling(token)] == denying
