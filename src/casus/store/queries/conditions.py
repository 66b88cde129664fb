"""A filter as conditions on the rows of an index table, each with a way to find these rows if they are few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from casus.store import schema
from casus.store import schema_index as index
from casus.store.dialect import one_of_many
from casus.store.errors import QueryError
from casus.store.folding import fold
from casus.store.globe import Box, around, chord2, unit
from casus.store.index_rows import as_identifier, as_name
from casus.store.queries.condition import Column, Condition, Total, as_it_is, unindexed
from casus.store.queries.filters import Filter
from casus.store.queries.plain_columns import holding, in_boxes, matching, number_of
from casus.store.queries.subjects import CLAIMS, Subject, asserts
from casus.store.queries.wording import by_words
from casus.store.schema_index import LONG_DAYS, NO_DAY, ROLES

MOST_NAMES = 10_000
FEW_NAMES = 4
FEW_STREAMS = 8
"""So many names in a role are walked by day at once."""


def conditions(connection: sa.Connection, subject: Subject, wanted: Filter) -> list[Condition]:
    """All that a filter asks but the days. Raises :class:`QueryError` for what cannot be asked of the subject."""
    wanted.only(subject.allowed, subject.what)
    if subject.names is None:
        return list(_of_documents(connection, subject, wanted))
    found = [
        *_by_kin(subject, wanted),  # mostly the fewest: counted first, so that the others are counted no further
        *_by_names(connection, subject, wanted),
        *_by_columns(subject, wanted),
        *_by_point(connection, subject, wanted),
        *_by_numbers(subject, wanted),
    ]
    if wanted.words is not None:
        found.append(by_words(connection, subject, wanted.words))
    return found


# --------------------------------------------------------------------------------------------- days


def days(subject: Subject, wanted: Filter) -> list[tuple[Column, sa.ColumnElement[bool]]]:
    """That the days overlap, in one condition for each way in which they can be found: begun at most a month before, or long.

    With each, how other columns are to be looked at: what is long is found by its last day, and by no other index.
    """
    if wanted.since is None:
        return [(as_it_is, overlap(subject, wanted, as_it_is))]
    c, since = subject.index.c, wanted.since.toordinal()
    return [
        (as_it_is, sa.and_(overlap(subject, wanted, as_it_is), c.first_day >= since - LONG_DAYS)),
        (
            unindexed,
            sa.and_(
                overlap(subject, replace(wanted, since=None), unindexed),
                c.long_last >= since,
                unindexed(c.first_day) < since - LONG_DAYS,
            ),
        ),
    ]


def begun(first_day: sa.ColumnElement[Any], wanted: Filter) -> list[sa.ColumnElement[bool]]:
    """What a first day tells of days that overlap, of all but what is long and began before (the second condition of :func:`days`)."""
    told = [first_day > NO_DAY] if wanted.until and not wanted.since else []
    told += [first_day <= wanted.until.toordinal()] if wanted.until else []
    told += [first_day >= wanted.since.toordinal() - LONG_DAYS] if wanted.since else []
    return told


def overlap(subject: Subject, wanted: Filter, look: Column) -> sa.ColumnElement[bool]:
    """That the days overlap, in one condition."""
    first, last = (look(subject.index.c[name]) for name in ("first_day", "last_day"))
    bounds = [first > NO_DAY] if wanted.until and not wanted.since else []  # an unknown last day is before any
    bounds += [first <= wanted.until.toordinal()] if wanted.until else []
    bounds += [last >= wanted.since.toordinal()] if wanted.since else []
    return sa.and_(sa.true(), *bounds)


# --------------------------------------------------------------------------------------------- what stands in the row


def _by_columns(subject: Subject, wanted: Filter) -> Iterator[Condition]:
    columns = [("country", wanted.countries), ("kind", wanted.kinds), ("status", wanted.statuses)]
    columns += [("grade", wanted.grades)] if wanted.grades else []
    for name, values in columns:
        if values:
            column = subject.index.c[name]
            among = _selected(subject, wanted, column, values) if name != "status" else None
            along = name if among is not None and len(values) == 1 else ""
            exact = among is not None and wanted.since is None
            yield Condition(lambda look, c=column, v=values: look(c).in_(v), among, along, exact=exact)  # type: ignore[misc]


def _selected(subject: Subject, wanted: Filter, column: sa.Column[Any], values: Sequence[str]) -> sa.Select[Any]:
    """Rows of a column's values in the days that are asked for; some more, so that the column's index alone tells them."""
    number, first = sa.select(subject.index.c.number), subject.index.c.first_day
    near = column.in_(values) & overlap(subject, replace(wanted, since=None), as_it_is)
    if wanted.since is None:
        return number.where(near)
    _, (look, long) = days(subject, wanted)
    arms = [
        number.where(near, first >= wanted.since.toordinal() - LONG_DAYS),
        number.where(look(column).in_(values), long),
    ]
    return sa.union_all(*arms).subquery().select()


def _by_numbers(subject: Subject, wanted: Filter) -> Iterator[Condition]:
    for what, figure in wanted.numbers:
        if what == "killed":
            column = subject.index.c.killed
            yield Condition(lambda look, c=column, n=figure: look(c) >= n)  # type: ignore[misc]
        elif subject is CLAIMS:
            t = schema.counts
            here = t.c.claim_id == subject.identifier
            yield _exists(t, here & (t.c.what == what) & (sa.func.coalesce(t.c.min, t.c.max) >= figure))
        else:
            t = schema.numbers
            here = t.c.event_id == subject.identifier
            yield _exists(t, here & (t.c.what == what) & (sa.func.coalesce(t.c.best, t.c.low, t.c.high) >= figure))


def _exists(table: sa.Table, where: sa.ColumnElement[bool], among: sa.Select[Any] | None = None) -> Condition:
    found = sa.exists(sa.select(sa.literal(1)).select_from(table).where(where))
    return Condition(lambda _look: found, among)


# --------------------------------------------------------------------------------------------- names


def name_numbers(connection: sa.Connection, given: Iterable[str]) -> list[int]:
    """The numbers of names that hold one of these as whole words, and of identifiers that are one of these.

    What begins with ``=`` is a whole identifier or a whole name, and no words.
    """
    table = index.names.c
    wanted: list[sa.ColumnElement[bool]] = []
    for name in given:
        if name.startswith("="):
            wanted.append(table.folded.in_([as_identifier(name[1:]), as_name(name[1:])]))
            continue
        wanted.append(table.folded == as_identifier(name))
        if words := fold(name):
            padded = sa.literal(" ").concat(table.folded).concat(" ")
            somewhere = holding(connection.dialect.name, table.folded, words)  # the fastest to tell, and mostly not so
            wanted.append(somewhere & sa.not_(table.folded.like("=%")) & padded.like(f"% {words} %"))
    found = list(connection.scalars(sa.select(table.number).where(sa.or_(*wanted)).limit(MOST_NAMES + 1)))
    if len(found) > MOST_NAMES:
        raise QueryError(f"more than {MOST_NAMES} names hold {next(iter(given))!r}; give more of the name")
    return found


def _by_names(connection: sa.Connection, subject: Subject, wanted: Filter) -> Iterator[Condition]:
    sides = ("actor", "target") if wanted.role == "any" else (wanted.role,)
    asked: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        (wanted.places, ("place",)), (wanted.provinces, ("province",)), (wanted.actors, sides), (wanted.sources, ("source",)),
    ]  # fmt: skip
    if subject is not CLAIMS:
        asked.append((wanted.publishers, ("publisher",)))
    elif wanted.publishers:
        yield _published(name_numbers(connection, wanted.publishers))
    for given, roles in asked:
        if given:
            numbers = name_numbers(connection, given)
            yield _named(connection, subject, wanted, numbers, [ROLES[role] for role in roles])


def _named(
    connection: sa.Connection, subject: Subject, wanted: Filter, numbers: Sequence[int], roles: Sequence[int]
) -> Condition:
    table = subject.names
    assert table is not None
    name, in_role = table.c.name, table.c.role.in_(roles)
    if len(numbers) * len(roles) <= FEW_NAMES:  # each is looked for among a row's names in a role
        known = its = in_role & name.in_(numbers)
    else:  # a row's few names in a role are looked at
        known = in_role & one_of_many(connection, name, numbers)
        its = in_role & one_of_many(connection, unindexed(name), numbers)
    here = _exists(table, (table.c.owner == subject.index.c.number) & its)
    among = sa.select(table.c.owner.label("number")).where(known, *begun(table.c.first_day, wanted))
    if wanted.since is not None:
        _, (_, long) = days(subject, wanted)
        lasting = sa.select(subject.index.c.number).where(long, here.holds(unindexed))
        among = sa.union_all(among, lasting).subquery().select()
    streams = tuple((number, role) for number in numbers for role in roles)
    return replace(here, among=among, exact=True, streams=streams if len(streams) <= FEW_STREAMS else ())


def _published(numbers: Sequence[int]) -> Condition:
    """Claims of documents of these publishers."""
    d, c, i = index.document_index, schema.claims, index.claim_index
    by = d.c.publisher.in_(numbers)
    here = sa.exists(
        sa.select(sa.literal(1)).select_from(c).join(d, d.c.document == c.c.document)
        .where((c.c.claim_id == i.c.claim_id) & by)
    )  # fmt: skip
    mine = i.alias()
    among = (
        sa.select(mine.c.number).select_from(d).join(c, c.c.document == d.c.document)
        .join(mine, mine.c.claim_id == c.c.claim_id).where(by)
    )  # fmt: skip
    return Condition(lambda _look: here, among)


# --------------------------------------------------------------------------------------------- points


def _by_point(connection: sa.Connection, subject: Subject, wanted: Filter) -> Iterator[Condition]:
    c, dialect = subject.index.c, connection.dialect.name
    if wanted.box is not None:
        box = wanted.box
        yield Condition(
            lambda look: sa.or_(
                *(look(c.lat).between(p.south, p.north) & look(c.lon).between(p.west, p.east) for p in box.parts())
            ),
            in_boxes(dialect, subject.points, subject.index.alias(), _wider(box)),
        )
    if wanted.near is not None:
        lat, lon, km = wanted.near
        x, y, z = unit(lat, lon)
        yield Condition(
            lambda _look: (c.x - x) * (c.x - x) + (c.y - y) * (c.y - y) + (c.z - z) * (c.z - z) <= chord2(km) + 1e-15,
            in_boxes(dialect, subject.points, subject.index.alias(), _wider(around(lat, lon, km))),
        )


def _wider(box: Box) -> list[tuple[float, float, float, float]]:
    """The parts of a box, a little wider: an R*Tree keeps 32 bits, and a longitude of 180 is one of -180 too."""
    parts = [tuple(part) for part in box.parts()]
    more = [(s, -180.0, n, -180.0) for s, w, n, e in parts if e >= 180] + [
        (s, 180.0, n, 180.0) for s, w, n, e in parts if w <= -180
    ]
    return [(s - 1e-4, w - 1e-4, n + 1e-4, e + 1e-4) for s, w, n, e in (*parts, *more)]


# --------------------------------------------------------------------------------------------- events, documents, operations, words


def _by_kin(subject: Subject, wanted: Filter) -> Iterator[Condition]:
    member, own = schema.event_claims, subject.index.alias()
    identifier = own.c[subject.identifier.name]
    claimed = sa.select(own.c.number)
    if subject is CLAIMS:
        if wanted.events:
            here = member.c.event_id.in_(wanted.events) & asserts
            yield _member(claimed.join(member, member.c.claim_id == identifier).where(here), subject)
        if wanted.operations:
            event = schema.events
            query = claimed.join(member, (member.c.claim_id == identifier) & asserts)
            query = query.join(event, event.c.event_id == member.c.event_id)
            yield _member(query.where(event.c.operation_id.in_(wanted.operations)), subject)
        if wanted.documents:
            claim = schema.claims
            query = claimed.join(claim, claim.c.claim_id == identifier)
            yield _member(query.where(claim.c.document.in_(wanted.documents)), subject)
        return
    if wanted.events:
        yield _member(claimed.where(identifier.in_(wanted.events)), subject)
    if wanted.operations:
        event = schema.events
        query = claimed.join(event, event.c.event_id == identifier)
        yield _member(query.where(event.c.operation_id.in_(wanted.operations)), subject)
    if wanted.documents:
        claim = schema.claims
        query = claimed.join(member, (member.c.event_id == identifier) & asserts)
        query = query.join(claim, claim.c.claim_id == member.c.claim_id)
        yield _member(query.where(claim.c.document.in_(wanted.documents)), subject)


def _member(among: sa.Select[Any], subject: Subject) -> Condition:
    inside = among.subquery()
    return Condition(lambda look: look(subject.index.c.number).in_(sa.select(inside.c.number)), among, exact=True)


# --------------------------------------------------------------------------------------------- documents


def _of_documents(connection: sa.Connection, subject: Subject, wanted: Filter) -> Iterator[Condition]:
    """Documents by their own words, publisher and key; by what a claim in them says."""
    own, dialect = subject.index, connection.dialect.name
    if wanted.publishers:
        numbers = name_numbers(connection, wanted.publishers)
        by = own.alias()
        yield Condition(
            lambda look: look(own.c.publisher).in_(numbers),
            sa.select(by.c.number).where(by.c.publisher.in_(numbers)),
        )
    if wanted.documents:
        by = own.alias()
        yield _member(sa.select(by.c.number).where(by.c.document.in_(wanted.documents)), subject)
    if wanted.words is not None:
        by = own.alias()
        found = matching(dialect, "documents", wanted.words, by, by.c.document).with_only_columns(
            number_of(dialect, "documents", by).label("number")
        )
        here = sa.exists(found.where(number_of(dialect, "documents", by) == own.c.number))
        yield Condition(lambda _look: here, found)
    if inside := of_their_claims(wanted):
        claim, its, by = schema.claims, index.claim_index, own.alias()
        held = [one.holds(as_it_is) for one in conditions(connection, CLAIMS, inside)]
        said = (
            sa.select(sa.literal(1)).select_from(claim).join(its, its.c.claim_id == claim.c.claim_id)
            .where(claim.c.document == subject.identifier, *held)
        )  # fmt: skip
        among = (
            sa.select(by.c.number).select_from(its).join(claim, its.c.claim_id == claim.c.claim_id)
            .join(by, by.c.document == claim.c.document).where(*held)
        )  # fmt: skip
        yield Condition(lambda _look: sa.exists(said), among)


def of_their_claims(wanted: Filter) -> Filter | None:
    """What a filter asks of the claims of a document, if anything; all of it of one claim."""
    inside = replace(wanted, since=None, until=None, publishers=(), documents=(), text=None)
    return inside if inside.asked() else None


__all__ = [
    "Column",
    "Condition",
    "Total",
    "as_it_is",
    "begun",
    "conditions",
    "days",
    "name_numbers",
    "overlap",
    "unindexed",
]
