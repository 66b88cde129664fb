"""Acts out of the parse: who did, promised, threatened, asked, refused what to whom, as PLOVER counts events.

Words and their senses are data (``acts.toml``). An act that another one is about ("threatened to *shell*") is no act by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casus.coding.act_content import hostile_maybe, is_negated, promised, said_under
from casus.coding.act_roles import act_sides
from casus.coding.act_table import ABOUT_OTHERS, ActTable, Sense, act_table
from casus.coding.attribution import voice_of
from casus.coding.circumstances import find_places
from casus.coding.clauses import stretches
from casus.coding.drafts import phrases_of
from casus.coding.evidence import evidence
from casus.coding.pronouns import Context
from casus.coding.reading import Reading
from casus.coding.roles import roles_of
from casus.coding.source_types import source_type_of
from casus.coding.status import status_of
from casus.coding.tense import is_ongoing
from casus.coding.triggers import NOUN_TAGS, VERB_TAGS, Candidate, WordClass, lemma
from casus.coding.words import words
from casus.record import Draft, Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

COMPANY = 2  # steps below a word within which its company stands
GAP = 4  # words between the parts of a verb
REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
LIGHT_RANK = 0
CONFIDENCE = (0.4, 0.6, 0.8)  # by rank


@dataclass(frozen=True, slots=True)
class ActDraft:
    """An act as the words give it: its codes, and a draft with who, whom, where and who says so.

    ``rank`` and ``depth`` (clauses above it that do more than report) say how much a sentence is about it.
    """

    event: str
    mode: str
    cameo: str
    draft: Draft
    rank: int
    depth: int


@dataclass(frozen=True, slots=True)
class _Hit:
    sense: Sense
    tokens: tuple[Token, ...]
    event: str

    @property
    def head(self) -> Token:
        return _head(self.sense, self.tokens)


def draft_acts(readings: Sequence[Reading], context: Context) -> list[ActDraft]:
    """The acts of a document's sentences, in order of the text."""
    table = act_table()
    out: list[ActDraft] = []
    for reading in readings:
        hits = _chiefly(list(_hits(reading, table)))
        told = (_deed(hit, table) for hit in hits if not _inside_another(hit, hits))
        out.extend(_draft(reading, context, hit, table) for hit in told if hit is not None)
    return out


def _hits(reading: Reading, table: ActTable) -> Iterator[_Hit]:
    tokens = [token for token in reading.sentence.span if not token.is_space]
    lemmas = [_word(token, table) for token in tokens]
    for at, token in enumerate(tokens):
        word_class = _class(token)
        if word_class == "verb" and hostile_maybe(token, table):
            yield _Hit(Sense((lemmas[at],), "verb", "THREATEN", content="say", rank=2), (token,), "THREATEN")
        for sense in table.senses.get(lemmas[at], ()):
            if sense.word_class != word_class:
                continue
            found = _follow(tokens, lemmas, at, sense)
            if found is not None:
                hit = _decided(sense, found, table)
                if hit is not None:
                    yield hit


def _head(sense: Sense, tokens: tuple[Token, ...]) -> Token:
    return tokens[0] if sense.word_class == "verb" else tokens[-1]


def _class(token: Token) -> WordClass | None:
    """The word class under which a word can tell of an act; an adjective only where something is said to be so."""
    if token.pos_ in VERB_TAGS:
        if token.dep_ in ("aux", "aux:pass", "cop"):
            return None
        return "adjective" if any(child.dep_ == "cop" for child in token.children) else "verb"
    if token.pos_ in NOUN_TAGS:
        return "noun"
    return "adjective" if token.pos_ == "ADJ" and any(child.dep_ == "cop" for child in token.children) else None


def _word(token: Token, table: ActTable) -> str:
    """The lemma, of a verb that the table knows by its regular forms too."""
    return table.forms.get(token.lower_, lemma(token)) if token.tag_.startswith("VB") else lemma(token)


def _follow(tokens: list[Token], lemmas: list[str], at: int, sense: Sense) -> tuple[Token, ...] | None:
    found, here = [tokens[at]], at
    for word in sense.words[1:]:
        gap = GAP if sense.word_class == "verb" else 0
        end = min(len(tokens), here + 2 + gap)
        step = next((i for i in range(here + 1, end) if lemmas[i] == word or tokens[i].lower_ == word), None)
        if step is None:
            return None
        found.append(tokens[step])
        here = step
    return tuple(found)


def _decided(sense: Sense, found: tuple[Token, ...], table: ActTable) -> _Hit | None:
    """The hit with its event, or ``None`` where its company, its content or a negation speaks against it."""
    head = _head(sense, found)
    near = said_under(head, COMPANY)
    bare = not any(child.dep_ == "obj" for child in head.children)
    subjects = [c for c in head.children if c.dep_ == "nsubj:pass" or (bare and c.dep_ == "nsubj")]
    near |= {lemma(token) for subject in subjects for token in (subject, *subject.children)}
    if (sense.company and not sense.company & near) or sense.unless & near:
        return None
    if sense.content:
        event = promised(head, table, statement=sense.content == "say")
        return _Hit(sense, found, event) if event else None
    if sense.word_class != "noun" and is_negated(head):
        return _Hit(sense, found, "REJECT") if sense.event in REFUSABLE else None
    return _Hit(sense, found, sense.event)


def _chiefly(hits: list[_Hit]) -> list[_Hit]:
    """Of several senses of one word the longest, then the one that asks for company, then the first of the table."""
    best: dict[int, _Hit] = {}
    for hit in hits:
        other = best.get(hit.head.i)
        if other is None or _told(hit) > _told(other):
            best[hit.head.i] = hit
    return [best[at] for at in sorted(best)]


def _told(hit: _Hit) -> tuple[int, bool, bool, int]:
    return len(hit.tokens), bool(hit.sense.content), bool(hit.sense.company), hit.sense.rank


def _inside_another(hit: _Hit, hits: Sequence[_Hit]) -> bool:
    """Whether the word is part of what another act is about, or of the other's own words."""
    above = {token.i for token in hit.head.ancestors}
    own = {token.i for token in hit.tokens}
    for other in hits:
        if other is hit:
            continue
        if own & {token.i for token in other.tokens} and len(other.tokens) > len(hit.tokens):
            return True
        if (
            other.head.i in above
            and other.event in ABOUT_OTHERS
            and other.sense.rank
            and _is_content(hit.head, other.head)
        ):
            return True
        if hit.sense.rank == LIGHT_RANK and other.head.i in above and other.event == hit.event:
            return True
    return False


def _deed(hit: _Hit, table: ActTable) -> _Hit | None:
    """The hit as what it is by who does it: protesters riot, and a disaster's deed, or one in a disaster by nobody, is no act."""
    if hit.event not in ("ASSAULT", "COERCE"):
        return hit
    roles = roles_of(Candidate(table.like[hit.event], hit.head, hit.tokens, _role_class(hit), ""))
    doers = [lemma(token) for token in roles.doers]
    if doers and all(doer in table.lists["protesters"] for doer in doers):
        return _Hit(replace(hit.sense, event="PROTEST", mode="riot", cameo=""), hit.tokens, "PROTEST")
    if hit.event == "COERCE":
        return hit
    accidents = table.lists["accidents"]
    if doers:
        return None if all(doer in accidents for doer in doers) else hit
    told = [
        token for case, token in roles.obliques if case in ("in", "by", "from", "after", "at", "when", "during", "of")
    ]
    told += [child for child in hit.head.children if child.dep_ in ("compound", "amod", "obl:agent")]
    return None if any(lemma(token) in accidents for token in told) else hit


def _role_class(hit: _Hit) -> WordClass:
    return "noun" if hit.sense.word_class == "noun" else "verb"


def _is_content(inner: Token, outer: Token) -> bool:
    node = inner
    while node.head != outer and node.head != node:
        node = node.head
    return node.dep_ in ("ccomp", "xcomp", "obj", "obl", "advcl") and node.i > outer.i


def depth_of(head: Token) -> int:
    """Clauses above a word whose verb does more than report."""
    speech = words()["speech.verbs"]
    return sum(1 for token in head.ancestors if token.pos_ in VERB_TAGS and lemma(token) not in speech)


def _draft(reading: Reading, context: Context, hit: _Hit, table: ActTable) -> ActDraft:
    sentence, head, sense = reading.sentence, hit.head, hit.sense
    kind = table.like[hit.event]
    candidate = Candidate(kind, head, hit.tokens, _role_class(hit), "")
    roles = roles_of(candidate)
    actors, targets = act_sides(candidate, roles, mutual=sense.mutual, event=hit.event)
    voice = voice_of(head, reading.voices)
    if voice is not None and head.i <= voice.head.i and voice.head in actors:
        voice = None
    begin, end = evidence(sentence, head)
    first, last = sentence.place(head)
    said = said_under(head) | {lemma(token) for token in hit.tokens}
    status = "happened" if hit.event in ABOUT_OTHERS else status_of(candidate)
    return ActDraft(
        event=hit.event,
        mode=sense.mode if sense.mode and hit.event == sense.event else table.mode(hit.event, said),
        cameo=sense.cameo if sense.cameo and hit.event == sense.event else table.cameo[hit.event],
        draft=Draft(
            kind=kind,
            begin=begin,
            end=end,
            trigger=Phrase(first, last, head.text),
            sentence=(sentence.begin, sentence.end),
            actors=phrases_of(sentence, context, actors),
            targets=phrases_of(sentence, context, targets),
            places=find_places(sentence, candidate, roles, context),
            clauses=stretches(sentence, head),
            source=voice.speaker if voice else None,
            source_type=source_type_of(voice) if voice else "reporter",
            status=status,
            confidence=CONFIDENCE[sense.rank],
            ongoing=is_ongoing(candidate),
        ),
        rank=sense.rank,
        depth=depth_of(head),
    )
