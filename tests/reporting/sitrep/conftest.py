"""Records to report on."""

from __future__ import annotations

import pytest
from report_example import Example, example_record

from casus.record import Links


@pytest.fixture
def example() -> Example:
    return example_record()


@pytest.fixture
def empty() -> Example:
    return Example((), (), Links())
