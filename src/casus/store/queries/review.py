"""What waits to be reviewed, who looks at it, and what was decided, in stable pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import sqlalchemy as sa

from casus.amending import undone_by
from casus.decision import Decision
from casus.store import decision_rows, schema
from casus.store.batches import batches
from casus.store.dialect import insert_or_replace
from casus.store.queries.condition import unindexed
from casus.store.queries.conditions import overlap
from casus.store.queries.cursors import read_cursor, write_cursor
from casus.store.queries.filters import Filter
from casus.store.queries.pages import WINDOW, plan, together
from casus.store.queries.subjects import CLAIMS
from casus.store.schema_review import assignments, blind_codings, decision_claims, queue

State = Literal["open", "reviewed"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim in the queue with its priority."""

    claim_id: str
    priority: int
    reviewed: bool


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """Some of the queue, and the cursor of the next page."""

    items: tuple[Waiting, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who has a claim on the desk, given by whom, until when (UTC; ``None``: until it is given back)."""

    claim_id: str
    coder: str
    given_by: str
    until: datetime | None


def queue_page(
    connection: sa.Connection,
    wanted: Filter,
    *,
    state: State = "open",
    coder: str | None = None,
    mine: bool = False,
    now: datetime,
    limit: int = 50,
    cursor: str | None = None,
) -> WaitingPage:
    """A page of the queue, the first to look at first: without what others than ``coder`` have on the desk; ``mine``: only what that one has.

    Raises :class:`~casus.store.errors.QueryError` for what cannot be asked of claims, or a cursor of another question.
    """
    order = f"queue {state} {coder} {mine}"
    rows = sa.select(queue)
    if mine:  # by the claims: walking the queue for a few of many takes long
        rows = rows.where(unindexed(queue.c.reviewed) == (state == "reviewed"), _mine(coder, now=now))
    else:
        rows = rows.where(queue.c.reviewed.is_(state == "reviewed"), *_free(coder, now=now))
    if cursor is not None:
        key = sa.tuple_(queue.c.priority, queue.c.tie)
        rows = rows.where(key < sa.tuple_(*map(sa.literal, read_cursor(cursor, order, wanted))))
    rows = rows.order_by(queue.c.priority.desc(), queue.c.tie.desc())
    found = _first(connection, rows, wanted, limit + 1)
    shown = tuple(Waiting(row.claim_id, row.priority, row.reviewed) for row in found[:limit])
    last = found[limit - 1] if len(found) > limit else None
    return WaitingPage(shown, write_cursor(order, wanted, last.priority, last.tie) if last is not None else None)


def _first(
    connection: sa.Connection, rows: sa.Select[tuple[object, ...]], wanted: Filter, most: int
) -> Sequence[sa.Row[tuple[object, ...]]]:
    """The first rows for which a filter holds: looked for among the next of the queue, else among all of the filter."""
    if not wanted.asked():
        return connection.execute(rows.limit(most)).all()
    planned = plan(connection, CLAIMS, wanted)
    if planned.few is None:
        near = rows.limit(WINDOW).subquery()
        index = CLAIMS.index
        query = (
            sa.select(near)
            .join(index, index.c.claim_id == near.c.claim_id)
            .where(overlap(CLAIMS, wanted, unindexed), *(one.holds(unindexed) for one in planned.held))
            .order_by(near.c.priority.desc(), near.c.tie.desc())
        )
        found = connection.execute(query.limit(most)).all()
        if len(found) == most:
            return found
    among = together(planned.among(lambda _look: [CLAIMS.identifier])).subquery()
    return connection.execute(rows.where(queue.c.claim_id.in_(sa.select(among))).limit(most)).all()


def _free(coder: str | None, *, now: datetime) -> list[sa.ColumnElement[bool]]:
    """What is not on the desk of others, nor judged blind by others."""
    here = assignments.c.claim_id == queue.c.claim_id
    held = sa.select(sa.literal(1)).select_from(assignments).where(here, _holds(now))
    unjudged = sa.select(sa.literal(1)).where(
        blind_codings.c.claim_id == queue.c.claim_id, blind_codings.c.decision_id.is_(None)
    )
    blind, mine = sa.exists(unjudged), sa.exists(unjudged.where(blind_codings.c.coder == (coder or "")))
    return [~sa.exists(held.where(assignments.c.coder != (coder or ""))), sa.or_(~blind, mine)]


def _mine(coder: str | None, *, now: datetime) -> sa.ColumnElement[bool]:
    """What is on somebody's own desk, or waits for them to be judged blind: few claims, which are found by themselves."""
    on_desk = sa.select(assignments.c.claim_id).where(assignments.c.coder == (coder or ""), _holds(now))
    blind = sa.select(blind_codings.c.claim_id).where(
        blind_codings.c.coder == (coder or ""), blind_codings.c.decision_id.is_(None)
    )
    return queue.c.claim_id.in_(on_desk.union(blind))


def _holds(now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(assignments.c.until.is_(None), assignments.c.until > _plain(now))


# --------------------------------------------------------------------------------------------- who looks at what


def assignments_of(connection: sa.Connection, claim_ids: Iterable[str], now: datetime) -> dict[str, Assignment]:
    """Who has claims on the desk now, by claim."""
    found: dict[str, Assignment] = {}
    for some in batches(dict.fromkeys(claim_ids)):
        for row in connection.execute(sa.select(assignments).where(assignments.c.claim_id.in_(some))):
            until = row.until.replace(tzinfo=UTC) if row.until is not None else None
            if until is None or until > now:
                found[row.claim_id] = Assignment(row.claim_id, row.coder, row.given_by, until)
    return found


def assign(connection: sa.Connection, given: Assignment) -> None:
    """Put a claim on somebody's desk."""
    row = {
        "claim_id": given.claim_id,
        "coder": given.coder,
        "given_by": given.given_by,
        "until": _plain(given.until) if given.until is not None else None,
    }
    connection.execute(insert_or_replace(connection.engine, assignments), row)


def give_back(connection: sa.Connection, claim_id: str) -> None:
    """Take a claim from whoever's desk it is on."""
    connection.execute(sa.delete(assignments).where(assignments.c.claim_id == claim_id))


def _plain(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


# --------------------------------------------------------------------------------------------- what was decided


@dataclass(frozen=True, slots=True)
class Told:
    """A decision, and what undid it."""

    decision: Decision
    undone: Decision | None


def history(
    connection: sa.Connection,
    *,
    claims: Sequence[str] | None = None,
    author: str | None = None,
    after: tuple[datetime, str] | None = None,
    limit: int = 50,
) -> list[Told]:
    """Decisions, the last first: about some claims, of one author, those before another one (its time and id)."""
    c = schema.decisions.c
    query = sa.select(schema.decisions).order_by(c.made_at.desc(), c.decision_id.desc()).limit(limit)
    if claims is not None:
        mine = sa.select(decision_claims.c.decision_id).where(decision_claims.c.claim_id.in_(claims))
        query = query.where(c.decision_id.in_(mine))
    if author is not None:
        query = query.where(c.author == author)
    if after is not None:
        query = query.where(
            sa.tuple_(c.made_at, c.decision_id) < sa.tuple_(sa.literal(_plain(after[0])), sa.literal(after[1]))
        )
    found = [decision_rows.decision_from(row) for row in connection.execute(query)]
    undone = undone_by([*found, *undoing(connection, found)])
    return [Told(one, undone.get(one.decision_id)) for one in found]


def undoing(connection: sa.Connection, decisions: Sequence[Decision]) -> list[Decision]:
    """What undoes these, what undoes that, and so on."""
    found: list[Decision] = []
    near = [one.decision_id for one in decisions]
    while near:
        query = sa.select(schema.decisions).where(schema.decisions.c.undoes.in_(near))
        more = [decision_rows.decision_from(row) for row in connection.execute(query)]
        found += more
        near = [one.decision_id for one in more]
    return found
