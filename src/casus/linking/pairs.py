"""How well two claims agree that they tell of one event: named features, each with a weight that anyone can read.

The score is the weighted sum of the features (a log-odds); above 0 the two claims attract each other. ``weights.toml`` holds
the weights, fitted by logistic regression on hand-linked claims (``benchmarks/linking.py fit``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from casus.distance import distance_km
from casus.linking.names import directions_clash, sides_likeness
from casus.linking.view import View, gap_days, tells_repulse
from casus.linking.words import kind_facts, weights
from casus.record import Count

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


def features(a: View, b: View) -> Features:
    """The features of two claims; symmetric: ``features(a, b) == features(b, a)``."""
    found: Features = {"bias": 1.0}
    for part in (_kind, _place, _time, _sides, _numbers, _text, _documents, _status):
        found.update(part(a, b))
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


def _denies(a: View, b: View, found: Features) -> bool:
    """Whether one claim denies what its own report has another source tell: the same thing, of the same doer and place."""
    if "denial" not in found or "document same" not in found or a.claim.source == b.claim.source:
        return False
    sums = a.claim.aggregate or b.claim.aggregate
    far = not sums and a.anchor is not None and b.anchor is not None and abs((a.anchor - b.anchor).days) > 60
    return not far and not any(name in found for name in _NOT_DENIED)


def score(a: View, b: View) -> float:
    """The log-odds that the two claims tell of one event; above 0 they do, more likely than not."""
    weight = weights()
    total = -weight["threshold"]
    for name, value in features(a, b).items():
        total += weight.get(name, 0.0) * value
    return total


def agreement(a: View, b: View) -> Agreement:
    """The score with its parts, for people."""
    weight = weights()
    parts = [(name, weight.get(name, 0.0) * value) for name, value in features(a, b).items()]
    return Agreement(score(a, b), tuple(sorted(parts, key=lambda part: (-abs(part[1]), part[0]))))


def _kind(a: View, b: View) -> Features:
    if a.claim.kind == b.claim.kind:
        facts: Features = {"kind same": 1.0}
        if kind_facts()[a.claim.kind].core:
            facts["kind same core"] = 1.0
        if a.claim.kind in ("displacement", "detention", "attack_on_civilians", "deployment"):
            facts["kind same frequent"] = 1.0
        return facts
    related = kind_facts()
    if b.claim.kind in related[a.claim.kind].related or a.claim.kind in related[b.claim.kind].related:
        return {"kind related": 1.0}
    return {"kind other": 1.0}


def apart_km(a: View, b: View) -> float | None:
    """Great-circle distance of two grounded claims, ``None`` where one has no point."""
    one, two = a.claim, b.claim
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    return distance_km((one.lat, one.lon), (two.lat, two.lon))


def _place(a: View, b: View) -> Features:
    one, two = a.place, b.place
    if not one.named or not two.named:
        return {"place open": 1.0} if one.named != two.named else {"place both open": 1.0}
    if a.claim.country and b.claim.country and a.claim.country != b.claim.country:
        return {"place other": 1.0}
    if one.wide or two.wide:
        if one.wide and two.wide:
            return {"place wide apart": 1.0} if directions_clash(one, two) else {"place wide": 1.0}
        return {"place within wide": 1.0}
    if a.claim.place_id and a.claim.place_id == b.claim.place_id:
        return {"place same": 1.0, "place id same": 1.0}
    apart = apart_km(a, b)
    if apart is not None and apart > FAR_KM and not (one.area or two.area):
        return {"place other": 1.0}
    if one.keys == two.keys:
        return {"place part": 1.0} if one.area != two.area else {"place same": 1.0}
    if one.keys & two.keys:
        return {"place part": 1.0}
    if apart is not None and apart <= NEAR_KM:
        return {"place near": 1.0}
    return {"place other": 1.0}


def _time(a: View, b: View) -> Features:
    one, two = a.claim.interval, b.claim.interval
    found: Features = {}
    if not a.dated or not b.dated:
        found["undated both" if not a.dated and not b.dated else "undated one"] = 1.0
    elif (one.start, one.end) == (two.start, two.end):
        found["days same" if a.narrow else "period same"] = 1.0
    elif gap_days(a, b) == 0:
        found[
            "days overlap"
            if a.narrow and b.narrow
            else "periods overlap"
            if not (a.narrow or b.narrow)
            else "day in period"
        ] = 1.0
    elif gap_days(a, b) <= 3:
        found["days near"] = 1.0
    if a.dated and b.dated and one.start is not None and one.start == two.start:
        found["start same"] = 1.0
    apart = _told_apart(a, b)
    if apart:
        found["told apart"] = apart
    gap = gap_days(a, b)
    if gap > 14 and a.narrow and b.narrow:
        found["moments apart"] = 1.0
    if gap > 3:
        found["days apart"] = 1.0 + min(2.0, math.log10(gap / 3))
    return found


def _told_apart(a: View, b: View) -> float:
    """For two claims of which one says no day: how many doublings of two months lie between its report and the other's event.

    News without a day is of its own time; what it could look back on is told as a sum.
    """
    if a.dated and b.dated:
        return 0.0
    one, two = (a, b) if b.dated else (b, a)
    if one.claim.aggregate or two.claim.aggregate or one.published is None:
        return 0.0
    then = two.end if two.dated else two.published
    days = abs((one.published - then).days) if then else 0
    return min(3.0, math.log2(days / 60)) if days > 60 else 0.0


_ONE_WAY = ("territory_gain", "offensive", "siege", "withdrawal", "surrender", "air_strike", "shelling", "deployment")
"""Kinds in which doer and target cannot change places: two gains by opposite sides are two events."""


def _sides(a: View, b: View) -> Features:
    actors = _best_sides(a, b, "actors")
    targets = _best_sides(a, b, "targets")
    found: Features = {f"actors {actors}": 1.0, f"targets {targets}": 1.0}
    if actors in ("different", "open") and _crossed(a, b):
        one_way = a.claim.kind == b.claim.kind and a.claim.kind in _ONE_WAY
        found["sides reversed" if one_way else "sides crossed"] = 1.0
    if tells_repulse(a.claim) != tells_repulse(b.claim):
        found["repulse and attack"] = 1.0
    return found


def _crossed(a: View, b: View) -> bool:
    """Whether each claim's doer is (or is akin to) the other's target."""
    if not (a.claim.actors and a.claim.targets and b.claim.actors and b.claim.targets):
        return False
    there = sides_likeness(a.claim.actors, b.claim.targets)
    return there != "different" and sides_likeness(a.claim.targets, b.claim.actors) != "different"


def _best_sides(a: View, b: View, role: str) -> str:
    if role == "actors":
        ids, theirs, names, others = a.claim.actor_ids, b.claim.actor_ids, a.claim.actors, b.claim.actors
    else:
        ids, theirs, names, others = a.claim.target_ids, b.claim.target_ids, a.claim.targets, b.claim.targets
    if ids and theirs and set(ids) & set(theirs):
        return "same"
    return sides_likeness(names, others)


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


def _numbers(a: View, b: View) -> Features:
    agree = clash = 0
    grows = False
    for one in a.claim.counts:
        for two in b.claim.counts:
            if one.what != two.what:
                continue
            if (one.min, one.max) == (two.min, two.max) or ranges_meet(one, two):
                agree += 1
            else:
                clash += 1
                grows = grows or (a.claim.aggregate and b.claim.aggregate and _grows(a, b, one, two))
    if grows:
        return {"number grows": 1.0}
    if agree:
        return {"numbers agree": 1.0}
    if clash:
        return {"numbers differ": 1.0}
    return {"number in one": 1.0} if bool(a.claim.counts) != bool(b.claim.counts) else {}


def _grows(a: View, b: View, one: Count, two: Count) -> bool:
    if (
        a.end is None
        or b.end is None
        or a.claim.interval.start is None
        or a.claim.interval.start != b.claim.interval.start
    ):
        return False
    if a.end == b.end:
        return False
    early, late = (one, two) if a.end < b.end else (two, one)
    return (late.min or late.max or 0) >= (early.min or early.max or 0)


def _overlap(ones: frozenset[str], others: frozenset[str]) -> float:
    if not ones or not others:
        return 0.0
    return len(ones & others) / math.sqrt(len(ones) * len(others))


def _text(a: View, b: View) -> Features:
    return {"names shared": min(1.0, 2 * _overlap(a.names, b.names)), "words shared": _overlap(a.stems, b.stems)}


def _documents(a: View, b: View) -> Features:
    if a.claim.document == b.claim.document:
        found: Features = {"document same": 1.0}
        if a.claim.source != b.claim.source:
            found["document same, other source"] = 1.0
        if a.claim.begin < b.claim.end and b.claim.begin < a.claim.end:
            found["passage same"] = 1.0
        return found
    if a.published is None or b.published is None:
        return {}
    apart = abs((a.published - b.published).days)
    if apart <= 7:
        return {"published together": 1.0}
    return {"published months apart": min(3.0, math.log2(apart / 30))} if apart > 60 else {}


def _status(a: View, b: View) -> Features:
    one, two = a.claim, b.claim
    found: Features = {}
    denial = (one.status == "denied") != (two.status == "denied")
    if denial:
        found["denial"] = 1.0
    if (one.status == "planned") != (two.status == "planned") and not (denial and not a.narrow and not b.narrow):
        found["planned and done"] = 1.0  # a denial of a stated day denies a deed; one without a day may deny the plan
    if one.aggregate and two.aggregate:
        found["both aggregate"] = 1.0
    elif one.aggregate != two.aggregate:
        found["aggregate and single"] = 1.0
    return found
