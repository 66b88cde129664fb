"""Cursors: where a page ended, so that the next one goes on behind it."""

from __future__ import annotations

import base64
import hashlib
import json

from casus.store.errors import QueryError
from casus.store.queries.filters import Filter


def write_cursor(order: str, wanted: Filter, by: int, tie: int) -> str:
    """Where a page ended, for the next one; only the same question can use it."""
    told = json.dumps([_question(order, wanted), by, tie], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read_cursor(cursor: str, order: str, wanted: Filter) -> tuple[int, int]:
    """Where the page before ended. Raises :class:`QueryError` for a cursor that is none, or of another question."""
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        question, by, tie = told
    except (ValueError, TypeError):
        raise QueryError(f"{cursor[:40]!r} is no cursor of a page; leave it out to begin with the first page") from None
    if question != _question(order, wanted):
        raise QueryError("this cursor belongs to another question or order; leave it out to begin with the first page")
    if not all(type(one) is int and abs(one) < 2**63 for one in (by, tie)):
        raise QueryError("this cursor has been changed; leave it out to begin with the first page")
    return by, tie


def _question(order: str, wanted: Filter) -> str:
    return hashlib.blake2b(repr((order, wanted)).encode(), digest_size=6).hexdigest()
