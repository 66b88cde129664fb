"""Phrases resolve to the actors that a reader would name."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.grounding.actors import ActorContext, ActorIndex

SYRIA = ActorContext(theatres=("syria", "generic"), countries=("SY", "TR"))


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Russian warplanes", "Russia"),
        ("the Turkish military", "Turkey"),
        ("Turkey's army", "Turkey"),
        ("Ankara", "Turkey"),
        ("the Pentagon", "United States"),
        ("Iraqi troops", "Iraq"),
        ("two British soldiers", "United Kingdom"),
        ("Mali's army", "Mali"),
        ("Indian security forces", "India"),
        ("Kenyan police officers", "Kenyan police"),
    ],
)
def test_state_nominals(index: ActorIndex, phrase: str, name: str) -> None:
    match = index.resolve(phrase, context=SYRIA)
    assert match is not None
    assert (match.name, match.known) == (name, True)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("protesters", "protesters"),
        ("angry protesters", "protesters"),
        ("Lebanese protesters", "Lebanese protesters"),
        ("Anti-government demonstrators", "anti-government demonstrators"),
        ("anti-war protesters", "anti-war protesters"),
        ("Lebanese villagers", "civilians"),
    ],
)
def test_people_who_march_go_by_their_country_or_cause(index: ActorIndex, phrase: str, name: str) -> None:
    match = index.resolve(phrase, context=SYRIA)
    assert match is not None
    assert match.name == name
    assert match.actor_id in ("protesters", "demonstrators", "civilians")


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Kenyan soldiers", "Kenyan army"),
        ("Kenya's elite troops", "Kenyan army"),
        ("Kenya troops", "Kenya army"),
        ("security personnel", "Kenyan security forces"),
        ("policemen", "Kenyan police"),
        ("Kenyan government troops", "Kenyan government"),
        ("the Kenyan navy", "Kenyan navy"),
        ("Ugandan soldiers", "Uganda"),
        ("Ugandan officials", "Uganda"),
        ("Ugandan policemen", "Ugandan police"),
    ],
)
def test_a_states_own_go_by_one_name_at_home_and_by_the_states_abroad(
    index: ActorIndex, phrase: str, name: str
) -> None:
    match = index.resolve(phrase, context=ActorContext((), ("KE",)))
    assert match is not None
    assert match.name == name


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Daesh families", "Islamic State families"),
        ("two Iraqi Isis suspects", "Iraqi Islamic State suspects"),
        ("anti-Assad protesters", "anti-Assad protesters"),
    ],
)
def test_people_of_a_side_go_by_its_name(index: ActorIndex, phrase: str, name: str) -> None:
    match = index.resolve(phrase, context=SYRIA)
    assert match is not None
    assert (match.name, match.kind) == (name, "civilians")


def test_a_nominal_ends_at_a_comma_and_at_a_number(index: ActorIndex) -> None:
    for text in (
        "They crossed into Uganda, injuring six soldiers.",
        "A raid near Uganda injuring six soldiers failed.",
    ):
        assert "injuring" not in {word for *_, match in index.find(text) for word in match.name.split()}


def test_one_state_is_one_actor_however_its_forces_are_called(index: ActorIndex) -> None:
    found = {
        match.actor_id
        for text in ("Mali", "Malian soldiers", "Mali's army", "Bamako")
        if (match := index.resolve(text))
    }
    assert found == {"mali"}


@pytest.mark.parametrize(
    ("phrase", "actor"),
    [
        ("Syrian Democratic Forces (SDF)", "sdf"),
        ("Hizbullah", "hezbollah"),
        ("jabhat al-nusra", "hayat-tahrir-al-sham"),
        ("Al-Nusra Front", "hayat-tahrir-al-sham"),
        ("Da’esh militants", "islamic-state"),
        ("fighters of the Free Syrian Army (FSA), who hold the town", "free-syrian-army"),
        ("Islamic State positions", "islamic-state"),
        ("the Lebanese militant group Hezbollah", "hezbollah"),
        ("forces loyal to Bashar al-Assad", "syrian-government"),
    ],
)
def test_names_and_their_variants(index: ActorIndex, phrase: str, actor: str) -> None:
    match = index.resolve(phrase, context=SYRIA)
    assert match is not None
    assert match.actor_id == actor


@pytest.mark.parametrize(
    ("phrase", "actor"),
    [
        ("Turkish-backed Syrian opposition fighters", "turkish-backed-syrian-rebels"),
        ("forces backed by Turkey", "turkish-backed-syrian-rebels"),
        ("US-backed forces", "sdf"),
        ("US-backed Syrian forces", "sdf"),
        ("the Iranian- and Russian-backed government", "syrian-government"),
        ("Iran-backed Hezbollah", "hezbollah"),
        ("Iranian-backed militias", "iranian-backed-militias"),
    ],
)
def test_a_proxy_is_not_its_backer(index: ActorIndex, phrase: str, actor: str) -> None:
    match = index.resolve(phrase, context=SYRIA)
    assert match is not None
    assert match.actor_id == actor


def test_a_proxy_knows_its_backer(index: ActorIndex) -> None:
    match = index.resolve("Turkish-backed rebels", context=SYRIA)
    assert match is not None
    assert match.backers == ("turkey",)


@pytest.mark.parametrize(
    ("context", "phrase", "actor"),
    [
        (SYRIA, "rebels", "syrian-rebels"),
        (SYRIA, "regime forces", "syrian-government"),
        (SYRIA, "the coalition", "us-led-coalition"),
        (SYRIA, "Kurdish forces", "kurdish-forces"),
        (ActorContext(("syria",), ("IQ",)), "Kurdish forces", "peshmerga"),
        (ActorContext(("yemen",), ("YE",)), "the rebels", "houthis"),
        (ActorContext(("yemen",), ("YE",)), "the coalition", "saudi-led-coalition"),
        (ActorContext(("sudan",), ("SD",)), "paramilitaries", "rsf"),
        (ActorContext((), ("ML",)), "the army", "mali"),
        (ActorContext((), ("KE",)), "police", "kenya-police"),
    ],
)
def test_generic_sides_depend_on_the_document(
    index: ActorIndex, context: ActorContext, phrase: str, actor: str
) -> None:
    match = index.resolve(phrase, context=context)
    assert match is not None
    assert match.actor_id == actor


def test_the_militants_are_those_mentioned_before(index: ActorIndex) -> None:
    context = ActorContext(("syria",), ("SY",), mentioned=("islamic-state", "turkey"))
    known, other = index.resolve("the militants", context=context), index.resolve("the militants", context=SYRIA)
    assert known is not None
    assert known.actor_id == "islamic-state"
    assert other is not None
    assert not other.known


@pytest.mark.parametrize(
    ("phrase", "only_named", "meant"),
    [
        ("militants", "islamic-state", "islamic-state"),
        ("militants", "popular-mobilisation-forces", None),
        ("the militants", "popular-mobilisation-forces", "popular-mobilisation-forces"),
    ],
)
def test_militants_may_be_the_one_side_named_but_not_somebodys_militia(
    index: ActorIndex, phrase: str, only_named: str, meant: str | None
) -> None:
    match = index.resolve(phrase, context=ActorContext(("syria",), ("SY",), mentioned=(only_named,)))
    assert match is not None
    assert (match.actor_id if match.known else None) == meant


@pytest.mark.parametrize(
    "phrase", ["the group", "they", "it", "", "both sides", "...", "the enclave", "22", "responsibility", "members"]
)
def test_nobody(index: ActorIndex, phrase: str) -> None:
    assert index.resolve(phrase, context=SYRIA) is None


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("some 200 people", "civilians"),
        ("women and children", "civilians"),
        ("villagers", "civilians"),
        ("dozens of protesters", "protesters"),
        ("three journalists", "journalists"),
    ],
)
def test_people(index: ActorIndex, phrase: str, name: str) -> None:
    match = index.resolve(phrase, context=SYRIA)
    assert match is not None
    assert (match.name, match.kind) == (name, "civilians")


@pytest.mark.parametrize("phrase", ["a group called Army of the Dawn", "the Army of the Dawn", "Army of the Dawn"])
def test_an_unknown_group_keeps_its_own_name(index: ActorIndex, phrase: str) -> None:
    match = index.resolve(phrase)
    assert match is not None
    assert (match.actor_id, match.name, match.known) == ("unidentified:army-of-the-dawn", "Army of the Dawn", False)


def test_who_holds_a_state_depends_on_the_day(index: ActorIndex) -> None:
    before = index.resolve("the Syrian army", date(2024, 12, 1))
    after = index.resolve("the Syrian army", date(2025, 2, 1))
    assert before is not None
    assert after is not None
    assert (before.actor_id, after.actor_id) == ("syrian-government", "syrian-transitional-government")


def test_find_takes_the_longest_names_and_quotes_them(index: ActorIndex) -> None:
    text = "Turkish-backed Syrian rebels said Russian warplanes helped the Syrian Democratic Forces. It is for us to see, the SDF said."
    found = [(text[begin:end], match.actor_id) for begin, end, match in index.find(text, SYRIA)]
    assert found == [
        ("Turkish-backed Syrian rebels", "turkish-backed-syrian-rebels"),
        ("Russian warplanes", "russia"),
        ("Syrian Democratic Forces", "sdf"),
        ("SDF", "sdf"),
    ]


def test_a_country_as_a_place_is_no_actor(index: ActorIndex) -> None:
    assert [match.actor_id for _, _, match in index.find("Turkey struck villages in northern Syria and in Iraq.")] == [
        "turkey"
    ]


@given(st.text(max_size=120))
def test_find_never_overlaps_and_resolve_never_fails(index: ActorIndex, text: str) -> None:
    spans = [(begin, end) for begin, end, _ in index.find(text)]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    index.resolve(text, context=SYRIA)
