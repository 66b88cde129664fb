"""Fixtures for records on both databases: SQLite in the test's folder, PostgreSQL on the server of :mod:`postgres_server`.

``CASUS_TEST_POSTGRES=URL`` names a server of your own instead; each test makes a database on it and drops it again.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from casus.store.dialect import database_url, make_engine
from casus.store.record import Record
from postgres_server import NoServerError, Server, running_server

OWN = os.environ.get("CASUS_TEST_POSTGRES")
NewPlace = Callable[[], str]
_numbers = itertools.count()


@pytest.fixture(scope="session")
def own_server() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own, one for each test process, which may be stopped and started."""
    try:
        with running_server() as server:
            yield server
    except NoServerError as error:
        pytest.skip(f"no PostgreSQL server: {error}")


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[sa.Engine]:
    """Connections to a PostgreSQL server's first database, outside transactions."""
    url = OWN or request.getfixturevalue("own_server").url
    engine = make_engine(database_url(url)).execution_options(isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@pytest.fixture
def new_database(postgres: sa.Engine) -> Iterator[NewPlace]:
    """Makes empty PostgreSQL databases for one test, and gives their URLs."""
    names: list[str] = []

    def make() -> str:
        name = f"casus_test_{os.getpid()}_{next(_numbers)}"
        with postgres.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        names.append(name)
        return postgres.url.set(database=name, drivername="postgresql").render_as_string(hide_password=False)

    yield make
    with postgres.connect() as connection:
        for name in names:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> NewPlace:
    """Gives places where an empty record can be made, paths or URLs, all of one database."""
    if request.param == "postgresql":
        return request.getfixturevalue("new_database")
    return lambda: str(tmp_path / f"casus-{next(_numbers)}.db")


@pytest.fixture
def place(new_place: NewPlace) -> str:
    """Where an empty record can be made: a path, or a URL."""
    return new_place()


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        yield record
