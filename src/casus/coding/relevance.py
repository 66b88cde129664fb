"""Whether a passage is about political violence at all: a second look at its words, apart from which claims it makes.

The weights are fitted by ``training/relevance.py``. Sport that is a battle, storms and crashes, crime for gain and politics without violence
are what the model learned to tell apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from casus.coding.kind_sentences import SENTENCE_END
from casus.coding.word_model import WordModel, packaged_model

FEWEST = 5  # words of a sentence that can tell of anything
RELEVANT = 0.5  # from this probability on a passage is about political violence


@cache
def relevance_model() -> WordModel:
    """The packaged weights, read once per process."""
    return packaged_model("relevance.npz")


def relevance(passage: str, model: WordModel | None = None) -> float:
    """Probability (0 to 1) that a sentence or a short passage tells of political violence."""
    (odds,) = (model or relevance_model()).scores(passage).values()
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def document_relevance(passages: Iterable[str]) -> float:
    """Of a text given in passages, the probability of its most telling sentence (by their full stops); 0 without any."""
    sentences = (sentence for passage in passages for sentence in SENTENCE_END.split(passage))
    return max((relevance(sentence) for sentence in sentences if len(sentence.split()) >= FEWEST), default=0.0)
