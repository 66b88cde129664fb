"""An actor's allies are not its targets: what theatre packs know of camps keeps a side that is only named near a claim from being hit by its own.

Allies do fight each other. So a target stays where the clause itself names it as one: as the parse's object, or after a word by which one
is attacked ("against the rebels", "clashed with the rebels").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from casus.grounding.actors import ActorMatch
from casus.grounding.candidates import Candidate, inside
from casus.grounding.matches import police
from casus.grounding.states import states
from casus.grounding.theatre import Theatre
from casus.record import Draft, Interval
from casus.theatres.camps import OPPOSING, TYING, Camps, Told

STRUCK = re.compile(
    r"\b(?:against|on|at|with|between|from|targeting|fought|fighting|battled|battling|attacked|attacking|killed|killing|of)\s+"
    r"(?:(?:the|a|an|its|their|other|rival|former|several|some|many|\d+)\s+)*$",
    re.IGNORECASE,
)
"""What ends the words before one who is hit."""
PEACEFUL = frozenset({"deployment", "aid", "agreement", "displacement", "withdrawal", "protest"})
"""Kinds of claims whose target may be a friend."""
LONGEST_BEFORE = 40  # characters


def camps_of(theatres: Iterable[Theatre]) -> Camps:
    """The camps that some packs tell of, by the ids that claims have.

    A side that holds a state's forces on all days is that state, as it is where texts name it, and a state's police have its opponents.
    """
    return Camps.of(_told(tuple(theatres)))


def _told(theatres: Sequence[Theatre]) -> Iterator[Told]:
    known = {state.code: state for state in states()}
    forces = {
        actor.actor_id: known[actor.state].actor_id
        for theatre in theatres
        for actor in theatre.actors
        if actor.state and actor.period == Interval()
    }
    police_of = {state.actor_id: police(state, state.name).actor_id for state in known.values()}
    for actor in (actor for theatre in theatres for actor in theatre.actors):
        one = forces.get(actor.actor_id, actor.actor_id)
        for how in (*TYING, OPPOSING):
            for tie in getattr(actor, how):
                other = forces.get(tie.actor_id, tie.actor_id)
                yield one, how, other, tie.period
                if how == OPPOSING:
                    ends = ((one, other), (other, one))
                    yield from ((police_of[state], how, foe, tie.period) for state, foe in ends if state in police_of)


def without_allies(
    draft: Draft,
    text: str,
    who: Sequence[ActorMatch],
    whom: Sequence[ActorMatch],
    options: Sequence[Candidate],
    camps: Camps,
    on: date | None,
) -> list[ActorMatch]:
    """The targets less those that stand together with an actor on the day and that no word of the claim names as hit.

    ``options`` are all who may be a side of the claim, ``text`` is its document's.
    """
    if draft.kind in PEACEFUL:
        return list(whom)
    named = {option.match.actor_id for option in options if _named_as_hit(draft, text, option)}
    return [
        match
        for match in whom
        if match.actor_id in named or not _all_friends([one.actor_id for one in who], match.actor_id, camps, on)
    ]


def _all_friends(who: Sequence[str], whom: str, camps: Camps, on: date | None) -> bool:
    """Whether a side stands together with one of those who act, and none of them opposes it."""
    return any(camps.together(one, whom, on) for one in who) and not any(camps.oppose(one, whom, on) for one in who)


def _named_as_hit(draft: Draft, text: str, option: Candidate) -> bool:
    begin = draft.sentence[0]
    return "target" in option.parsed or any(
        STRUCK.search(text, max(begin, sighting.begin - LONGEST_BEFORE), sighting.begin)
        for sighting in inside(option, draft)
    )
