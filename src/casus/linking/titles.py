"""Headlines of events and names of operations, from kind, sides and place: "Air strike on al-Bab by the US-led coalition"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from casus.linking.words import kind_facts
from casus.record import Interval, Kind, Operation, Status

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def with_article(name: str) -> str:
    """A side's name as it stands in a sentence: "the US-led coalition", "the SDF", "Turkey"."""
    if name.lower().startswith("the "):
        return name
    if re.fullmatch(r"[A-Z]{2,6}", name) and name not in ("HTS", "ISIS", "ISIL"):
        return f"the {name}"
    return (
        f"the {name}"
        if re.search(
            r"\b(?:coalition|army|government|military|front|union|regime|united states|united kingdom)$",
            name,
            re.IGNORECASE,
        )
        else name
    )


def listing(names: Sequence[str], most: int = 2) -> str:
    """Names joined for a headline, at most ``most`` of them: "Turkey and the SDF", "Russia and others"."""
    shown = [with_article(name) for name in names[:most]]
    if len(names) > most:
        return f"{', '.join(shown)} and others"
    return " and ".join(shown)


def event_title(
    kind: Kind, actors: Sequence[str], targets: Sequence[str], place: str | None, status: Status, many: bool
) -> str:
    """A short headline; ``many`` tells that the event sums several incidents ("Air strikes")."""
    facts = kind_facts()[kind]
    label = facts.label
    if many and label in ("Air strike", "Suicide bombing", "Explosion", "Chemical attack"):
        label += "s"
    if status == "planned":
        label = f"Planned {label[0].lower()}{label[1:]}"
    head = f"{label} {facts.joins} {place}" if place else label
    if kind in ("armed_clash", "agreement"):
        sides = [*actors, *(name for name in targets if name not in actors)]
        return f"{head} between {listing(sides)}" if len(sides) > 1 else f"{head}, {listing(sides)}" if sides else head
    if kind in ("detention", "abduction", "surrender", "displacement", "casualty_report"):
        return head + _of(kind, actors, targets)
    return f"{head} by {listing(actors)}" if actors else f"{head} against {listing(targets)}" if targets else head


def _of(kind: Kind, actors: Sequence[str], targets: Sequence[str]) -> str:
    if kind == "surrender":
        return (f" by {listing(actors)}" if actors else "") + (f" to {listing(targets)}" if targets else "")
    if kind == "displacement":
        return f" ({listing(targets)})" if targets and tuple(targets) != ("civilians",) else ""
    if kind == "casualty_report":
        return f" among {listing(targets)}" if targets else ""
    return (f" of {listing(targets)}" if targets else "") + (f" by {listing(actors)}" if actors else "")


def operation_name(kinds: Sequence[Kind], place: str, planned: bool = False) -> str:
    """The name of an operation at one place, by what its core events are: offensive, siege or battle; ``planned``: only threatened."""
    if planned:
        return f"Planned offensive on {place}"
    if "offensive" in kinds:
        return f"Offensive on {place}"
    if "siege" in kinds and "territory_gain" not in kinds:
        return f"Siege of {place}"
    return f"Battle of {place}"


def named_apart(operations: Sequence[Operation]) -> list[Operation]:
    """The operations in their order, those of one name told apart by their month: "Battle of Idlib (September 2017)"."""
    often = Counter(one.name for one in operations)
    return [replace(one, name=one.name + _month(one.interval)) if often[one.name] > 1 else one for one in operations]


def _month(interval: Interval) -> str:
    day = interval.start or interval.end
    return f" ({MONTHS[day.month - 1]} {day.year})" if day else ""
