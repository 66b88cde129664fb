"""What tests share: where the samples and the hand-coded texts lie, and how the command is run in a fresh process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from databases import new_database, new_place, own_server, place, postgres, record

__all__ = ["new_database", "new_place", "own_server", "place", "postgres", "record"]

ROOT = Path(__file__).resolve().parents[1]
# Tests hold behaviour, not speed: a busy machine must not fail one.
settings.register_profile("casus", deadline=None)
settings.load_profile("casus")
Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of hand-coded texts that may lie beside the repository; it is no part of it."""
    folder = ROOT / ".." / "shared"
    if not (folder / "gold").is_dir():
        pytest.skip("no folder 'shared' with hand-coded texts beside the repository")
    return folder.resolve()


@pytest.fixture(scope="session")
def casus() -> Command:
    """Runs ``casus ARGUMENT...`` in a process of its own, with a terminal's width but no terminal."""

    def run(*arguments: object, cwd: Path | None = None, given: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "casus", *map(str, arguments)],
            cwd=cwd or ROOT,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf8",
            check=False,
            env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
        )

    return run
