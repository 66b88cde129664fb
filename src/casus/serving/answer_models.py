"""What the addresses of the API answer, as types for its documentation."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from casus.record import Grade, Kind, Status
from casus.serving.models import (
    AcledCodes,
    ClaimRow,
    ControlRow,
    DocumentRow,
    EventRow,
    MentionRow,
    OperationRow,
    PloverCodes,
    ProblemRow,
    RelationRow,
    Row,
    TollRow,
    said,
)


class Total(Row):
    """How many there are in all."""

    number: int
    exact: bool = said("false: at least so many; counting ends there")


class Page(Row):
    """Some items, and where the next ones are."""

    next: str | None = said("the address of the next page, also in the header `Link`; null: this is the last")


class EventPage(Page):
    """Some events."""

    items: list[EventRow]
    total: Total | None = said("with `count=true`")


class SpotRow(Row):
    """Where events are."""

    name: str | None
    place_id: str | None
    lat: float | None
    lon: float | None


class OverviewColumns(Row):
    """Events as columns: the same position in each is the same event, the newest first, those without a known day last.

    `kind`, `grade`, `status`, `country`, `place`, `sides` and `publishers` are positions in the list of values beside them.
    """

    total: int = said("how many events the filters let through")
    left_out: int = said("how many of these, the oldest, are not told here")
    id: list[str]
    first: list[int | None] = said("the first day, in days since 1 January 1970; null: unknown")
    lasting: list[int] = said("days from the first day to the last one")
    killed: list[int] = said("the best figure of those killed; -1: none is known. Not to be added up")
    kind: list[int]
    kinds: list[Kind]
    grade: list[int]
    grades: list[Grade]
    status: list[int]
    statuses: list[Status]
    country: list[int]
    countries: list[str | None]
    place: list[int]
    places: list[SpotRow]
    sides: list[int] = said("who takes part, on any side")
    sides_named: list[list[int]] = said("positions in `names`")
    publishers: list[int] = said("who published the reports of it")
    publishers_named: list[list[int]] = said("positions in `names`")
    names: list[str]


class ClaimPage(Page):
    """Some claims."""

    items: list[ClaimRow]
    total: Total | None


class DocumentPage(Page):
    """Some documents, without their texts."""

    items: list[DocumentRow]
    total: Total | None


class OperationPage(Page):
    """Some operations."""

    items: list[OperationRow]


class TollPage(Page):
    """Some tolls."""

    items: list[TollRow]


class ProblemPage(Page):
    """Some problems."""

    items: list[ProblemRow]


class Brief(Row):
    """A document in short."""

    key: str
    id: str
    title: str | None
    publisher: str | None
    url: str | None


class EventDetail(Row):
    """An event and all that it rests on."""

    event: EventRow
    claims: list[ClaimRow] = said("those that assert it and those that stand against it")
    documents: list[Brief] = said("where these claims are made")
    rivals: list[EventRow]
    operation: OperationRow | None
    grade_rule: str = said("what the grade means")
    explanation: list[str] = said(
        "in sentences: what is claimed, why it is one event, its numbers, its grade, what people decided"
    )


class ClaimDetail(Row):
    """A claim, its document and its event."""

    claim: ClaimRow
    document: Brief
    event: EventRow | None


class EventName(Row):
    """An event in short."""

    event_id: str
    title: str
    grade: Grade


class DocumentDetail(Row):
    """A document with everything found in it."""

    document: DocumentRow
    claims: list[ClaimRow] = said("each with the span of its evidence")
    main: int | None = said("the index of the claim that the text is chiefly about")
    mentions: list[MentionRow]
    relations: list[RelationRow]
    problems: list[ProblemRow]
    copies: list[Brief] = said("the documents that repeat it as a whole")
    others: list[Brief] = said("those that it copies or repeats, or that stand for it")
    events: list[EventName] = said("the events that its claims tell of")


class OperationDetail(Row):
    """An operation, its tolls, and why its events belong together."""

    operation: OperationRow
    tolls: list[TollRow]
    explanation: list[str]
    events: str = said("the address of its events")


class TollDetail(Row):
    """A toll and what it rests on."""

    toll: TollRow
    claim: ClaimRow
    explanation: list[str]


class ControlList(Row):
    """All spells of control."""

    items: list[ControlRow]


class HoldingRow(Row):
    """Who is said to hold a place on a day."""

    place: str
    standing: str = said("held, changing or contested")
    spells: list[ControlRow] = said("latest first")


class HoldingList(Row):
    """Who is said to hold what on one day."""

    at: str
    items: list[HoldingRow]


class ActorRow(Row):
    """An actor and what it is called in the record, the most frequent name first."""

    actor_id: str
    name: str = said("as theatre packs call it, else its most frequent name")
    names: list[str]
    as_actor: int = said("events that it is said to have done")
    as_target: int = said("events that were done to it")


class ActorPage(Page):
    """Some actors."""

    items: list[ActorRow]


class ActorDetail(Row):
    """An actor: its names, what theatre packs know, relations that reports tell, its latest events."""

    actor_id: str
    names: list[str]
    name: str = said("as theatre packs call it, else its most frequent name")
    kind: str | None = said("null where no theatre pack knows it")
    country: str | None
    relations: list[RelationRow] = said("at most 500")
    events: EventPage


class PlaceInfo(Row):
    """A place of events."""

    place_id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    events: int = said("how many events are there")


class PlacePage(Page):
    """Some places."""

    items: list[PlaceInfo]


class PlaceDetail(Row):
    """A place, who is said to hold it, its latest events."""

    place: PlaceInfo
    control: list[ControlRow]
    events: EventPage


class SnippetRow(Row):
    """A stretch of a document's text."""

    text: str
    begin: int = said("offset in the document's text")
    marks: list[list[int]] = said("begin and end of what was searched for, in the document's text")


class HitRow(Row):
    """What was found."""

    what: str = said("documents, claims or events")
    id: str
    title: str
    day: str | None
    document: str = said("the key of the document whose text the snippet is of")
    claim: str | None = said("the claim whose evidence was found")
    kind: Kind | None = said("of a claim or an event")
    grade: Grade | None = said("of an event")
    place: str | None = said("of a claim or an event")
    publisher: str | None = said("of the document")
    snippet: SnippetRow
    likeness: float | None = said("of a search by likeness: 1 is the same, 0 nothing in common")


class SearchResults(Page):
    """What was found, best first; at most the best 500."""

    items: list[HitRow]
    total: Total | None = said("with `count=true`")


class VersionRow(Row):
    """A linking that changed events."""

    number: int
    made_at: str
    program: str
    linker: str
    added: int
    changed: int
    withdrawn: int


class VersionList(Row):
    """All versions, oldest first."""

    items: list[VersionRow]


class ChangesRow(Row):
    """Ids of events that differ between two versions."""

    since: int
    version: int
    added: list[str]
    changed: list[str]
    withdrawn: list[str]


class KindRow(Row):
    """A kind of claims, and what other schemes call it."""

    kind: Kind
    label: str
    family: str
    acled: AcledCodes
    plover: PloverCodes
    cameo: str
    ucdp: str
    rules: int = said("how many rules may give other codes, by the words around a claim and its sides")


class KindList(Row):
    """All kinds."""

    items: list[KindRow]


class CityList(Row):
    """Cities as columns, the largest first."""

    credit: str
    name: list[str]
    lat: list[float]
    lon: list[float]
    people: list[int]


class FeedRow(Row):
    """A source that casus watch asks on a schedule; times are ISO 8601 in UTC."""

    url: str
    fetched_at: str | None = said("when it answered last")
    new_at: str | None = said("when it brought a new article last")
    next_at: str | None
    errors: int = said("in a row, since its last answer")
    error: str | None
    articles: int = said("that were fetched")
    waiting: int = said("articles to be fetched yet")
    failed: int = said("articles that could not be had")


class FeedList(Row):
    """All watched sources, by address."""

    items: list[FeedRow]


class Health(Row):
    """That the record can be read."""

    status: str
    linked: bool = said("false: events do not cover all documents yet")


class VersionInfo(Row):
    """The program, and how much the record holds."""

    program: str
    version: int = said("the number of the record's newest version")
    safe: bool
    documents: int
    copies: int
    claims: int
    events: int
    contested: int


class ProblemDetails(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = said("what to do")
    errors: list[dict[str, Any]] | None = said("for 422: what is wrong with which parameter", default=None)
