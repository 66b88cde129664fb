"""What is asked of a record, not yet read: iterate over it, take its first, count it, or make a table of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from casus.asking.columns import COUNTED, Row, claim_row, columns_of, document_row, event_row
from casus.asking.frames import to_html, to_pandas, to_polars
from casus.record import Claim, Document, Event

if TYPE_CHECKING:
    import pandas
    import polars

    from casus.store.queries.filters import Filter
    from casus.store.queries.subjects import Subject
    from casus.store.record import Record

Value = TypeVar("Value")
SHOWN = 10


class Values(Generic[Value]):
    """Values of a record, read when they are asked for, and anew each time."""

    def __init__(self, what: str, row: Callable[[Value], Row], read: Callable[[], Iterator[Value]]) -> None:
        self._what, self._row, self._read = what, row, read

    def __iter__(self) -> Iterator[Value]:
        return self._read()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return self.first() is not None

    def first(self) -> Value | None:
        """The first value, if there is one."""
        return next(iter(self), None)

    def take(self, number: int) -> list[Value]:
        """The first so many values."""
        return list(islice(self, number))

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns in tables."""
        return columns_of(self._row)

    def to_dicts(self) -> list[Row]:
        """One dictionary a value, with the columns as keys."""
        return [self._row(value) for value in self]

    def to_polars(self) -> polars.DataFrame:
        """A polars DataFrame; needs the extra ``[polars]``."""
        return to_polars(map(self._row, self), self.columns, COUNTED)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame; needs the extra ``[pandas]``."""
        return to_pandas(map(self._row, self), self.columns)

    def __repr__(self) -> str:
        return f"<{len(self)} {self._what}>"

    def _repr_html_(self) -> str:
        number = len(self)
        shown = self.take(SHOWN)
        more = f", the first {len(shown)}" if number > len(shown) else ""
        return to_html(map(self._row, shown), self.columns, f"{number} {self._what}{more}")


class Selection(Values[Value]):
    """Values that a filter selects; what is read is read a page at a time."""

    def __init__(
        self, record: Record, subject: Subject, row: Callable[[Value], Row], wanted: Filter, order: str
    ) -> None:
        super().__init__(subject.what, row, self._walk)
        self._record, self._subject, self.filter, self.order = record, subject, wanted, order

    def _walk(self) -> Iterator[Value]:
        from casus.store.queries.asked import all_of

        with self._record.asking() as connection:
            yield from all_of(connection, self._subject, self.filter, order=self.order)

    def first(self) -> Value | None:
        """The first value, if there is one."""
        return next(iter(self.take(1)), None)

    def take(self, number: int) -> list[Value]:
        """The first so many values."""
        from casus.store.queries.asked import first_of

        with self._record.asking() as connection:
            return list(first_of(connection, self._subject, self.filter, number, order=self.order))

    def __len__(self) -> int:
        from casus.store.queries.pages import count

        with self._record.asking() as connection:
            return count(connection, self._subject, self.filter, at_most=None).number


class Events(Selection[Event]):
    """Events of a record."""

    def claims(self) -> Values[Claim]:
        """The claims that assert these events, event by event."""

        def read() -> Iterator[Claim]:
            from casus.store.batches import batches
            from casus.store.reading import read_claims

            for some in batches(self):
                with self._record.asking() as connection:
                    yield from read_claims(connection, [claim for one in some for claim in one.claim_ids])

        return Values("claims", claim_row, read)


class Claims(Selection[Claim]):
    """Claims of a record."""


class Documents(Selection[Document]):
    """Documents of a record."""


__all__ = ["Claims", "Documents", "Events", "Selection", "Values", "document_row", "event_row"]
