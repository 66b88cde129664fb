"""What the network learns from: stretches of words with whatever a corpus says about them.

A task that a corpus says nothing about is left out of its examples' loss, so treebanks, name corpora and our own labels train
one network together.
"""

from __future__ import annotations

import hashlib
import random
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import spacy

from casus.language.pieces import BLANK, JOINED, LINE, MASKED_SHAPE, shape_of
from casus.language.pipeline import gaps_before
from casus.language.tokens import tokenizer
from training.conllu import NONCOMMERCIAL, Sentence, read_sentences
from training.labelling import read_labels
from training.names import GUM_LABELS, RE3D_LABELS, gum_mentions, join_words, named_part, read_re3d
from training.texts import documents

IGNORE = -100  # a word that a task's loss leaves out
HELD_OUT = 7  # one document in so many of our own labels only measures
TOPONYM_HELD_OUT = 3  # likewise of the toponym corpora

#: Names that the network tells apart, B and I each; number 0 is outside.
NAME_TYPES = (
    "PERSON", "ORGANISATION", "PLACE", "NATIONALITY", "WEAPON", "PLATFORM", "VEHICLE", "TIME", "QUANTITY", "MONEY", "REFERENCE", "EVENT",
)  # fmt: skip
NAMES = ("O", *(f"{edge}-{kind}" for kind in NAME_TYPES for edge in "BI"))
#: GUM's own mention types, names or not: an auxiliary task that is not shipped.
MENTION_TYPES = (
    "person",
    "organization",
    "place",
    "event",
    "time",
    "object",
    "abstract",
    "animal",
    "plant",
    "substance",
)
MENTIONS = ("O", *(f"{edge}-{kind}" for kind in MENTION_TYPES for edge in "BI"))
ACTORS = ("O", *(f"{edge}-{kind}" for kind in "STR" for edge in "BI"))
TOPONYMS = ("O", "B", "I")


@dataclass(frozen=True, slots=True)
class Example:
    """Words with their gaps and, for each task that is known, one value a word (numbers, or strings for tags)."""

    words: tuple[str, ...]
    gaps: tuple[int, ...]
    shapes: tuple[int, ...]
    source: str
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)  # xpos, upos, morph
    heads: tuple[int, ...] | None = None  # number of the head word in the example; -1: root
    relations: tuple[str, ...] = ()
    sentence: tuple[int, ...] = ()  # number of each word's sentence; empty: not known
    labels: dict[str, tuple[int, ...]] = field(
        default_factory=dict
    )  # names, mentions_outer, mentions_inner, actors, toponyms


def shapes_of(words: Iterable[str]) -> tuple[int, ...]:
    """The shape of each word."""
    return tuple(shape_of(word) for word in words)


def in_iob(length: int, spans: Iterable[tuple[int, int, str]], labels: Sequence[str]) -> list[int]:
    """Spans (begin, end, type) as numbers of ``labels``; a later span never overwrites an earlier one."""
    number = {label: at for at, label in enumerate(labels)}
    out = [0] * length
    for begin, end, kind in spans:
        if any(out[begin:end]):
            continue
        suffix = f"-{kind}" if kind else ""
        out[begin] = number[f"B{suffix}"]
        out[begin + 1 : end] = [number[f"I{suffix}"]] * (end - begin - 1)
    return out


# ------------------------------------------------------------------------------------------------------ trees


def tree_example(sentences: Sequence[Sentence], *, names: bool) -> Example:
    """Sentences of a treebank in one stretch; ``names``: with what GUM's entity layer says."""
    words = [word for sentence in sentences for word in sentence.words]
    gaps, heads, numbers = [], [], []
    for at, sentence in enumerate(sentences):
        offset = len(heads)
        for i, word in enumerate(sentence.words):
            heads.append(offset + word.head - 1 if word.head else -1)
            numbers.append(at)
            if i == 0:
                gaps.append(LINE if sentence.starts_paragraph else BLANK)
            else:
                gaps.append(BLANK if sentence.words[i - 1].space_after else JOINED)
    forms = tuple(word.form for word in words)
    return Example(
        words=forms,
        gaps=tuple(gaps),
        shapes=shapes_of(forms),
        source=sentences[0].genre or "ewt",
        tags={
            "xpos": tuple(word.xpos for word in words),
            "upos": tuple(word.upos for word in words),
            "morph": tuple(word.morph for word in words),
        },
        heads=tuple(heads),
        relations=tuple("ROOT" if word.deprel == "root" else word.deprel for word in words),
        sentence=tuple(numbers),
        labels=_gum_labels(sentences) if names else {},
    )


def _gum_labels(sentences: Sequence[Sentence]) -> dict[str, tuple[int, ...]]:
    """Named mentions as names (what re3d may call a name too stays open), and all mentions, outermost and innermost."""
    names: list[int] = []
    outer: list[int] = []
    inner: list[int] = []
    for sentence in sentences:
        length = len(sentence.words)
        mentions = [m for m in gum_mentions(sentence) if m.kind in MENTION_TYPES]
        spans = [(m.start, m.end, m.kind) for m in mentions]
        outer += in_iob(length, sorted(spans, key=lambda s: (s[0], -s[1])), MENTIONS)
        inner += in_iob(length, sorted(spans, key=lambda s: (s[1] - s[0], s[0])), MENTIONS)
        parts = [(m, named_part(sentence, m)) for m in mentions if m.kind in GUM_LABELS]
        named = [(p.start, p.end, GUM_LABELS[p.kind]) for _, p in parts if p]
        here = in_iob(length, sorted(named, key=lambda s: (s[0], -s[1])), NAMES)
        open_words = {i for m in mentions for i in range(m.start, m.end)}
        open_words |= {i for i, w in enumerate(sentence.words) if w.upos in ("NUM", "PRON", "ADJ", "PROPN", "NOUN")}
        names += [IGNORE if not label and i in open_words else label for i, label in enumerate(here)]
    return {"names": tuple(names), "mentions_outer": tuple(outer), "mentions_inner": tuple(inner)}


def read_trees(corpora: Path, part: str, *, noncommercial: bool) -> list[list[Sentence]]:
    """Both treebanks' documents, each a list of sentences."""
    documents: list[list[Sentence]] = []
    for name in ("ewt", "gum"):
        kept = (
            s
            for s in read_sentences(corpora / "ud" / f"{name}-{part}.conllu.xz")
            if noncommercial or s.genre not in NONCOMMERCIAL
        )
        documents += [list(group) for _, group in groupby(kept, key=lambda sentence: sentence.document)]
    return documents


def stretches(document: Sequence[Sentence], chance: random.Random, longest: int) -> Iterator[list[Sentence]]:
    """A document cut at random into stretches of one to many sentences of up to ``longest`` words together."""
    group: list[Sentence] = []
    limit, across = _plan(chance, longest)
    for sentence in document:
        size = sum(len(s.words) for s in group)
        if group and (size + len(sentence.words) > limit or (sentence.starts_paragraph and not across)):
            yield group
            group = []
            limit, across = _plan(chance, longest)
        group.append(sentence)
    if group:
        yield group


def _plan(chance: random.Random, longest: int) -> tuple[int, bool]:
    """How many words the next stretch may have, and whether it may run on over the end of a paragraph."""
    limit = 1 if chance.random() < 0.25 else chance.randint(20, longest)
    return limit, chance.random() < 0.4


# ------------------------------------------------------------------------------------------------------ names


def news_of_bbc() -> frozenset[str]:
    """Hashes of re3d's sentences that read as news of the BBC, whose text is not for commercial use."""
    lines = (Path(__file__).parent / "labels/re3d-bbc.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def re3d_examples(path: Path, *, without: frozenset[str] = frozenset()) -> list[Example]:
    """Sentences of re3d, leaving out those whose hash is in ``without``."""
    number = {label: at for at, label in enumerate(NAMES)}
    out = []
    for words, tags in read_re3d(path):
        if hashlib.sha256(" ".join(words).encode()).hexdigest()[:12] in without:
            continue
        spaces = join_words(words)
        mapped = [f"{tag[:2]}{RE3D_LABELS[tag[2:]]}" if tag != "O" else "O" for tag in tags]
        names = [number[tag] for tag in mapped]
        for at, name in enumerate(names):  # an I without its B opens a name
            if name and name % 2 == 0 and (at == 0 or names[at - 1] not in (name, name - 1)):
                names[at] = name - 1
        gaps = (BLANK, *(BLANK if space else JOINED for space in spaces[:-1]))
        out.append(Example(tuple(words), gaps, shapes_of(words), "re3d", labels={"names": tuple(names)}))
    return out


def from_text(
    text: str, spans: Iterable[tuple[int, int, str]], task: str, labels: Sequence[str], source: str
) -> Example:
    """Raw text with spans as character offsets; a span that cuts a word takes the whole word."""
    doc = _tokenizer()(text)
    words = [token for token in doc if not token.is_space]
    placed = []
    for begin, end, kind in spans:
        inside = [at for at, token in enumerate(words) if token.idx < end and token.idx + len(token.text) > begin]
        if inside:
            placed.append((inside[0], inside[-1] + 1, kind))
    forms = tuple(token.text for token in words)
    return Example(
        forms,
        tuple(gaps_before(doc, [token.i for token in words])),
        shapes_of(forms),
        source,
        labels={task: tuple(in_iob(len(forms), sorted(placed), labels))},
    )


_BLANK: list[spacy.language.Language] = []


def _tokenizer() -> spacy.language.Language:
    if not _BLANK:
        nlp = spacy.blank("en")
        nlp.tokenizer = tokenizer(nlp)
        _BLANK.append(nlp)
    return _BLANK[0]


def held_out(document: str, one_in: int) -> bool:
    """Whether a document only measures, by a hash of its name."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % one_in == 0


def own_examples(shared: Path, folder: Path) -> tuple[list[Example], list[Example]]:
    """Our own labels: those to learn from, those to measure by."""
    learn: list[Example] = []
    measure: list[Example] = []
    for labelled in read_labels(shared, folder):
        where = measure if held_out(labelled.passage.document, HELD_OUT) else learn
        where.append(from_text(labelled.text, labelled.names, "names", NAMES, labelled.passage.corpus))
    return learn, measure


def cameo_examples(path: Path) -> list[Example]:
    """Sentences with source, target and related actors marked."""
    number = {label: at for at, label in enumerate(ACTORS)}
    out = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split(" ") for line in block.splitlines() if len(line.split(" ")) == 2]
        if len(rows) < 3 or any(row[1] not in number for row in rows):
            continue
        words = [row[0] for row in rows]
        gaps = (BLANK, *(BLANK if space else JOINED for space in join_words(words)[:-1]))
        out.append(
            Example(tuple(words), gaps, shapes_of(words), "cameo", labels={"actors": tuple(number[r[1]] for r in rows)})
        )
    return out


def toponym_examples(folder: Path, *, measure: bool, longest: int = 110) -> list[Example]:
    """Sentences of LGL and GeoVirus with their toponyms: a third of the documents measures, the others train."""
    out = []
    for name, text, spans in [*_lgl(folder / "lgl.xml"), *_geovirus(folder / "GeoVirus.xml")]:
        if held_out(name, TOPONYM_HELD_OUT) is measure and text.strip():
            out.extend(_cut(from_text(text, spans, "toponyms", TOPONYMS, "toponyms"), longest))
    return out


PLAIN = ("glocon", "cameo", "satp", "insightcrime")  # corpora whose texts are read without their labels


def plain_examples(shared: Path, each: int = 300, longest: int = 110) -> list[Example]:
    """Stretches of reports that say nothing of any task: what a teacher says of them can be learned."""
    out: list[Example] = []
    for corpus in PLAIN:
        names = sorted(documents(shared, corpus).items(), key=lambda item: hashlib.sha256(item[0].encode()).hexdigest())
        for name, text in names[:each]:
            if not held_out(name, HELD_OUT):
                out.extend(_cut(from_text(text, (), "toponyms", TOPONYMS, corpus), longest))
    return [replace(example, labels={}) for example in out]


def _lgl(path: Path) -> Iterator[tuple[str, str, list[tuple[int, int, str]]]]:
    for article in ElementTree.parse(path).getroot():
        spans = [(int(t.findtext("start", "")), int(t.findtext("end", "")), "") for t in article.iter("toponym")]
        yield f"lgl {article.get('docid')}", article.findtext("text", ""), spans


def _geovirus(path: Path) -> Iterator[tuple[str, str, list[tuple[int, int, str]]]]:
    for article in ElementTree.parse(path).getroot():
        text = article.findtext("text", "")
        spans = []
        for location in article.iter("location"):  # offsets count from 1 in some articles
            name, begin = location.findtext("name", ""), int(location.findtext("start", ""))
            found = next((at for at in (begin, begin - 1, begin + 1) if text[at : at + len(name)] == name), None)
            if found is not None:
                spans.append((found, found + len(name), ""))
        yield f"geovirus {article.findtext('source')}", text, spans


def _cut(example: Example, longest: int) -> Iterator[Example]:
    """An example in parts of up to ``longest`` words, cut after a full stop where there is one."""
    begin = 0
    while begin < len(example.words):
        end = min(len(example.words), begin + longest)
        if end < len(example.words):
            stops = [i + 1 for i in range(begin + 20, end) if example.words[i] in ".!?"]
            end = stops[-1] if stops else end
        yield part(example, begin, end)
        begin = end


def part(example: Example, begin: int, end: int) -> Example:
    """The words from ``begin`` to ``end`` of an example without a tree."""
    assert example.heads is None
    labels = {task: values[begin:end] for task, values in example.labels.items()}
    return replace(
        example,
        words=example.words[begin:end],
        gaps=example.gaps[begin:end],
        shapes=example.shapes[begin:end],
        labels=labels,
    )


# ------------------------------------------------------------------------------------------------------ variation


def varied(example: Example, chance: random.Random) -> Example:
    """The example as a worse typist would have it: case lost, blanks lost, the last full stop missing."""
    shapes, gaps = example.shapes, example.gaps
    roll = chance.random()
    if roll < 0.04:
        shapes = tuple(1 if 1 <= shape <= 5 else shape for shape in shapes)
    elif roll < 0.07:
        shapes = tuple(3 if 1 <= shape <= 5 else shape for shape in shapes)
    elif roll < 0.11:
        shapes = tuple(
            2 if shape == 1 and len(word) > 3 else shape for shape, word in zip(shapes, example.words, strict=True)
        )
    elif roll < 0.30:
        shapes = tuple(MASKED_SHAPE if chance.random() < 0.1 else shape for shape in shapes)
    if chance.random() < 0.25:
        gaps = tuple(
            BLANK if gap == LINE and chance.random() < 0.7 else JOINED if chance.random() < 0.01 else gap
            for gap in gaps
        )
    example = replace(example, shapes=shapes, gaps=gaps)
    return _without_last_stop(example) if chance.random() < 0.12 else example


def _without_last_stop(example: Example) -> Example:
    last = len(example.words) - 1
    if last < 3 or example.heads is None or example.words[last] != "." or last in example.heads:
        return example
    return replace(
        example,
        words=example.words[:last], gaps=example.gaps[:last], shapes=example.shapes[:last],
        tags={task: values[:last] for task, values in example.tags.items()},
        heads=example.heads[:last], relations=example.relations[:last], sentence=example.sentence[:last],
        labels={task: values[:last] for task, values in example.labels.items()},
    )  # fmt: skip


def label_sets(examples: Iterable[Example], rarest: int = 2) -> dict[str, list[str]]:
    """The values of tags and relations that occur at least ``rarest`` times, in alphabetical order."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("xpos", "upos", "morph", "relation")}
    for example in examples:
        for name, values in example.tags.items():
            counts[name].update(values)
        counts["relation"].update(example.relations)
    return {
        name: sorted(value for value, count in counter.items() if count >= rarest) for name, counter in counts.items()
    }
