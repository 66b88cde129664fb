"""Whether a passage is about political violence at all: a second look at its words, apart from which claims it makes.

The weights are fitted by ``training/relevance.py``. Sport that is a battle, storms and crashes, crime for gain and politics without violence
are what the model learned to tell apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from casus.coding.word_model import WordModel, packaged_model

RELEVANT = 0.5  # from this probability on a passage is about political violence


@cache
def relevance_model() -> WordModel:
    """The packaged weights, read once per process."""
    return packaged_model("relevance.npz")


def relevance(passage: str, model: WordModel | None = None) -> float:
    """Probability (0 to 1) that a sentence or a short passage tells of political violence."""
    (odds,) = (model or relevance_model()).scores(passage).values()
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def document_relevance(sentences: Iterable[str]) -> float:
    """Of a text, the probability of its most telling sentence; 0 without any."""
    return max((relevance(sentence) for sentence in sentences), default=0.0)
