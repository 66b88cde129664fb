"""``casus problems`` and ``casus foreign``: a list for the eye, or one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casus.cli.console import say, table
from casus.cli.errors import DONE
from casus.cli.records import looking_at
from casus.record import Problem

if TYPE_CHECKING:
    from casus.store.foreign import ForeignText


def list_problems(place: str, *, step: str | None = None, json_lines: bool) -> int:
    """Print what was set aside, in all steps or one; returns the exit status. Reports that are not about conflict are counted unless asked for."""
    from casus.build import DROPPED
    from casus.rows import problem_to_row

    with looking_at(place) as record:
        found = record.problems()
    problems = [one for one in found if one.stage == step or (step is None and one.stage != DROPPED)]
    headers = ("where", "step", "reason")
    _show(map(problem_to_row, problems), headers, map(_problem_cells, problems), "no problems", json_lines=json_lines)
    dropped = sum(one.stage == DROPPED for one in found)
    if dropped and step is None and not json_lines:
        say(f"kept and not coded, for they are not about conflict: {dropped:,} (casus problems --step {DROPPED})")
    return DONE


def list_foreign(place: str, words: str, language: str | None, *, json_lines: bool) -> int:
    """Print the reports that were set aside for their language, and how many there are of each; returns the exit status."""
    from casus.store.foreign import count_foreign, search_foreign

    with looking_at(place) as record, record.asking() as connection:
        counts = count_foreign(connection)
        found = list(search_foreign(connection, words, language))
    headers = ("language", "day", "title", "publisher", "where")
    cells = (
        (one.language, str(one.date_start or ""), one.title or one.id, one.publisher or "", one.locator)
        for one in found
    )
    rows = ({**one._asdict(), **_days(one)} for one in found)
    _show(rows, headers, cells, "no such reports", json_lines=json_lines)
    if not json_lines:
        say(f"set aside for their language: {', '.join(f'{code} {n:,}' for code, n in counts.items()) or 'none'}")
    return DONE


def _days(one: ForeignText) -> dict[str, str | None]:
    return {name: day.isoformat() if (day := getattr(one, name)) else None for name in ("date_start", "date_end")}


def _show(
    rows: Iterable[Mapping[str, Any]],
    headers: Sequence[str],
    cells: Iterable[Sequence[str]],
    nothing: str,
    *,
    json_lines: bool,
) -> None:
    """Print rows as JSON or as a table; an empty table says so in words."""
    if json_lines:
        for row in rows:
            say(json.dumps(row, ensure_ascii=False))
        return
    lines = list(table(headers, cells))
    for line in lines if len(lines) > 1 else [nothing]:
        say(line)


def _problem_cells(problem: Problem) -> Sequence[str]:
    return problem.locator, problem.stage, problem.reason
