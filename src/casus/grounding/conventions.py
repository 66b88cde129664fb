"""The coding guide's conventions of who is named: what the words leave out, and whom a kind of claim never has for a side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casus.grounding.actors import ActorMatch
from casus.grounding.candidates import CIVILIANS, PROTESTERS, PROTESTING, Candidate
from casus.record import Draft

ONLY_SPEAK = frozenset({"monitor", "agency"})  # those who report on a conflict are no side of it
UNARMED = frozenset({"civilians", "media", "ngo"})
WAGED = frozenset({"territory_gain", "air_strike", "shelling", "siege", "offensive"})  # the unarmed do not do these
SUFFERED = frozenset({"aid", "abduction", "attack_on_civilians"})  # by civilians, where nobody else is named

AGAINST_RULERS = re.compile(
    r"\banti-?(?:government|regime)\b|\bagainst the (?:government|regime)\b|\b(?:government|regime) to (?:step down|resign|quit)\b",
    re.IGNORECASE,
)
"""Words of a sentence by which a protest is against the government."""

Sides = tuple[list[ActorMatch], list[ActorMatch]]


def by_convention(
    draft: Draft,
    who: Sequence[ActorMatch],
    whom: Sequence[ActorMatch],
    options: Sequence[Candidate],
    rulers: ActorMatch | None = None,
) -> Sides:
    """Actors and targets as the guide wants them: no actor displaces, an agreement has parties only, civilians and protesters are the default.

    ``options`` are all who may be a side; ``rulers`` the government that the claim's sentence says a protest is against.
    """
    if draft.kind == "displacement":
        fled = [match for match in whom if not (match.known and match.kind == "civilians")]
        return [], fled[:1] if fled and whom[0] is fled[0] else [CIVILIANS]
    if draft.kind == "agreement":
        return [*who, *(match for match in whom if match not in who)], []
    actors = [match for match in who if match.kind not in ONLY_SPEAK]
    targets = [match for match in whom if match.kind not in ONLY_SPEAK]
    if draft.kind in WAGED:
        actors = [match for match in actors if match.kind not in UNARMED]
    if draft.kind in SUFFERED and not targets:
        targets = [CIVILIANS]
    if draft.kind == "protest":
        if not actors and not any(match.kind == "civilians" for match in targets):
            marching = (option.match for option in options if option.match.actor_id in PROTESTING)
            actors = [next(marching, PROTESTERS)]
        if rulers is not None and not targets and rulers not in actors:
            targets = [rulers]
    return actors, targets
