"""Denials of what was told before: "Rebels said the army shelled the market. The army denied that." is a second claim, that it did not happen.

The words of such a denial tell no event themselves. It is of the kind and about the sides of what it answers, which the text has told just before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casus.coding.attribution import voice_of
from casus.coding.denying import POINTING, denies_telling, is_denial, of_number
from casus.coding.evidence import LONGEST_EVIDENCE
from casus.coding.reading import Reading
from casus.coding.source_types import source_type_of
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Draft

if TYPE_CHECKING:
    from spacy.tokens import Token

BACK = 2
"""Sentences before a denial in which what it answers may stand."""
LEAST = 0.5
"""Confidence of a denial is no more than that."""
RESPONSIBLE = frozenset({"behind", "responsible", "involve", "involved", "implicate", "complicit"})
"""What is denied where somebody was blamed: "that it was behind the attack"."""


def with_denials(drafts: Sequence[Draft], readings: Sequence[Reading]) -> list[Draft]:
    """The drafts, with a claim for each denial of what one of them tells; those that a denial's own words made are taken for it."""
    starts = [reading.sentence.begin for reading in readings]
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(bisect_right(starts, draft.begin) - 1, []).append(draft)
    for at, reading in enumerate(readings):
        for denial in _denials(reading):
            _deny(denial, at, reading, told)
    return [draft for at in sorted(told) for draft in told[at]]


def _deny(denial: Token, at: int, reading: Reading, told: dict[int, list[Draft]]) -> None:
    """Put the claim that a denial makes among the drafts of its sentence."""
    voice = voice_of(denial, reading.voices)
    sentence = reading.sentence
    begin, end = _stretch(denial, sentence)
    own = told.get(at, [])
    if voice is None or any(draft.status == "denied" for draft in own):
        return
    answered = _answered(denial, at, reading, told)
    if answered is None:
        return
    claim = replace(
        answered,
        begin=begin,
        end=end,
        counts=(),
        source=voice.speaker,
        source_type=source_type_of(voice),
        status="denied",
        confidence=min(LEAST, answered.confidence),
        reason=f"{denial.text!r} denies what was told before",
    )
    inside = [
        draft for draft in own if draft is not answered and draft.kind == claim.kind and _within(draft, begin, end)
    ]
    told[at] = [*(draft for draft in own if draft not in inside), claim]


def _answered(denial: Token, at: int, reading: Reading, told: Mapping[int, Sequence[Draft]]) -> Draft | None:
    """What a denial answers: the nearest told before it, of a kind that its own words name where they name one."""
    begin = reading.sentence.place(denial)[0]
    before = [draft for draft in told.get(at, ()) if draft.trigger.begin < begin and denial.dep_ != "ROOT"]
    for number in range(at - 1, max(at - 1 - BACK, -1), -1):
        before = [*told.get(number, ()), *before]
        if before:
            break
    named = {hit.candidate.kind for hit in reading.hits if denial in hit.candidate.head.ancestors}
    open_ones = [draft for draft in before if draft.status in ("happened", "possible")]
    fitting = [draft for draft in open_ones if draft.kind in named] or open_ones
    counted = [draft for draft in fitting if draft.counts] if of_number(denial) else fitting
    return max(counted, key=lambda draft: (draft.source is not None, draft.trigger.begin), default=None)


def _stretch(denial: Token, sentence: Sentence) -> tuple[int, int]:
    """The clause of a denial that hangs on another, else its sentence."""
    if denial.dep_ == "ROOT":
        begin, end = sentence.begin, sentence.end
    else:
        begin, end = sentence.place(denial.left_edge, denial.right_edge)
        said = sentence.stretch(begin, end)
        begin += len(said) - len(said.lstrip(" ,;"))
    return begin, min(end, begin + LONGEST_EVIDENCE)


def _within(draft: Draft, begin: int, end: int) -> bool:
    return begin <= draft.trigger.begin < end


# --------------------------------------------------------------------------------------------- the words


def _denials(reading: Reading) -> Iterator[Token]:
    """The verbs of a sentence that deny what its own words do not tell."""
    for token in reading.sentence.span:
        if token.pos_ == "VERB" and (denies_telling(token) or (is_denial(token) and _points_back(token, reading))):
            yield token


def _points_back(denial: Token, reading: Reading) -> bool:
    """Whether a denied clause only stands for what was told: "that it was behind that", "having done so"."""
    clause = next((child for child in denial.children if child.dep_ in ("ccomp", "xcomp")), None)
    if clause is None:
        return False
    inside = list(clause.subtree)
    vague = words()["light.verbs"] | {"have", "do"}
    if any(hit.candidate.head in inside and lemma(hit.candidate.head) not in vague for hit in reading.hits):
        return False
    return any(lemma(token) in RESPONSIBLE for token in inside) or any(
        token.lower_ in POINTING and token.dep_ not in ("mark", "nsubj", "nsubj:pass") for token in inside
    )
