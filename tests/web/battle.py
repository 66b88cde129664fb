"""A battle of the tests' own: what an operation's page must show of it hangs on no reading of texts.

Palmyra, held by one side for more than a year, is fought over and changes hands; a monitor counts the killed twice; two countries are known to back
the government.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

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
    Number,
    Operation,
    Relation,
    Toll,
)
from casus.store.record import Record

NAME = "Battle of Palmyra"
OPERATION = "o-palmyra"
GOVERNMENT, RAIDERS = ("Syrian government", "syrian-government"), ("Islamic State", "islamic-state")
TAKEN, RETAKEN = date(2016, 12, 11), date(2017, 3, 2)
STRUCK = date(2017, 2, 20)
PLACE = {"place": "Palmyra", "place_id": "syria:palmyra", "country": "SY", "lat": 34.56, "lon": 38.28}


@dataclass
class _Told:
    """Reports as they come in, each with one claim."""

    coded: list[Coded] = field(default_factory=list)

    def add(
        self, kind: str, day: date, evidence: str, by: tuple[str, str], on: tuple[str, str], source: str, *counts: Count
    ) -> Claim:
        """One report of one sentence; its claim."""
        number = len(self.coded)
        document = Document(
            f"battle-{number}", evidence, title=f"Report {number} of Palmyra", publisher="Desert Post",
            date=DocumentDate(day, day, "given", ("the row gives it",)), locator=f"battle.jsonl#{number}",
        )  # fmt: skip
        claim = Claim(
            f"c-battle-{number}", document.key, kind, 0, len(evidence), evidence, actors=by[:1], targets=on[:1],  # type: ignore[arg-type]
            actor_ids=by[1:], target_ids=on[1:], precision="exact", interval=Interval(day, day), counts=counts, source=source,
            source_type="monitor", confidence=0.9, **PLACE,  # type: ignore[arg-type]
        )  # fmt: skip
        backs = Relation(
            f"r-battle-{number}", document.key, "backs", 0, 6, evidence[:6], "Russia", "russia", *GOVERNMENT, Interval(None, day)
        )  # fmt: skip
        self.coded.append(Coded(document, (claim,), main=0, relations=(backs,) if kind == "air_strike" else ()))
        return claim


def _event(number: int, claim: Claim) -> Event:
    numbers = tuple(
        Number(one.what, one.min, one.min, one.max, claim.claim_id, "the only number given", (claim.claim_id,))
        for one in claim.counts
    )
    return Event(
        f"e-battle-{number}", claim.kind, f"{claim.kind.replace('_', ' ').capitalize()} at Palmyra", (claim.claim_id,), claim.interval, claim.actors, claim.targets,
        numbers=numbers, precision="exact", grade_reason="one origin alone", origins=(claim.source or "",), operation_id=OPERATION,
        **PLACE,  # type: ignore[arg-type]
    )  # fmt: skip


def build_battle(place: Path) -> Path:
    """A record that holds the battle alone."""
    told = _Told()
    lost = told.add(
        "territory_gain", TAKEN, "Islamic State fighters took Palmyra.", RAIDERS, GOVERNMENT, "Desert Watch"
    )
    strike = told.add("air_strike", STRUCK, "Jets struck Palmyra and killed 9.", GOVERNMENT, RAIDERS, "Desert Watch", Count("killed", 9, 9))  # fmt: skip
    first = told.add("armed_clash", STRUCK, "The toll has reached 602, among them 104 civilians.", GOVERNMENT, RAIDERS, "Desert Watch")  # fmt: skip
    won = told.add("territory_gain", RETAKEN, "The army took Palmyra back.", GOVERNMENT, RAIDERS, "Desert Watch")
    last = told.add("armed_clash", RETAKEN, "The toll has reached 731.", GOVERNMENT, RAIDERS, "Desert Watch")
    events = tuple(_event(number, claim) for number, claim in enumerate((lost, strike, won)))
    operation = Operation(
        OPERATION, NAME, tuple(one.event_id for one in events), Interval(TAKEN, RETAKEN), (GOVERNMENT[:1], RAIDERS[:1]),
        ("Palmyra",), "SY",
    )  # fmt: skip

    def toll(number: int, claim: Claim, killed: int, *parts: Count, superseded_by: str | None = None) -> Toll:
        span = Interval(TAKEN, claim.interval.end)
        return Toll(
            f"t-battle-{number}", claim.claim_id, Count("killed", killed, killed), parts, claim.source, "monitor", "Palmyra", "SY",
            interval=span, operation_id=OPERATION, superseded_by=superseded_by,
        )  # fmt: skip

    tolls = (
        toll(0, first, 602, Count("killed_civilians", 104, 104), superseded_by="t-battle-1"),
        toll(1, last, 731),
    )
    change = Interval(RETAKEN, date(2017, 3, 3))
    controls = (
        Control(holder=RAIDERS[0], since=Interval(date(2015, 5, 1), date(2015, 5, 31)), until=change, claim_ids=(lost.claim_id,), lost_by=GOVERNMENT[:1], **PLACE),  # type: ignore[arg-type]
        Control(holder=GOVERNMENT[0], since=change, until=None, claim_ids=(won.claim_id,), lost_by=RAIDERS[:1], **PLACE),  # type: ignore[arg-type]
    )  # fmt: skip
    with Record.open(place) as record:
        for one in told.coded:
            record.add_document(one)
        event_of = {claim: one.event_id for one in events for claim in one.claim_ids}
        record.replace_links(Links(events, (operation,), tolls, controls, event_of), linker="1")
    return place
