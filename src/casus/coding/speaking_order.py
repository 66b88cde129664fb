"""Speakers by order of words alone: who closes a sentence (", the war monitor said.") or is put into it (", the army said, as ...").

The order is fixed in English news while the parse of what stands around such an insertion often is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from casus.coding.phrases import entity_type
from casus.coding.source_types import TYPE_ORDER
from casus.coding.speaker_phrases import SPEAKING_NAMES, apposed_to, named_span, speaker_phrase
from casus.coding.speakers import PRONOUNS, Voice
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

CLOSE = "”"
FINITE = ("VBD", "VBZ", "VBP")
SPEAKER_WORDS = 9  # a speaker at the end of a sentence is a short phrase
ABBREVIATION = re.compile(r"[A-Z][A-Z0-9-]*[A-Z0-9]")
TIME_WORDS = 4  # between a verb of saying and the comma that closes an insertion ("officials said on Tuesday,")
ADDRESSING = frozenset({"accuse", "blame", "tell", "urge", "inform"})
"""Verbs of saying behind which stands not who speaks but to or of whom."""
PLAIN = ("NOUN", "PROPN", "ADJ", "DET", "PRON")
DATELINE = re.compile(
    r"^\s*[A-Z][A-Z.'’/ -]*[A-Z](?:\s*\([A-Z][\w ]+\))?(?:,\s+[A-Z][\w.]*(?:\s+[\w.]+){0,2})?(?:\s*\([A-Z][\w ]+\))?\s+[—–-]+\s"
)


def closing_voice(sentence: Sentence) -> Voice | None:
    """A speaker that closes the sentence (", the war monitor said." and ", said the war monitor."), by order of words alone.

    The order is fixed in English news while the parse of a long quotation in front of it often is not.
    """
    tokens = [token for token in sentence.span if not token.is_space]
    lists = words()
    marks = [
        i
        for i, token in enumerate(tokens)
        if token.text in (",", '"', CLOSE, "?", "!", "’") and 2 < i < len(tokens) - 2
    ]
    for mark in reversed(marks):
        tail = [token for token in tokens[mark + 1 :] if token.text not in (",", ".", '"', CLOSE)]
        said = next(
            (i for i, token in enumerate(tail) if lemma(token) in lists["speech.verbs"] and _is_finite(token)), None
        )
        if said is None or said > SPEAKER_WORDS or any(token.lower_ == "that" for token in tail[said:]):
            continue
        if any(child.dep_ == "ccomp" and child.i > tail[said].i for child in tail[said].children):
            continue  # "On 1 May, activists said fifty people were killed": what is said stands behind the verb
        before, after = tail[:said], tail[said + 1 :]
        if before and before[0].tag_ == "WDT" and lemma(tail[said]) in lists["status.denial"]:
            continue  # ", which the army denies": what stands in front is not the army's
        if before and _goes_on(after):
            continue  # "In May, activists accused rebels of killing fifty": so it does here
        if not before and lemma(tail[said]) in ADDRESSING:
            continue  # ", blamed the army for the strike"
        speaker = before if before else after
        if not speaker or any(token.pos_ in ("VERB", "AUX", "SCONJ", "CCONJ", "ADP") for token in speaker[:1]):
            continue
        head = _nominal_head(speaker)
        named_last = bool(after) and not before and _is_plain(after) and after[-1].ent_type_ == "PERSON"
        if head is not None and can_speak(head) and (before or named_last or len(after) <= SPEAKER_WORDS):
            whom = apposed_to(head)
            if whom is not head and not named_last:
                return Voice(
                    speaker_phrase(sentence, whom), whom, sentence.span.start, tokens[mark].i, lemma(tail[said])
                )
            begin, end = sentence.place(speaker[0], head)
            span = named_span(sentence, head)
            if span is not None and span.start >= tokens[0].i:
                first, last = sentence.place(span[0], span[-1])
                begin, end = min(begin, first), max(end, last)
            if named_last or (before and _is_plain(speaker)):
                end = max(end, sentence.place(speaker[-1])[1])  # "an official | at the power company said"
            whole = Phrase(begin, end, sentence.stretch(begin, end), entity_type(head))
            return Voice(whole, head, sentence.span.start, tokens[mark].i, lemma(tail[said]))
    return None


def _is_plain(speaker: Sequence[Token]) -> bool:
    """Whether words are noun phrases with what hangs on them by a preposition, or several with "and": no verb, no second person."""
    return all(
        token.pos_ in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "ADP", "PART") or token.lower_ in ("-", "and")
        for token in speaker
    )


def _is_finite(verb: Token) -> bool:
    """Whether a verb tells what its subject does ("said", "has said"), and is no participle beside a noun ("an estimated 20")."""
    return verb.tag_ in FINITE or (verb.tag_ == "VBN" and any(child.lemma_ == "have" for child in verb.children))


def _goes_on(after: Sequence[Token]) -> bool:
    """Whether what stands behind a verb of saying is more than to whom, when and where."""
    return len(after) > SPEAKER_WORDS or any(token.pos_ == "VERB" for token in after)


def _nominal_head(tokens: Sequence[Token]) -> Token | None:
    """The last noun before the first word that cannot be in a plain noun phrase ("a spokesman | for the army")."""
    head = None
    for at, token in enumerate(tokens):
        if token.pos_ == "PRON" and head is not None:
            break
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            head = token
        elif (
            token.lower_ == "and"
            and head is not None
            and at + 1 < len(tokens)
            and tokens[at + 1].pos_ in ("NOUN", "PROPN", "ADJ")
        ):
            continue
        elif token.dep_ == "amod" or (at and tokens[at - 1].text == "-"):
            continue  # "a Britain-based group", "exiled activists"
        elif token.pos_ in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ") or token.text == ",":
            break
    return head


def can_speak(speaker: Token) -> bool:
    """Whether a noun or pronoun names somebody or something that can say anything."""
    if speaker.pos_ == "PRON" and speaker.lower_ not in PRONOUNS:
        return False
    if speaker.lower_ in PRONOUNS or speaker.ent_type_ in (*SPEAKING_NAMES, "PLACE", "NATIONALITY"):
        return True
    lists = words()
    word = lemma(speaker)
    named = speaker.pos_ == "PROPN" or ABBREVIATION.fullmatch(speaker.text) is not None
    return (
        named
        or any(word in lists[f"sources.{kind}"] for kind in (*TYPE_ORDER, "anonymous"))
        or any(word in lists[f"people.{kind}"] for kind in ("civilians", "combatants", "armed"))
        or word
        in ("statement", "spokesman", "spokeswoman", "group", "other", "document", "survey", "letter", "video", "image")
    )


def in_dateline(sentence: Sentence, token: Token) -> bool:
    """Whether a word is of where and when a report was written ("BAMAKO, Sept 24 - ..."): nobody says that."""
    found = DATELINE.match(sentence.text)
    return found is not None and token.idx < sentence.span.start_char + found.end()


def inserted_voice(sentence: Sentence) -> tuple[Voice, Token] | None:
    """A speaker between commas in what is said ("..., the army tweeted, ..." and "who, prosecutors say, ..."), and the verb."""
    tokens = [token for token in sentence.span if not token.is_space]
    lists = words()
    for at, verb in enumerate(tokens):
        if lemma(verb) not in lists["speech.verbs"] - lists["status.denial"] or verb.tag_ not in FINITE:
            continue
        closing = _closing_comma(tokens, at)
        opening = next((i for i in range(at - 1, max(at - SPEAKER_WORDS - 2, 0), -1) if tokens[i].text == ","), None)
        if closing is None or opening is None or opening in (0, at - 1):
            continue
        speaker = tokens[opening + 1 : at]
        if speaker[0].pos_ not in PLAIN or speaker[0].tag_ in ("WDT", "WP") or not _is_spoken_of(speaker):
            continue
        head = _nominal_head(speaker)
        if head is None or not (can_speak(head) or any(token.ent_type_ in SPEAKING_NAMES for token in speaker)):
            continue
        begin, end = sentence.place(speaker[0], speaker[-1])
        whole = Phrase(begin, end, sentence.stretch(begin, end), entity_type(head))
        first = _clause_start(tokens, opening, closing)
        return Voice(whole, head, first.i, _said_until(tokens, closing).i, lemma(verb)), verb
    return None


def _closing_comma(tokens: Sequence[Token], verb: int) -> int | None:
    """Where the comma stands that closes an insertion, when it was said left out."""
    for at in range(verb + 1, min(verb + 2 + TIME_WORDS, len(tokens) - 1)):
        if tokens[at].text == ",":
            return at
        if tokens[at].ent_type_ != "TIME" and tokens[at].pos_ != "ADP":
            return None
    return None


def _is_spoken_of(speaker: Sequence[Token]) -> bool:
    """Whether words are one noun phrase, or several with "and"."""
    return all(
        token.pos_ in (*PLAIN, "ADP", "PART", "NUM") or token.lower_ in ("and", "-") or token.dep_ == "amod"
        for token in speaker
    )


def _clause_start(tokens: Sequence[Token], opening: int, closing: int) -> Token:
    """Where the clause begins that an insertion parts from its verb ("after | the military, they said, had breached"), else the sentence."""
    if tokens[closing + 1].pos_ in ("VERB", "AUX") and tokens[closing + 1].tag_ != "VBG":
        for at in range(opening - 1, 0, -1):
            if tokens[at].tag_ in ("WP", "WDT"):
                return tokens[at]
            if tokens[at].dep_ == "mark":
                return tokens[at + 1]
    return tokens[0]


def _said_until(tokens: Sequence[Token], closing: int) -> Token:
    """The last word of what is said around an insertion: what happened meanwhile ("as the army sent more men") is the reporter's."""
    return tokens[closing] if tokens[closing + 1].lower_ == "as" else tokens[-1]
