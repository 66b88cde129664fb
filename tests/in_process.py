"""The command, run in the process of the tests: a fixture of theirs makes a record, and gives ``runner(capsys)``."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casus.cli.running import run

Result = Callable[..., tuple[int, str, str]]
"""Takes a command's arguments; gives its exit status, output and errors."""


def runner(capsys: pytest.CaptureFixture[str]) -> Result:
    """Runs commands; what goes wrong is never told by a traceback."""

    def command(*arguments: object) -> tuple[int, str, str]:
        status = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return status, said.out, said.err

    return command
