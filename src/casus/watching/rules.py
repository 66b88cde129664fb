"""What an alert finds in the record: subjects, their values, and what there is to say of those that are new or changed since it looked last.

An event is known by its claims, not by its id, which changes when claims join it: so an event that grows is told once. An operation is followed
by its tolls for the same reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import NamedTuple

from casus.record import Control
from casus.store.alerts import Alert, states_of
from casus.store.errors import QueryError
from casus.store.folding import fold
from casus.store.queries.filters import Filter
from casus.store.queries.pages import find_page
from casus.store.queries.subjects import EVENTS
from casus.store.queries.surroundings import asserting_claims, read_operations, read_tolls
from casus.store.queries.written import read_query
from casus.store.reading import read_events
from casus.store.schema import tolls as tolls_table
from casus.watching.bodies import Body, control_body, event_body, since_day, toll_body
from casus.watching.channels import check_target
from casus.watching.looking import Held, Look

RISING = ("denied", "contested", "reported", "corroborated", "confirmed")


@dataclass(slots=True)
class Findings:
    """``states``: what is seen now of subjects that are new or changed; ``told``: subject, value and, made when it is wanted, body of what there is to say."""

    states: dict[str, str] = field(default_factory=dict)
    told: list[tuple[str, str, Callable[[], Body]]] = field(default_factory=list)


class Rule(NamedTuple):
    """``find`` is given the version since when to look, ``None`` for a first look at everything; ``example`` finds the newest thing that could be told."""

    find: Callable[[Look, Alert, Filter, int | None], Findings]
    example: Callable[[Look, Alert, Filter], Body | None]


def find(look: Look, alert: Alert) -> Findings:
    """What an alert finds beyond what it saw before."""
    return RULES[alert.rule].find(look, alert, read_query(alert.query), alert.seen)


def known(look: Look, alert: Alert) -> Mapping[str, str]:
    """What a new alert sees at first, of which nothing is told."""
    return RULES[alert.rule].find(look, alert, read_query(alert.query), None).states


def example(look: Look, alert: Alert) -> Body | None:
    """What the alert would say of the newest thing that it finds, if there is any."""
    return RULES[alert.rule].example(look, alert, read_query(alert.query))


def check_alert(alert: Alert) -> None:
    """Refuse an alert whose filter, threshold or way cannot be. Raises :class:`QueryError`."""
    check_target(alert.channel, alert.target)
    wanted = read_query(alert.query)
    if alert.rule not in RULES:
        raise QueryError(f"there is no rule {alert.rule!r}; known are {', '.join(RULES)}")
    if alert.rule == "grade" and alert.least not in RISING:
        raise QueryError(f"there is no grade {alert.least!r}; known are {', '.join(RISING)}")
    if alert.rule == "grade" and not _graded(alert, wanted).grades:
        raise QueryError(f"no event has one of the grades that are asked for and is {alert.least} or better")
    if alert.rule == "toll" and not (alert.least or "").isdecimal():
        raise QueryError("say by how many per cent a toll must rise, as in --rises 10")
    if alert.rule == "control":
        wanted.only({"places", "countries", "actors"}, "control")


# ------------------------------------------------------------------------------------------------- events


def _new_events(look: Look, alert: Alert, wanted: Filter, since: int | None) -> Findings:
    why = f"Now {alert.least} or better" if alert.rule == "grade" else "New event"
    found = Findings()
    claims_of = asserting_claims(look.connection, look.matching(_graded(alert, wanted), since))
    told = states_of(look.connection, alert.name, [one for some in claims_of.values() for one in some])
    for event_id, claims in claims_of.items():
        new = {claim: "told" for claim in claims if claim not in told}
        if len(new) == len(claims):
            found.told.append((event_id, "told", partial(_event, look, event_id, why)))
        found.states |= new
    return found


def _newest_event(look: Look, alert: Alert, wanted: Filter) -> Body | None:
    page = find_page(look.connection, EVENTS, _graded(alert, wanted), order="recent", limit=1)
    return _event(look, page.identifiers[0], "As a test") if page.identifiers else None


def _graded(alert: Alert, wanted: Filter) -> Filter:
    """The filter with the grades that an alert about grades asks for."""
    if alert.rule != "grade":
        return wanted
    enough = RISING[RISING.index(alert.least or "") :]
    return replace(wanted, grades=tuple(one for one in enough if not wanted.grades or one in wanted.grades))


def _event(look: Look, event_id: str, why: str) -> Body:
    if event_id not in look.bodies:
        (event,) = read_events(look.connection, [event_id])
        look.bodies[event_id] = event_body(look.connection, event, why)
    return {**look.bodies[event_id], "why": why}


# ------------------------------------------------------------------------------------------------- tolls


class _Told(NamedTuple):
    """What was told of an operation's total: under which subject, and how much it was."""

    subject: str
    figure: int


def _risen(look: Look, alert: Alert, wanted: Filter, since: int | None) -> Findings:
    """Of each operation with an event of the filter, the highest standing total of each class of people."""
    found, factor = Findings(), 1 + int(alert.least or 0) / 100
    before = _told_before(look, {} if since is None else states_of(look.connection, alert.name))
    for (operation, what), told in sorted(before.items()):
        now = look.tolls.get((operation, what))
        if now is None or now.figure <= told.figure or now.figure < told.figure * factor:
            continue
        if look.operations(_moved(wanted, told.subject.partition(" ")[0], operation), [operation]):
            found.states[told.subject] = f"{now.figure} {now.toll_id}"
            found.told.append((told.subject, str(now.figure), partial(_toll, look, now.toll_id, told.figure)))
    among = None if since is None else look.operations_changed(since)
    matching = look.operations(wanted, among)
    for (operation, what), now in look.tolls.items():
        if operation in matching and (operation, what) not in before:
            found.states[f"{operation} {what}"] = f"{now.figure} {now.toll_id}"
    return found


def _told_before(look: Look, seen: Mapping[str, str]) -> dict[tuple[str, str], _Told]:
    """What was told last of each operation, as it is called now, and class of people."""
    found: dict[tuple[str, str], _Told] = {}
    for subject, value in sorted(seen.items()):
        operation, _, what = subject.partition(" ")
        figure, _, toll_id = value.partition(" ")
        key = look.operation_of.get(toll_id, operation), what
        if key not in found or found[key].figure < int(figure):
            found[key] = _Told(subject, int(figure))
    return found


def _moved(wanted: Filter, before: str, now: str) -> Filter:
    """The filter, where it asks for an operation that is called otherwise by now."""
    return replace(wanted, operations=(*wanted.operations, now)) if before in wanted.operations else wanted


def _newest_toll(look: Look, _alert: Alert, wanted: Filter) -> Body | None:
    matching = look.operations(wanted)
    totals = [now for (operation, _), now in look.tolls.items() if operation in matching]
    highest = max(totals, key=lambda one: (one.figure, one.toll_id), default=None)
    return _toll(look, highest.toll_id, highest.figure) if highest else None


def _toll(look: Look, toll_id: str, before: int) -> Body:
    (toll,) = read_tolls(look.connection, tolls_table.c.toll_id == toll_id)
    (operation,) = read_operations(look.connection, [toll.operation_id or ""])
    return toll_body(look.connection, operation, toll, before)


# ------------------------------------------------------------------------------------------------- control


def _changed_hands(look: Look, alert: Alert, wanted: Filter, since: int | None) -> Findings:
    """Of each place, who holds it now. What is told goes by its day too, for a place can fall to the same side again."""
    found = Findings()
    seen = {} if since is None else states_of(look.connection, alert.name)
    for subject, spells in sorted(_held_now(look, wanted).items()):
        value = "; ".join(sorted({_holder(one) for one in spells}))
        if seen.get(subject) != value:
            found.states[subject] = value
            latest = max(spells, key=since_day)
            told = f"{value} since {since_day(latest)}".removesuffix(" since ")
            body = partial(control_body, look.connection, latest, value, seen.get(subject))
            found.told.append((subject, told, body))
    return found


def _newest_control(look: Look, _alert: Alert, wanted: Filter) -> Body | None:
    spells = [one for some in _held_now(look, wanted).values() for one in some]
    latest = max(spells, key=lambda one: (since_day(one), one.place), default=None)
    return control_body(look.connection, latest, _holder(latest), None) if latest else None


def _held_now(look: Look, wanted: Filter) -> dict[str, list[Control]]:
    places, actors = ([f" {fold(one)} " for one in some] for some in (wanted.places, wanted.actors))
    found: dict[str, list[Control]] = {}
    for one in look.held:
        if _wants(wanted, one, places, actors):
            found.setdefault(one.subject, []).append(one.control)
    return found


def _wants(wanted: Filter, one: Held, places: list[str], actors: list[str]) -> bool:
    return (
        (not places or one.control.place_id in wanted.places or any(place in one.place for place in places))
        and (not wanted.countries or one.control.country in wanted.countries)
        and (not actors or any(actor in one.sides for actor in actors))
    )


def _holder(one: Control) -> str:
    contested = f", contested by {', '.join(sorted(one.contested_by))}" if one.contested_by else ""
    return f"{one.holder}{contested}"


RULES: Mapping[str, Rule] = {
    "event": Rule(_new_events, _newest_event),
    "grade": Rule(_new_events, _newest_event),
    "toll": Rule(_risen, _newest_toll),
    "control": Rule(_changed_hands, _newest_control),
}
