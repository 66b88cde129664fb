"""Who is said to hold which place at the end of the period."""

from __future__ import annotations

from casus.record import Control
from casus.reporting import wording
from casus.reporting.sitrep.model import Block, Cell, Label, Remark, Section, Sentence, Table
from casus.reporting.sitrep.phrases import Writing

PLACES = 20


def place_of(control: Control) -> str:
    """The place with its country."""
    return wording.place(control.place, control.country) or control.place


def control(writing: Writing) -> Section:
    """Who is said to hold which place at the end of the period."""
    say, scope = writing.say, writing.scope
    held = scope.held
    stale = sum(scope.holds(one) for one in scope.controls) - len(held)
    rows = tuple(_row(one, writing) for one in held[:PLACES])
    day = scope.period.end
    lead = say("control.lead", day=wording.day(day)) if day else say("control.lead_open")
    headers = tuple(say(f"control.{name}") for name in ("place", "holder", "since", "basis", "contested"))
    blocks: list[Block] = (
        [Remark(lead, small=True), Table(headers, rows, (20, 26, 16, 22, 16))]
        if rows
        else [Remark(say("control.none"))]
    )
    if stale:
        blocks.append(Remark(say.counted("stale", stale), small=True))
    if len(held) > PLACES:
        blocks.append(Remark(say("control.more", n=len(held) - PLACES), small=True))
    return Section("control", say("sections.control"), tuple(blocks))


def _row(one: Control, writing: Writing) -> tuple[Cell, ...]:
    cite = writing.cite
    against = (Sentence(cite.sources(one.contested_by), cite.notes(one.contested_by)),) if one.contested_by else ()
    since = wording.moment(one.since) if one.since.known else wording.texts()["page"]["unknown"]
    return (
        Cell((Label(place_of(one), "strong"),)),
        Cell((Sentence(one.holder, cite.notes(one.claim_ids)),)),
        Cell((Label(since),)),
        Cell((Label(cite.sources(one.claim_ids)),)),
        Cell(against),
    )
