"""What lies in an input is known by its place, however the two are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.locators import Roots

PARTS = st.sampled_from(["news", "old", ".", "..", "", "a.txt", "a.txt#3", "https:", "b c"])
PLACES = st.lists(PARTS, min_size=1, max_size=5).map("/".join).filter(lambda place: not place.startswith("//"))


def below(locator: str, given: str) -> bool:
    """The same from its definition."""

    def normal(place: str) -> str:
        return place if "://" in place else Path("/", *_walked(Path.cwd() / place)).as_posix()

    where, root = normal(locator), normal(given)
    return where == root or where.startswith((f"{root.rstrip('/')}/", f"{root.rstrip('/')}#"))


def _walked(path: Path) -> list[str]:
    steps: list[str] = []
    for part in path.parts[1:]:
        if part == "..":
            del steps[-1:]
        else:
            steps.append(part)
    return steps


@pytest.mark.skipif(Path("/") != Path("/").resolve(), reason="paths of POSIX")
@given(PLACES, PLACES)
def test_any_two_places(locator: str, given: str) -> None:
    assert (locator in Roots([given])) == (bool(given != "-") and below(locator, given))


def test_files_of_a_folder_rows_of_a_table_and_pages_of_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    roots = Roots(["news", "table.csv", "https://herald.example/feed", "-"])
    inside = [
        "news",
        "news/a.txt",
        "./news/old/b.txt",
        str(tmp_path / "news" / "c.txt"),
        "table.csv#7",
        "old/../table.csv",
    ]
    assert all(one in roots for one in [*inside, "https://herald.example/feed#2", "https://herald.example/feed/3"])
    assert not any(one in roots for one in ["newspaper/a.txt", "table.csv.gz", "-", "-#3", "https://herald.example/"])
