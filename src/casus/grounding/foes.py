"""Whose loss a gain is: who takes a place in a war, or opens an offensive there, does so against an opponent, though few reports say whom.

Where neither grammar nor the learned choice finds the other side, it is the opponent of the actor, by what theatre packs know of the day,
that the text names near the claim: the land's own forces, else who is named most. Another state that the text names once is
none: it looks on, and comments.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casus.grounding.actors import ActorMatch
from casus.grounding.candidates import Candidate, Surroundings
from casus.record import Draft
from casus.theatres.camps import Camps

AGAINST_SOMEBODY = frozenset({"territory_gain", "offensive"})
"""Kinds of claims that leave a side out of words more often than out of the event: of hand-coded ones five in six have a target."""
OF_STATES = frozenset({"state_forces", "government", "police"})


def with_foe(
    draft: Draft,
    who: Sequence[ActorMatch],
    whom: Sequence[ActorMatch],
    options: Sequence[Candidate],
    around: Surroundings,
    camps: Camps,
    on: date | None,
) -> list[ActorMatch]:
    """The targets, and where there is none, the actors' foremost opponent among ``options``, all who may be a side of the claim.

    Who opposes one of the actors and stands together with another is none.
    """
    if whom or not who or draft.kind not in AGAINST_SOMEBODY:
        return list(whom)

    def rank(foe: ActorMatch) -> tuple[bool, int, str]:
        return not _is_at_home(foe, around), -around.weight.get(foe.actor_id, 0), foe.actor_id

    foes = [option.match for option in options if _oppose(who, option.match, camps, on)]
    known = [
        foe for foe in foes if not _of_states(foe) or _is_at_home(foe, around) or around.weight.get(foe.actor_id, 0) > 1
    ]
    return sorted(known, key=rank)[:1]


def _of_states(side: ActorMatch) -> bool:
    """Whether a side is a state, or several together."""
    return side.kind == "coalition" or side.kind in OF_STATES


def _is_at_home(side: ActorMatch, around: Surroundings) -> bool:
    """Whether a side is the state where the document plays."""
    return side.kind in OF_STATES and side.country == around.home


def _oppose(who: Sequence[ActorMatch], other: ActorMatch, camps: Camps, on: date | None) -> bool:
    ids = [one.actor_id for one in who]
    opposes = any(camps.oppose(one, other.actor_id, on) for one in ids)
    return opposes and other.actor_id not in ids and not any(camps.together(one, other.actor_id, on) for one in ids)
