"""The events of the period in the order of time, with a chart by day and kind."""

from __future__ import annotations

from casus.record import Event
from casus.reporting import wording
from casus.reporting.sitrep.drawing.bars import draw_bars, place_bars
from casus.reporting.sitrep.model import Block, Cell, Figure, Label, Remark, Section, Table
from casus.reporting.sitrep.phrases import (
    Writing,
    dispute_sentences,
    event_sentence,
    grade_label,
    number_sentences,
    reported,
)
from casus.reporting.sitrep.scope import weight

MOST = 60


def events(writing: Writing) -> Section:
    """The chart and the chronology."""
    say, all_of_them = writing.say, writing.scope.events
    if not all_of_them:
        return Section("events", say("sections.events"), (Remark(say("told.nothing")),))
    shown = set(sorted(all_of_them, key=weight, reverse=True)[:MOST])
    rows = tuple(_row(event, writing) for event in all_of_them if event in shown)
    headers = tuple(say(f"events.{name}") for name in ("when", "what", "grade"))
    blocks: list[Block] = [*_chart(writing), Remark(say("events.lead"), small=True), Table(headers, rows, (17, 68, 15))]
    if len(shown) < len(all_of_them):
        blocks.append(Remark(say("events.more", shown=len(shown), n=len(all_of_them) - len(shown)), small=True))
    return Section("events", say("sections.events"), tuple(blocks))


def _row(event: Event, writing: Writing) -> tuple[Cell, ...]:
    told = event_sentence(event, writing, dated=False)
    more = (*number_sentences(event, writing), *dispute_sentences(event, writing))
    return (
        Cell(_when(event, writing)),
        Cell((told, *more)),
        Cell((Label(grade_label(event), "strong"),)),
    )


def _when(event: Event, writing: Writing) -> tuple[Label, ...]:
    if event.interval.known:
        return (Label(wording.moment(event.interval)),)
    day = reported(event, writing)
    said = (Label(writing.say("events.reported", when=day), "dim"),) if day else ()
    return (Label(writing.say("events.undated"), "dim"), *said)


def _chart(writing: Writing) -> list[Block]:
    say = writing.say
    bars = place_bars(writing.scope.events, writing.scope.period)
    if not bars.heights:
        return []
    size = say.choice("events.bins", bars.bin)
    title = say("events.chart_title", bin=size)
    svg = draw_bars(bars, title, say("events.chart_axis"))
    caption = say("events.chart_caption")
    if bars.left_out:
        name = "events.chart_undated_one" if bars.left_out == 1 else "events.chart_undated"
        caption = f"{caption} {say(name, n=bars.left_out, bin=size)}"
    return [Figure("events", svg, say("events.chart_alt", bin=size), caption)]
