"""Sets of identifiers: the same as sets of texts, whatever the identifiers look like."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.exporting import ids
from casus.exporting.ids import Ids

IDENTIFIERS = st.from_regex(r"[ec][0-9a-f]{12}", fullmatch=True) | st.sampled_from(
    ["e00000000000A", "e0000000_0001", "e1", "", "é000000000001", "E000000000001", "e000000000001\n", "c000000000001"]
)


@settings(deadline=None)
@given(st.lists(IDENTIFIERS), st.lists(IDENTIFIERS))
def test_holds_what_was_added_and_nothing_else(added: list[str], asked: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "_WAITING", 3)
        found = Ids(added)
        assert [one in found for one in (*added, *asked)] == [one in {*added} for one in (*added, *asked)]


def test_what_is_no_text_is_not_in_it() -> None:
    assert None not in Ids(["e000000000001"])
