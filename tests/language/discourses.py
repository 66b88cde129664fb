"""Documents parsed by hand, for rules that must not depend on how well the parser does.

A sentence is a line of words "word|lemma/TAG/head/dep/LABEL"; the lemma is left out where it is the word in lower case, the
label where there is none, and ``head`` is the number of a word, from 1; 0: itself. A label continues from the word before it
with a "+" in front.
"""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from casus.language.coreference import Coreference, coreference
from casus.language.parse import Sentence

VOCAB = spacy.blank("en").vocab
CLASSES = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "DT": "DET", "IN": "ADP", "JJ": "ADJ", "PRP": "PRON", "PRP$": "PRON",
    "RB": "ADV", "CD": "NUM", "CC": "CCONJ", "POS": "PART", "TO": "PART", "WDT": "PRON"}  # fmt: skip


def sentence(line: str, index: int, offset: int, block: int) -> Sentence:
    """One sentence from its line."""
    cells = [word.split("/") for word in line.split()]
    words = [cell[0].partition("|")[0] for cell in cells]
    lemmas = [cell[0].partition("|")[2] or cell[0].lower() for cell in cells]
    tags, deps = [cell[1] for cell in cells], [cell[3] for cell in cells]
    labels = [cell[4] if len(cell) > 4 else "" for cell in cells]
    doc = Doc(
        VOCAB, words=words, lemmas=lemmas, tags=tags, deps=deps,
        pos=[_word_class(tag, dep) for tag, dep in zip(tags, deps, strict=True)],
        heads=[int(cell[2]) - 1 if int(cell[2]) else at for at, cell in enumerate(cells)],
        ents=[f"I-{label[1:]}" if label.startswith("+") else f"B-{label}" if label else "O" for label in labels],
        sent_starts=[at == 0 for at in range(len(cells))],
    )  # fmt: skip
    return Sentence(doc[:], offset, index, block)


def _word_class(tag: str, dep: str) -> str:
    if tag.startswith("V"):
        return "AUX" if dep.startswith(("aux", "cop")) else "VERB"
    return CLASSES.get(tag, "PUNCT" if not tag.isalpha() else "X")


def document(*lines: str) -> list[Sentence]:
    """Sentences from their lines; an empty line ends a paragraph."""
    out: list[Sentence] = []
    offset = block = 0
    for line in lines:
        if not line.strip():
            block += 1
            continue
        out.append(sentence(line, len(out), offset, block))
        offset = out[-1].end + 1
    return out


def antecedent(sentences: list[Sentence], word: str, nth: int = 1) -> str | None:
    """What the ``nth`` word of that spelling stands for, as text; ``None``: it stays alone."""
    found: Coreference = coreference(sentences)
    places = [(one, token) for one in sentences for token in one.span if token.text == word]
    before = found.antecedent(*places[nth - 1])
    return before.text if before else None
