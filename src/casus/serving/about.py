"""What changed, what was set aside, what kinds there are, and whether all is well."""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request, Response

from casus import __version__, rows
from casus.coding.kinds import layered_table
from casus.serving import examples
from casus.serving.answer_models import ChangesRow, FeedList, Health, KindList, ProblemPage, VersionInfo, VersionList
from casus.serving.answers import Answers, Body, next_page, read_cursor, write_cursor
from casus.serving.asked import ChangesQuery, PageQuery
from casus.serving.errors import RefusedError
from casus.serving.shelf import View
from casus.store.changing import last_version, read_changes, read_versions
from casus.store.queries.lists import problems_after
from casus.store.queries.watched import watched_rows

UNWATCHED = "what is watched is not told here (--safe): it would tell who reads what"
UNTOLD = "what changed is not told here (--safe): it would tell what is held back"


def add_about(router: APIRouter, answers: Answers) -> None:
    """The addresses about the record and the program."""

    @router.get("/versions", response_model=VersionList, tags=["changes"], responses=examples.of("versions", 403))
    def versions(request: Request) -> Response:
        """All versions of the record: linkings that changed events."""
        if answers.safe:
            raise RefusedError(403, UNTOLD)
        return answers.give(request, lambda view: {"items": [asdict(one) for one in read_versions(view.connection)]})

    @router.get("/changes", response_model=ChangesRow, tags=["changes"], responses=examples.of("changes", 403))
    def changes(request: Request, asked: ChangesQuery) -> Response:
        """Which events were added, changed and withdrawn since a version: what a client that keeps a copy has to fetch anew."""
        if answers.safe:
            raise RefusedError(403, UNTOLD)

        def make(view: View) -> Body:
            found = asdict(read_changes(view.connection, asked.since))
            return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}

        return answers.give(request, make)

    @router.get("/problems", response_model=ProblemPage, tags=["about"], responses=examples.of("problems"))
    def problems(request: Request, asked: PageQuery) -> Response:
        """A page of inputs, and parts of inputs, that were set aside, with the reasons; none with `--safe`."""

        def make(view: View) -> Body:
            found = problems_after(view.connection, read_cursor(asked.cursor, 3), asked.limit + 1)
            shown = found[: asked.limit]
            last = [shown[-1].locator, shown[-1].stage, shown[-1].reason] if len(found) > asked.limit else None
            more = write_cursor(last) if last else None
            return {"items": [rows.problem_to_row(one) for one in shown], "next": next_page(request, more)}

        return answers.give(request, make)

    @router.get("/feeds", response_model=FeedList, tags=["about"], responses=examples.of("feeds", 403))
    def feeds(request: Request) -> Response:
        """How the sources are that `casus watch` asks: last answer, last new article, errors, when each is asked next."""
        if answers.safe:
            raise RefusedError(403, UNWATCHED)
        return answers.give(request, lambda view: {"items": watched_rows(view.connection)})

    @router.get("/kinds", response_model=KindList, tags=["about"], responses=examples.of("kinds"))
    def kinds(request: Request) -> Response:
        """The kinds of claims, and what ACLED, PLOVER, CAMEO and UCDP call each."""
        items = [
            {
                "kind": one.name,
                "label": one.label,
                "family": one.family,
                "acled": {"event_type": one.acled[0], "sub_event_type": one.acled[1]},
                "plover": {"event": one.plover[0], "mode": one.plover[1]},
                "cameo": one.cameo,
                "ucdp": one.ucdp,
                "rules": len(one.rules),
            }
            for one in layered_table(None).kinds.values()
        ]
        return answers.give(request, lambda _view: {"items": items})

    @router.get("/health", response_model=Health, tags=["about"], responses=examples.of("health"))
    def health(request: Request) -> Response:
        """Answers 200 when the record can be read, else 503."""
        return answers.give(request, lambda view: {"status": "ok", "linked": view.linked})

    @router.get("/version", response_model=VersionInfo, tags=["about"], responses=examples.of("version"))
    def version(request: Request) -> Response:
        """The program's version, the record's, and how much the record holds."""

        def make(view: View) -> Body:
            number = 0 if answers.safe else last_version(view.connection)
            totals = view.remember("totals", lambda: view.record.totals()._asdict())
            return {"program": __version__, "version": number, "safe": answers.safe, **totals}

        return answers.give(request, make)
