"""The record as one run of all alerts sees it: what changed since an alert looked last, and what several of them need, read once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

import sqlalchemy as sa

from casus.record import Control
from casus.store.changing import last_version, read_changes
from casus.store.folding import fold
from casus.store.queries.filters import MOST_VALUES, Filter
from casus.store.queries.lists import controls
from casus.store.queries.pages import walk
from casus.store.queries.subjects import EVENTS
from casus.store.queries.surroundings import operations_of
from casus.store.queries.tolling import StandingToll, operations_of_tolls, standing_tolls
from casus.watching.bodies import Body


class Held(NamedTuple):
    """A place that somebody is said to hold now: its name and those of its holders, as names are compared."""

    subject: str
    place: str
    sides: str
    control: Control


@dataclass
class Look:
    """One run's look at the record; ``connection`` sees one state of it."""

    connection: sa.Connection
    bodies: dict[str, Body] = field(default_factory=dict)
    """What there is to say of events, which often several alerts have to say."""
    _changed: dict[int, frozenset[str]] = field(default_factory=dict)
    _operations: dict[int, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def version(self) -> int:
        """The newest version of the record."""
        return last_version(self.connection)

    @cached_property
    def tolls(self) -> dict[tuple[str, str], StandingToll]:
        """By operation and class of people, the highest total that no later one replaces."""
        return standing_tolls(self.connection)

    @cached_property
    def operation_of(self) -> dict[str, str]:
        """By toll, its operation: an operation's id changes when earlier events join it, a toll's does not."""
        return operations_of_tolls(self.connection)

    @cached_property
    def held(self) -> list[Held]:
        """Who holds what now, by place and time."""
        spells = (one for one in controls(self.connection) if one.until is None)
        return [
            Held(
                one.place_id or one.place,
                f" {fold(one.place)} ",
                f" {' | '.join(map(fold, (one.holder, *one.contested_by, *one.lost_by)))} ",
                one,
            )
            for one in spells
        ]

    def changed(self, since: int) -> frozenset[str]:
        """The events that were added or changed after a version."""
        if since not in self._changed:
            found = read_changes(self.connection, since)
            self._changed[since] = frozenset((*found.added, *found.changed))
        return self._changed[since]

    def matching(self, wanted: Filter, since: int | None) -> Iterator[str]:
        """The events of a filter that were added or changed after a version (``None``: all of the filter), the oldest first."""
        if since is None:
            yield from walk(self.connection, EVENTS, wanted, order="oldest")
            return
        among = self.changed(since)
        if wanted.events:
            among &= frozenset(wanted.events)
        if not among:
            return
        narrowed = replace(wanted, events=tuple(sorted(among))) if len(among) <= MOST_VALUES else wanted
        yield from (one for one in walk(self.connection, EVENTS, narrowed, order="oldest") if one in among)

    def operations_changed(self, since: int) -> frozenset[str]:
        """The operations with an event that was added or changed after a version."""
        if since not in self._operations:
            self._operations[since] = frozenset(operations_of(self.connection, self.changed(since)))
        return self._operations[since]

    def operations(self, wanted: Filter, among: Collection[str] | None = None) -> set[str]:
        """The operations with an event of a filter: all, or those of some."""
        if among is not None:
            some = set(among) & set(wanted.operations) if wanted.operations else set(among)
            if not some:
                return set()
            if len(some) <= MOST_VALUES:
                wanted = replace(wanted, operations=tuple(sorted(some)))
            return operations_of(self.connection, walk(self.connection, EVENTS, wanted, order="oldest")) & some
        return operations_of(self.connection, walk(self.connection, EVENTS, wanted, order="oldest"))
