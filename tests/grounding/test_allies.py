"""An actor's allies are no targets of it, unless the clause names them as hit."""

from __future__ import annotations

from datetime import date

import pytest

from casus.grounding.actors import ActorMatch
from casus.grounding.allies import camps_of, without_allies
from casus.grounding.candidates import Candidate
from casus.grounding.sightings import Sighting
from casus.grounding.theatre import Theatre, TheatreActor, Tie
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
