"""``casus sitrep``: a situation report of an operation, a place or a country, for a period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from casus.cli.console import complain
from casus.cli.errors import DONE, CommandError
from casus.cli.publishing import Safety, protect, reading_from, written_in_place
from casus.record import Claim, Document, Event, Grade, Links, Operation, Problem

if TYPE_CHECKING:
    from casus.exporting.selecting import Selection
    from casus.exporting.values import Source
    from casus.reporting.lookup import Record
    from casus.reporting.sitrep.model import SituationReport
    from casus.reporting.sitrep.scope import Reading

HOLDING = frozenset({"territory_gain", "withdrawal", "surrender"})
"""Kinds of events that tell who holds a place, also long before the period."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked: which events, of which operation, in which days, under which title."""

    selection: Selection
    operation: str | None = None
    since: date | None = None
    until: date | None = None
    title: str | None = None
    safety: Safety = field(default_factory=Safety)


def write_situation_report(place: str, output: Path, wishes: Wishes) -> int:
    """Write the report in the format that the file's ending names; returns the exit status."""
    from casus.reporting.sitrep.writing.formats import UnknownFormatError, writer_for
    from casus.reporting.sitrep.writing.typesetting import MissingTypesetterError

    if wishes.since and wishes.until and wishes.since > wishes.until:
        raise CommandError(f"--from {wishes.since} is after --to {wishes.until}; change one of them")
    try:
        write = writer_for(output)
        report = situation_report(place, wishes)
        with written_in_place(output) as path:
            path.write_bytes(write(report))
    except (UnknownFormatError, MissingTypesetterError) as error:
        raise CommandError(str(error)) from error
    complain(f"wrote {output}: {len(report.notes)} footnotes")
    return DONE


def situation_report(place: str, wishes: Wishes) -> SituationReport:
    """The report as values."""
    from casus.reporting.sitrep.compose import compose
    from casus.reporting.sitrep.scope import Asked

    with reading_from(place) as stored:
        source, _ = protect(stored, wishes.safety)
        operation = _operation(source.operations(), wishes.operation) if wishes.operation else None
        reading = _reading(source, stored.set_aside())
        record = _record(_narrowed(source, wishes, operation))
        versions = stored.portions.versions()
    asked = Asked(
        since=wishes.since, until=wishes.until, operation=operation, title=wishes.title, reading=reading, safe=wishes.safety.safe,
        grades_before=_grades_before(record, wishes.since) if wishes.since else {},
        version=(versions[-1].number, versions[-1].made_at) if versions else None,
    )  # fmt: skip
    return compose(record, asked)


def _operation(operations: Iterable[Operation], wanted: str) -> Operation:
    """The operation of this id, its beginning, or this name. Raises :class:`CommandError`."""
    known = list(operations)
    folded = wanted.casefold()
    found = [one for one in known if one.operation_id == wanted] or [
        one for one in known if one.name.casefold() == folded
    ]
    found = found or [one for one in known if one.operation_id.startswith(wanted) or folded in one.name.casefold()]
    if len(found) == 1:
        return found[0]
    shown = ", ".join(
        f"{one.name} ({one.operation_id})" for one in sorted(found or known, key=lambda one: one.name)[:8]
    )
    if found:
        raise CommandError(f"{wanted!r} may be several operations; give the id of one of {shown}")
    raise CommandError(
        f"no operation is called {wanted!r}" + (f"; there are {shown}" if known else "; the record has none")
    )


def _narrowed(source: Source, wishes: Wishes, operation: Operation | None) -> Source:
    """The events that the report may tell of, and those that say who holds a place."""
    from casus.exporting.narrowing import narrowed
    from casus.reporting.sitrep.scope import within
    from casus.reporting.view import LOOKING_BACK

    own = frozenset(operation.event_ids) if operation else None
    earliest = wishes.since - LOOKING_BACK if wishes.since else None
    told_by_tolls = _events_of_tolls(source, operation) if operation else frozenset()

    def wanted(event: Event) -> bool:
        if own is not None and event.event_id not in own and event.event_id not in told_by_tolls:
            return False
        # what has numbers may state a toll, which counts from long before; reports of the period may tell anew of what was before it
        always = not event.interval.known or event.numbers or event.kind in HOLDING
        return (always or within(event.interval, earliest, wishes.until)) and wishes.selection.wants(event)

    return narrowed(source, wanted)


def _events_of_tolls(source: Source, operation: Operation) -> frozenset[str]:
    """The events whose claims state the tolls of an operation; most are the operation's own."""
    claims = {toll.claim_id for toll in source.tolls() if toll.operation_id == operation.operation_id}
    if not claims:
        return frozenset()
    return frozenset(
        event_id
        for portion in source.by_reports(claims=True)
        for claim_id, event_id in portion.links.event_of.items()
        if claim_id in claims
    )


def _reading(source: Source, aside: Iterable[Problem]) -> Reading:
    """What the whole record was read from; what was set aside is no part of what ``--safe`` lets through, but is said by its reasons."""
    from casus.reporting.sitrep.scope import reading_of

    documents = (document for portion in source.by_reports() for document in portion.documents)
    return reading_of(documents, (problem.reason for problem in aside))


def _record(source: Source) -> Record:
    """The values of a source in memory, in its order."""
    from casus.reporting.lookup import Record

    documents: dict[str, Document] = {}
    claims: dict[str, Claim] = {}
    event_of: dict[str, str] = {}
    for portion in source.by_reports(claims=True):
        documents |= portion.by_key()
        claims |= {claim.claim_id: claim for claim in portion.claims}
        event_of |= portion.links.event_of
    events = tuple(event for portion in source.by_events() for event in portion.links.events)
    links = Links(events, tuple(source.operations()), tuple(source.tolls()), tuple(source.controls()), event_of)
    return Record(tuple(documents.values()), tuple(claims.values()), links, ())


def _grades_before(record: Record, since: date) -> dict[str, Grade]:
    """The grades that the claims published before a day would have given their events; events untold of then have none."""
    from casus.linking.grades import grade
    from casus.linking.origins import in_full, origin_of

    documents = {document.key: document for document in record.documents}
    days = {key: document.date.day for key, document in documents.items()}
    early = {
        claim.claim_id: claim for claim in record.claims if (day := days[claim.document]) is not None and day < since
    }
    found: dict[str, Grade] = {}
    for event in record.links.events:
        told, denied = ([early[one] for one in ids if one in early] for ids in (event.claim_ids, event.denial_ids))
        if not told and (event.claim_ids or not denied):
            continue
        rivals = {one for rival in event.rival_ids if rival in record.event for one in record.event[rival].claim_ids}
        if any(one.claim_id in rivals for one in denied):
            found[event.event_id] = "contested"
        else:
            both = (*told, *denied)
            origins = in_full({one.claim_id: origin_of(one, documents) for one in both}, both)
            found[event.event_id] = grade(told, denied, origins)[0]
    return found
