"""GeoPackage: a layer of events and a layer of control, as points in WGS 84, for QGIS and other maps.

``area_point`` is true where a point stands for an area: something happened in it, not at it. Events without a point are features without geometry.
Written in groups of features. Needs the extra ``geo``.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from casus.exporting.countries import countries
from casus.exporting.days import last_published
from casus.exporting.deaths import deaths
from casus.exporting.event_fields import EventFields, event_fields
from casus.exporting.formats import library
from casus.exporting.values import Options, Source
from casus.record import Control

FEATURES = 5_000
"""Features of a group."""
TEXT, DAY, WHOLE, TRUTH = "text", "day", "whole", "truth"
EVENTS = {
    "event_id": TEXT, "title": TEXT, "kind": TEXT, "status": TEXT, "grade": TEXT, "grade_reason": TEXT, "date_start": DAY, "date_end": DAY,
    "place": TEXT, "precision": TEXT, "area_point": TRUTH, "admin1": TEXT, "country": TEXT, "actors": TEXT, "targets": TEXT,
    "killed_low": WHOLE, "killed_best": WHOLE, "killed_high": WHOLE, "acled_event_type": TEXT, "acled_sub_event_type": TEXT,
    "operation": TEXT, "sources": TEXT, "claim_ids": TEXT, "denial_ids": TEXT, "evidence": TEXT, "urls": TEXT,
}  # fmt: skip
CONTROL = {
    "place": TEXT, "holder": TEXT, "since_start": DAY, "since_end": DAY, "until_start": DAY, "until_end": DAY, "contested": TRUTH,
    "lost_by": TEXT, "country": TEXT, "claim_ids": TEXT, "contested_by": TEXT,
}  # fmt: skip
Feature = tuple[bytes | None, dict[str, object]]


def export_file(source: Source, path: Path, options: Options) -> None:  # noqa: ARG001 - all formats are called alike
    """Write the file. Raises :class:`~casus.exporting.formats.MissingExtraError` without pyogrio."""
    pyogrio = library("pyogrio", "geo", "gpkg")
    raw = library("pyogrio.raw", "geo", "gpkg")
    day = last_published(source) or date(2000, 1, 1)
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{day}T00:00:00.000Z"})  # equal records give equal files
    file = path.with_suffix(".gpkg")  # GDAL wants this ending
    try:
        _layer(raw.write, file, "events", EVENTS, map(_event, event_fields(source)))
        _layer(raw.write, file, "control", CONTROL, map(_control, source.controls()))
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    if file != path:
        file.replace(path)


def _layer(
    write: Callable[..., None], path: Path, layer: str, columns: dict[str, str], features: Iterable[Feature]
) -> None:
    """Write a layer group by group; an empty one too."""
    rest, first = iter(features), True
    while (group := list(islice(rest, FEATURES))) or first:
        data, masks = zip(
            *(_column(kind, [row[name] for _, row in group]) for name, kind in columns.items()), strict=True
        )
        write(
            path,
            geometry=np.array([point for point, _ in group], dtype=object),
            field_data=list(data),
            field_mask=list(masks),
            fields=np.array(list(columns), dtype=object),
            layer=layer,
            driver="GPKG",
            geometry_type="Point",
            crs="EPSG:4326",
            append=not first,
        )
        first = False


def _column(kind: str, cells: list[object]) -> tuple[Any, Any]:
    """The cells of a column as GDAL takes them, and which are unknown."""
    unknown = np.array([cell is None for cell in cells], dtype=bool)
    if kind == DAY:
        return np.array(cells, dtype="datetime64[D]"), unknown
    if kind in (WHOLE, TRUTH):
        filled = [0 if cell is None else cell for cell in cells]
        return np.array(filled, dtype=bool if kind == TRUTH else np.int64), unknown
    return np.array(cells, dtype=object), unknown


def point(lat: float | None, lon: float | None) -> bytes | None:
    """A point as well-known binary, little-endian, longitude first; ``None`` without one."""
    return None if lat is None or lon is None else struct.pack("<BIdd", 1, 1, lon, lat)


def _event(fields: EventFields) -> Feature:
    event, codes, dead = fields.event, fields.codes, deaths(fields.numbers)
    country = countries().get(event.country or "")
    return point(event.lat, event.lon), {
        "event_id": event.event_id,
        "title": event.title,
        "kind": event.kind,
        "status": event.status,
        "grade": event.grade,
        "grade_reason": event.grade_reason,
        "date_start": event.interval.start,
        "date_end": event.interval.end,
        "place": event.place,
        "precision": event.precision,
        "area_point": fields.at_area,
        "admin1": fields.province or None,
        "country": country.name if country else None,
        "actors": "; ".join(event.actors),
        "targets": "; ".join(event.targets),
        "killed_low": dead.low if dead else None,
        "killed_best": dead.best if dead else None,
        "killed_high": dead.high if dead else None,
        "acled_event_type": codes.acled_event_type if codes else None,
        "acled_sub_event_type": codes.acled_sub_event_type if codes else None,
        "operation": fields.operation.name if fields.operation else None,
        "sources": "; ".join(fields.sources()),
        "claim_ids": " ".join(event.claim_ids),
        "denial_ids": " ".join(event.denial_ids) or None,
        "evidence": " | ".join(" ".join(claim.evidence.split()) for claim in fields.claims),
        "urls": " ".join(document.url for document in fields.documents if document.url) or None,
    }


def _control(control: Control) -> Feature:
    country, until = countries().get(control.country or ""), control.until
    return point(control.lat, control.lon), {
        "place": control.place,
        "holder": control.holder,
        "since_start": control.since.start,
        "since_end": control.since.end,
        "until_start": until.start if until else None,
        "until_end": until.end if until else None,
        "contested": bool(control.contested_by),
        "lost_by": "; ".join(control.lost_by) or None,
        "country": country.name if country else None,
        "claim_ids": " ".join(control.claim_ids),
        "contested_by": " ".join(control.contested_by) or None,
    }
