"""Whatever is asked, allowed by the description or not, is answered as the description says (schemathesis)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import positive_data_acceptance
from test_answers import PATHS

from casus.serving.app import make_app
from casus.serving.settings import Settings

NOT_CHECKED = [positive_data_acceptance]
"""Days upside down, unknown ids and cursors of other lists are of the right form, and are refused nevertheless."""
EXAMPLES = 12
WRITING = 3
"""Operations on saved searches."""


@pytest.fixture(scope="module")
def described(small_record: str) -> Iterator[Any]:
    app = make_app(Settings(small_record, hosts=(), rate=None))
    yield schemathesis.openapi.from_asgi("/openapi.json", app)
    app.state.shelf.close()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "not allowed"])
@pytest.mark.parametrize("number", range(len(PATHS) + WRITING))
def test_any_request_is_answered_as_described(described: Any, number: int, mode: GenerationMode) -> None:
    every = [found.ok() for found in described.get_all_operations()]
    operation = [one for one in every if not {"accounts", "review"}.intersection(one.definition.raw["tags"])][number]
    if mode is GenerationMode.NEGATIVE and not operation.query and not operation.path_parameters:
        pytest.skip("nothing can be asked wrongly")

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(excluded_checks=NOT_CHECKED)

    ask()
