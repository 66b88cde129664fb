"""The documentation says what is so: its lists are the code's lists, and its links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from casus.exporting.formats import formats
from casus.record import COUNT_WHATS, GRADES, KINDS, SOURCE_TYPES, STATUSES

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md"), *ROOT.glob("training/*.md")]
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_coding_guide_names_every_kind_in_the_order_of_the_record() -> None:
    guide = (ROOT / "docs" / "coding-guide.md").read_text(encoding="utf8")
    kinds = guide[guide.index("## Kinds") : guide.index("## Fields")]
    assert tuple(re.findall(r"^\| `(\w+)` \|", kinds, re.MULTILINE)) == KINDS


@pytest.mark.parametrize("values", [COUNT_WHATS, SOURCE_TYPES, STATUSES], ids=["counts", "source types", "statuses"])
def test_the_coding_guide_names_every_value(values: tuple[str, ...]) -> None:
    guide = (ROOT / "docs" / "coding-guide.md").read_text(encoding="utf8")
    assert [value for value in values if f"`{value}`" not in guide] == []


def test_the_readme_explains_every_grade() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    assert [grade for grade in GRADES if f"**{grade}**" not in readme] == []


@pytest.mark.parametrize("name", ["acled", "ucdp"])
def test_the_page_of_exports_explains_every_column(name: str) -> None:
    from importlib import import_module

    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf8")
    section = page[page.index(f"## `{name}`") :].split("\n## ")[0]
    assert [
        column for column in import_module(f"casus.exporting.as_{name}").COLUMNS if f"`{column}`" not in section
    ] == []


def test_the_page_of_exports_names_every_format() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf8")
    assert [name for name in formats() if f"`{name}`" not in page] == []


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.commands", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_page_of_the_api_names_every_address(tmp_path: Path) -> None:
    from casus.serving.app import make_app
    from casus.serving.settings import Settings
    from casus.store.record import Record

    with Record.open(tmp_path / "casus.db"):
        app = make_app(Settings(str(tmp_path / "casus.db")))
    app.state.shelf.close()
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf8")
    assert [path for path in app.openapi()["paths"] if f"`{path.removeprefix('/api/v1')}" not in page] == []
