"""A record and what is asked of it, made into a situation report."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

from casus.record import Interval
from casus.reporting import wording
from casus.reporting.lookup import Record
from casus.reporting.sitrep.citing import Citations
from casus.reporting.sitrep.messages import Messages, messages
from casus.reporting.sitrep.model import Note, SituationReport
from casus.reporting.sitrep.phrases import Writing
from casus.reporting.sitrep.scope import Asked, Scope
from casus.reporting.sitrep.sections.changes import changes
from casus.reporting.sitrep.sections.chart import chart
from casus.reporting.sitrep.sections.contested import contested
from casus.reporting.sitrep.sections.control import control
from casus.reporting.sitrep.sections.events import events
from casus.reporting.sitrep.sections.highlights import highlights, key_figures
from casus.reporting.sitrep.sections.method import method
from casus.reporting.sitrep.sections.tolls import tolls

WRITTEN = (key_figures, highlights, changes, chart, control, events, tolls, contested)


def compose(record: Record, asked: Asked, words: Messages | None = None) -> SituationReport:
    """The report; the same values give the same one. Raises :class:`~casus.reporting.lookup.BrokenRecordError` where the record
    refers to what it does not hold, :class:`~casus.reporting.basemap.BasemapMissingError` where the package was not built."""
    say = words or messages()
    scope = Scope(record, asked)
    writing = Writing(scope, Citations(record, say), say)
    sections = [write(writing) for write in WRITTEN]
    notes = writing.cite.all()
    as_of = scope.as_of
    return SituationReport(
        language=say("language.code"),
        kicker=say("head.kicker"),
        title=_title(scope, say),
        subtitle=_countries(scope, say) if asked.title or asked.operation else "",
        facts=tuple(_facts(scope, notes, say)),
        imprint=" ".join((say("head.prepared"), say("head.safe"))) if asked.safe else say("head.prepared"),
        sections=(*sections, method(writing, notes)),
        notes_title=say("sections.notes"),
        notes_lead=say("notes.lead"),
        notes=notes,
        as_of=(as_of.year, as_of.month, as_of.day) if as_of else None,
    )


def _title(scope: Scope, say: Messages) -> str:
    if scope.asked.title:
        return scope.asked.title
    return scope.asked.operation.name if scope.asked.operation else _countries(scope, say) or say("head.whole")


def _countries(scope: Scope, say: Messages) -> str:
    """The countries of the events, the one with most of them first."""
    counted = Counter(event.country for event in scope.events if event.country)
    ranked = sorted(counted, key=lambda code: (-counted[code], code))
    names = [wording.country(code) or code for code in ranked]
    if len(names) > 3:
        return say("head.several_countries", first=names[0], n=len(names) - 1)
    return say.listed(names)


def _facts(scope: Scope, notes: tuple[Note, ...], say: Messages) -> list[tuple[str, str]]:
    """The lines of the title block."""
    facts = [(say("head.period"), _period(scope.period, say)), (say("head.as_of"), _as_of(scope.as_of, say))]
    cited = {note.document: scope.record.document_of[note.document].publisher for note in notes}
    if cited:
        reports, publishers = len(cited), len(set(filter(None, cited.values())))
        told = say(
            "head.sources_read",
            documents=say.counted("reports", reports),
            publishers=say.counted("publishers", publishers),
        )
        facts.append((say("head.sources"), told))
    if scope.asked.version:
        number, made = scope.asked.version
        day = datetime.fromisoformat(made).astimezone(UTC).strftime(say.raw("head.made_at"))
        facts.append((say("head.record"), say("head.record_version", version=number, made_at=day)))
    return facts


def _period(period: Interval, say: Messages) -> str:
    if period.start is None and period.end is not None:
        return say("head.open_start", day=wording.day(period.end))
    return wording.interval(period)


def _as_of(day: date | None, say: Messages) -> str:
    return say("head.as_of_reports", day=wording.day(day)) if day else say("head.as_of_unknown")
