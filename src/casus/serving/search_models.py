"""Suggestions and saved searches, as types for the API's documentation."""

from __future__ import annotations

from typing import Literal

from casus.serving.models import Row, said


class SuggestionRow(Row):
    """A name that begins as what is typed."""

    what: Literal["kind", "place", "actor", "publisher", "source", "operation"]
    name: str = said("as reports write it")
    identifier: str | None = said("the id of the kind, place, actor or operation")
    country: str | None = said("two letters")
    events: int | None = said("how many events have it; counting ends at 500")
    parameter: str = said("the filter that finds its events")
    value: str = said("the value of this filter")


class SuggestionList(Row):
    """Suggestions, best first."""

    items: list[SuggestionRow]


class SavedSearch(Row):
    """A search that was saved, and where its feeds are."""

    key: str = said("unguessable; whoever knows it can read the feeds")
    name: str
    query: str = said("parameters as of /api/v1/events")
    owner: str
    made_at: str = said("ISO 8601, UTC")
    feeds: dict[str, str] = said("addresses by format: rss, atom, json")


class SavedSearches(Row):
    """All saved searches, by name."""

    items: list[SavedSearch]


class Removed(Row):
    """What was removed."""

    removed: str
