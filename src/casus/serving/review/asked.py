"""What may be decided, as it is written, and what the pages of reviewing can be asked by."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Body, Query
from pydantic import AfterValidator, Field

from casus.record import CountWhat, Kind, PlacePrecision, SourceType, Status
from casus.serving.accounts.asked import Written
from casus.serving.asked import Day, Name, Narrowed, PageAsked, about, clean


def _words(given: str) -> str:
    if not clean(given).strip():
        raise ValueError("must not be blank")
    return given


Identifier = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_words)]
Version = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_words)]
Reason = Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_words)]
Text = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_words)]
Whole = Annotated[int, Field(ge=0, lt=2**62)]
Seen = Annotated[dict[Identifier, Version], Field(min_length=1, max_length=200)]
"""Versions of what was looked at, by id."""


class PlaceGiven(Written):
    """A place; without an id it is on no map."""

    name: Text
    place_id: Text | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    precision: PlacePrecision = "exact"


class CountGiven(Written):
    """A number as claimed; an end that is left out is open."""

    what: CountWhat
    min: Whole | None = None
    max: Whole | None = None


class EvidenceGiven(Written):
    """Where the words stand in the document's text."""

    begin: Annotated[int, Field(ge=0, lt=2**31)]
    end: Annotated[int, Field(ge=1, lt=2**31)]


class ChangesGiven(Written):
    """Fields of a claim that are otherwise than coded; those left out stay. ``null`` (or an empty list): the words name none."""

    kind: Kind | None = None
    status: Status | None = None
    actors: Annotated[list[Text], Field(max_length=20)] | None = None
    targets: Annotated[list[Text], Field(max_length=20)] | None = None
    place: PlaceGiven | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    date_start: Day | None = None
    date_end: Day | None = None
    counts: Annotated[list[CountGiven], Field(max_length=20)] | None = None
    source: Text | None = None
    source_type: SourceType | None = None
    aggregate: bool | None = None
    evidence: EvidenceGiven | None = None


class OfClaim(Written):
    """A decision about one claim, of which a version was looked at."""

    claim: Identifier
    version: Version


class Accept(OfClaim):
    """The claim is coded as the words say."""

    kind: Literal["accept"]
    because: Reason = "checked against the words"


class Reject(OfClaim):
    """The coding is wrong: the claim counts for nothing."""

    kind: Literal["reject"]
    because: Reason


class Correct(OfClaim):
    """Fields of the claim are otherwise."""

    kind: Literal["correct"]
    because: Reason
    changes: ChangesGiven


class Comment(Written):
    """A remark on claims; it changes nothing."""

    kind: Literal["comment"]
    claims: Annotated[list[Identifier], Field(min_length=1, max_length=50)]
    because: Reason


class Merge(Written):
    """Events (all their claims), or claims picked from several, are one event."""

    kind: Literal["merge"]
    events: Seen
    claims: Annotated[list[Identifier], Field(max_length=200, default_factory=list)]
    because: Reason


class Split(Written):
    """Some claims of an event tell of another one."""

    kind: Literal["split"]
    event: Identifier
    version: Version
    claims: Annotated[list[Identifier], Field(min_length=1, max_length=200)]
    because: Reason


class Move(OfClaim):
    """A claim belongs to another event; `to` null: to one of its own."""

    kind: Literal["move"]
    to: Identifier | None
    because: Reason


class Number(Written):
    """A number of an event; an end that is left out stays as the claims give it."""

    kind: Literal["number"]
    event: Identifier
    version: Version
    what: CountWhat
    low: Whole | None = None
    best: Whole | None = None
    high: Whole | None = None
    because: Reason


class NameOperation(Written):
    """What an operation is called."""

    kind: Literal["name"]
    operation: Identifier
    version: Version
    name: Text
    because: Reason


class Add(Written):
    """A claim that was missed in a document, named by its key; its kind and its words must be given."""

    kind: Literal["add"]
    document: Identifier
    version: Version
    because: Reason = "missed by the program"
    fields: ChangesGiven


class Undo(Written):
    """A decision does not hold."""

    kind: Literal["undo"]
    decision: Identifier
    because: Reason


DecisionGiven = Annotated[
    Accept | Reject | Correct | Comment | Merge | Split | Move | Number | NameOperation | Undo | Add,
    Body(discriminator="kind"),
]


Held = dict[Identifier, Identifier | None]
"""By claim, who has it on the desk; ``null``: nobody."""


class AssignmentGiven(Written):
    """Whose desk claims go to; `held`: on whose they were when that was decided, for claims named in it."""

    claims: Annotated[list[Identifier], Field(min_length=1, max_length=500)]
    coder: Identifier
    held: Annotated[Held, Field(max_length=500, default_factory=dict)]


class BlindGiven(Written):
    """Claims that several people are to judge blind."""

    claims: Annotated[list[Identifier], Field(min_length=1, max_length=500)]
    coders: Annotated[list[Identifier], Field(min_length=2, max_length=5)]


class QueueAsked(Narrowed):
    """Which claims of the queue."""

    state: Literal["open", "reviewed"] = Field(
        default="open", description="what nobody has judged, or what somebody has"
    )
    mine: bool = Field(default=False, description="only what is on one's own desk")


class HistoryAsked(PageAsked):
    """Which decisions."""

    author: Name | None = about("who took them", "ada")
    claim: Name | None = about("a claim that they are about")
    event: Name | None = about("an event whose claims they are about")


QueueQuery = Annotated[QueueAsked, Query()]
HistoryQuery = Annotated[HistoryAsked, Query()]
