"""Publishers and cited sources: what they tell of, how that is attested by others, and what they copied."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from casus.rows import Row
from casus.serving import examples
from casus.serving.answers import Answers, Body
from casus.serving.asked import Identifier, SourcesQuery
from casus.serving.kept import Kept
from casus.serving.shelf import View
from casus.serving.sorted_lists import Key, part_of
from casus.serving.story_models import SourcePage, SourceStory
from casus.serving.telling import said_rows, spread_row
from casus.store.errors import NotInRecordError
from casus.store.folding import fold
from casus.store.queries.sources import called, copied_by, documents_by_publisher, reports_of
from casus.store.queries.spreads import Spread, events_by_name, number_of_name, said_by, spread_of
from casus.ties import name_in_packs

SHOWN = 20


class SourceLine(NamedTuple):
    """A source as a list is sorted by it; ``plain`` is its name as names are compared, or its id."""

    key: str
    plain: str
    what: str
    events: int
    documents: int | None


ORDERS: Mapping[str, Callable[[SourceLine], Key]] = {
    "events": lambda one: (-one.events, one.plain, one.key),
    "documents": lambda one: (-(one.documents or 0), one.plain, one.key),
    "name": lambda one: (0, one.plain, one.key),
}


def add_sources(router: APIRouter, answers: Answers) -> None:
    """The addresses of sources."""
    kept = Kept()

    @router.get("/sources", response_model=SourcePage, tags=["sources"], responses=examples.of("sources"))
    def sources(request: Request, asked: SourcesQuery) -> Response:
        """A page of publishers and cited sources, with how many events they tell of."""

        def make(view: View) -> Body:
            order = ORDERS[asked.sort]
            lines = kept.get(view, ("sources", asked.sort), lambda: sorted(_all(view, kept), key=order))
            wanted = [one for one in lines if _wanted(one, asked.name, asked.what)]
            shown, more = part_of(request, wanted, order, asked, asked.sort)
            names: dict[str, str] = kept.get(view, "names of sources", dict)
            for one in shown:
                names[one.key] = names.get(one.key) or _name(view, one)
            return {"items": [_row(one, names[one.key]) for one in shown], "next": more}

        return answers.give(request, make)

    @router.get("/sources/{key:path}", response_model=SourceStory, tags=["sources"], responses=examples.of("source"))
    def source(request: Request, key: Identifier) -> Response:
        """A publisher or a cited source: its events by grade and month, what it says, its reports and the copies it carried."""
        return answers.give(request, lambda view: kept.get(view, ("source", key), lambda: _story(view, key)))


def _wanted(one: SourceLine, name: str | None, what: str | None) -> bool:
    return (what is None or one.what == what) and (name is None or name.casefold() in one.plain)


def _all(view: View, kept: Kept) -> list[SourceLine]:
    return kept.get(view, "sources", lambda: _lines(view))


def _lines(view: View) -> list[SourceLine]:
    documents = documents_by_publisher(view.connection)
    events = events_by_name(view.connection, ("publisher", "source"))
    found = [
        SourceLine(key_of("publisher", one), one, "publisher", events.get((one, "publisher"), 0), many)
        for one, many in documents.items()
    ]
    for (folded, role), many in events.items():
        if role == "source":
            what = "side" if folded.startswith("=") else "cited"
            plain = folded.removeprefix("=")
            found.append(SourceLine(key_of(what, plain), plain, what, many, None))
    return found


def key_of(what: str, name: str) -> str:
    """The key of a source: names as they are compared have blanks, which become hyphens; ids stay."""
    return f"{what}:{name if what == 'side' else name.replace(' ', '-')}"


def _row(one: SourceLine, name: str) -> Row:
    return {"key": one.key, "name": name, "what": one.what, "events": one.events, "documents": one.documents}


def _name(view: View, one: SourceLine) -> str:
    if one.what == "side" and (known := name_in_packs(one.plain)):
        return known
    number = _number(view, one.what, one.plain)
    role = "publisher" if one.what == "publisher" else "source"
    return called(view.connection, role, [number]).get(number, one.plain) if number is not None else one.plain


def _number(view: View, what: str, plain: str) -> int | None:
    if what == "side":
        return number_of_name(view.connection, identifier=plain)
    return number_of_name(view.connection, name=plain)


def _story(view: View, key: str) -> Body:
    what, _, rest = key.partition(":")
    plain = rest if what == "side" else fold(rest)  # whole names are keys as well
    number = _number(view, what, plain) if what in ("publisher", "cited", "side") and rest else None
    missing = NotInRecordError(f"no source has the key {key!r}; see /api/v1/sources?name=...")
    if number is None:
        raise missing
    connection = view.connection
    spread = spread_of(connection, number, "publisher" if what == "publisher" else "source")
    reports = reports_of(connection, number) if what == "publisher" else None
    says = said_by(connection, number) if what != "publisher" else []
    if not says and not (reports and reports.documents):
        raise missing
    line = SourceLine(key_of(what, plain), plain, what, spread.events, reports.documents if reports else None)
    return {
        "source": _row(line, _name(view, line)),
        "actor_id": plain if what == "side" else None,
        "also": _also(view, what, plain, number),
        "standing": _standing(spread),
        "events": spread_row(spread),
        "says": said_rows(says),
        "reports": reports._asdict() if reports else None,
        "copies": [one._asdict() for one in copied_by(connection, number, SHOWN)] if reports else [],
    }


def _also(view: View, what: str, plain: str, number: int) -> list[str]:
    """The publisher of a cited name, and the cited name of a publisher."""
    if what == "publisher" and said_by(view.connection, number):
        return [key_of("cited", plain)]
    if what == "cited" and reports_of(view.connection, number).documents:
        return [key_of("publisher", plain)]
    return []


def _standing(spread: Spread) -> Row:
    grades = spread.grades
    return {
        "alone": grades["reported"],
        "agreed": grades["corroborated"] + grades["confirmed"],
        "disputed": grades["contested"] + grades["denied"],
    }
