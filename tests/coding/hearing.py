"""A claims network that hears what a test says, so that what is made of it is tested apart from what the packaged one learned."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from casus.coding.claim_network import FIELDS
from casus.coding.opinion import Opinion, Weights
from casus.coding.reading import Reading
from casus.coding.verdicts import Judge, Weighing
from casus.record import KINDS, Kind

SILENT = -12.0
NO_TRUST = dict.fromkeys((*FIELDS, "cited"), 0.0)
NO_OPINION = Opinion(
    Weights({}, np.zeros((0, len(KINDS))), np.zeros(len(KINDS))),
    Weights({}, np.zeros(0), 0.0),
)


def belief(name: str, value: Any, sure: float) -> dict[Any, float]:
    """Log-probabilities of a field's values: ``sure`` for one, the rest shared among the others."""
    rest = (1 - sure) / (len(FIELDS[name]) - 1)
    return {other: math.log(sure if other == value else rest) for other in FIELDS[name]}


@dataclass(frozen=True)
class ToldClaim:
    """What is heard of one claim: the word that speaks for it, its fields, whom it points at, and how loud words are that are not 0."""

    peak: tuple[int, int] = (-1, -1)
    status: str = "happened"
    source_type: str = "reporter"
    aggregate: bool = False
    sure: float = 0.9
    pointed: Mapping[tuple[str, int, int], float] = field(default_factory=dict)
    loud: Mapping[int, float] = field(default_factory=dict)

    def spoken_by(self, begin: int, end: int) -> float:
        return max((value for at, value in self.loud.items() if begin <= at < end), default=0.0)

    def fields(self) -> dict[str, dict[Any, float]]:
        return {name: belief(name, getattr(self, name), self.sure) for name in FIELDS}

    def log_odds(self, role: str, stretches: Sequence[tuple[int, int]]) -> list[float | None]:
        return [self.pointed.get((role, begin, end)) for begin, end in stretches]


@dataclass(frozen=True)
class Heard:
    """What is heard of a document: log-odds of kinds, a mapping a sentence, and the claims that something is heard of."""

    odds: Sequence[Mapping[Kind, float]]
    claims: Mapping[tuple[int, Kind], ToldClaim] = field(default_factory=dict)

    def kinds(self, sentence: int) -> Any:
        return np.array([self.odds[sentence].get(kind, SILENT) for kind in KINDS])

    def claim(self, sentence: int, kind: Kind, first: int | None = None, after: int | None = None) -> ToldClaim | None:
        return self.claims.get((sentence, kind))


@dataclass(frozen=True)
class Hearing:
    """Hears the same of any document; of sentences that the test says nothing of, nothing."""

    heard: Heard

    def read(self, readings: Sequence[Reading]) -> Heard:
        quiet: list[Mapping[Kind, float]] = [{}] * (len(readings) - len(self.heard.odds))
        return Heard([*self.heard.odds, *quiet], self.heard.claims)


def judge_of(
    *odds: Mapping[Kind, float],
    claims: Mapping[tuple[int, Kind], ToldClaim] | None = None,
    trust: Mapping[str, float] = NO_TRUST,
    threshold: float = 0.5,
) -> Judge:
    """A judge who believes these log-odds (a mapping a sentence) as they are, and the lexicon nothing."""
    network: Any = Hearing(Heard(odds, claims or {}))
    return Judge(NO_OPINION, network, Weighing({"network": 1.0}, threshold, trust))
