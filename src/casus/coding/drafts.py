"""From readings to draft claims: which kinds a sentence claims, with whom, how many, who says so, and its evidence.

Coding a document is a pure function of its sentences. A sentence claims a kind when the learned opinion says so; the lexicon's
hit of that kind gives the trigger and the roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from casus.coding.aggregates import is_aggregate
from casus.coding.attribution import source_type_of, voice_of
from casus.coding.circumstances import find_places
from casus.coding.clauses import stretches
from casus.coding.evidence import evidence
from casus.coding.features import document_features
from casus.coding.kinds import table
from casus.coding.opinion import Opinion, packaged_opinion
from casus.coding.parts import with_parts
from casus.coding.phrases import phrase
from casus.coding.pronouns import Context
from casus.coding.reading import Hit, Reading, read_sentences
from casus.coding.roles import roles_of
from casus.coding.sides import sides
from casus.coding.status import status_of
from casus.coding.tallies import claim_counts
from casus.coding.tense import is_ongoing
from casus.coding.triggers import Candidate, lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Draft, Kind, Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST_ALWAYS = 0.5  # confidence of a claim that only such a word makes
NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "DET")


def draft_claims(
    sentences: Sequence[Sentence],
    opinion: Opinion | None = None,
    *,
    readings: Sequence[Reading] | None = None,
    context: Context | None = None,
) -> list[Draft]:
    """Draft claims of a document's sentences, in order of the text; ``readings`` and ``context`` where they are at hand."""
    opinion = opinion or packaged_opinion()
    readings = read_sentences(sentences) if readings is None else readings
    drafts: list[Draft] = []
    context = context or Context.of(sentences)
    for reading, features in zip(readings, document_features(readings), strict=True):
        chosen = by_its_words(reading) | opinion.chosen(features)
        drafts.extend(_draft(reading, context, kind, likely) for kind, likely in chosen.items())
    return with_parts(drafts, {(r.sentence.begin, r.sentence.end): r.sentence.text for r in readings})


def by_its_words(reading: Reading) -> dict[Kind, float]:
    """The kinds that a sentence claims by a word which the user's table says always does."""
    return {hit.candidate.kind: LEAST_ALWAYS for hit in reading.hits if hit.candidate.always}


def _draft(reading: Reading, context: Context, kind: Kind, confidence: float) -> Draft:
    sentence = reading.sentence
    hits = sorted((hit for hit in reading.hits if hit.candidate.kind == kind), key=_rank)
    main = hits[0] if hits else _fallback(reading, kind)
    actors, targets = sides(kind, [main, *hits[1:]])
    voice = voice_of(main.candidate.head, reading.voices)
    begin, end = evidence(sentence, main.candidate.head)
    counts = claim_counts(kind, main.candidate, sentence)
    return Draft(
        kind=kind,
        begin=begin,
        end=end,
        trigger=_trigger(sentence, main.candidate),
        sentence=(sentence.begin, sentence.end),
        actors=phrases_of(sentence, context, actors),
        targets=phrases_of(sentence, context, targets),
        places=find_places(sentence, main.candidate, main.roles, context),
        clauses=stretches(sentence, main.candidate.head),
        counts=counts,
        source=voice.speaker if voice else None,
        source_type=source_type_of(voice) if voice else "reporter",
        status=main.status,
        aggregate=is_aggregate(kind, main.candidate, sentence, counts, main.status),
        confidence=confidence,
        mutual=table().kinds[kind].roles == "mutual",
        ongoing=is_ongoing(main.candidate),
    )


def _rank(hit: Hit) -> tuple[bool, bool, bool, int, int, int]:
    """Hits with sides first, then sure ones, those in company, the main clause's, longer ones, and the order of the text."""
    sided = bool(hit.roles.doers or hit.roles.sufferers)
    candidate = hit.candidate
    depth = sum(1 for token in candidate.head.ancestors if token.pos_ in ("VERB", "AUX") and not _reports(token))
    return (not sided, not candidate.sure, not candidate.near, depth, -len(candidate.tokens), candidate.head.i)


def _reports(verb: Token) -> bool:
    return lemma(verb) in words()["speech.verbs"]


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
    return Phrase(begin, end, str(first.doc[first.i : last.i + 1].text))


def phrases_of(sentence: Sentence, context: Context, heads: Iterable[Token]) -> tuple[Phrase, ...]:
    """Phrases of the heads; what stands for a name gives the name's, where the text makes it clear."""
    out: list[Phrase] = []
    for head in heads:
        stood_for = context.stood_for(sentence, head)
        if stood_for:
            out.extend(phrase(where, token) for where, token in stood_for)
        elif head.pos_ in NOMINAL:
            out.append(phrase(sentence, head))
    return tuple(dict.fromkeys(out))
