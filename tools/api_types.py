"""Writes ``web/app/src/lib/api-types.ts``: what the API answers, as types for the web app (``make types``).

The first line of the file has a digest of the API's description; a test says when the description has changed since.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TYPES = ROOT / "web" / "app" / "src" / "lib" / "api-types.ts"


def description() -> dict[str, Any]:
    """The API's description without what is no part of its types: the program's version and the examples."""
    from casus.serving.app import make_app
    from casus.serving.settings import Settings
    from casus.store.record import Record

    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "casus.db")
        Record.open(place).close()
        app = make_app(Settings(place))
        told: dict[str, Any] = json.loads(json.dumps(app.openapi()))
        app.state.shelf.close()
    told["info"] = {"title": "Casus", "version": ""}
    return bare(told)


def bare(told: Any) -> Any:
    """The same without examples."""
    if isinstance(told, dict):
        return {name: bare(value) for name, value in told.items() if name not in ("example", "examples")}
    return [bare(one) for one in told] if isinstance(told, list) else told


def digest(told: dict[str, Any]) -> str:
    """A digest of a description."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def first_line(told: dict[str, Any]) -> str:
    """The line by which the file says what it was made of."""
    return f"// Made by tools/api_types.py of the API's description {digest(told)}; not to be edited."


def main() -> None:
    """Write the file; raises RuntimeError with what the generator said where it fails."""
    sys.path.insert(0, str(ROOT / "web"))
    import node

    told = description()
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "openapi.json", Path(folder) / "types.ts"
        given.write_text(json.dumps(told), encoding="utf-8")
        command = ["exec", "--offline", "--", "openapi-typescript", str(given), "--output", str(made)]
        node.must(node.npm(ROOT / "web" / "app", command, capture_output=True), "the types could not be made")
        TYPES.write_text(f"{first_line(told)}\n{made.read_text('utf-8')}", encoding="utf-8")


if __name__ == "__main__":
    main()
