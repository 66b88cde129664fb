"""How watched sources are: last answer, last new article, errors, when each is asked next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from casus.store.watching import SourceState, count_addresses, source_states


@dataclass(frozen=True, slots=True)
class Health:
    """Of one source; times are ISO 8601 in UTC, ``None`` where there was none. ``articles`` were fetched, ``waiting`` and ``failed`` are those that were not.

    ``watched``: it stands in the list of feeds, if one was given.
    """

    url: str
    name: str
    fetched_at: str | None
    new_at: str | None
    next_at: str | None
    errors: int
    error: str | None
    articles: int
    waiting: int
    failed: int
    watched: bool

    def row(self) -> dict[str, Any]:
        """As a row for JSON."""
        return asdict(self)


def health(connection: sa.Connection, names: Mapping[str, str] | None = None) -> list[Health]:
    """Of all sources that are kept, and of those of a list that were never asked, by address; ``names``: the list's, by address."""
    states, counted = source_states(connection), count_addresses(connection)
    found = []
    for url in sorted(states.keys() | (names or {}).keys()):
        state = states.get(url) or SourceState(url, "")
        found.append(
            Health(
                url=url,
                name=(names or {}).get(url, ""),
                fetched_at=state.fetched_at,
                new_at=state.new_at,
                next_at=state.next_at or None,
                errors=state.errors,
                error=state.error,
                articles=state.articles,
                waiting=counted.get((url, "waiting"), 0),
                failed=counted.get((url, "failed"), 0),
                watched=names is None or url in names,
            )
        )
    return found


def watched_rows(connection: sa.Connection) -> list[dict[str, Any]]:
    """How the sources are, as rows for JSON; the record knows neither their names nor which are still in the list."""
    rows = [one.row() for one in health(connection)]
    return [{name: value for name, value in row.items() if name not in ("name", "watched")} for row in rows]
