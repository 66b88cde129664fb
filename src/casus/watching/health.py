"""How watched sources are: last answer, last new article, errors, when each is asked next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from casus.store.watching import count_addresses, source_states
from casus.watching.feedlist import Source


@dataclass(frozen=True, slots=True)
class Health:
    """Of one source; times are ISO 8601 in UTC, empty where there was none. ``watched``: it stands in the list of feeds (if one was given)."""

    url: str
    name: str
    fetched_at: str
    new_at: str
    next_at: str
    errors: int
    error: str
    articles: int
    waiting: int
    failed: int
    watched: bool

    def row(self) -> dict[str, Any]:
        """As a row for JSON."""
        return asdict(self)


def health(connection: sa.Connection, sources: Sequence[Source] = ()) -> list[Health]:
    """Of all sources that are kept, and of those of a list that were never asked, by address."""
    states, counted = source_states(connection), count_addresses(connection)
    listed = {source.url: source for source in sources}
    found = []
    for url in sorted(states.keys() | listed.keys()):
        state, source = states.get(url), listed.get(url)
        found.append(
            Health(
                url=url,
                name=source.name if source else "",
                fetched_at=(state.fetched_at if state else None) or "",
                new_at=(state.new_at if state else None) or "",
                next_at=state.next_at if state else "",
                errors=state.errors if state else 0,
                error=(state.error if state else None) or "",
                articles=state.articles if state else 0,
                waiting=counted.get((url, "waiting"), 0),
                failed=counted.get((url, "failed"), 0),
                watched=source is not None or not sources,
            )
        )
    return found
