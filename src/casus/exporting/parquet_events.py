"""Of the table of :mod:`casus.exporting.as_parquet`, what events tell themselves: all but their claims and what follows from these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from casus.cells import picked, values
from casus.divisions import bare_division
from casus.exporting.arrow_cells import array, compute, days, listed_by, names, places_in, pyarrow, where, worked_out
from casus.exporting.countries import countries
from casus.exporting.deaths import Deaths, deaths
from casus.exporting.parquet_columns import NUMBERS, arrays
from casus.exporting.raw_parquet import Cells, RawEvents
from casus.record import CountWhat, Number

_SAME = (
    "event_id", "kind", "title", "status", "grade", "grade_reason", "place", "place_id", "country", "lat", "lon", "precision", "operation_id",
)  # fmt: skip
_KILLED = {"killed_low": "low", "killed_best": "best", "killed_high": "high", "killed_civilians": "civilians"}


class Members(NamedTuple):
    """The claims beside events: the place of the event of each, whether it asserts it, and its id (an array of Arrow's). An event's stand together, in their order."""

    places: Any
    asserts: Any
    claim_ids: Any


def told_by_events(raw: RawEvents) -> tuple[dict[str, Any], Members]:
    """Arrow's columns of some events, those of claims and codes left out; and the claims that stand beside them."""
    pa = pyarrow()
    given = raw.events
    ids = given["event_id"]
    rows = len(ids)
    columns: dict[str, Any] = arrays(pa, {name: given[name] for name in _SAME})
    columns |= {name: days(given[name]) for name in ("date_start", "date_end")}
    columns |= {name: names(given[name]) for name in ("actors", "targets", "origins")}
    columns["admin1"] = worked_out(
        given["province"], lambda one: (bare_division(one) or None) if one else None, pa.string()
    )
    columns["iso3"] = worked_out(given["country"], _iso3, pa.string())
    columns["operation"] = worked_out(given["operation_id"], raw.operations.get, pa.string())
    numbers, beside = _placed(raw.numbers, ids)
    columns["numbers"] = listed_by(beside, rows, _numbers(numbers, beside, *_placed(raw.stated, ids)))
    columns |= _deaths(numbers, beside, rows)
    rivals, beside = _placed(raw.rivals, ids)
    columns["rival_ids"] = listed_by(beside, rows, array(rivals["rival_id"], pa.string()))
    members = _members(*_placed(raw.members, ids))
    for name, mask in (("claim_ids", members.asserts), ("denial_ids", ~members.asserts)):
        columns[name] = listed_by(members.places[mask], rows, members.claim_ids.filter(where(mask)))
    return columns, members


def _iso3(country: str | None) -> str | None:
    known = countries().get(country or "")
    return known.iso3 if known else None


def _placed(cells: Cells, ids: Any) -> tuple[Cells, Any]:
    """Rows beside events in the order of these, and the place of the event of each."""
    import numpy as np

    places = places_in(cells["event_id"], ids)
    if (places[1:] >= places[:-1]).all():
        return cells, places
    order = np.argsort(places, kind="stable")
    return {name: picked(some, order.tolist()) for name, some in cells.items()}, places[order]


def _members(cells: Cells, places: Any) -> Members:
    pa, pc = pyarrow(), compute()
    asserts = pc.equal(array(cells["role"], pa.string()), "asserts").to_numpy(zero_copy_only=False)
    return Members(places, asserts, array(cells["claim_id"], pa.string()))


def _numbers(numbers: Cells, beside: Any, stated: Cells, of_events: Any) -> Any:
    """The numbers as records, each with the claims that state it."""
    import numpy as np

    pa = pyarrow()
    own, their = (array(some, pa.int64()).to_numpy() for some in (numbers["position"], stated["number"]))
    step = 1 + max(own.max(initial=0), their.max(initial=0))
    claims = np.searchsorted(beside * step + own, of_events * step + their)
    told = arrays(pa, {name: numbers[name] for name in NUMBERS if name != "claim_ids"}, NUMBERS)
    told["claim_ids"] = listed_by(claims, len(own), array(stated["claim_id"], pa.string()))
    return pa.StructArray.from_arrays([told[name] for name in NUMBERS], list(NUMBERS))


def _deaths(numbers: Cells, beside: Any, rows: int) -> dict[str, Any]:
    pa = pyarrow()
    mine: defaultdict[int, tuple[Any, ...]] = defaultdict(tuple)
    figures = zip(*(values(numbers[name]) for name in ("what", "low", "best", "high")), strict=True)
    for place, figure in zip(beside.tolist(), figures, strict=True):
        mine[place] += (figure,)
    dead: Iterable[Deaths | None] = [_dead(mine[place]) if place in mine else None for place in range(rows)]
    return {
        column: pa.array([getattr(one, name) if one else None for one in dead], pa.int64())
        for column, name in _KILLED.items()
    }


@lru_cache(maxsize=100_000)
def _dead(figures: tuple[tuple[CountWhat, int | None, int | None, int | None], ...]) -> Deaths | None:
    return deaths({what: Number(what, low, best, high, "", "") for what, low, best, high in figures})
