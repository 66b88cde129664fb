"""Values of the record as types for the documentation of the API.

They are the rows of :mod:`casus.rows`, field by field (a test holds that); answers are made of these rows and are not checked again when they
are sent.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from casus.record import (
    CountWhat,
    DateBasis,
    Grade,
    Kind,
    MentionType,
    PlacePrecision,
    RelationKind,
    RelationStatus,
    SourceType,
    Status,
)


class Row(BaseModel):
    """An object of which all fields are known."""

    model_config = ConfigDict(extra="forbid")


def said(words: str, **more: Any) -> Any:
    """A field with its description."""
    return Field(description=words, **more)


class CountRow(Row):
    """A number as claimed."""

    what: CountWhat = said("what is counted")
    min: int | None = said("at least; null: not stated")
    max: int | None = said("at most; null: not stated")
    begin: int | None = said("where the number stands in the text", default=None)
    end: int | None = None


class NumberRow(Row):
    """A number of an event, reconciled from its claims."""

    what: CountWhat
    low: int | None = said("the least that is claimed")
    best: int | None = said("the value of the best-attested latest claim")
    high: int | None = said("the most that is claimed")
    best_claim: str = said("the claim that gave the best value")
    reason: str = said("why that one")
    claim_ids: list[str] = said("the claims that state it, latest last")
    part_of: CountWhat | None = said("the whole that includes it and to which it is not added")


class EventRow(Row):
    """What one or more claims say happened at one place and time."""

    event_id: str
    kind: Kind
    title: str
    status: Status
    grade: Grade = said("how well it is attested")
    grade_reason: str = said("the rule that gave the grade")
    date_start: str | None = said("first day, ISO 8601; null: open")
    date_end: str | None = said("last day, included")
    actors: list[str] = said("who did it")
    targets: list[str] = said("to whom")
    place: str | None
    place_id: str | None
    country: str | None = said("two letters (ISO 3166-1)")
    lat: float | None = said("degrees, of the place that reports name")
    lon: float | None
    precision: PlacePrecision | None = said("what the point stands for")
    province: str | None = said("the first-level division that the place lies in; null: not known")
    numbers: list[NumberRow]
    origins: list[str] = said("where the knowledge comes from; copies are none of their own")
    claim_ids: list[str] = said("the claims that assert it")
    denial_ids: list[str] = said("the claims that stand against it")
    rival_ids: list[str] = said("events that cannot both be true with it")
    operation_id: str | None


class AcledCodes(Row):
    """What ACLED calls it."""

    event_type: str
    sub_event_type: str


class PloverCodes(Row):
    """What PLOVER calls it."""

    event: str
    mode: str


class ClaimRow(Row):
    """One assertion in one document; `evidence` stands in the document's text at `begin`..`end`."""

    claim_id: str
    doc: str = said("the document's id, as its giver calls it")
    kind: Kind
    evidence: str
    begin: int = said("offset in characters")
    end: int
    actors: list[str]
    targets: list[str]
    actor_ids: list[str]
    target_ids: list[str]
    place: str | None
    country: str | None
    place_id: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision | None
    province: str | None
    date_start: str | None
    date_end: str | None
    counts: list[CountRow]
    source: str | None = said("who is cited; null: the reporter")
    source_id: str | None
    source_type: SourceType
    status: Status
    aggregate: bool = said("whether it sums several incidents")
    confidence: float = said("0 to 1")
    trigger: str = said("the words that made it a claim")
    acled: AcledCodes | None = said("given with a single claim or event, not in lists", default=None)
    plover: PloverCodes | None = None
    cameo: str | None = None
    ucdp: str | None = None
    document: str = said("the document's key")
    event_id: str | None = said("the event that it is counted for")
    reviewed: bool = said("whether a person has judged it")
    rejected: bool = said("whether a person found it coded wrongly: it counts for nothing")
    corrected: list[str] = said("the fields that people corrected")


class PublicationDate(Row):
    """When a document was published, and how that is known."""

    start: str | None
    end: str | None
    basis: DateBasis
    reasons: list[str]


class RepeatRow(Row):
    """What a document repeats of an earlier one."""

    original: str
    whole: bool
    share: float
    passages: list[list[int]]


class NoiseRow(Row):
    """A stretch of text that is kept out of coding."""

    begin: int
    end: int
    reason: str


class StatedRow(Row):
    """What is known about a report beside its text, and where that was found."""

    field: str
    value: str
    basis: str


class DocumentRow(Row):
    """One report. Its text is given with a single document; never with `--safe`."""

    key: str
    id: str
    title: str | None
    url: str | None
    publisher: str | None
    date: PublicationDate
    locator: str
    copy_of: str | None = said("the key of the first text that it repeats as a whole")
    repeats: list[RepeatRow]
    superseded_by: str | None = said("the key of a later version of its page")
    stated: list[StatedRow] = said("where title, publisher, author, language, address and date were found")
    noise: list[NoiseRow]
    text: str | None


class MentionRow(Row):
    """A span of text that names something."""

    begin: int
    end: int
    text: str
    type: MentionType
    actor_id: str | None = None
    place_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    start: str | None = None
    end_date: str | None = None
    min: float | None = None
    max: float | None = None
    unit: str | None = None


class RelationRow(Row):
    """How two sides are said to stand to each other: `subject` `kind` `object`."""

    relation_id: str
    doc: str
    kind: RelationKind
    evidence: str
    begin: int
    end: int
    subject: str
    subject_id: str
    object: str
    object_id: str
    date_start: str | None
    date_end: str | None
    source: str | None
    source_id: str | None
    source_type: SourceType
    status: RelationStatus
    confidence: float


class OperationRow(Row):
    """Events that belong together: an offensive, a battle, a siege."""

    operation_id: str
    name: str
    date_start: str | None
    date_end: str | None
    sides: list[list[str]]
    places: list[str]
    country: str | None
    event_ids: list[str]


class TollRow(CountRow):
    """A count over a period or an operation, as one source claims it; never added to the events that it includes."""

    toll_id: str
    claim_id: str
    parts: list[CountRow] = said("counts that it includes")
    source: str | None
    source_type: SourceType
    place: str | None
    country: str | None
    actors: list[str]
    targets: list[str]
    date_start: str | None
    date_end: str | None
    operation_id: str | None
    superseded_by: str | None = said("a later total of the same source and scope")


class Moment(Row):
    """The days among which something changed."""

    start: str | None
    end: str | None


class ControlRow(Row):
    """Who is said to hold a place from when to when."""

    place: str
    holder: str
    since: Moment
    until: Moment | None = said("null while nobody else is said to hold it")
    claim_ids: list[str]
    place_id: str | None
    country: str | None
    lat: float | None
    lon: float | None
    contested_by: list[str]
    lost_by: list[str]


class ProblemRow(Row):
    """An input, or a part of one, that was set aside, and why."""

    locator: str
    stage: str
    reason: str
