"""Converts the corpora into spaCy's binary format: `python -m training.convert --corpora DIR --output DIR`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from training.conllu import NONCOMMERCIAL, Sentence, paragraphs, read_sentences, to_doc
from training.names import gum_doc, re3d_doc, read_re3d

#: The genres of GUM whose names are taken: those nearest to news reports.
NAME_GENRES = frozenset({"news", "bio", "interview", "speech", "voyage"})

#: How often each sentence of re3d stands among GUM's, which are four times as many words.
RE3D_TIMES = 5


def treebank(corpora: Path, part: str, *, noncommercial: bool) -> list[tuple[str, list[Sentence]]]:
    """The paragraphs of both treebanks, each with its treebank's name."""
    found = []
    for name in ("ewt", "gum"):
        sentences = read_sentences(corpora / "ud" / f"{name}-{part}.conllu.xz")
        kept = (s for s in sentences if noncommercial or s.genre not in NONCOMMERCIAL)
        found += [(name, group) for group in paragraphs(kept)]
    return found


def _save(docs: Iterable[Doc], path: Path) -> None:
    """Writes documents and says how many."""
    binary = DocBin(docs=docs, store_user_data=False)
    binary.to_disk(path)
    print(f"{path.name}: {len(binary)} documents")


def convert(corpora: Path, output: Path) -> None:
    """Writes the training and development files of the parser and the name finder."""
    output.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("en").vocab
    # The development part stays whole: it only measures, nothing of it goes into the weights.
    train = treebank(corpora, "train", noncommercial=False)
    trees = treebank(corpora, "dev", noncommercial=True)
    _save([to_doc(vocab, group) for _, group in train], output / "parse-train.spacy")
    _save([to_doc(vocab, group) for _, group in trees], output / "parse-dev.spacy")
    named = (group for name, group in train if name == "gum" and group[0].genre in NAME_GENRES)
    gum = [doc for doc in (gum_doc(vocab, group) for group in named) if doc.ents]
    re3d = [re3d_doc(vocab, *row) for row in read_re3d(corpora / "re3d" / "train.txt")]
    _save(re3d * RE3D_TIMES + gum, output / "names-train.spacy")
    dev = [re3d_doc(vocab, *row) for row in read_re3d(corpora / "re3d" / "dev.txt")]
    _save(dev, output / "names-dev.spacy")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with ud/ and re3d/")
    parser.add_argument("--output", type=Path, required=True, help="folder for the .spacy files")
    args = parser.parse_args()
    convert(args.corpora, args.output)


if __name__ == "__main__":
    main()
