"""Who does it and to whom in claims of short reports: the clause's own words first, then the discourse and the conventions."""

from datetime import date

import pytest

from casus.grounding.actors import ActorIndex
from casus.grounding.claims import Grounder
from casus.grounding.partakers import packaged_model
from casus.grounding.places import PlaceResolver
from casus.grounding.theatre import Theatre
from casus.record import Claim, Document, DocumentDate, Draft, Kind, Phrase


@pytest.fixture(scope="module")
def ground(theatres: tuple[Theatre, ...], index: ActorIndex, places: PlaceResolver) -> Grounder:
    return Grounder(theatres, index, places)


def claim(ground: Grounder, kind: Kind, trigger: str, text: str, actors: str = "", targets: str = "") -> Claim:
    """The claim of the sentence of ``text`` that has the trigger; ``actors``, ``targets`` are what the parse gives."""
    at = text.index(trigger)
    begin = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    end = text.find(". ", at) + 1 or len(text)

    def part(words: str) -> tuple[Phrase, ...]:
        first = text.find(words)
        return (Phrase(first, first + len(words), words),) if words else ()

    draft = Draft(kind, begin, end, Phrase(at, at + len(trigger), trigger), (begin, end), part(actors), part(targets))
    day = date(2018, 3, 1)
    document = Document("report", text, date=DocumentDate(day, day, basis="given"))
    (found,) = ground.ground(document, [draft], ground.survey(document, []))
    return found


def test_an_attack_and_its_target_in_the_clause(ground: Grounder) -> None:
    text = "Turkish warplanes bombed YPG positions in northern Syria on Monday."
    found = claim(ground, "air_strike", "bombed", text, "Turkish warplanes", "YPG positions")
    assert (found.actors, found.targets) == (("Turkey",), ("YPG",))


def test_a_passive_with_its_agent(ground: Grounder) -> None:
    text = "The town in Syria was captured by the Syrian army from Islamic State fighters."
    found = claim(ground, "territory_gain", "captured", text, "the Syrian army")
    assert found.actors == ("Syrian government",)
    assert found.targets == ("Islamic State",)


def test_sides_are_found_where_the_parse_gives_none(ground: Grounder) -> None:
    text = "Islamic State militants abducted 20 villagers in eastern Syria."
    found = claim(ground, "abduction", "abducted", text)
    assert (found.actors, found.targets) == (("Islamic State",), ("civilians",))


def test_a_thing_that_the_parse_gives_is_no_side(ground: Grounder) -> None:
    text = "Heavy bombardment destroyed a market in Syria."
    found = claim(ground, "property_destruction", "destroyed", text, "Heavy bombardment", "a market")
    assert not {"Heavy bombardment", "bombardment", "market"} & {*found.actors, *found.targets}


def test_nobody_displaces_and_civilians_flee(ground: Grounder) -> None:
    found = claim(ground, "displacement", "fled", "Families fled as rebels and the Syrian army fought.", "Families")
    assert (found.actors, found.targets) == ((), ("civilians",))


def test_an_agreement_has_parties_only(ground: Grounder) -> None:
    found = claim(ground, "agreement", "agreed", "Russia and Turkey agreed a ceasefire for Syria.", "Russia")
    assert found.targets == ()
    assert "Russia" in found.actors


def test_nobody_is_actor_and_target_at_once(ground: Grounder) -> None:
    text = "Rebels fought the Syrian army near the border. Rebels shelled the army again."
    found = claim(ground, "shelling", "shelled", text, "Rebels", "the army")
    assert not set(found.actor_ids) & set(found.target_ids)


def test_the_weights_hold_no_name(index: ActorIndex) -> None:
    names = {name for table in packaged_model().weights.values() for name in table}
    told = {word for name in names for word in name.replace("|", ":").split(":")}
    assert not [word for word in sorted(told) if len(word) > 3 and index.find(word.title())]


def test_the_state_of_the_town_that_is_struck_is_not_who_struck_it(ground: Grounder) -> None:
    text = "A rocket struck the Turkish border town of Kilis. Turkey has shelled Islamic State positions in Syria."
    assert "Turkey" not in claim(ground, "shelling", "struck", text).actors


def test_an_ally_that_is_named_near_is_no_target(ground: Grounder) -> None:
    text = "Russian warplanes struck the village in Syria as the Syrian army advanced."
    found = claim(ground, "air_strike", "struck", text, "Russian warplanes")
    assert (found.actors, found.targets) == (("Russia",), ())


@pytest.mark.parametrize("words", ["A rocket", "Two missiles", "A drone"])
def test_what_is_fired_from_a_land_is_not_fired_by_its_government(ground: Grounder, words: str) -> None:
    text = f"The Syrian government sent an envoy. {words} fired from Syria hit a school in the Turkish town of Kilis on Friday."
    found = claim(ground, "shelling", "hit", text, words)
    assert not {"Syrian government", "Turkey"} & {*found.actors}


def test_nobody_is_jailed_by_the_state_of_which_a_part_is_named(ground: Grounder) -> None:
    text = "Hundreds of Islamic State fighters are detained in north-east Syria."
    assert "Syrian government" not in claim(ground, "detention", "detained", text).actors


@pytest.mark.parametrize("words", ["killed fighting Islamic State", "killed while battling against Islamic State"])
def test_whom_somebody_was_killed_fighting_did_it(ground: Grounder, words: str) -> None:
    text = f"Two YPG volunteers were {words} in Syria in May."
    found = claim(ground, "armed_clash", "killed", text, "", "Islamic State")
    assert (found.actors, found.targets) == (("Islamic State",), ("YPG",))


def test_so_did_whoever_is_joined_to_them(ground: Grounder) -> None:
    text = "Two YPG volunteers were killed fighting Islamic State and Turkish troops in Syria in May."
    found = claim(ground, "armed_clash", "killed", text, "", "Islamic State")
    assert set(found.targets) == {"YPG"}
    assert "Islamic State" in found.actors


def test_the_parse_s_phrase_is_whom_its_own_words_show(ground: Grounder) -> None:
    text = "A grenade in Aleppo, Syria wounded six mud-spattered policemen."
    found = claim(ground, "explosive_device", "wounded", text, "", "six mud-spattered policemen")
    assert found.targets == ("Syrian police",)


def test_where_a_report_was_written_is_no_side(ground: Grounder) -> None:
    text = "ANKARA, Nov 3 - Nineteen Syrian soldiers were killed at a camp in Syria."
    found = claim(ground, "armed_clash", "killed", text, "", "ANKARA, Nov 3 - Nineteen Syrian soldiers")
    assert "Turkey" not in (*found.actors, *found.targets)
