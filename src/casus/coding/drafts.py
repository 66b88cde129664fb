"""From readings to draft claims: which kinds a sentence claims, with whom, how many, who says so, and its evidence.

Coding a document is a pure function of its sentences. A sentence claims a kind when the judge says so (``verdicts.py``); the lexicon's
hit of that kind, or else the word that speaks for it most, gives the trigger and the roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casus.coding.aggregates import is_aggregate
from casus.coding.attribution import voice_of
from casus.coding.circumstances import find_places
from casus.coding.claim_network import Heard, HeardClaim
from casus.coding.clauses import stretches
from casus.coding.denials import with_denials
from casus.coding.evidence import evidence
from casus.coding.kinds import table
from casus.coding.later_tolls import with_incidents
from casus.coding.parts import with_parts
from casus.coding.phrases import phrase
from casus.coding.pronouns import Context
from casus.coding.reading import Hit, Reading, read_sentences
from casus.coding.roles import roles_of
from casus.coding.senses import as_meant
from casus.coding.sides import sides
from casus.coding.source_types import is_called, source_type_of
from casus.coding.speakers import Voice
from casus.coding.status import status_of
from casus.coding.tallies import claim_tally
from casus.coding.tellings import Telling, tellings
from casus.coding.tense import is_ongoing
from casus.coding.triggers import Candidate, lemma
from casus.coding.verdicts import Judge, Verdict, Weighing, packaged_judge
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Draft, Kind, Phrase, SourceType

if TYPE_CHECKING:
    from spacy.tokens import Token

TELLING = ("VERB", "NOUN", "ADJ")
NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "DET")


def draft_claims(
    sentences: Sequence[Sentence],
    judge: Judge | None = None,
    *,
    readings: Sequence[Reading] | None = None,
    context: Context | None = None,
) -> list[Draft]:
    """Draft claims of a document's sentences, in order of the text; ``readings`` and ``context`` where they are at hand."""
    judge = judge or packaged_judge()
    context = context or Context.of(sentences)
    readings = read_sentences(sentences, context=context) if readings is None else readings
    judged = judge.judge(readings)
    drafts = [
        draft
        for v in judged.verdicts
        for draft in drafts_of(readings[v.sentence], context, v, judged.heard, judge.weighing)
    ]
    text_of = {(r.sentence.begin, r.sentence.end): r.sentence.text for r in readings}
    told = with_incidents(as_meant(with_parts(drafts, text_of), text_of), readings)
    return with_denials(told, readings)


def drafts_of(reading: Reading, context: Context, verdict: Verdict, heard: Heard, weighing: Weighing) -> list[Draft]:
    """The drafts of the claims of one kind that a sentence makes, the likeliest first."""
    kind = verdict.kind
    hits = [hit for hit in reading.hits if hit.candidate.kind == kind]
    whole = heard.claim(verdict.sentence, kind)
    if not hits:
        hits = [_fallback(reading, kind, whole)]
    told = tellings(hits, reading.sentence, whole)
    if len(told) == 1:
        return [_draft(reading, context, verdict, told[0], whole, weighing)]
    return [
        _draft(reading, context, verdict, one, heard.claim(verdict.sentence, kind, one.begin, one.end), weighing)
        for one in told
    ]


def _is_denial(sentence: Sentence) -> bool:
    """Whether somebody denies something in a sentence."""
    return any(lemma(token) in words()["status.denial"] for token in sentence.span)


def _draft(
    reading: Reading, context: Context, verdict: Verdict, telling: Telling, told: HeardClaim | None, weighing: Weighing
) -> Draft:
    """The draft of one claim."""
    sentence, kind, main = reading.sentence, verdict.kind, telling.hits[0]
    actors, targets = sides(kind, telling.hits)
    begin, end = evidence(sentence, main.candidate.head, (telling.begin, telling.end))
    tally = claim_tally(kind, main.candidate, sentence)
    counts = tuple(count for count in tally.counts if telling.holds(count.begin))
    fields = told.fields() if told else None
    status = weighing.settled("status", main.status, fields["status"]) if fields else main.status
    if kind == "aid" and status == "denied" and not _is_denial(sentence):
        status = "happened"  # "no convoy has reached the town": aid kept out is what is claimed
    summed = is_aggregate(kind, main.candidate, sentence, counts, status)
    source, source_type = source_of(main.candidate.head, reading.voices, fields, weighing)
    return Draft(
        kind=kind,
        begin=begin,
        end=end,
        trigger=_trigger(sentence, main.candidate),
        sentence=(telling.begin, telling.end),
        actors=phrases_of(sentence, context, actors),
        targets=phrases_of(sentence, context, targets),
        places=find_places(sentence, main.candidate, main.roles, context),
        clauses=stretches(sentence, main.candidate.head),
        counts=counts,
        unsided=tally.unsided,
        source=source,
        source_type=source_type,
        status=status,
        aggregate=weighing.settled("aggregate", summed, fields["aggregate"]) if fields else summed,
        confidence=verdict.likely,
        mutual=table().kinds[kind].roles == "mutual",
        ongoing=is_ongoing(main.candidate),
        pointers=told,
        reason=verdict.reason,
    )


def source_of(
    head: Token, voices: Sequence[Voice], fields: Mapping[str, Mapping[Any, float]] | None, weighing: Weighing
) -> tuple[Phrase | None, SourceType]:
    """Who is cited for what a word tells, and of which type; ``fields`` are the network's log-probabilities, where it read the claim."""
    voice = voice_of(head, voices)
    if voice is None or (fields and not weighing.cited_for(fields["source_type"])):
        return None, "reporter"
    ruled = source_type_of(voice)
    if not fields or is_called(voice, ruled):
        return voice.speaker, ruled
    named = {name: value for name, value in fields["source_type"].items() if name != "reporter"}
    return voice.speaker, weighing.settled("source_type", ruled, named)


def _fallback(reading: Reading, kind: Kind, told: HeardClaim | None) -> Hit:
    """Where the lexicon has no word of the kind: the word that speaks for it most as the trigger, else the sentence's root."""
    sentence = reading.sentence
    peaks = [token for token in sentence.span if told is not None and sentence.place(token) == told.peak]
    head = _telling(peaks[0]) if peaks else sentence.span.root
    candidate = Candidate(kind, head, (head,), "verb" if head.pos_ in ("VERB", "AUX") else "noun", "")
    return Hit(candidate, roles_of(candidate), status_of(candidate))


def _telling(token: Token) -> Token:
    """The word itself where it can tell of an event, else the nearest verb or noun above it ("the" raid, "it" was denied)."""
    above = (other for other in token.ancestors if other.pos_ in TELLING)
    return token if token.pos_ in TELLING else next(above, token.sent.root)


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
