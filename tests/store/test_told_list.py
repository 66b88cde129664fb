"""What operations know of an event, as a list for JSON: read back it is the same, and its form is a part of the version of linking."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from casus import build
from casus.filed import Told, Voice
from casus.record import Interval
from casus.store import told_list

names = st.text(max_size=4)
days = st.none() | st.dates(date(1990, 1, 1), date(2040, 1, 1))
spans = days.map(lambda day: Interval(day, day))
voices = st.builds(Voice, names, st.lists(names, max_size=2).map(tuple), st.booleans())
values = st.builds(
    Told,
    event_id=st.just("e1"),
    actors=st.lists(names, max_size=2).map(tuple),
    targets=st.lists(names, max_size=2).map(tuple),
    interval=spans,
    first_told=days,
    last_told=days,
    voices=st.lists(voices, max_size=2).map(tuple),
    named=st.lists(st.tuples(names, st.booleans(), names, st.integers(1, 9)), max_size=2).map(tuple),
)


@given(values)
def test_a_value_is_read_back_as_it_was(told: Told) -> None:
    assert told_list.told_from("e1", json.loads(json.dumps(told_list.told_list(told)))) == told


def test_another_form_of_the_list_is_another_version_of_linking() -> None:
    """Else a record would be read by a form that it was not written in."""
    package = Path(build.__file__).parent
    parts = [package / part for part in build.LINKING_PARTS]
    assert all(part.exists() for part in parts), "a part that is not there would be no part of the version"
    assert Path(told_list.__file__) in parts
