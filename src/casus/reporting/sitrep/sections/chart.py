"""The map of the report."""

from __future__ import annotations

from casus.reporting.sitrep.drawing.chart_map import draw_map, marks_of
from casus.reporting.sitrep.model import Block, Figure, Remark, Section
from casus.reporting.sitrep.phrases import Writing

WORDS = ("exact", "area", "control", "disputed", "contested_control", "km", "other_holders", "grades")


def chart(writing: Writing) -> Section:
    """The map with its caption, and how many events it cannot show."""
    say, scope = writing.say, writing.scope
    marks = marks_of(scope.events)
    blocks: list[Block] = [Remark(say("map.none"))]
    if marks:
        words = {name: say.raw(f"map.{name}") for name in WORDS}
        svg = draw_map(marks, scope.held, words, say("map.alt"))
        blocks = [
            Figure(
                "map",
                svg,
                say("map.alt"),
                " ".join((say("map.caption"), say("map.convention"), _unplaced(writing))).strip(),
            )
        ]
    return Section("map", say("sections.map"), tuple(blocks))


def _unplaced(writing: Writing) -> str:
    missing = sum(event.lat is None or event.lon is None for event in writing.scope.events)
    return writing.say.counted("unplaced", missing)
