"""Puts the trained parts together into the folder that ships with Casus."""

from __future__ import annotations

import shutil
from pathlib import Path

import spacy
from spacy.language import Language

from training.lemmas import use_rules

#: Version and date of the weights; raise both with every training.
VERSION = "1.0.0"
DATE = "2026-11-20"

DESCRIPTION = "English of news reports: tags, morphology, lemmas, Universal Dependencies and names."


def assemble(parse: Path, names: Path | None, corpora: Path) -> Language:
    """The parser's pipeline with lemmas by rule and the name finder after it."""
    nlp = spacy.load(parse)
    use_rules(nlp, corpora)
    if names is not None:
        nlp.add_pipe("ner", source=spacy.load(names), last=True)
    return nlp


def _strip(nlp: Language) -> None:
    """Drops what only training needs: its settings, paths and scores."""
    for section in ("training", "corpora", "paths", "pretraining"):
        nlp.config[section] = {}
    nlp.config["initialize"] = {"components": {}, "tokenizer": {}}  # spaCy's remove_pipe looks for these two
    nlp.meta.update(
        name="casus_news",
        version=VERSION,
        description=DESCRIPTION,
        author="The Casus developers",
        license="CC BY-SA 4.0",
        performance={},
        email="",
        url="",
        spacy_version=">=3.8.0,<3.9.0",
    )


def package(parse: Path, names: Path | None, corpora: Path, output: Path) -> None:
    """Writes the pipeline to `output`; a card that lies there stays."""
    nlp = assemble(parse, names, corpora)
    _strip(nlp)
    card = output / "CARD.md"
    text = card.read_text(encoding="utf-8") if card.is_file() else None
    if output.is_dir():
        shutil.rmtree(output)
    nlp.to_disk(output)
    if text is not None:
        card.write_text(text, encoding="utf-8")
