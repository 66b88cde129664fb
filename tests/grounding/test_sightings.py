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


def test_a_word_that_only_a_pack_knows_for_a_side() -> None:
    actors = (TheatreActor("reed-party", "Reed Party", "rebel"),)
    index = ActorIndex((Theatre("toy", "Toy", (), actors, roles=(("", "reeders", "reed-party"),)),))
    found = seen("A bridge was blown up by the Reeders on Monday.", index, ActorContext(("toy",), ()))
    assert found["Reeders"] == ("Reed Party", "nominal")
    assert seen("A bridge was blown up by the Reeders.", index, ActorContext()) == {}


@pytest.mark.parametrize("words", ["the US-led campaign", "US-led airstrikes", "the US-led fight"])
def test_what_a_coalition_does_is_the_coalitions(index: ActorIndex, words: str) -> None:
    assert "US-led coalition" in {name for name, _ in seen(f"Many fled {words} in May.", index).values()}


def test_what_a_state_leads_without_a_coalition_is_its_own(index: ActorIndex) -> None:
    assert {name for name, _ in seen("Many fled the Russian-led assault.", index).values()} == {"Russia"}


@pytest.mark.parametrize(
    "words",
    [
        "Turkey and its proxies",
        "Turkey and its Arab proxy forces",
        "Turkish troops and their Syrian allies",
        "Turkey’s Arab proxies",
    ],
)
def test_the_proxies_of_a_state_are_the_side_that_it_backs(index: ActorIndex, words: str) -> None:
    assert {name for name, _ in seen(f"The town fell to {words}.", index).values()} == {
        "Turkey",
        "Turkish-backed Syrian rebels",
    }


def test_nobody_is_known_for_the_proxies_of_a_state_that_backs_nobody(index: ActorIndex) -> None:
    assert {name for name, _ in seen("The town fell to Kenya and its proxies.", index).values()} == {"Kenya"}


def test_a_rebel_enclave_is_the_rebels(index: ActorIndex) -> None:
    assert seen("Shells fell on the last rebel enclave.", index)["rebel"][0] == "Syrian rebels"


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


@pytest.mark.parametrize(
    ("text", "of_place"),
    [
        ("A rocket hit the Kenyan border town of Moyale.", True),
        ("Two were abducted in the Kenyan province.", True),
        ("A drone fell on Kenyan soil.", True),
        ("Shells landed near the Kenyan border.", True),
        ("Shells landed across the Kenyan border in the night.", True),
        ("Kenyan moves worried the town.", False),
        ("A Kenyan border post was hit.", False),
        ("The Kenyan-held town fell.", False),
    ],
)
def test_an_adjective_of_a_nation_before_a_town_or_a_province_is_a_part_of_a_place(
    index: ActorIndex, text: str, of_place: bool
) -> None:
    (found,) = (one for one in find_sightings(text, index, SYRIA) if text[one.begin : one.end] == "Kenyan")
    assert found.of_place is of_place


@pytest.mark.parametrize(
    ("words", "name"),
    [("A military base", "Kenyan army"), ("a security checkpost", "Kenyan security forces"), ("military convoys", "Kenyan army")],
)  # fmt: skip
def test_what_the_forces_of_a_country_hold_stands_for_them(index: ActorIndex, words: str, name: str) -> None:
    text = f"They attacked {words} on Monday."
    assert [one.match.name for one in find_sightings(text, index, KENYA)] == [name]


def test_a_base_without_a_word_for_whose_it_is_is_nobody(index: ActorIndex) -> None:
    assert find_sightings("They attacked a base on Monday.", index, KENYA) == []


@pytest.mark.parametrize(
    "text",
    [
        "A rocket fired from Syria hit a school.",
        "Two drones launched late at night from inside Syria were shot down.",
        "Mortar shells coming from neighbouring Syria landed in a field.",
        "Fighting went on in northern Syria.",
    ],
)
def test_the_land_that_a_rocket_comes_from_tells_a_place(index: ActorIndex, text: str) -> None:
    (land,) = (s for s in find_sightings(text, index, SYRIA) if text[s.begin : s.end] == "Syria")
    assert land.of_place


def test_a_state_that_fires_is_a_side(index: ActorIndex) -> None:
    text = "Syria fired rockets at the town, and Kenya's army fired back."
    assert not any(s.of_place for s in find_sightings(text, index, SYRIA))


@pytest.mark.parametrize(
    "words", ["fighters backed by Turkey", "Rebels armed by Ankara", "militiamen supported by Turkey"]
)
def test_whom_a_state_backs_are_one_side_where_a_pack_knows_it(index: ActorIndex, words: str) -> None:
    found = seen(f"On Monday {words} entered the village.", index)
    assert found[words] == ("Turkish-backed Syrian rebels", "nominal")


def test_a_day_before_a_noun_is_no_part_of_a_name(index: ActorIndex) -> None:
    assert "rebels" in seen("Shelling stopped when on Monday rebels left.", index)


@pytest.mark.parametrize("words", ["troops backed by Russian warplanes", "fighters backed by Turkey’s artillery"])
def test_what_helps_somebody_is_a_side_beside_them(index: ActorIndex, words: str) -> None:
    assert words not in seen(f"On Monday {words} entered the village.", index)


def test_whom_somebody_inspires_is_not_that_side(index: ActorIndex) -> None:
    names = {name for name, _ in seen("Hezbollah-inspired gunmen shot a marine.", index).values()}
    assert "Hezbollah" not in names


@pytest.mark.parametrize(("words", "part"), [("northern Syria", True), ("north-east Syria", True), ("Syria", False)])
def test_a_part_of_a_land_is_told_apart(index: ActorIndex, words: str, part: bool) -> None:
    text = f"They were held in {words} for a year."
    assert [s.of_part for s in find_sightings(text, index, SYRIA) if s.form == "state"] == [part]
