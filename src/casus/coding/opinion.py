"""A learned second opinion: how likely a sentence makes a claim of each kind, from the features of ``features.py``.

One logistic regression a kind over shared features, fitted on hand-coded texts by ``training/opinion.py``. The weights are
in ``opinion.npz`` beside this file: ``features`` (names, joined by line feeds, UTF-8 bytes), ``kinds``, ``weights``
(features x kinds, float16), ``bias`` and ``threshold`` (a kind each).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from casus.record import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Opinion:
    """The fitted weights: a row a feature, a column a kind."""

    index: Mapping[str, int]
    kinds: tuple[Kind, ...]
    weights: Any  # numpy array (features, kinds)
    bias: Any  # numpy array (kinds,)
    threshold: Mapping[Kind, float]

    def probabilities(self, features: Sequence[str]) -> dict[Kind, float]:
        """Probability of a claim of each kind in a sentence with these features."""
        import numpy as np

        rows = sorted({self.index[name] for name in features if name in self.index})
        logits = self.bias + self.weights[rows].sum(axis=0)
        values = 1.0 / (1.0 + np.exp(-np.clip(logits, -30.0, 30.0)))
        return {kind: float(value) for kind, value in zip(self.kinds, values, strict=True)}


@cache
def packaged_opinion() -> Opinion:
    """The weights shipped in the package, read once per process."""
    import numpy as np

    with as_file(files("casus.coding") / "opinion.npz") as path, np.load(path, allow_pickle=False) as data:
        names = bytes(data["features"]).decode("utf-8").split("\n")
        kinds = tuple(bytes(data["kinds"]).decode("utf-8").split("\n"))
        return Opinion(
            index={name: row for row, name in enumerate(names)},
            kinds=kinds,  # type: ignore[arg-type]
            weights=data["weights"].astype(np.float32),
            bias=data["bias"].astype(np.float32),
            threshold=dict(zip(kinds, (float(t) for t in data["threshold"]), strict=True)),  # type: ignore[arg-type]
        )
