"""What reviewing answers, as types for the documentation."""

from __future__ import annotations

from typing import Literal

from casus.decision import DecisionKind
from casus.record import CountWhat
from casus.serving.answer_models import Brief, Page
from casus.serving.models import ClaimRow, EventRow, MentionRow, OperationRow, Row, said


class DecisionRow(Row):
    """A decision of a person; it stays for good, and can be undone by another."""

    decision_id: str
    kind: DecisionKind
    author: str
    made_at: str
    reason: str
    claim_ids: list[str]
    together_ids: list[str]
    apart_ids: list[str]
    what: CountWhat | None
    low: int | None
    best: int | None
    high: int | None
    changes: dict[str, list[str]]
    name: str | None
    undoes: str | None
    seen: str | None = said("the version that was looked at")
    document: str | None = said("the document to which a claim is added")
    words: str = said("what it says")
    undone_by: str | None = said("the decision by which it holds no more")


class DecisionPage(Page):
    """Some decisions, the last first."""

    items: list[DecisionRow]


class AssignmentRow(Row):
    """Who has a claim on the desk."""

    claim: str
    coder: str
    given_by: str
    until: str | None = said("null: until it is given back")


class AssignmentList(Row):
    """Who has which claims on the desk."""

    items: list[AssignmentRow]


class BlindCoderRow(Row):
    """Somebody who judges a claim blind."""

    name: str
    judged: bool


class BlindRow(Row):
    """A claim that several people judge without seeing each other's judgement."""

    claim: str
    given_by: str
    given_at: str
    coders: list[BlindCoderRow]
    open: bool = said("whether somebody has still to judge")
    same: bool | None = said("whether all judged alike; null: not told before all have judged")


class BlindList(Row):
    """Claims that are judged blind."""

    items: list[BlindRow]


class CoderList(Row):
    """Who can judge claims."""

    items: list[str]


class QueueItem(Row):
    """A claim that waits, with what tells how much it should be looked at."""

    claim: ClaimRow
    version: str = said("to be named when it is judged")
    priority: int
    document: Brief
    event: EventRow | None
    desk: AssignmentRow | None


class QueuePage(Page):
    """Some of the queue."""

    items: list[QueueItem]
    formula: str


class ReviewText(Row):
    """The text that a claim is made in."""

    key: str
    id: str
    title: str | None
    publisher: str | None
    url: str | None
    date: str | None
    text: str


class ReviewClaim(Row):
    """A claim with all that is needed to judge it."""

    claim: ClaimRow = said("as it counts, with corrections")
    coded: ClaimRow = said("as it was coded")
    version: str
    priority: int
    document: ReviewText
    others: list[ClaimRow] = said("the other claims of the document, by place in the text")
    mentions: list[MentionRow] = said("places and names found in the text, for suggestions")
    event: EventRow | None
    event_version: str | None
    history: list[DecisionRow] = said("the last first")
    desk: AssignmentRow | None
    blind: Literal["yours", "sealed", "others"] | None = said(
        "where it is judged blind, and not by all yet: it waits for you, your judgement is sealed, it is for others"
    )


class ReviewDocument(Row):
    """A document with its claims, to see whether one was missed."""

    document: ReviewText
    version: str = said("to be named when a claim is added")
    claims: list[ClaimRow] = said("by place in the text")
    mentions: list[MentionRow] = said("places and names found in the text, for suggestions")


class ReviewOperation(Row):
    """An operation, to give it another name."""

    operation: OperationRow
    version: str = said("to be named when it is called otherwise")
    history: list[DecisionRow] = said("what it was called by whom, the last first")


class PickClaim(Row):
    """A claim of an event, to be picked."""

    claim: ClaimRow
    version: str
    document: Brief


class ReviewEvent(Row):
    """An event with its claims to pick from, and others near it."""

    event: EventRow
    version: str
    claims: list[PickClaim]
    near: list[EventRow] = said("at the same place, within a week, or of the same operation: what it may be one with")
    history: list[DecisionRow]


class TakenRow(Row):
    """A decision that was kept, and where what it speaks of is now."""

    decision: DecisionRow
    versions: dict[str, str] = said("of its claims, as they are now")
    events: list[EventRow] = said("that hold its claims now")
    sealed: bool = said("whether it is kept from everybody until the others who judge the claim blind have judged")


class FieldRow(Row):
    """How far coders agree about one field."""

    field: str
    scale: str
    claims: int
    coders: int
    alpha: float | None = said("Krippendorff's alpha; null: nothing to compare, or no variation")


class AgreementRow(Row):
    """How far coders agree about the claims that two or more of them judged blind."""

    claims: int
    fields: list[FieldRow]
