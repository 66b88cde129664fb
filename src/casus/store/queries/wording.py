"""Words as a condition: claims that have them, or events with such a claim."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from casus.store import schema_index as index
from casus.store.queries.condition import Condition, Total, unindexed
from casus.store.queries.plain_columns import matching, number_of, texts_with
from casus.store.queries.sampling import sampled
from casus.store.queries.subjects import CLAIMS, Subject
from casus.store.queries.words import Words

COUNTED = 30_000
"""Texts with some words are counted up to here; where more have them, samples tell about how many."""
AT_ONCE = {"sqlite": 150_000, "postgresql": 30_000}
"""Texts with some words that are found once for all rows; where more have them, each row is looked up among them. To find them all takes
PostgreSQL longer, to look one up less."""

NEAR = 60_000
"""So many are found at once for some rows; where more lie between their numbers, each is looked up."""


def by_words(connection: sa.Connection, subject: Subject, words: Words) -> Condition:
    """Claims of these words, or events with such a claim."""
    dialect, own, claim = connection.dialect.name, subject.index, index.claim_index.alias()
    numbered = number_of(dialect, "claims", claim)
    found = matching(dialect, "claims", words, claim, claim.c.claim_id).with_only_columns(numbered.label("number"))
    texts, (number, often) = texts_with(dialect, "claims", words), _about(connection, words)
    size = Total(number, exact=True)
    said = index.event_members.alias()

    def has_them(number: sa.Column[Any], found: sa.Select[Any], at_once: bool) -> sa.ColumnElement[bool]:
        inside = unindexed(number).in_(found)
        return inside if at_once else sa.exists(found.where(numbered == number))

    def held(found: sa.Select[Any], at_once: bool) -> sa.ColumnElement[bool]:
        if subject is CLAIMS:
            return has_them(own.c.number, found, at_once)
        has = has_them(said.c.claim, found, at_once)
        return sa.exists(sa.select(sa.literal(1)).where(said.c.event == own.c.number, has))

    def near(rows: sa.CTE) -> sa.ColumnElement[bool] | None:
        """Only texts are looked for that have the number of a claim of these rows, or one between."""
        mine, member = rows.c.number, index.event_members.alias()
        if subject is not CLAIMS:
            mine = member.c.claim
        ends = sa.select(sa.func.min(mine).label("least"), sa.func.max(mine).label("greatest"))
        if subject is not CLAIMS:
            ends = ends.where(member.c.event.in_(sa.select(rows.c.number)))
        span = ends.cte("span")
        least, greatest = (sa.select(one).scalar_subquery() for one in (span.c.least, span.c.greatest))
        inside = found.where(numbered >= least, numbered <= greatest)
        if number > NEAR:
            some = inside.limit(NEAR + 1).subquery()
            if (connection.scalar(sa.select(sa.func.count()).select_from(some)) or 0) > NEAR:
                return None
        return held(inside, at_once=True)

    among, here = found, held(found, number <= AT_ONCE[dialect])
    if subject is not CLAIMS:
        numbers, member = found.subquery(), index.event_members
        among = sa.select(member.c.event.label("number")).join_from(numbers, member, member.c.claim == numbers.c.number)
    soon = near if dialect == "sqlite" and not often else None
    return Condition(lambda _look: here, among, counted=texts, size=size, exact=True, near=soon)


def _about(connection: sa.Connection, words: Words) -> tuple[int, bool]:
    """How many claims have these words: counted where they are few, else told by samples; and whether it is one of four or more, so that a few rows soon have some."""
    some = texts_with(connection.dialect.name, "claims", words).limit(COUNTED + 1).subquery()
    number = connection.scalar(sa.select(sa.func.count()).select_from(some)) or 0
    if number <= COUNTED:
        return number, False
    found = sampled(connection, CLAIMS, words)
    return max(number, found.newest * found.having // max(1, found.texts)), 4 * found.having >= found.texts
