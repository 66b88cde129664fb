"""The reconciled numbers of an event: low, best and high over its claims, each number with its parts apart from its whole.

*best* is the value of the best-attested latest claim: the value that most origins give, then the latest report. A later
larger total of the same running count replaces the earlier one, which then no longer lowers *low*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casus.linking.names import sides_likeness
from casus.linking.origins import Origin
from casus.record import COUNT_WHATS, Claim, Count, CountWhat, Number

WHOLES: Mapping[CountWhat, tuple[CountWhat, ...]] = {
    "killed_children": ("killed_civilians", "killed"),
    "killed_civilians": ("killed",),
    "killed_combatants": ("killed",),
}
"""What each part may be a part of, narrowest whole first."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim's number of one thing, with what decides between statements."""

    claim: Claim
    count: Count
    origin: Origin
    published: date | None

    @property
    def best(self) -> int | None:
        """The number that the claim vouches for: its lower end, or its upper end where only that is given ("up to 20")."""
        return self.count.max if self.count.min is None else self.count.min


def reconcile(
    claims: Sequence[Claim], origins: Mapping[str, Origin], published: Mapping[str, date | None]
) -> tuple[Number, ...]:
    """The numbers of one event.

    ``claims`` are those that assert it; ``origins`` by claim id, ``published`` by document key. Numbers come in the order of
    ``COUNT_WHATS``.
    """
    by_what: dict[CountWhat, list[Statement]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.claim_id):
        for count in largest(claim.counts):
            by_what[count.what].append(Statement(claim, count, origins[claim.claim_id], published.get(claim.document)))
    return tuple(_number(what, by_what[what], frozenset(by_what)) for what in COUNT_WHATS if what in by_what)


def largest(counts: Sequence[Count]) -> list[Count]:
    """The largest known count of each thing: what one claim says beside it of the same thing ("800 men, 700 women") is a part or another group."""
    found: dict[CountWhat, Count] = {}
    for count in counts:
        if count.min is None and count.max is None:
            continue
        other = found.get(count.what)
        if other is None or (count.min or count.max or 0) > (other.min or other.max or 0):
            found[count.what] = count
    return list(found.values())


def _number(what: CountWhat, said: list[Statement], present: frozenset[CountWhat]) -> Number:
    said = in_order(said)
    replaced = outdated(said)
    standing = [one for one in said if one not in replaced]
    support: dict[int | None, set[str]] = defaultdict(set)
    for one in standing:
        support[one.best].add(one.origin.key)
    chosen = max(standing, key=lambda one: (one.claim.status == "happened", len(support[one.best]), _when(one)))
    lows = [one.count.min for one in standing if one.count.min is not None]
    highs = [one.count.max for one in standing if one.count.max is not None]
    high = max(highs, default=None)
    if high is not None and chosen.best is not None:
        high = max(high, chosen.best, *lows)
    low = min(lows, default=None)
    if low is not None:  # "up to 20" is best where more say so, though others say "at least 30"
        low = min(one for one in (low, chosen.best, high) if one is not None)
    whole = next((whole for whole in WHOLES.get(what, ()) if whole in present), None)
    return Number(
        what=what,
        low=low,
        best=chosen.best,
        high=high,
        best_claim=chosen.claim.claim_id,
        reason=_reason(chosen, standing, replaced, len(support[chosen.best])),
        claim_ids=tuple(dict.fromkeys(one.claim.claim_id for one in said)),
        part_of=whole,
    )


def in_order(said: Iterable[Statement]) -> list[Statement]:
    """Statements by the time at which they were made."""
    return sorted(said, key=_when)


def outdated(said: Sequence[Statement]) -> list[Statement]:
    """Those of the statements (in order) that a later, larger total of the same running count replaces."""
    return [one for index, one in enumerate(said) if any(_replaces(late, one) for late in said[index + 1 :])]


def _when(one: Statement) -> tuple[date, date, str, int]:
    told = one.published or one.claim.interval.end or date.min
    return told, one.claim.interval.end or told, one.claim.claim_id, one.best or 0


def _replaces(late: Statement, early: Statement) -> bool:
    """Whether ``late`` is the later, larger total of the running count that ``early`` states.

    Of another origin it is one only where both sum the same people or places from the same day on, as far as they say.
    """
    if late.best is None or early.best is None or late.best <= early.best or _when(late)[:2] <= _when(early)[:2]:
        return False
    if late.origin.key == early.origin.key:
        return True
    one, two = late.claim, early.claim
    starts = {one.interval.start, two.interval.start} - {None}
    same = (
        sides_likeness(one.actors, two.actors) != "different"
        and sides_likeness(one.targets, two.targets) != "different"
    )
    return one.aggregate and two.aggregate and same and len(starts) < 2


def _reason(chosen: Statement, standing: list[Statement], replaced: list[Statement], origins: int) -> str:
    who = chosen.origin.name
    if len(standing) == 1 and not replaced:
        return f"the only number given, by {who}"
    given = f"given by {origins} origins, latest {who}" if origins > 1 else f"the latest of the best-attested, by {who}"
    if replaced:
        earlier = ", ".join(dict.fromkeys(str(one.best) for one in replaced))
        given += f"; it replaces the earlier total {earlier}"
    return given
