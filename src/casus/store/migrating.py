"""Bring a database to the schema of this program: make it, migrate it, or refuse it with a reason.

The scripts are Alembic's, packaged with the program and run on the connection given, inside one transaction: a run that
is cut short leaves the old schema. Alembic is imported only when there is something to migrate.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from casus.store.dialect import prepare_file, writing
from casus.store.errors import RecordError
from casus.store.schema import KNOWN_REVISIONS, LINK_TABLES, REVISION, VERSION_TABLE

SCRIPTS = Path(__file__).parent / "migrations"
INDEXED_SINCE = "0007"
"""The schema that first had the tables of :mod:`casus.store.schema_index`."""

REVIEWED_SINCE = "0011"
"""The schema that first had the tables of :mod:`casus.store.schema_review`."""


def ensure_schema(engine: sa.Engine, name: str, *, create: bool) -> None:
    """Make or migrate the schema of the record called ``name`` in messages.

    Raises :class:`RecordError` when the database was written by a newer program, belongs to another program, or is empty and
    ``create`` is false.
    """
    with engine.connect() as connection:
        if _revision(connection, name, create=create) == REVISION:
            return
    prepare_file(engine)
    with writing(engine) as connection, connection.begin():
        before = _revision(connection, name, create=create)
        if before != REVISION:  # another program may have been first
            _upgrade(connection)
        if before is not None and before < INDEXED_SINCE:
            _index(connection)
        if before is not None and before < REVIEWED_SINCE:
            _prepare_review(connection)


def _index(connection: sa.Connection) -> None:
    """Fill the tables by which an older record is asked, and log its events as its first version."""
    from casus.store.filing import finish_links
    from casus.store.indexing import index_all_but_events
    from casus.store.link_rows import links_from

    index_all_but_events(connection)
    rows = {table: list(connection.execute(sa.select(table))) for table in LINK_TABLES}
    finish_links(connection, links_from(rows), "")


def _prepare_review(connection: sa.Connection) -> None:
    """Fill the tables by which an older record is reviewed."""
    from casus.store.queueing import queue_all
    from casus.store.revisions import note_all_claims

    note_all_claims(connection)
    queue_all(connection)


def _revision(connection: sa.Connection, name: str, *, create: bool) -> str | None:
    """The schema revision of the database, ``None`` for an empty one that may be filled."""
    tables = sa.inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        revision = connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
        if revision is not None and revision not in KNOWN_REVISIONS:
            raise RecordError(
                f"{name} was written by a newer Casus (its schema is {revision}, this program knows up to {REVISION}); "
                "upgrade with: pip install --upgrade casus-monitor"
            )
        if revision is not None:
            return str(revision)
    elif tables:
        raise RecordError(f"{name} is a database of another program, not a record; give another name with --record")
    if not create:
        raise RecordError(f"{name} holds no record; make one with: casus build INPUT --record {name}")
    return None


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
