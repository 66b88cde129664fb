"""How well two claims agree that they tell of one event: named features, each with a weight that anyone can read.

The score is the weighted sum of the features (a log-odds); above 0 the two claims attract each other. ``weights.toml`` holds
the weights, fitted by logistic regression on hand-linked claims (``benchmarks/linking.py fit``).

Two claims are compared part by part (:data:`PARTS`). A part sees of each claim no more than its facet there, so what two facets add to the score
needs to be worked out only once, however many claims share them (:mod:`casus.linking.scoring`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from casus.distance import distance_km
from casus.linking.facets import Days, Facets, Numbers, Place, Report, Said, Sides, Text, kind_of
from casus.linking.names import Likeness, directions_clash, sides_likeness
from casus.linking.view import View, days_between
from casus.linking.words import kind_facts, weights
from casus.record import Count, Kind

Features = dict[str, float]

NEAR_KM = 15
"""Grounded places this near may be one place under two names."""
OPEN_APART = 4
"""Two counts without an upper end mean two things where the lower end of one is so many times that of the other."""
FAR_KM = 100
"""Places that share a name but lie farther apart are two places."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The score of two claims and the features that made it, strongest first."""

    score: float
    parts: tuple[tuple[str, float], ...]


REASONS: Mapping[str, str] = {
    "kind same": "both are coded as the same kind of event",
    "kind related": "their kinds are two ways to code one event",
    "place same": "they name the same place",
    "place id same": "they are at the same place of the gazetteer",
    "place part": "one place lies within the other",
    "place near": "their places lie within 15 km",
    "place wide": "both name the same wide area",
    "place within wide": "one names a wide area that may hold the other's place",
    "place open": "one names no place",
    "days same": "they give the same days",
    "days overlap": "their days overlap",
    "days near": "their days lie within three days of each other",
    "periods overlap": "their periods overlap",
    "start same": "they give the same first day",
    "actors same": "they name the same acting side",
    "actors related": "the acting sides named are related",
    "targets same": "they name the same target",
    "targets related": "the targets named are related",
    "numbers agree": "they give the same numbers",
    "number grows": "the later one gives a larger running total",
    "names shared": "their passages share names",
    "words shared": "their passages share words",
    "published together": "the reports appeared within a week",
    "copies": "one report is a copy of the other",
    "denial": "one denies what the other says",
    "denial in report": "one denies what the same report tells",
}
"""Plain words for the features that speak for one event; :mod:`casus.linking.explain` shows them."""


class Part(NamedTuple):
    """One thing in which two claims agree or not: its facet of a claim (a hashable value), and the features of two facets.

    ``together`` lists the features of a part whose facets few claims share: any of one line may hold at once, none of another line beside them.
    """

    facet: Callable[[View], Any]
    compare: Callable[[Any, Any], Features]
    together: tuple[tuple[str, ...], ...] = ()


def features(a: View, b: View) -> Features:
    """The features of two claims; symmetric: ``features(a, b) == features(b, a)``."""
    return compared(Facets.of(a), Facets.of(b))


def compared(a: Facets, b: Facets) -> Features:
    """The features of two claims, given by all their facets."""
    found: Features = {"bias": 1.0}
    for part, one, other in zip(PARTS.values(), a, b, strict=True):
        found.update(part.compare(one, other))
    if _denies(a, b, found):
        found["denial in report"] = 1.0
    return found


_NOT_DENIED = (
    "kind other",
    "place other",
    "place wide apart",
    "days apart",
    "actors different",
    "targets different",
    "planned and done",
)


def _denies(a: Facets, b: Facets, found: Features) -> bool:
    """Whether one claim denies what its own report has another source tell: the same thing, of the same doer and place."""
    if "denial" not in found or "document same" not in found or a.reports.source == b.reports.source:
        return False
    one, other = _anchor(a), _anchor(b)
    sums = a.said.aggregate or b.said.aggregate
    far = not sums and one is not None and other is not None and abs((one - other).days) > 60
    return not far and not any(name in found for name in _NOT_DENIED)


def _anchor(of: Facets) -> date | None:
    """One day that stands for a claim in time (:attr:`View.anchor`)."""
    start, end = of.days.given
    return end or start or of.reports.published


def score(a: View, b: View) -> float:
    """The log-odds that the two claims tell of one event; above 0 they do, more likely than not."""
    return score_of(Facets.of(a), Facets.of(b))


def score_of(a: Facets, b: Facets) -> float:
    """The score of two claims, given by all their facets."""
    return worth(compared(a, b)) - weights()["threshold"]


def worth(found: Features) -> float:
    """What some features add to a score."""
    weight = weights()
    total = 0.0
    for name, value in found.items():
        total += weight.get(name, 0.0) * value
    return total


def agreement(a: View, b: View) -> Agreement:
    """The score with its parts, for people."""
    weight = weights()
    parts = [(name, weight.get(name, 0.0) * value) for name, value in features(a, b).items()]
    return Agreement(score(a, b), tuple(sorted(parts, key=lambda part: (-abs(part[1]), part[0]))))


# --------------------------------------------------------------------------------------------- kind


def _kinds(a: Kind, b: Kind) -> Features:
    facts = kind_facts()
    if a == b:
        found: Features = {"kind same": 1.0}
        if facts[a].core:
            found["kind same core"] = 1.0
        if a in ("displacement", "detention", "attack_on_civilians", "deployment"):
            found["kind same frequent"] = 1.0
        return found
    return {"kind related": 1.0} if b in facts[a].related or a in facts[b].related else {"kind other": 1.0}


# --------------------------------------------------------------------------------------------- place


def _places(a: Place, b: Place) -> Features:
    one, two = a.name, b.name
    if not one.named or not two.named:
        return {"place open": 1.0} if one.named != two.named else {"place both open": 1.0}
    if a.country and b.country and a.country != b.country:
        return {"place other": 1.0}
    if one.wide or two.wide:
        if one.wide and two.wide:
            return {"place wide apart": 1.0} if directions_clash(one, two) else {"place wide": 1.0}
        return {"place within wide": 1.0}
    if a.place_id and a.place_id == b.place_id:
        return {"place same": 1.0, "place id same": 1.0}
    apart = distance_km(a.point, b.point) if a.point and b.point else None
    if apart is not None and apart > FAR_KM and not (one.area or two.area):
        return {"place other": 1.0}
    if one.keys == two.keys:
        return {"place part": 1.0} if one.area != two.area else {"place same": 1.0}
    if one.keys & two.keys:
        return {"place part": 1.0}
    return {"place near": 1.0} if apart is not None and apart <= NEAR_KM else {"place other": 1.0}


# --------------------------------------------------------------------------------------------- time


def _days(a: Days, b: Days) -> Features:
    found: Features = {}
    gap = days_between(a.within, b.within)
    if not a.dated or not b.dated:
        found["undated both" if not a.dated and not b.dated else "undated one"] = 1.0
    else:
        found |= _dated(a, b, gap)
    apart = _told_apart(a, b)
    if apart:
        found["told apart"] = apart
    if gap > 14 and a.narrow and b.narrow:
        found["moments apart"] = 1.0
    if gap > 3:
        found["days apart"] = 1.0 + min(2.0, math.log10(gap / 3))
    return found


def _dated(a: Days, b: Days, gap: int) -> Features:
    found: Features = {}
    if a.given == b.given:
        found["days same" if a.narrow else "period same"] = 1.0
    elif gap == 0:
        moments = a.narrow + b.narrow
        found[("periods overlap", "day in period", "days overlap")[moments]] = 1.0
    elif gap <= 3:
        found["days near"] = 1.0
    if a.given[0] is not None and a.given[0] == b.given[0]:
        found["start same"] = 1.0
    return found


def _told_apart(a: Days, b: Days) -> float:
    """For two claims of which one says no day: how many doublings of two months lie between its report and the other's event.

    News without a day is of its own time; what it could look back on is told as a sum.
    """
    if (a.dated and b.dated) or a.day is None or b.day is None:
        return 0.0
    days = abs((a.day - b.day).days)
    return min(3.0, math.log2(days / 60)) if days > 60 else 0.0


# --------------------------------------------------------------------------------------------- sides


def _sides(a: Sides, b: Sides) -> Features:
    actors = _likeness(a.actors, b.actors, a.actor_ids, b.actor_ids)
    targets = _likeness(a.targets, b.targets, a.target_ids, b.target_ids)
    found: Features = {f"actors {actors}": 1.0, f"targets {targets}": 1.0}
    if actors in ("different", "open") and _crossed(a, b):
        found["sides reversed" if a.one_way and a.one_way == b.one_way else "sides crossed"] = 1.0
    if a.repulse != b.repulse:
        found["repulse and attack"] = 1.0
    return found


def _crossed(a: Sides, b: Sides) -> bool:
    """Whether each claim's doer is (or is akin to) the other's target."""
    if not (a.actors and a.targets and b.actors and b.targets):
        return False
    return sides_likeness(a.actors, b.targets) != "different" and sides_likeness(a.targets, b.actors) != "different"


def _likeness(
    names: tuple[str, ...], others: tuple[str, ...], ids: tuple[str, ...], theirs: tuple[str, ...]
) -> Likeness:
    return "same" if ids and theirs and not set(ids).isdisjoint(theirs) else sides_likeness(names, others)


# --------------------------------------------------------------------------------------------- numbers


def ranges_meet(one: Count, other: Count) -> bool:
    """Whether two counts of the same thing can both be meant: their ranges overlap, and "at least 3" is not "at least 1,600"."""
    if (
        one.max is None
        and other.max is None
        and max(one.min or 0, other.min or 0) > OPEN_APART * min(one.min or 0, other.min or 0)
    ):
        return False
    low = max(one.min or 0, other.min or 0)
    high = min(math.inf if one.max is None else one.max, math.inf if other.max is None else other.max)
    return low <= high


def _numbers(a: Numbers, b: Numbers) -> Features:
    agree = clash = 0
    grows = False
    for one in a.counts:
        for two in b.counts:
            if one.what != two.what:
                continue
            if (one.min, one.max) == (two.min, two.max) or ranges_meet(one, two):
                agree += 1
            else:
                clash += 1
                grows = grows or (a.sums and b.sums and _grows(a, b, one, two))
    if grows:
        return {"number grows": 1.0}
    if agree:
        return {"numbers agree": 1.0}
    if clash:
        return {"numbers differ": 1.0}
    return {"number in one": 1.0} if bool(a.counts) != bool(b.counts) else {}


def _grows(a: Numbers, b: Numbers, one: Count, two: Count) -> bool:
    if a.end is None or b.end is None or a.start is None or a.start != b.start or a.end == b.end:
        return False
    early, late = (one, two) if a.end < b.end else (two, one)
    return (late.min or late.max or 0) >= (early.min or early.max or 0)


# --------------------------------------------------------------------------------------------- words


def _text(a: Text, b: Text) -> Features:
    return {"names shared": min(1.0, 2 * _overlap(a.names, b.names)), "words shared": _overlap(a.stems, b.stems)}


def _overlap(ones: frozenset[str], others: frozenset[str]) -> float:
    shared = len(ones & others)
    return shared / math.sqrt(len(ones) * len(others)) if shared else 0.0


# --------------------------------------------------------------------------------------------- reports


def _reports(a: Report, b: Report) -> Features:
    if a.document == b.document:
        found: Features = {"document same": 1.0}
        if a.source != b.source:
            found["document same, other source"] = 1.0
        if a.begin < b.end and b.begin < a.end:
            found["passage same"] = 1.0
        return found
    if a.published is None or b.published is None:
        return {}
    apart = abs((a.published - b.published).days)
    if apart <= 7:
        return {"published together": 1.0}
    return {"published months apart": min(3.0, math.log2(apart / 30))} if apart > 60 else {}


# --------------------------------------------------------------------------------------------- how it is said


def _said(a: Said, b: Said) -> Features:
    found: Features = {}
    denial = (a.status == "denied") != (b.status == "denied")
    if denial:
        found["denial"] = 1.0
    if (a.status == "planned") != (b.status == "planned") and not (denial and not a.narrow and not b.narrow):
        found["planned and done"] = 1.0  # a denial of a stated day denies a deed; one without a day may deny the plan
    if a.aggregate and b.aggregate:
        found["both aggregate"] = 1.0
    elif a.aggregate != b.aggregate:
        found["aggregate and single"] = 1.0
    return found


PARTS: Mapping[str, Part] = {
    "kind": Part(kind_of, _kinds),
    "place": Part(Place.of, _places),
    "days": Part(Days.of, _days),
    "sides": Part(Sides.of, _sides),
    "numbers": Part(Numbers.of, _numbers),
    "text": Part(Text.of, _text, (("names shared", "words shared"),)),
    "reports": Part(
        Report.of,
        _reports,
        (
            ("document same", "document same, other source", "passage same"),
            ("published together",),
            ("published months apart",),
        ),
    ),
    "said": Part(Said.of, _said),
}
"""What two claims are compared by, in the order in which features are told."""
