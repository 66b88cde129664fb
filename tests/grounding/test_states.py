"""The table of states is whole and says what is wrong with a row."""

import pytest

from casus.grounding.states import parse_states, state_by_code, states

HEAD = "iso2,name,aliases,adjectives,capital,metonyms,lat,lon,actor_name\n"


def test_every_state_has_a_code_a_name_and_a_point() -> None:
    assert len(states()) >= 193
    assert len(state_by_code()) == len(states())
    assert state_by_code()["TR"].adjectives[0] == "Turkish"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("xx,Nowhere,,,,,0,0,\n", "two-letter code"),
        ("XX,Nowhere,,,,,99,0,\n", "out of range"),
        ("XA,Nowhere,,,,,1,1,\nXB,Elsewhere,Nowhere,,,,1,1,\n", "names both"),
    ],
)
def test_a_wrong_row_is_named(rows: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_states(HEAD + rows)
