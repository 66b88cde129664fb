"""What the claims network points at, weighed beside grounding's own scores of sides, places and times.

The network gives log-odds that a mention is a claim's actor, target, place or time (``record.Pointers``). Each choice of grounding has a *blend*: what its own
score, the network's log-odds, and a mention that the network did not see count (``data/pointing.json``, fitted by ``training/pointing.py`` on texts
that the network was not trained on).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice

from casus.record import Draft

SUREST = 8.0  # log-odds beyond which the network is no surer


@dataclass(frozen=True, slots=True)
class Blend:
    """What counts for a score: ``own`` times grounding's score, ``network`` times the log-odds or else ``unseen``, and ``always``."""

    own: float = 1.0
    network: float = 0.0
    unseen: float = 0.0
    always: float = 0.0

    def score(self, own: float, told: float | None) -> float:
        """The blended score."""
        heard = self.unseen if told is None else self.network * told
        return self.own * own + heard + self.always


@dataclass(frozen=True, slots=True)
class Blends:
    """The blends of all choices, and the scores from which a first side, a further one and one joined to one taken is taken."""

    of: Mapping[str, Blend]
    first: Mapping[str, float]
    more: Mapping[str, float]
    joint: Mapping[str, float]


@cache
def packaged_blends() -> Blends:
    """The weights shipped in the package, read once per process."""
    data = json.loads((resources.files("casus.grounding") / "data" / "pointing.json").read_text(encoding="utf-8"))
    return Blends(
        {name: Blend(**values) for name, values in data["blends"].items()}, data["first"], data["more"], data["joint"]
    )


def pointed(draft: Draft, role: str, options: Sequence[Sequence[tuple[int, int]]]) -> list[float | None]:
    """Of each option, given as stretches of the text, the highest log-odds that one of them has a role in the draft.

    ``None`` where the network saw none of them. All are asked for together, which costs the network little more than one.
    """
    if draft.pointers is None:
        return [None] * len(options)
    told = iter(draft.pointers.log_odds(role, [stretch for option in options for stretch in option]))
    return [_highest(list(islice(told, len(option)))) for option in options]


def _highest(told: Sequence[float | None]) -> float | None:
    known = [value for value in told if value is not None]
    return max(-SUREST, min(SUREST, max(known))) if known else None
