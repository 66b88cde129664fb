"""Records of our own making that tests of exports write out: one at a time, or any at all (hypothesis)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from casus.coding.kinds import mapping
from casus.exporting.formats import export
from casus.exporting.values import ActorFacts, Options, RecordValues, Source
from casus.record import (
    GRADES,
    KINDS,
    STATUSES,
    Claim,
    Count,
    Document,
    DocumentDate,
    Event,
    Interval,
    Links,
    Number,
    stable_id,
)

DAY = date(2023, 5, 9)
FACTS = {
    "ruritania": ActorFacts("ruritania", "Ruritania", "state_forces", "SY", "Military Forces of Syria (2000-2024)"),
    "border-police": ActorFacts("border-police", "the border police", "police", "SY"),
    "foreigners": ActorFacts("foreigners", "Turkey", "state_forces", "TR"),
    "front": ActorFacts("front", "People's Front", "rebel", "SY", "PF: People's Front"),
    "brigade": ActorFacts("brigade", "River Brigade", "militia", "SY"),
    "civilians": ActorFacts("civilians", "civilians", "civilians"),
    "reporters": ActorFacts("reporters", "reporters", "media"),
}
IDS = {facts.name: actor_id for actor_id, facts in FACTS.items()}
GOVERNMENT, POLICE, TURKEY, FRONT, BRIGADE, CIVILIANS, REPORTERS = (facts.name for facts in FACTS.values())


def who(actor_id: str, _on: date | None) -> ActorFacts | None:
    return FACTS.get(actor_id)


def number(what: str, low: int | None, best: int | None, high: int | None, **more: object) -> Number:
    return Number(what, low, best, high, "", "", **more)  # type: ignore[arg-type]


def record_of(*events: Event, evidence: str = "Shells fell on the old market.", url: str | None = None) -> RecordValues:
    """A record in which each event rests on one claim in one report of the Courier, of the day after it."""
    documents, claims, kept = [], [], []
    for event in events:
        last = event.interval.end or event.interval.start
        published = last + timedelta(days=1) if last else None
        document = Document(
            f"report-{event.event_id}",
            evidence,
            title="News of the day",
            url=url,
            publisher="The Courier",
            date=DocumentDate(published, published, "given" if published else "unknown"),
        )
        claim = Claim(
            stable_id("c", event.event_id),
            document.key,
            event.kind,
            0,
            len(evidence),
            evidence,
            actors=event.actors,
            actor_ids=tuple(IDS.get(name, f"unidentified:{name}") for name in event.actors),
            targets=event.targets,
            target_ids=tuple(IDS.get(name, f"unidentified:{name}") for name in event.targets),
            place=event.place,
            place_id=event.place_id,
            country=event.country,
            lat=event.lat,
            lon=event.lon,
            precision=event.precision,
            province=event.province,
            interval=event.interval,
            counts=tuple(Count(number.what, number.low, number.high) for number in event.numbers),
            source="residents",
            status=event.status,
        )
        documents.append(document)
        claims.append(claim)
        kept.append(replace(event, claim_ids=(claim.claim_id,)))
    return with_codes(
        RecordValues(
            documents=tuple(documents),
            claims=tuple(claims),
            links=Links(events=tuple(kept), event_of={event.claim_ids[0]: event.event_id for event in kept}),
            who=who,
        )
    )


def with_codes(values: RecordValues) -> RecordValues:
    """The values with the codes that the packaged table of kinds gives their claims."""

    def kinds(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(FACTS[actor_id].kind for actor_id in ids if actor_id in FACTS)

    codes = {c.claim_id: mapping(c, kinds(c.actor_ids), kinds(c.target_ids)) for c in values.claims}
    return replace(values, codes=codes)


SHELLING = Event(
    event_id="e0000000000ff",
    kind="shelling",
    title="Shelling of Oldtown by Ruritania",
    claim_ids=(),
    interval=Interval(DAY, DAY),
    actors=(GOVERNMENT,),
    targets=(FRONT,),
    place="Oldtown",
    place_id="market",
    country="SY",
    lat=36.21234567,
    lon=37.16,
    precision="exact",
    province="Aleppo",
    grade="reported",
    grade_reason="one origin: residents",
    origins=("residents",),
)


def exported(format_name: str, values: RecordValues, **options: bool) -> str:
    stream = io.StringIO()
    export(values, format_name, stream, Options(**options))
    return stream.getvalue()


def rows(format_name: str, values: RecordValues, **options: bool) -> list[dict[str, str]]:
    text = exported(format_name, values, **options).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def left_out(format_name: str, values: RecordValues) -> dict[str, int]:
    """How many events a format of text leaves out, by reason."""
    return dict(export(values, format_name, io.StringIO()))


def whole(source: Source) -> RecordValues:
    """All that a source gives, held together."""
    parts, reports = list(source.by_events()), list(source.by_reports(claims=True, relations=True))
    return RecordValues(
        documents=tuple(one for part in reports for one in part.documents),
        claims=tuple(one for part in reports for one in part.claims),
        links=Links(
            events=tuple(one for part in parts for one in part.links.events),
            operations=tuple(source.operations()),
            tolls=tuple(source.tolls()),
            controls=tuple(source.controls()),
            event_of={claim: event for part in reports for claim, event in part.links.event_of.items()},
        ),
        problems=tuple(source.set_aside()),
        codes={claim: codes for part in reports for claim, codes in part.codes.items()},
        relations=tuple(one for part in reports for one in part.relations),
        who=source.who,
    )


# --------------------------------------------------------------------------------------------- any record at all

NAMES = st.sampled_from([*IDS, "Nobody's Sons", "=1+1"])
FIGURES = st.none() | st.integers(0, 500)
TEXTS = st.sampled_from(
    [
        "Shells fell.",
        "=cmd|' /C calc'!A0",
        "-1 they said",
        'He said "no", twice\nand left.',
        "@all: protesters were shot by police",
    ]
)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    start = draw(st.none() | st.dates(date(1995, 1, 1), date(2024, 12, 1)))
    if start is None:
        return Interval(None, draw(st.none() | st.just(DAY)))
    length = draw(st.none() | st.sampled_from([0, 1, 5, 6, 20, 30, 200, 900]))
    return Interval(start, None if length is None else start + timedelta(days=length))


@st.composite
def numbers(draw: st.DrawFn) -> tuple[Number, ...]:
    found = []
    for what in ("killed", "killed_civilians", "killed_combatants", "killed_children", "wounded"):
        if draw(st.booleans()):
            low, best, high = draw(FIGURES), draw(FIGURES), draw(FIGURES)
            found.append(number(what, low, best, high))
    return tuple(found)


@st.composite
def events(draw: st.DrawFn, index: int) -> Event:
    lat = draw(st.none() | st.floats(-90, 90))
    sides = draw(st.lists(NAMES, max_size=4, unique=True))
    split = draw(st.integers(0, len(sides)))
    precision = draw(st.sampled_from(["exact", "near", "district", "province", "region", "country", None]))
    return Event(
        event_id=f"e{index:012x}",
        kind=draw(st.sampled_from(KINDS)),
        title=draw(TEXTS),
        claim_ids=(),
        interval=draw(intervals()),
        actors=tuple(sides[:split]),
        targets=tuple(sides[split:]),
        place=draw(st.none() | st.sampled_from(["Oldtown", "=Hill", "Reed camp"])),
        place_id=draw(st.none() | st.just("market")),
        country=draw(st.sampled_from(["SY", "US", "PS", "XK", "ZZ", None])),
        lat=lat,
        lon=None if lat is None else draw(st.floats(-180, 180)),
        precision=precision,  # type: ignore[arg-type]
        numbers=draw(numbers()),
        grade=draw(st.sampled_from(GRADES)),
        grade_reason="because",
        status=draw(st.sampled_from(STATUSES)),
    )


@st.composite
def records(draw: st.DrawFn) -> RecordValues:
    many = draw(st.integers(0, 4))
    return record_of(*(draw(events(index)) for index in range(many)), evidence=draw(TEXTS))
