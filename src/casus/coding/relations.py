"""Relations between sides out of the parse: who backs, fights, belongs to, was once called or split from whom.

The words and the places where the two sides stand are data (``relations.toml``). A relation that a phrase takes for granted ("the
Turkish-backed rebels") is the reporter's; one that a clause asserts is whose the clause is, and as sure as its verb and the verbs
above it make it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from casus.coding.attribution import voice_of
from casus.coding.evidence import evidence
from casus.coding.phrases import coordinated, entity_type, head_tokens, phrase, preposition
from casus.coding.pronouns import Context
from casus.coding.reading import Reading, read_sentences
from casus.coding.relation_slots import (
    BESIDE,
    NAMES,
    compound_head,
    compound_name,
    has_company,
    noun_slot,
    verb_slot,
)
from casus.coding.relation_status import status_of_relation
from casus.coding.relation_table import Entry, Slot, relation_table
from casus.coding.source_types import source_type_of
from casus.coding.speakers import Voice
from casus.coding.triggers import lemma
from casus.language.parse import Sentence
from casus.record import Phrase, RelationDraft

if TYPE_CHECKING:
    from spacy.tokens import Token

SIDE_LIKE = ("NOUN", "PROPN", "PRON", "ADJ", "DET")
NAME_LINKS = frozenset({"and", "of", "for", "the", "in", "-", "al", "e", "de", "del"})
STOOD_FOR = 0.15  # confidence that a relation loses by each side that another phrase stands for


@dataclass(frozen=True, slots=True)
class _Hit:
    """A relation's word with the heads in its two slots; ``given``: the phrase takes it for granted."""

    entry: Entry
    head: Token
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    given: bool


def draft_relations(
    sentences: Sequence[Sentence], *, readings: Sequence[Reading] | None = None, context: Context | None = None
) -> list[RelationDraft]:
    """Draft relations of a document's sentences, in order of the text; ``readings`` and ``context`` where they are at hand."""
    readings = read_sentences(sentences) if readings is None else readings
    context = context or Context.of(sentences)
    return [
        draft for reading in readings for hit in _hits(reading.sentence) for draft in _drafts(context, reading, hit)
    ]


# --------------------------------------------------------------------------------------------- words


def _hits(sentence: Sentence) -> Iterator[_Hit]:
    table = relation_table()
    for token in sentence.span:
        word = lemma(token)
        compound = _modifier(token)
        if compound is not None:
            yield compound
        elif token.pos_ in ("VERB", "ADJ"):
            yield from (_verb(token, entry) for entry in table.verbs.get(word, ()) if has_company(token, entry))
        elif token.pos_ == "NOUN" and (token.text.islower() or token.i == sentence.span.start):
            yield from (_noun(token, entry) for entry in table.nouns.get(word, ()) if _fits(token, entry))
        elif token.lower_ in ("formerly", "previously"):
            yield from _once_called(token)


def _verb(verb: Token, entry: Entry) -> _Hit:
    subjects, objects = verb_slot(verb, entry, entry.subject), verb_slot(verb, entry, entry.object)
    if entry.bodies:
        subjects = tuple(token for token in subjects if token.pos_ in ("PRON", "PROPN") or _is_body(token))
        objects = tuple(token for token in objects if _is_body(token))
    if entry.holders:
        objects = tuple(token for token in objects if _is_one_of(token, entry.holders))
    return _Hit(entry, verb, subjects, objects, given=False)


def _is_body(token: Token) -> bool:
    return token.ent_type_ == "ORGANISATION" or lemma(token) in relation_table().lists["sides"]


def _is_one_of(token: Token, nouns: frozenset[str]) -> bool:
    around = [token, *(child for child in token.children if child.dep_ in BESIDE)]
    return any(lemma(one) in nouns for one in around)


def _noun(noun: Token, entry: Entry) -> _Hit:
    subjects, objects = noun_slot(noun, entry, entry.subject), noun_slot(noun, entry, entry.object)
    if entry.subject == entry.object == "pair":
        subjects, objects = subjects[:1], subjects[1:]
    lists = relation_table().lists
    says = lists["copulas"] | lists["regarding"] | lists["accusing"]
    predicate = any(child.dep_ == "cop" for child in noun.children) or lemma(noun.head) in says
    return _Hit(entry, noun, subjects, objects, given=not predicate or "bearer" not in (entry.subject, entry.object))


def _fits(noun: Token, entry: Entry) -> bool:
    if entry.cases and preposition(noun) not in entry.cases:
        return False
    before = {child.lower_ for child in noun.children}
    return not entry.unless & before and (not entry.modifiers or bool(entry.modifiers & before))


def _modifier(token: Token) -> _Hit | None:
    entries = relation_table().modifiers.get(token.lower_)
    name = compound_name(token) if entries else None
    if not entries or name is None:
        return None
    entry, heads = entries[0], compound_head(token, name)
    slots: dict[Slot, tuple[Token, ...]] = {"name": (name,), "head": heads}
    return _Hit(entry, token, slots[entry.subject], slots[entry.object], given=True)


def _once_called(adverb: Token) -> Iterator[_Hit]:
    """ "X, formerly Y": the adverb on a name beside a name."""
    name = adverb.head
    if name.dep_ in (*BESIDE, "nmod", "conj") and name.i > adverb.i and "PROPN" in (name.pos_, name.head.pos_):
        entry = Entry("formerly", frozenset(), "bearer", "owner")
        yield _Hit(entry, adverb, (name.head,), (name,), given=True)


# --------------------------------------------------------------------------------------------- drafts


def _drafts(context: Context, reading: Reading, hit: _Hit) -> Iterator[RelationDraft]:
    sentence = reading.sentence
    subjects = [side for head in hit.subjects for side in _sides(context, sentence, head, hit)]
    objects = [side for head in hit.objects for side in _sides(context, sentence, head, hit)] if subjects else []
    if not subjects or not objects:
        return
    begin, end = evidence(sentence, hit.head)
    status, holder = status_of_relation(hit.head, hit.given)
    voice = _voice(reading.voices, sentence, hit)
    if holder is not None and status != "happened":
        voice = _holder(context, sentence, holder) or voice
    trigger = sentence.place(hit.head)
    for subject, stood in subjects:
        for other, stood_too in objects:
            yield RelationDraft(
                kind=hit.entry.kind,
                begin=begin,
                end=end,
                trigger=Phrase(*trigger, hit.head.text),
                sentence=(sentence.begin, sentence.end),
                subject=subject,
                object=other,
                times=_times(sentence, hit),
                source=voice.speaker if voice else None,
                source_type=source_type_of(voice) if voice else "reporter",
                status=status,
                past=hit.entry.kind != "formerly" and _is_past(hit.head),
                confidence=round(hit.entry.confidence - STOOD_FOR * (stood + stood_too), 2),
            )


def _sides(context: Context, sentence: Sentence, head: Token, hit: _Hit) -> list[tuple[Phrase, bool]]:
    """The phrases that say who a head is, each with whether it stands elsewhere; none where it cannot be a side."""
    owner = _owner_of_means(head) if hit.entry.kind == "backs" else head
    if owner is None:
        return []
    head = _last_named(owner, hit.head)
    if head.pos_ not in SIDE_LIKE or head == hit.head:
        return []
    named = _names_beside(head, hit.head)
    if named:
        return [(_body(_whole(sentence, token, hit.head), hit), False) for token in named]
    if head.pos_ in ("PRON", "NOUN") and (head.pos_ == "PRON" or not _called_by_name(head)):
        stood_for = context.stood_for(sentence, head)
        stood_for = [(where, token) for where, token in stood_for if token != hit.head and _may_be_side(token)]
        if stood_for:
            return [(_whole(where, token, hit.head), True) for where, token in stood_for]
    return [(_body(_whole(sentence, head, hit.head), hit), False)] if _may_be_side(head) else []


def _body(side: Phrase, hit: _Hit) -> Phrase:
    """The phrase, typed by what can stand there: a body where nobody else can, a people where an adjective names it ("Kurdish-led")."""
    if hit.entry.bodies and hit.head.pos_ == "NOUN" and side.type == "person":
        return replace(side, type="organisation")
    adjective = hit.head.dep_ == "amod" and " " not in side.text and "-" not in side.text and not side.text.isupper()
    return replace(side, type="nationality") if adjective else side


def _owner_of_means(head: Token) -> Token | None:
    """Whose means they are ("backed by Turkish artillery"), ``None`` where nobody is named; else the head itself."""
    if lemma(head) not in relation_table().lists["means"] or head.pos_ == "PROPN":
        return head
    owners = (c for c in head.children if c.dep_ in ("nmod:poss", "amod", "compound") and c.ent_type_ in NAMES)
    return next((child for child in owners if child.text[0].isupper()), None)


def _last_named(head: Token, trigger: Token) -> Token:
    """The name right before a clause about it where the parse hangs the clause on a noun before it: "an ally of X, which fights"."""
    for above in (head, head.head) if head.dep_ == "appos" else (head,):
        if above.pos_ == "NOUN" and lemma(above) in relation_table().nouns:
            owned = [c for c in above.children if c.dep_ == "nmod" and preposition(c) == "of" and c.i < trigger.i]
            if owned and (owned[-1].pos_ == "PROPN" or _called_by_name(owned[-1])) and owned[-1] != trigger:
                return owned[-1]
    return head


def _names_beside(head: Token, trigger: Token) -> list[Token]:
    """The names that a common noun stands for by apposition or copula: "JNIM, a coalition", "the ally Iran", "two groups: A and B"."""
    if head.pos_ != "NOUN" or _called_by_name(head):
        return []
    for child in head.children:
        if child.dep_ in ("appos", "flat") and child.i > head.i and child.pos_ == "PROPN" and child != trigger:
            return coordinated(child)
    if head.dep_ == "appos" and head.head.pos_ in ("PROPN", "NOUN") and head.head.i < head.i:
        return _names_beside(head.head, trigger) or [head.head]
    subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
    copular = any(child.dep_ == "cop" for child in head.children)
    return [subject] if copular and subject is not None and subject.pos_ in ("PROPN", "NOUN") else []


def _called_by_name(head: Token) -> bool:
    """Whether a phrase holds a name ("Houthi fighters")."""
    return any(
        token.text[0].isupper() and (token.i > token.sent.start or token.pos_ == "PROPN") for token in head_tokens(head)
    )


def _may_be_side(head: Token) -> bool:
    lists = relation_table().lists
    if head.tag_ == "NN" and lemma(head) in lists["members"]:
        return False
    if head.pos_ == "NOUN" and head.text.islower():
        return lemma(head) in lists["sides"]
    acronym = len(head.text) > 1 and head.text.isupper()
    return head.ent_type_ in NAMES or head.pos_ == "PROPN" or acronym or lemma(head) in lists["sides"]


def _whole(sentence: Sentence, head: Token, trigger: Token) -> Phrase:
    """The head's phrase without the relation's own word at its edge, and with the rest of a name that holds the head.

    "Front for the Liberation of X" is one name; "formerly" is no part of the name behind it.
    """
    base = phrase(sentence, head)
    doc, ids = head.doc, {token.i for token in head.subtree}
    last = head
    if head.ent_type_ and head.pos_ in ("PROPN", "NOUN"):
        while (
            last.i + 1 < len(doc) and doc[last.i + 1].ent_iob_ == "I" and last.i + 1 in ids and last.i + 1 != trigger.i
        ):
            last = doc[last.i + 1]
        while last.is_punct:
            last = doc[last.i - 1]
    first, end_of_name = _name_around(sentence, head)
    begin = min(base.begin, sentence.place(first)[0])
    end = max(base.end, sentence.place(last)[1], sentence.place(end_of_name)[1])
    if trigger.i < head.i and sentence.place(trigger)[0] == begin and _hyphened(trigger, head):
        begin = sentence.place(doc[trigger.i + (2 if doc[trigger.i + 1].is_punct else 1)])[0]
    return Phrase(begin, end, sentence.stretch(begin, end), entity_type(head))


def _name_around(sentence: Sentence, head: Token) -> tuple[Token, Token]:
    """First and last word of the name that holds a proper noun, however it was parsed ("Justice and Equality Movement")."""
    inside = next((name for name in sentence.entities if name.start <= head.i < name.end), None)
    if inside is None or head.pos_ != "PROPN":
        return head, head
    words = [token for token in inside if token.i > inside.start or token.lower_ != "the"]
    whole = all(token.text[0].isupper() or token.lower_ in NAME_LINKS for token in words)
    return (words[0], words[-1]) if whole and words else (head, head)


def _hyphened(trigger: Token, head: Token) -> bool:
    """Whether a relation's word is a mere prefix of the name ("pro-Iranian", "formerly X"), no part of a longer phrase."""
    return trigger.pos_ == "ADV" or head.i == trigger.i + 2


def _voice(voices: Sequence[Voice], sentence: Sentence, hit: _Hit) -> Voice | None:
    """Who is cited for it: what a phrase takes for granted is the speaker's inside quotation marks only."""
    voice = voice_of(hit.head, voices)
    if voice is None or hit.head in voice.head.subtree:
        return None
    if hit.given:
        before = sentence.stretch(sentence.begin, sentence.place(hit.head)[0])
        quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1
        return voice if quoted else None
    return voice


def _holder(context: Context, sentence: Sentence, holder: Token) -> Voice | None:
    """Who denies, charges or regards, by name."""
    if holder.pos_ == "PRON":
        found = context.stood_for(sentence, holder)
        if not found:
            return None
        sentence, holder = found[0]
    return Voice(phrase(sentence, holder), holder, 0, 0, lemma(holder.head))


def _times(sentence: Sentence, hit: _Hit) -> tuple[Phrase, ...]:
    """Expressions of time that hang on the relation's own word; what lies deeper dates something else."""
    if hit.head.dep_ == "amod":
        return ()
    carriers = [hit.head]
    if lemma(hit.head.head) in relation_table().lists["copulas"]:
        carriers.append(hit.head.head)
    found = [child for carrier in carriers for child in carrier.children if _tells_time(child)]
    return tuple(Phrase(*sentence.place(token), token.text, "time") for token in found)


def _tells_time(token: Token) -> bool:
    return token.ent_type_ == "TIME" or (token.pos_ == "NUM" and token.dep_ in ("obl", "nmod"))


def _is_past(head: Token) -> bool:
    lists = relation_table().lists
    if head.dep_ == "xcomp" and lemma(head.head) in lists["ending"]:
        return True
    past = lists["past"]
    return any(child.lower_ in past and child.dep_ in ("amod", "advmod", "compound") for child in head.children)
