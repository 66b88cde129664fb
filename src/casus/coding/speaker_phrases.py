"""How far the phrase of a speaker goes: the whole name with office and affiliation, where it was found as a name, else by the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.coding.phrases import coordinated, phrase, preposition
from casus.language.parse import Sentence
from casus.record import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SPEAKING_NAMES = ("PERSON", "ORGANISATION")
NAMING_SPEAKERS = (*SPEAKING_NAMES, "PLACE")  # seats of bodies are found as places
LONGEST = 16  # words of a name with office and affiliation
APPOSED = ("", "of", "at", "from", "for")
GAP = 8  # characters between a speaker and what is said of it
FAR = 40  # and the speaker's own name


def named_span(sentence: Sentence, token: Token) -> Span | None:
    """The name of a person or body that a token is part of, with what the text joins to it; ``None`` where it is too long to be one."""
    for span in sentence.entities:
        if span.start <= token.i < span.end:
            return span if span.label_ in NAMING_SPEAKERS and span.end - span.start <= LONGEST else None
    return None


def apposed_to(head: Token) -> Token:
    """The name that a noun explains ("Ada Lind, | head of the mission, said"), else the noun itself."""
    above = head.head
    if head.dep_ != "appos" or head.pos_ != "NOUN" or above.pos_ != "PROPN" or above.ent_type_ != "PERSON":
        return head
    between = head.doc[min(above.i, head.i) + 1 : max(above.i, head.i)]
    return head if any(token.pos_ == "VERB" for token in between) else above


def speaker_phrase(sentence: Sentence, head: Token) -> Phrase:
    """The speaker's noun phrase with a title before or an apposition after it, coordinations included."""
    heads = coordinated(head)
    whole = [phrase(sentence, token) for token in heads]
    begin, end = whole[0].begin, whole[-1].end if len(whole) > 1 else whole[0].end
    for child in head.children:
        if (
            child.dep_ in ("appos", "nmod")
            and child.pos_ in ("PROPN", "NOUN")
            and len(heads) == 1
            and preposition(child) in APPOSED
        ):
            follow = phrase(sentence, child)
            named = child.dep_ == "appos" and child.ent_type_ == "PERSON"  # "Harbour's man in the north, | Adem Kaya"
            if 0 <= follow.begin - end <= (FAR if named else GAP):
                end = follow.end
    if head.pos_ == "NOUN" and whole[0].end - whole[0].begin == len(head.text) and len(heads) == 1:
        end = max(end, _where(sentence, head))
    span = named_span(sentence, head)
    if span is not None:
        first, last = sentence.place(span[0], span[-1])
        begin, end = min(begin, first), max(end, last)
    if head.pos_ == "PROPN" and len(heads) == 1:
        end = max(end, _rest_of_name(sentence, end))
    return Phrase(begin, end, sentence.stretch(begin, end), whole[0].type)


def _where(sentence: Sentence, head: Token) -> int:
    """Where the place ends that tells whose a bare noun is ("officials in Harbour"); 0 where none does."""
    for child in head.children:
        if child.dep_ == "nmod" and child.pos_ == "PROPN" and preposition(child) == "in" and child.i == head.i + 2:
            return phrase(sentence, child).end
    return 0


def _rest_of_name(sentence: Sentence, end: int) -> int:
    """Where the capitalised words go on right behind a name that was parsed too short."""
    for token in sentence.span:
        begins, ends = sentence.place(token)
        if begins == end + 1 and (
            token.pos_ == "PROPN" or (token.text[:1].isupper() and token.ent_type_ in ("", "PERSON"))
        ):
            end = ends
    return end
