"""Contested points: claims that cannot all be true, side by side, each in the words that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casus.reporting.disputes import contested_views
from casus.reporting.sitrep.model import Block, Cell, Heading, Label, Line, Remark, Section, Sentence, Table
from casus.reporting.sitrep.phrases import Writing, begin

MOST = 12
SIDE_BY_SIDE = 3
QUOTED = 4


def contested(writing: Writing) -> Section:
    """The disputes in which an event of the period stands."""
    say = writing.say
    own = {event.event_id for event in writing.scope.events}
    found = [view for view in contested_views(writing.record) if any(one["event"] in own for one in view["columns"])]
    blocks: list[Block] = [Remark(say("contested.lead"), small=True)] if found else [Remark(say("contested.none"))]
    for view in found[:MOST]:
        blocks += [
            Heading(say("language.list_comma").join((view["title"], view["when"]))),
            *_tables(view["columns"], writing),
        ]
    if len(found) > MOST:
        blocks.append(Remark(say("contested.more", n=len(found) - MOST), small=True))
    return Section("contested", say("sections.contested"), tuple(blocks))


def _tables(columns: Sequence[dict[str, Any]], writing: Writing) -> list[Block]:
    """The sides beside each other, three at most; more of them in further rows of tables."""
    tables: list[Block] = []
    for first in range(0, len(columns), SIDE_BY_SIDE):
        some = columns[first : first + SIDE_BY_SIDE]
        headers = tuple(one["title"] or writing.say("contested.against") for one in some)
        cells = tuple(Cell(tuple(_claims(one["claims"], writing))) for one in some)
        tables.append(Table(headers, (cells,), tuple(100 // len(some) for _ in some)))
    return tables


def _claims(claim_ids: Sequence[str], writing: Writing) -> list[Line]:
    cite, say = writing.cite, writing.say
    passages: dict[tuple[int, ...], str] = {}
    for claim_id in claim_ids:
        passages.setdefault(cite.notes([claim_id]), claim_id)
    shown = list(passages.values())
    lines: list[Line] = []
    for claim_id in shown[:QUOTED]:
        claim = writing.record.claim[claim_id]
        quote = say("language.quoted", text=" ".join(claim.evidence.split()))
        text = say("contested.says", source=begin(cite.source(claim)), quote=quote)
        lines.append(Sentence(text, cite.notes([claim_id])))
    rest = shown[QUOTED:]
    if rest:
        lines.append(Sentence(begin(cite.sources(rest)), cite.notes(rest)))
    return lines or [Label("–")]
