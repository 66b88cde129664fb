"""What theatre packs know of a side: its names, and who it is tied to as part, backer, ally or opponent, in which days.

This is knowledge that came with the program or its user; no document of a record says it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from casus.record import Interval, RelationKind

if TYPE_CHECKING:
    from casus.grounding.theatre import Alias, Theatre, TheatreActor, Tie


@dataclass(frozen=True, slots=True)
class PackTie:
    """``subject_id`` ``kind`` ``object_id`` in the days of ``period`` (open ends: always), as the pack ``pack`` has it."""

    kind: RelationKind
    subject_id: str
    object_id: str
    period: Interval
    pack: str


@dataclass(frozen=True, slots=True)
class PackSide:
    """A side as packs know it; ``names`` are those that hold in stated days, then the others, each with its days."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    names: tuple[tuple[str, Interval], ...]
    ties: tuple[PackTie, ...]


def pack_side(actor_id: str) -> PackSide | None:
    """What packs and the table of states know of an actor; ``None`` where they do not know it."""
    from casus.codes import actor_index

    match = actor_index(None).actor(actor_id)
    if match is None:
        return None
    named = tuple(dict.fromkeys(one for actor in _actors().get(actor_id, ()) for one in _names(actor)))
    return PackSide(actor_id, match.name, match.kind, match.country, named, ties_of(actor_id))


def ties_of(actor_id: str) -> tuple[PackTie, ...]:
    """The ties of an actor, from either end, in the order of the packs."""
    return _ties().get(actor_id, ())


def name_in_packs(actor_id: str) -> str | None:
    """What packs call an actor."""
    from casus.codes import actor_index

    match = actor_index(None).actor(actor_id)
    return match.name if match else None


def aliases_in_packs(actor_id: str) -> tuple[str, ...]:
    """All names that packs know for an actor, in whatever days."""
    return tuple(dict.fromkeys(name for actor in _actors().get(actor_id, ()) for name, _ in _names(actor)))


@cache
def _theatres() -> tuple[Theatre, ...]:
    from casus.grounding.theatre import load_theatres

    return load_theatres()


@cache
def _actors() -> Mapping[str, list[TheatreActor]]:
    found: defaultdict[str, list[TheatreActor]] = defaultdict(list)
    for theatre in _theatres():
        for actor in theatre.actors:
            found[actor.actor_id].append(actor)
    return dict(found)


@cache
def _ties() -> Mapping[str, tuple[PackTie, ...]]:
    """The ties of all packs, by either end."""
    found: defaultdict[str, list[PackTie]] = defaultdict(list)
    for theatre in _theatres():
        for actor in theatre.actors:
            for tie in _told(actor, theatre.id):
                found[tie.subject_id].append(tie)
                found[tie.object_id].append(tie)
    return {actor_id: tuple(dict.fromkeys(ties)) for actor_id, ties in found.items()}


def _told(actor: TheatreActor, pack: str) -> Iterator[PackTie]:
    for backer in actor.backers:
        yield PackTie("backs", backer.actor_id, actor.actor_id, backer.period, pack)
    others: tuple[tuple[RelationKind, tuple[Tie, ...]], ...] = (
        ("part_of", actor.part_of), ("allied_with", actor.allies), ("fights", actor.opponents), ("split_from", actor.split_from),
    )  # fmt: skip
    for kind, ties in others:
        for tie in ties:
            yield PackTie(kind, actor.actor_id, tie.actor_id, tie.period, pack)


def _names(actor: TheatreActor) -> Iterator[tuple[str, Interval]]:
    given: tuple[Alias, ...] = (*actor.names, *actor.aliases)
    yield from ((alias.text, alias.period) for alias in sorted(given, key=lambda alias: not alias.period.known))
