"""How much each kind of clue says of a text's date, as ``data/dating.toml`` has it, and the belief in every day that follows.

The day of publication, counted from what a clue tells, has a distribution: a share before it (announced), within it, after
it (fading at several speeds) and anywhere (misread). The shares of each kind were fitted by ``training/dating.py``. The
densities of all clues are multiplied; since clues of one kind repeat each other, each group of them counts with a power.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from casus.grounding.clues import Clue

Array: TypeAlias = npt.NDArray[np.float64]
YEAR = 366  # places in a year
GROUPS = ("told", "dated", "year", "week", "age", "beside")
_GROUP_OF = {"dateline": "year", "day": "year", "month": "year", "weekday": "week", "anniversary": "age"}


class DatingError(ValueError):
    """The constants of dating cannot be used; the message names the key."""


@dataclass(frozen=True, slots=True)
class Constants:
    """What was fitted. ``shares`` are, by kind, of the components of its shape (:func:`components`) and sum to one."""

    first: date
    last: date
    belief: float
    widest: int
    before: tuple[float, ...]
    after: tuple[float, ...]
    year: tuple[float, ...]
    shares: Mapping[str, tuple[float, ...]]
    powers: Mapping[str, float]
    repeats: float

    @property
    def days(self) -> int:
        """How many days come into question."""
        return (self.last - self.first).days + 1


def group_of(kind: str) -> str:
    """The group of clues that a kind belongs to."""
    head = kind.partition(".")[0]
    return head if head in GROUPS else _GROUP_OF.get(head, "told")


@cache
def load_constants() -> Constants:
    """The packaged constants."""
    return read_constants((resources.files("casus.grounding") / "data" / "dating.toml").read_text(encoding="utf-8"))


def read_constants(text: str) -> Constants:
    """Constants from TOML; raises :class:`DatingError` where a key is missing or shares do not sum to one."""
    table = tomllib.loads(text)
    try:
        found = _constants(table)
    except KeyError as error:
        raise DatingError(f"dating constants: {error.args[0]!r} is missing") from error
    for kind, shares in found.shares.items():
        if min(shares) <= 0 or abs(sum(shares) - 1) > 0.01:
            raise DatingError(f"dating constants: shares of {kind!r} must be positive and sum to one")
    missing = set(GROUPS) - set(found.powers)
    if missing:
        raise DatingError(f"dating constants: no power for {min(missing)!r}")
    return found


def _constants(table: Mapping[str, Any]) -> Constants:
    return Constants(
        first=table["first"],
        last=table["last"],
        belief=table["belief"],
        widest=table["widest"],
        before=tuple(table["scales"]["before"]),
        after=tuple(table["scales"]["after"]),
        year=tuple(table["scales"]["year"]),
        shares={kind: tuple(shares) for kind, shares in table["shares"].items()},
        powers=dict(table["powers"]),
        repeats=table["repeats"],
    )


# ------------------------------------------------------------------------------------------------- densities


def components(clue: Clue, constants: Constants) -> Array:
    """The density of every day that comes into question, under each component of the clue's kind: one row a component.

    Shape days: before at each speed, within, after at each speed, anywhere. Shape year: at each speed after that day of the year, shortly
    before it, anywhere. Shape week: each number of days after the weekday.
    """
    if clue.shape == "week":
        first = (constants.first - clue.start).days % 7
        gaps = (np.arange(constants.days) + first) % 7
        week: Array = (gaps[None, :] == np.arange(7)[:, None]).astype(float) / (constants.days / 7)
        return week
    anywhere = np.full((1, constants.days), 1 / constants.days)
    if clue.shape == "year":
        return np.vstack([_year_rows(_since(clue, constants), constants), anywhere])
    parts = [_linear(start, end, constants) for start, end in clue.spans]
    return np.vstack([np.mean(parts, axis=0), anywhere])


def _linear(start: date, end: date, constants: Constants) -> Array:
    at = np.arange(constants.days)
    since, until = at - (start - constants.first).days, at - (end - constants.first).days
    rows = [np.where(since < 0, np.exp(np.minimum(since, 0) / scale) / scale, 0.0) for scale in constants.before]
    rows.append(np.where((since >= 0) & (until <= 0), 1 / ((end - start).days + 1), 0.0))
    rows += [np.where(until > 0, np.exp(-np.maximum(until, 0) / scale) / scale, 0.0) for scale in constants.after]
    return np.vstack(rows)


def _slot(day: date) -> int:
    """Its place in a year of 366 days."""
    return (day.replace(year=2000) - date(2000, 1, 1)).days


@cache
def _slots(first: date, days: int) -> npt.NDArray[np.int64]:
    return np.array([_slot(first + timedelta(days=at)) for at in range(days)])


def _since(clue: Clue, constants: Constants) -> npt.NDArray[np.int64]:
    """How many days every day is after the clue's day of the year: 0 to 365."""
    found: npt.NDArray[np.int64] = (_slots(constants.first, constants.days) - _slot(clue.start)) % YEAR
    return found


def _year_rows(since: npt.NDArray[np.int64], constants: Constants) -> Array:
    years, ahead = constants.days / YEAR, constants.before[0]
    rows = [np.exp(-since / scale) / scale / years for scale in constants.year]
    return np.vstack([*rows, np.exp((since - YEAR) / ahead) / ahead / years])


class Densities:
    """The logarithm of each kind's density, against that of knowing nothing, from tables that are made once."""

    def __init__(self, constants: Constants) -> None:
        self.constants = constants
        gaps = np.arange(constants.days + 1)
        base = {"after": constants.after, "before": constants.before}
        self._fading = {
            side: np.vstack([np.exp(-gaps / scale) / scale for scale in scales]) for side, scales in base.items()
        }
        self._tables: dict[str, tuple[Array, Array]] = {}
        self._years: dict[str, Array] = {}
        for kind, shares in constants.shares.items():
            if len(shares) == len(constants.before) + 1 + len(constants.after) + 1:
                early, late = shares[: len(constants.before)], shares[len(constants.before) + 1 : -1]
                self._tables[kind] = (np.array(early) @ self._fading["before"], np.array(late) @ self._fading["after"])
            elif len(shares) == len(constants.year) + 2:
                rows = np.array(shares[:-1]) @ _year_rows(np.arange(YEAR), constants)
                self._years[kind] = np.log(constants.days * rows + shares[-1])

    def log(self, clue: Clue) -> Array:
        """The logarithm of a clue's density of every day; 0 is that of knowing nothing."""
        constants, shares = self.constants, self.constants.shares[clue.kind]
        if clue.shape == "week":
            first = (constants.first - clue.start).days % 7
            week = np.log(7 * np.array(shares))
            return np.resize(np.roll(week, -first), constants.days)
        if clue.shape == "year":
            return self._years[clue.kind][_since(clue, constants)]
        spans = [self._span(clue.kind, start, end) for start, end in clue.spans]
        mean = spans[0] if len(spans) == 1 else sum(spans) / len(spans)
        found: Array = np.log(constants.days * mean + shares[-1])
        return found

    def _span(self, kind: str, start: date, end: date) -> Array:
        constants = self.constants
        before, after = self._tables[kind]
        first = min(max((start - constants.first).days, 0), constants.days)
        last = min(max((end - constants.first).days, first - 1), constants.days - 1)
        within = constants.shares[kind][len(constants.before)] / ((end - start).days + 1)
        return np.concatenate([before[first:0:-1], np.full(last - first + 1, within), after[1 : constants.days - last]])

    def score(self, clues: Sequence[Clue]) -> tuple[Array, list[Array]]:
        """The score of every day, and what each clue adds to it. Of ``n`` clues in a group each counts ``n ** -repeats``."""
        constants = self.constants
        sizes = Counter(group_of(clue.kind) for clue in clues)
        parts = []
        for clue in clues:
            group = group_of(clue.kind)
            parts.append(constants.powers[group] * sizes[group] ** -constants.repeats * self.log(clue))
        return sum(parts, np.zeros(constants.days)), parts


def shares_of(scores: Array) -> Array:
    """Belief in each day: the scores' softmax."""
    weights = np.exp(scores - scores.max())
    found: Array = weights / weights.sum()
    return found


def narrowest(shares: Array, belief: float) -> tuple[int, int]:
    """First and last position of the shortest run of days that holds the wanted share of belief; of several, the fullest."""
    sums = np.concatenate([[0.0], np.cumsum(shares)])
    ends = np.searchsorted(sums, sums[:-1] + belief - 1e-12)
    starts = np.flatnonzero(ends < len(sums))
    if not len(starts):
        return 0, len(shares) - 1
    lengths = ends[starts] - starts
    held = sums[ends[starts]] - sums[starts]
    best = np.lexsort((-held, lengths))[0]
    return int(starts[best]), int(ends[starts[best]]) - 1
