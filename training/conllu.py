"""Reads treebanks in CoNLL-U and turns their paragraphs into spaCy documents."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

#: The features that the pipeline learns; the others of the treebanks are left out.
FEATURES = frozenset(
    {"Tense", "VerbForm", "Voice", "Mood", "Number", "Person", "PronType", "NumType", "Poss", "Polarity"}
)

#: Genres of GUM whose texts are under non-commercial licences (the corpus's LICENSE.md).
NONCOMMERCIAL = frozenset({"essay", "fiction", "letter", "podcast", "whow"})


@dataclass(frozen=True)
class Word:
    """One syntactic word of a treebank."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space_after: bool
    entity: str = ""

    @property
    def morph(self) -> str:
        """The features that are kept, in the format that spaCy reads."""
        kept = [f for f in self.feats.split("|") if f.partition("=")[0] in FEATURES]
        return "|".join(kept) or "_"


@dataclass
class Sentence:
    """One sentence: where it stands and its words (heads count from 1, 0 is the root)."""

    document: str
    genre: str
    starts_paragraph: bool
    words: list[Word] = field(default_factory=list)


def _misc(column: str) -> dict[str, str]:
    """The last column's fields."""
    return dict(item.split("=", 1) for item in column.split("|") if "=" in item)


class _Reader:
    """Collects the lines of one CoNLL-U file into sentences."""

    def __init__(self) -> None:
        self.document = ""
        self.genre = ""
        self.new_paragraph = True
        self.words: list[Word] = []
        self.joined_until = 0
        self.joined_space = True

    def comment(self, line: str) -> None:
        """Takes what a comment line says about place and genre."""
        if line.startswith("# newdoc"):
            self.document, self.genre, self.new_paragraph = line.partition("=")[2].strip(), "", True
        elif line.startswith(("# newpar id", "# newpar\n", "# newpar")) and not line.startswith("# newpar_"):
            self.new_paragraph = True
        elif line.startswith("# meta::genre"):
            self.genre = line.partition("=")[2].strip()

    def row(self, line: str) -> None:
        """Takes one row of the table; rows of multiword tokens only say whether a space follows."""
        columns = line.split("\t")
        number, misc = columns[0], _misc(columns[9])
        if "-" in number:
            self.joined_until = int(number.partition("-")[2])
            self.joined_space = misc.get("SpaceAfter") != "No"
            return
        if "." in number:
            return
        space = misc.get("SpaceAfter") != "No"
        if int(number) < self.joined_until:
            space = False
        elif int(number) == self.joined_until:
            space = self.joined_space
        form = columns[1].replace(" ", "")
        self.words.append(
            Word(
                form,
                columns[2],
                columns[3],
                columns[4],
                columns[5],
                int(columns[6]),
                columns[7],
                space,
                misc.get("Entity", ""),
            )
        )

    def finish(self) -> Iterator[Sentence]:
        """Hands over the sentence read so far, if there is one."""
        if self.words:
            yield Sentence(self.document, self.genre, self.new_paragraph, self.words)
            self.new_paragraph = False
        self.words, self.joined_until = [], 0


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, plain or xz-packed."""
    opener = lzma.open if path.suffix == ".xz" else open
    reader = _Reader()
    with opener(path, "rt", encoding="utf-8") as lines:  # type: ignore[operator]
        for raw in lines:
            line = raw.rstrip("\n")
            if not line:
                yield from reader.finish()
            elif line.startswith("#"):
                reader.comment(line)
            else:
                reader.row(line)
    yield from reader.finish()


def paragraphs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Sentences grouped by paragraph."""
    group: list[Sentence] = []
    for sentence in sentences:
        if sentence.starts_paragraph and group:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def to_doc(vocab: Vocab, sentences: list[Sentence]) -> Doc:
    """One spaCy document with the treebank's own words, tags, trees and lemmas."""
    words = [word for sentence in sentences for word in sentence.words]
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in sentences:
        offset = len(heads)
        for i, word in enumerate(sentence.words):
            heads.append(offset + (word.head - 1 if word.head else i))
            starts.append(i == 0)
    spaces = [word.space_after for word in words]
    for i in range(1, len(starts)):
        if starts[i]:
            spaces[i - 1] = True
    return Doc(
        vocab,
        words=[w.form for w in words],
        spaces=spaces,
        tags=[w.xpos for w in words],
        pos=[w.upos for w in words],
        morphs=[w.morph for w in words],
        lemmas=[w.lemma for w in words],
        heads=heads,
        deps=["ROOT" if w.deprel == "root" else w.deprel for w in words],
    )
