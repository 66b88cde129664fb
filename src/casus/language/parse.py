"""Text to parsed sentences that know where they stand in the document.

The pipeline reads one paragraph at a time (a *block*: a stretch of the document that cleaning kept), so a sentence never
crosses a paragraph's end. Offsets of a :class:`Sentence` are into the document's own text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Literal, TypeVar

from casus.language.block import sentences_of
from casus.language.encoder import ModelMissingError as ModelMissingError
from casus.language.pipeline import TOPONYMS, Pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Key = TypeVar("Key")
Setting = Literal["accurate", "fast"]
SETTINGS: tuple[Setting, ...] = ("accurate", "fast")
LONGEST_BLOCK = 20_000  # characters of one block; a document of words needs memory in proportion


def load_pipeline(setting: Setting = "accurate") -> Pipeline:
    """The English pipeline, loaded once per process and setting.

    Raises:
        ModelMissingError: when the package was built without its model.
    """
    return _loaded(setting)


@cache
def _loaded(setting: Setting) -> Pipeline:
    with as_file(files("casus.language") / "model") as folder:
        return Pipeline(folder, setting)


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence: spaCy's span and the offset of its block in the document's text.

    What spaCy makes anew each time that it is asked for is kept.
    """

    span: Span
    offset: int
    index: int
    block: int

    @cached_property
    def text(self) -> str:
        """The sentence, letter by letter."""
        return str(self.span.text)

    @cached_property
    def begin(self) -> int:
        """Offset of the first character in the document's text."""
        return self.offset + int(self.span.start_char)

    @cached_property
    def end(self) -> int:
        """Offset after the last character in the document's text."""
        return self.offset + int(self.span.end_char)

    @cached_property
    def entities(self) -> tuple[Span, ...]:
        """The sentence's names."""
        return tuple(self._inside("names", lambda doc: doc.ents))

    @cached_property
    def toponyms(self) -> tuple[Span, ...]:
        """The sentence's toponyms (:data:`casus.language.pipeline.TOPONYMS`)."""
        return tuple(self._inside(TOPONYMS, lambda doc: doc.spans.get(TOPONYMS, ())))

    def _inside(self, name: str, spans: Callable[[Doc], Iterable[Span]]) -> Iterator[Span]:
        """Of some spans of the block those inside the sentence; where each begins and ends is kept for the block's other sentences."""
        kept = self.span.doc.user_data
        if name not in kept:
            kept[name] = [(one.start, one.end, one) for one in spans(self.span.doc)]
        first, last = self.span.start, self.span.end
        return (one for start, end, one in kept[name] if first <= start and end <= last)

    def stretch(self, begin: int, end: int) -> str:
        """What stands between two offsets of the document, both in the sentence's block."""
        kept = self.span.doc.user_data
        if "text" not in kept:
            kept["text"] = str(self.span.doc.text)
        return str(kept["text"][begin - self.offset : end - self.offset])

    def place(self, first: Token, last: Token | None = None) -> tuple[int, int]:
        """Document offsets of the stretch from ``first`` to ``last`` (inclusive)."""
        last = first if last is None else last
        return self.offset + int(first.idx), self.offset + int(last.idx) + len(last.text)


def pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch of text in parts that the pipeline can take, cut after a full stop, else at a blank, else anywhere."""
    while end - begin > LONGEST_BLOCK:
        limit = begin + LONGEST_BLOCK
        ends = (
            text.rfind(mark, begin, limit) + len(mark) - 1 for mark in (". ", '." ', ".” ") if mark in text[begin:limit]
        )
        cut = max(ends, default=begin)
        if cut <= begin:
            cut = text.rfind(" ", begin, limit) + 1
        cut = cut if cut > begin else limit
        yield begin, cut
        begin = cut
    yield begin, end


def parse_blocks(
    items: Iterable[tuple[Key, str, Sequence[tuple[int, int]]]], setting: Setting = "accurate"
) -> Iterator[tuple[Key, list[Sentence]]]:
    """Parse documents given as (key, text, blocks) and yield (key, sentences), one after the other."""
    nlp = load_pipeline(setting)
    for key, text, blocks in items:
        sentences: list[Sentence] = []
        whole = [piece for begin, end in blocks for piece in pieces(text, begin, end)]
        for block, (begin, end) in enumerate(whole):
            for span in sentences_of(nlp(text[begin:end])):
                if span.text.strip():
                    sentences.append(Sentence(span, begin, len(sentences), block))
        yield key, sentences
