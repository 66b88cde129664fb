"""What a record is made of: the plain, immutable values that the steps hand to each other.

This module is the one place where they are defined, and it imports nothing of ours. Conventions that hold everywhere:

* Offsets (``begin``, ``end``) are character offsets into :attr:`Document.text`, the text as given; ``end`` is exclusive, and ``text[begin:end]`` the passage.
* Dates are calendar days; both ends of an :class:`Interval` are inclusive and either may be unknown (``None``).
* A count is a range; ``min`` and ``max`` are inclusive, and either may be unknown ("at least 20" has no ``max``).
* Tuples, never lists: values can be hashed, compared and shared between processes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal, Protocol, get_args

Kind = Literal[
    "armed_clash", "territory_gain", "air_strike", "shelling", "suicide_bombing", "explosive_device",
    "chemical_attack", "attack_on_civilians", "abduction", "detention", "surrender", "withdrawal", "deployment",
    "offensive", "agreement", "displacement", "siege", "aid", "property_destruction", "weapons_seizure", "protest",
    "casualty_report",
]  # fmt: skip
SourceType = Literal[
    "reporter", "belligerent", "government", "monitor", "un", "ngo", "media", "witness", "expert", "official_unnamed", "other",
]  # fmt: skip
Status = Literal["happened", "planned", "possible", "denied"]
RelationKind = Literal["backs", "allied_with", "fights", "part_of", "formerly", "split_from"]
RelationStatus = Literal["happened", "possible", "denied"]
CountWhat = Literal[
    "killed", "killed_civilians", "killed_combatants", "killed_children", "wounded", "displaced", "detained",
    "surrendered", "abducted", "missing", "deployed", "places", "strikes", "area_km2",
]  # fmt: skip
DateBasis = Literal["given", "metadata", "inferred", "unknown"]
Grade = Literal["confirmed", "corroborated", "reported", "contested", "denied"]
MentionType = Literal[
    "person", "organisation", "place", "nationality", "weapon", "platform", "vehicle", "time", "quantity", "money",
    "url", "reference", "event",
]  # fmt: skip
PlacePrecision = Literal["exact", "near", "district", "province", "country", "region"]

KINDS: tuple[Kind, ...] = get_args(Kind)
SOURCE_TYPES: tuple[SourceType, ...] = get_args(SourceType)
STATUSES: tuple[Status, ...] = get_args(Status)
RELATION_KINDS: tuple[RelationKind, ...] = get_args(RelationKind)
RELATION_STATUSES: tuple[RelationStatus, ...] = get_args(RelationStatus)
COUNT_WHATS: tuple[CountWhat, ...] = get_args(CountWhat)
GRADES: tuple[Grade, ...] = get_args(Grade)
SET_BY = "set by "


def stable_id(prefix: str, *parts: object) -> str:
    """An identifier derived from content alone: the same parts give the same id in every run and on every machine."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"{prefix}{digest[:12]}"


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of days, both ends inclusive; ``None`` is an end that the text leaves open."""

    start: date | None = None
    end: date | None = None

    @property
    def known(self) -> bool:
        """Whether at least one end is known."""
        return self.start is not None or self.end is not None

    def days(self) -> int | None:
        """Length in days, or ``None`` where an end is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    def overlaps(self, other: Interval, slack: int = 0) -> bool:
        """Whether the two spans share a day, give or take ``slack`` days; an open end reaches for ever."""
        gap = timedelta(days=slack)
        begins_late = self.start and other.end and self.start > other.end + gap
        ends_early = self.end and other.start and self.end + gap < other.start
        return not (begins_late or ends_early)


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """When a document was published: an interval, how it is known, and the reasons in plain words."""

    start: date | None = None
    end: date | None = None
    basis: DateBasis = "unknown"
    reasons: tuple[str, ...] = ()

    @property
    def interval(self) -> Interval:
        """The publication date as an interval."""
        return Interval(self.start, self.end)

    @property
    def day(self) -> date | None:
        """The day that relative expressions ("on Tuesday") are counted from: the latest possible one."""
        return self.end or self.start


@dataclass(frozen=True, slots=True)
class Count:
    """A number as claimed, with what it counts and where the text says so."""

    what: CountWhat
    min: int | None = None
    max: int | None = None
    begin: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Noise:
    """A stretch of text that is kept out of coding (boilerplate), with the reason."""

    begin: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """What a document repeats of an earlier one (its key): ``share`` of its words, 0 to 1, which stand in ``passages`` of its text."""

    original: str
    whole: bool  # whether it is a copy, not only a text with passages of another
    share: float
    passages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known about a report beside its text: a field (``author``, ``publisher`` ...), its value, and where that was found in plain words."""

    field: str
    value: str
    basis: str


@dataclass(frozen=True, slots=True)
class Document:
    """One report. ``id`` is the name its giver uses (a row's id, else the file's stem); ``key`` is derived from content.

    ``copy_of`` is the first text that it repeats as a whole, ``superseded_by`` the latest version of its page (keys).
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    date: DocumentDate = DocumentDate()
    locator: str = ""
    noise: tuple[Noise, ...] = ()
    copy_of: str | None = None
    repeats: tuple[Repeat, ...] = ()
    superseded_by: str | None = None
    stated: tuple[Stated, ...] = ()  # where title, publisher, author, language, address and date were found

    @property
    def key(self) -> str:
        """Content-derived identifier: same id, text, url, publisher and given date, same key."""
        given = (self.date.start, self.date.end) if self.date.basis in ("given", "metadata") else ()
        return stable_id("d", self.id, self.text, self.url, self.publisher, *given)


@dataclass(frozen=True, slots=True)
class Problem:
    """An input, or a part of one, that was set aside, and why; ``reason`` is one clear line with what to do."""

    locator: str
    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that names an actor, a place, a time, a quantity ...; grounded fields are ``None`` until known."""

    begin: int
    end: int
    text: str
    type: MentionType
    actor_id: str | None = None
    place_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    start: date | None = None
    end_date: date | None = None
    min: float | None = None
    max: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A side, group, state or body. ``backers`` and ``allies`` are actor ids."""

    actor_id: str
    name: str
    kind: str = "unknown"
    country: str | None = None
    aliases: tuple[str, ...] = ()
    backers: tuple[str, ...] = ()
    allies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A named place; ``precision`` says what the point stands for (a province's point is not an exact place)."""

    place_id: str
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "exact"
    province: str | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of words that fills a role in a draft claim, before it is grounded."""

    begin: int
    end: int
    text: str
    type: str | None = None


class Pointers(Protocol):
    """What a trained reader makes of mentions beside a claim."""

    def log_odds(self, role: str, stretches: Sequence[tuple[int, int]]) -> list[float | None]:
        """Log-odds that each of some stretches of the text is the claim's ``actor``, ``target``, ``place``, ``time``, ``count`` or ``source``; ``None``: not seen."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim as the words give it, before names and times are grounded; what *code* hands to *ground*."""

    kind: Kind
    begin: int
    end: int
    trigger: Phrase
    sentence: tuple[int, int]  # or the part of it that tells of the claim, where it makes two of a kind
    actors: tuple[Phrase, ...] = ()
    targets: tuple[Phrase, ...] = ()
    places: tuple[Phrase, ...] = ()
    clauses: tuple[Phrase, ...] = ()  # the sentence in stretches, the type of each its standing to the trigger
    counts: tuple[Count, ...] = ()
    unsided: bool = False  # the dead are told as "people" or by a number alone: nothing says whose side they were on
    source: Phrase | None = None
    source_type: SourceType = "reporter"
    status: Status = "happened"
    aggregate: bool = False
    confidence: float = 0.5
    mutual: bool = False
    ongoing: bool = False
    pointers: Pointers | None = field(default=None, compare=False, repr=False)
    reason: str = field(default="", compare=False)  # why it is made, in words


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion in one document that something happened, is planned or did not happen.

    Fields and value conventions are those of the coding guidelines (``docs/coding-guide.md``); ``begin``/``end`` are the offsets
    of the evidence, ``interval`` the days of the event, ``province`` the first-level division that the place lies in (``None``: not known, or
    the place is larger), ``source`` who is cited (``None``: the reporter).
    """

    claim_id: str
    document: str
    kind: Kind
    begin: int
    end: int
    evidence: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    actor_ids: tuple[str, ...] = ()
    target_ids: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    place_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
    province: str | None = None
    interval: Interval = Interval()
    counts: tuple[Count, ...] = ()
    source: str | None = None
    source_id: str | None = None
    source_type: SourceType = "reporter"
    status: Status = "happened"
    aggregate: bool = False
    confidence: float = 0.5
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """A relation as the words give it, before names and times are grounded; ``past``: it held once."""

    kind: RelationKind
    begin: int
    end: int
    trigger: Phrase
    sentence: tuple[int, int]
    subject: Phrase
    object: Phrase
    times: tuple[Phrase, ...] = ()
    source: Phrase | None = None
    source_type: SourceType = "reporter"
    status: RelationStatus = "happened"
    past: bool = False
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Relation:
    """One assertion in one document of how two sides stand to each other: ``subject`` ``kind`` ``object``.

    "Iran backs the Houthis", "the Qassam Brigades are part_of Hamas", "HTS was formerly the Nusra Front"; ``allied_with`` and ``fights`` hold
    both ways. ``interval`` is what the clause dates it to; without a date the start is open and the end is the day of publication:
    said to hold as of then. Evidence and sources are as for a :class:`Claim`.
    """

    relation_id: str
    document: str
    kind: RelationKind
    begin: int
    end: int
    evidence: str
    subject: str
    subject_id: str
    object: str
    object_id: str
    interval: Interval = Interval()
    source: str | None = None
    source_id: str | None = None
    source_type: SourceType = "reporter"
    status: RelationStatus = "happened"
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Act:
    """An event as PLOVER counts them, done with words or deeds: its type, mode ("" for none) and CAMEO root code.

    ``told`` holds who, whom, where, when, who says so and the evidence, as of a claim (its ``kind`` only says what it was grounded like).
    ``sentence`` is where the sentence begins; ``rank`` (0 to 2) and ``depth`` say how much the sentence is about it: high, and low.
    """

    event: str
    mode: str
    cameo: str
    told: Claim
    sentence: int = 0
    rank: int = 1
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Coded:
    """What coding one document gave: the dated and cleaned document, its claims, mentions, relations and acts, the main claim's index."""

    document: Document
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    main: int | None = None
    problems: tuple[Problem, ...] = ()
    relations: tuple[Relation, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A reconciled number: low and high over the claims, best with the claim that gave it and why.

    ``claim_ids`` are the claims that state it, latest last. ``part_of`` names the ``what`` of the whole that includes this
    number (24 civilians are part of 255 killed); a part is never added to its whole. The ``reason`` of a number that a person set
    begins with :data:`SET_BY`, who it was, and when.
    """

    what: CountWhat
    low: int | None
    best: int | None
    high: int | None
    best_claim: str
    reason: str
    claim_ids: tuple[str, ...] = ()
    part_of: CountWhat | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What one or more claims say happened at one place and time.

    ``claim_ids`` assert it, ``denial_ids`` are the claims (of this or a rival event) that stand against it; ``rival_ids`` are
    events that cannot both be true with this one (a gain and its repulse).
    """

    event_id: str
    kind: Kind
    title: str
    claim_ids: tuple[str, ...]
    interval: Interval = Interval()
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    place: str | None = None
    place_id: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
    province: str | None = None
    numbers: tuple[Number, ...] = ()
    grade: Grade = "reported"
    grade_reason: str = ""
    status: Status = "happened"
    origins: tuple[str, ...] = ()
    denial_ids: tuple[str, ...] = ()
    rival_ids: tuple[str, ...] = ()
    operation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """Events that belong together: an offensive, a battle, a siege."""

    operation_id: str
    name: str
    event_ids: tuple[str, ...]
    interval: Interval = Interval()
    sides: tuple[tuple[str, ...], ...] = ()
    places: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of people over a period or an operation, or of places taken, as claimed by one source; never added to its events.

    ``parts`` are counts that the same claim says are included in ``number``; ``superseded_by`` is the toll id of a later
    total of the same source and scope (of places: of the same advance, whoever counts).
    """

    toll_id: str
    claim_id: str
    number: Count
    parts: tuple[Count, ...] = ()
    source: str | None = None
    source_type: SourceType = "reporter"
    place: str | None = None
    country: str | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    interval: Interval = Interval()
    operation_id: str | None = None
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Control:
    """Who is said to hold a place since when (and until when somebody else is), by which claims, contested by which."""

    place: str
    holder: str
    since: Interval
    until: Interval | None
    claim_ids: tuple[str, ...]
    place_id: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    contested_by: tuple[str, ...] = ()
    lost_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Links:
    """What linking makes of all claims of a record."""

    events: tuple[Event, ...] = ()
    operations: tuple[Operation, ...] = ()
    tolls: tuple[Toll, ...] = ()
    controls: tuple[Control, ...] = ()
    event_of: dict[str, str] = field(default_factory=dict)  # claim id -> event id


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """The names once each, in order of first appearance."""
    return tuple(dict.fromkeys(names))
