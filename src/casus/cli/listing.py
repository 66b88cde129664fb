"""``casus problems``: a list for the eye, or one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casus.cli.console import say, table
from casus.cli.errors import DONE
from casus.cli.records import looking_at
from casus.record import Problem


def list_problems(place: str, *, json_lines: bool) -> int:
    """Print what was set aside; returns the exit status."""
    from casus.rows import problem_to_row

    with looking_at(place) as record:
        problems = record.problems()
    headers = ("where", "step", "reason")
    _show(map(problem_to_row, problems), headers, map(_problem_cells, problems), "no problems", json_lines=json_lines)
    return DONE


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
