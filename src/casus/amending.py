"""Claims as people decided that they are to be read: which decisions are in force, and what they make of the claims.

Everything here is a pure function of decisions and claims, whatever their order. A later decision goes before an earlier one where both
speak of the same field of a claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from casus.decision import Decision, Field
from casus.record import COUNT_WHATS, Claim, Count, Interval


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nobody has undone, in the order in which they were taken; what undoes is itself left out.

    Whoever undoes the adding of a claim rejects it: a claim that was added stays in the record, and counts for nothing.
    """
    taken = {decision.decision_id: decision for decision in decisions}
    gone = undone_by(taken.values())
    standing = [one for key, one in taken.items() if key not in gone and one.kind != "undo"]
    taken_back = [
        replace(gone[key], kind="reject", claim_ids=one.claim_ids, undoes=None)
        for key, one in taken.items()
        if one.kind == "add" and key in gone
    ]
    return sorted([*standing, *taken_back], key=lambda one: one.order)


def undone_by(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """By the id of each decision that is undone, the decision that did so. Who undoes an undoing brings the first decision back."""
    undoing: dict[str, list[Decision]] = defaultdict(list)
    for one in sorted(decisions, key=lambda one: one.order):
        if one.undoes:
            undoing[one.undoes].append(one)
    found: dict[str, Decision] = {}
    known: dict[str, bool] = {}

    def holds(decision_id: str) -> bool:
        if decision_id not in known:
            standing = [one for one in undoing.get(decision_id, ()) if holds(one.decision_id)]
            known[decision_id] = not standing
            if standing:
                found[decision_id] = standing[0]
        return known[decision_id]

    for decision_id in sorted(undoing):
        holds(decision_id)
    return found


def amended(claims: Iterable[Claim], standing: Sequence[Decision]) -> list[Claim]:
    """The claims without those rejected and with the corrections made to the others; ``standing`` as :func:`in_force` gives it."""
    rejected = {claim_id for one in standing if one.kind == "reject" for claim_id in one.claim_ids}
    changes: dict[str, list[Decision]] = defaultdict(list)
    for one in standing:
        if one.kind == "correct":
            for claim_id in one.claim_ids:
                changes[claim_id].append(one)
    kept = []
    for claim in claims:
        if claim.claim_id not in rejected:
            for one in changes.get(claim.claim_id, ()):
                claim = corrected(claim, one)
            kept.append(claim)
    return kept


def corrected(claim: Claim, decision: Decision) -> Claim:
    """The claim with a decision's changes. What grounding derived from a corrected name goes with the name."""
    for name, values in decision.changes:
        claim = replace(claim, **_CHANGED[name](values))
    return claim


def added(decision: Decision) -> Claim:
    """The claim that a decision adds. Raises ``ValueError`` for a decision of another kind, or one that lacks kind or words."""
    fields: Fields = {}
    for name, values in decision.changes:
        fields |= _CHANGED[name](values)
    if decision.kind != "add" or decision.document is None or not {"kind", "evidence"} <= fields.keys():
        raise ValueError(f"decision {decision.decision_id} adds no claim")
    (claim_id,) = decision.claim_ids
    return Claim(claim_id=claim_id, document=decision.document, confidence=1.0, **fields)


Fields = dict[str, Any]
"""Fields of a claim by name, as :func:`dataclasses.replace` takes them."""


def _first(values: tuple[str, ...]) -> str | None:
    return values[0] if values else None


def _place(values: tuple[str, ...]) -> Fields:
    if len(values) < 5:
        return {
            "place": _first(values),
            "place_id": None,
            "lat": None,
            "lon": None,
            "precision": None,
            "province": None,
        }
    name, place_id, lat, lon, precision = values
    return {
        "place": name,
        "place_id": place_id,
        "lat": float(lat),
        "lon": float(lon),
        "precision": precision,
        "province": None,
    }


def _days(values: tuple[str, ...]) -> Fields:
    days = [date.fromisoformat(value) for value in values]
    return {"interval": Interval(days[0], days[-1]) if days else Interval()}


def _evidence(values: tuple[str, ...]) -> Fields:
    begin, end, passage = values
    return {"begin": int(begin), "end": int(end), "evidence": passage}


_CHANGED: Mapping[Field, Callable[[tuple[str, ...]], Fields]] = {
    "kind": lambda values: {"kind": values[0]},
    "status": lambda values: {"status": values[0]},
    "actors": lambda values: {"actors": values, "actor_ids": ()},
    "targets": lambda values: {"targets": values, "target_ids": ()},
    "place": _place,
    "country": lambda values: {"country": _first(values)},
    "days": _days,
    "counts": lambda values: {"counts": tuple(map(read_count, values))},
    "source": lambda values: {"source": _first(values), "source_id": None},
    "source_type": lambda values: {"source_type": values[0]},
    "aggregate": lambda values: {"aggregate": values[0] == "true"},
    "evidence": _evidence,
}


def read_count(told: str) -> Count:
    """The count of ``what:min:max``. Raises ``ValueError`` for anything else."""
    what, least, most = told.split(":")
    known = next((one for one in COUNT_WHATS if one == what), None)
    if known is None:
        raise ValueError(f"{what!r} is nothing that is counted; give one of {', '.join(COUNT_WHATS)}")
    return Count(known, int(least) if least else None, int(most) if most else None)


def write_count(count: Count) -> str:
    """A count as a decision tells it; where in the text it stands is left out."""
    ends = ("" if end is None else str(end) for end in (count.min, count.max))
    return ":".join((count.what, *ends))
