"""The list of operations, and one operation day by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from fastapi import APIRouter, Request, Response

from casus import rows
from casus.linking.explain_operations import operation_lines as lines_on
from casus.record import Event, Interval, Links, Operation
from casus.rows import Row
from casus.serving import examples
from casus.serving.answer_models import OperationPage
from casus.serving.answers import Answers, Body
from casus.serving.asked import Identifier, OperationsQuery
from casus.serving.kept import Kept
from casus.serving.shelf import View
from casus.serving.sorted_lists import Key, part_of
from casus.serving.story_models import OperationStory
from casus.serving.telling import claim_briefs, identified, series_rows, spells_by_place, tie_rows
from casus.serving.values import lines_of
from casus.store.errors import NotInRecordError
from casus.store.folding import fold
from casus.store.queries.stories import (
    OperationLine,
    control_at,
    control_by_claims,
    operation_lines,
    relations_among,
    replacing,
)
from casus.store.queries.surroundings import around_operation, read_decisions, read_operations
from casus.store.reading import read_claims

MOST_EVENTS = 2_000
"""Events of an operation that its story tells; few operations have more."""
MOST_RELATIONS = 2_000
AROUND = timedelta(days=366)
TIES = frozenset({"backs", "part_of", "allied_with"})


def _day(one: OperationLine) -> int:
    day = one.first or one.last
    return day.toordinal() if day else 0


ORDERS: Mapping[str, Callable[[OperationLine], Key]] = {
    "id": lambda one: (0, one.operation_id, ""),
    "name": lambda one: (0, fold(one.name), one.operation_id),
    "newest": lambda one: (-_day(one), one.operation_id, ""),
    "oldest": lambda one: (_day(one) or 10_000_000, one.operation_id, ""),
    "events": lambda one: (-one.events, one.operation_id, ""),
}


def add_operations(router: APIRouter, answers: Answers) -> None:
    """The addresses of operations as a list and as stories."""
    kept = Kept()

    @router.get("/operations", response_model=OperationPage, tags=["operations"], responses=examples.of("operations"))
    def operations(request: Request, asked: OperationsQuery) -> Response:
        """A page of operations, by id or in another order."""

        def make(view: View) -> Body:
            order = ORDERS[asked.sort]
            lines = kept.get(
                view, ("operations", asked.sort), lambda: sorted(operation_lines(view.connection), key=order)
            )
            wanted = [one for one in lines if _wanted(one, asked.name, asked.country)]
            shown, more = part_of(request, wanted, order, asked, asked.sort)
            found = {
                one.operation_id: one for one in read_operations(view.connection, [one.operation_id for one in shown])
            }
            return {"items": [rows.operation_to_row(found[one.operation_id]) for one in shown], "next": more}

        return answers.give(request, make)

    @router.get(
        "/operations/{operation_id}/story",
        response_model=OperationStory,
        tags=["operations"],
        responses=examples.of("operation story"),
    )
    def operation_story(request: Request, operation_id: Identifier) -> Response:
        """An operation day by day: its events, sides and backers, tolls as series, who is said to have held its places, and why it is one."""
        return answers.give(
            request, lambda view: kept.get(view, ("operation", operation_id), lambda: _story(view, operation_id))
        )


def _wanted(one: OperationLine, name: str | None, country: str | None) -> bool:
    return (country is None or one.country == country) and (name is None or fold(name) in fold(one.name))


def _story(view: View, operation_id: str) -> Body:
    found = read_operations(view.connection, [operation_id])
    if not found:
        raise NotInRecordError(f"no operation has the id {operation_id!r}")
    operation = found[0]
    decisions = read_decisions(view.connection)
    links = around_operation(view.connection, operation, decisions)
    claims = {one.claim_id: one for one in read_claims(view.connection, list(links.event_of))}
    told = Links(
        links.events,
        links.operations,
        (*links.tolls, *replacing(view.connection, links.tolls)),
        event_of=links.event_of,
    )
    control = _control(view, links, operation.interval)
    control_claims = [name for place in control for spell in place["spells"] for name in _behind(spell)]
    briefs = claim_briefs(view, [*(toll.claim_id for toll in told.tolls), *control_claims])
    events = sorted(links.events, key=_by_day)
    sides = identified(claims.values())
    return {
        "operation": rows.operation_to_row(operation),
        "explanation": lines_of(lines_on(operation, claims, links, decisions)),
        "sides": [[{"name": name, "actor_id": sides.get(name)} for name in side] for side in operation.sides],
        "ties": _ties(view, operation, sides),
        "events": [rows.event_to_row(one) for one in events[:MOST_EVENTS]],
        "left_out": max(0, len(events) - MOST_EVENTS),
        "tolls": series_rows(view, told, briefs),
        "control": control,
        "claims": briefs,
    }


def _by_day(event: Event) -> tuple[bool, str, str, str]:
    first, last = event.interval.start or event.interval.end, event.interval.end or event.interval.start
    return first is None, str(first), str(last), event.event_id


def _control(view: View, links: Links, days: Interval) -> list[Row]:
    """Who is said to hold the places of an operation in its days, a year before and a year after."""
    places = {event.place_id for event in links.events if event.place_id and event.kind == "territory_gain"}
    places |= control_by_claims(view.connection, list(links.event_of))
    return spells_by_place(control_at(view.connection, places, _wider(days)))


def _wider(days: Interval) -> Interval:
    first, last = days.start or days.end, days.end or days.start
    return Interval(first and first - AROUND, last and last + AROUND)


def _behind(spell: Row) -> list[str]:
    return [*spell["claim_ids"], *spell["contested_by"]]


def _ties(view: View, operation: Operation, sides: Mapping[str, str]) -> list[Row]:
    """Who backs the members of its sides, and what these are to each other, in its days."""
    members = {sides[name] for side in operation.sides for name in side if name in sides}
    names = {actor_id: name for name, actor_id in sides.items()}
    relations = relations_among(view.connection, members, MOST_RELATIONS)
    ties = tie_rows(sorted(members), relations, days=operation.interval, kinds=TIES, names=names)  # type: ignore[arg-type]
    return [tie for tie in ties if _concerns(tie, members)]


def _concerns(tie: Row, members: set[str]) -> bool:
    """Backers and wholes of members; of allies only those who both take part."""
    if tie["kind"] == "backs":
        return tie["object_id"] in members
    if tie["kind"] == "part_of":
        return tie["subject_id"] in members
    return {tie["subject_id"], tie["object_id"]} <= members
