"""A hand-coded event as a document with one claim: its notes are the text and the evidence, the project that coded it is the source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casus.handcoded.rows import CodedRow
from casus.record import Claim, Coded, Count, Document, DocumentDate, stable_id

Resolve = Callable[[str, str | None, date | None], tuple[str, str]]
"""From a name in a table, the country and the day to an actor's id and name here."""
PUBLISHERS = {"acled": "ACLED", "ucdp": "UCDP"}


def coded_of(row: CodedRow, resolve: Resolve) -> Coded:
    """The document of a row with its claim. The document is of the event's last day: earlier it cannot be."""
    publisher, last = PUBLISHERS[row.scheme], row.interval.end
    document = Document(
        id=f"{row.scheme}-{row.row_id}",
        text=row.notes,
        publisher=publisher,
        date=DocumentDate(last, last, "given", (f"the last day of the event in {publisher}'s table",)),
        locator=row.locator,
    )
    actors = [resolve(name, row.country, last) for name in row.actors]
    targets = [resolve(name, row.country, last) for name in row.targets]
    actors, targets = _once(actors), [side for side in _once(targets) if side not in actors]
    claim = Claim(
        claim_id=stable_id("c", document.key, row.scheme, row.row_id),
        document=document.key,
        kind=row.kind,
        begin=0,
        end=len(row.notes),
        evidence=row.notes,
        actors=tuple(name for _, name in actors),
        actor_ids=tuple(actor_id for actor_id, _ in actors),
        targets=tuple(name for _, name in targets),
        target_ids=tuple(actor_id for actor_id, _ in targets),
        place=row.place,
        country=row.country,
        lat=row.lat,
        lon=row.lon,
        precision=row.precision,
        province=row.province,
        interval=row.interval,
        counts=tuple(_counts(row)),
        source=publisher,
        source_type="monitor",
        aggregate=row.several,
        confidence=1.0,
    )
    return Coded(document, (claim,), main=0)


def _once(sides: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return list({actor_id: (actor_id, name) for actor_id, name in reversed(sides)}.values())[::-1]


def _counts(row: CodedRow) -> list[Count]:
    counts = []
    if row.best is not None:
        figures = [figure for figure in (row.low, row.best, row.high) if figure is not None]
        counts.append(Count("killed", min(figures), max(figures)))
    if row.civilians is not None:
        counts.append(Count("killed_civilians", row.civilians, row.civilians))
    if row.combatants is not None:
        counts.append(Count("killed_combatants", row.combatants, row.combatants))
    return counts
