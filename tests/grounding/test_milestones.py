"""Terms of milestones are found by their words, in a sentence or across two, in any spelling of a place."""

from datetime import date
from pathlib import Path

from casus.grounding.milestones import MilestoneIndex, folded
from casus.grounding.theatre import Alias, Milestone, Theatre, TheatreActor, TheatrePlace, check_theatre, load_theatres
from casus.record import Interval

DAY = Interval(date(2016, 5, 4), date(2016, 5, 4))


def theatre(*terms: str, countries: tuple[str, ...] = ("SY",)) -> Theatre:
    return Theatre(
        "toyland",
        "Toyland",
        countries,
        actors=(TheatreActor("red", "Red Front", "rebel", aliases=(Alias("Scarlet Front", DAY),)),),
        places=(TheatrePlace("Oldtown", 35.0, 38.0, "SY", aliases=("Alt-Stadt",)),),
        milestones=(Milestone("it", DAY, terms),),
    )


def spots(text: str, *terms: str, countries: tuple[str, ...] = ("SY",)) -> list[int]:
    found, _ = MilestoneIndex([theatre(*terms, countries=countries)]).find(folded(text.split(". ")))
    return [spot.sentence for milestone, places in found if milestone.text == "it" for spot in places]


def test_all_groups_of_a_term_must_be_there() -> None:
    assert spots("In Syria the truce of the rivers held", "truce + rivers") == [0]
    assert spots("In Syria the truce held", "truce + rivers") == []


def test_a_term_may_run_over_two_sentences_but_not_three() -> None:
    assert spots("Syria has a truce. It is of the rivers", "truce + rivers") == [1]
    assert spots("Syria has a truce. All is calm. So are the rivers", "truce + rivers") == []


def test_a_star_stands_for_any_ending() -> None:
    assert spots("Syrian troops were evacuated", "evacuat*") == [0]
    assert spots("Syrian buses for mass evacuations came", "mass evacuat*") == [0]
    assert spots("Syrian buses for mass graves came", "mass evacuat*") == []


def test_a_place_stands_for_all_its_spellings() -> None:
    assert spots("Syria bombed Alt-Stadt", "Oldtown + bombed") == [0]


def test_words_are_whole_words_in_order() -> None:
    assert spots("Syria: the rivers truce", "truce rivers") == []
    assert spots("Syria: trucebreakers of rivers", "truce + rivers") == []


def test_a_text_about_other_countries_does_not_count_unless_the_pack_has_none() -> None:
    assert spots("In Peru the truce of the rivers held", "truce + rivers") == []
    assert spots("For Syrians the truce of the rivers held", "truce + rivers") == [0]
    assert spots("In Peru the truce of the rivers held", "truce + rivers", countries=()) == [0]


def test_a_name_that_was_borne_for_a_time_is_a_milestone() -> None:
    found, _ = MilestoneIndex([theatre("truce")]).find(folded(["Syria fears the Scarlet Front"]))
    assert [(milestone.interval, "Scarlet Front" in milestone.text) for milestone, _ in found] == [(DAY, True)]


def test_only_wars_of_theatres_told_of_are_given() -> None:
    war = Milestone("war", DAY, ("war began",), war=True)
    index = MilestoneIndex(
        [Theatre("a", "A", ("SY",), milestones=(war,)), Theatre("b", "B", ("UA",), milestones=(war,))]
    )
    assert len(index.find(folded(["Syria is at war"]))[1]) == 1
    assert index.find(folded(["Peru is at peace"]))[1] == []


def test_a_pack_says_where_a_war_began(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    head = 'id = "toyland"\nname = "Toyland"\ncountries = ["SY"]\n[[milestones]]\ntext = "it"\ndate = 2016-05-04\nterms = ["it"]\n'
    path.write_text(head + "war = true\n", encoding="utf-8")
    assert check_theatre(path) == []
    assert [item.war for item in load_theatres([str(path)])[0].milestones] == [True]
    path.write_text(head + 'war = "yes"\n', encoding="utf-8")
    (fault,) = check_theatre(path)
    assert fault.endswith("pack.toml:4: milestones[1] (it): war 'yes' must be true or false")
