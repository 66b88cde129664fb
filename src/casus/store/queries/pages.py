"""Answers in pages: the next page goes on behind the last row of the one before, whatever has been written meanwhile.

How a question is answered: the rows of which each condition holds are counted, in steps up to :data:`SOME` (but where there is one condition alone, whose rows an index has by day, and all or a page by day is asked for:
they are walked, however many they are). Where one holds of :data:`FEW` or less, these are looked at and sorted.
Else rows are walked along an index in the order that is asked for (that of a condition where it has one) until the page is full; if it is not full after :data:`GLANCE`, and then :data:`WINDOW` rows (or a third of those of the condition that holds of fewest), those of that
condition that holds of fewest are looked at and sorted, at most :data:`SORTED` as soon as no full page is to be expected. The rows of names are walked by day name by name. Only where none holds of less than :data:`SOME` does a walk go on to the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.store.errors import QueryError
from casus.store.queries.condition import Column, Condition, Total, as_it_is, unindexed
from casus.store.queries.conditions import begun, conditions, days, overlap
from casus.store.queries.cursors import read_cursor, write_cursor
from casus.store.queries.filters import Filter
from casus.store.queries.subjects import Subject

FEW, SORTED, GLANCE, WINDOW, SOME = 5_000, 30_000, 500, 3_000, 200_000
LARGEST_PAGE = 1_000


class Found(NamedTuple):
    """Some identifiers in the order asked for, and the cursor of the next page (``None``: this was the last)."""

    identifiers: tuple[str, ...]
    cursor: str | None


Columns = Callable[[Column], Sequence[sa.ColumnElement[Any]]]
"""What is selected, given how columns of the index table are looked at."""
Arms = list[tuple[Column, sa.Select[Any]]]
"""Selections, each with how it looks at columns."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A filter on the way to the database: its conditions, and of these the one that holds of fewest rows, if any of :data:`SOME` or less."""

    subject: Subject
    wanted: Filter
    held: tuple[Condition, ...]
    best: Condition | None
    size: int

    @property
    def few(self) -> sa.Select[Any] | None:
        """The numbers of the rows to look at, where they are few."""
        return self.best.among if self.best is not None and self.size <= FEW else None

    def everything(self, columns: Columns) -> Arms:
        """Selections of all rows: those of the best condition, unless its index has them by day; without one, by their days."""
        return self.walked(columns) if self.best is None or self.best.along else self.among(columns)

    def numbers(self) -> sa.Select[Any] | sa.CompoundSelect[Any]:
        """The numbers of all rows, each once."""
        own, best = self.subject.index.c.number, self.best
        dated = self.wanted.since is not None or self.wanted.until is not None
        if best is not None and best.among is not None and best.exact and len(self.held) == 1 and not dated:
            return sa.select(best.among.subquery().c.number).distinct()  # no row is looked up
        return together(self.among(lambda _look: [own.label("number")]))

    @staticmethod
    def _gathered(condition: Condition, number: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """That a row is one of those that a condition finds."""
        assert condition.among is not None
        return number.in_(sa.select(condition.among.subquery().c.number))

    def among(self, columns: Columns) -> Arms:
        """Selections of the rows, found by the best condition; without one, by their days."""
        if self.best is None or self.best.among is None:
            return self.walked(columns)
        number = self._gathered(self.best, self.subject.index.c.number)
        held = [one.holds(unindexed) for one in self.held if not (one is self.best and one.exact)]
        found = sa.select(*columns(unindexed)).where(number, overlap(self.subject, self.wanted, unindexed), *held)
        return [(unindexed, found)]

    def walked(self, columns: Columns, *, by_day: bool = True, guide: Condition | None = None) -> Arms:
        """Selections of the rows, which have no row in common, for a walk by day or by another order.

        ``guide``: along the index of this condition, past all rows but those of the best condition, which are gathered first.
        """

        def held_by(look: Column) -> list[sa.ColumnElement[bool]]:
            led = guide or self.best
            held = [
                one.holds(look if one is led and one.along else unindexed) for one in self.held if one is not gathered
            ]
            return (
                held if gathered is None else [self._gathered(gathered, unindexed(self.subject.index.c.number)), *held]
            )

        gathered = self.best if guide is not None else None
        if not by_day:
            inside = overlap(self.subject, self.wanted, unindexed)
            return [(as_it_is, sa.select(*columns(as_it_is)).where(inside, *held_by(as_it_is)))]
        return [
            (look, sa.select(*columns(look)).where(arm, *held_by(look)))
            for look, arm in days(self.subject, self.wanted)
        ]


def together(arms: Arms) -> sa.Select[Any] | sa.CompoundSelect[Any]:
    """The rows of all arms."""
    found = [one for _, one in arms]
    return found[0] if len(found) == 1 else sa.union_all(*found)


def plan(
    connection: sa.Connection, subject: Subject, wanted: Filter, *, by_day: bool = False, most: int = SOME
) -> Plan:
    """How a filter is answered. Raises :class:`QueryError` for what cannot be asked of the subject.

    Args:
        by_day: only all rows, or a page of them by day, are asked for.
        most: conditions that hold of more rows are not told apart.
    """
    held = tuple(conditions(connection, subject, wanted))
    if by_day and len(held) == 1 and (held[0].along or held[0].streams):
        return Plan(subject, wanted, held, held[0], SOME)
    findable = [one for one in held if one.among is not None]
    for step in _steps(len(findable), most):
        best, size = _fewest(connection, findable, step)
        if best is not None:
            return Plan(subject, wanted, held, best, size)
    return Plan(subject, wanted, held, None, SOME + 1)


def _steps(conditions: int, last: int) -> list[int]:
    """How far rows are counted, one time after the other: where one condition holds of few, those of which others hold are not counted to the end."""
    return [*(step for step in (FEW, 6 * FEW) if conditions > 1 and step < last), last]


def _fewest(connection: sa.Connection, findable: Sequence[Condition], most: int) -> tuple[Condition | None, int]:
    """The condition that holds of fewest rows, the first of several, and of how many; none where all hold of more than ``most``."""
    if not findable:
        return None, most + 1
    asked = [_size(one, most) for one in findable]
    found = connection.execute(sa.select(*asked)).one()
    least = min(range(len(findable)), key=lambda at: found[at])
    return (findable[least] if found[least] <= most else None), found[least]


def _size(condition: Condition, most: int) -> sa.ColumnElement[int]:
    """Of how many rows a condition holds, told up to one more than so many."""
    told = condition.size
    if told is not None and (told.exact or told.number > most):
        return sa.literal(told.number, sa.Integer)
    found = condition.among if condition.counted is None else condition.counted
    assert found is not None
    return sa.select(sa.func.count()).select_from(found.limit(most + 1).subquery()).scalar_subquery()


def find_page(
    connection: sa.Connection,
    subject: Subject,
    wanted: Filter,
    *,
    order: str = "newest",
    limit: int = 50,
    cursor: str | None = None,
) -> Found:
    """A page of what a filter asks for.

    Raises :class:`QueryError` for an order that the subject does not have, a limit out of range, or a cursor of another question.
    """
    _check(subject, order, limit)
    return _page(connection, _planned(connection, subject, wanted, order), order, limit, cursor)


def walk(connection: sa.Connection, subject: Subject, wanted: Filter, *, order: str = "newest") -> Iterator[str]:
    """All that a filter asks for, read page by page."""
    _check(subject, order, LARGEST_PAGE)
    planned, cursor = _planned(connection, subject, wanted, order), None
    while True:
        found = _page(connection, planned, order, LARGEST_PAGE, cursor)
        yield from found.identifiers
        cursor = found.cursor
        if cursor is None:
            return


def count(connection: sa.Connection, subject: Subject, wanted: Filter, *, at_most: int | None = 10_000) -> Total:
    """How many there are; counted no further than ``at_most``."""
    planned = plan(connection, subject, wanted, by_day=True)
    if planned.best is not None and planned.best.along:
        # Its index may tell all that is counted, but on PostgreSQL no numbers.
        rows: Any = together(planned.everything(lambda _look: [sa.literal_column("1").label("one")]))
    else:
        rows = planned.numbers()
    if at_most is not None:
        rows = rows.limit(at_most + 1)
    number = connection.scalar(sa.select(sa.func.count()).select_from(rows.subquery())) or 0
    if at_most is not None and number > at_most:
        return Total(at_most, exact=False)
    return Total(number, exact=True)


def _planned(connection: sa.Connection, subject: Subject, wanted: Filter, order: str) -> Plan:
    return plan(connection, subject, wanted, by_day=subject.orders[order][0].name == "first_day")


def _page(connection: sa.Connection, planned: Plan, order: str, limit: int, cursor: str | None) -> Found:
    """A page: what comes first of its rows."""
    behind = read_cursor(cursor, order, planned.wanted) if cursor is not None else None
    column, descending = planned.subject.orders[order]
    rows = _first_rows(connection, _Asked(planned, column, descending, behind, limit + 1))
    more = len(rows) > limit
    rows = rows[:limit]
    following = write_cursor(order, planned.wanted, rows[-1].by, rows[-1].tie) if more else None
    return Found(tuple(row.identifier for row in rows), following)


def _first_rows(connection: sa.Connection, asked: _Asked) -> Sequence[Any]:
    """Few rows sorted; of a walk that soon has them; of a walk past all but gathered rows; out of windows; more rows sorted; or of a long walk."""
    planned, guide = asked.planned, asked.guide()
    rows: Sequence[Any] = ()
    if planned.best is None or (planned.few is None and _soon_filled(planned, asked.column)):
        if guide is not None and any(one.near for one in planned.held):
            rows = _through_windows(connection, asked, sorts=False, walks=True)
        return rows if len(rows) == asked.most else connection.execute(asked.walk()).all()
    if planned.few is None:
        if guide is not None and planned.best.exact and planned.size <= SORTED:
            return connection.execute(asked.walk(guide)).all()
        rows = _through_windows(connection, asked, sorts=planned.size <= SORTED, walks=False)
    return rows if len(rows) == asked.most else connection.execute(asked.sorted()).all()


def _through_windows(connection: sa.Connection, asked: _Asked, *, sorts: bool, walks: bool) -> Sequence[Any]:
    """The rows that fill a page, if one of the windows has them.

    How many a narrow one has tells how wide the next need be. If that is wider than it may be, rows that are soon sorted (``sorts``) are not looked for any more.
    ``walks``: else all are walked, which is as soon where no condition is told sooner of a window.
    """
    rows: Sequence[Any] = ()
    looked = 0
    for wide in asked.windows():
        if len(rows) < asked.most:
            enough = 5 * looked * asked.most // (4 * len(rows)) if rows else wide + bool(looked)
            if looked and enough > wide and sorts:
                return ()
            looked = min(wide, enough)
            window = asked.window(looked, needs_near=walks)
            if window is None:
                return ()
            rows = connection.execute(window).all()
    return rows


def _soon_filled(planned: Plan, column: sa.Column[Any]) -> bool:
    """Whether a page fills soon along the index of the best condition that has this column behind it: by day; else where nothing but days is asked beside."""
    assert planned.best is not None
    if planned.best.streams and len(planned.held) == 1 and column.name == "first_day":
        return True
    behind = planned.best.along in planned.subject.behind.get(column.name, ())
    return behind and (column.name == "first_day" or len(planned.held) == 1)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A page as queries: the column that it is ordered by, what it begins behind, and how many rows it has at most."""

    planned: Plan
    column: sa.Column[Any]
    descending: bool
    behind: tuple[int, int] | None
    most: int

    def walk(self, guide: Condition | None = None) -> sa.Executable:
        """Along an index in the order asked for, to the end; ``guide``: see :meth:`Plan.walked`."""
        best, by_day = self.planned.best, self.column is self.planned.subject.index.c.first_day
        if best is not None and best.streams and guide is None:
            return self._merged(best)
        walked = self.planned.walked(self._columns, by_day=by_day, guide=guide)
        arms = [self._from_here(one, look) for look, one in walked]
        if len(arms) == 1:
            return arms[0].order_by(*self._order()).limit(self.most)
        return self._first_of(sa.union_all(*arms))

    def _merged(self, named: Condition) -> sa.Executable:
        """Along the days of each of some names as far as a page goes, and of these the first; what is long and began before the days is sorted."""
        subject, wanted, table = self.planned.subject, self.planned.wanted, self.planned.subject.names
        assert table is not None
        day, tie, arms = table.c.first_day, subject.index.c.tie, []
        own = sa.select(subject.identifier.label("identifier"), day.label("by"), tie.label("tie"))
        own = own.select_from(table).join(subject.index, subject.index.c.number == table.c.owner)
        own = self._from_here(own.where(*begun(day, wanted), overlap(subject, wanted, unindexed)), lambda _column: day)
        for name, role in named.streams:
            arm = own.where(table.c.name == name, table.c.role == role)
            arms.append(arm.order_by(*self._order(lambda _column: day)).limit(self.most))
        if wanted.since is not None:
            _, (look, long) = self.planned.walked(self._columns)
            arms.append(self._from_here(long, look))
        return self._first_of(sa.union(*(sa.select(one.subquery()) for one in arms)))

    def _first_of(self, found: sa.CompoundSelect[Any]) -> sa.Executable:
        names = [sa.text(f'"{name}" {"DESC" if self.descending else "ASC"}') for name in ("by", "tie")]
        return found.order_by(*names).limit(self.most)

    def windows(self) -> Sequence[int]:
        """How many rows are looked at, one time after the other: few at first, for the page may soon be full."""
        return GLANCE, max(WINDOW, self.planned.size // 3)

    def window(self, wide: int, *, needs_near: bool) -> sa.Executable | None:
        """Along an index in the order asked for, over so many of the next rows only: those of a condition with such an index, if there is one."""
        subject, own = self.planned.subject, self.planned.subject.index
        inside = self._from_here(sa.select(own.c.number), as_it_is).where(*self._ahead())
        some = inside.order_by(*self._order()).limit(wide).cte("some")
        near = {
            at: told for at, one in enumerate(self.planned.held) if one.near and (told := one.near(some)) is not None
        }
        if needs_near and not near:
            return None
        held = [near[at] if at in near else one.holds(unindexed) for at, one in enumerate(self.planned.held)]
        query = sa.select(*self._columns(unindexed)).where(own.c.number.in_(sa.select(some.c.number)))
        query = query.where(overlap(subject, self.planned.wanted, unindexed), *held)
        return query.order_by(*self._order(unindexed)).limit(self.most)

    def _ahead(self) -> list[sa.ColumnElement[bool]]:
        """What all rows ahead have in common that an index in the order asked for tells."""
        guide, first, until = self.guide(), self.planned.subject.index.c.first_day, self.planned.wanted.until
        told = [guide.holds(as_it_is)] if guide is not None else []
        if self.column is first and self.descending and until is not None:
            told.append(first <= until.toordinal())
        return told

    def guide(self) -> Condition | None:
        """A condition whose rows an index has in the order asked for."""
        behind = self.planned.subject.behind.get(self.column.name, ())
        return next((one for one in self.planned.held if one.along in behind), None)

    def sorted(self) -> sa.Executable:
        """The rows of the best condition, sorted once all are there: ``OFFSET 0`` keeps a database from walking all others in this order until it has met enough of them."""
        ((look, query),) = self.planned.among(self._columns)
        found = self._from_here(query, look).offset(0).subquery()
        order = [one.desc() if self.descending else one.asc() for one in (found.c.by, found.c.tie)]
        return sa.select(found).order_by(*order).limit(self.most)

    def _columns(self, look: Column) -> Sequence[sa.ColumnElement[Any]]:
        subject = self.planned.subject
        return subject.identifier.label("identifier"), look(self.column).label("by"), subject.index.c.tie.label("tie")

    def _key(self, look: Column) -> tuple[sa.ColumnElement[Any], ...]:
        return look(self.column), self.planned.subject.index.c.tie

    def _order(self, look: Column = as_it_is) -> list[sa.ColumnElement[Any]]:
        return [one.desc() if self.descending else one.asc() for one in self._key(look)]

    def _from_here(self, query: sa.Select[Any], look: Column) -> sa.Select[Any]:
        if self.behind is None:
            return query
        key, last = sa.tuple_(*self._key(look)), sa.tuple_(*map(sa.literal, self.behind))
        by, edge = look(self.column), self.behind[0]  # an index may hold no more than this
        there = (by <= edge, key < last) if self.descending else (by >= edge, key > last)
        return query.where(*there)


def _check(subject: Subject, order: str, limit: int) -> None:
    if order not in subject.orders:
        raise QueryError(f"{subject.what} have no order {order!r}; known are {', '.join(subject.orders)}")
    if not 1 <= limit <= LARGEST_PAGE:
        raise QueryError(f"a page of {limit} cannot be had; give a limit from 1 to {LARGEST_PAGE}")
