"""Lets the name finder's encoder start from the weights that the parser's encoder has learned."""

from __future__ import annotations

from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.util import registry


@registry.callbacks("casus.start_from_parse.v1")
def start_from_parse(path: str | None) -> Callable[[Language], Language]:
    """Makes a callback that copies the encoder of the trained parser at `path`; with None it changes nothing."""

    def copy(nlp: Language) -> Language:
        if path:
            parse = spacy.load(path, disable=["tagger", "morphologizer", "lemmatizer", "parser"])
            learned = parse.get_pipe("tok2vec").model.to_bytes()  # type: ignore[attr-defined]
            nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0].from_bytes(learned)  # type: ignore[attr-defined]
        return nlp

    return copy
