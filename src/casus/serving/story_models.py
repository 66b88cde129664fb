"""What the addresses of the pages of operations, actors, places and sources answer, as types for the documentation of the API."""

from __future__ import annotations

from typing import Literal

from casus.record import CountWhat, Grade, Kind, RelationKind, SourceType, Status
from casus.serving.answer_models import Page, PlaceInfo
from casus.serving.models import ControlRow, EventRow, OperationRow, Row, TollRow, said

Role = Literal["actor", "target"]
SourceKind = Literal["publisher", "cited", "side"]


class ClaimBrief(Row):
    """A claim in short: enough to say who says it, in which words, and where they stand."""

    claim_id: str
    document: str = said("the document's key")
    title: str = said("the document's title, else its id")
    publisher: str | None
    published: str | None = said("the day of the document")
    said_by: str = said("who is cited, else who published it first")
    source_type: SourceType
    kind: Kind
    status: Status
    evidence: str
    event_id: str | None


class SideMember(Row):
    """A member of a side of an operation."""

    name: str
    actor_id: str | None = said("null where no claim identifies it")


class TieRow(Row):
    """How two sides stand to each other: `subject` `kind` `object`."""

    kind: RelationKind
    subject_id: str
    subject: str
    object_id: str
    object: str
    since: str | None
    until: str | None
    told_by: Literal["pack", "reports"] = said("`pack`: knowledge that came with the program, which no report says")
    pack: str | None = said("the theatre pack")
    reports: int = said("how many times reports say so")
    document: str | None = said("the key of the latest document that says so")
    evidence: str | None = said("its words")


class TotalRow(Row):
    """A total of a series, and when it was reported."""

    toll: TollRow
    told: str | None = said("the day of its report")
    said_by: str
    stands: bool = said("false: a later total replaces it")


class SeriesRow(Row):
    """The totals of one source for one thing, earliest first; the last one stands. Series are never added up."""

    people: str = said("whom it counts: a side, civilians, all sides, ground")
    what: CountWhat
    said_by: str = said("who says the total that stands")
    totals: list[TotalRow]
    includes: list[str] = said("events of the record whose numbers the last total holds already, as far as is known")


class PlaceSpells(Row):
    """A place and who is said to have held it, in order of time. Days of which nothing is said are left out: nobody knows."""

    place: str
    place_id: str | None
    country: str | None
    lat: float | None
    lon: float | None
    spells: list[ControlRow]


class OperationStory(Row):
    """An operation day by day, with all that its page shows."""

    operation: OperationRow
    explanation: list[str] = said("why its events belong together")
    sides: list[list[SideMember]]
    ties: list[TieRow] = said("who backs its sides, is part of them or allied with them, in its days")
    events: list[EventRow] = said("in order of time, those without a day last")
    left_out: int = said("how many more events it has")
    tolls: list[SeriesRow]
    control: list[PlaceSpells]
    claims: list[ClaimBrief] = said("those that tolls and control rest on")


class Month(Row):
    """The events that began in a month."""

    month: str = said("such as 2017-02")
    grades: dict[Grade, int]


class SpreadRow(Row):
    """How some events lie in time, and how well they are attested."""

    events: int
    undated: int = said("how many have no day")
    grades: dict[Grade, int]
    months: list[Month] = said("months without any are left out")


class SaidRow(Row):
    """How many claims a source makes of a kind and status."""

    kind: Kind
    status: Status
    claims: int
    role: Role | None = said("as what the source itself takes part in them, where that is asked")


class NamedDays(Row):
    """A name, and the days in which it is known to hold."""

    name: str
    since: str | None
    until: str | None


class OperationShare(Row):
    """An operation, and how many of its events are meant."""

    operation_id: str
    name: str
    date_start: str | None
    date_end: str | None
    events: int


class ActorStory(Row):
    """An actor: what it is called, who it is tied to, its events by role, and what it says as a source."""

    actor_id: str
    name: str
    kind: str | None = said("null where no theatre pack knows it")
    country: str | None
    names: list[str] = said("in its latest claims, the most frequent first")
    pack_names: list[NamedDays] = said("names that theatre packs know")
    ties: list[TieRow]
    as_actor: SpreadRow
    as_target: SpreadRow
    as_source: SpreadRow = said("events of which it is cited for a claim")
    operations: list[OperationShare] = said("those with most of its events as actor, at most 20")
    itself: list[SaidRow] = said("what it says of itself, as a source: no independent word")
    itself_claims: list[ClaimBrief] = said("the latest of these claims, at most 20")


class PlaceStory(Row):
    """A place: who is said to hold it, its events over time, tolls that are claimed for it."""

    place: PlaceInfo
    control: PlaceSpells | None
    events: SpreadRow
    tolls: list[SeriesRow]
    operations: list[OperationShare] = said("those with most of its events, at most 20")
    claims: list[ClaimBrief]


class SourceRow(Row):
    """A publisher or a cited source."""

    key: str = said("`publisher:…`, `cited:…` (by name) or `side:…` (a cited side, by its id)")
    name: str
    what: SourceKind
    events: int = said("events of which it tells")
    documents: int | None = said("of publishers")


class SourcePage(Page):
    """Some sources."""

    items: list[SourceRow]


class ReportsRow(Row):
    """The reports of a publisher."""

    documents: int
    copies: int = said("how many of them repeat another text as a whole, and so add no origin")
    claims: int


class CopyRow(Row):
    """A copy that a publisher carried, and the first text."""

    key: str
    title: str
    original: str
    original_title: str
    original_publisher: str | None


class StandingRow(Row):
    """How the events of a source are attested. Agreement is not truth: sources repeat each other, and what one alone says may be right."""

    alone: int = said("told by one origin (grade reported)")
    agreed: int = said("told by other origins too, none denying (corroborated, confirmed)")
    disputed: int = said("origins disagree, or only denials stand (contested, denied)")


class SourceStory(Row):
    """A publisher or a cited source: what it tells of, and how that is attested by others."""

    source: SourceRow
    actor_id: str | None = said("the side that it is, if it is one")
    also: list[str] = said("keys of what bears the same name: the publisher that is cited by others, too")
    standing: StandingRow
    events: SpreadRow
    says: list[SaidRow] = said("of cited sources: its claims by kind and status")
    reports: ReportsRow | None = said("of publishers")
    copies: list[CopyRow] = said("of publishers: the latest copies, at most 20")
