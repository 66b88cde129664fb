"""Administrative divisions without the word for what they are."""

from __future__ import annotations

import pytest

from casus.divisions import bare_division


@pytest.mark.parametrize(
    ("name", "plain"), [("Aleppo province", "Aleppo"), ("Northern Region", "Northern Region"), ("", "")]
)
def test_a_division_is_named_without_its_unit(name: str, plain: str) -> None:
    assert bare_division(name) == plain
