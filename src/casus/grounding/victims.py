"""Whom the killed of a claim are counted as, once its targets are known: the coding guide tells combatants and civilians apart.

Coding reads what the words next to the number say ("12 soldiers"). Where they leave it open ("seven of them died", "X was killed"), the side that it was
done to tells; where they count people whoever they were ("12 people", "killing 12"), nothing does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from casus.grounding.actors import ActorMatch
from casus.record import Count, Kind

CIVILIAN = "civilians"
AGAINST_CIVILIANS: frozenset[Kind] = frozenset({"attack_on_civilians"})
AMONG_FIGHTERS: frozenset[Kind] = frozenset({"armed_clash", "explosive_device", "air_strike", "territory_gain", "offensive", "shelling", "casualty_report"})  # fmt: skip


def counted(
    kind: Kind, counts: Sequence[Count], targets: Sequence[ActorMatch], unsided: bool = False
) -> tuple[Count, ...]:
    """The counts with ``killed`` told apart by the targets: all of them fighters, or civilians whom violence was meant for.

    A count stays as it is where the claim counts killed civilians or combatants already, and where the dead are ``unsided``.
    """
    if unsided or not targets or any(count.what.startswith("killed_") for count in counts):
        return tuple(counts)
    civilian = [match.kind == CIVILIAN for match in targets]
    if kind in AGAINST_CIVILIANS and any(civilian):
        return tuple(replace(count, what="killed_civilians") if count.what == "killed" else count for count in counts)
    if kind in AMONG_FIGHTERS and not any(civilian):
        return tuple(replace(count, what="killed_combatants") if count.what == "killed" else count for count in counts)
    return tuple(counts)
