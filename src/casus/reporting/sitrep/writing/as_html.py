"""The report as one HTML file without scripts: figures as SVG inside, a style of its own, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from casus.reporting.sitrep.model import SituationReport


def to_html(report: SituationReport) -> bytes:
    """The page, UTF-8. Only the drawings are taken as markup, for they are made by :mod:`casus.reporting.sitrep.drawing`, which escapes."""
    style = files("casus.reporting.sitrep").joinpath("templates", "sitrep.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = (
        _environment()
        .get_template("sitrep.html.j2")
        .render(
            report=report,
            style=Markup(style),
            policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        )
    )
    return page.encode("utf-8", errors="replace")


@cache
def _environment() -> Environment:
    """Jinja with everything escaped and every misspelt name an error."""
    environment = Environment(
        loader=PackageLoader("casus.reporting.sitrep"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawing"] = Markup
    environment.filters["sort_of"] = lambda block: type(block).__name__
    return environment
