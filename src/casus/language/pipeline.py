"""The English pipeline as one object: text in, spaCy documents with sentences, tags, lemmas, trees and names out.

spaCy gives the words (its tokenizer), the lemmas (its rule lemmatizer on our tables) and the documents that everything after reads;
the trained network gives the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from casus.language.encoder import Encoder
from casus.language.pieces import BLANK, JOINED, LINE
from casus.language.spans import best_spans_of, only_begun
from casus.language.stretches import read_sentences
from casus.language.tokens import tokenizer
from casus.language.trees import best_heads

if TYPE_CHECKING:
    from numpy import float32, int64
    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

    Floats = NDArray[float32]

TOPONYMS = "toponyms"
"""Under which name a document's ``spans`` hold the toponyms, whatever else the words name ("Paris police", "Iraqi")."""
TOPONYM_LABELS = ("O", "B-PLACE", "I-PLACE")


class Pipeline:
    """Tokenizer, network and lemmatizer of one setting."""

    def __init__(self, folder: Path, name: str) -> None:
        """Loads ``fast`` or ``accurate`` from the model's folder; raises ``ModelMissingError`` where it is not whole."""
        import spacy
        from spacy.lookups import Lookups
        from spacy.symbols import IDS

        self.encoder = Encoder(folder, name)
        self._nlp = spacy.blank("en")
        self._nlp.tokenizer = tokenizer(self._nlp)
        self._lemmatizer = self._nlp.add_pipe("lemmatizer", config={"mode": "rule"})
        tables = Lookups().from_disk(folder, "lemmas.bin")
        self._lemmatizer.initialize(lookups=tables)  # type: ignore[attr-defined]
        self._begun = only_begun(TOPONYM_LABELS)
        self._lemmas: dict[tuple[int, int, int], int] = {}
        self._numbers = {task: self._numbers_of(task) for task in ("xpos", "upos", "morph", "relation")}
        vocab = self._nlp.vocab
        blank = {
            "TAG": vocab.strings.add("_SP"),
            "POS": IDS["SPACE"],
            "MORPH": vocab.morphology.add("_"),
            "DEP": vocab.strings.add("dep"),
        }
        self._blank = {name: _signed(number) for name, number in blank.items()}

    def _numbers_of(self, task: str) -> NDArray[int64]:
        """spaCy's numbers of a task's labels, 64 bits each."""
        import numpy as np
        from spacy.symbols import IDS

        vocab = self._nlp.vocab
        add = {"upos": IDS.__getitem__, "morph": vocab.morphology.add}.get(task, vocab.strings.add)
        return np.array([_signed(add(label)) for label in self.encoder.labels[task]], dtype=np.int64)

    @property
    def vocab(self) -> Vocab:
        """spaCy's store of words and labels that all documents of this pipeline share."""
        return self._nlp.vocab

    def __call__(self, text: str) -> Doc:
        """A text of one block, read."""
        return self.annotate(self._nlp.make_doc(text))

    def doc(self, words: Sequence[str], spaces: Sequence[bool]) -> Doc:
        """Given words, read: for measuring on a treebank's own words."""
        from spacy.tokens import Doc

        return self.annotate(Doc(self._nlp.vocab, words=list(words), spaces=list(spaces)))

    def annotate(self, doc: Doc) -> Doc:
        """Writes sentences, tags, lemmas, trees and names into a document of words."""
        import numpy as np

        if not len(doc):
            return doc
        orths, spaces = doc.to_array(["ORTH", "IS_SPACE"]).T
        real = np.flatnonzero(spaces == 0)
        known = {number: doc.vocab.strings[number] for number in set(orths.tolist())}
        words = [known[number] for number in orths[real].tolist()]
        columns = self._of_blanks(len(doc), real)
        found: list[tuple[NDArray[int64], Floats, Floats]] = []
        for begin, sentences, opinion in read_sentences(self.encoder, words, gaps_before(doc, real.tolist())):
            for first, end in sentences:
                own = real[begin + first : begin + end]
                heads = best_heads(opinion.arcs[first:end, [0, *range(first + 1, end + 1)]])
                hangs = np.where(heads > 0, own[heads - 1] - own, 0)
                relations = self.encoder.relations(opinion, first, np.where(heads > 0, heads + first, 0))
                columns["HEAD"][own] = hangs
                columns["DEP"][own] = self._numbers["relation"][relations]
                for column, task in (("TAG", "xpos"), ("POS", "upos"), ("MORPH", "morph")):
                    columns[column][own] = self._numbers[task][opinion.tags[task][first:end]]
                columns["SENT_START"][own[0] if begin + first else 0] = 1
                found.append((own, opinion.names[first:end], opinion.toponyms[first:end]))
        rows = np.stack([column.view(np.uint64) for column in columns.values()], axis=1)
        doc.from_array(list(columns), rows)  # type: ignore[arg-type]  # its stub knows signed numbers only
        self._name(doc, found)
        self._lemmatize(doc)
        return doc

    def _name(self, doc: Doc, found: Sequence[tuple[NDArray[int64], Floats, Floats]]) -> None:
        """Names and toponyms, from the places of each sentence's words and the scores of both kinds of labels."""
        from spacy.tokens import Span

        named = best_spans_of([names for _, names, _ in found], self.encoder.transitions, self.encoder.labels["names"])
        placed = best_spans_of([toponyms for _, _, toponyms in found], self._begun, TOPONYM_LABELS)
        names = [
            Span(doc, int(own[a]), int(own[b - 1]) + 1, label=kind)
            for (own, _, _), spans in zip(found, named, strict=True)
            for a, b, kind in spans
        ]
        doc.set_ents(names)
        doc.spans[TOPONYMS] = [
            Span(doc, int(own[a]), int(own[b - 1]) + 1, label="PLACE")
            for (own, _, _), spans in zip(found, placed, strict=True)
            for a, b, _ in spans
        ]

    def _of_blanks(self, length: int, real: NDArray[int64]) -> dict[str, NDArray[int64]]:
        """Columns of a document as if all were white space: each hangs from the word before, at the beginning from the first word."""
        import numpy as np

        at = np.arange(length)
        before = np.searchsorted(real, at, side="right") - 1
        head = real[np.maximum(before, 0)] if len(real) else np.zeros(length, dtype=np.int64)
        columns = {name: np.full(length, number) for name, number in self._blank.items()}
        columns["HEAD"] = head - at
        columns["SENT_START"] = np.where(at == 0, 1, -1)
        return columns

    def _lemmatize(self, doc: Doc) -> None:
        """Lemmas by tables and rules, looked up once for each form, part of speech and morphology."""
        import numpy as np

        keys = [tuple(row) for row in doc.to_array(["ORTH", "POS", "MORPH"]).tolist()]
        lemmas = self._lemmas
        for at, key in enumerate(keys):
            if key not in lemmas:
                lemmas[key] = self._nlp.vocab.strings.add(self._lemma(doc[at]))
        doc.from_array(["LEMMA"], np.array([lemmas[key] for key in keys], dtype=np.uint64))  # type: ignore[arg-type]

    def _lemma(self, token: Token) -> str:
        return str(self._lemmatizer.rule_lemmatize(token)[0])  # type: ignore[attr-defined]


def _signed(number: int) -> int:
    """A 64-bit number without a sign as one with: numpy's columns hold both kinds."""
    return number - (1 << 64) if number >= 1 << 63 else number


def gaps_before(doc: Doc, real: Sequence[int]) -> list[int]:
    """What stands before each word that is no white space: numbers of ``pieces.GAPS``."""
    spaces, blanks = doc.to_array(["IS_SPACE", "SPACY"]).astype(bool).T.tolist() if len(doc) else ([], [])
    gaps: list[int] = []
    for at in real:
        if at == 0:
            gaps.append(LINE)
        elif spaces[at - 1]:
            gaps.append(LINE if at == 1 or "\n" in doc[at - 1].text else BLANK)
        else:
            gaps.append(BLANK if blanks[at - 1] else JOINED)
    return gaps
