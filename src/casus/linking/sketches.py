"""The facets of a claim as texts, by which a record keeps what claims are compared by: equal facets have equal texts, and a text gives its facet back.

Reading these is far quicker than reading whole claims and making their facets anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from casus.filed import Sketch
from casus.linking.facets import Days, Facets, Numbers, Place, Report, Said, Sides, Text
from casus.linking.names import PlaceName
from casus.record import Count

Read = Callable[[str], Any]
"""Gives the facet of a text."""


def sketch_of(facets: Facets) -> Sketch:
    """The facets of a claim as texts."""
    return Sketch(
        document=facets.reports.document,
        kind=facets.kind,
        said=_written(facets.said),
        whereabouts=_place(facets.place),
        days=_days(facets.days),
        sides=_written(facets.sides),
        numbers=_numbers(facets.numbers),
        words=f"{' '.join(sorted(facets.text.names))}|{' '.join(sorted(facets.text.stems))}",
        report=_written([_iso(facets.reports.published), *facets.reports[2:]]),
    )


def words_of(sketch: Sketch) -> Text:
    """The words of a claim."""
    names, _, stems = sketch.words.partition("|")
    return Text(frozenset(names.split()), frozenset(stems.split()))


def report_of(sketch: Sketch) -> Report:
    """The report of a claim."""
    published, source, begin, end = json.loads(sketch.report)
    return Report(sketch.document, _day(published), source, begin, end)


def _place(of: Place) -> str:
    name = of.name
    return _written(
        [
            sorted(name.keys),
            name.first,
            sorted(name.directions),
            name.named,
            name.area,
            of.country,
            of.place_id,
            of.point,
        ]
    )


def _read_place(text: str) -> Place:
    keys, first, directions, named, area, country, place_id, point = json.loads(text)
    name = PlaceName(frozenset(keys), first, frozenset(directions), named, area)
    return Place(name, country, place_id, None if point is None else (point[0], point[1]))


def _days(of: Days) -> str:
    return _written([*map(_iso, (*of.given, *of.within, of.day)), of.dated, of.narrow])


def _read_days(text: str) -> Days:
    *days, dated, narrow = json.loads(text)
    begun, ended, first, last, day = map(_day, days)
    return Days((begun, ended), (first, last), dated, narrow, day)


def _read_sides(text: str) -> Sides:
    actors, targets, actor_ids, target_ids, one_way, repulse = json.loads(text)
    return Sides(tuple(actors), tuple(targets), tuple(actor_ids), tuple(target_ids), one_way, repulse)


def _numbers(of: Numbers) -> str:
    counts = [[one.what, one.min, one.max] for one in of.counts]
    return _written([counts, of.sums, _iso(of.start), _iso(of.end)]) if counts else ""


def _read_numbers(text: str) -> Numbers:
    if not text:
        return Numbers()
    counts, sums, start, end = json.loads(text)
    return Numbers(tuple(Count(*one) for one in counts), sums, _day(start), _day(end))


def _written(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


READ: Mapping[str, Read] = {
    "kind": str,
    "said": lambda text: Said(*json.loads(text)),
    "place": _read_place,
    "days": _read_days,
    "sides": _read_sides,
    "numbers": _read_numbers,
}
"""What gives the facet of a text, for the parts of which many claims share one, by their names in :data:`casus.linking.pairs.PARTS`."""
