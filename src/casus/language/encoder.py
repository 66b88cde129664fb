"""The trained network: from a stretch of words to what it says of each word, by onnxruntime on one core.

A stretch is read by itself, never beside another, since the 8-bit arithmetic scales by what it reads together: so the same words
give the same answers in any batch and with any number of jobs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casus.language.pieces import Pieces, rows_of, shape_of

if TYPE_CHECKING:
    from numpy import float32, int64
    from numpy.typing import NDArray

    Floats = NDArray[float32]
    Numbers = NDArray[int64]


class ModelMissingError(RuntimeError):
    """The trained English pipeline is not in the package, or not whole."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the network says of a stretch of words.

    ``tags``: task -> label numbers, one a word; ``starts``: whether a sentence starts at a word; ``names`` and ``toponyms``: (words, labels) log-probabilities;
    ``arcs``: (words, 1 + words) scores of heads, the root first; ``dependents`` (words, d) and ``heads`` (1 + words, d): what each word brings to its relation.
    """

    tags: Mapping[str, Numbers]
    starts: Floats
    names: Floats
    toponyms: Floats
    arcs: Floats
    dependents: Floats
    heads: Floats


class Encoder:
    """The network of one pipeline (``fast`` or ``accurate``), loaded once."""

    def __init__(self, folder: Path, name: str) -> None:
        """From the model's folder.

        Raises:
            ModelMissingError: when a file of the model is missing.
        """
        import numpy as np
        import onnxruntime

        needed = ("pieces.txt", "vectors.npz", "lemmas.bin", f"{name}.onnx", f"{name}.json", f"{name}.npz")
        if missing := [file for file in needed if not (folder / file).is_file()]:
            raise ModelMissingError(
                f"the English model is missing from the package ({', '.join(missing)}); reinstall casus-monitor"
            )
        settings: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        self.labels: dict[str, list[str]] = settings["labels"]
        self.longest: int = settings["longest"]
        self.pieces = Pieces((folder / "pieces.txt").read_text(encoding="utf-8").split("\n"))
        with np.load(folder / f"{name}.npz") as tables:
            self._tables: dict[str, Floats] = {key: tables[key] for key in tables.files}
        with np.load(folder / "vectors.npz") as shared:
            self._vectors, self._scales = shared["vectors"], shared["scales"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers share out the cores
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._outputs = [output.name for output in self._session.get_outputs()]

    @property
    def transitions(self) -> Floats:
        """What a label of a name is worth after another (``spans.best_spans``)."""
        return self._tables["transitions"]

    def size(self, word: str) -> int:
        """How many pieces a word has."""
        return len(self.pieces.of_word(word))

    def read(self, words: Sequence[str], gaps: Sequence[int]) -> Opinion:
        """What the network says of a stretch of words.

        Args:
            words: at least one; their pieces together at most ``longest``.
            gaps: what stands before each word, numbers of ``pieces.GAPS``.
        """
        import numpy as np

        rows = rows_of(self.pieces, words, gaps, [shape_of(word) for word in words])
        embedded = self._vectors[rows.pieces].astype(np.float32) * self._scales[rows.pieces, None]
        tables = self._tables
        embedded += tables["positions"][: len(rows.pieces)] + tables["shapes"][rows.shapes] + tables["gaps"][rows.gaps]
        inputs = {"embedded": embedded[None], "first": np.array(rows.first, dtype=np.int64)}
        found = dict(zip(self._outputs, self._session.run(None, inputs), strict=True))
        return Opinion(
            tags={task: found[task] for task in ("xpos", "upos", "morph")},
            starts=found["sentence"], names=found["names"], toponyms=found["toponyms"], arcs=found["arcs"],
            dependents=found["dependents"], heads=found["heads"],
        )  # fmt: skip

    def relations(self, opinion: Opinion, begin: int, heads: Numbers) -> Numbers:
        """The relation of each word from ``begin`` on to its head (0: the root, else the word's number in the stretch, from 1)."""
        import numpy as np

        out, bias = self._tables["relation_out"], self._tables["relation_bias"]
        joined = opinion.dependents[begin : begin + len(heads)] + opinion.heads[heads]
        best: Numbers = (np.maximum(joined, 0) @ out + bias).argmax(axis=1)
        return best
