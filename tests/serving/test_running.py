"""What the server does beside answering."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from casus.serving.running import _prepare
from casus.store.errors import RecordError


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """What was frozen before is given back afterwards, as far as it still lives."""
    gc.unfreeze()
    yield
    gc.freeze()


def test_what_stays_is_kept_from_the_garbage_collector_once_all_is_made() -> None:
    counts = []
    _prepare(lambda: counts.append(gc.get_freeze_count()))
    assert counts == [0]
    assert gc.get_freeze_count() > 1_000


def test_a_record_that_cannot_be_read_does_not_keep_the_server_from_its_start() -> None:
    def prepare() -> None:
        raise RecordError("no such table")

    _prepare(prepare)
    assert gc.get_freeze_count() > 1_000
