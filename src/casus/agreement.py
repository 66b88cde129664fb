"""How far people who judged the same claims agree, field by field: Krippendorff's alpha.

A coder's reading of a claim is the claim as the coder left it with the last judgement (accept, correct or reject) that still holds. Whoever
accepts what somebody else corrected has seen it, so that such pairs agree more than two who work alone: what is published is therefore
measured over claims that were judged blind (:func:`blind_readings`), and over no others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from casus.amending import amended, in_force
from casus.decision import REVIEWS, Decision
from casus.record import Claim

Value = Hashable
Unit = Mapping[str, Value]
"""Of one claim, the value that each coder gave it."""
Difference = Callable[[Value, Value], float]


def nominal(one: Value, other: Value) -> float:
    """Two values differ, or do not."""
    return float(one != other)


def interval(one: Value, other: Value) -> float:
    """The square of how far two numbers lie apart."""
    return (float(one) - float(other)) ** 2  # type: ignore[arg-type]


def alpha(units: Iterable[Unit], difference: Difference = nominal) -> float | None:
    """Krippendorff's alpha: 1 - observed / expected disagreement; 1 is perfect, 0 is chance. ``None`` where nothing can be compared.

    By coincidences of values, which allows for any number of coders and for missing values: Krippendorff, "Computing Krippendorff's
    Alpha-Reliability" (2011), https://repository.upenn.edu/asc_papers/43. Units that fewer than two coders judged say nothing. Where all
    values are one and the same there is no variation to agree upon, and the value is not defined.
    """
    weights: defaultdict[tuple[Value, Value], float] = defaultdict(float)
    for unit in units:
        values = Counter(unit.values())
        number = values.total()
        if number < 2:
            continue
        for one, other in product(values, repeat=2):
            pairs = values[one] * (values[other] - (one == other))
            weights[one, other] += pairs / (number - 1)
    totals: defaultdict[Value, float] = defaultdict(float)
    for (one, _), weight in weights.items():
        totals[one] += weight
    whole = sum(totals.values())
    observed = sum(weight * difference(*pair) for pair, weight in weights.items())
    expected = sum(totals[one] * totals[other] * difference(one, other) for one, other in product(totals, repeat=2))
    if whole < 2 or expected == 0:
        return None
    return 1 - (whole - 1) * observed / expected


# --------------------------------------------------------------------------------------------- of claims


def _names(names: Sequence[str]) -> Value:
    return tuple(sorted({name.casefold() for name in names}))


def _killed(claim: Claim) -> Value:
    return next(
        (end for count in claim.counts if count.what == "killed" for end in (count.min, count.max) if end is not None),
        None,
    )


FIELDS: Mapping[str, tuple[Callable[[Claim], Value], Difference]] = {
    "kind": (lambda one: one.kind, nominal),
    "status": (lambda one: one.status, nominal),
    "actors": (lambda one: _names(one.actors), nominal),
    "targets": (lambda one: _names(one.targets), nominal),
    "place": (lambda one: (one.place or "").casefold(), nominal),
    "country": (lambda one: one.country or "", nominal),
    "date_start": (lambda one: one.interval.start and one.interval.start.toordinal(), interval),
    "date_end": (lambda one: one.interval.end and one.interval.end.toordinal(), interval),
    "counts": (lambda one: tuple(sorted((c.what, str(c.min), str(c.max)) for c in one.counts)), nominal),
    "killed": (_killed, interval),
    "source": (lambda one: (one.source or "").casefold(), nominal),
    "source_type": (lambda one: one.source_type, nominal),
    "aggregate": (lambda one: one.aggregate, nominal),
    "evidence": (lambda one: (one.begin, one.end), nominal),
}
"""What is compared of a claim, and how; numbers only where both coders give one."""
STANDS = "stands"
"""Beside the fields: whether it is a claim at all."""


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """Agreement about one field: the claims that two coders or more gave a value, how many coders, and alpha."""

    field: str
    scale: str
    claims: int
    coders: int
    alpha: float | None


Readings = Mapping[str, Mapping[str, Claim | None]]
"""By claim and coder, the claim as that coder left it; ``None``: rejected."""


def readings(claims: Iterable[Claim], decisions: Iterable[Decision]) -> dict[str, dict[str, Claim | None]]:
    """By claim and coder, the claim as that coder left it; ``None``: rejected."""
    standing = in_force(decisions)
    about: defaultdict[str, list[Decision]] = defaultdict(list)
    for one in standing:
        for claim_id in one.claim_ids if one.kind in REVIEWS else ():
            about[claim_id].append(one)
    found: dict[str, dict[str, Claim | None]] = {}
    for claim in claims:
        mine = about.get(claim.claim_id, [])
        last = {one.author: place for place, one in enumerate(mine)}
        for author, place in last.items():
            corrections = [one for one in mine[: place + 1] if one.kind == "correct"]
            read = None if mine[place].kind == "reject" else amended([claim], corrections)[0]
            found.setdefault(claim.claim_id, {})[author] = read
    return found


def blind_readings(
    claims: Iterable[Claim], decisions: Iterable[Decision], blind: Mapping[str, Collection[str]]
) -> Readings:
    """The same for claims that were judged blind: ``blind`` has by claim the ids of its judgements.

    What each coder saw is the claim with the corrections that were made before the first of these; what any of them decided later, when all
    was open, does not count.
    """
    about: defaultdict[str, list[Decision]] = defaultdict(list)
    for one in sorted(decisions, key=lambda one: one.order):
        for claim_id in one.claim_ids:
            about[claim_id].append(one)
    standing = {one.decision_id for one in in_force(one for told in about.values() for one in told)}
    found: dict[str, dict[str, Claim | None]] = {}
    for claim in claims:
        mine = [one for one in about[claim.claim_id] if one.decision_id in blind.get(claim.claim_id, ())]
        if not mine:
            continue
        seen = [
            one
            for one in about[claim.claim_id]
            if one.kind == "correct" and one.decision_id in standing and one.order < mine[0].order
        ]
        for one in mine:
            own = [one] if one.kind == "correct" else []
            read = None if one.kind == "reject" else amended([claim], [*seen, *own])[0]
            found.setdefault(claim.claim_id, {})[one.author] = read
    return found


def same_reading(read: Iterable[Claim | None]) -> bool:
    """Whether all coders left a claim alike, in all fields that are compared."""
    told = [None if claim is None else tuple(value_of(claim) for value_of, _ in FIELDS.values()) for claim in read]
    return len(set(told)) == 1


def agreement(readings: Readings) -> list[FieldAgreement]:
    """Agreement about each field, of the claims that two coders or more judged."""
    read = [one for one in readings.values() if len(one) > 1]
    stands: list[Unit] = [{author: claim is not None for author, claim in one.items()} for one in read]
    found = [_of(STANDS, stands, nominal)]
    for field, (value_of, difference) in FIELDS.items():
        units = [{author: value_of(claim) for author, claim in one.items() if claim is not None} for one in read]
        if difference is interval:
            units = [{author: value for author, value in unit.items() if value is not None} for unit in units]
        found.append(_of(field, units, difference))
    return found


def _of(field: str, units: Sequence[Unit], difference: Difference) -> FieldAgreement:
    compared = [unit for unit in units if len(unit) > 1]
    coders = {author for unit in compared for author in unit}
    scale = "interval" if difference is interval else "nominal"
    return FieldAgreement(field, scale, len(compared), len(coders), alpha(compared, difference))
