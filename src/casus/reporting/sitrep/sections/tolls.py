"""Tolls as their sources state them, and how totals were corrected over time."""

from __future__ import annotations

from collections import defaultdict

from casus.record import Toll
from casus.reporting import wording
from casus.reporting.sitrep.citing import published
from casus.reporting.sitrep.drawing.steps import Point, Steps, draw_steps
from casus.reporting.sitrep.model import Block, Cell, Figure, Label, Remark, Section, Sentence, Table
from casus.reporting.sitrep.phrases import Writing, begin, plural, toll_scope
from casus.reporting.sitrep.sections.corrections import figures_given

MOST = 30
PANELS = 4


def tolls(writing: Writing) -> Section:
    """The table, and step charts of what was corrected."""
    say, found = writing.say, writing.scope.tolls
    charts = _charts(writing)
    if not found:
        return Section("tolls", say("sections.tolls"), (Remark(say("tolls.none")), *charts))
    headers = tuple(say(f"tolls.{name}") for name in ("figure", "source", "scope", "period"))
    table = Table(headers, tuple(_row(toll, writing) for toll in found[:MOST]), (28, 26, 26, 20))
    blocks: list[Block] = [Remark(say("tolls.lead"), small=True), *charts, table]
    if len(found) > MOST:
        blocks.append(Remark(say("tolls.more", n=len(found) - MOST), small=True))
    return Section("tolls", say("sections.tolls"), tuple(blocks))


def _row(toll: Toll, writing: Writing) -> tuple[Cell, ...]:
    say, cite = writing.say, writing.cite
    claim = writing.record.claim[toll.claim_id]
    notes = cite.notes([toll.claim_id])
    parts = say.listed([wording.count(part, part=True) for part in toll.parts])
    figure = Sentence(wording.count(toll.number), notes, "plain" if toll.superseded_by else "strong")
    more = (Sentence(say("tolls.parts", parts=parts), notes),) if parts else ()
    replaced = (Label(say("tolls.replaced"), "dim"),) if toll.superseded_by else ()
    when = say("tolls.reported", when=published(writing.record.source_document(claim), say))
    days = wording.interval(toll.interval) if toll.interval.known else wording.texts()["page"]["unknown"]
    return (
        Cell((figure, *more, *replaced)),
        Cell((Label(begin(cite.source(claim))), Label(when, "dim"))),
        Cell(tuple(Label(line) for line in _about(toll, writing))),
        Cell((Label(days),)),
    )


def _about(toll: Toll, writing: Writing) -> list[str]:
    say = writing.say
    where = wording.place(toll.place, toll.country)
    by = say("tolls.by", actors=say.listed(toll.actors)) if toll.actors else None
    to = "tolls.to" if toll.number.what == "surrendered" else "tolls.of"
    of = say(to, targets=say.listed(toll.targets)) if toll.targets and _of_people(toll) else None
    return [line for line in (where, by, of) if line]


def _of_people(toll: Toll) -> bool:
    """Whether those whom a toll names are whom it counts: not where it counts places, nor where they are a part of the whole."""
    return toll.number.what not in ("places", "area_km2", "strikes") and not toll.parts


def _charts(writing: Writing) -> list[Block]:
    say = writing.say
    drawn = {panel.points: panel for panel in [*_of_events(writing), *_of_tolls(writing)]}
    panels = list(drawn.values())[:PANELS]
    if not panels:
        return []
    return [Figure("totals", draw_steps(panels), say("tolls.chart_alt"), say("tolls.chart_caption"))]


def _of_tolls(writing: Writing) -> list[Steps]:
    """Totals that replaced each other, of those that have more than one."""
    chains: defaultdict[str, list[Toll]] = defaultdict(list)
    for toll in writing.scope.all_tolls:
        chains[toll.superseded_by or toll.toll_id].append(toll)
    panels = []
    shown = set(writing.scope.tolls)
    for chain in (one for one in chains.values() if not shown.isdisjoint(one)):
        points = {
            (day, toll.number.min, toll.number.max)
            for toll in chain
            if (day := writing.scope.reported(toll.claim_id))
        }  # fmt: skip
        title = writing.say("tolls.chart_panel", unit=plural(chain[0].number.what), scope=toll_scope(chain[0], writing))
        panels.append(Steps(title, tuple(Point(*point) for point in sorted(points, key=_in_time))))
    return [panel for panel in panels if len({point.day for point in panel.points}) > 1]


def _in_time(point: tuple[object, int | None, int | None]) -> tuple[object, int, int]:
    return point[0], point[1] or 0, point[2] or 0


def _of_events(writing: Writing) -> list[Steps]:
    """Numbers of single events for which reports of several days gave several figures."""
    panels = []
    for event in writing.scope.told_anew:
        for number in event.numbers:
            given = figures_given(number, writing.record)
            if len({day for day, _, _ in given}) > 1:
                title = writing.say("tolls.chart_panel", unit=plural(number.what), scope=event.title)
                panels.append(Steps(title, tuple(Point(day, count.min, count.max) for day, count, _ in given)))
    return panels
