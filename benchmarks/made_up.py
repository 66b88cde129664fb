"""Words and names that no language has, for texts that measurements make up."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeVar

SYLLABLES = (
    "ba", "ka", "da", "ma", "na", "sha", "ra", "ta", "la", "ha", "qa", "fa", "ja", "wa", "zu", "mi", "du", "ri", "ko", "be", "te", "no",
)  # fmt: skip
"""What made-up names of places and sides are put together from."""
FIELD = (
    "army", "rebels", "shelling", "airstrike", "killed", "wounded", "village", "checkpoint", "convoy", "militia", "hospital", "market",
    "bridge", "airport", "commander", "fighters", "civilians",
)  # fmt: skip
"""Words of reports of war; those that stand first come up most."""
_Value = TypeVar("_Value")


class Vocabulary(NamedTuple):
    """Words with their cumulative weights, by Zipf's law: some of the field, then made-up ones."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Those that are made up."""
        return self.words[len(FIELD) :]

    def draw(self, rng: random.Random, number: int) -> list[str]:
        """So many words."""
        return rng.choices(self.words, cum_weights=self.weights, k=number)


@cache
def vocabulary() -> Vocabulary:
    """Some 30,000 words."""
    rng = random.Random("vocabulary")
    syllables = (*SYLLABLES, "si", "lo", "ve", "ga")
    made = sorted({"".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(30_000)})
    rng.shuffle(made)
    words = (*FIELD, *made)
    return Vocabulary(words, tuple(itertools.accumulate(1 / (rank + 5) for rank in range(len(words)))))


def likelier_first(rng: random.Random, values: Sequence[_Value], shape: float) -> _Value:
    """One of some values, of which those come up most that stand first (Pareto's distribution of this shape)."""
    return values[min(int(rng.paretovariate(shape)) - 1, len(values) - 1)]
