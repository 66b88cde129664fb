"""The cells of :mod:`casus.exporting.as_parquet` from plain columns of a record, for large ones: the same, without values in between.

Tests hold that both ways give equal tables. What other schemes call an event is told by whoever hands over the columns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, Protocol, runtime_checkable

from casus.divisions import bare_division
from casus.exporting.countries import countries
from casus.exporting.deaths import Deaths, deaths
from casus.exporting.parquet_columns import Lists
from casus.record import CountWhat, Number
from casus.rows import Codes


class RawPortion(Protocol):
    """Plain columns of some events (``casus.store.raw_events``)."""

    @property
    def events(self) -> Sequence[Any]:
        """Named tuples of their columns, in order."""

    @property
    def claims(self) -> Mapping[str, Sequence[Any]]:
        """What stands beside an event, by its id; what asserts it first."""

    @property
    def documents(self) -> Mapping[str, Any]:
        """Reports by their keys."""

    @property
    def numbers(self) -> Mapping[str, Sequence[Any]]:
        """An event's numbers, by its id."""

    @property
    def stated_by(self) -> Mapping[tuple[str, int], list[str]]:
        """Claims by event and position of the number."""

    @property
    def rivals(self) -> Mapping[str, list[str]]:
        """Rivals of an event, by its id."""

    @property
    def operations(self) -> Mapping[str, str]:
        """Names of operations, by their ids."""


class CodedPortion(NamedTuple):
    """Plain columns with what other schemes call each event, in their order."""

    raw: RawPortion
    codes: Sequence[Codes | None]


@runtime_checkable
class RawSource(Protocol):
    """A source that can also give plain columns."""

    @property
    def as_coded(self) -> bool:
        """Whether plain columns tell what holds; else people have corrected claims, which only values tell."""

    @property
    def mark(self) -> str:
        """What tells the state of the record that this source reads from others."""

    @property
    def again(self) -> Opener | None:
        """Opens the same record in another process; ``None``: it can be read in this one alone."""

    def event_ids(self) -> Iterator[str]:
        """The ids of all events, in the order of the record."""

    def raw_events(self, ids: Sequence[str]) -> CodedPortion:
        """These events, in this order."""


Opener = Callable[[], AbstractContextManager[RawSource]]
"""Opens a record; can be sent to another process."""


_NUMBER_COLUMNS = ("what", "low", "best", "high", "part_of", "reason", "best_claim")
_CODES = ("acled_event_type", "acled_sub_event_type", "plover_event", "plover_mode", "cameo", "ucdp")
_EVENT_COLUMNS = (
    "event_id", "kind", "title", "status", "grade", "grade_reason", "date_start", "date_end", "place", "place_id", "lat", "lon", "precision",
    "operation_id",
)  # fmt: skip
_CLAIM_COLUMNS = ("claim_id", "status", "source", "source_type", "confidence", "evidence", "begin", "end")


def cells_of(portion: CodedPortion) -> tuple[dict[str, list[Any]], Lists, Lists]:
    """The cells of all plain columns of events by column, and their numbers and claims."""
    raw, codes = portion
    events = raw.events
    columns = dict(zip(type(events[0])._fields, zip(*events, strict=True), strict=True))
    cells: dict[str, list[Any]] = {name: list(columns[name]) for name in _EVENT_COLUMNS}
    for name in ("date_start", "date_end"):
        cells[name] = list(map(day_of, cells[name]))
    for name in ("actors", "targets", "origins"):
        cells[name] = list(map(names_of, columns[name]))
    cells["admin1"] = [bare_division(one) or None if one else None for one in columns["province"]]
    cells["country"] = list(columns["country"])
    known = countries()
    found = [known.get(one or "") for one in columns["country"]]
    cells["iso3"] = [one.iso3 if one else None for one in found]
    ids = columns["event_id"]
    _deaths(cells, [raw.numbers.get(one, ()) for one in ids])
    for name in _CODES:
        cells[name] = [getattr(one, name) if one else None for one in codes]
    cells["operation"] = [raw.operations.get(one) if one else None for one in columns["operation_id"]]
    cells["rival_ids"] = [raw.rivals.get(one, []) for one in ids]
    said = _claims(cells, raw, ids)
    return cells, _numbers(raw, ids), said


def _deaths(cells: dict[str, list[Any]], numbers: Iterable[Sequence[Any]]) -> None:
    dead = [_dead(tuple((one.what, one.low, one.best, one.high) for one in mine)) if mine else None for mine in numbers]
    for column, name in (("killed_low", "low"), ("killed_best", "best"), ("killed_high", "high"), ("killed_civilians", "civilians")):  # fmt: skip
        cells[column] = [getattr(one, name) if one else None for one in dead]


@lru_cache(maxsize=100_000)
def _dead(figures: tuple[tuple[CountWhat, int | None, int | None, int | None], ...]) -> Deaths | None:
    return deaths({what: Number(what, low, best, high, "", "") for what, low, best, high in figures})


def _numbers(raw: RawPortion, ids: Sequence[str]) -> Lists:
    mine = [raw.numbers.get(one, ()) for one in ids]
    flat = list(chain.from_iterable(mine))
    columns = dict(zip(type(flat[0])._fields, zip(*flat, strict=True), strict=True)) if flat else {}
    cells: dict[str, list[Any]] = {name: list(columns.get(name, ())) for name in _NUMBER_COLUMNS}
    cells["claim_ids"] = [raw.stated_by.get((one.event_id, one.position), []) for one in flat]
    return Lists(list(map(len, mine)), cells)


def _claims(cells: dict[str, list[Any]], raw: RawPortion, ids: Sequence[str]) -> Lists:
    """The claims beside events, each once; and the columns of events that tell of them."""
    flat: list[Any] = []
    against: list[bool] = []
    lengths: list[int] = []
    for column in ("claim_ids", "denial_ids", "sources"):
        cells[column] = []
    documents: Mapping[str, Any] = raw.documents
    for event_id in ids:
        rows = raw.claims.get(event_id, ())
        asserts = [row.claim_id for row in rows if row.role == "asserts"]
        denies = [row.claim_id for row in rows if row.role == "denies"]
        if denies:
            rows = list({row.claim_id: row for row in reversed(rows)}.values())[::-1]
        cells["claim_ids"].append(asserts)
        cells["denial_ids"].append(denies)
        cells["sources"].append(list(dict.fromkeys(row.source or _reporter(documents[row.document]) for row in rows)))
        flat += rows
        against += [row.claim_id in denies for row in rows] if denies else [False] * len(rows)
        lengths.append(len(rows))
    columns = dict(zip(type(flat[0])._fields, zip(*flat, strict=True), strict=True)) if flat else {}
    told: dict[str, list[Any]] = {name: list(columns.get(name, ())) for name in _CLAIM_COLUMNS}
    reports = [documents[one] for one in columns.get("document", ())]
    told |= {
        "against": against,
        "document": [one.id for one in reports],
        "publisher": [one.publisher for one in reports],
        "published": [day_of(one.date_end or one.date_start) for one in reports],
        "url": [one.url for one in reports],
    }
    return Lists(lengths, told)


def _reporter(document: Any) -> str:
    return str(document.publisher or document.id)


def names_of(given: Any) -> list[str]:
    """A list of names, from the JSON text that a database may give instead."""
    return list(_names(given)) if isinstance(given, str) else given


@lru_cache(maxsize=50_000)
def _names(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def day_of(given: Any) -> date | None:
    """A day, from the ISO text that a database may give instead."""
    return _iso(given) if isinstance(given, str) else given


@lru_cache(maxsize=50_000)
def _iso(text: str) -> date:
    return date.fromisoformat(text)
