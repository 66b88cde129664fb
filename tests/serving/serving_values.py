"""A small record of invented claims, and clients that ask for it."""

from __future__ import annotations

from datetime import date, timedelta

from casus.record import (
    Claim,
    Coded,
    Control,
    Count,
    Document,
    DocumentDate,
    Event,
    Interval,
    Links,
    Mention,
    Noise,
    Number,
    Operation,
    Problem,
    Relation,
    Toll,
)
from casus.store.record import Record
from casus.store.watching import SourceState, keep_source

FIRST_DAY = date(2019, 3, 1)
KINDS = ("shelling", "air_strike", "armed_clash")
EVENTS = 23
OPERATION = "o000000000001"
CAMP = "e-camp"
"""An event at a site of displaced people."""


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def event_id(number: int) -> str:
    return f"e{number:012d}"


def _document(number: int, text: str, **more: object) -> Document:
    when = DocumentDate(day(number), day(number), "given", ("the row gives it",))
    return Document(
        f"report-{number}", text, title=f"News of day {number}", publisher="The Courier", date=when,
        url=f"https://courier.example/{number}", locator=f"reports.jsonl#{number}", **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _coded(number: int) -> Coded:
    evidence = f"Shells number {number} fell on the old market and killed {number + 1} people."
    text = f"{evidence} Subscribe to our newsletter."
    document = _document(number, text, noise=(Noise(len(evidence) + 1, len(text), "newsletter"),))
    claim = Claim(
        f"c{number:012d}", document.key, KINDS[number % 3], 0, len(evidence), evidence, actors=("Ruritania",),
        targets=("People's Front",), actor_ids=("ruritania",), target_ids=("front",), place=f"Oldtown {number % 4}",
        country="SY", place_id=f"gn:{number % 4}/old town", lat=36.123 + number / 100, lon=37.456, precision="exact", province="Aleppo",
        interval=Interval(day(number), day(number)), counts=(Count("killed", number + 1, number + 1),), source="residents",
        source_type="witness", confidence=0.9, trigger="fell",
    )  # fmt: skip
    relation = Relation(
        f"r{number:012d}", document.key, "fights", 0, 6, evidence[:6], "Ruritania", "ruritania", "People's Front", "front",
        Interval(None, day(number)),
    )  # fmt: skip
    mention = Mention(27, 37, "old market", "place", place_id="gn:1", country="SY")
    return Coded(
        document, (claim,), (mention,), 0, (Problem(document.locator, "ground", "an unknown place"),), (relation,)
    )


def _event(number: int) -> Event:
    claim_id = f"c{number:012d}"
    return Event(
        event_id(number), KINDS[number % 3], f"Shelling of Oldtown {number}", (claim_id,), Interval(day(number), day(number)),
        ("Ruritania",), ("People's Front",), f"Oldtown {number % 4}", f"gn:{number % 4}/old town", "SY",
        36.123 + number / 100, 37.456, "exact", "Aleppo",
        (Number("killed", number + 1, number + 1, number + 1, claim_id, "the only number given", (claim_id,)),),
        "reported", "one origin: residents", "happened", ("residents",),
        operation_id=OPERATION if number < 5 else None,
        rival_ids={0: (event_id(1),), 1: (event_id(0),)}.get(number, ()),
    )  # fmt: skip


def _camp() -> tuple[Coded, Event]:
    text = "A missile hit the camp for displaced people near Oldtown."
    document = _document(30, text)
    claim = Claim(
        "c-camp", document.key, "shelling", 0, len(text), text, actors=("Ruritania",), actor_ids=("ruritania",),
        place="Atmeh camp", country="SY", place_id="camp:1", lat=36.777, lon=36.666, precision="exact",
        interval=Interval(day(30), day(30)),
    )  # fmt: skip
    event = Event(
        CAMP, "shelling", "Shelling of Atmeh camp", ("c-camp",), Interval(day(30), day(30)), ("Ruritania",), (), "Atmeh camp",
        "camp:1", "SY", 36.777, 36.666, "exact",
    )  # fmt: skip
    return Coded(document, (claim,)), event


def fill(record: Record) -> None:
    """Fill a record: 23 events of one claim each, two of them rivals and five of one operation, a copy, tolls, control, an event at a camp."""
    coded = [_coded(number) for number in range(EVENTS)]
    for one in coded:
        record.add_document(one)
    original = coded[0].document
    copy = _document(40, original.text + " ", copy_of=original.key)
    record.add_document(Coded(copy))
    camp, camp_event = _camp()
    record.add_document(camp)
    record.add_problem(Problem("broken.json", "read", "is no JSON; mend it or leave it out"))
    record.add_problem(Problem("empty.txt", "read", "holds nothing; give a file with text"))
    with record.changing() as connection:
        keep_source(
            connection,
            SourceState("https://courier.example/feed?<b>", "2026-03-05T12:00:00+00:00", errors=1, error="<b>"),
        )
    record.replace_links(links((*map(_event, range(EVENTS)), camp_event)), linker="1")


def links(events: tuple[Event, ...]) -> Links:
    """What linking made of it."""
    operation = Operation(
        OPERATION, "Battle of Oldtown", tuple(event_id(n) for n in range(5)), Interval(day(0), day(4)),
        (("Ruritania",), ("People's Front",)), ("Oldtown 0",), "SY",
    )  # fmt: skip
    tolls = tuple(
        Toll(
            f"t{n:012d}", f"c{n:012d}", Count("killed", 10 * n + 1, 10 * n + 1), (Count("killed_civilians", 1, 1),), "residents",
            "witness", "Oldtown 0", "SY", interval=Interval(day(0), day(n)), operation_id=OPERATION,
            superseded_by="t000000000001" if n == 0 else None,
        )
        for n in range(3)
    )  # fmt: skip
    controls = (
        Control("Oldtown 0", "People's Front", Interval(day(0), day(0)), Interval(day(9), day(9)), ("c000000000000",),
                "gn:0/old town", "SY", 36.123, 37.456),
        Control("Oldtown 0", "Ruritania", Interval(day(9), day(9)), None, ("c000000000009",), "gn:0/old town", "SY", 36.123, 37.456,
                ("c000000000010",), ("People's Front",)),
    )  # fmt: skip
    return Links(
        events, (operation,), tolls, controls, {claim: one.event_id for one in events for claim in one.claim_ids}
    )
