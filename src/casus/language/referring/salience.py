"""Which of the referents in view is most in view, and whether it clearly is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casus.language.referring.nouns import knowledge
from casus.language.referring.references import Expression
from casus.language.referring.referents import Referent, described


def weight(found: Expression, other: Expression) -> float:
    """How much an earlier expression brings its referent into the view of a later one."""
    scale = knowledge().weights
    distance = found.reference.sentence - other.reference.sentence
    value = scale[other.role] * scale["decay"] ** distance
    if other.block != found.block:
        value *= scale["paragraph"]
    return value


def together(one: float, other: float) -> float:
    """The weight of two mentions of one referent: the greater, and a part of the smaller."""
    return max(one, other) + knowledge().weights["repeat"] * min(one, other)


def clearest(found: Expression, weights: Mapping[Referent, float]) -> Referent | None:
    """The referent with the highest score, where it outweighs the next by the margin."""
    scale = knowledge().weights
    scored = [(value * _factor(found, one), one) for one, value in weights.items()]
    scored.sort(key=lambda item: -item[0])
    if not scored or (len(scored) > 1 and scored[0][0] < scale["margin"] * scored[1][0]):
        return None
    return scored[0][1]


def _factor(found: Expression, one: Referent) -> float:
    scale = knowledge().weights
    factors: Iterable[tuple[str, bool]] = (
        ("name", one.named),
        ("group", one.group),
        ("thing", one.kind == "thing"),
        ("member", found.plural and found.reference.form == "pronoun" and one.kind == "body"),
        ("described", found.reference.form == "nominal" and described(found, one)),
    )
    value = 1.0
    for name, holds in factors:
        value *= scale[name] if holds else 1.0
    return value
