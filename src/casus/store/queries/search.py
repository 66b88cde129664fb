"""Full-text search: documents, claims or events, best first, each with a snippet.

SQLite ranks by BM25, PostgreSQL by ``ts_rank_cd``: both find the same, in orders that differ; of equally good ones the newest come first. Where more than :data:`RANKED` texts have the words, only
those that came last into the record are ranked; a filter that few rows pass is asked first, so that nothing of it is missed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

import sqlalchemy as sa

from casus.record import Event
from casus.store.errors import QueryError
from casus.store.queries.condition import unindexed
from casus.store.queries.conditions import overlap
from casus.store.queries.filters import Filter
from casus.store.queries.pages import Plan, plan
from casus.store.queries.ranking import Among, Passing, matches
from casus.store.queries.snippets import Snippet, snippet
from casus.store.queries.subjects import CLAIMS, DOCUMENTS, EVENTS, Subject
from casus.store.queries.words import NO_WORDS, Words, parse_words
from casus.store.reading import read_claims, read_events, read_texts
from casus.store.schema_index import event_members

What = Literal["documents", "claims", "events"]
WHATS: tuple[What, ...] = get_args(What)
NUMBERED = 50_000
"""Where a filter passes no more rows, their numbers are gathered; else each text that has the words is looked up."""
CLAIMS_OF_EVENT = 20
"""How many of the best claims are looked at for each event that is wanted: most events have fewer."""
LARGEST = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A document, claim or event that was found. ``document`` is the key of the document whose text the snippet is of, ``claim`` the claim in it.

    ``likeness`` (at most 1) is told of what was found by it (:mod:`casus.store.queries.likeness`).
    """

    what: What
    identifier: str
    title: str
    day: date | None
    snippet: Snippet
    document: str
    claim: str | None = None
    likeness: float | None = None


def search(
    connection: sa.Connection,
    text: str,
    wanted: Filter | None = None,
    *,
    what: What = "documents",
    limit: int = 20,
    offset: int = 0,
) -> list[Hit]:
    """What has the words of ``text`` (:mod:`casus.store.queries.words`) and all that a filter asks, best first; without the best ``offset``.

    A claim is found by its own words, an event by those of a claim that asserts it. Raises :class:`QueryError`.
    """
    words, wanted = parse_words(text), wanted or Filter()
    if wanted.text is not None:
        raise QueryError("words are asked for twice; give them once")
    check_asked(what, limit)
    if not 0 <= offset <= LARGEST:
        raise QueryError(f"no more than the best {LARGEST} can be left out; narrow the search instead")
    until = offset + limit
    if what == "documents":
        return _documents(connection, words, _ranked(connection, DOCUMENTS, words, wanted, until)[offset:])
    if what == "claims":
        found = [(one, one) for one in _ranked(connection, CLAIMS, words, wanted, until)[offset:]]
        return _claims(connection, words, found, {})
    return _events(connection, words, wanted, until, offset)


def check_asked(what: str, limit: int) -> None:
    """Raises :class:`QueryError` for what cannot be searched, or a limit out of range."""
    if what not in WHATS:
        raise QueryError(f"{what!r} cannot be searched; {', '.join(WHATS)} can")
    if not 1 <= limit <= LARGEST:
        raise QueryError(f"{limit} results cannot be had; give a limit from 1 to {LARGEST}")


def found_claims(connection: sa.Connection, what: What, found: Sequence[tuple[str, str, float]]) -> list[Hit]:
    """Hits of claims, or of events or documents with their claims, each with its likeness; the words of the claim are shown."""
    events = read_events(connection, [one for one, _, _ in found]) if what == "events" else []
    hits = _claims(connection, NO_WORDS, [(one, claim) for one, claim, _ in found], {e.event_id: e for e in events})
    if what == "documents":
        told = read_texts(connection, [one for one, _, _ in found])
        hits = [replace(hit, what=what, title=told[hit.document].title, day=told[hit.document].day) for hit in hits]
        hits = [replace(hit, identifier=hit.document) for hit in hits]
    return [replace(hit, likeness=likeness) for hit, (_, _, likeness) in zip(hits, found, strict=True)]


def _ranked(connection: sa.Connection, subject: Subject, words: Words, wanted: Filter, limit: int) -> list[str]:
    """Identifiers of documents or claims, best first."""
    own, planned = subject.index, _planned(connection, subject, wanted)
    inside: Among | Passing | None = None
    if planned is not None and planned.best is not None:
        inside = Among(planned.numbers())
    elif planned is not None:
        inside = Passing(
            lambda number: sa.exists(sa.select(sa.literal(1)).where(own.c.number == number, *_held(planned)))
        )
    found = _best_of(matches(connection, subject, words, inside), limit)
    query = sa.select(subject.identifier).select_from(found).join(own, own.c.number == found.c.number)
    return list(connection.scalars(query.order_by(*_best_first(found))))


def _planned(connection: sa.Connection, subject: Subject, wanted: Filter) -> Plan | None:
    """How a filter is answered, if it asks anything."""
    return plan(connection, subject, wanted, most=NUMBERED) if wanted.asked() else None


def _best_of(found: sa.Subquery, number: int) -> sa.Subquery:
    """The best matches, so that no more than these are looked up."""
    return sa.select(found).order_by(*_best_first(found)).limit(number).subquery()


def _best_first(found: sa.Subquery) -> tuple[sa.ColumnElement[Any], ...]:
    """One order for what is kept and what is shown, or pages would repeat hits and miss others: of equally good ones the newest first."""
    return found.c.rank, found.c.number.desc()


def _held(planned: Plan) -> list[sa.ColumnElement[bool]]:
    held = [one.holds(unindexed) for one in planned.held]
    return [overlap(planned.subject, planned.wanted, unindexed), *held]


def _events(connection: sa.Connection, words: Words, wanted: Filter, limit: int, offset: int) -> list[Hit]:
    """Events by their best claim, ``limit`` of them without the first ``offset``."""
    planned, inside = _planned(connection, EVENTS, wanted), None  # type: Plan | None, Among | Passing | None
    member, claim, event = event_members, CLAIMS.index, EVENTS.index
    if planned is not None and planned.best is not None:
        wide = planned.numbers().subquery()
        inside = Among(
            sa.select(member.c.claim.label("number")).join_from(wide, member, member.c.event == wide.c.number)
        )
    elif planned is not None:
        told = (
            sa.select(sa.literal(1)).join_from(member, event, event.c.number == member.c.event).where(*_held(planned))
        )
        inside = Passing(lambda number: sa.exists(told.where(member.c.claim == number)))
    found = matches(connection, CLAIMS, words, inside)
    if inside is None:
        found = _best_of(found, limit * CLAIMS_OF_EVENT)
    query = (
        sa.select(EVENTS.identifier, claim.c.claim_id)
        .select_from(found)
        .join(claim, claim.c.number == found.c.number)
        .join(member, member.c.claim == found.c.number)
        .join(event, event.c.number == member.c.event)
        .order_by(*_best_first(found), event.c.tie)
    )
    best: dict[str, str] = {}
    for event_id, claim_id in connection.execute(query):
        best.setdefault(event_id, claim_id)
        if len(best) == limit:
            break
    shown = list(best.items())[offset:]
    events = {event.event_id: event for event in read_events(connection, [event_id for event_id, _ in shown])}
    return _claims(connection, words, shown, events)


def _documents(connection: sa.Connection, words: Words, keys: Sequence[str]) -> list[Hit]:
    told = read_texts(connection, keys)
    return [Hit("documents", key, told[key].title, told[key].day, snippet(words, told[key].text), key) for key in keys]


def _claims(
    connection: sa.Connection, words: Words, found: Sequence[tuple[str, str]], events: Mapping[str, Event]
) -> list[Hit]:
    """Hits of claims, or of events (by id) with their claims."""
    claims = {one.claim_id: one for one in read_claims(connection, [claim for _, claim in found])}
    keys = sorted({one.document for one in claims.values()})
    texts = read_texts(connection, keys)
    hits = []
    for identifier, claim_id in found:
        claim, event = claims[claim_id], events.get(identifier)
        shown = snippet(words, texts[claim.document].text, claim.begin, claim.end)
        days = event.interval if event else claim.interval
        title = event.title if event else f"{claim.kind.replace('_', ' ')}{f' in {claim.place}' if claim.place else ''}"
        hits.append(
            Hit("events" if event else "claims", identifier, title, days.start or days.end, shown, claim.document, claim_id)
        )  # fmt: skip
    return hits


__all__ = ["WHATS", "Hit", "What", "check_asked", "found_claims", "search"]
