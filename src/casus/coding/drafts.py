"""From readings to draft claims: which kinds a sentence claims, with whom, how many, who says so, and its evidence.

Coding a document is a pure function of its sentences. A sentence claims a kind when the learned opinion says so; the lexicon's
hit of that kind gives the trigger and the roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from casus.coding.attribution import source_type_of, voice_of
from casus.coding.circumstances import find_places
from casus.coding.counts import Counted
from casus.coding.features import document_features
from casus.coding.kinds import table
from casus.coding.opinion import Opinion, packaged_opinion
from casus.coding.phrases import PERSONAL, phrase
from casus.coding.reading import Hit, Reading, read_sentences
from casus.coding.roles import roles_of
from casus.coding.sides import sides
from casus.coding.status import status_of
from casus.coding.triggers import Candidate
from casus.language.parse import Sentence
from casus.record import KINDS, CountWhat, Draft, Kind, Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_EVIDENCE = 400  # characters, by the coding guide
VIOLENT: tuple[CountWhat, ...] = ("killed", "killed_civilians", "killed_combatants", "killed_children", "wounded")
COUNTS_OF: dict[str, tuple[CountWhat, ...]] = {
    "displacement": ("displaced",),
    "detention": ("detained",),
    "surrender": ("surrendered",),
    "abduction": ("abducted", "missing"),
    "withdrawal": ("deployed",),
    "deployment": ("deployed",),
    "territory_gain": ("places", "area_km2"),
    "air_strike": (*VIOLENT, "strikes"),
    "shelling": (*VIOLENT, "strikes"),
}
FIGHTING = ("armed_clash", "suicide_bombing", "explosive_device", "chemical_attack", "attack_on_civilians", "offensive", "casualty_report", "protest")  # fmt: skip


def draft_claims(sentences: Sequence[Sentence], opinion: Opinion | None = None) -> list[Draft]:
    """Draft claims of a document's sentences, in order of the text."""
    opinion = opinion or packaged_opinion()
    readings = read_sentences(sentences)
    drafts: list[Draft] = []
    for reading, features in zip(readings, document_features(readings), strict=True):
        likely = opinion.probabilities(features)
        chosen = [kind for kind in KINDS if likely[kind] >= opinion.threshold[kind]]
        drafts.extend(_draft(reading, kind, likely[kind]) for kind in chosen)
    return drafts


def _draft(reading: Reading, kind: Kind, confidence: float) -> Draft:
    sentence = reading.sentence
    hits = sorted((hit for hit in reading.hits if hit.candidate.kind == kind), key=_rank)
    main = hits[0] if hits else _fallback(reading, kind)
    actors, targets = sides(kind, [main, *hits[1:]])
    voice = voice_of(main.candidate.head, reading.voices)
    begin, end = evidence(sentence, main.candidate.head)
    return Draft(
        kind=kind,
        begin=begin,
        end=end,
        trigger=_trigger(sentence, main.candidate),
        sentence=(sentence.begin, sentence.end),
        actors=_phrases(sentence, actors),
        targets=_phrases(sentence, targets),
        places=find_places(sentence, main.candidate, main.roles),
        counts=tuple(item.count for item in _counts(kind, reading)),
        source=voice.speaker if voice else None,
        source_type=source_type_of(voice) if voice else "reporter",
        status=main.status,
        aggregate=kind == "casualty_report" or _plural(main.candidate),
        confidence=confidence,
        mutual=table().kinds[kind].roles == "mutual",
    )


def _rank(hit: Hit) -> tuple[bool, bool, int, bool, int]:
    """Hits with sides first, then longer ones, those in company, verbs, and the order of the text."""
    sides = bool(hit.roles.doers or hit.roles.sufferers)
    candidate = hit.candidate
    return (not sides, not candidate.near, -len(candidate.tokens), candidate.word_class != "verb", candidate.head.i)


def _fallback(reading: Reading, kind: Kind) -> Hit:
    """Where the lexicon has no word of the kind: the sentence's root as the trigger."""
    root = reading.sentence.span.root
    candidate = Candidate(kind, root, (root,), "verb" if root.pos_ in ("VERB", "AUX") else "noun", "")
    return Hit(candidate, roles_of(candidate), status_of(candidate))


def _trigger(sentence: Sentence, candidate: Candidate) -> Phrase:
    first, last = candidate.tokens[0], candidate.tokens[-1]
    if last.i - first.i > len(candidate.tokens):  # a verb whose parts stand apart: the head alone is quoted
        first = last = candidate.head
    begin, end = sentence.place(first, last)
    return Phrase(begin, end, str(first.doc.text[first.idx : last.idx + len(last.text)]))


def _plural(candidate: Candidate) -> bool:
    return candidate.word_class == "noun" and candidate.head.tag_ == "NNS"


def _phrases(sentence: Sentence, heads: Iterable[Token]) -> tuple[Phrase, ...]:
    """Phrases of the heads, pronouns as they stand, names of places and times left out where they cannot act."""
    out: list[Phrase] = []
    for head in heads:
        if head.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "DET") or head.lower_ in PERSONAL:
            found = phrase(sentence, head)
            if found not in out:
                out.append(found)
    return tuple(out)


# ----------------------------------------------------------------------------------------------- counts, evidence


def _counts(kind: Kind, reading: Reading) -> list[Counted]:
    """The sentence's counts that a claim of this kind can carry."""
    allowed = COUNTS_OF.get(kind, VIOLENT if kind in FIGHTING else ())
    return [item for item in reading.counts if item.count.what in allowed]


def evidence(sentence: Sentence, head: Token) -> tuple[int, int]:
    """The sentence, or where it is longer than evidence may be, the widest clause around the trigger that fits."""
    begin, end = sentence.begin, sentence.end
    if end - begin <= LONGEST_EVIDENCE:
        return begin, end
    best = sentence.place(head)
    for token in [head, *head.ancestors]:
        first, last = sentence.place(token.left_edge, token.right_edge)[0], sentence.place(token.right_edge)[1]
        if last - first > LONGEST_EVIDENCE:
            break
        best = (first, last)
    if best[1] - best[0] >= LONGEST_EVIDENCE // 4:
        return best
    return _window(sentence, head)


def _window(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Whole words around the trigger, as many as fit."""
    first = last = head
    span = sentence.span
    while True:
        grown = False
        if (
            first.i > span.start
            and sentence.place(first.nbor(-1), last)[1] - sentence.place(first.nbor(-1))[0] <= LONGEST_EVIDENCE
        ):
            first, grown = first.nbor(-1), True
        if last.i < span.end - 1 and sentence.place(last.nbor(1))[1] - sentence.place(first)[0] <= LONGEST_EVIDENCE:
            last, grown = last.nbor(1), True
        if not grown:
            return sentence.place(first, last)
