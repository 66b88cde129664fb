"""Speakers across a document: a pronoun, a surname or "the spokesman" stands for the speaker named in full before.

A name is written as news agencies cite it: "SDF spokesman Mustafa Bali", whether the text has the office before the name
("the US secretary of state, Mike Pompeo,") or behind it ("Mustafa Bali, an SDF spokesman,").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casus.coding.citing import ABBREVIATED, ARTICLE, OWNED, cited, spelt
from casus.coding.pronouns import Context
from casus.coding.speaker_phrases import named_span, speaker_phrase
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset({"he", "she", "they", "it", "who", "i", "we", "him", "her", "them"})
LONGEST_OFFICE = 6  # words
LONGEST_DESCRIPTION = 18  # words
STOPS = (",", ".", ";", "”", '"', ":")
LONGEST_NAME = 5  # words
PARTICLES = frozenset({"de", "al", "el", "bin", "ibn", "van", "der", "von", "den", "da", "dos", "la", "-"})
OTHER_NAMES = ("PLACE", "ORGANISATION", "NATIONALITY", "EVENT", "WEAPON", "PLATFORM", "TIME")
OFFICE_TAGS = ("NOUN", "PROPN", "ADJ")
LONGEST_OWNER = 4  # words
CALLED_MONITOR = re.compile(r"the (?:human )?(?:rights|monitoring|war) (?:group|monitor|watchdog|body)", re.I)
MONITOR_NAME = re.compile(r"\b(?:Observatory|Rights|Amnesty|Monitor|Documentation)\b")
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
NO_OFFICE = ("TIME", "QUANTITY", "EVENT", "WEAPON", "REFERENCE")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is cited, for which tokens (document positions, inclusive), by which word; ``inherited`` from before."""

    speaker: Phrase
    head: Token
    first: int
    last: int
    verb: str
    inherited: bool = False
    office: str = ""  # what else the document calls the speaker


@dataclass(slots=True)
class Speakers:
    """Who has been named in a document so far, and who spoke last."""

    context: Context
    full: dict[str, str] = field(default_factory=dict)  # surname -> as cited
    short: dict[str, str] = field(default_factory=dict)  # abbreviation -> name in full
    about: dict[str, str] = field(default_factory=dict)  # surname -> what is said beside the name
    last: Voice | None = None
    before: Sentence | None = None
    """The sentence before the one whose voices are being named."""
    monitor: Voice | None = None  # the last body named that watches rights or wars
    by_noun: dict[str, Voice] = field(default_factory=dict)  # "spokesman" -> who was called so last

    def hear(self, sentence: Sentence) -> None:
        """Remember the persons that a sentence names in full, with an office right before or behind, and abbreviations."""
        for first, last in _names(sentence):
            self._keep(cited(_with_office(sentence, first, last)))
            self._describe(sentence, first, last)
        for found in ABBREVIATED.finditer(sentence.text):
            if full := spelt(found):
                self.short.setdefault(found[1], full)

    def named(self, sentence: Sentence, voice: Voice) -> Voice | None:
        """The voice with its speaker in full; ``None`` where a pronoun stands for nobody known."""
        word = voice.head.lower_
        if word in PRONOUNS:
            meant = self._meant(sentence, voice)
            if meant is not None:
                return meant
            if word in ("i", "we", "who"):
                return None
            going_on = self._going_on(voice)
            if going_on is None or _agrees(voice.head, going_on):
                return going_on
            return self._told_of(sentence, voice) or going_on
        owned = self._owned(sentence, voice)
        if owned is not None:
            return self._in_full(owned)
        if voice.head.pos_ == "NOUN" and voice.head.ent_type_ != "":
            meant = self._meant(sentence, voice)
            if meant is not None:
                return meant
        before = self._definite(voice)
        if before is not None:
            return replace(before, first=voice.first, last=voice.last, verb=voice.verb, inherited=True)
        return self._in_full(voice)

    def _owned(self, sentence: Sentence, voice: Voice) -> Voice | None:
        """The voice of "its spokesman", "their commander" without the pronoun, with the side's name in place of it where that is clear."""
        said = voice.speaker.text
        if not OWNED.match(said):
            return None
        office = OWNED.sub("", said)
        owner = self._subject(sentence, voice) if said[:2].lower() in ("it", "th") else None
        if owner is not None:
            where, head = owner
            name = cited(speaker_phrase(where, head).text)
            body = head.ent_type_ == "ORGANISATION" or (said[:3].lower() == "its" and head.ent_type_ != "PLACE")
            if head.pos_ == "PROPN" and body and len(name.split()) <= LONGEST_OWNER:
                office = f"{name} {office}"
        return replace(voice, speaker=replace(voice.speaker, text=office))

    def _subject(self, sentence: Sentence, voice: Voice) -> tuple[Sentence, Token] | None:
        """Of whom a sentence tells in front of its speaker, or else the one before it in the paragraph: the subject, or the name in it."""
        for where in (sentence, self.before):
            if where is None or where.block != sentence.block:
                continue
            until = voice.head.i - 1 if where is sentence else where.span.end
            found = next((t for t in where.span if t.i < until and t.dep_ in SUBJECTS and t.pos_ != "PRON"), None)
            if found is not None:
                inside = (
                    c
                    for c in found.children
                    if c.dep_ == "nmod" and c.pos_ == "PROPN" and c.ent_type_ == "ORGANISATION"
                )
                return where, found if found.pos_ == "PROPN" else next(inside, found)
        return None

    def _told_of(self, sentence: Sentence, voice: Voice) -> Voice | None:
        """Whom a pronoun stands for that does not agree with who spoke last: the subject before it, where that can be meant."""
        found = self._subject(sentence, voice)
        if found is None:
            return None
        where, head = found
        person = head.ent_type_ == "PERSON"
        if person != (voice.head.lower_ in ("he", "she")) or not (person or head.ent_type_ == "ORGANISATION"):
            return None
        if _is_counted(head):
            return None
        return self._in_full(replace(voice, speaker=speaker_phrase(where, head), head=head, inherited=True))

    def _in_full(self, voice: Voice) -> Voice:
        text = cited(voice.speaker.text)
        parts = text.split()
        text = self.short.get(re.sub(r"^the ", "", text, flags=re.I), text)
        office = ""
        if parts and parts[-1][:1].isupper() and parts[-1] in self.full:
            office = self.full[parts[-1]]
            if len(parts) <= 3 and len(office) > len(text):
                text = office
        person = "person" if office else voice.speaker.type
        found = replace(
            voice,
            speaker=replace(voice.speaker, text=text, type=person),
            office=" ".join([office, self.about.get(parts[-1], "") if parts else "", voice.speaker.text]),
        )
        if voice.verb != "credit":
            self.last = found
            self.by_noun[lemma(voice.head)] = found
            if voice.head.pos_ == "PROPN" and MONITOR_NAME.search(text):
                self.monitor = found
            for part in re.split(r"\s+and\s+", text)[1:]:  # "medics and a local committee": "the committee"
                one = ARTICLE.sub("", part)
                self.by_noun.setdefault(
                    one.split()[-1].lower(), replace(found, speaker=replace(found.speaker, text=one))
                )
        return found

    def _describe(self, sentence: Sentence, first: Token, last: Token) -> None:
        """Remember what a sentence says beside a name: the words of its entity, and an insertion behind it."""
        doc, end = first.doc, last
        span = named_span(sentence, first)
        begin = span[0] if span is not None else first
        if last.i + 2 < sentence.span.end and doc[last.i + 1].text == ",":
            behind = doc[last.i + 2 : min(last.i + 2 + LONGEST_DESCRIPTION, sentence.span.end)]
            stop = next(
                (token for token in behind if token.text in STOPS or lemma(token) in words()["speech.verbs"]), None
            )
            end = stop if stop is not None else last
        said = str(doc[begin.i : end.i + 1].text)
        known = self.about.get(last.text, "")
        if len(said.split()) > 2 and said not in known:
            self.about[last.text] = f"{known} {said}".strip()

    def _meant(self, sentence: Sentence, voice: Voice) -> Voice | None:
        """The speaker that the text names elsewhere by what is only a pronoun or a nominal here."""
        found = self.context.stood_for(sentence, voice.head)
        if not found or (len(found) > 1 and voice.head.lower_ != "they"):
            return None
        where, head = found[0]
        if voice.head.pos_ == "PRON":
            stays = self.last is not None and (_agrees(voice.head, self.last) or _is_counted(head))
            if head.pos_ != "PROPN" and stays:
                return None
        elif voice.head.ent_type_ == "ORGANISATION" and head.ent_type_ == "PERSON" and not voice.head.text.isupper():
            return None  # "the junta" is not its leader; "the SP" is an officer
        meant = replace(voice, speaker=speaker_phrase(where, head), head=head, inherited=True)
        full = self._in_full(meant)
        person = voice.head.ent_type_ != "ORGANISATION"
        goes_on = (
            person and self.last is not None and self.last.speaker.text.split()[-1:] == full.speaker.text.split()[-1:]
        )
        return self._going_on(voice) if goes_on else full

    def _going_on(self, voice: Voice) -> Voice | None:
        """Who spoke last, for the words of ``voice``."""
        if self.last is None:
            return None
        return replace(self.last, first=voice.first, last=voice.last, verb=voice.verb, inherited=True)

    def _definite(self, voice: Voice) -> Voice | None:
        """Who "the spokesman", "the officials" were when first spoken of."""
        if CALLED_MONITOR.fullmatch(voice.speaker.text):
            return self.monitor
        found = re.fullmatch(r"(?:the|this|these|those) (\w+)", voice.speaker.text, re.I)
        return self.by_noun.get(lemma(voice.head)) if found and voice.head.pos_ == "NOUN" else None

    def _keep(self, text: str) -> None:
        parts = text.split()
        if len(parts) < 2 or not parts[-1][:1].isupper():
            return
        known = self.full.get(parts[-1])
        if known is None or (len(known.split()) == 2 and known in text):
            self.full[parts[-1]] = text


def _names(sentence: Sentence) -> list[tuple[Token, Token]]:
    """First and last tokens of names of more than one word that are not names of places or bodies."""
    out: list[tuple[Token, Token]] = []
    run: list[Token] = []
    for token in [*sentence.span, None]:
        inside = token is not None and (
            (token.pos_ == "PROPN" and token.ent_type_ not in OTHER_NAMES) or (run and token.lower_ in PARTICLES)
        )
        if inside and token is not None:
            run.append(token)
            continue
        while run and run[-1].lower_ in PARTICLES:
            run.pop()
        if 1 < len(run) <= LONGEST_NAME:
            out.append((run[0], run[-1]))
        run = []
    return out


def _with_office(sentence: Sentence, first: Token, last: Token) -> str:
    """The name with nouns in front of it and a short apposition behind it."""
    doc, begin, end = first.doc, first, last
    span = named_span(sentence, first)
    if span is not None and span.start < first.i:
        begin = next((token for token in span if token.pos_ in OFFICE_TAGS), first)
    elif span is None:
        begin = _walked_back(sentence, first)
    if end.i + 3 < sentence.span.end and doc[end.i + 1].text == "," and doc[end.i + 2].lower_ in ("a", "an", "the"):
        stop = next(
            (i for i in range(end.i + 3, min(end.i + 4 + LONGEST_OFFICE, sentence.span.end)) if doc[i].text == ","),
            None,
        )
        if stop is not None:
            end = doc[stop - 1]
    return str(doc[begin.i : end.i + 1].text)


def _walked_back(sentence: Sentence, first: Token) -> Token:
    """The first of the nouns right before a name, as long as they are no time or number."""
    doc, begin = first.doc, first
    while (
        begin.i > sentence.span.start
        and doc[begin.i - 1].pos_ in OFFICE_TAGS
        and doc[begin.i - 1].ent_type_ not in NO_OFFICE
        and begin.i - 1 > first.i - LONGEST_OFFICE
    ):
        begin = doc[begin.i - 1]
    return begin


def _is_counted(head: Token) -> bool:
    """Whether a noun stands with a number: those who are counted ("over 900 people") hardly speak."""
    return any(child.dep_ == "nummod" for child in head.children)


def _agrees(pronoun: Token, speaker: Voice) -> bool:
    """Whether a pronoun may stand for who spoke last: "he" and "she" for a person, "it" for none, "they" for several."""
    person = speaker.speaker.type == "person" or speaker.head.ent_type_ == "PERSON"
    if pronoun.lower_ in ("he", "she", "him", "her"):
        return person
    if pronoun.lower_ == "it":
        return not person
    return not person or " and " in speaker.speaker.text
