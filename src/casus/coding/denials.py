"""Denials of what was told before: "Rebels said the army shelled the market. The army denied that." is a second claim, that it did not happen.

The words of such a denial tell no event themselves. It is of the kind and about the sides of what it answers, which the text has told just before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casus.coding.attribution import voice_of
from casus.coding.denial_stretches import clause_of, own_and_governing_words, own_words, words_aside
from casus.coding.denying import POINTING, denies_telling, is_denial, is_negated, of_number, tells_of
from casus.coding.reading import Hit, Reading
from casus.coding.source_types import source_type_of
from casus.coding.status import withholds
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.record import Draft

if TYPE_CHECKING:
    from spacy.tokens import Token

BACK = 2
"""Sentences before a denial in which what it answers may stand."""
LEAST = 0.5
"""Confidence of a denial is no more than that."""


def with_denials(drafts: Sequence[Draft], readings: Sequence[Reading]) -> list[Draft]:
    """The drafts, with a claim for each denial of what one of them tells; those that a denial's own words made are taken for it."""
    starts = [reading.sentence.begin for reading in readings]
    told: dict[int, list[Draft]] = {}
    for draft in drafts:
        told.setdefault(bisect_right(starts, draft.begin) - 1, []).append(draft)
    for at, reading in enumerate(readings):
        told[at] = [kept for draft in told.get(at, ()) for kept in _undenied(draft, reading)]
        for denial in _denials(reading):
            _deny(denial, at, reading, told)
    return [draft for at in sorted(told) for draft in told[at]]


def _deny(denial: Token, at: int, reading: Reading, told: dict[int, list[Draft]]) -> None:
    """Put the claim that a denial makes among the drafts of its sentence."""
    voice = voice_of(denial, reading.voices)
    if voice is None:
        return
    taken = own_words(denial, reading.sentence)
    aside = words_aside(denial, reading.sentence)
    own = [_beside(draft, aside, reading) for draft in told.get(at, ())]
    answered = _answered(denial, at, reading, told, taken)
    if answered is None or any(
        draft.status == "denied" and (draft.kind == answered.kind or not _begins_in(draft, aside)) for draft in own
    ):
        return
    begin, end = clause_of(denial, reading.sentence)
    claim = replace(
        answered,
        begin=begin,
        end=end,
        counts=(),
        source=voice.speaker,
        source_type=source_type_of(voice),
        status="denied",
        confidence=min(LEAST, answered.confidence),
        reason=f"{denial.text!r} denies what was told before; sides, place and time are told by what it denies, {answered.trigger.text!r}",
    )
    kept = [draft for draft in own if draft is answered or draft.kind != claim.kind or not _begins_in(draft, taken)]
    told[at] = [*kept, claim]


def _answered(
    denial: Token, at: int, reading: Reading, told: Mapping[int, Sequence[Draft]], taken: frozenset[int]
) -> Draft | None:
    """What a denial answers: what its sentence told before it, else the nearest sentence, of a kind that its own words name where they name one.

    Of several that fit, those with a source go before the others; ``taken`` are the offsets of the denial's own words.
    """
    begin = reading.sentence.place(denial)[0]
    own = told.get(at, ()) if denial.dep_ != "ROOT" else ()
    same = [draft for draft in own if draft.trigger.begin < begin and not _begins_in(draft, taken)]
    before = list(same)
    for number in range(at - 1, max(at - 1 - BACK, -1), -1):
        before = [*told.get(number, ()), *before]
        if before:
            break
    named = {hit.candidate.kind for hit in reading.hits if denial in hit.candidate.head.ancestors}
    open_ones = [draft for draft in before if draft.status in ("happened", "possible")]
    fitting = [draft for draft in open_ones if draft.kind in named] or open_ones
    counted = [draft for draft in fitting if draft.counts] if of_number(denial) else fitting
    return max(counted, key=lambda draft: (draft in same, draft.source is not None, draft.trigger.begin), default=None)


def _undenied(draft: Draft, reading: Reading) -> Iterator[Draft]:
    """A draft as it stands by a verb of denial that denies nothing: no claim by "nobody denied that", and "denied Gaza food" has happened."""
    if draft.status != "denied":
        yield draft
        return
    sentence = reading.sentence
    by = [
        token
        for token in sentence.span
        if lemma(token) in words()["status.denial"]
        and token.pos_ == "VERB"
        and _begins_in(draft, own_and_governing_words(token, sentence))
    ]
    if any(withholds(verb) for verb in by):
        yield replace(draft, status="happened")
    elif not any(is_negated(verb) for verb in by) or _hit_at(draft, reading) is not None:
        yield draft


def _beside(draft: Draft, aside: frozenset[int], reading: Reading) -> Draft:
    """A draft told beside a denial, denied only where its own words say so: "denied that and said its missiles had hit a factory"."""
    hit = _hit_at(draft, reading)
    if draft.status == "denied" and hit is not None and hit.status != "denied" and _begins_in(draft, aside):
        return replace(draft, status=hit.status)
    return draft


def _hit_at(draft: Draft, reading: Reading) -> Hit | None:
    """The lexicon's hit that a draft was made of."""
    return next(
        (
            hit
            for hit in reading.hits
            if hit.candidate.kind == draft.kind
            and any(reading.sentence.place(token)[0] == draft.trigger.begin for token in hit.candidate.tokens)
        ),
        None,
    )


def _begins_in(draft: Draft, taken: frozenset[int]) -> bool:
    return draft.trigger.begin in taken


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
    blamed = [token for token in inside if lemma(token) in words()["status.blamed"]]
    if blamed:
        return all(tells_of(noun) for token in blamed for noun in _blamed_for(token))
    return (clause.pos_ not in ("VERB", "ADJ") or lemma(clause) in words()["status.doing"]) and any(
        token.lower_ in POINTING and token.dep_ not in ("mark", "nsubj", "nsubj:pass") for token in inside
    )


def _blamed_for(word: Token) -> list[Token]:
    """For what somebody was blamed: "behind *the leak*", "responsible for *the flood*"."""
    if word.dep_ == "case":
        return [word.head]
    return [
        child
        for child in word.children
        if child.dep_ in ("obl", "nmod") and any(c.lower_ in ("in", "for", "behind", "with") for c in child.children)
    ]
