"""The record as requests see it: one state for each, whatever is written meanwhile."""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from casus import __version__
from casus.exporting.protecting import Protection
from casus.serving.safe_copy import write_safe_copy
from casus.serving.settings import Settings
from casus.store.dialect import database_url
from casus.store.errors import RecordError
from casus.store.patience import limited
from casus.store.record import Record
from casus.store.schema import REVISION

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class View:
    """One state of the record, for one request: ``tag`` stands for all that can be read in it, ``linked`` says whether events cover all documents."""

    record: Record
    connection: sa.Connection
    tag: str
    linked: bool
    remember: Callable[[str, Callable[[], Any]], Any]


class Shelf:
    """Gives views of a record, opened anew when its file has been replaced. With ``safe``, views of a copy without what must not be passed on."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self.deciding = threading.Lock()  # decisions wait for each other, rather than be refused
        self._refreshing = threading.Lock()
        self._folder = ExitStack()
        self._source = Record.open(settings.place, create=False)
        self._identity = _identity(settings.place)
        self._copy: tuple[Record, tuple[str, date]] | None = None
        self._remembered: dict[str, tuple[str, Any]] = {}
        if settings.safe:
            self._path = Path(self._folder.enter_context(tempfile.TemporaryDirectory(prefix="casus-safe-")))
            self._refresh()

    def close(self) -> None:
        """Close the record, and remove a safe copy."""
        if self._copy:
            self._copy[0].close()
        self._source.close()
        self._folder.close()

    @property
    def source(self) -> Record:
        """The record itself, also with ``safe``: for accounts and decisions, which are written."""
        identity = _identity(self._settings.place)
        if identity != self._identity:
            with self._lock:
                if identity != self._identity:
                    fresh = Record.open(self._settings.place, create=False)
                    self._source, self._identity = fresh, identity  # the old one goes when its last request is done
        return self._source

    @contextmanager
    def look(self) -> Iterator[View]:
        """The record as it is now. Raises :class:`RecordError` when it cannot be read, or took too long."""
        record, beside = self._current()
        with (
            record.snapshot() as snapshot,
            snapshot.asking() as connection,
            limited(connection, self._settings.seconds),
        ):
            mark = snapshot.mark()
            if not mark.startswith(f"{REVISION}-"):
                raise RecordError(
                    "the record has been migrated by another version of Casus; start casus serve of that version"
                )
            told = "\x1f".join((__version__, self._identity, str(self._settings.safe), beside, mark))
            tag = hashlib.blake2b(told.encode(), digest_size=9).hexdigest()

            def remember(what: str, make: Callable[[], Value]) -> Value:
                known = self._remembered.get(what)
                if known is None or known[0] != tag:
                    known = tag, make()
                    self._remembered[what] = known
                value: Value = known[1]
                return value

            linked = (self._source if self._settings.safe else snapshot).linked_by() is not None
            yield View(snapshot, connection, tag, linked, remember)

    def record(self) -> Record:
        """The record itself, for writing."""
        self._current()
        return self._source

    def _current(self) -> tuple[Record, str]:
        """The record to look at, and what its answers depend on beside it."""
        source = self.source
        if not self._settings.safe:
            return source, ""
        if self._copy is None or self._copy[1] != self._wanted():
            self._refresh()
        assert self._copy is not None
        copy, (mark, day) = self._copy
        return copy, f"{mark} {day}"

    def _wanted(self) -> tuple[str, date]:
        return f"{self._identity} {self._source.mark()}", self._settings.today()

    def _refresh(self) -> None:
        """Make the safe copy anew; while one request does, others go on with the old one."""
        if not self._refreshing.acquire(blocking=self._copy is None):
            return
        try:
            with self._source.snapshot() as snapshot:
                day = self._settings.today()
                stands_for = f"{self._identity} {snapshot.mark()}", day
                if self._copy is not None and self._copy[1] == stands_for:
                    return
                with tempfile.NamedTemporaryFile(dir=self._path, suffix=".db", delete=False) as made:
                    path = Path(made.name)
                path.unlink()
                write_safe_copy(snapshot, path, Protection(day, self._settings.hold_back))
            old, self._copy = self._copy, (Record.open(path, create=False), stands_for)
            if old is not None:
                _remove(old[0])
        finally:
            self._refreshing.release()


def _identity(place: str) -> str:
    """What tells a file from another one of its name; a database on a server is told by its name."""
    url = database_url(place)
    if url.get_backend_name() != "sqlite":
        return url.render_as_string(hide_password=True)
    try:
        found = Path(str(url.database)).stat()
    except OSError as error:
        raise RecordError(f"the record {url.database} is not there any more") from error
    return f"{found.st_dev}-{found.st_ino}"


def _remove(copy: Record) -> None:
    """Take a safe copy's files away; requests that still read them keep them open till they are done."""
    copy.close()
    for path in Path(copy.name).parent.glob(f"{Path(copy.name).name}*"):
        path.unlink(missing_ok=True)
