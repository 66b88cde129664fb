"""The report as one HTML file that needs no network: the record's words and figures, its scripts, styles and basemap inside.

Whatever a document says is foreign text: the template escapes all of it, the data for the scripts are JSON in which no tag
can close the script element, the scripts set text and never markup, and a content security policy names the hash of each
script and style so that nothing else runs and nothing is loaded.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from casus.record import GRADES, Claim, Document, Links, Problem
from casus.reporting import wording
from casus.reporting.basemap import basemap_credit, load_basemap
from casus.reporting.lookup import Record
from casus.reporting.view import Data, build_view

SCRIPTS = ("core.js", "drawer.js", "projection.js", "map.js", "timeline.js", "filter.js", "main.js")
STYLES = ("page.css", "figures.css", "drawer.css")


def render_report(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    links: Links,
    problems: Sequence[Problem],
    *,
    title: str | None = None,
    generated: str | None = None,
) -> str:
    """The whole report as HTML text; the same arguments give the same text.

    ``generated`` is when the report was made, in the words to print. Raises
    :class:`~casus.reporting.lookup.BrokenRecordError` where the record refers to what it does not hold, and
    :class:`~casus.reporting.basemap.BasemapMissingError` where the package was not built.
    """
    view = build_view(Record(documents, claims, links, problems))
    script, style = _script(), _asset_text(STYLES)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            view=view,
            by_id=_by_id(view),
            texts=wording.texts(),
            grades=GRADES,
            title=title or wording.texts()["page"]["title"],
            generated=generated,
            policy=_policy(script, style),
            script=Markup(script),
            style=Markup(style),
            data=_embed(json.dumps(_script_data(view), ensure_ascii=False, sort_keys=True, separators=(",", ":"))),
            basemap=_embed(load_basemap()) if view["events"] else None,
            basemap_credit=basemap_credit(),
        )
    )


def _by_id(view: Data) -> Data:
    """What the template looks up by id."""
    return {
        "claims": view["claims"],
        "events": {event["id"]: event for event in view["events"]},
        "operations": {operation["id"]: operation for operation in view["operations"]},
    }


def _script_data(view: Data) -> Data:
    """What the page's scripts need: quotes are left out, since the documents' texts hold them."""
    claims = {key: {k: v for k, v in c.items() if k not in _TEMPLATE_ONLY} for key, c in view["claims"].items()}
    return {
        "documents": {document["key"]: document for document in view["documents"]},
        "claims": claims,
        "events": [{k: v for k, v in event.items() if k != "figures"} for event in view["events"]],
        "operations": [{k: o[k] for k in ("id", "name", "when", "from", "to")} for o in view["operations"]],
        "tolls": {toll["id"]: toll for toll in view["tolls"]},
        "controls": {span["id"]: span for place in view["controls"] for span in place["spans"]},
        "places": view["places"],
        "summary": view["summary"],
        "texts": wording.texts(),
        "grades": list(GRADES),
    }


_TEMPLATE_ONLY = frozenset({"id", "quote", "title", "publisher", "published"})


def _embed(json_text: str) -> Markup:
    """JSON that may stand in a script element: no ``<`` is left that could end it, no separator that scripts trip on."""
    safe = json_text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(safe)


def _policy(script: str, style: str) -> str:
    """The content security policy: our script and our style by their hashes, nothing else, nothing from anywhere."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _asset_text(names: tuple[str, ...]) -> str:
    """The files of ``assets``, one after the other."""
    folder = files("casus.reporting").joinpath("assets")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


@cache
def _script() -> str:
    """All scripts as one, with a scope of its own."""
    return f'(() => {{\n"use strict";\n{_asset_text(SCRIPTS)}\n}})();\n'


@cache
def _environment() -> Environment:
    """Jinja with everything escaped and every misspelt name an error."""
    environment = Environment(
        loader=PackageLoader("casus.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["fill"] = fill
    return environment


def fill(text: str, **values: Any) -> str:
    """A text of ``texts.toml`` with its ``{braces}`` filled in."""
    return text.format(**values)
