"""Copies whose originals are known: reports of the corpora, cut, turned round, edited, framed, quoted and updated.

A third of the texts are originals with a copy, a third originals without one, and a third are kept back: new paragraphs of updates and the texts
around quotations are theirs. Texts that share fifteen words in a row with one before them are left out, so that nothing is a copy but what is made one here.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from casus.record import Document, DocumentDate

Paragraphs = list[str]

FRAME = (
    "Sign up for our newsletter and never miss a story.",
    "Follow us on Facebook and Twitter.",
    "All rights reserved. This material may not be published, broadcast or rewritten.",
)
HEADLINES = ("What we know so far", "Morning briefing: the latest from the front", "Exclusive report from our desk")
_SHARED_WORDS = 15
_PARAGRAPH_WORDS = 30
_LEAST_PARAGRAPHS = 4
_SENTENCE_END = re.compile(r"(?<=[.!?]) +")
_DAY = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Made:
    """A text made of an original (its key): how, and whether it is a copy as a whole."""

    document: Document
    kind: str
    original: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Collection:
    """Originals, and what was made of some of them."""

    originals: tuple[Document, ...]
    made: tuple[Made, ...]


def collection(shared: Path, seed: int = 0) -> Collection:
    """Originals and copies made of the corpora's texts; the same in every run."""
    chance = random.Random(seed)
    texts = list(_apart(_texts(shared / "corpora")))
    chance.shuffle(texts)
    third = len(texts) // 3
    sources, alone, kept_back = texts[:third], texts[third : 2 * third], texts[2 * third :]
    originals = [_document(f"original-{n}", text, n % 300) for n, text in enumerate((*sources, *alone))]
    kinds = list(KINDS)
    made = []
    for number, (source, original) in enumerate(zip(sources, originals, strict=False)):
        name = kinds[number % len(kinds)]
        make, whole = KINDS[name]
        copied = make(list(source), kept_back[number % len(kept_back)], chance)
        document = _document(f"made-{number}", copied, number % 300 + 1 + chance.randrange(30))
        made.append(Made(document, name, original.key, whole))
    return Collection(tuple(originals), tuple(made))


# ------------------------------------------------------------------------------------ how copies are made


def _frame(text: Paragraphs, _other: Paragraphs, chance: random.Random) -> Paragraphs:
    return [*text, *chance.sample(FRAME, 2)]


def _headline(text: Paragraphs, _other: Paragraphs, chance: random.Random) -> Paragraphs:
    return [chance.choice(HEADLINES), *text]


def _cut(text: Paragraphs, _other: Paragraphs, chance: random.Random) -> Paragraphs:
    return text[: max(2, round(len(text) * chance.uniform(0.4, 0.9)))]


def _turn(text: Paragraphs, _other: Paragraphs, chance: random.Random) -> Paragraphs:
    return chance.sample(text, len(text))


def _edit(text: Paragraphs, other: Paragraphs, chance: random.Random, rate: float) -> Paragraphs:
    """Some words left out, some put in from elsewhere, some replaced."""
    foreign = " ".join(other).split()
    edited = []
    for paragraph in text:
        words: list[str] = []
        for word in paragraph.split():
            if chance.random() >= rate:
                words.append(word)
            else:
                words += chance.choice(([], [word, chance.choice(foreign)], [chance.choice(foreign)]))
        edited.append(" ".join(words))
    return edited


def _retell(text: Paragraphs, other: Paragraphs, chance: random.Random) -> Paragraphs:
    """What a desk does to a wire: a headline, some words, an order, a cut, a frame."""
    edited = _edit(_cut(text, other, chance), other, chance, 0.02)
    return [chance.choice(HEADLINES), edited[0], *chance.sample(edited[1:], len(edited) - 1), FRAME[0]]


def _update(text: Paragraphs, other: Paragraphs, _chance: random.Random) -> Paragraphs:
    """New paragraphs at the top, about a third as long as the text."""
    return [*_of_length(other, _length(text) // 3), *text]


def _outgrown(text: Paragraphs, other: Paragraphs, _chance: random.Random) -> Paragraphs:
    """Some of a text in a report of which it is a third or less."""
    return [*_of_length(other, 10**9), *_of_length(text, _length(other) // 3)]


def _quote(text: Paragraphs, other: Paragraphs, chance: random.Random) -> Paragraphs:
    """One paragraph quoted in another text."""
    at = chance.randrange(1, len(other))
    quoted = chance.choice([one for one in text if len(one.split()) >= _PARAGRAPH_WORDS] or text[:1])
    return [*other[:at], quoted, *other[at:]]


KINDS: dict[str, tuple[Callable[[Paragraphs, Paragraphs, random.Random], Paragraphs], bool]] = {
    "same text": (lambda text, _other, _chance: text, True),
    "frame added": (_frame, True),
    "other headline": (_headline, True),
    "cut to 40-90 %": (_cut, True),
    "paragraphs turned round": (_turn, True),
    "2 % of words edited": (lambda text, other, chance: _edit(text, other, chance, 0.02), True),
    "5 % of words edited": (lambda text, other, chance: _edit(text, other, chance, 0.05), True),
    "10 % of words edited": (lambda text, other, chance: _edit(text, other, chance, 0.1), True),
    "first paragraph alone": (lambda text, _other, _chance: text[:1], True),
    "retold by a desk": (_retell, True),
    "update": (_update, True),
    "outgrown": (_outgrown, False),
    "one paragraph quoted": (_quote, False),
}
"""How a copy is made of a text (with paragraphs of another one), and whether it is a copy as a whole."""


def _length(text: Paragraphs) -> int:
    return sum(len(paragraph.split()) for paragraph in text)


def _of_length(text: Paragraphs, words: int) -> Paragraphs:
    """The first paragraphs, of so many words together at most, but one in any case."""
    taken: Paragraphs = []
    for paragraph in text:
        if taken and _length(taken) + len(paragraph.split()) > words:
            break
        taken.append(paragraph)
    return taken


def _document(name: str, text: Paragraphs, day: int) -> Document:
    when = _DAY + timedelta(days=day)
    return Document(name, "\n".join(text), date=DocumentDate(when, when, "given"))


# ------------------------------------------------------------------------------------ the corpora


def _texts(corpora: Path) -> Iterator[Paragraphs]:
    """The paragraphs of the corpora's reports that have four or more."""
    for raw in _raw(corpora):
        text = _paragraphs(raw)
        if len(text) >= _LEAST_PARAGRAPHS:
            yield text


def _raw(corpora: Path) -> Iterator[str]:
    for row in json.loads((corpora / "articles" / "guardian-syria-100.json").read_text(encoding="utf8")):
        yield row["text"]
    for name, field in (("muc4/train.json", "doctext"), ("glocon/documents.jsonl", "text")):
        for line in (corpora / name).read_text(encoding="utf8").splitlines():
            yield json.loads(line)[field]
    for name in ("bbc-news/train.tsv", "insightcrime/train.tsv", "india-police/docs-train.tsv"):
        for line in (corpora / name).read_text(encoding="utf8", errors="replace").splitlines():
            yield line.split("\t")[0]


def _paragraphs(raw: str) -> Paragraphs:
    """Sentences put together to paragraphs of thirty words or more; the corpora have lost their own."""
    found: Paragraphs = []
    gathered: list[str] = []
    for sentence in _SENTENCE_END.split(" ".join(raw.split())):
        gathered += sentence.split()
        if len(gathered) >= _PARAGRAPH_WORDS:
            found.append(" ".join(gathered))
            gathered = []
    return found


def _apart(texts: Iterator[Paragraphs]) -> Iterator[Paragraphs]:
    """The texts that share no run of words with themselves or one before them."""
    seen: set[int] = set()
    for text in texts:
        words = re.findall(r"\w+", " ".join(text).casefold())
        runs = [hash(tuple(words[at : at + _SHARED_WORDS])) for at in range(len(words) - _SHARED_WORDS + 1)]
        if len(set(runs)) == len(runs) and seen.isdisjoint(runs):
            yield text
        seen.update(runs)
