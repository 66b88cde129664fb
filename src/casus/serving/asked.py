"""What requests can ask, as parameters of addresses; unknown parameters are refused, so that a misspelt filter is not silently none."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from casus.record import CountWhat, Grade, Kind, Status
from casus.serving.settings import MOST_ITEMS
from casus.store.queries.filters import Filter, make_filter

_NUMBER = r"-?[0-9]{1,5}(\.[0-9]{1,12})?"
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso_day(given: object) -> object:
    if isinstance(given, str) and not _ISO_DAY.fullmatch(given):
        raise ValueError("must be a day such as 2017-02-09")
    return given


def clean(given: str) -> str:
    """A text that databases can hold. Raises ``ValueError``."""
    if "\x00" in given:
        raise ValueError("must not hold NUL characters")
    if any("\ud800" <= letter <= "\udfff" for letter in given):
        raise ValueError("must not hold halves of characters")
    return given


Day = Annotated[date, BeforeValidator(_iso_day)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean)]
Names = Annotated[list[Name], Field(max_length=50)]
Identifier = Annotated[str, Path(min_length=1, max_length=300), AfterValidator(clean)]
EventOrder = Literal["newest", "oldest", "killed", "claims", "origins", "recent"]
ClaimOrder = Literal["newest", "oldest", "killed"]
DocumentOrder = Literal["newest", "oldest"]
OperationOrder = Literal["id", "name", "newest", "oldest", "events"]
ActorOrder = Literal["id", "name", "events", "actor", "target"]
PlaceOrder = Literal["id", "name", "events", "country"]
SourceOrder = Literal["events", "documents", "name"]


def about(words: str, *examples: Any) -> Any:
    """A parameter that may be left out."""
    return Field(default=None, description=words, examples=list(examples) or None)


def several(words: str, *examples: Any) -> Any:
    """A parameter that can be given again; one of its values must hold."""
    return Field(
        default_factory=list, description=f"{words}; can be given again", examples=[[one] for one in examples] or None
    )


class Asked(BaseModel):
    """Parameters of one kind of list."""

    model_config = ConfigDict(extra="forbid")


class PageAsked(Asked):
    """Which part of a list."""

    limit: int = Field(default=50, ge=1, le=MOST_ITEMS, description="items on a page", examples=[20])
    cursor: Annotated[str, Field(min_length=1, max_length=400), AfterValidator(clean)] | None = about(
        "where to go on: the `cursor` in the address that `next` gives; another filter or order needs a first page"
    )


class Filters(Asked):
    """What events, claims and documents can be asked by."""

    since: Day | None = about(
        "only what may have happened on this day or later (of documents: claims of them)", "2017-02-01"
    )
    until: Day | None = about("only what may have happened on this day or earlier", "2017-02-28")
    place: Names = several("a place: words of its name, or its id; `=…`: exactly this id or name", "Aleppo")
    province: Names = several("a first-level division that the place lies in: words of its name", "Aleppo")
    country: Annotated[list[Annotated[str, Field(pattern="^[A-Za-z]{2}$")]], Field(max_length=50)] = several(
        "a country, two letters", "SY"
    )
    near: Annotated[str, Field(pattern=f"^{_NUMBER},{_NUMBER},{_NUMBER}$")] | None = about(
        "within so many kilometres of a point: `latitude,longitude,km`", "36.2,37.16,50"
    )
    box: Annotated[str, Field(pattern=f"^{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}$")] | None = about(
        "within a box: `south,west,north,east`; west may be greater than east", "35,36,37,38"
    )
    actor: Names = several("a side: words of its name, or its id; `=…`: exactly this id or name", "Free Syrian Army")
    role: Literal["any", "actor", "target"] = Field(default="any", description="as what `actor` takes part")
    kind: list[Kind] = several("a kind, see /api/v1/kinds", "air_strike")
    status: list[Status] = several("whether it happened, is planned, possible or denied", "happened")
    killed: Annotated[int, Field(ge=0, lt=2**62)] | None = about("only with so many killed, or more", 10)
    at_least: Annotated[list[Annotated[str, Field(pattern="^[a-z_0-9]{1,20}:[0-9]{1,15}$")]], Field(max_length=20)] = (
        several("only with such a number or more: `what:number`", "displaced:1000")
    )
    publisher: Names = several("a publisher of a report; `=…`: exactly this name", "The Courier")
    source: Names = several("who is cited; `=…`: exactly this id or name", "police")
    operation: Names = several("an operation's id")
    event: Names = several("an event's id")
    document: Names = several("a document's key")
    text: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(clean)] | None = about(
        'words of a claim (of documents: of their text); `"a phrase"`, `-not`, `this OR that`, `begin*`',
        "market OR bazaar",
    )

    def filter(self) -> Filter:
        """The filter. Raises :class:`casus.store.errors.QueryError` for what cannot be asked."""
        least = dict(one.split(":") for one in self.at_least)
        return make_filter(
            since=self.since,
            until=self.until,
            place=self.place,
            province=self.province,
            country=self.country,
            near=_numbers(self.near),  # type: ignore[arg-type]
            box=_numbers(self.box),  # type: ignore[arg-type]
            actor=self.actor,
            role=self.role,
            kind=self.kind,
            status=self.status,
            killed=self.killed,
            at_least={what: int(figure) for what, figure in least.items()},
            publisher=self.publisher,
            source=self.source,
            operation=self.operation,
            event=self.event,
            document=self.document,
            text=self.text,
            grade=getattr(self, "grade", ()),
        )


class Narrowed(PageAsked, Filters):
    """A page of what a filter asks for."""

    count: bool = Field(default=False, description="also count all that there are, up to 10,000")


class OverviewAsked(Filters):
    """Which events all at once."""

    grade: list[Grade] = several("how well it is attested", "confirmed")


class EventsAsked(Narrowed):
    """Which events, in which order."""

    grade: list[Grade] = several("how well it is attested", "confirmed")
    sort: EventOrder = Field(default="newest", description="`recent`: what changed last in the record first")


class ClaimsAsked(Narrowed):
    """Which claims."""

    sort: ClaimOrder = "newest"


class DocumentsAsked(Narrowed):
    """Which documents."""

    sort: DocumentOrder = "newest"


class OperationsAsked(PageAsked):
    """Which operations, in which order."""

    name: Name | None = about("words of its name, in any case", "battle")
    sort: OperationOrder = "id"
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = about("a country, two letters", "SY")


class TollsAsked(PageAsked):
    """Which tolls."""

    operation: Name | None = about("an operation's id")
    what: CountWhat | None = about("what is counted", "killed")
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = about("a country, two letters", "SY")
    standing: bool = Field(default=False, description="leave out totals that a later one replaces")


class NamesAsked(PageAsked):
    """Which of things that have names."""

    name: Name | None = about("part of a name, in any case", "army")


class ActorsAsked(NamesAsked):
    """Which actors, in which order."""

    sort: ActorOrder = Field(
        default="id", description="`actor`, `target`: those with most events as such first; `events`: as either"
    )


class PlacesAsked(NamesAsked):
    """Which places, in which order."""

    sort: PlaceOrder = Field(default="id", description="`events`: those with most events first")


class SourcesAsked(NamesAsked):
    """Which sources, in which order."""

    what: Literal["publisher", "cited", "side"] | None = about("publishers, cited names, or cited sides", "publisher")
    sort: SourceOrder = Field(default="events", description="`events`, `documents`: those with most first")


class ControlAsked(Asked):
    """Whose control, when."""

    at: Day | None = about("only who held what on this day", "2017-02-23")
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = about("a country, two letters", "SY")


class SearchAsked(Narrowed):
    """What to search for, among what the filters let through."""

    q: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(clean)] | None = about(
        'words that must all be there; `"a phrase"`, `-not`, `this OR that`, `begin*`', "market OR bazaar"
    )
    like: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(clean)] | None = about(
        "instead of `q`: a sentence; what says something like it in whatever words. Needs a record with vectors (casus index --semantic)"
    )
    what: Literal["documents", "claims", "events"] = "events"
    grade: list[Grade] = several("how well it is attested; of events only", "confirmed")
    limit: int = Field(default=20, ge=1, le=100, description="results on a page", examples=[5])

    @model_validator(mode="after")
    def _one_of_two(self) -> SearchAsked:
        if (self.q is None) == (self.like is None):
            raise ValueError("give either q, words to search for, or like, a sentence")
        return self


class SuggestAsked(Asked):
    """What is being typed."""

    q: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean)] = Field(
        description="the beginning of a name, or of a word in it", examples=["alep"]
    )
    limit: int = Field(default=10, ge=1, le=30, description="how many suggestions", examples=[5])


class ChangesAsked(Asked):
    """Since when."""

    since: int = Field(ge=0, lt=2**31, description="the number of a version; 0: from the beginning", examples=[1])


class SavingAsked(Asked):
    """A search to be saved."""

    name: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean)] = Field(
        description="what it is called", examples=["Air strikes in Syria"]
    )
    query: Annotated[str, Field(max_length=8000), AfterValidator(clean)] = Field(
        description="parameters as of /api/v1/events", examples=["kind=air_strike&country=SY"]
    )


def _numbers(given: str | None) -> tuple[float, ...] | None:
    return tuple(float(one) for one in given.split(",")) if given is not None else None


EventsQuery = Annotated[EventsAsked, Query()]
OverviewQuery = Annotated[OverviewAsked, Query()]
ClaimsQuery = Annotated[ClaimsAsked, Query()]
DocumentsQuery = Annotated[DocumentsAsked, Query()]
OperationsQuery = Annotated[OperationsAsked, Query()]
TollsQuery = Annotated[TollsAsked, Query()]
ActorsQuery = Annotated[ActorsAsked, Query()]
PlacesQuery = Annotated[PlacesAsked, Query()]
SourcesQuery = Annotated[SourcesAsked, Query()]
PageQuery = Annotated[PageAsked, Query()]
ControlQuery = Annotated[ControlAsked, Query()]
SearchQuery = Annotated[SearchAsked, Query()]
SuggestQuery = Annotated[SuggestAsked, Query()]
ChangesQuery = Annotated[ChangesAsked, Query()]
