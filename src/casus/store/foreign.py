"""Reports that were set aside for their language: kept, counted and searched; nothing else of the record knows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from casus.aside import Foreign
from casus.store.batches import batches
from casus.store.checks import check_rows
from casus.store.dialect import insert_or_replace
from casus.store.folding import fold
from casus.store.schema_stated import foreign_texts

_STANDARD_INPUT = "-"  # what came through it before was something else


class ForeignText(NamedTuple):
    """One report that was set aside, without its text."""

    key: str
    language: str
    locator: str
    id: str
    title: str | None
    url: str | None
    publisher: str | None
    date_start: date | None
    date_end: date | None


class ForeignShelf:
    """Such reports, to be changed in one transaction."""

    def __init__(self, engine: sa.Engine, connection: sa.Connection) -> None:
        self._engine, self._connection = engine, connection

    def add(self, found: Iterable[Foreign]) -> None:
        """Keep reports in the place of what lay where they lie; the same report twice is kept once.

        Raises :class:`ImpossibleValueError` for what no database takes.
        """
        rows = list({row["key"]: row for row in map(_row, found)}.values())
        if rows:
            check_rows(foreign_texts.name, rows)
            self.drop(row["locator"] for row in rows if not row["locator"].startswith(_STANDARD_INPUT))
            self._connection.execute(insert_or_replace(self._engine, foreign_texts), rows)

    def take(self, rows: Iterable[dict[str, Any]]) -> None:
        """Keep rows of another record (:func:`foreign_rows`)."""
        for some in batches(rows):
            self._connection.execute(insert_or_replace(self._engine, foreign_texts), some)

    def drop(self, locators: Iterable[str]) -> None:
        """Forget the reports that lay at these places."""
        for some in batches(locators):
            self._connection.execute(sa.delete(foreign_texts).where(foreign_texts.c.locator.in_(some)))


def count_foreign(connection: sa.Connection) -> dict[str, int]:
    """How many reports are kept, by language; most first."""
    number = sa.func.count().label("number")
    query = sa.select(foreign_texts.c.language, number).group_by(foreign_texts.c.language)
    counted = {row.language: int(row.number) for row in connection.execute(query)}
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def search_foreign(
    connection: sa.Connection, words: str = "", language: str | None = None, limit: int | None = None
) -> Iterator[ForeignText]:
    """The reports whose title or text holds every one of the words, by language, day and key.

    Words are compared without case and accents, and may be the beginning or middle of longer ones: not every script parts words.
    """
    columns = [foreign_texts.c[name] for name in ForeignText._fields]
    query = sa.select(*columns).order_by(foreign_texts.c.language, foreign_texts.c.date_start, foreign_texts.c.key)
    for word in fold(words).split():
        query = query.where(foreign_texts.c.folded.contains(word, autoescape=True))
    if language:
        query = query.where(foreign_texts.c.language == language)
    for row in connection.execute(query.limit(limit)):
        yield ForeignText(*row)


def foreign_rows(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """All that is kept, as rows that another record can take."""
    for row in connection.execute(sa.select(foreign_texts).order_by(foreign_texts.c.key)).mappings():
        yield dict(row)


def _row(found: Foreign) -> dict[str, Any]:
    document = found.document
    return {
        "key": document.key,
        "locator": found.locator,
        "language": found.language,
        "id": document.id,
        "title": document.title,
        "url": document.url,
        "publisher": document.publisher,
        "date_start": document.date.start,
        "date_end": document.date.end,
        "text": document.text,
        "folded": fold(f"{document.title or ''} {document.text}"),
    }
