"""``casus tolls``, ``casus control`` and ``casus problems``: lists for the eye, or one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casus.cli.console import count_in_words, days_in_words, say, table
from casus.cli.errors import DONE
from casus.cli.records import looking_at
from casus.record import Control, Problem, Toll


def list_tolls(place: str, *, json_lines: bool) -> int:
    """Print all tolls; returns the exit status."""
    from casus.rows import toll_to_row

    with looking_at(place) as record:
        tolls = record.links().tolls
    headers = ("days", "place", "toll", "of them", "source", "replaced by", "id")
    _show(map(toll_to_row, tolls), headers, map(_toll_cells, tolls), "no tolls", json_lines=json_lines)
    return DONE


def list_control(place: str, *, json_lines: bool) -> int:
    """Print who is said to hold what; returns the exit status."""
    from casus.rows import control_to_row

    with looking_at(place) as record:
        controls = record.links().controls
    headers = ("place", "holder", "since", "until", "contested by", "claims")
    _show(map(control_to_row, controls), headers, map(_control_cells, controls), "no control", json_lines=json_lines)
    return DONE


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


def _toll_cells(toll: Toll) -> Sequence[str]:
    return (
        days_in_words(toll.interval),
        toll.place or toll.country or "-",
        count_in_words(toll.number),
        ", ".join(count_in_words(part) for part in toll.parts) or "-",
        toll.source or toll.source_type,
        toll.superseded_by or "-",
        toll.toll_id,
    )


def _control_cells(control: Control) -> Sequence[str]:
    return (
        control.place,
        control.holder,
        days_in_words(control.since),
        "-" if control.until is None else days_in_words(control.until),
        ", ".join(control.contested_by) or "-",
        ", ".join(control.claim_ids),
    )


def _problem_cells(problem: Problem) -> Sequence[str]:
    return problem.locator, problem.stage, problem.reason
