"""A record that is open for reading; ``casus.open`` makes one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from casus.asking.columns import Row, claim_row, control_row, document_row, event_row, operation_row, toll_row
from casus.asking.selections import Claims, Documents, Events, Values
from casus.record import Control, Document, Event, Operation, Toll
from casus.semantic.encoder import MODEL, encoder
from casus.store.changing import Changes, Version, read_changes, read_versions
from casus.store.queries.filters import Filter, make_filter
from casus.store.queries.likeness import search_like
from casus.store.queries.listings import OF_OPERATIONS, Name, names, operations
from casus.store.queries.search import Hit, search
from casus.store.queries.subjects import CLAIMS, DOCUMENTS, EVENTS
from casus.store.record import Record

if TYPE_CHECKING:
    from casus.record import Links

Value = TypeVar("Value")


class OpenRecord:
    """A record to ask. Nothing is read before it is asked for, and nothing is written.

    ``events``, ``claims``, ``documents`` and ``search`` take what :func:`~casus.store.queries.filters.make_filter` takes, as keywords:
    ``since``, ``until``, ``place``, ``country``, ``near``, ``box``, ``actor``, ``role``, ``kind``, ``grade``, ``status``, ``killed``,
    ``at_least``, ``publisher``, ``source``, ``operation``, ``event``, ``document``, ``text``; see docs/python.md. Each also takes a whole :class:`Filter`.
    What cannot be asked raises :class:`~casus.store.errors.QueryError`.
    """

    def __init__(self, place: str | Path) -> None:
        """Raises :class:`~casus.store.errors.RecordError` where there is no record."""
        self._record = Record.open(place, create=False)

    def close(self) -> None:
        """Close all connections."""
        self._record.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<record {self._record.name}>"

    def events(self, wanted: Filter | None = None, /, *, order: str = "newest", **asked: Any) -> Events:
        """Events; ``order`` is newest, oldest, killed, claims, origins or recent (changed last)."""
        return Events(self._record, EVENTS, event_row, _filter(wanted, asked), order)

    def claims(self, wanted: Filter | None = None, /, *, order: str = "newest", **asked: Any) -> Claims:
        """Claims; ``event`` may be an event or its id. ``order`` is newest, oldest or killed."""
        return Claims(self._record, CLAIMS, claim_row, _filter(wanted, asked), order)

    def documents(self, wanted: Filter | None = None, /, *, order: str = "newest", **asked: Any) -> Documents:
        """Documents; what is asked of what is told is asked of the claims in them. ``order`` is newest or oldest."""
        return Documents(self._record, DOCUMENTS, document_row, _filter(wanted, asked), order)

    def event(self, id_or_prefix: str) -> Event:
        """One event. Raises :class:`~casus.store.errors.NotInRecordError`."""
        found = self._record.find(id_or_prefix, among=("event",))
        return next(iter(self.events(event=found.identifier)))

    def operations(self, **asked: Any) -> Values[Operation]:
        """Operations, the latest first; ``since``, ``until``, ``place``, ``country``, ``actor`` (on any side) and ``operation`` can be asked."""
        wanted = _filter(None, asked)
        wanted.only(OF_OPERATIONS, "operations")

        def read() -> Iterator[Operation]:
            with self._record.asking() as connection:
                return iter(operations(connection, wanted))

        return Values("operations", operation_row, read)

    def names(
        self, role: Literal["actor", "target", "place", "publisher", "source"], holding: str = "", *, limit: int = 50
    ) -> list[Name]:
        """Names with most events in a role, as they are compared (plain lower-case words); ``holding`` these words, the last perhaps unfinished."""
        with self._record.asking() as connection:
            return names(connection, role, holding=holding, limit=limit)

    def tolls(self) -> Values[Toll]:
        """All tolls as claimed; they overlap each other and are not to be added up."""
        return self._linked("tolls", toll_row, lambda links: links.tolls)

    def control(self, at: date | str | None = None) -> Values[Control]:
        """Who is said to hold which place from when to when; with ``at``, only what held on that day."""
        from casus.linking.control import holdings

        day = date.fromisoformat(at) if isinstance(at, str) else at

        def chosen(links: Links) -> tuple[Control, ...]:
            if day is None:
                return links.controls
            return tuple(spell for holding in holdings(links.controls, day) for spell in holding.spells)

        return self._linked("spells of control", control_row, chosen)

    def _linked(
        self, what: str, row: Callable[[Value], Row], chosen: Callable[[Links], tuple[Value, ...]]
    ) -> Values[Value]:
        def read() -> Iterator[Value]:
            return iter(chosen(self._record.links()))

        return Values(what, row, read)

    def search(
        self,
        text: str | None = None,
        *,
        like: str | None = None,
        what: Literal["documents", "claims", "events"] = "documents",
        limit: int = 20,
        **asked: Any,
    ) -> list[Hit]:
        """What has the words of ``text``, the best first: ``words``, ``"phrases"``, ``-word``, ``this OR that``, ``pre*``.

        With ``like`` instead, what says something like it in whatever words, the likest first: needs the extra ``semantic``
        (:class:`~casus.semantic.encoder.MissingModelError` without it) and a record with vectors (``casus index --semantic``).
        """
        if (text is None) == (like is None):
            raise TypeError("give words to search for, or like=..., not both")
        wanted = _filter(None, asked)
        with self._record.asking() as connection:
            if text is not None:
                return search(connection, text, wanted, what=what, limit=limit)
            vector = encoder().vectors([str(like)])[0]
            return search_like(connection, vector, wanted, model=MODEL, what=what, limit=limit)

    def changes(self, since: int = 0) -> Changes:
        """Which events builds added, changed and withdrew since a version of the record."""
        with self._record.asking() as connection:
            return read_changes(connection, since)

    def versions(self) -> list[Version]:
        """The versions of the record, oldest first."""
        with self._record.asking() as connection:
            return read_versions(connection)


def _filter(wanted: Filter | None, asked: dict[str, Any]) -> Filter:
    if wanted is not None and asked:
        raise TypeError("give a filter or keywords, not both")
    for name, kind, identifier in (
        ("event", Event, "event_id"),
        ("document", Document, "key"),
        ("operation", Operation, "operation_id"),
    ):
        if isinstance(asked.get(name), kind):
            asked = {**asked, name: getattr(asked[name], identifier)}
    return wanted if wanted is not None else make_filter(**asked)
