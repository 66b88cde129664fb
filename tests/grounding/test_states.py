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


# ISO 3166-1 alpha-2 codes of the members of the United Nations, its two observers, and states with partial recognition
CODES = (
    "AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF TD CL CN CO KM CG CD CR CI HR CU CY CZ "
    "DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KP KR KW "
    "KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MD MC MN ME MA MZ MM NA NR NP NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH "
    "PL PT QA RO RU RW KN LC VC WS SM ST SA SN RS SC SL SG SK SI SB SO ZA SS ES LK SD SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB "
    "US UY UZ VU VE VN YE ZM ZW VA PS TW XK EH"
)
MEMBERS = frozenset(CODES.split())


def test_every_state_of_the_world_is_there() -> None:
    assert len(MEMBERS) == 198
    assert sorted(MEMBERS - state_by_code().keys()) == []


def test_all_but_a_few_states_have_an_adjective_and_one_adjective_means_one_state() -> None:
    assert [state.code for state in states() if state.code in MEMBERS and not state.adjectives] == ["DM", "VA", "VC"]
    listed = [
        name
        for state in states()
        for name in {n.lower() for n in (*state.adjectives, *state.capitals, *state.metonyms)}
    ]
    assert sorted(name for name in set(listed) if listed.count(name) > 1) == []


@pytest.mark.parametrize(
    ("metonym", "code"),
    [
        ("Kremlin", "RU"),
        ("Pentagon", "US"),
        ("White House", "US"),
        ("Downing Street", "GB"),
        ("Whitehall", "GB"),
        ("Élysée", "FR"),
        ("Zhongnanhai", "CN"),
        ("Knesset", "IL"),
        ("Bundeswehr", "DE"),
        ("Villa Somalia", "SO"),
    ],
)
def test_seats_and_bodies_speak_for_their_state(metonym: str, code: str) -> None:
    assert metonym in state_by_code()[code].metonyms
