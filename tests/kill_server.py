"""Runs builds of small steps, and decisions, in forked processes that kill themselves at a given point. A script; :class:`Builds` drives it.

Points are counted, not timed: one before and one after each statement that goes to the database, and one at each commit. One line on
standard input, ``[DEED, PLACE, ARGUMENT, POINT]``, is one deed that SIGKILLs itself at that point (0: never); the answer is one line with the
points that it passed, or ``killed``.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
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
        """Build with the small steps; returns the points that it passed, or ``None`` when it was killed."""
        return self.do("build", place, str(folder), kill_at)

    def do(self, deed: str, place: str, argument: str, kill_at: int = 0) -> int | None:
        """Do one of :data:`DEEDS`; returns the points that it passed, or ``None`` when it was killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps([deed, place, argument, kill_at]), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline().strip()
        return None if answer == "killed" else int(answer)


def build(place: str, folder: str) -> None:
    """A build with the small steps."""
    from casus.build import build
    from casus.store.record import Record
    from small_steps import STEPS

    with Record.open(place) as record:
        build([folder], record, steps=STEPS)


def link(place: str, folder: str) -> None:
    """A build with the program's own copying and linking."""
    from casus.build import build
    from casus.store.record import Record
    from small_steps import LINKING

    with Record.open(place) as record:
        build([folder], record, steps=LINKING)


def decide(place: str, claim: str) -> None:
    """A person's decision that the coding of a claim is wrong."""
    from casus.cli.deciding import reject

    reject(place, claim, "a film is meant", "Ada")


DEEDS = {deed.__name__: deed for deed in (build, link, decide)}


def one_deed(deed: str, place: str, argument: str, kill_at: int) -> int:
    """Do it, and count; does not return where it is killed."""
    import sqlalchemy as sa

    passed = 0

    def point(*_arguments: object) -> None:
        nonlocal passed
        passed += 1
        if passed == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
        sa.event.listen(sa.Engine, moment, point)
    with redirect_stdout(io.StringIO()):
        DEEDS[deed](place, argument)
    return passed


def main() -> None:
    """Answer lines until there are no more."""
    for line in sys.stdin:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writer, str(one_deed(*json.loads(line))).encode())
            os._exit(0)
        os.close(writer)
        _, status = os.waitpid(child, 0)
        with os.fdopen(reader) as answer:
            said = answer.read()
        assert said or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL), "it failed"
        print(said or "killed", flush=True)


def load() -> None:
    """Do each deed once, before the forks, so that what all need is loaded once."""
    import psycopg  # noqa: F401

    from casus.store.record import Record
    from small_steps import write_reports

    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        place, reports = str(Path(folder) / "casus.db"), write_reports(Path(folder) / "news")
        link(place, str(reports))
        with Record.open(place) as record:
            claim = record.claims()[0].claim_id
        decide(place, claim)


if __name__ == "__main__":
    load()
    main()
