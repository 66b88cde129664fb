"""Pages for people: what can be asked, as one page without scripts that loads nothing from anywhere else."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fastapi import FastAPI, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.responses import HTMLResponse

from casus.serving.about import UNWATCHED
from casus.serving.answers import Answers
from casus.serving.errors import RefusedError
from casus.store.queries.watched import watched_rows


def add_pages(app: FastAPI) -> None:
    """``/docs`` and its style."""

    @lru_cache(maxsize=1)
    def page() -> str:
        told = app.openapi()
        return _templates().get_template("docs.html").render(info=told["info"], operations=operations(told))

    @lru_cache(maxsize=1)
    def style() -> str:
        from importlib.resources import files

        return (files("casus.serving") / "templates" / "docs.css").read_text(encoding="utf-8")

    @app.get("/docs", include_in_schema=False)
    def docs() -> Response:
        return HTMLResponse(page())

    @app.get("/docs.css", include_in_schema=False)
    def docs_css() -> Response:
        return Response(style(), media_type="text/css")


def add_feeds_page(app: FastAPI, answers: Answers) -> None:
    """``/feeds``: how watched sources are, for people; not with ``--safe``."""

    @app.get("/feeds", include_in_schema=False)
    def feeds() -> Response:
        if answers.safe:
            raise RefusedError(403, UNWATCHED)
        with answers.shelf.look() as view:
            rows = watched_rows(view.connection)
        return HTMLResponse(
            _templates().get_template("feeds.html").render(rows=rows), headers={"Cache-Control": "no-store"}
        )


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("casus.serving", "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def operations(told: dict[str, Any]) -> list[dict[str, Any]]:
    """What the page shows of each address, from the OpenAPI description."""
    found = []
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            found.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "anchor": ("" if method == "get" else f"{method}-")
                    + path.strip("/").replace("/", "-").replace("{", "").replace("}", ""),
                    "summary": one["summary"],
                    "description": one.get("description", ""),
                    "parameters": [_parameter(parameter) for parameter in one.get("parameters", [])],
                    "example": _example(one["responses"]),
                    "link": path if "{" not in path and method == "get" else None,
                    "statuses": {status: answer["description"] for status, answer in one["responses"].items()},
                }
            )
    return found


def _example(responses: dict[str, Any]) -> Any:
    """The good answer."""
    good = next(status for status in ("200", "201") if status in responses and "content" in responses[status])
    return responses[good]["content"]["application/json"]["example"]


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    examples = schema.get("examples") or []
    return {
        "name": parameter["name"],
        "required": parameter.get("required", False),
        "description": parameter.get("description", schema.get("description", "")),
        "values": ", ".join(_values(schema)),
        "default": schema.get("default"),
        "example": examples[0][0] if examples and isinstance(examples[0], list) else examples[0] if examples else None,
    }


def _values(schema: dict[str, Any]) -> list[str]:
    for one in (schema, schema.get("items", {}), *schema.get("anyOf", [])):
        if "enum" in one:
            return [str(value) for value in one["enum"]]
    return []
