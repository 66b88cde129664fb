"""A small linear model over the words, their beginnings and the pairs of words of a passage: one number a class, in a few kilobytes.

Words are hashed into a fixed number of rows, so no list of words is kept; weights are whole numbers from -127 to 127 with one scale a
class. Files are written by the commands in ``training/`` that are named in each file's user.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import pairwise
from typing import Any

WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|\d+")
STEM = 5  # letters with which words of one family begin alike
LONGEST = 400  # words of a passage that are looked at


@dataclass(frozen=True, slots=True, eq=False)
class WordModel:
    """Classes by name; ``table`` (rows, classes) of whole numbers, ``scale`` and ``bias`` a class."""

    classes: tuple[str, ...]
    table: Any  # numpy array of int8
    scale: Any
    bias: Any

    def scores(self, text: str) -> dict[str, float]:
        """Log-odds (of two classes: of the first) or unnormalised logarithms of probabilities, by class."""
        rows = word_rows(text, len(self.table))
        size = len(rows) ** 0.5 or 1.0
        total = self.table[rows].astype("float32").sum(axis=0) * self.scale / size + self.bias
        return {name: float(value) for name, value in zip(self.classes, total, strict=True)}


def word_rows(text: str, rows: int) -> list[int]:
    """The rows of the words, their beginnings and pairs of words of a passage, each once, in rising order; a number counts as a number."""
    words = [word if word[0].isalpha() else "0" for word in WORD.findall(text.lower())[:LONGEST]]
    told = {*words, *(f"{word[:STEM]}-" for word in words), *(f"{a} {b}" for a, b in pairwise(words))}
    return sorted({zlib.crc32(name.encode()) % rows for name in told})


def packed(classes: tuple[str, ...], weights: Any, bias: Any) -> Mapping[str, Any]:
    """The arrays of a model's file, from weights (rows, classes) in full precision."""
    import numpy as np

    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    return {
        "classes": np.frombuffer("\n".join(classes).encode(), dtype=np.uint8),
        "table": np.rint(weights / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "bias": np.asarray(bias, dtype=np.float32),
    }


def unpacked(data: Mapping[str, Any]) -> WordModel:
    """The model of a file's arrays."""
    classes = tuple(bytes(data["classes"]).decode("utf-8").split("\n"))
    return WordModel(classes, data["table"], data["scale"], data["bias"])


def packaged_model(name: str) -> WordModel:
    """A model shipped in the package."""
    import numpy as np

    with as_file(files("casus.coding") / name) as path, np.load(path, allow_pickle=False) as data:
        return unpacked({key: data[key] for key in data.files})
