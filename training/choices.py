"""A choice among options, learned: a conditional logistic regression (McFadden 1974) in which the right options should hold all belief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
LEAST_MASS = 1e-12


@dataclass(frozen=True)
class Choice:
    """One choice: (options, features), which options are right, and how much it counts."""

    features: Floats
    right: NDArray[np.bool_]
    counts: float = 1.0

    @property
    def teaches(self) -> bool:
        """Whether some options are right and some are not."""
        return bool(self.right.any()) and not bool(self.right.all())


def fit_choices(
    choices: Sequence[Choice],
    width: int,
    ridge: float,
    bounds: Sequence[tuple[float | None, float | None]] | None = None,
) -> Floats:
    """Weights of ``width`` features that put the most belief (softmax) on the right options, by L-BFGS-B.

    ``ridge`` times the sum of squared weights is added to the loss; ``bounds`` are the least and greatest weight of each feature.
    """
    teaching = [choice for choice in choices if choice.teaches]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = ridge * float(weights @ weights), 2 * ridge * weights
        for choice in teaching:
            scores = choice.features @ weights
            share = np.exp(scores - scores.max())
            share /= share.sum()
            held = share * choice.right
            mass = max(float(held.sum()), LEAST_MASS)
            total -= choice.counts * float(np.log(mass))
            slope = slope - choice.counts * (choice.features.T @ (held / mass - share))
        return total, slope

    found = minimize(loss, np.zeros(width), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1000})
    weights: Floats = found.x
    return weights
