"""Which place a claim is about: the most telling name near the trigger; without one, where the text is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casus.grounding.actors import ActorIndex
from casus.grounding.places import PlaceResolver
from casus.grounding.placing import Located, known_names, locate, names_in, unit_behind, words_of_people
from casus.grounding.settling import PlaceContext
from casus.grounding.whereabouts import choose, options, packaged_weights
from casus.record import Draft, Phrase, Place

Where = Callable[..., str | None]
SYRIA = PlaceContext(("syria", "generic"), ("SY", "TR"))
NOWHERE = Located((), None, None)
COUNTRY = Place("country:SY", "Syria", "SY", 35.0, 38.0, "country")
ALEPPO = Place("syria:aleppo", "Aleppo", "SY", 36.2, 37.2, province="Aleppo")
RAQQA = Place("syria:raqqa", "Raqqa", "SY", 35.9, 39.0)
TRIPOLI = Place("gn:1", "Tripoli", "LY", 32.9, 13.2)


def phrase(text: str, words: str) -> Phrase:
    begin = text.index(words)
    return Phrase(begin, begin + len(words), words, "place")


def draft(
    text: str, trigger: str, places: tuple[str, ...], source: str | None = None, actor: str | None = None
) -> Draft:
    """A draft of the text's sentence with the trigger; ``places`` are the names that the parse gives, best first."""
    at = text.index(trigger)
    begin = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    end = text.find(". ", at) + 1 or len(text)
    return Draft(
        "shelling", begin, end, phrase(text, trigger), (begin, end),
        actors=(phrase(text, actor),) if actor else (),
        places=tuple(phrase(text, name) for name in places),
        source=phrase(text, source) if source else None,
    )  # fmt: skip


@pytest.fixture
def where(places: PlaceResolver, index: ActorIndex) -> Where:
    """The name of the place of a claim in a report from Syria."""

    def found(
        text: str, *given: str, trigger: str = "shelled", located: Located = NOWHERE, **people: str
    ) -> str | None:
        claim = draft(text, trigger, given, **people)
        offered = options(claim, text, located, places, index, SYRIA)
        place = choose(claim, text, located, offered, packaged_weights()).place
        return place.name if place else None

    return found


def test_a_town_goes_before_its_province(where: Where) -> None:
    text = "Rebels shelled the village of Azaz in Aleppo province on Monday."
    assert where(text, "Azaz", "Aleppo") == "Azaz"
    assert where(text, "Aleppo", "Azaz") == "Azaz"


def test_a_province_goes_before_the_country(where: Where) -> None:
    text = "Rebels shelled villages in Hasakah province, in Syria, on Monday."
    assert where(text, "Hasakah", "Syria") == "Hasakah province"


def test_a_name_keeps_its_direction_and_its_unit(where: Where) -> None:
    assert where("Rebels shelled villages in northern Syria on Monday.", "Syria") == "northern Syria"
    assert where("Rebels shelled villages in Hasakah province.", "Hasakah") == "Hasakah province"


@pytest.mark.parametrize("name", ["Deir ez-Zor", "Deir al-Zor", "Al Bab", "al-Bab", "Ras al-Ain", "Azaz"])
def test_a_name_is_taken_whole(where: Where, name: str) -> None:
    assert where(f"Rebels shelled the outskirts of {name} on Monday.", name) == name


def test_a_name_ends_where_its_capitals_end(where: Where) -> None:
    assert where("Rebels shelled Raqqa two days later.", "Raqqa two days later") == "Raqqa"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Islamic State shelled Azaz on Monday.", "Islamic State"),
        ("Fighters of Hezbollah shelled Azaz on Monday.", "Hezbollah"),
        ("US-backed rebels shelled Azaz on Monday.", "US"),
        ("Turkey-backed rebels shelled Azaz on Monday.", "Turkey"),
    ],
)
def test_a_side_is_no_place(where: Where, text: str, name: str) -> None:
    assert where(text, name, "Azaz") == "Azaz"
    assert where(text, name) in ("Azaz", None)


def test_a_capital_that_speaks_or_acts_is_not_the_place(where: Where) -> None:
    assert where("Damascus denied that it shelled Azaz.", "Damascus", "Azaz", source="Damascus") == "Azaz"
    assert where("Damascus has shelled Azaz.", "Damascus", "Azaz", actor="Damascus") == "Azaz"


def test_a_capital_is_a_place_where_it_is_hit(where: Where) -> None:
    assert where("Rebels shelled Damascus on Monday.", "Damascus", actor="Rebels") == "Damascus"


def test_the_dateline_is_not_the_place_of_a_clause_that_names_one(where: Where) -> None:
    text = "KILIS, Turkey – Rebels shelled the town of Azaz on Monday."
    around = Located(((0, Place("gn:4", "Kilis", "TR", 36.7, 37.1)),), None, COUNTRY)
    assert where(text, "Azaz", "KILIS", located=around) == "Azaz"


START = "The war in Syria goes on in the cold, with few in Syria who hope. "


def spoken(text: str, *places: Place) -> Located:
    """What a text from Syria names: the country twice at its beginning, then each place once."""
    named = [(at, COUNTRY) for at in (START.index("Syria"), START.rindex("Syria"))]
    return Located((*named, *sorted((text.index(place.name), place) for place in places)), None, COUNTRY)


def test_a_clause_without_a_place_is_at_the_place_last_spoken_of(where: Where) -> None:
    text = f"{START}Rebels entered Raqqa. Others left Aleppo. They shelled a market."
    assert where(text, located=spoken(text, RAQQA, ALEPPO)) == "Aleppo"


def test_a_place_that_comes_later_is_not_the_place_last_spoken_of(where: Where) -> None:
    text = f"{START}Rebels entered Raqqa. They shelled a market. Others left Aleppo."
    assert where(text, located=spoken(text, RAQQA, ALEPPO)) == "Raqqa"


def test_a_place_in_another_country_is_not_where_the_text_goes_on(where: Where) -> None:
    text = f"{START}He had come from Tripoli. Rebels shelled a market."
    assert where(text, located=spoken(text, TRIPOLI)) == "Syria"


def test_what_was_said_long_ago_gives_way_to_what_the_text_is_about(where: Where) -> None:
    text = f"Aleppo waits. Aleppo is cold. Rebels entered Raqqa. {'It was very cold in those days. ' * 70}Rebels shelled a market."
    named = ((0, ALEPPO), (text.index("Aleppo is"), ALEPPO), (text.index("Raqqa"), RAQQA))
    assert where(text, located=Located(named, ALEPPO, COUNTRY)) == "Aleppo"


def test_nowhere_is_nowhere(where: Where) -> None:
    assert where("Rebels shelled a market.") is None


def test_a_text_is_about_a_place_that_it_names_again_and_again() -> None:
    names = [(0, ALEPPO), (50, RAQQA), (90, ALEPPO), (120, COUNTRY)]
    assert locate(names, COUNTRY).local == ALEPPO


@pytest.mark.parametrize(
    "names",
    [[], [(0, ALEPPO)], [(0, ALEPPO), (20, RAQQA)], [(0, COUNTRY), (9, COUNTRY)], [(0, TRIPOLI), (9, TRIPOLI)]],
    ids=["none", "once", "as often as another", "a country is no place", "in another country"],
)
def test_a_text_that_names_no_place_again_is_about_none(names: list[tuple[int, Place]]) -> None:
    assert locate(names, COUNTRY).local is None


def test_known_names_stand_after_words_of_place(places: PlaceResolver) -> None:
    text = "The Raqqa offensive began in northern Syria, and Syria-based groups fled."
    assert [text[begin:end] for begin, end in names_in(text, places)] == ["northern Syria"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He served in the Aleppo Shield forces.", []),
        ("Shells fell in Aleppo Monday night.", ["Aleppo"]),
        ("Shells fell in Aleppo and died away.", ["Aleppo"]),
    ],
)
def test_a_name_that_goes_on_in_capitals_is_another_name(places: PlaceResolver, text: str, names: list[str]) -> None:
    assert [text[begin:end] for begin, end in names_in(text, places)] == names


def test_names_of_people_are_no_places() -> None:
    people = [Phrase(0, 11, "Paris Lagos", "person"), Phrase(20, 24, "Kurds", "nationality")]
    assert words_of_people(people, [Phrase(30, 35, "Lagos", "place")]) == {"Paris", "Paris Lagos", "Kurds"}


def test_a_place_in_the_name_of_a_body_is_none(places: PlaceResolver) -> None:
    text = "Aleppo Brigade fighters left. Aleppo Governorate was quiet."
    assert [at for at, _ in known_names(text, places, SYRIA)] == [text.rindex("Aleppo")]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("A bomb hit Azaz market on Monday.", " market"),
        ("Azaz market traders fled.", None),
        ("Azaz hospital officials said so.", None),
        ("It hit an Azaz mosque.", None),
        ("It hit a crowded Azaz market.", None),
        ("They entered an Azaz district.", " district"),
    ],
)
def test_a_site_belongs_to_a_name_where_it_is_the_one_of_that_name(text: str, unit: str | None) -> None:
    begin = text.index("Azaz")
    found = unit_behind(text, begin, begin + len("Azaz"))
    assert (found and found.group()) == unit
