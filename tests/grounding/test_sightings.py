"""Who is named where in a text: names, nominals, states, peoples, and bodies that the text introduces itself."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.grounding.actors import ActorContext, ActorIndex
from casus.grounding.sightings import Sighting, find_sightings
from casus.grounding.theatre import Alias, Theatre, TheatreActor

SYRIA = ActorContext(("syria",), ("SY",))
KENYA = ActorContext((), ("KE",))


def seen(text: str, index: ActorIndex, context: ActorContext = SYRIA) -> dict[str, tuple[str, str]]:
    return {text[s.begin : s.end]: (s.match.name, s.form) for s in find_sightings(text, index, context)}


def test_names_and_nominals(index: ActorIndex) -> None:
    found = seen("Rebels fired on Hezbollah fighters as villagers fled.", index)
    assert found["Rebels"] == ("Syrian rebels", "nominal")
    assert found["Hezbollah fighters"][0] == "Hezbollah"
    assert found["villagers"] == ("civilians", "people")


@pytest.mark.parametrize(
    ("text", "words", "form"),
    [
        ("Several Russian moves worried the town.", "Russian", "adjective"),
        ("Ankara ordered the raid.", "Ankara", "capital"),
        ("Kenya’s envoy left.", "Kenya", "owner"),
        ("The convoy crossed northern Syria.", "Syria", "state"),
    ],
)
def test_states_are_seen_with_the_form_of_their_words(index: ActorIndex, text: str, words: str, form: str) -> None:
    assert seen(text, index)[words][1] == form


@pytest.mark.parametrize(
    "top",
    [
        "ANKARA, Nov 29 (Reuters) - ",
        "ANKARA/BEIRUT — ",
        "TRIPOLI, Lebanon, 3 May 2014 - ",
        "Nairobi, Kenya (AP) -- ",
        "By A Writer\nKYIV, Ukraine – ",
    ],
)
def test_the_place_of_a_dateline_is_no_side(index: ActorIndex, top: str) -> None:
    words = "Villagers fled."
    begins = [sighting.begin for sighting in find_sightings(top + words, index, SYRIA) if sighting.form != "name"]
    assert begins == [len(top)]


@pytest.mark.parametrize(
    "text", ["Ankara - which sent jets - waits.", "Ankara, Moscow and Tehran met.", "ANKARA WAITS"]
)
def test_a_capital_that_opens_a_line_without_a_dateline_is_a_side(index: ActorIndex, text: str) -> None:
    assert find_sightings(text, index, SYRIA)[0].form == "capital"


def test_things_and_manners_are_nobody(index: ActorIndex) -> None:
    assert seen("Heavy attacks and missiles destroyed positions outside the market.", index) == {}


def test_an_adjective_of_a_people_without_a_state(index: ActorIndex) -> None:
    assert "Kurdish" in seen("Shells fell on a Kurdish outpost.", index)


def test_a_proper_name_of_forces_makes_its_first_word_no_people() -> None:
    actors = (
        TheatreActor("otter-unit", "Otter Forces", "rebel"),
        TheatreActor("marsh", "Marsh Council", "rebel", aliases=(Alias("Marsh forces"),)),
    )
    found = seen(
        "Shells fell on an Otter outpost, then on a Marsh outpost.", ActorIndex((Theatre("toy", "Toy", (), actors),))
    )
    assert found["Marsh"] == ("Marsh Council", "adjective")
    assert not any(name == "Otter Forces" for name, _ in found.values())


def test_a_body_goes_by_the_short_name_that_the_text_gives_it(index: ActorIndex) -> None:
    found = seen("The Dawn Liberation Front (DLF) met. Later the DLF fired.", index)
    assert found["Dawn Liberation Front (DLF)"][0] == "DLF"
    assert any(name == "DLF" and text.startswith("DLF") for text, (name, _) in found.items())


def test_what_is_not_a_body_has_no_side_by_its_short_name(index: ActorIndex) -> None:
    assert seen("An Improvised Explosive Device (IED) went off.", index) == {}


def test_security_forces_in_title_case_are_those_of_the_country(index: ActorIndex) -> None:
    assert seen("Security Forces (SFs) searched the valley.", index, KENYA)["Security Forces (SFs)"][0].startswith(
        "Kenya"
    )


def test_the_police_of_a_district_are_the_police_of_its_country(index: ActorIndex) -> None:
    assert seen("He saw Lowhill police.", index, KENYA)["Lowhill police"][0] == "Kenyan police"


WORDS = st.sampled_from(
    ["Russian", "rebels", "the", "police", "Syria", "Kurdish", "fighters", "in", "killed", ",", "12", "Iran’s", "army"]
)


@given(st.lists(WORDS, max_size=14))
def test_sightings_are_ordered_and_apart(index: ActorIndex, words: list[str]) -> None:
    found: list[Sighting] = find_sightings(" ".join(words), index, SYRIA)
    assert all(a.end <= b.begin for a, b in pairwise(found))
    assert all(s.begin < s.end for s in found)


def test_where_somebody_is_seated_names_no_side(index: ActorIndex) -> None:
    found = seen("A Britain-based monitor said that Turkey-based groups and Russian jets were involved.", index)
    names = {name for name, _ in found.values()}
    assert "Russia" in names
    assert not names & {"United Kingdom", "Turkey"}
