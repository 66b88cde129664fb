"""All events of a filter at once, for maps and timelines; kept packed until the record changes."""

from __future__ import annotations

import gzip
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from fastapi import APIRouter, Request, Response

from casus.serving import examples
from casus.serving.answer_models import OverviewColumns
from casus.serving.answers import Answers, Body
from casus.serving.asked import OverviewQuery
from casus.serving.shelf import View
from casus.store.queries.filters import Filter
from casus.store.queries.overview import Coded, Overview, overview

MOST_EVENTS = 100_000
"""How many events are told at once; browsers filter so many without a noticeable delay."""
KEPT = 8
"""Answers that are kept; one of 100,000 events has some 2 MB."""


def add_overview(router: APIRouter, answers: Answers) -> Callable[[], None]:
    """The address of the overview; what is returned makes the answer without filters, so that it is there when it is first asked for."""
    kept = Kept(KEPT)

    @router.get("/overview", response_model=OverviewColumns, tags=["events"], responses=examples.of("overview"))
    def events_at_once(request: Request, asked: OverviewQuery) -> Response:
        """All events that the filters let through, up to 100,000, as columns: what the web app's map and timeline are drawn from."""
        wanted = asked.filter()
        return answers.give_packed(request, lambda view: kept.answer(view, wanted))

    def prepare() -> None:
        with answers.shelf.look() as view:
            kept.answer(view, Filter())

    return prepare


class Kept:
    """The latest answers, each packed, by the state of the record and the filter."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._answers: OrderedDict[tuple[str, Filter], bytes] = OrderedDict()

    def answer(self, view: View, wanted: Filter) -> bytes:
        """The answer, packed with gzip. Raises :class:`casus.store.errors.QueryError` for what cannot be asked."""
        key = view.tag, wanted
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        told = json.dumps(columns(overview(view.connection, wanted, MOST_EVENTS)), separators=(",", ":"))
        packed = gzip.compress(told.encode(), 5, mtime=0)
        with self._lock:
            self._answers[key] = packed
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return packed


def columns(found: Overview) -> Body:
    """An overview as it is answered."""
    names: dict[str, int] = {}
    coded = {
        "kind": ("kinds", found.kinds), "grade": ("grades", found.grades), "status": ("statuses", found.statuses),
        "country": ("countries", found.countries),
    }  # fmt: skip
    body: dict[str, Any] = {
        "total": found.total, "left_out": found.total - len(found.ids), "id": found.ids, "first": found.first,
        "lasting": found.lasting, "killed": found.killed,
    }  # fmt: skip
    for name, (plural, column) in coded.items():
        body |= {name: column.column, plural: column.values}
    body |= {"place": found.places.column, "places": [spot._asdict() for spot in found.places.values]}
    body |= {"sides": found.sides.column, "sides_named": _numbered(found.sides, names)}
    body |= {"publishers": found.publishers.column, "publishers_named": _numbered(found.publishers, names)}
    return body | {"names": list(names)}


def _numbered(column: Coded, names: dict[str, int]) -> list[list[int]]:
    """Lists of names as lists of their numbers; names that are new get one."""
    lists: Iterable[list[str]] = column.values
    return [[names.setdefault(name, len(names)) for name in some] for some in lists]
