"""Who took part, as ACLED has it: actor 1 and actor 2, each with its kind and those beside it.

Rules of ACLED's codebook (2025): violence against civilians has them as actor 2; in battles they are no actors at all; protests and riots have their crowd
as actor 1; a side that nobody names is an unidentified armed group; governments, not their forces, make agreements.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from casus.exporting.acled_codes import CIVILIANS, EXTERNAL, MILITIA, PROTESTERS, RIOTERS, STATE, acled_codes
from casus.exporting.countries import Country, countries
from casus.exporting.parties import Parties, Party
from casus.record import distinct

BATTLES, REMOTE, AGAINST_CIVILIANS, STRATEGIC = (
    "Battles", "Explosions/Remote violence", "Violence against civilians", "Strategic developments",
)  # fmt: skip
CROWDS = {"Protests": ("protesters", PROTESTERS), "Riots": ("rioters", RIOTERS)}
WITHOUT_OTHERS = frozenset({"Peaceful protest"})
EXCESSIVE = "Excessive force against protesters"
OF_STATES = ("Military Forces of ", "Police Forces of ", "Government of ")
AGREEMENT, FORCES, GOVERNMENT = "Agreement", "Military Forces of ", "Government of "


@dataclass(frozen=True, slots=True)
class Sides:
    """The two actors as ACLED has them, each with its kind and those beside it; "" and ``None`` where there is none."""

    actor1: str
    inter1: int | None
    with1: tuple[str, ...] = ()
    actor2: str = ""
    inter2: int | None = None
    with2: tuple[str, ...] = ()


def sides_of(who: Parties, types: tuple[str, str], country: Country) -> Sides:
    """Actors 1 and 2 of an event of this type and sub-event type."""
    event_type, sub_event = types
    if event_type in CROWDS:
        return _crowd(who, event_type, sub_event, country)
    sides = _two_sides(who, event_type, country)
    return _governments(sides) if sub_event == AGREEMENT else sides


def _governments(sides: Sides) -> Sides:
    def named(name: str) -> str:
        return name.replace(FORCES, GOVERNMENT)

    return replace(
        sides,
        actor1=named(sides.actor1),
        with1=tuple(map(named, sides.with1)),
        actor2=named(sides.actor2),
        with2=tuple(map(named, sides.with2)),
    )


def _two_sides(who: Parties, event_type: str, country: Country) -> Sides:
    first = who.armed_actors or (() if event_type in (BATTLES, REMOTE, AGAINST_CIVILIANS) else who.actors)
    actor1, inter1 = _side(first, country, needed=event_type != STRATEGIC)
    actor2: str
    inter2: int | None
    second: tuple[Party, ...] = (*who.armed_targets, *who.civilians)
    if event_type == BATTLES:
        second = who.armed_targets
    elif event_type == AGAINST_CIVILIANS:
        second = (*who.civilians, *who.armed_targets)
    if event_type == AGAINST_CIVILIANS and not who.civilians:
        (actor2, inter2), rest = _named("civilians", country), second
    else:
        (actor2, inter2), rest = _side(second, country, needed=event_type == BATTLES), second[1:]
    if not actor1:
        return Sides(actor2, inter2, _beside(rest, actor2, country))
    return Sides(actor1, inter1, _beside(first[1:], actor1, country), actor2, inter2, _beside(rest, actor2, country))


def _crowd(who: Parties, event_type: str, sub_event: str, country: Country) -> Sides:
    """Protesters or rioters with those who are named among them, and the side that they met, where they met one."""
    name, inter = CROWDS[event_type]
    crowd = acled_codes().names[name].format(country=country.acled_name)
    everyone = (*who.actors, *who.targets)
    if sub_event in WITHOUT_OTHERS:
        return Sides(crowd, inter, _beside(_named_ones(who.actors), crowd, country))
    forces = tuple(party for party in everyone if party.facts.kind in ("state_forces", "police"))
    others = forces or who.armed_targets
    if event_type == "Riots" and not others and who.civilians and who.actors:
        others = who.civilians
    among = tuple(party for party in _named_ones(who.actors) if party not in others)
    if sub_event == "Mob violence" and not others and who.civilians:
        others = who.civilians
    actor2, inter2 = _side(others, country, needed=False)
    if sub_event == EXCESSIVE and not actor2:
        return Sides(crowd, inter, _beside(among, crowd, country), *_named("unidentified", country))
    return Sides(crowd, inter, _beside(among, crowd, country), actor2, inter2, _beside(others[1:], actor2, country))


def _named_ones(among: tuple[Party, ...]) -> tuple[Party, ...]:
    """Those of a crowd who are more than civilians."""
    return tuple(party for party in among if party.facts.actor_id != "civilians")


def _side(among: tuple[Party, ...], country: Country, *, needed: bool) -> tuple[str, int | None]:
    """The first of some parties as an actor; where one is needed and nobody is named, an unidentified group."""
    if among:
        return _name(among[0], country), _code(among[0], country)
    return _named("unidentified", country) if needed else ("", None)


def _named(name: str, country: Country) -> tuple[str, int]:
    code = {"unidentified": MILITIA, "civilians": CIVILIANS}[name]
    return acled_codes().names[name].format(country=country.acled_name), code


def _beside(others: Iterable[Party], first: str, country: Country) -> tuple[str, ...]:
    return tuple(name for name in distinct(_name(party, country) for party in others) if name != first)


def _code(party: Party, country: Country) -> int:
    """The kind of an actor. Whom ACLED calls forces of a state are state forces to it, recognised or not; abroad they are external."""
    facts = party.facts
    state = party.state or (facts.acled or "").startswith(OF_STATES)
    if state and facts.country and facts.country != country.iso2:
        return EXTERNAL
    return STATE if state else acled_codes().kinds.get(facts.kind, MILITIA)


def _name(party: Party, country: Country) -> str:
    """ACLED's name of an actor where a theatre pack knows it, else one made as ACLED makes them, else the actor's own."""
    facts, names = party.facts, acled_codes().names
    if facts.acled:
        return facts.acled
    if facts.actor_id == "civilians" or party.name.casefold() == "civilians":
        return names["civilians"].format(country=country.acled_name)
    state = countries().get(facts.country or "")
    if facts.kind in ("state_forces", "police", "government") and state:
        return names[facts.kind].format(country=state.acled_name)
    return party.name
