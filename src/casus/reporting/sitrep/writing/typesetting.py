"""Typst, which comes as a wheel with the extra ``pdf``: pages as PDF, pages and drawings as pictures.

Nothing that a document says becomes Typst's markup: the template is a fixed file, and the report reaches it as JSON, whose strings it shows as text.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


class MissingTypesetterError(RuntimeError):
    """The extra is not installed; the message says how to get it."""


def _typst() -> Any:
    try:
        import typst
    except ImportError as error:
        raise MissingTypesetterError(
            "PDF files and the figures of Word files need Typst; pip install 'casus-monitor[pdf]'"
        ) from error
    return typst


def typeset(data: object, template: str, made_on: tuple[int, int, int] | None, **wanted: Any) -> Any:
    """A template of ``templates/`` with its data: bytes of a PDF, or with ``format="png"`` a page or a list of pages.

    ``made_on`` is the day that the file says of itself, not today's. Fonts are Typst's own and, for letters that these lack, DejaVu
    where the system has it. Raises :class:`MissingTypesetterError`.
    """
    typst = _typst()
    source = files("casus.reporting.sitrep").joinpath("templates", template).read_bytes()
    day = datetime(*(made_on or (1970, 1, 1)), tzinfo=UTC)
    return typst.compile(
        source,
        font_paths=[str(DEJAVU)] if DEJAVU.is_dir() else [],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=day,
        **{"format": "pdf", **wanted},
    )


def picture(svg: str, ppi: float = 160.0) -> bytes:
    """A drawing as PNG, 17 cm wide. Raises :class:`MissingTypesetterError`."""
    made: bytes = typeset({"svg": svg}, "drawing.typ", None, format="png", ppi=ppi)
    return made
