"""An actor's allies are no targets of it, unless the clause names them as hit."""

from __future__ import annotations

from datetime import date

import pytest

from casus.grounding.actors import ActorMatch
from casus.grounding.allies import camps_of, without_allies
from casus.grounding.candidates import Candidate
from casus.grounding.sightings import Sighting
from casus.grounding.theatre import Theatre, TheatreActor, Tie, load_theatres
from casus.record import Draft, Interval, Kind, Phrase

DAY = date(2020, 4, 1)
PACK = Theatre(
    "toy", "Toy", (),
    (
        TheatreActor("north", "Northmen", "rebel", allies=(Tie("south"), Tie("west", Interval(date(2021, 1, 1), None)))),
        TheatreActor("south", "Southmen", "rebel"),
        TheatreActor("west", "Westmen", "rebel"),
        TheatreActor("east", "Eastmen", "rebel", opponents=(Tie("south"),)),
    ),
)  # fmt: skip
CAMPS = camps_of([PACK])
PACKAGED = camps_of(load_theatres())
IDS = {"Northmen": "north", "Southmen": "south", "Westmen": "west", "Eastmen": "east"}


def side(name: str) -> ActorMatch:
    return ActorMatch(IDS[name], name, "rebel", None, (), True)


def targets(
    text: str, who: str, whom: str, kind: Kind = "armed_clash", *, parsed: bool = False, on: date | None = DAY
) -> list[str]:
    """Whom of ``whom`` a claim of the whole text keeps as targets."""
    options = []
    for name in IDS:
        at = text.find(name)
        near = [Sighting(at, at + len(name), side(name), "name")] if at >= 0 else []
        options.append(Candidate(side(name), near, {"target"} if parsed and name == whom else set()))
    draft = Draft(kind, 0, len(text), Phrase(0, 1, text[0]), (0, len(text)))
    actors = [side(name) for name in who.split()]
    return [match.name for match in without_allies(draft, text, actors, [side(whom)], options, CAMPS, on)]


def test_an_ally_that_is_only_named_near_is_no_target() -> None:
    assert targets("Northmen took the town, Southmen said.", "Northmen", "Southmen") == []


def test_sides_that_no_pack_ties_stay() -> None:
    assert targets("Northmen took the town, Eastmen said.", "Northmen", "Eastmen") == ["Eastmen"]


@pytest.mark.parametrize(
    "words", ["against", "against the", "clashed with", "on several", "between", "fought their former"]
)
def test_an_ally_stays_where_words_say_that_it_was_hit(words: str) -> None:
    assert targets(f"Northmen {words} Southmen.", "Northmen", "Southmen") == ["Southmen"]


def test_an_ally_stays_where_the_parse_gives_it_as_the_object() -> None:
    assert targets("Southmen were shot by Northmen.", "Northmen", "Southmen", parsed=True) == ["Southmen"]


def test_a_tie_counts_in_its_days_alone() -> None:
    text = "Northmen took the town, Westmen said."
    assert targets(text, "Northmen", "Westmen") == ["Westmen"]
    assert targets(text, "Northmen", "Westmen", on=date(2021, 2, 1)) == []
    assert targets(text, "Northmen", "Westmen", on=None) == ["Westmen"]


def test_a_target_stays_where_one_of_those_who_act_opposes_it() -> None:
    assert targets("Northmen and Eastmen advanced, Southmen said.", "Northmen Eastmen", "Southmen") == ["Southmen"]


def test_a_friend_is_helped_by_its_own() -> None:
    assert targets("Northmen sent arms, Southmen said.", "Northmen", "Southmen", "aid") == ["Southmen"]


def test_who_holds_a_states_forces_on_all_days_is_that_state_and_its_police_have_its_opponents() -> None:
    army = TheatreActor("toy-army", "Malian army", "state_forces", state="ML", allies=(Tie("south"),))
    rebels = TheatreActor("north", "Northmen", "rebel", opponents=(Tie("toy-army", Interval(date(2020, 1, 1), None)),))
    camps = camps_of([Theatre("toy", "Toy", (), (army, rebels))])
    assert [camps.oppose("north", side, DAY) for side in ("mali", "mali-police", "niger")] == [True, True, False]
    assert not camps.oppose("mali", "north", date(2019, 12, 31))
    assert camps.together("south", "mali", DAY)
    assert not camps.together("south", "mali-police", DAY)


def test_who_holds_a_states_forces_for_some_days_keeps_its_own_id() -> None:
    period = Interval(date(2020, 1, 1), date(2020, 12, 31))
    army = TheatreActor("toy-junta", "Junta", "state_forces", state="ML", period=period, opponents=(Tie("north"),))
    camps = camps_of([Theatre("toy", "Toy", (), (army,))])
    assert camps.oppose("north", "toy-junta", DAY)
    assert not camps.oppose("north", "mali", DAY)


@pytest.mark.parametrize(
    ("one", "other", "day", "whether"),
    [
        ("vdp", "jnim", date(2023, 6, 2), True),
        ("crpf", "cpi-maoist", date(2021, 3, 4), True),
        ("jnim", "mali", date(2024, 9, 17), True),
        ("libya-dawn", "zintan-militias", date(2014, 8, 23), True),
        ("misrata-militias", "zintan-militias", date(2011, 9, 1), False),
        ("rsf", "sudan", date(2022, 5, 1), False),
        ("haitian-police", "g9", None, True),
        ("united-wa-state-army", "myanmar-military", date(2023, 11, 1), False),
    ],
)
def test_packs_know_who_fights_whom_on_a_day(one: str, other: str, day: date | None, whether: bool) -> None:
    assert PACKAGED.oppose(one, other, day) is PACKAGED.oppose(other, one, day) is whether
