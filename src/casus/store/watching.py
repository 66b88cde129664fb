"""What is kept of watched sources: when each was asked and is asked next, which addresses it named, what was fetched and is not yet built.

Each function is a part of the caller's transaction. An address and what was fetched from it are written together, so that a run that is
killed asks no server again for what it has.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from casus.store.batches import batches
from casus.store.dialect import insert_missing, insert_or_replace
from casus.store.schema_watch import watch_addresses, watch_answers, watch_sources

LEVEL = 6  # of compression


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source as it was left: its validators, times (ISO 8601, UTC), errors since its last answer, and articles that it brought."""

    url: str
    next_at: str
    etag: str | None = None
    last_modified: str | None = None
    fetched_at: str | None = None
    new_at: str | None = None
    errors: int = 0
    error: str | None = None
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """An article that a source named; ``state`` is one of those of :data:`casus.store.schema_watch.STATES`."""

    url: str
    source: str
    state: str = "waiting"
    tries: int = 0
    next_at: str = ""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What came from ``url``, at last from ``found_at``."""

    url: str
    found_at: str
    media_type: str
    charset: str | None
    body: bytes
    built: bool = False


def moment(when: datetime) -> str:
    """A time as it is kept: ISO 8601, UTC, to the second."""
    return when.astimezone(UTC).isoformat(timespec="seconds")


def source_states(connection: sa.Connection, urls: Collection[str] | None = None) -> dict[str, SourceState]:
    """What is kept of all sources, or of these, by address."""
    query = sa.select(watch_sources).order_by(watch_sources.c.url)
    found = (SourceState(**row) for row in connection.execute(query).mappings())
    return {one.url: one for one in found if urls is None or one.url in urls}


def keep_source(connection: sa.Connection, state: SourceState) -> None:
    """Keep what a source is like now."""
    connection.execute(insert_or_replace(connection.engine, watch_sources), asdict(state))


def meet(connection: sa.Connection, addresses: Iterable[Address]) -> None:
    """Keep addresses that were not met before, in whatever state; the others stay as they are."""
    for some in batches([asdict(one) for one in addresses]):
        connection.execute(insert_missing(connection.engine, watch_addresses), some)


def met(connection: sa.Connection, urls: Collection[str]) -> dict[str, Address]:
    """Those of some addresses that were met, by address."""
    found: dict[str, Address] = {}
    for some in batches(sorted(urls)):
        rows = connection.execute(sa.select(watch_addresses).where(watch_addresses.c.url.in_(some))).mappings()
        found |= {row["url"]: Address(**row) for row in rows}
    return found


def keep_address(connection: sa.Connection, address: Address) -> None:
    """Keep what became of an address."""
    connection.execute(insert_or_replace(connection.engine, watch_addresses), asdict(address))


def addresses_in(connection: sa.Connection, *states: str, until: str | None = None) -> list[Address]:
    """The addresses in some states, in the order of sources and addresses; ``until``: only those whose time has come by then."""
    table = watch_addresses.c
    query = sa.select(watch_addresses).where(table.state.in_(states)).order_by(table.source, table.url)
    if until is not None:
        query = query.where(table.next_at <= until)
    return [Address(**row) for row in connection.execute(query).mappings()]


def count_addresses(connection: sa.Connection) -> dict[tuple[str, str], int]:
    """How many addresses there are, by source and state; those that were given up are ``failed``, told to a build or not."""
    table = watch_addresses.c
    state = sa.case((sa.and_(table.state == "done", table.error.is_not(None)), "failed"), else_=table.state)
    query = sa.select(table.source, state, sa.func.count()).group_by(table.source, state)
    counted: dict[tuple[str, str], int] = {}
    for source, name, number in connection.execute(query):
        counted[source, name] = counted.get((source, name), 0) + int(number)
    return counted


def keep_answer(connection: sa.Connection, answer: KeptAnswer) -> None:
    """Keep an answer until it is built."""
    row = asdict(answer) | {"body": zlib.compress(answer.body, LEVEL)}
    connection.execute(insert_or_replace(connection.engine, watch_answers), row)


def kept_answer(connection: sa.Connection, url: str) -> KeptAnswer | None:
    """The answer that is kept of an address, if any."""
    row = connection.execute(sa.select(watch_answers).where(watch_answers.c.url == url)).mappings().first()
    return KeptAnswer(**{**row, "body": zlib.decompress(row["body"])}) if row else None


def answered(connection: sa.Connection) -> dict[str, bool]:
    """The addresses whose answers are kept, sorted, and whether each was built."""
    query = sa.select(watch_answers.c.url, watch_answers.c.built).order_by(watch_answers.c.url)
    return {row.url: row.built for row in connection.execute(query)}


def close_answers(connection: sa.Connection, answers: Iterable[str], told: Iterable[str]) -> None:
    """Note that these answers are built and these addresses were told to the build; answers of sources with articles to fetch stay."""
    for some in batches(sorted(told)):
        done = sa.update(watch_addresses).where(watch_addresses.c.url.in_(some)).values(state="done")
        connection.execute(done)
    still = sa.select(watch_addresses.c.source).where(watch_addresses.c.state == "waiting")
    for some in batches(sorted(answers)):
        these = watch_answers.c.url.in_(some)
        connection.execute(sa.delete(watch_answers).where(these, watch_answers.c.url.not_in(still)))
        connection.execute(sa.update(watch_answers).where(these).values(built=True))
