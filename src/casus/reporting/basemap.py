"""The offline basemap that the package build puts beside this module."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


class BasemapMissingError(RuntimeError):
    """The package was not built: the basemap's file is not there."""


@cache
def load_basemap() -> str:
    """The basemap as JSON text (format: ``web/basemap/convert.py``); raises :class:`BasemapMissingError`."""
    asset = files("casus.reporting").joinpath("static", "basemap.json")
    if not asset.is_file():
        raise BasemapMissingError(
            "the report's basemap is missing (casus/reporting/static/basemap.json): "
            "run `pip install -e .` in the source folder, which builds it"
        )
    return asset.read_text(encoding="utf-8")


@cache
def basemap_credit() -> str:
    """Whose work the basemap is; raises :class:`BasemapMissingError`."""
    return str(json.loads(load_basemap())["credit"])
