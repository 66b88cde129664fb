"""An open record: its connections, what is read or written in one transaction, who may build it, and what is told when its database fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from casus.store import schema
from casus.store.checks import check_file
from casus.store.dialect import database_url, make_engine, reading, writing
from casus.store.errors import ImpossibleValueError
from casus.store.faults import first_line, unusable
from casus.store.locking import Alive, build_lock
from casus.store.marks import mark_change, read_mark
from casus.store.migrating import ensure_schema


class Opened:
    """An open record. Use it as a context manager, or call :meth:`close`."""

    def __init__(self, engine: sa.Engine, name: str, snapshot: sa.Connection | None = None) -> None:
        self._engine = engine
        self._snapshot = snapshot
        self.name = name

    @classmethod
    def open(cls, place: str | Path, *, create: bool = True) -> Self:
        """Open the record at a path or database URL, making or migrating its schema.

        Raises :class:`RecordError` when it cannot be opened, belongs to another program, was written by a newer version, or
        does not exist and ``create`` is false.
        """
        url = database_url(place)
        name = url.render_as_string(hide_password=True) if url.get_backend_name() != "sqlite" else str(url.database)
        if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
            check_file(Path(str(url.database)), create=create)
        engine = make_engine(url)
        record = cls(engine, name)
        try:
            with record._explained():
                ensure_schema(engine, name, create=create)
        except BaseException:
            engine.dispose()
            raise
        return record

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[Self]:
        """This record as it is now, for reading: what others write meanwhile does not show. For one thread."""
        with ExitStack() as held:
            with self._explained():
                connection = held.enter_context(reading(self._engine))
                connection.execute(sa.select(schema.meta).limit(1)).close()  # the state is that of the first look
            yield type(self)(self._engine, self.name, connection)

    @contextmanager
    def building(self) -> Iterator[Alive]:
        """Hold the right to build, which one process has at a time; gives a function that raises when the right has been lost.

        Raises :class:`RecordError` when another process builds this record.
        """
        with ExitStack() as held:
            with self._explained():
                alive = held.enter_context(build_lock(self._engine, self.name))

            def still_ours() -> None:
                with self._explained():
                    alive()

            yield still_ours

    def mark(self) -> str:
        """What stands for the record as it is now: it is another one after each change, and the same as long as nothing changes."""
        with self._reading() as connection:
            return read_mark(connection)

    @contextmanager
    def asking(self) -> Iterator[sa.Connection]:
        """A connection for the questions of :mod:`casus.store.queries`; what goes wrong is told in one line."""
        with self._reading() as connection:
            yield connection

    @contextmanager
    def changing(self) -> Iterator[sa.Connection]:
        """A connection whose changes are stored together; for what is kept beside documents and links."""
        with self._writing() as connection:
            yield connection

    @contextmanager
    def reviewing(self) -> Iterator[sa.Connection]:
        """A transaction that says who looks at what; nothing else of the record changes by it."""
        with self._writing(marked=False) as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        if self._snapshot is not None:
            with self._explained():
                yield self._snapshot
            return
        with self._explained(), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self, *, marked: bool = True) -> Iterator[sa.Connection]:
        """One transaction: all of it is stored, or none; not ``marked``: a mark comes with what is written."""
        with self._explained(), writing(self._engine) as connection, connection.begin():
            yield connection
            if marked:
                mark_change(connection)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the database's errors into one clear line."""
        try:
            yield
        except sa.exc.IntegrityError as error:
            raise ImpossibleValueError(f"a value breaks a rule of the record: {first_line(error.orig)}") from error
        except (sa.exc.DataError, OverflowError, UnicodeEncodeError) as error:
            reason = error.orig if isinstance(error, sa.exc.DataError) else error
            raise ImpossibleValueError(f"a value cannot be stored: {first_line(reason)}") from error
        except sa.exc.DBAPIError as error:
            if isinstance(error.orig, (OverflowError, UnicodeEncodeError)):
                raise ImpossibleValueError(f"a value cannot be stored: {first_line(error.orig)}") from error
            raise unusable(self.name, error) from error
