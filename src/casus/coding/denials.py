"""Denials of what was told before: "Rebels said the army shelled the market. The army denied that." is a second claim, that it did not happen.

The words of such a denial tell no event themselves. It is of the kind and about the sides of what it answers, which the text has told just before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casus.coding.attribution import voice_of
from casus.coding.denying import POINTING, denies_telling, is_denial, is_negated, of_number, tells_of
from casus.coding.evidence import evidence
from casus.coding.reading import Hit, Reading
from casus.coding.source_types import source_type_of
from casus.coding.status import withholds
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
DOING = frozenset(
    {"have", "do", "be", "take", "play", "make", "carry", "commit", "order", "conduct", "launch", "start"}
)
"""Verbs of a denied clause that only tells that somebody did what was told: "taking part in that", "having done so"."""
DENIED = ("obj", "iobj", "ccomp", "xcomp")
SHARED = frozenset({"in", "for", "of", "over", "as", "to"})
"""What goes before the words that say what somebody denies a share in ("responsibility for the strike"), or takes it for ("as propaganda")."""
BESIDE = ("conj", "parataxis", "acl:relcl", "advcl")
MARKS = ("aux", "aux:pass", "advmod", "compound:prt")
JOINING = re.compile(r"[\s,;:–—-]*(\b(and|but|or|while|yet)\b)?[\s,;:–—-]*$")
"""What leads from a denial to what is told after it."""
OPENING = re.compile(r"[\s,;]*(?:\d[\d.,]*[.)]\s+)?")
"""What a clause may begin with that is no word of its own; the number of the sentence before is one ("rose to 5. Voters rejected")."""


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
    own = told.get(at, [])
    taken = _own_words(denial, reading.sentence)
    if voice is None:
        return
    aside = _words_aside(denial, reading.sentence)
    own = [_beside(draft, aside, reading) for draft in own]
    answered = _answered(denial, at, reading, told, taken)
    if answered is None or any(
        draft.status == "denied" and (draft.kind == answered.kind or not _begins_in(draft, aside)) for draft in own
    ):
        return
    begin, end = _stretch(denial, reading.sentence)
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
    same = [draft for draft in told.get(at, ()) if draft.trigger.begin < begin and not _begins_in(draft, taken)]
    if denial.dep_ == "ROOT":
        same = []
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
        and _begins_in(draft, _about(token, sentence))
    ]
    if any(withholds(verb) for verb in by):
        yield replace(draft, status="happened")
    elif not any(is_negated(verb) for verb in by) or _hit_at(draft, reading) is not None:
        yield draft


def _about(verb: Token, sentence: Sentence) -> frozenset[int]:
    """The own words of a verb and of the verbs that govern it ("*refused* to deny that")."""
    own = _own_words(verb, sentence)
    return own | {sentence.place(verb.head)[0]} if verb.dep_ == "xcomp" else own


def _beside(draft: Draft, aside: frozenset[int], reading: Reading) -> Draft:
    """A draft told beside a denial, denied only where its own words say so: "denied that and said its missiles had hit a factory"."""
    hit = _hit_at(draft, reading)
    if draft.status == "denied" and hit is not None and hit.status != "denied" and _begins_in(draft, aside):
        return replace(draft, status=hit.status)
    return draft


def _words_aside(denial: Token, sentence: Sentence) -> frozenset[int]:
    """Offsets of the words told beside a denial: what follows it, and what is said of who denies ("the army, *which killed two*, denied")."""
    tops = [child for child in denial.children if child.dep_ in ("conj", "parataxis")]
    tops += [c for child in denial.children if child.dep_ == "nsubj" for c in child.children if c.dep_ == "acl:relcl"]
    return frozenset(sentence.place(token)[0] for top in tops for token in top.subtree)


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


def _own_words(denial: Token, sentence: Sentence) -> frozenset[int]:
    """Offsets of the words that tell of the denial and of nothing else: the verb, who denies, and what is denied.

    What follows it ("and said it had killed 20") and clauses beside it tell their own events.
    """
    own = [denial, *(child for child in denial.children if child.dep_ in ("nsubj", "nsubj:pass", *MARKS))]
    for child in denial.children:
        if child.dep_ in DENIED or (child.dep_ == "obl" and any(c.lower_ in SHARED for c in child.children)):
            own += [token for token in child.subtree if not _is_beside(token, child)]
    return frozenset(sentence.place(token)[0] for token in own)


def _is_beside(token: Token, top: Token) -> bool:
    """Whether a word stands in what is only set beside the words under ``top``."""
    while token != top:
        if token.dep_ in BESIDE:
            return True
        token = token.head
    return False


def _begins_in(draft: Draft, taken: frozenset[int]) -> bool:
    return draft.trigger.begin in taken


def _stretch(denial: Token, sentence: Sentence) -> tuple[int, int]:
    """The clause of a denial that hangs on another, else its sentence; neither goes on to what is told after the denial."""
    begin, end = sentence.begin, sentence.end
    if denial.dep_ != "ROOT":
        begin, end = sentence.place(denial.left_edge, denial.right_edge)
    after = [child for child in denial.children if child.dep_ in ("conj", "parataxis") and child.i > denial.i]
    if any(child.dep_ in ("ccomp", "obj", "xcomp") and child.i > after[0].i for child in denial.children if after):
        after = []  # what is denied comes only then
    if after:
        end = min(end, sentence.place(after[0].left_edge)[0])
    said = sentence.stretch(begin, end)
    if after:
        end = begin + len(JOINING.sub("", said))
    begin, end = evidence(sentence, denial, (begin, end))
    opening = OPENING.match(sentence.stretch(begin, end))
    return begin + (opening.end() if opening else 0), end


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
    blamed = [token for token in inside if lemma(token) in RESPONSIBLE]
    if blamed:
        return all(tells_of(noun) for token in blamed for noun in _blamed_for(token))
    return (clause.pos_ not in ("VERB", "ADJ") or lemma(clause) in DOING) and any(
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
