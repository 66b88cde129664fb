"""GeoJSON (RFC 7946): the events that have a point, for maps.

Longitude comes first, as the standard wants. ``precision`` says what the point stands for, and ``area_point`` is true where it stands for an area
(a district, a province, a country, a region): something happened in it, not at it. ``unlocated`` counts the events without a point.
"""

from __future__ import annotations

import json
from typing import TextIO

from casus import rows
from casus.exporting.event_fields import EventFields, event_fields
from casus.exporting.values import Options, Source


def export(source: Source, stream: TextIO, options: Options) -> None:  # noqa: ARG001 - all formats are called alike
    """Write one feature collection, one feature a line."""
    events = (event for portion in source.by_events() for event in portion.links.events)
    unlocated = sum(event.lat is None or event.lon is None for event in events)
    stream.write(f'{{"type": "FeatureCollection", "unlocated": {unlocated}, "features": [\n')
    between = ""
    for fields in event_fields(source):
        if _has_point(fields):
            stream.write(between + json.dumps(_feature(fields), ensure_ascii=False, allow_nan=False))
            between = ",\n"
    stream.write("\n]}\n")


def _has_point(fields: EventFields) -> bool:
    return fields.event.lat is not None and fields.event.lon is not None


def _feature(fields: EventFields) -> rows.Row:
    event = fields.event
    properties = rows.event_to_row(event)
    for geometric in ("event_id", "lat", "lon"):
        del properties[geometric]
    properties |= {
        "area_point": fields.at_area,
        "operation": fields.operation and fields.operation.name,
        "sources": list(fields.sources()),
        "documents": [document.id for document in fields.documents],
        "evidence": [claim.evidence for claim in fields.claims],
    }
    return {
        "type": "Feature",
        "id": event.event_id,
        "geometry": {"type": "Point", "coordinates": [event.lon, event.lat]},
        "properties": properties,
    }
