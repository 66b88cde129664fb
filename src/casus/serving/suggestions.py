"""What a search may mean, while it is being typed."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from casus.coding.kinds import layered_table
from casus.serving import examples
from casus.serving.answers import Answers, Body
from casus.serving.asked import SuggestQuery
from casus.serving.search_models import SuggestionList
from casus.serving.shelf import View
from casus.store.folding import fold
from casus.store.queries.suggesting import operation_names, suggest_names, suggest_operations

MOST_KINDS = 3
MOST_OPERATIONS = 4


def add_suggestions(router: APIRouter, answers: Answers) -> None:
    """The address of suggestions."""

    @router.get("/suggest", response_model=SuggestionList, tags=["search"], responses=examples.of("suggest"))
    def suggest(request: Request, asked: SuggestQuery) -> Response:
        """Kinds, operations, places, actors, publishers and sources of which a word begins with `q`, in any case and without accents."""
        return answers.give(request, lambda view: {"items": _items(view, asked.q, asked.limit)})


def _items(view: View, typed: str, limit: int) -> list[Body]:
    kinds = _kinds(typed)[:MOST_KINDS]
    known = view.remember("operation names", lambda: operation_names(view.connection))
    operations = suggest_operations(known, typed, MOST_OPERATIONS)
    found = [*operations, *suggest_names(view.connection, typed, limit)]
    found.sort(
        key=lambda one: fold(one.name) != fold(typed)
    )  # what is typed whole first, else operations, then by events
    named = [one._asdict() | {"parameter": one.what, "value": one.identifier or one.name} for one in found]
    return [*kinds, *named][:limit]


def _kinds(typed: str) -> list[Body]:
    wanted = fold(typed)
    return [
        {
            "what": "kind", "name": one.label, "identifier": one.name, "country": None, "events": None, "parameter": "kind",
            "value": one.name,
        }
        for one in layered_table(None).kinds.values()
        if wanted and f" {wanted}" in f" {fold(one.label)}"
    ]  # fmt: skip
