"""GDELT's lists of articles: its event, mention and knowledge-graph files, and the answers of its DOC API. They hold addresses, no texts.

Columns: GDELT 2.0 and 1.0 codebooks (data.gdeltproject.org/documentation). A file without header rows is known by its name.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from casus.reading.errors import UnreadableError
from casus.reading.links import Link
from casus.reading.web import is_address
from casus.record import Problem

# By the name's ending, the column of the address (from 0) by how many columns a row has.
_COLUMNS = {
    ".export.csv": {61: 60, 58: 57},
    ".mentions.csv": {16: 5, 14: 5},
    ".gkg.csv": {27: 4},
}
_LONGEST = 1 << 20  # bytes of a row; those of the knowledge graph are long


def is_gdelt(path: Path) -> bool:
    """Whether a file is one of GDELT's, by its name (20240501120000.export.CSV, also zipped)."""
    return _ending(path) is not None


def is_article_list(value: Any) -> bool:
    """Whether a parsed JSON value is a list of articles of the DOC API."""
    articles = value.get("articles") if isinstance(value, dict) else None
    return isinstance(articles, list) and all(isinstance(one, dict) and "url" in one for one in articles)


def gdelt_links(path: Path, locator: str) -> Iterator[Link | Problem]:
    """The addresses of a file of GDELT's, each once.

    Raises:
        UnreadableError: it is damaged, or its rows are of another shape.
    """
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as packed:
                members = packed.namelist()
                if len(members) != 1:
                    raise UnreadableError(
                        f"{len(members)} files in an archive of GDELT's, which has one; check what it is"
                    )
                with packed.open(members[0]) as stream:
                    yield from _links(io.BufferedReader(stream), path, locator)  # type: ignore[type-var]
        else:
            with path.open("rb") as stream:
                yield from _links(stream, path, locator)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(f"a damaged archive ({error}); download it again") from None


def _links(stream: BinaryIO, path: Path, locator: str) -> Iterator[Link | Problem]:
    columns = _COLUMNS[_ending(path) or ""]
    met: set[str] = set()
    number = 0
    while line := stream.readline(_LONGEST):
        number += 1
        cells = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        where = f"{locator}#{number}"
        if len(cells) not in columns:
            shapes = " or ".join(map(str, columns))
            yield Problem(where, "read", f"{len(cells)} columns, where GDELT has {shapes}; download the file again")
            continue
        address = cells[columns[len(cells)]].strip()
        if is_address(address) and address not in met:
            met.add(address)
            yield Link(address, where)
    if not number:
        raise UnreadableError("empty; there is nothing to read")


def _ending(path: Path) -> str | None:
    name = path.name.lower().removesuffix(".zip")
    return next((ending for ending in _COLUMNS if name.endswith(ending)), None)
