"""Who is cited for what a sentence says: "according to X", "X said", quotes that go on, "he added".

A :class:`Voice` covers a stretch of a sentence. A sentence inside an open quotation without a speaker of its own belongs to
the speaker before it; a pronoun stands for the last speaker named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from casus.coding.denying import denies_telling
from casus.coding.phrases import preposition
from casus.coding.pronouns import Context
from casus.coding.speaker_phrases import SPEAKING_NAMES, apposed_to, named_span, speaker_phrase
from casus.coding.speakers import Speakers, Voice
from casus.coding.speaking_order import (
    ADDRESSING,
    CLOSE,
    FINITE,
    SPEAKER_WORDS,
    can_speak,
    closing_voice,
    in_dateline,
    inserted_voice,
)
from casus.coding.telling_numbers import tells_number, told_with
from casus.coding.triggers import lemma
from casus.coding.words import words
from casus.language.parse import Sentence
from casus.record import Phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

OPEN = "“"
MARKS = re.compile(f'[{OPEN}{CLOSE}"]')
PAST = (*FINITE, "VBN")
LONGEST_QUOTATION = 8  # sentences; an unclosed mark does not swallow the document
INSERTIONS = 2  # how many of them
CONTENT = ("ccomp", "parataxis", "obj", "advcl", "xcomp")
INSERTION = 12  # words between commas that may part a speaker from the verb
CREDIT = re.compile(
    r"(?:(?<=,)|(?<=[a-z0-9)]))\s+report(?:s|ed)\s+((?:The\s+)?[A-Z][\w’'-]*(?:\s+(?:of\s+|the\s+)?[A-Z][\w’'-]*){0,4})"
)
SHIFTED = frozenset({"had", "would", "could"})  # of what was said in the present, past or future
SAYING = frozenset({"say", "add"})  # what the one who speaks does, not the one who is told of
FINDING = frozenset({"hear", "find", "determine"})  # told of courts and studies, not of persons


def find_voices(sentences: Sequence[Sentence], context: Context) -> list[list[Voice]]:
    """The voices of each sentence, narrower stretches first; ``context`` is that of the whole document."""
    out: list[list[Voice]] = []
    known = Speakers(context)
    for sentence in sentences:
        known.hear(sentence)
    last: Voice | None = None  # who goes on where a quotation does
    quoting, block = 0, -1
    waiting: list[int] = []  # sentences of the quotation that nobody was named for yet
    for sentence in sentences:
        starts_inside = 0 < quoting <= LONGEST_QUOTATION and sentence.block == block and not _new_paragraph(sentence)
        block = sentence.block
        quoting = quoting + 1 if _open_after(sentence.text, starts_inside) else 0
        credit = _credit(sentence)
        own = [credit] if credit is not None else _own_voices(sentence)
        voices = [found for voice in own if (found := known.named(sentence, voice)) is not None]
        known.before = sentence
        if credit is None and voices:
            last = voices[-1]
        elif last is not None and not voices and _continues(sentence, starts_inside):
            voices = [replace(last, first=sentence.span.start, last=sentence.span.end - 1, inherited=True)]
        elif not quoting and not _quotes(sentence.text):
            last = None
        out.append(sorted(voices, key=lambda v: v.last - v.first))
        waiting = _waiting(sentence, len(out) - 1, waiting, starts_inside, voices)
        if voices and not voices[0].inherited and starts_inside and credit is None:
            for at in waiting:
                span = sentences[at].span
                out[at] = [replace(voices[-1], first=span.start, last=span.end - 1, inherited=True)]
    return out


def _waiting(
    sentence: Sentence, at: int, before: Sequence[int], starts_inside: bool, voices: Sequence[Voice]
) -> list[int]:
    """The sentences of an open quotation that nobody was named for yet: who speaks may come with its end."""
    if voices or not _open_after(sentence.text, starts_inside):
        return [] if not voices else list(before)
    return [*(before if starts_inside else ()), at]


def voice_of(token: Token, voices: Sequence[Voice]) -> Voice | None:
    """The narrowest voice that covers a token, unless the token belongs to the speaker's own phrase or verb."""
    for voice in voices:
        if voice.first <= token.i <= voice.last:
            return voice
    return next((voice for voice in voices if lemma(token) == voice.verb), None)


def _new_paragraph(sentence: Sentence) -> bool:
    return "\n" in sentence.stretch(max(sentence.offset, sentence.begin - 3), sentence.begin)


def _open_after(text: str, quoting: bool) -> bool:
    for mark in MARKS.findall(text):
        quoting = not quoting if mark == '"' else mark == OPEN
    return quoting


def _quotes(text: str) -> bool:
    return OPEN in text or '"' in text or text.startswith(("‘", "'"))


def _continues(sentence: Sentence, starts_inside: bool) -> bool:
    """Whether a sentence without a speaker goes on with the one before: inside a quotation, or a quotation alone."""
    return starts_inside or bool(re.match(r"\s*[“\"]", sentence.text))


def _own_voices(sentence: Sentence) -> list[Voice]:
    lists = words()
    trailing = closing_voice(sentence)
    speech = lists["speech.verbs"] | lists["speech.telling"]
    if trailing is not None:
        return [trailing, *_told_inside(sentence, trailing, speech)]
    inserted = inserted_voice(sentence)
    out: list[Voice] = [] if inserted is None else [inserted[0]]
    for token in sentence.span:
        if inserted is not None and token == inserted[1]:
            continue
        if lemma(token) == "accord" or token.lower_ == "according":
            speaker = _after_to(token)
            if speaker is not None:
                voice = _voice(sentence, speaker, sentence.span.start, _told_until(sentence, speaker), "according to")
                out.append(replace(voice, speaker=_until_clause(voice.speaker)))
        elif (token.pos_ in ("VERB", "AUX") and lemma(token) in speech) or denies_telling(token) or tells_number(token):
            out.extend(_speech(sentence, token))
        elif token.pos_ == "NOUN" and lemma(token) in lists["speech.nouns"]:
            out.extend(_announced(sentence, token))
    return _parted(sentence, out)


def _parted(sentence: Sentence, voices: list[Voice]) -> list[Voice]:
    """Voices that reach no farther than a semicolon, where others speak on its other side ("Sources say X; | the elders deny it")."""
    marks = [token.i for token in sentence.span if token.text == ";"]
    parts = [sum(mark < voice.head.i for mark in marks) for voice in voices]
    if len(set(parts)) < 2:
        return voices
    edges = [sentence.span.start - 1, *marks, sentence.span.end]
    return [
        replace(voice, first=max(voice.first, edges[part] + 1), last=min(voice.last, edges[part + 1] - 1))
        for voice, part in zip(voices, parts, strict=True)
    ]


def _told_inside(sentence: Sentence, trailing: Voice, speech: frozenset[str]) -> list[Voice]:
    """Whom the speaker at the end of a sentence has heard say so: "Kaya told deputies that two had died, an official said"."""
    out = []
    for verb in sentence.span.doc[trailing.first : trailing.last]:
        that = any(c.dep_ == "ccomp" and any(m.lower_ == "that" for m in c.children) for c in verb.children)
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if that and lemma(verb) in speech and subject is not None and subject.ent_type_ == "PERSON":
            content = [c for c in verb.children if c.dep_ == "ccomp"]
            out.append(_voice(sentence, subject, *_edges(content), lemma(verb)))
    return out


def _told_until(sentence: Sentence, speaker: Token) -> int:
    """The last word of what is told "according to" somebody: what happened meanwhile (", as the army sent more men") is the reporter's."""
    rest = sentence.span.doc[speaker.i + 1 : sentence.span.end]
    meanwhile = next((t.i for t in rest if t.lower_ == "as" and t.dep_ == "mark" and t.head.tag_ == "VBD"), None)
    if meanwhile is None or sentence.span.doc[meanwhile - 1].text != ",":
        return int(sentence.span.end) - 1
    return meanwhile - 1


def _announced(sentence: Sentence, noun: Token) -> list[Voice]:
    """Whose a noun of saying is, and the clause that says what: "an announcement by | Turkey that ...", "| Turkey's threat to ..."."""
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and c.i > noun.i), None)
    owner = next(
        (
            c
            for c in noun.children
            if (c.dep_ == "nmod" and preposition(c) in ("by", "from"))
            or (c.dep_ == "nmod:poss" and c.pos_ != "PRON")
            or (c.dep_ == "compound" and c.pos_ == "PROPN")
        ),
        None,
    )
    if clause is None or owner is None or not any(c.dep_ == "mark" for c in clause.children) or not can_speak(owner):
        return []
    return [_voice(sentence, owner, *_edges([clause]), lemma(noun))]


def _until_clause(speaker: Phrase) -> Phrase:
    """The speaker's phrase up to a comma that begins the clause ("according to officials, hundreds fled")."""
    kept = re.split(r",(?! (?:an?|the) )", speaker.text)[0]
    return replace(speaker, end=speaker.begin + len(kept), text=kept)


def _after_to(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ in ("obl", "nmod", "obj", "fixed") and child.pos_ in ("NOUN", "PROPN", "PRON"):
            return child
    if token.head.pos_ in ("NOUN", "PROPN", "PRON") and token.dep_ == "case":
        return token.head
    behind = [other for other in token.doc[token.i + 1 : token.i + 1 + SPEAKER_WORDS] if other.lower_ != "to"]
    end = next((at for at, other in enumerate(behind) if other.is_punct or other.tag_ in ("VBD", "VBZ", "VBP", "MD", "IN", "WDT")), len(behind))  # fmt: skip
    return next((other for other in reversed(behind[:end]) if other.pos_ in ("NOUN", "PROPN")), None)


def _speech(sentence: Sentence, verb: Token) -> list[Voice]:
    speaker = _speaker_of(verb)
    if speaker is not None and (in_dateline(sentence, speaker) or not (lemma(verb) in FINDING or can_speak(speaker))):
        other = _before(verb)  # the parse took something else for the subject
        speaker = other if other is not None and other.ent_type_ in SPEAKING_NAMES else speaker
    if speaker is None or in_dateline(sentence, speaker) or speaker.pos_ not in ("NOUN", "PROPN", "PRON"):
        return []
    finds = lemma(verb) in FINDING
    if not (lemma(speaker) in words()["speech.findings"] if finds else can_speak(speaker)):
        return []
    covered = _covered(sentence, verb, speaker)
    return [_voice(sentence, speaker, *covered, lemma(verb))] if covered is not None else []


def _speaker_of(verb: Token) -> Token | None:
    """The subject of a verb of saying, its own or one that it shares; what is quoted by others speaks itself."""
    speaker = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:outer")), None)
    if speaker is None and _says_on(verb):
        return _speaker_of(verb.head.head)
    if speaker is None and verb.dep_ in ("conj", "advcl") and verb.head.pos_ == "VERB":
        shared = verb.dep_ == "conj" or verb.tag_ == "VBG"
        subjects = ("nsubj", "nsubj:pass") if verb.dep_ == "advcl" else ("nsubj",)
        speaker = next((c for c in verb.head.children if shared and c.dep_ in subjects), None)
    if speaker is None and verb.dep_ == "acl:relcl":
        speaker = verb.head
    if speaker is None and lemma(verb) == "quote":
        speaker = next((c for c in verb.children if c.dep_ == "nsubj:pass"), None)
    if speaker is None and verb.dep_ != "amod":
        agent = _behind(verb) or next(
            (c for c in verb.children if c.dep_ == "obl:agent" or preposition(c) == "by"), None
        )
        speaker = agent if agent is not None else _before(verb)
    if speaker is not None and speaker.lower_ in ("who", "which", "that") and verb.dep_ == "acl:relcl":
        speaker = verb.head
    if speaker is not None and speaker.lower_ == "one":  # "one of the families"
        speaker = next((c for c in speaker.children if c.dep_ == "nmod" and preposition(c) == "of"), speaker)
    return speaker


def _says_on(verb: Token) -> bool:
    """Whether a verb of saying was joined to what is said in place of the verb that says it ("admitted that some had crossed, but said ...")."""
    said = verb.head
    return (
        verb.dep_ == "conj"
        and said.dep_ == "ccomp"
        and lemma(said) not in words()["speech.verbs"]
        and lemma(said.head) in words()["speech.verbs"]
        and lemma(verb) in SAYING
        and any(child.dep_ == "ccomp" for child in verb.children)
    )


def _behind(verb: Token) -> Token | None:
    """The name right behind a verb of saying that closes what is said ("..., | reported the Observatory")."""
    closes = any(c.dep_ in ("ccomp", "parataxis") and c.i < verb.i for c in verb.children)
    return next(
        (
            c
            for c in verb.children
            if closes and c.i > verb.i and c.dep_ in ("iobj", "obj") and c.ent_type_ in SPEAKING_NAMES
        ),
        None,
    )


def _covered(sentence: Sentence, verb: Token, speaker: Token) -> tuple[int, int] | None:
    """The first and last word of what is said; ``None`` where the verb tells of no words."""
    content = [c for c in verb.children if c.dep_ in CONTENT and c != speaker]
    clauses = any(c.dep_ in ("ccomp", "parataxis") for c in content)
    whole = sentence.span.start, sentence.span.end - 1
    if lemma(verb) in words()["speech.telling"] and any(c.dep_ != "advcl" for c in content):
        return _edges([c for c in content if c.dep_ != "advcl"])
    if not clauses and tells_number(verb):
        return told_with(verb)
    if clauses or (content and verb.dep_ in ("ROOT", "conj")):
        if not clauses and lemma(verb) in ADDRESSING:
            whole = whole[0], _until_relative(verb, whole[1])
        main = verb.dep_ in ("ROOT", "parataxis") if clauses else verb.dep_ == "ROOT"
        return (whole[0], _reported_until(verb, content, whole[1])) if main else _edges(content)
    if content and denies_telling(verb):  # ", which the army denies"
        return _edges([verb])
    if verb.dep_ == "parataxis" and speaker.i < verb.i:  # "the jailers would, he said, show"
        return whole
    that = _that(verb)
    if that is None:
        return None
    return whole if verb.dep_ == "ROOT" else (that.i, whole[1])


def _until_relative(verb: Token, end: int) -> int:
    """The last word before a relative clause that tells more of who is blamed ("blamed the peacekeepers, | whose tanks returned fire")."""
    rest = verb.doc[verb.i + 1 : end + 1]
    return next((t.i - 2 for t in rest if t.tag_ in ("WP", "WP$", "WDT") and verb.doc[t.i - 1].text == ","), end)


def _reported_until(verb: Token, content: Sequence[Token], end: int) -> int:
    """The last word of what "X said that" reports: a clause joined on in the plain past, where the first was shifted back, is the reporter's.

    "Ankara said it would not go, | and a convoy crossed the border": whatever the parse hangs it on.
    """
    clauses = [c for c in (*content, *(c for c in verb.children if c.dep_ == "conj")) if c.i > verb.i]
    first = min(clauses, key=lambda c: c.i, default=None)
    if first is None or first.dep_ != "ccomp" or not any(c.lower_ in SHIFTED for c in first.children):
        return end
    joined = [*clauses, *(c for c in first.children if c.dep_ == "conj")]
    for clause in sorted(joined, key=lambda c: c.i):
        subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
        if clause.i <= first.i or subject is None or clause.tag_ != "VBD" or subject.pos_ == "PRON":
            continue
        if any(c.dep_ in ("aux", "cop", "mark") for c in clause.children):
            continue
        begins = min(word.i for word in subject.subtree if word.dep_ not in ("punct", "cc"))
        link = next((t for t in verb.doc[max(begins - 2, verb.i) : begins] if t.lower_ == "and"), None)
        if link is not None and verb.doc[link.i - 1].text == ",":
            return link.i - 1
    return end


def _edges(heads: Sequence[Token]) -> tuple[int, int]:
    inside = [token.i for head in heads for token in head.subtree]
    return min(inside), max(inside)


def _that(verb: Token) -> Token | None:
    """The "that" behind a verb which brings what is said, whatever the parse hangs it on ("has said in a report that")."""
    for token in verb.doc[verb.i + 1 : min(verb.i + INSERTION, verb.sent.end)]:
        if token.lower_ == "that" and token.tag_ == "IN":
            return token
        if token.pos_ == "VERB" or token.text in (",", ";", ":"):
            return None
    return None


def _before(verb: Token) -> Token | None:
    """The noun in front of a verb of saying, insertions between commas left out ("Mohammed, 40, from Aden, said")."""
    if verb.tag_ not in PAST or not verb.i:
        return None
    doc, at = verb.doc, verb.i - 1
    for _ in range(INSERTIONS):
        if doc[at].text != ",":
            break
        at = next((i - 1 for i in range(at - 1, max(at - INSERTION, 0), -1) if doc[i].text == ","), at)
        if doc[at].ent_type_ in SPEAKING_NAMES:
            break
    if at < verb.sent.start or doc[at].ent_type_ == "PLACE":
        return None
    return doc[at] if doc[at].pos_ in ("NOUN", "PROPN") else None


def _voice(sentence: Sentence, head: Token, first: int, last: int, verb: str) -> Voice:
    head = apposed_to(head)
    return Voice(speaker_phrase(sentence, head), head, first, last, verb)


def _credit(sentence: Sentence) -> Voice | None:
    """A newspaper or agency credited behind its report: ", reports Dawn.", "reported The Nation"; by order of words alone."""
    for found in CREDIT.finditer(sentence.text):
        name = re.split(
            r"(?<!^)\s(?=(?:The|A|An|In|On|At|Police|Security|According|Earlier|Meanwhile|However)\b)", found[1]
        )[0]
        if name.lower() in words()["time.days"]:
            continue
        at = sentence.span.start_char + found.start(1)
        head = next(token for token in sentence.span if token.idx + len(token.text) > at)
        begin = sentence.offset + at
        span = named_span(sentence, head)
        if span is not None and span.start <= head.i < span.end - 1:
            name = name[: max(sentence.place(span[-1])[1] - begin, len(head.text))]
        whole = Phrase(begin, begin + len(name), name, "organisation")
        return Voice(whole, head, sentence.span.start, sentence.span.end - 1, "credit")
    return None
