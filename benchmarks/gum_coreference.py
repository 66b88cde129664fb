"""The coreference layer of the GUM treebank, as far as it holds what ``casus.language.coreference`` covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import spacy
from training.conllu import Sentence as Tree
from training.conllu import paragraphs, read_sentences
from training.names import gum_doc

from casus.language.coreference import Reference
from casus.language.parse import Sentence

KINDS = {"person": "person", "organization": "body", "place": "place"}
PRONOUNS = {"he": "he/she", "she": "he/she", "it": "it", "they": "they"}
DEFINITE = ("the", "this", "that", "these", "those")
Place = tuple[int, int]  # sentence in the document, head token in the sentence


@dataclass(frozen=True, slots=True)
class Gold:
    """One mention of the layer: the entity, where its head is, and which covered case it is ("" for none)."""

    entity: str
    place: Place
    case: str
    pronoun: bool


@dataclass(slots=True)
class Text:
    """One document on its gold trees, with its entities by head, and the anaphora that are covered."""

    name: str
    genre: str
    sentences: list[Sentence] = field(default_factory=list)
    entities: dict[Place, set[str]] = field(default_factory=dict)
    anaphora: dict[Place, str] = field(default_factory=dict)  # to their case

    def entities_of(self, ref: Reference) -> set[str]:
        """The entities of a reference: by its head, else by a head inside it, else by the office whose name it is."""
        inside = [(ref.sentence, at) for at in (ref.head, *range(ref.first, ref.last + 1))]
        span = self.sentences[ref.sentence].span
        head = span[ref.head]
        if head.dep_ in ("flat", "appos", "nmod:desc"):
            inside.append((ref.sentence, int(head.head.i) - int(span.start)))
        return next((self.entities[place] for place in inside if place in self.entities), set())


def read(path: Path) -> Iterator[Text]:
    """The documents of one file of the treebank."""
    vocab = spacy.blank("en").vocab
    for name, trees in groupby(read_sentences(path), key=lambda tree: tree.document):
        listed = list(trees)
        text = Text(name, listed[0].genre)
        offset = 0
        for block, group in enumerate(paragraphs(listed)):
            doc = gum_doc(vocab, group)
            for span in doc.sents:
                text.sentences.append(Sentence(span, offset, len(text.sentences), block))
            offset += len(doc.text) + 1
        _mark(text, listed)
        yield text


def _mark(text: Text, trees: list[Tree]) -> None:
    """Note entities by head, and each covered mention whose entity has been named or described before."""
    known: dict[str, set[str]] = {}  # entity -> forms so far
    for at, tree in enumerate(trees):
        found = sorted(_mentions(at, tree), key=lambda gold: gold.place)
        for gold in found:
            text.entities.setdefault(gold.place, set()).add(gold.entity)
            before = known.setdefault(gold.entity, set())
            form = "pronoun" if gold.pronoun else "name" if gold.case == "name" else "nominal"
            if gold.case and ("name" in before if form == "name" else before & {"name", "nominal"}):
                text.anaphora.setdefault(gold.place, gold.case)
            before.add(form)


def _mentions(at: int, tree: Tree) -> Iterator[Gold]:
    stack: list[tuple[str, str, int]] = []
    for i, word in enumerate(tree.words):
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", word.entity):
            entity, *fields = part.strip("()").split("-")
            if part.startswith("("):
                stack.append((entity, fields[0] if fields else "", i))
            if part.endswith(")"):
                opened = next((k for k in range(len(stack) - 1, -1, -1) if stack[k][0] == entity), None)
                if opened is not None:
                    _, kind, start = stack.pop(opened)
                    yield _gold(at, tree, entity, kind, start, i)


def _gold(at: int, tree: Tree, entity: str, kind: str, start: int, last: int) -> Gold:
    words = tree.words
    inside = range(start + 1, last + 2)  # counted from 1, as heads are
    heads = [i for i in range(start, last + 1) if words[i].head not in inside and words[i].deprel != "punct"]
    head = heads[0] if heads else start
    pronoun = words[head].upos in ("PRON", "DET", "ADV")
    case = ""
    if kind in KINDS:
        if pronoun:
            case = PRONOUNS.get(words[head].lemma.lower(), "") if words[head].xpos in ("PRP", "PRP$") else ""
        elif words[head].upos == "PROPN":
            case = "name"
        elif words[start].form.lower() in DEFINITE and words[head].upos == "NOUN":
            case = f"nominal {KINDS[kind]}"
    return Gold(entity, (at, head), case, pronoun)
