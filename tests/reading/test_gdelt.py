"""GDELT's lists are addresses, each once; nothing is fetched without the user's word."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from casus.reading import read_inputs
from casus.reading.gdelt import gdelt_links, is_gdelt
from casus.reading.links import Link
from casus.record import Problem


def row(columns: int, at: int, url: str) -> str:
    return "\t".join(url if n == at else "x" for n in range(columns)) + "\n"


@pytest.mark.parametrize(
    ("name", "columns", "at"),
    [("1.export.CSV", 61, 60), ("1.export.CSV", 58, 57), ("1.mentions.CSV", 16, 5), ("1.gkg.csv", 27, 4)],
)
@pytest.mark.parametrize("zipped", [False, True])
def test_addresses_are_taken_from_their_column_once(
    tmp_path: Path, name: str, columns: int, at: int, zipped: bool
) -> None:
    lines = "".join(
        row(columns, at, url)
        for url in ("https://a.example/1", "https://a.example/1", "no address", "https://a.example/2")
    )
    path = tmp_path / name
    if zipped:
        path = tmp_path / f"{name}.zip"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr(name, lines)
    else:
        path.write_text(lines)
    assert is_gdelt(path)
    found = list(gdelt_links(path, "g"))
    assert [(one.url, one.locator) for one in found if isinstance(one, Link)] == [
        ("https://a.example/1", "g#1"),
        ("https://a.example/2", "g#4"),
    ]


def test_a_row_of_another_shape_is_a_problem_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "1.export.CSV"
    path.write_text("a\tb\n" + row(61, 60, "https://a.example/1"))
    problem, link = gdelt_links(path, "g")
    assert isinstance(problem, Problem)
    assert isinstance(link, Link)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "list.json",
            json.dumps(
                {"articles": [{"url": "https://a.example/1", "title": "x", "seendate": "20210305T100000Z"}] * 2}
            ),
        ),
        ("list.csv", "URL,Title,Date\nhttps://a.example/1,x,2021-03-05\nhttps://a.example/2,y,\n"),
        ("list.jsonl", '{"url": "https://a.example/1"}\n{"url": "https://a.example/2", "text": " "}\n'),
        ("1.export.CSV", row(61, 60, "https://a.example/1") + row(61, 60, "https://a.example/2")),
    ],
)
def test_without_follow_a_list_is_one_problem_that_says_what_to_do(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    (problem,) = read_inputs([str(path)])
    assert isinstance(problem, Problem)
    assert (problem.locator, "2 addresses" in problem.reason, "--follow" in problem.reason) == (str(path), True, True)
