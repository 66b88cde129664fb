"""What denies a claim that was told before, and which one."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hearing import judge_of
from reports import drafts, readings

from casus.coding.denials import with_denials
from casus.coding.denying import denies_telling, of_number
from casus.coding.evidence import LONGEST_EVIDENCE
from casus.record import Draft, Kind, Phrase, SourceType, Status

TOLD = "Villagers said soldiers burned twelve houses in Kaya on Monday."


def denied(answer: str, *, kind: Kind = "property_destruction", status: Status = "happened") -> list[tuple[str, str]]:
    """Kind and evidence of the denials in a text that begins with :data:`TOLD`, of which one claim is made."""
    text = f"{TOLD} {answer}"
    read = readings(text)
    at = text.index("burned")
    first = read[0].sentence
    told = Draft(
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
        for draft in with_denials([told], read)
        if draft.status == "denied" and draft is not told
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
    (one,) = drafts("The governor denied that the road to Kaya was blockaded by the rebels.")
    assert (one.kind, one.status) == ("siege", "denied")


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("The army denied having shelled the port.", ["shelling"]),
        ("The army denied the shelling of the port.", ["shelling"]),
        ("The army denied any role in the shelling of the port.", ["shelling"]),
        ("The court denied a pardon for the shelling of the port.", []),
        ("The bank denied the loan in the days of the shelling.", []),
    ],
)
def test_a_doubtful_event_is_claimed_where_it_is_what_is_denied(sentence: str, kinds: list[str]) -> None:
    judged = judge_of({"shelling": math.log(0.2)}).judge(readings(sentence))  # less likely than a claim has to be
    assert [verdict.kind for verdict in judged.verdicts] == kinds


@pytest.mark.parametrize(
    "sentence",
    [
        "Soldiers denied entry to the trucks.",
        "Police denied a permit for a rally.",
        "The junta denied permits for nine food trucks.",
        "Soldiers denied Kaya water.",
        "The junta denied access for relief trucks to the besieged port.",
    ],
)
def test_what_is_not_given_is_no_denied_event(sentence: str) -> None:
    assert [one.kind for one in drafts(sentence) if one.status == "denied"] == []


def claim(text: str, trigger: str, *, kind: Kind = "shelling", status: Status = "happened", source: str = "") -> Draft:
    """A claim of which a word of a text is the trigger and the word's sentence the evidence."""
    at = text.index(trigger)
    sentence = next(r.sentence for r in readings(text) if r.sentence.begin <= at < r.sentence.end)
    said: SourceType = "armed_group" if source else "reporter"
    return Draft(
        kind,
        sentence.begin,
        sentence.end,
        Phrase(at, at + len(trigger), trigger),
        (sentence.begin, sentence.end),
        source=Phrase(text.index(source), text.index(source) + len(source), source) if source else None,
        source_type=said,
        status=status,
        confidence=0.9,
    )


def answered(text: str, *claims: Draft) -> list[tuple[str, str, str]]:
    """Status, trigger and evidence of what is claimed once denials are heard."""
    return [
        (one.status, one.trigger.text, text[one.begin : one.end]) for one in with_denials(list(claims), readings(text))
    ]


BEFORE = "Rebels said troops had shelled the mill in Kaya. "


@pytest.mark.parametrize(
    ("answer", "own", "denial"),
    [
        ("The army denied that and said rebels had shelled a school in Bor.", "school", "The army denied that"),
        (
            "A general rejected the claim, but said a mortar had fallen in Bor.",
            "mortar",
            "A general rejected the claim",
        ),
    ],
)
def test_what_is_told_after_a_denial_stays_told(answer: str, own: str, denial: str) -> None:
    text = BEFORE + answer
    assert answered(text, claim(text, "shelled"), claim(text, own)) == [
        ("happened", "shelled", BEFORE.strip()),
        ("happened", own, answer),
        ("denied", "shelled", denial),
    ]


def test_what_a_denial_takes_for_an_event_is_the_denial() -> None:
    text = BEFORE + "The army denied any part in the attack on Monday."
    assert [(status, word) for status, word, _ in answered(text, claim(text, "shelled"), claim(text, "attack"))] == [
        ("happened", "shelled"),
        ("denied", "shelled"),
    ]


def test_what_is_told_beside_a_denial_is_not_denied_with_it() -> None:
    text = BEFORE + "The army, which shelled rebels in Bor on Sunday, denied the report."
    own = replace(claim(text, "shelled rebels", status="denied"), trigger=Phrase(text.rindex("shelled"), 0, "shelled"))
    assert [(status, word) for status, word, _ in answered(text, claim(text, "shelled"), own)] == [
        ("happened", "shelled"),
        ("happened", "shelled"),
        ("denied", "shelled"),
    ]


def test_a_denial_beside_a_denial_of_something_else_is_told() -> None:
    text = BEFORE + "The army denied that and said it had taken no prisoners."
    other = claim(text, "taken", kind="detention", status="denied")
    assert [(status, word) for status, word, _ in answered(text, claim(text, "shelled"), other)] == [
        ("happened", "shelled"),
        ("denied", "taken"),
        ("denied", "shelled"),
    ]


def test_what_a_sentence_told_as_denied_is_denied_once() -> None:
    text = BEFORE + "A lawyer described the kidnapping of ten nurses, which the army denied having ordered."
    other = claim(text, "kidnapping", kind="abduction", status="denied")
    assert [word for _, word, _ in answered(text, claim(text, "shelled"), other)] == ["shelled", "kidnapping"]


def test_long_evidence_holds_the_denial_and_whole_words() -> None:
    roads = "the roads, the price of grain, the harvest and the rains that had washed away the bridge at the river"
    answer = (
        f"The army, whose officers had for months spoken to reporters in the capital about {roads} and the school beside it, "
        "and who had promised that every question would be heard by a board of judges from all the provinces and by two retired "
        f"generals of good name who had served in the east and in the west, where {roads} too, on Monday rejected the allegations."
    )
    text = BEFORE + answer
    (_, (status, _, told)) = answered(text, claim(text, "shelled"))
    assert status == "denied"
    assert len(told) <= LONGEST_EVIDENCE < len(answer)
    assert "rejected the allegations" in told
    assert f" {told}" in text


def test_evidence_does_not_begin_with_the_number_of_the_sentence_before() -> None:
    assert denied("5. Voters rejected the claim.") == [("property_destruction", "Voters rejected the claim.")]


def test_a_denial_is_of_what_its_own_sentence_told() -> None:
    text = "Rebels said troops had shelled Kaya. On Sunday gunners hit a mill in Bor, which the army denied."
    claims = claim(text, "shelled", source="Rebels"), claim(text, "hit")
    assert answered(text, *claims)[-1] == ("denied", "hit", "which the army denied")


def test_of_what_one_sentence_told_a_denial_is_of_what_somebody_said() -> None:
    text = "Rebels said troops had shelled Kaya and gunners hit a mill in Bor. The army denied that."
    claims = claim(text, "shelled", source="Rebels"), claim(text, "hit")
    assert answered(text, *claims)[-1][:2] == ("denied", "shelled")


@pytest.mark.parametrize(
    "answer", ["Nobody denied that.", "The army refused to deny that.", "The army could not deny that."]
)
def test_what_nobody_denies_is_no_denial(answer: str) -> None:
    text = BEFORE + answer
    heard = claim(text, "deny" if "deny" in answer else "denied", status="denied")
    assert [status for status, _, _ in answered(text, claim(text, "shelled"), heard)] == ["happened"]


def test_what_is_withheld_has_happened() -> None:
    text = "Soldiers denied the villages water."
    assert [status for status, _, _ in answered(text, claim(text, "denied", kind="aid", status="denied"))] == [
        "happened"
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "The mayor rejected the report by an audit board on school meals.",
        "Judges rejected the charge of fraud.",
        "Judges rejected the charge.",
        "The mayor denied any wrongdoing over the ferry contracts.",
        "The bank dismissed a role for silver.",
        "The king rejected a part in the play.",
        "The mayor dismissed her account of the storm.",
        "The mayor denied that she had stepped down over it.",
        "The mayor denied being behind the tax plan.",
        "The club denied that it was involved in the transfer.",
        "The mayor called it nonsense to paint the hall.",
        "No officer denied the report.",
        "None of the officers denied the report.",
        "Nobody confirmed or denied the report.",
        "The army did not confirm or deny the report.",
        "The army declined to deny the report.",
        "The army could not bring itself to deny that.",
    ],
)
def test_what_is_denied_is_not_what_was_told(answer: str) -> None:
    assert denied(answer) == []


@pytest.mark.parametrize(
    "answer",
    [
        "The army denied any role in the attack.",
        "The army denied responsibility for that.",
        "The army rejected the accusations against its soldiers.",
        "The army dismissed the report on Tuesday.",
        "The army denied that it was involved.",
    ],
)
def test_what_is_denied_of_an_attack_is_what_was_told(answer: str) -> None:
    assert denied(answer) == [("property_destruction", answer)]


def test_a_number_is_denied_as_subject_too() -> None:
    (reading,) = readings("The army said the number was false.")
    assert of_number(reading.sentence.span.root)


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
