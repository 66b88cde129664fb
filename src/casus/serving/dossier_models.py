"""What the page of an event is told, as types for the API's documentation."""

from __future__ import annotations

from typing import Literal

from casus.decision import DecisionKind
from casus.record import Grade, Kind
from casus.serving.answer_models import Brief
from casus.serving.models import ClaimRow, EventRow, PublicationDate, Row, said


class VoiceRow(Row):
    """A claim as a voice on an event."""

    stance: Literal["agrees", "differs", "denies"]
    differs: list[str] = said("in what it differs: kind, days, status, or what is counted")
    claim: ClaimRow


class AccountRow(Row):
    """What one origin says of an event."""

    origin: str = said("where the knowledge comes from")
    stance: Literal["agrees", "differs", "denies"] = said("of the voice that is nearest to the event")
    voices: list[VoiceRow]


class DossierDocument(Brief):
    """A document in short, with its date and its copies."""

    date: PublicationDate
    copy_of: str | None = said("the key of the document that it repeats as a whole")
    copies: list[Brief]


class RelatedRow(Row):
    """Another event in short."""

    event_id: str
    title: str
    kind: Kind
    grade: Grade
    place: str | None
    date_start: str | None
    date_end: str | None
    km: float | None = said("kilometres between the points")
    days: int | None = said("days between; 0: they overlap or follow each other")


class OperationName(Row):
    """An operation in short."""

    operation_id: str
    name: str


class DecidedRow(Row):
    """What a person decided on claims of an event."""

    decision_id: str
    kind: DecisionKind
    author: str
    made_at: str = said("ISO 8601, UTC")
    words: str = said("as the end of `Ada decided that ...`")
    reason: str
    undone_by: str | None = said("the decision that undid it")


class EventDossier(Row):
    """An event as its page shows it."""

    sentence: str = said("the event in one sentence, made from its fields")
    event: EventRow
    grade_rule: str = said("what the grade means")
    accounts: list[AccountRow] = said("who tells what, by origin: those that agree first, denials last")
    documents: list[DossierDocument] = said("where the claims are made, and what these documents copy")
    rivals: list[RelatedRow] = said("events that cannot both be true with it")
    operation: OperationName | None
    same_operation: list[RelatedRow] = said("events of its operation, nearest in time first")
    near: list[RelatedRow] = said("other events within 25 km and 7 days")
    decisions: list[DecidedRow] = said("oldest first")
    explanation: list[str]
    learned: str | None = said("when the record first held it (ISO 8601, UTC); null with `--safe`")
    changed: str | None = said("when it became what it is now")
