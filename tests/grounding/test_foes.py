"""Whoever takes a place takes it from an opponent: the one that the text names most, where no word says whose it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from casus.grounding.actors import ActorMatch
from casus.grounding.allies import camps_of
from casus.grounding.candidates import Candidate, surroundings
from casus.grounding.foes import with_foe
from casus.grounding.sightings import Sighting
from casus.grounding.theatre import Theatre, TheatreActor, Tie
from casus.record import Draft, Interval, Kind, Phrase

DAY = date(2020, 4, 1)
PACK = Theatre(
    "toy", "Toy", (),
    (
        TheatreActor("north", "Northmen", "rebel", opponents=(Tie("south"), Tie("east"), Tie("west", Interval(None, date(2019, 1, 1))))),
        TheatreActor("south", "Southmen", "rebel"),
        TheatreActor("west", "Westmen", "rebel"),
        TheatreActor("east", "Eastmen", "rebel", allies=(Tie("river"),)),
        TheatreActor("river", "Rivermen", "rebel"),
        TheatreActor("kingdom", "Kingdom", "state_forces", country="KG", opponents=(Tie("north"),)),
    ),
)  # fmt: skip
CAMPS = camps_of([PACK])
IDS = {
    "Northmen": "north",
    "Southmen": "south",
    "Westmen": "west",
    "Eastmen": "east",
    "Rivermen": "river",
    "Kingdom": "kingdom",
}


def side(name: str) -> ActorMatch:
    country = "KG" if name == "Kingdom" else None
    return ActorMatch(IDS[name], name, "state_forces" if country else "rebel", country, (), True)


def targets(
    text: str,
    who: Sequence[str] = ("Northmen",),
    whom: Sequence[str] = (),
    kind: Kind = "territory_gain",
    home: str | None = None,
) -> list[str]:
    """The targets of a claim of the whole text, the sides being those that it names."""
    named = sorted((text.find(name, at), name) for name in IDS for at in _places(text, name))
    sightings = [Sighting(at, at + len(name), side(name), "name") for at, name in named]
    options = [Candidate(side(name), []) for name in IDS if name in text]
    draft = Draft(kind, 0, len(text), Phrase(0, 1, text[0]), (0, len(text)))
    around = surroundings(text, sightings, home)
    found = with_foe(draft, [side(name) for name in who], [side(name) for name in whom], options, around, CAMPS, DAY)
    return [match.name for match in found]


def _places(text: str, name: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(name, at)]


def test_who_takes_a_place_takes_it_from_the_opponent_that_is_named() -> None:
    assert targets("Northmen took the town. Southmen fled.") == ["Southmen"]


def test_an_offensive_is_against_the_opponent_too_but_a_raid_may_be_on_anybody() -> None:
    assert targets("Northmen began a push. Southmen braced.", kind="offensive") == ["Southmen"]
    assert targets("Northmen shelled the town. Southmen fled.", kind="shelling") == []


def test_of_several_opponents_it_is_the_one_named_most() -> None:
    assert targets("Northmen took the town. Southmen fled. Eastmen fled, and Eastmen were caught.") == ["Eastmen"]


def test_who_is_told_stays() -> None:
    assert targets("Northmen took the town from Westmen. Southmen fled.", whom=["Westmen"]) == ["Westmen"]


def test_nobody_is_made_up() -> None:
    assert targets("Northmen took the town.") == []
    assert targets("The town fell. Southmen fled.", who=[]) == []


def test_an_opponent_of_another_day_is_none() -> None:
    assert targets("Northmen took the town. Westmen fled.") == []


def test_who_stands_with_another_of_the_actors_is_no_target() -> None:
    assert targets("Northmen and Rivermen took the town. Eastmen cheered.", who=["Northmen", "Rivermen"]) == []


def test_another_state_that_looks_on_is_no_target() -> None:
    assert targets("Northmen took the town. Kingdom condemned that.") == []
    assert targets("Northmen took the town from where Kingdom had fired. Kingdom troops fled.") == ["Kingdom"]


def test_the_state_whose_land_it_is_goes_before_who_is_named_more() -> None:
    text = "Northmen took the town. Southmen fled, and Southmen were caught. Kingdom troops left."
    assert targets(text, home="KG") == ["Kingdom"]
    assert targets(text) == ["Southmen"]
