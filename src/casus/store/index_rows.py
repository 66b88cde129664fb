"""What stands in the rows by which the record is asked (:mod:`casus.store.schema_index`), from documents, claims and events alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from casus.record import Claim, Count, Document, Event, Number
from casus.store.coded_rows import Columns
from casus.store.digests import digest_of
from casus.store.folding import fold
from casus.store.globe import unit
from casus.store.schema_index import LONG_DAYS, NO_DAY, NO_NUMBER

LONGEST_NAME = 300
Names = set[tuple[str, str]]
"""Roles and names, as they are compared."""


def document_row(number: int, key: str, document: Document, publisher: int | None) -> Columns:
    """The row of a document; ``publisher`` is the number of its name."""
    return {
        **_own(number, "document", key, document.date.start, document.date.end),
        "publisher": publisher,
    }


def claim_row(number: int, claim: Claim) -> Columns:
    """The row of a claim, given as it counts."""
    return {
        **_own(number, "claim_id", claim.claim_id, claim.interval.start, claim.interval.end),
        **_what(claim),
        "killed": _killed({count.what: _said(count) for count in claim.counts}),
    }


def names_of_claim(claim: Claim) -> Names:
    """Who and what is named in a claim."""
    return (
        sides(claim.actors, claim.actor_ids, "actor")
        | sides(claim.targets, claim.target_ids, "target")
        | sides([claim.place or ""], [claim.place_id or ""], "place")
        | sides([claim.province or ""], (), "province")
        | sides([claim.source or ""], [claim.source_id or ""], "source")
    )


def event_row(number: int, event: Event) -> Columns:
    """The row of an event, of no version yet."""
    return {
        **_own(number, "event_id", event.event_id, event.interval.start, event.interval.end),
        **_what(event),
        "killed": _killed({one.what: _best(one) for one in event.numbers}),
        "grade": event.grade,
        "claims": len(event.claim_ids),
        "origins": len(event.origins),
        "version": 0,
    }


def names_of_event(event: Event) -> Names:
    """Who and what is named in an event itself; its claims name more."""
    return (
        sides(event.actors, (), "actor")
        | sides(event.targets, (), "target")
        | sides([event.place or ""], [event.place_id or ""], "place")
        | sides([event.province or ""], (), "province")
    )


def sides(given: Iterable[str], identifiers: Iterable[str], role: str) -> Names:
    """Names and identifiers in a role, as they are compared."""
    return {(role, name) for one in given if (name := as_name(one))} | {
        (role, as_identifier(one)) for one in identifiers if one
    }


@lru_cache(maxsize=65536)
def as_name(name: str | None) -> str:
    """A name as it stands in ``names``; nothing for one without a letter."""
    return fold(name or "")[:LONGEST_NAME]


def as_identifier(identifier: str) -> str:
    """An identifier as it stands in ``names``."""
    return f"={identifier}".encode("utf8", "backslashreplace").decode().replace("\0", "")[:LONGEST_NAME]


def _own(number: int, column: str, identifier: str, start: date | None, end: date | None) -> Columns:
    first, last = start or end, end or start
    long = first and last and (last - first).days > LONG_DAYS
    return {
        "number": number,
        column: identifier,
        "tie": digest_of(identifier),
        "first_day": first.toordinal() if first else NO_DAY,
        "last_day": last.toordinal() if last else NO_DAY,
        "long_last": last.toordinal() if last and long else None,
    }


def _what(one: Claim | Event) -> Columns:
    placed = one.lat is not None and one.lon is not None
    x, y, z = unit(one.lat, one.lon) if one.lat is not None and one.lon is not None else (None, None, None)
    return {
        "kind": one.kind,
        "status": one.status,
        "country": one.country,
        "lat": one.lat if placed else None,
        "lon": one.lon if placed else None,
        "x": x,
        "y": y,
        "z": z,
    }


def _killed(figures: Mapping[str, int]) -> int:
    """The dead: the whole where it is told, else civilians (or children) and combatants."""
    civilians = figures.get("killed_civilians", figures.get("killed_children"))
    parts = [figure for figure in (civilians, figures.get("killed_combatants")) if figure is not None]
    return min(figures.get("killed", sum(parts) if parts else NO_NUMBER), 2**62)


def _best(number: Number) -> int:
    return next((one for one in (number.best, number.low, number.high) if one is not None), NO_NUMBER)


def _said(count: Count) -> int:
    return next((one for one in (count.min, count.max) if one is not None), NO_NUMBER)
