"""Runs the ``casus`` command in a process of its own, the way a user does, and says how long that took."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class UnavailableError(Exception):
    """A part of the measurement cannot be made here; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one command wrote, and its wall-clock seconds."""

    output: str
    seconds: float

    def rows(self) -> list[dict[str, Any]]:
        """The output read as JSON Lines."""
        return [json.loads(line) for line in self.output.splitlines() if line.strip()]


def casus(*arguments: object) -> Run:
    """Run ``casus ARGUMENT...``; raises :class:`UnavailableError` with the command's last line where it failed.

    Status 1 (some inputs could not be read) is no failure as long as something was written.
    """
    words = [str(argument) for argument in arguments]
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "casus", *words], capture_output=True, text=True, encoding="utf8", check=False
    )
    seconds = time.perf_counter() - begin
    if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout.strip()):
        said = (done.stderr.strip().splitlines() or ["nothing said"])[-1]
        raise UnavailableError(f"casus {words[0]} ended with status {done.returncode}: {said}")
    return Run(done.stdout, seconds)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON list; raises :class:`UnavailableError` where there is no such file."""
    if not path.is_file():
        raise UnavailableError(f"{path} is not there")
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf8"))
    return rows


def write_rows(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Write rows as JSON Lines and return the path."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf8")
    return path
