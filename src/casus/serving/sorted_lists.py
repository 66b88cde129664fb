"""Pages of lists that are sorted in memory: operations, actors, places and sources, of which there are thousands, not millions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar

from fastapi import Request

from casus.serving.answers import next_page, read_cursor, write_cursor
from casus.serving.asked import PageAsked
from casus.store.errors import QueryError

Item = TypeVar("Item")
Key = tuple[int, str, str]
"""By what items are ordered: a number, then a text, then what tells any two apart."""


def part_of(
    request: Request, items: Sequence[Item], key: Callable[[Item], Key], asked: PageAsked, sort: str
) -> tuple[list[Item], str | None]:
    """The items of a page, and the address of the next one. ``items`` are ordered by ``key``; ``sort`` is the order's name.

    Raises :class:`QueryError` for a cursor that is none, or of another order.
    """
    begin = bisect_right(items, _read(asked.cursor, sort), key=key) if asked.cursor else 0
    shown = list(items[begin : begin + asked.limit])
    more = begin + len(shown) < len(items)
    return shown, next_page(request, _write(key(shown[-1]), sort)) if more and shown else None


def _write(key: Key, sort: str) -> str:
    return write_cursor([sort, str(key[0]), *key[1:]])


def _read(cursor: str, sort: str) -> Key:
    told, number, text, identifier = read_cursor(cursor, 4) or ("",) * 4
    if told != sort:
        raise QueryError("this cursor belongs to another order; leave it out to begin with the first page")
    try:
        return int(number), text, identifier
    except ValueError:
        raise QueryError("this cursor has been changed; leave it out to begin with the first page") from None
