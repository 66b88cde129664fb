"""Small records drawn by chance, and what a filter asks of them told plainly, value by value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from casus.record import Claim, Coded, Count, Document, DocumentDate, Event, Interval, Links, Number
from casus.store.digests import digest_of
from casus.store.folding import fold, words_with_spans
from casus.store.globe import Box, chord2, unit
from casus.store.queries.filters import AtLeast, Filter, Near
from casus.store.queries.words import stands_in

KINDS = ("shelling", "air_strike", "armed_clash")
GRADES = ("reported", "contested")
COUNTRIES = ("SY", "FJ")
PLACES = ("Aleppo", "Western Aleppo", "Al-Bāb", "Suva", None)
SIDES = ("Syrian army", "Free Syrian Army", "HTS", "Hay'at Tahrir al-Sham")
PUBLISHERS = ("Fiji Times", "Enab Baladi", None)
SOURCES = ("the Observatory", "army spokesman", None)
WORDS = ("shells", "fell", "Ālep", "on", "the", "market", "market's", "U.S.-backed", "airport")
DAYS = [date(2016, 1, 1) + timedelta(days=n) for n in (0, 1, 20, 32, 33, 60, 400)]

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
points = st.none() | st.tuples(
    st.sampled_from([36.2, 36.25, -18.0, 0.0, 89.9, -90.0]), st.sampled_from([37.1, 179.9, -179.9, 180.0, -180.0, 0.0])
)
some_days = st.tuples(st.none() | st.sampled_from(DAYS), st.none() | st.sampled_from(DAYS)).map(
    lambda both: Interval(*sorted(both)) if None not in both else Interval(*both)
)
figures = st.none() | st.integers(0, 9)


@dataclass(frozen=True)
class World:
    """What is in a record."""

    coded: tuple[Coded, ...]
    links: Links

    @property
    def documents(self) -> dict[str, Document]:
        return {one.document.key: one.document for one in self.coded}

    @property
    def claims(self) -> dict[str, Claim]:
        return {claim.claim_id: claim for one in self.coded for claim in one.claims}


@st.composite
def worlds(draw) -> World:
    told, number = [], 0
    for n in range(draw(st.integers(0, 4) | st.just(4))):
        text = ". ".join(draw(st.lists(sentences, min_size=1, max_size=3)))
        days = draw(some_days)
        document = Document(
            f"d{n}", text, title=draw(st.none() | sentences), publisher=draw(st.sampled_from(PUBLISHERS)),
            date=DocumentDate(days.start, days.end, "given"),
        )  # fmt: skip
        claims = []
        for _ in range(draw(st.integers(0, 3) | st.just(3))):
            claims.append(draw(a_claim(document, f"c{number}")))
            number += 1
        told.append(Coded(document, tuple(claims)))
    ids = [claim.claim_id for one in told for claim in one.claims]
    events, left, at = [], list(ids), 0
    while left:
        mine = left[: draw(st.integers(1, 3))]
        left = left[len(mine) :]
        events.append(draw(an_event(f"e{at}", tuple(mine))))
        at += 1
    return World(
        tuple(told), Links(events=tuple(events), event_of={c: e.event_id for e in events for c in e.claim_ids})
    )


@st.composite
def a_claim(draw, document: Document, claim_id: str) -> Claim:
    point = draw(points)
    begin = draw(st.integers(0, len(document.text) - 1))
    end = draw(st.integers(begin + 1, len(document.text)))
    return Claim(
        claim_id, document.key, draw(st.sampled_from(KINDS)), begin, end, document.text[begin:end],
        actors=draw(st.lists(st.sampled_from(SIDES), max_size=2).map(tuple)), actor_ids=draw(st.sampled_from([(), ("hts",)])),
        targets=draw(st.lists(st.sampled_from(SIDES), max_size=1).map(tuple)), place=draw(st.sampled_from(PLACES)),
        province=draw(st.sampled_from([None, "Aleppo", "Rif Dimashq"])), place_id=draw(st.sampled_from([None, "g1"])), country=draw(st.sampled_from((*COUNTRIES, None))),
        lat=point[0] if point else None, lon=point[1] if point else None, interval=draw(some_days),
        counts=tuple(Count(what, draw(figures)) for what in draw(st.sampled_from([(), ("killed",), ("killed", "wounded")]))),
        source=draw(st.sampled_from(SOURCES)), status=draw(st.sampled_from(["happened", "denied"])),
    )  # fmt: skip


@st.composite
def an_event(draw, event_id: str, claims: tuple[str, ...]) -> Event:
    point = draw(points)
    numbers = []
    for what in draw(
        st.sampled_from([(), ("killed",), ("wounded", "killed_civilians"), ("killed_civilians", "killed_combatants")])
    ):
        figure = draw(figures)
        numbers.append(Number(what, figure, figure, None, claims[0], ""))
    return Event(
        event_id, draw(st.sampled_from(KINDS)), "title", claims, interval=draw(some_days),
        actors=draw(st.lists(st.sampled_from(SIDES), max_size=2).map(tuple)),
        targets=draw(st.lists(st.sampled_from(SIDES), max_size=1).map(tuple)), place=draw(st.sampled_from(PLACES)),
        province=draw(st.sampled_from([None, "Aleppo", "Rif Dimashq"])), place_id=draw(st.sampled_from([None, "g1"])), country=draw(st.sampled_from((*COUNTRIES, None))),
        lat=point[0] if point else None, lon=point[1] if point else None, numbers=tuple(numbers),
        grade=draw(st.sampled_from(GRADES)), status=draw(st.sampled_from(["happened", "denied"])),
        origins=draw(st.sampled_from([(), ("a",), ("a", "b")])),
    )  # fmt: skip


def some(values, most=2):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


@st.composite
def filters(draw) -> Filter:
    """A few of the things that can be asked of events, claims and documents."""
    days = sorted([draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))])
    offers = {
        "places": some(["aleppo", "Western Aleppo", "al bab", "g1", "nowhere", "lepp"]),
        "provinces": some(["aleppo", "Rīf", "g1"]),
        "countries": some(COUNTRIES),
        "near": st.builds(Near, st.sampled_from([36.2, 89.95, -18.0]), st.sampled_from([37.1, 180.0, -179.9]), st.sampled_from([0, 10, 3000, 20000])),
        "box": st.sampled_from([Box(36, 37, 37, 38), Box(-20, 179.5, -10, -179.5), Box(-90, -180, 90, 180), Box(-90, 180, 90, 180)]),
        "actors": some(["army", "syrian army", "HTS", "hts", "tahrir al sham"]),
        "kinds": some(KINDS),
        "statuses": some(["happened", "denied"]),
        "numbers": some([AtLeast("killed", 0), AtLeast("killed", 5), AtLeast("wounded", 3)], 1),
        "publishers": some(["fiji times", "baladi"]),
        "sources": some(["observatory", "army"]),
        "events": some(["e0", "e1", "e9"]),
        "text": st.sampled_from(["shells", "market", "alep OR airport", '"fell on"', "market -airport", "mark*", "us-backed", "u.s"]),
    }  # fmt: skip
    asked = draw(st.lists(st.sampled_from(sorted(offers)), max_size=2, unique=True))
    since, until = draw(st.sampled_from([(None, None), (days[0], None), (None, days[1]), (days[0], days[1])]))
    return Filter(
        since=since,
        until=until,
        role=draw(st.sampled_from(["any", "actor", "target"])),
        **{name: draw(offers[name]) for name in asked},
    )


# --------------------------------------------------------------------------------------------- what is wanted, told plainly


def in_time(wanted: Filter, days: Interval | DocumentDate) -> bool:
    first, last = days.start or days.end, days.end or days.start
    if first is None or last is None:
        return wanted.since is None and wanted.until is None
    return (wanted.since is None or last >= wanted.since) and (wanted.until is None or first <= wanted.until)


def named(given: tuple[str, ...], names, ids=()) -> bool:
    return any(f" {fold(one)} " in f" {fold(name)} " for one in given for name in names if name) or any(
        one in ids for one in given
    )


def on_the_globe(wanted: Filter, one: Event | Claim) -> bool:
    if wanted.near is None and wanted.box is None:
        return True
    if one.lat is None or one.lon is None:
        return False
    if wanted.box and not any(
        p.south <= one.lat <= p.north and p.west <= one.lon <= p.east for p in wanted.box.parts()
    ):
        return False
    if wanted.near is None:
        return True
    apart = sum((a - b) ** 2 for a, b in zip(unit(one.lat, one.lon), unit(*wanted.near[:2]), strict=True))
    return apart <= chord2(wanted.near.km) + 1e-15


def has_words(wanted: Filter, *texts: str | None) -> bool:
    """Whether a text has the words; a phrase does not go from one text into the next."""
    if wanted.words is None:
        return True
    told: list[str] = []
    for text in texts:
        told += [*(word for word, _, _ in words_with_spans(text or "")), "\0"]
    return stands_in(wanted.words, told)


def plainly(wanted: Filter, one: Event | Claim) -> bool:
    return (
        in_time(wanted, one.interval)
        and (not wanted.countries or one.country in wanted.countries)
        and (not wanted.kinds or one.kind in wanted.kinds)
        and (not wanted.statuses or one.status in wanted.statuses)
        and (not wanted.places or named(wanted.places, [one.place], [one.place_id]))
        and (not wanted.provinces or named(wanted.provinces, [one.province]))
        and on_the_globe(wanted, one)
    )


def sides(wanted: Filter, one: Event | Claim, actor_ids=(), target_ids=()) -> bool:
    names, ids = [], []
    if wanted.role != "target":
        names, ids = [*one.actors], [*actor_ids]
    if wanted.role != "actor":
        names, ids = [*names, *one.targets], [*ids, *target_ids]
    return not wanted.actors or named(wanted.actors, names, ids)


def wants_claim(world: World, wanted: Filter, claim: Claim) -> bool:
    document = world.documents[claim.document]
    return (
        plainly(wanted, claim)
        and sides(wanted, claim, claim.actor_ids, claim.target_ids)
        and (not wanted.publishers or named(wanted.publishers, [document.publisher]))
        and (not wanted.sources or named(wanted.sources, [claim.source]))
        and (not wanted.events or world.links.event_of.get(claim.claim_id) in wanted.events)
        and all(figure_of_claim(claim, one.what) >= one.figure for one in wanted.numbers)
        and has_words(wanted, claim.evidence)
    )


def figure_of_claim(claim: Claim, what: str) -> int:
    return next((c.min for c in claim.counts if c.what == what and c.min is not None), -1)


def figure_of_event(event: Event, what: str) -> int:
    found: Mapping[str, int] = {n.what: -1 if n.best is None else n.best for n in event.numbers}
    if what == "killed" and "killed" not in found:
        parts = [found[one] for one in ("killed_civilians", "killed_combatants") if one in found]
        return sum(parts) if parts else -1
    return found.get(what, -1)


def wants_event(world: World, wanted: Filter, event: Event) -> bool:
    claims = [world.claims[one] for one in event.claim_ids]
    publishers = [world.documents[claim.document].publisher for claim in claims]
    actor_ids = [one for claim in claims for one in claim.actor_ids]
    return (
        plainly(wanted, event)
        and sides(wanted, event, actor_ids)
        and (not wanted.grades or event.grade in wanted.grades)
        and (not wanted.publishers or named(wanted.publishers, publishers))
        and (not wanted.sources or named(wanted.sources, [claim.source for claim in claims]))
        and (not wanted.events or event.event_id in wanted.events)
        and all(figure_of_event(event, one.what) >= one.figure for one in wanted.numbers)
        and (wanted.text is None or any(has_words(wanted, claim.evidence) for claim in claims))
    )


def wants_document(world: World, wanted: Filter, document: Document) -> bool:
    inside = replace(wanted, since=None, until=None, publishers=(), text=None)
    mine = [claim for claim in world.claims.values() if claim.document == document.key]
    return (
        in_time(wanted, document.date)
        and (not wanted.publishers or named(wanted.publishers, [document.publisher]))
        and has_words(wanted, document.title, document.text)
        and (not inside.asked() or any(wants_claim(world, inside, claim) for claim in mine))
    )


def ordered(subject: str, values, order: str):
    """Values as an order has them."""

    def key(one) -> tuple[int, int]:
        days = one.date if subject == "documents" else one.interval
        first = days.start or days.end
        identifier = {"documents": "key", "claims": "claim_id", "events": "event_id"}[subject]
        tie = digest_of(getattr(one, identifier))
        if order in ("newest", "oldest"):
            return (first.toordinal() if first else 0), tie
        if order == "killed":
            return (figure_of_event(one, "killed") if subject == "events" else figure_of_claim(one, "killed")), tie
        return (len(one.claim_ids) if order == "claims" else len(one.origins)), tie

    return sorted(values, key=key, reverse=order != "oldest")
