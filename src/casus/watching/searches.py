"""Filters as parameters of an address, and back: ``kind=shelling&country=SY&killed=10``, as saved searches and the API have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from casus.store.errors import QueryError
from casus.store.queries.filters import Filter, make_filter

SEVERAL = frozenset(
    {"place", "province", "country", "actor", "kind", "grade", "status", "publisher", "source", "operation"}
)
NUMBERS = {"near": 3, "box": 4}
SINGLE = frozenset({"since", "until", "role", "text"})


def query_of(asked: Mapping[str, Any]) -> str:
    """The parameters of what is asked; what is empty is left out."""
    pairs: list[tuple[str, str]] = []
    for name, value in asked.items():
        if value is None or value == () or value == [] or (name, value) == ("role", "any"):
            continue
        if name in NUMBERS:
            pairs.append((name, ",".join(f"{one:g}" for one in value)))
        elif isinstance(value, Iterable) and not isinstance(value, str):
            pairs += [(name, str(one)) for one in value]
        else:
            pairs.append((name, str(value)))
    return urlencode(pairs)


def filter_of(query: str) -> Filter:
    """The filter of some parameters. Raises :class:`QueryError` for one that is unknown or cannot be."""
    asked: dict[str, Any] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name in SEVERAL:
            asked.setdefault(name, []).append(value)
        elif name in NUMBERS:
            asked[name] = _numbers(name, value)
        elif name == "killed":
            asked[name] = _whole(name, value)
        elif name == "at_least":
            what, _, figure = value.partition(":")
            asked.setdefault(name, {})[what] = _whole(name, figure)
        elif name in SINGLE:
            asked[name] = value
        else:
            raise QueryError(f"alerts cannot be asked by {name!r}")
    return make_filter(**asked)


def _numbers(name: str, value: str) -> tuple[float, ...]:
    try:
        found = tuple(float(one) for one in value.split(","))
    except ValueError:
        found = ()
    if len(found) != NUMBERS[name]:
        raise QueryError(f"{name} is {value!r}; it must be {NUMBERS[name]} numbers with commas between them")
    return found


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 18):
        raise QueryError(f"{name} is {value!r}; it must be a whole number")
    return int(value)
