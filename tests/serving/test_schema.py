"""Whatever is asked, allowed by the description or not, is answered as the description says (schemathesis)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import positive_data_acceptance
from serving_values import fill
from starlette.testclient import TestClient
from test_answers import PATHS

from casus.serving.app import make_app
from casus.serving.settings import Settings
from casus.store.record import Record

NOT_CHECKED = [positive_data_acceptance]
"""Days upside down, unknown ids and cursors of other lists are of the right form, and are refused nevertheless."""
MODES = pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "not allowed"]
)
EXAMPLES = 12
ALERTS = ("GET /api/v1/alerts", "POST /api/v1/alerts", "DELETE /api/v1/alerts/{name}")
WRITING = 3
"""Operations on saved searches."""


@pytest.fixture(scope="module")
def described(small_record: str) -> Iterator[Any]:
    app = make_app(Settings(small_record, hosts=(), rate=None))
    yield schemathesis.openapi.from_asgi("/openapi.json", app)
    app.state.shelf.close()


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, dict[str, str]]]:
    """The description of a server that lets us write, and what a page of it sends with what it writes."""
    place = str(tmp_path_factory.mktemp("alerts") / "casus.db")
    with Record.open(place) as record:
        fill(record)
    app = make_app(Settings(place, hosts=(), rate=None, local=True))
    client = TestClient(app, base_url="http://localhost")
    token = client.get("/api/v1/session").json()["csrf"]
    described = schemathesis.openapi.from_asgi("/openapi.json", app)
    yield described, {"Origin": "http://localhost", "Host": "localhost", "X-CSRF-Token": token}
    app.state.shelf.close()


@MODES
@pytest.mark.parametrize("number", range(len(PATHS) + WRITING))
def test_any_request_is_answered_as_described(described: Any, number: int, mode: GenerationMode) -> None:
    every = [found.ok() for found in described.get_all_operations()]
    operation = [one for one in every if not {"accounts", "review"}.intersection(one.definition.raw["tags"])][number]
    ask_anything(operation, mode)


@MODES
@pytest.mark.parametrize("label", ALERTS)
def test_alerts_are_made_listed_and_removed_as_described(
    ours: tuple[Any, dict[str, str]], label: str, mode: GenerationMode
) -> None:
    described, page = ours
    (operation,) = (one for found in described.get_all_operations() if (one := found.ok()).label == label)
    answered = ask_anything(operation, mode, page)
    if label.startswith("POST"):  # what a filter may hold is not described word by word: chance seldom finds one
        documented = described.raw_schema["components"]["schemas"]["AlertAsked"]["properties"]
        body = {name: documented[name]["examples"][0] for name in ("name", "query")}
        answered.add(
            operation.Case(body=body, media_type="application/json").call_and_validate(headers=page).status_code
        )
    if mode is GenerationMode.POSITIVE:
        assert answered & {200, 404, 409}, "none of what was asked came through"


def ask_anything(operation: Any, mode: GenerationMode, headers: dict[str, str] | None = None) -> set[int]:
    """Ask all sorts of things of one address; the statuses of the answers."""
    if mode is GenerationMode.NEGATIVE and not (operation.query or operation.path_parameters or operation.body):
        pytest.skip("nothing can be asked wrongly")
    answered = set()

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        answered.add(case.call_and_validate(headers=headers, excluded_checks=NOT_CHECKED).status_code)

    ask()
    return answered
