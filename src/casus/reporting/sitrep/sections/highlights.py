"""Highlights and key figures: the best attested events, and one figure for each class of people."""

from __future__ import annotations

from collections.abc import Iterator

from casus.record import CountWhat, Event, Number, Toll
from casus.reporting import wording
from casus.reporting.sitrep.model import Block, Bullets, Label, Remark, Section, Sentence, Tile, Tiles
from casus.reporting.sitrep.phrases import (
    Writing,
    dispute_sentences,
    event_sentence,
    figures,
    number_sentences,
    toll_scope,
    unit_of,
)
from casus.reporting.sitrep.scope import weight

MOST = 5
PEOPLE: tuple[CountWhat, ...] = (
    "killed", "killed_civilians", "killed_combatants", "killed_children", "wounded", "displaced", "detained", "abducted", "missing", "surrendered",
)  # fmt: skip
TILES = 6


def highlights(writing: Writing) -> Section:
    """The sides as named, and the events that matter most."""
    chosen = sorted(writing.scope.events, key=weight, reverse=True)[:MOST]
    items = [
        *_sides(writing),
        *(tuple(_told(event, writing)) for event in sorted(chosen, key=writing.scope.events.index)),
    ]
    nothing = Remark(writing.say("told.nothing"))
    return Section("highlights", writing.say("sections.highlights"), (Bullets(tuple(items)) if items else nothing,))


def _told(event: Event, writing: Writing) -> Iterator[Sentence]:
    yield event_sentence(event, writing)
    yield from number_sentences(event, writing)
    yield from dispute_sentences(event, writing)


def _sides(writing: Writing) -> Iterator[tuple[Sentence | Label, ...]]:
    """The sides of the operation, each name with the first claim that has it."""
    operation = writing.scope.asked.operation
    if operation is None:
        return
    named: list[str] = []
    claims: list[str] = []
    for side in operation.sides:
        found = {name: claim for name in side if (claim := _first_naming(name, writing))}
        claims += found.values()
        named += [writing.say.listed(tuple(found))] if found else []
    if named:
        text = writing.say("told.sides", sides=writing.say("told.against_side").join(named))
        yield (Sentence(text, writing.cite.notes(claims)),)


def _first_naming(name: str, writing: Writing) -> str | None:
    for event in writing.scope.events:
        for claim_id in event.claim_ids:
            claim = writing.record.claim[claim_id]
            if name in claim.actors or name in claim.targets:
                return claim_id
    return None


def key_figures(writing: Writing) -> Section:
    """A figure for each class of people: the toll published last, else the deadliest single event."""
    included = {part.what for toll in writing.scope.tolls if toll.superseded_by is None for part in toll.parts}
    tiles = [tile for what in PEOPLE if what not in included and (tile := _tile(what, writing))][:TILES]
    blocks: tuple[Block, ...] = (Remark(writing.say("figures.none")),)
    if tiles:
        blocks = (Remark(writing.say("figures.lead"), small=True), Tiles(tuple(tiles)))
    return Section("figures", writing.say("sections.figures"), blocks)


def _tile(what: CountWhat, writing: Writing) -> Tile | None:
    toll = next((one for one in writing.scope.tolls if one.number.what == what and one.superseded_by is None), None)
    return _of_toll(toll, writing) if toll else _of_event(what, writing)


def _of_toll(toll: Toll, writing: Writing) -> Tile:
    say, claim = writing.say, writing.record.claim[toll.claim_id]
    parts = say.listed([wording.count(part, part=True) for part in toll.parts])
    return Tile(
        figure=wording.between(toll.number.min, toll.number.max),
        label=unit_of(toll.number),
        about=toll_scope(toll, writing),
        source=writing.cite.source(claim),
        range=say("figures.of_them", parts=parts) if parts else "",
        notes=writing.cite.notes([toll.claim_id]),
    )


def _of_event(what: CountWhat, writing: Writing) -> Tile | None:
    found = [(number, event) for event in writing.scope.events for number in event.numbers if number.what == what]
    if not found:
        return None
    number, event = max(found, key=lambda one: (_size(one[0]), one[1].event_id))
    best, unit, spread = figures(number, writing)
    return Tile(
        figure=best,
        label=unit,
        about=writing.say("figures.in_event", title=event.title),
        source=writing.cite.source(writing.record.claim[number.best_claim]),
        range=writing.say("figures.range", range=spread) if spread else "",
        notes=writing.cite.notes((number.best_claim, *number.claim_ids)),
    )


def _size(number: Number) -> int:
    return number.best or number.low or number.high or 0
