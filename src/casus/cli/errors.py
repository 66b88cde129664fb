"""How a command says that it cannot go on, or that something was wrong with its inputs."""

from __future__ import annotations

from collections.abc import Iterable

from casus.record import Problem

DONE, SOME_UNREADABLE, WRONG_USAGE, STOPPED = 0, 1, 2, 130
"""Exit statuses: done; some inputs could not be read; wrong usage or no usable record; stopped by Ctrl-C."""
WARNING_STAGES = frozenset(
    {"ground", "screen"}
)  # the input was read; some of its words mean nothing, or none is about conflict


class CommandError(Exception):
    """The command cannot do what was asked; the message is one line with what to do."""


def status_after(problems: Iterable[Problem]) -> int:
    """The exit status after some problems: an input that was read, with words that mean nothing, is done."""
    return SOME_UNREADABLE if any(problem.stage not in WARNING_STAGES for problem in problems) else DONE
