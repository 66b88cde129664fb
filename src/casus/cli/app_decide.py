"""The commands below ``casus decide`` and their options, as typer sees them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from casus.cli.options import Json, RecordPlace, day

Because = Annotated[str, typer.Option("--because", metavar="REASON", help="Why; it is kept and shown.")]
Author = Annotated[
    str | None, typer.Option("--author", metavar="NAME", help="Who decides. Default: the name of the user.")
]
Claim = Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or its beginning.")]
Event = Annotated[str, typer.Argument(metavar="EVENT", help="An event's id, or its beginning.")]
First = Annotated[date | None, typer.Option("--from", metavar="YYYY-MM-DD", parser=day, help="The first day.")]
Last = Annotated[date | None, typer.Option("--to", metavar="YYYY-MM-DD", parser=day, help="The last day.")]

# fields of a claim, as they are corrected and as a new one has them
_KIND = typer.Option("--kind", metavar="KIND", help="Its kind.")
Kind = Annotated[str | None, _KIND]
KindOfNew = Annotated[str, _KIND]
Status = Annotated[str | None, typer.Option("--status", metavar="STATUS", help="Its status.")]
By = Annotated[list[str] | None, typer.Option("--by", metavar="SIDE", help="Who did it; can be given again.")]
On = Annotated[list[str] | None, typer.Option("--on", metavar="SIDE", help="To whom it was done; can be given again.")]
At = Annotated[str | None, typer.Option("--at", metavar="PLACE", help="Where.")]
Country = Annotated[str | None, typer.Option("--country", metavar="CODE", help="Its country, ISO alpha-2.")]
Count = Annotated[
    list[str] | None,
    typer.Option(
        "--count", metavar="WHAT:LEAST:MOST", help="A number, as in killed:20: for 20 or more; can be given again."
    ),
]
Source = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Who is cited.")]
SourceType = Annotated[str | None, typer.Option("--source-type", metavar="TYPE", help="What the source is.")]
Aggregate = Annotated[
    bool | None, typer.Option("--aggregate/--single", help="Whether it sums several incidents or a long period.")
]
_EVIDENCE = typer.Option("--evidence", metavar="WORDS", help="The words it rests on, letter by letter.")
Evidence = Annotated[str | None, _EVIDENCE]
EvidenceOfNew = Annotated[str, _EVIDENCE]

decide = typer.Typer(help="Overrule what was linked or coded: kept with name, time and reason.", rich_markup_mode=None)


@decide.callback()
def _decide() -> None:
    """Overrule what was linked or coded; each decision is kept with its author, time and reason, and can be undone.

    Decisions hold when the record is built anew, for as long as the claims that they speak of are there."""


@decide.command()
def merge(
    events: Annotated[list[str], typer.Argument(metavar="EVENT EVENT...", help="Two events or more.")],
    because: Because,
    author: Author = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Make one event of several."""
    from casus.cli import deciding

    return deciding.merge(record, events, because, author)


@decide.command()
def split(
    event: Event,
    claims: Annotated[
        list[str], typer.Option("--claims", metavar="CLAIM", help="A claim that goes apart; can be given again.")
    ],
    because: Because,
    author: Author = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Make another event of some claims of an event."""
    from casus.cli import deciding

    return deciding.split(record, event, [one for given in claims for one in given.split(",") if one], because, author)


@decide.command()
def move(
    claim: Claim,
    to: Annotated[str, typer.Option("--to", metavar="EVENT", help="An event, or: new.")],
    because: Because,
    author: Author = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Move a claim to another event, or to a new one of its own."""
    from casus.cli import deciding

    return deciding.move(record, claim, to, because, author)


@decide.command()
def number(
    event: Event,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="What is counted, for instance killed or wounded.")],
    because: Because,
    best: Annotated[int | None, typer.Argument(metavar="NUMBER", help="The number.")] = None,
    low: Annotated[int | None, typer.Option("--low", metavar="N", help="At least.")] = None,
    high: Annotated[int | None, typer.Option("--high", metavar="N", help="At most.")] = None,
    author: Author = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Set a number of an event; what is left open stays as the claims give it."""
    from casus.cli import deciding

    return deciding.set_number(record, event, what, (low, best, high), because, author)


@decide.command()
def reject(claim: Claim, because: Because, author: Author = None, record: RecordPlace = "casus.db") -> int:
    """Say that a claim is coded wrongly: it counts for nothing."""
    from casus.cli import deciding

    return deciding.reject(record, claim, because, author)


@decide.command()
def accept(
    claim: Claim,
    because: Because = "checked against the words",
    author: Author = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Say that a claim is coded as the words say."""
    from casus.cli import deciding

    return deciding.accept(record, claim, because, author)


@decide.command()
def comment(
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Claims that the remark is on.")],
    remark: Annotated[str, typer.Option("--text", metavar="REMARK", help="What to remark; it is kept and shown.")],
    author: Author = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Remark on claims; nothing else changes."""
    from casus.cli import deciding

    return deciding.comment(record, claims, remark, author)


@decide.command()
def correct(
    claim: Claim,
    because: Because,
    kind: Kind = None,
    status: Status = None,
    by: By = None,
    on: On = None,
    at: At = None,
    country: Country = None,
    first: First = None,
    last: Last = None,
    count: Count = None,
    source: Source = None,
    source_type: SourceType = None,
    aggregate: Aggregate = None,
    evidence: Evidence = None,
    author: Author = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Correct fields of a claim; a blank value means that the words name none."""
    from casus.cli import deciding
    from casus.record import Interval

    changes = deciding.changes_of(kind, status, by, on, at, country, count, source, source_type, aggregate)
    return deciding.correct(record, claim, changes, Interval(first, last), because, author, evidence)


@decide.command()
def add(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="A document's key or id, or its beginning.")],
    because: Because,
    kind: KindOfNew,
    evidence: EvidenceOfNew,
    status: Status = None,
    by: By = None,
    on: On = None,
    at: At = None,
    country: Country = None,
    first: First = None,
    last: Last = None,
    count: Count = None,
    source: Source = None,
    source_type: SourceType = None,
    aggregate: Aggregate = None,
    author: Author = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Add a claim that was missed in a document: its words must stand there."""
    from casus.cli import deciding
    from casus.record import Interval

    fields = deciding.changes_of(kind, status, by, on, at, country, count, source, source_type, aggregate)
    return deciding.add(record, document, fields, Interval(first, last), because, author, evidence)


@decide.command()
def name(
    operation: Annotated[str, typer.Argument(metavar="OPERATION", help="An operation's id, or its beginning.")],
    called: Annotated[str, typer.Argument(metavar="NAME", help="What it is called.")],
    because: Because,
    author: Author = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Name an operation."""
    from casus.cli import deciding

    return deciding.name_operation(record, operation, called, because, author)


@decide.command()
def undo(
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="A decision's id, or its beginning.")],
    because: Because,
    author: Author = None,
    record: RecordPlace = "casus.db",
) -> int:
    """Undo a decision; it stays in the list. To undo an undoing brings the first decision back."""
    from casus.cli import deciding

    return deciding.undo(record, decision, because, author)


@decide.command("list")
def list_all(record: RecordPlace = "casus.db", json: Json = False) -> int:
    """List all decisions: who took them, when and why, and what they still do."""
    from casus.cli import deciding

    return deciding.list_decisions(record, json_lines=json)
