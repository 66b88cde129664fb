"""About how many texts have some words, told by samples of them."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from casus.store.queries.plain_columns import matching, number_of
from casus.store.queries.subjects import Subject
from casus.store.queries.words import Words

SAMPLES, SAMPLED = 5, 1_000
"""So many samples are taken, each of the texts with so many numbers in a row."""


class Sample(NamedTuple):
    """How many texts of the samples have the words, how many there are in these, and the highest number of a text in the record."""

    having: int
    texts: int
    newest: int


def sampled(connection: sa.Connection, subject: Subject, words: Words) -> Sample:
    """Samples of the documents or claims that come evenly out of all; the same ones each time."""
    dialect, own, number = connection.dialect.name, subject.index.alias(), subject.index.c.number
    newest = connection.scalar(sa.select(sa.func.max(number))) or 0
    begins = [newest * at // SAMPLES for at in range(SAMPLES)]

    def counted(query: sa.Select[tuple[int]], numbered: sa.ColumnElement[int]) -> int:
        some = [
            query.with_only_columns(sa.func.count()).where(numbered.between(at + 1, at + SAMPLED)).scalar_subquery()
            for at in begins
        ]
        return sum(connection.execute(sa.select(*some)).one())

    having = matching(dialect, subject.what, words, own, own.c[subject.identifier.name])
    return Sample(counted(having, number_of(dialect, subject.what, own)), counted(sa.select(number), number), newest)
