"""Who tells of an event, origin by origin: what each says that agrees with the event, differs from it, or denies it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from casus.linking.origins import Origin, in_full, origin_of
from casus.record import Claim, Document, Event

Stance = Literal["agrees", "differs", "denies"]
Difference = Literal["kind", "days", "status"] | str
"""In what a claim differs: its kind, days or status, or a number by what it counts."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim as a voice on an event; ``differs`` says in what, and is empty unless ``stance`` is *differs*."""

    claim: Claim
    stance: Stance
    differs: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What one origin says: its voices, those that agree first. Copies are voices of the origin that they copy."""

    origin: str
    stance: Stance
    voices: tuple[Voice, ...]


def accounts_of(event: Event, claims: Sequence[Claim], documents: Mapping[str, Document]) -> list[Account]:
    """The accounts of an event, those with an agreeing voice first, then those that differ, then denials; else in the order of the event's claims.

    ``claims`` are those that assert it and those that stand against it, ``documents`` theirs and the ones these copy, by key. Raises ``KeyError``
    when a document is missing.
    """
    origins = in_full({claim.claim_id: origin_of(claim, documents) for claim in claims}, claims)
    grouped: dict[str, tuple[Origin, list[Voice]]] = {}
    for claim in claims:
        origin = origins[claim.claim_id]
        grouped.setdefault(origin.key, (origin, []))[1].append(voice_of(event, claim))
    found = [
        Account(origin.name, _first(voices).stance, tuple(sorted(voices, key=_rank)))
        for origin, voices in grouped.values()
    ]
    return sorted(found, key=lambda one: _RANKS[one.stance])


def voice_of(event: Event, claim: Claim) -> Voice:
    """How a claim stands to an event: it denies it, says something else of it, or agrees in all that both tell."""
    if claim.claim_id in event.denial_ids:
        return Voice(claim, "denies")
    differs = tuple(_differences(event, claim))
    return Voice(claim, "differs" if differs else "agrees", differs)


_RANKS: Mapping[Stance, int] = {"agrees": 0, "differs": 1, "denies": 2}


def _rank(voice: Voice) -> int:
    return _RANKS[voice.stance]


def _first(voices: Sequence[Voice]) -> Voice:
    return min(voices, key=_rank)


def _differences(event: Event, claim: Claim) -> Iterator[Difference]:
    if claim.kind != event.kind:
        yield "kind"
    if claim.status != event.status:
        yield "status"
    if _apart(event, claim):
        yield "days"
    best = {number.what: number.best for number in event.numbers}
    for count in claim.counts:
        figure = best.get(count.what)
        if figure is None or (count.min is None and count.max is None):
            continue
        if (count.min is not None and figure < count.min) or (count.max is not None and figure > count.max):
            yield count.what


def _apart(event: Event, claim: Claim) -> bool:
    """Whether all days of the claim lie before, or all after, those of the event."""
    one, other = event.interval, claim.interval
    starts, ends = (one.start or one.end, other.start or other.end), (one.end or one.start, other.end or other.start)
    if None in starts:
        return False
    return bool(starts[0] > ends[1] or starts[1] > ends[0])  # type: ignore[operator]
