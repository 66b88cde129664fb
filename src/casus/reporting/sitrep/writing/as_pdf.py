"""The report as PDF, typeset by Typst; also its pages as pictures."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from casus.reporting.sitrep.model import SituationReport
from casus.reporting.sitrep.writing.typesetting import typeset

TEMPLATE = "sitrep.typ"


def to_pdf(report: SituationReport) -> bytes:
    """The file. Raises :class:`~casus.reporting.sitrep.writing.typesetting.MissingTypesetterError`."""
    made: bytes = typeset(_data(report), TEMPLATE, report.as_of)
    return made


def to_pages(report: SituationReport, ppi: float = 80.0) -> list[bytes]:
    """The pages as PNG. Raises :class:`~casus.reporting.sitrep.writing.typesetting.MissingTypesetterError`."""
    made = typeset(_data(report), TEMPLATE, report.as_of, format="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _data(report: SituationReport) -> dict[str, Any]:
    """The report as JSON has it; each block says of which sort it is."""
    data = asdict(report)
    for section, told in zip(data["sections"], report.sections, strict=True):
        section["blocks"] = [{"sort": type(one).__name__, **asdict(one)} for one in told.blocks]
    cleaned: dict[str, Any] = _clean(data)
    return cleaned


def _clean(value: Any) -> Any:
    """Texts without half characters, which JSON cannot carry on to Typst."""
    if isinstance(value, str):
        return value.encode("utf-8", errors="replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, list | tuple) else value
