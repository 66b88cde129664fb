"""Runs builds of small steps in forked processes that kill themselves at a given point. A script; :class:`Builds` drives it.

Points are counted, not timed: one before and one after each statement that goes to the database, and one at each commit. One line on
standard input, ``PLACE FOLDER POINT``, is one build that SIGKILLs itself at that point (0: never); the answer is one line with the points
that it passed, or ``killed``.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Self


class Builds:
    """The script, running; use it as a context manager."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.communicate()

    def build(self, place: str, folder: Path, kill_at: int = 0) -> int | None:
        """Build; returns the points that it passed, or ``None`` when it was killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([place, str(folder), kill_at]), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline().strip()
        return None if answer == "killed" else int(answer)


def one_build(place: str, folder: str, kill_at: int) -> int:
    """Build, and count; does not return where it is killed."""
    import sqlalchemy as sa

    from casus.build import build
    from casus.store.record import Record
    from small_steps import STEPS

    passed = 0

    def point(*_arguments: object) -> None:
        nonlocal passed
        passed += 1
        if passed == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(sa.Engine, moment, point)
    with Record.open(place) as record:
        build([folder], record, steps=STEPS)
    return passed


def main() -> None:
    """Answer lines until there are no more."""
    for line in sys.stdin:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writer, str(one_build(*json.loads(line))).encode())
            os._exit(0)
        os.close(writer)
        _, status = os.waitpid(child, 0)
        with os.fdopen(reader) as answer:
            said = answer.read()
        assert said or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL), "the build failed"
        print(said or "killed", flush=True)


if __name__ == "__main__":
    # what all builds need is loaded once, before the forks
    import alembic.command  # noqa: F401
    import psycopg  # noqa: F401

    import small_steps  # noqa: F401

    main()
