"""A learned second opinion: how likely a sentence makes a claim of each kind, from the features of ``features.py``.

Two linear models, fitted on hand-coded texts by ``training/opinion.py``, whose log-odds are averaged:

* *sentence*: one logistic regression a kind over the sentence's features, which also sees what the lexicon misses;
* *pair*: one logistic regression over pairs of a sentence and a kind that the lexicon sees in it.

The weights are in ``opinion.npz`` beside this file; names of features are stored as UTF-8 bytes joined by line feeds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from itertools import chain
from typing import Any

from casus.coding.features import features_of_pairs
from casus.record import KINDS, Kind

UNSEEN = -3.9  # log-odds of the pair model for a kind that the lexicon does not see: one in fifty
SURE = 30.0  # log-odds beyond which a probability is 0 or 1


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A linear model: ``table`` has a row a feature; ``bias`` is of the shape of a row."""

    index: Mapping[str, int]
    table: Any  # numpy array (features, ...)
    bias: Any

    def score(self, features: Iterable[str]) -> Any:
        """Log-odds for these features; unknown ones count nothing."""
        import numpy as np

        found = set(map(self.index.get, features))
        rows = sorted(row for row in found if row is not None)
        return self.bias + np.add.reduce(self.table[rows], axis=0)


@dataclass(frozen=True, eq=False)
class Opinion:
    """The two fitted models."""

    sentence: Weights
    pair: Weights

    @cached_property
    def _of_pairs(self) -> Mapping[str, float]:
        """What each feature of a pair weighs."""
        weights = self.pair.table.tolist()
        return {feature: weights[row] for feature, row in self.pair.index.items()}

    def log_odds(self, features: Sequence[str], kinds: Sequence[Kind] = KINDS) -> dict[Kind, float]:
        """Log-odds of a claim of each kind, or of some, in a sentence with these features: the mean of both models."""
        alone = self.sentence.score(features).tolist()
        shared, own = features_of_pairs(dict.fromkeys(features), kinds)
        weigh = self._of_pairs.get
        base = [float(self.pair.bias), *filter(None, map(weigh, shared))] if own else []
        pairs = {kind: math.fsum(chain(base, filter(None, map(weigh, names)))) for kind, names in own.items()}
        return {kind: (alone[KINDS.index(kind)] + pairs.get(kind, UNSEEN)) / 2 for kind in kinds}

    def probabilities(self, features: Sequence[str]) -> dict[Kind, float]:
        """Probability of a claim of each kind in a sentence with these features."""
        import numpy as np

        joint = np.array(list(self.log_odds(features).values()))
        values = 1.0 / (1.0 + np.exp(-np.clip(joint, -SURE, SURE)))
        return {kind: float(value) for kind, value in zip(KINDS, values, strict=True)}


@cache
def packaged_opinion() -> Opinion:
    """The weights shipped in the package, read once per process."""
    import numpy as np

    with as_file(files("casus.coding") / "opinion.npz") as path, np.load(path, allow_pickle=False) as data:
        return Opinion(_weights(data, "sentence"), _weights(data, "pair"))


def _weights(data: Any, name: str) -> Weights:
    import numpy as np

    names = bytes(data[f"{name}_features"]).decode("utf-8").split("\n")
    table = data[f"{name}_weights"].astype(np.float32)
    return Weights({feature: row for row, feature in enumerate(names)}, table, data[f"{name}_bias"].astype(np.float32))
