"""Texts that have some words, the newest of them ranked by how well they match.

SQLite weighs each word by how many texts have it, and counts these anew for every search: words that more than half of all texts have, which weigh
nothing, are left out of it where there are many texts. How many have a word is told by samples. Texts that have only such words come as new as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from casus.store.queries.condition import unindexed
from casus.store.queries.plain_columns import matching, number_of
from casus.store.queries.sampling import sampled
from casus.store.queries.subjects import Subject
from casus.store.queries.words import Term, Words

RANKED = 10_000
MANY_TEXTS = 100_000


@dataclass(frozen=True, slots=True)
class Among:
    """Only texts of some numbers (``number``, perhaps some twice) are wanted."""

    numbers: sa.Select[Any] | sa.CompoundSelect[Any]


@dataclass(frozen=True, slots=True)
class Passing:
    """Only texts of which something holds are wanted, told of their number."""

    holds: Callable[[sa.ColumnElement[Any]], sa.ColumnElement[bool]]


def matches(connection: sa.Connection, subject: Subject, words: Words, inside: Among | Passing | None) -> sa.Subquery:
    """The ``number`` and ``rank`` (less is better) of the newest :data:`RANKED` texts of a subject that have these words and are wanted."""
    dialect, own = connection.dialect.name, subject.index.alias()
    number = number_of(dialect, subject.what, own)

    def having(asked: Words, *narrowed: sa.ColumnElement[bool]) -> sa.Select[Any]:
        return matching(dialect, subject.what, asked, own, own.c[subject.identifier.name]).where(*narrowed)

    narrowed: list[sa.ColumnElement[bool]] = []
    if isinstance(inside, Among):
        narrowed = _among(dialect, number, inside.numbers.cte("wanted"))
    elif inside is not None:
        narrowed = [inside.holds(number)]
    newest = having(words, *narrowed).order_by(number.desc()).limit(RANKED)
    telling = telling_words(connection, subject, words)
    if telling is words:
        return newest.subquery()
    found = newest.with_only_columns(number.label("number")).cte("newest")
    if not telling.groups:
        return sa.select(found.c.number, sa.literal(0.0).label("rank")).subquery()
    return having(telling, *_among(dialect, number, found)).subquery()


def _among(dialect: str, number: sa.ColumnElement[Any], few: sa.CTE) -> list[sa.ColumnElement[bool]]:
    """That a text is one of a few. SQLite must not look up each of them among those that have the words: each time it would count the words anew."""
    numbers = sa.select(few.c.number)
    if dialect != "sqlite":
        return [number.in_(numbers)]
    least, greatest = (sa.select(end(few.c.number)).scalar_subquery() for end in (sa.func.min, sa.func.max))
    return [unindexed(number).in_(numbers), number.between(least, greatest)]  # type: ignore[arg-type]


def telling_words(connection: sa.Connection, subject: Subject, words: Words) -> Words:
    """The words without those of which more than half of the texts have one, in a large record in SQLite; else the same words."""
    newest = connection.scalar(sa.select(sa.func.max(subject.index.c.number))) or 0
    if connection.dialect.name != "sqlite" or newest < MANY_TEXTS:
        return words

    def tells(group: tuple[Term, ...]) -> bool:
        found = sampled(connection, subject, Words((group,)))
        return 2 * found.having <= found.texts

    told = tuple(filter(tells, words.groups))
    return words if len(told) == len(words.groups) else Words(told)
