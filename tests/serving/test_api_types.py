"""The web app's types of the API's answers are those of the API's description."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any


def tool() -> Any:
    path = Path(__file__).resolve().parents[2] / "tools" / "api_types.py"
    spec = importlib.util.spec_from_file_location("casus_tools_api_types", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_types_were_made_of_the_description_as_it_is() -> None:
    made = tool()
    first = made.TYPES.read_text("utf-8").splitlines()[0]
    assert first == made.first_line(made.description()), "the API has changed: make types"


def test_examples_and_the_programs_version_do_not_count() -> None:
    made = tool()
    told = {"paths": {"/a": {"example": 1, "get": [{"examples": [2], "x": 3}]}}}
    assert made.bare(told) == {"paths": {"/a": {"get": [{"x": 3}]}}}
