"""Text to parsed sentences that know where they stand in the document.

The pipeline reads one paragraph at a time (a *block*: a stretch of the document that cleaning kept), so a sentence never
crosses a paragraph's end. Offsets of a :class:`Sentence` are into the document's own text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from casus.language.products import numpy_products

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span, Token

Key = TypeVar("Key")
LONGEST_BLOCK = 20_000  # characters of one block; parsing needs memory in proportion
BATCH = 32  # blocks that the pipeline takes at once


class ModelMissingError(RuntimeError):
    """The trained English pipeline is not in the package."""


@cache
def load_pipeline() -> Language:
    """The English pipeline, loaded once per process.

    Raises:
        ModelMissingError: when the package was built without its model.
    """
    import spacy

    path = files("casus.language") / "model"
    if not (path / "config.cfg").is_file():
        raise ModelMissingError("the English model is missing from the package; reinstall casus-monitor")
    with numpy_products():
        return spacy.load(str(path))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence: spaCy's span and the offset of its block in the document's text."""

    span: Span
    offset: int
    index: int
    block: int

    @property
    def text(self) -> str:
        """The sentence, letter by letter."""
        return str(self.span.text)

    @property
    def begin(self) -> int:
        """Offset of the first character in the document's text."""
        return self.offset + int(self.span.start_char)

    @property
    def end(self) -> int:
        """Offset after the last character in the document's text."""
        return self.offset + int(self.span.end_char)

    def place(self, first: Token, last: Token | None = None) -> tuple[int, int]:
        """Document offsets of the stretch from ``first`` to ``last`` (inclusive)."""
        last = first if last is None else last
        return self.offset + int(first.idx), self.offset + int(last.idx) + len(last.text)


def pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch of text in parts that the pipeline can take, cut after a full stop, else at a blank, else anywhere."""
    while end - begin > LONGEST_BLOCK:
        limit = begin + LONGEST_BLOCK
        cut = max(text.rfind(mark, begin, limit) + 1 for mark in (". ", '." ', ".” "))
        if cut <= begin:
            cut = text.rfind(" ", begin, limit) + 1
        cut = cut if cut > begin else limit
        yield begin, cut
        begin = cut
    yield begin, end


def parse_blocks(items: Iterable[tuple[Key, str, Sequence[tuple[int, int]]]]) -> Iterator[tuple[Key, list[Sentence]]]:
    """Parse documents given as (key, text, blocks) and yield (key, sentences), in the order given.

    Blocks of several documents are batched together; each document's sentences come out complete.
    """
    nlp = load_pipeline()
    waiting: list[tuple[Key, int]] = []

    def stream() -> Iterator[tuple[str, int]]:
        for key, text, blocks in items:
            whole = [piece for begin, end in blocks for piece in pieces(text, begin, end)]
            waiting.append((key, len(whole)))
            for begin, end in whole:
                yield text[begin:end], begin

    parsed = nlp.pipe(stream(), as_tuples=True, batch_size=BATCH)
    done = 0
    pending = next(parsed, None)
    while pending is not None or done < len(waiting):
        key, count = waiting[done]
        sentences: list[Sentence] = []
        for block in range(count):
            assert pending is not None
            doc, offset = pending
            for span in doc.sents:
                if span.text.strip():
                    sentences.append(Sentence(span, offset, len(sentences), block))
            pending = next(parsed, None)
        done += 1
        yield key, sentences
