"""The databases that the record's tests run on: SQLite, and PostgreSQL where ``CASUS_TEST_POSTGRES`` names one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from casus.store import schema
from casus.store.dialect import database_url, make_engine
from casus.store.record import Record

POSTGRES = os.environ.get("CASUS_TEST_POSTGRES")


@pytest.fixture(
    params=[
        "sqlite",
        pytest.param(
            "postgresql",
            marks=pytest.mark.skipif(not POSTGRES, reason="CASUS_TEST_POSTGRES names no empty test database"),
        ),
    ]
)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty record can be made: a path, or a URL."""
    if request.param == "sqlite":
        yield str(tmp_path / "casus.db")
        return
    assert POSTGRES is not None
    yield POSTGRES
    engine = make_engine(database_url(POSTGRES))
    with engine.begin() as connection:
        schema.metadata.drop_all(connection)
        connection.execute(sa.text(f"DROP TABLE IF EXISTS {schema.VERSION_TABLE}"))
    engine.dispose()


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        yield record
