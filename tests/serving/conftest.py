"""Clients of a small record, on the database that a test asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from serving_values import fill
from starlette.testclient import TestClient

from casus.serving.app import make_app
from casus.serving.settings import Settings
from casus.store.record import Record

Serve = Callable[..., TestClient]


@pytest.fixture(scope="session")
def small_record(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A filled record in SQLite that nobody changes."""
    place = str(tmp_path_factory.mktemp("serving") / "casus.db")
    with Record.open(place) as record:
        fill(record)
    return place


@pytest.fixture
def serve(small_record: str) -> Iterator[Serve]:
    """Makes clients; settings are given by name."""
    with ExitStack() as held:

        def make(place: str | Path = small_record, **settings: object) -> TestClient:
            app = make_app(Settings(str(place), **settings))  # type: ignore[arg-type]
            return held.enter_context(TestClient(app, base_url="http://localhost", raise_server_exceptions=False))

        yield make


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve()
