"""A parsed block as plain Python objects, which coding walks over many times.

spaCy makes a token, a span or a string anew each time that it is asked for one; here each is made once. :class:`Block`, :class:`Stretch`
and :class:`Word` answer to the names of spaCy's ``Doc``, ``Span`` and ``Token`` that coding uses, and mean the same by them
(a test compares the two), so what reads a parse takes either, as the tests that write trees by hand do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


class Word:
    """A word of a block, as ``spacy.tokens.Token``; two are equal only where they are the same word."""

    __slots__ = (
        "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx", "is_punct", "is_sent_start", "is_space", "lemma_",
        "like_num", "lower_", "pos_", "tag_", "text", "told", "whitespace_",
    )  # fmt: skip

    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    whitespace_: str
    i: int
    idx: int
    is_space: bool
    is_punct: bool
    is_sent_start: bool
    like_num: bool
    doc: Block
    head: Word
    children: tuple[Word, ...]
    told: str | None
    """The lemma that the word lists know it by, once somebody has looked it up (``coding.triggers.lemma``)."""

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self.text

    @property
    def is_lower(self) -> bool:
        """Whether it has letters, none of them a capital."""
        return self.text.islower()

    @property
    def left_edge(self) -> Word:
        """The first word of all that hangs on it."""
        return self.doc.words[self.doc.source[self.i].left_edge.i]

    @property
    def right_edge(self) -> Word:
        """The last word of all that hangs on it."""
        return self.doc.words[self.doc.source[self.i].right_edge.i]

    @property
    def sent(self) -> Stretch:
        """Its sentence."""
        return self.doc.sentence_of(self.i)

    @property
    def ancestors(self) -> Iterator[Word]:
        """Its head, the head's head and so on."""
        node = self
        while node.head is not node:
            node = node.head
            yield node

    @property
    def subtree(self) -> Iterator[Word]:
        """All that hangs on it, and itself, as the tree orders them."""
        for child in self.children:
            if child.i < self.i:
                yield from child.subtree
        yield self
        for child in self.children:
            if child.i > self.i:
                yield from child.subtree

    def is_ancestor(self, other: Word) -> bool:
        """Whether another word hangs on it, directly or not."""
        return any(node is self for node in other.ancestors)

    def nbor(self, steps: int = 1) -> Word:
        """The word so many places on; raises ``IndexError`` beyond the block."""
        if not 0 <= self.i + steps < len(self.doc):
            raise IndexError(f"no word {steps} places from number {self.i} of {len(self.doc)}")
        return self.doc.words[self.i + steps]


class Stretch:
    """Some words in a row, as ``spacy.tokens.Span``."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Block, start: int, end: int, label: str = "") -> None:
        """The words from number ``start`` to number ``end`` (exclusive)."""
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc.words[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> Stretch: ...

    def __getitem__(self, at: int | slice) -> Word | Stretch:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Stretch(self.doc, self.start + start, self.start + max(start, end))
        if not -len(self) <= at < len(self):
            raise IndexError(f"no word {at} in a stretch of {len(self)}")
        return self.doc.words[self.start + at if at >= 0 else self.end + at]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Stretch):
            return NotImplemented
        return self.doc is other.doc and (self.start, self.end, self.label_) == (other.start, other.end, other.label_)

    def __hash__(self) -> int:
        return hash((id(self.doc), self.start, self.end, self.label_))

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def start_char(self) -> int:
        """Offset in the block of the first character."""
        return self.doc.words[self.start].idx if self.start < len(self.doc) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Offset in the block after the last character."""
        if self.end == self.start:
            return self.start_char
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The words as they are written."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Word:
        """The word that the others hang on, as spaCy chooses it."""
        if self.end - self.start == 1:
            return self.doc.words[self.start]
        return self.doc.words[self.doc.source[self.start : self.end].root.i]


class Block:
    """A parsed block, as ``spacy.tokens.Doc``."""

    def __init__(self, source: Doc) -> None:
        """Takes over what spaCy holds of a block that has been parsed."""
        self.source = source
        self.text = str(source.text)
        self.user_data: dict[Any, Any] = {}
        self.words = _words(self, source)
        self.sents = tuple(Stretch(self, one.start, one.end) for one in source.sents)
        self.ents = tuple(Stretch(self, one.start, one.end, one.label_) for one in source.ents)
        self.spans = {
            name: tuple(Stretch(self, one.start, one.end, one.label_) for one in group)
            for name, group in source.spans.items()
        }
        self._sentence = [one for one in self.sents for _ in range(len(one))]

    def sentence_of(self, at: int) -> Stretch:
        """The sentence of a word, by its number."""
        return self._sentence[at]

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> Stretch: ...

    def __getitem__(self, at: int | slice) -> Word | Stretch:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.words))
            return Stretch(self, start, max(start, end))
        return self.words[at]


_STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE")
_NUMBERS = ("IDX", "ENT_IOB", "SPACY", "IS_SPACE", "IS_PUNCT", "LIKE_NUM", "SENT_START", "HEAD")
_IOB = ("", "I", "O", "B")


def _words(block: Block, source: Doc) -> tuple[Word, ...]:
    """The words of a block, each with its head and what hangs on it; taken over from spaCy in one table."""
    if not len(source):
        return ()
    table = source.to_array([*_STRINGS, *_NUMBERS])
    known = source.vocab.strings
    texts: list[list[str]] = []
    for column in table[:, : len(_STRINGS)].T.tolist():
        names = {number: known[number] for number in set(column)}
        texts.append([names[number] for number in column])
    numbers = table[:, len(_STRINGS) :].astype("int64").T.tolist()
    words = tuple(Word() for _ in range(len(source)))
    for at, (word, told, counted) in enumerate(
        zip(words, zip(*texts, strict=True), zip(*numbers, strict=True), strict=True)
    ):
        word.doc, word.i, word.told = block, at, None
        word.text, word.lower_, word.lemma_, word.pos_, word.tag_, word.dep_, word.ent_type_ = told
        word.idx, iob, blank, space, punct, number, start, head = counted
        word.ent_iob_, word.whitespace_ = _IOB[iob], " " if blank else ""
        word.is_space, word.is_punct, word.like_num = bool(space), bool(punct), bool(number)
        word.is_sent_start = start == 1
        word.head = words[at + head]
    below: list[list[Word]] = [[] for _ in words]
    for word in words:
        if word.head is not word:
            below[word.head.i].append(word)
    for word, children in zip(words, below, strict=True):
        word.children = tuple(children)
    return words


def sentences_of(doc: Doc) -> tuple[Span, ...]:
    """The sentences of a parsed block, read like spaCy's and typed so."""
    found: Any = Block(doc).sents
    return tuple(found)
