"""Filters as parameters of an address, and back: ``kind=shelling&country=SY&killed=10``.

Saved searches, their feeds, alerts and the pages of the web app all have this one form, so that what one of them asks the others can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from casus.store.errors import QueryError
from casus.store.queries.filters import Filter, make_filter

FIELDS: Mapping[str, str] = {
    "since": "since", "until": "until", "place": "places", "province": "provinces", "country": "countries", "near": "near", "box": "box",
    "actor": "actors", "role": "role", "kind": "kinds", "status": "statuses", "killed": "numbers", "at_least": "numbers",
    "publisher": "publishers", "source": "sources", "operation": "operations", "event": "events", "document": "documents", "text": "text",
    "grade": "grades",
}  # fmt: skip
"""The parameters, in the order in which they are written, each with the field of a filter that it is part of."""
PAGING = frozenset({"limit", "cursor", "count", "sort"})
"""Which part of the answer is wanted, in which order: no part of a filter."""
DECIMALS = 12  # of degrees and kilometres, as many as addresses take
MOST_PARAMETERS = 400
_TUPLES = {"near": 3, "box": 4}
_SINGLE = frozenset({"since", "until", "role", "text"})


def write_query(wanted: Filter) -> str:
    """The parameters of a filter, always in the same form; what asks nothing is left out."""
    return urlencode([(name, one) for name in FIELDS for one in _written(name, wanted)], errors="replace")


def read_query(query: str) -> Filter:
    """The filter of some parameters, with or without the ``?`` before them; those of :data:`PAGING` are passed over.

    Raises :class:`QueryError` for what is unknown or cannot be.
    """
    asked: dict[str, Any] = {}
    for name, value in _pairs(query.removeprefix("?")):
        if name in PAGING:
            continue
        if name not in FIELDS:
            raise QueryError(f"events cannot be asked by {name!r}; they can by {', '.join(FIELDS)}")
        if "\x00" in value:
            raise QueryError(f"{name} must not hold NUL characters")
        if name in _TUPLES:
            asked[name] = _figures(name, value)
        elif name == "killed":
            asked[name] = _whole(name, value)
        elif name == "at_least":
            what, _, figure = value.partition(":")
            asked.setdefault(name, {})[what] = _whole(name, figure)
        elif name in _SINGLE:
            asked[name] = value
        else:
            asked.setdefault(name, []).append(value)
    return make_filter(**asked)


def _written(name: str, wanted: Filter) -> Iterator[str]:
    value = getattr(wanted, FIELDS[name])
    if value is None or (name == "role" and value == "any"):
        return
    if name in _TUPLES:
        yield ",".join(f"{one:.{DECIMALS}f}".rstrip("0").rstrip(".") for one in value)
    elif name == "killed":
        yield from (str(one.figure) for one in value if one.what == "killed")
    elif name == "at_least":
        yield from (f"{one.what}:{one.figure}" for one in value if one.what != "killed")
    elif isinstance(value, tuple):
        yield from value
    else:
        yield str(value)


def _pairs(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        raise QueryError(f"more than {MOST_PARAMETERS} filters at once are too many; leave some out") from None


def _figures(name: str, value: str) -> tuple[float, ...]:
    try:
        found = tuple(float(one) for one in value.split(","))
    except ValueError:
        found = ()
    if len(found) != _TUPLES[name]:
        raise QueryError(f"{name} is {value!r}; it must be {_TUPLES[name]} numbers with commas between them")
    return found


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 18):
        raise QueryError(f"{name} is {value!r}; it must be a whole number")
    return int(value)
