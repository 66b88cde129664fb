"""What is new in a record since a day or a version: events by operation and kind, with the words they rest on; what was corrected and withdrawn.

Every sentence is a claim's evidence, or told of the fields that claims filled. Nothing is summed up across events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from casus.record import Claim, Document, Event
from casus.store.batches import batches
from casus.store.changing import last_version, read_changes, read_versions
from casus.store.queries.surroundings import documents_behind, read_decisions, read_operations
from casus.store.reading import read_claims, read_events
from casus.watching.messages import number_in_words, web_link
from casus.watching.rules import RISING

MOST_EVENTS = 150
"""So many are told, the best attested and deadliest first; the others are counted."""
QUOTES = 2  # of an event
LONGEST_QUOTE = 360  # letters
LONE = "Events of no operation"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, who is cited for them, who published them, and where (empty: nowhere that can be opened); ``denies``: they say that it is not so."""

    text: str
    source: str
    publisher: str
    url: str
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An event: ``days`` in ISO form, ``numbers`` with ranges in words, ``reports`` how many documents assert it."""

    event_id: str
    title: str
    days: str
    where: str
    numbers: tuple[str, ...]
    grade: str
    reason: str
    reports: int
    new: bool
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Events of one operation (or of none), by kind, kinds in the order of their names."""

    name: str
    kinds: tuple[tuple[str, tuple[Item, ...]], ...]

    @property
    def number(self) -> int:
        """How many events it tells of."""
        return sum(len(items) for _, items in self.kinds)


@dataclass(frozen=True, slots=True)
class Digest:
    """``since`` and ``until`` are versions of the record and ``began``, ``ended`` the days (ISO) when they were made; ``left`` events are not told."""

    since: int
    until: int
    began: str
    ended: str
    added: int
    changed: int
    sections: tuple[Section, ...]
    left: int
    withdrawn: tuple[str, ...]
    corrections: tuple[tuple[str, str, str], ...]


def version_before(connection: sa.Connection, day: date) -> int:
    """The newest version that was made before a day (UTC); 0 where there is none."""
    return max((one.number for one in read_versions(connection) if one.made_at[:10] < day.isoformat()), default=0)


def digest_of(connection: sa.Connection, since: int) -> Digest:
    """What is new since a version. Raises :class:`~casus.store.errors.NotInRecordError` for one that is not there."""
    changes = read_changes(connection, since)
    made = {one.number: one.made_at for one in read_versions(connection)}
    added = set(changes.added)
    events = [event for some in batches([*changes.added, *changes.changed]) for event in read_events(connection, some)]
    events.sort(key=_weight)
    told = events[:MOST_EVENTS]
    return Digest(
        since=since,
        until=last_version(connection),
        began=made.get(since, "")[:10],
        ended=made.get(changes.version, "")[:10],
        added=len(changes.added),
        changed=len(changes.changed),
        sections=_sections(connection, told, added),
        left=len(events) - len(told),
        withdrawn=changes.withdrawn,
        corrections=_corrections(connection, made.get(since, "")),
    )


def _weight(event: Event) -> tuple[int, int, str]:
    killed = next((one.best or one.low or 0 for one in event.numbers if one.what == "killed"), 0)
    return -RISING.index(event.grade), -killed, event.event_id


def _sections(connection: sa.Connection, events: Iterable[Event], added: set[str]) -> tuple[Section, ...]:
    told = list(events)
    operations = read_operations(connection, {one.operation_id for one in told if one.operation_id})
    names = {one.operation_id: one.name for one in operations}
    claims = {
        one.claim_id: one for event in told for one in read_claims(connection, (*event.claim_ids, *event.denial_ids))
    }
    documents = documents_behind(connection, {one.document for one in claims.values()})
    grouped: dict[str, dict[str, list[Item]]] = {}
    for event in sorted(told, key=lambda one: (str(one.interval.start or one.interval.end or ""), one.event_id)):
        mine = [claims[one] for one in event.claim_ids]
        denials = [claims[one] for one in event.denial_ids]
        item = _item(event, mine, denials, documents, new=event.event_id in added)
        grouped.setdefault(event.operation_id or "", {}).setdefault(event.kind, []).append(item)
    sections = [
        Section(names.get(key, LONE), tuple((kind, tuple(items)) for kind, items in sorted(kinds.items())))
        for key, kinds in grouped.items()
    ]
    return tuple(sorted(sections, key=lambda one: (one.name == LONE, -one.number, one.name)))


def _item(
    event: Event, claims: list[Claim], denials: list[Claim], documents: Mapping[str, Document], *, new: bool
) -> Item:
    days = dict.fromkeys(day.isoformat() for day in (event.interval.start, event.interval.end) if day)
    said = [_quote(one, documents[one.document]) for one in _of_different_reports(claims)]
    denied = [_quote(one, documents[one.document], denies=True) for one in _of_different_reports(denials)]
    return Item(
        event_id=event.event_id,
        title=event.title,
        days=" to ".join(days) or "day not known",
        where=", ".join(dict.fromkeys(part for part in (event.place, event.province, event.country) if part)),
        numbers=tuple(
            number_in_words({"what": n.what, "low": n.low, "best": n.best, "high": n.high}) for n in event.numbers
        ),
        grade=event.grade,
        reason=event.grade_reason,
        reports=len({one.document for one in claims}),
        new=new,
        quotes=(*said, *denied),
    )


def _of_different_reports(claims: list[Claim]) -> list[Claim]:
    first: dict[str, Claim] = {}
    for one in claims:
        first.setdefault(one.document, one)
    return list(first.values())[:QUOTES]


def _quote(claim: Claim, document: Document, *, denies: bool = False) -> Quote:
    text = " ".join(claim.evidence.split())
    if len(text) > LONGEST_QUOTE:
        text = f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} ..."
    by = document.publisher or document.title or document.id
    return Quote(text, claim.source or "", " ".join(by.split()), web_link(document.url), denies)


def _corrections(connection: sa.Connection, after: str) -> tuple[tuple[str, str, str], ...]:
    """What people decided since a moment: day, what, and why; not who, for a digest goes to others."""
    since = datetime.fromisoformat(after).astimezone(UTC).replace(tzinfo=None) if after else datetime.min
    found = [one for one in read_decisions(connection) if one.made_at.replace(tzinfo=None) > since]
    return tuple((f"{one.made_at:%Y-%m-%d}", one.kind.replace("_", " "), " ".join(one.reason.split())) for one in found)
