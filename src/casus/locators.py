"""Where problems lie: whether what was once found at a place would be found by a run on some inputs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def roots(inputs: Iterable[str]) -> list[str]:
    """Inputs as they would be from the root, without standard input: what came through it before was something else."""
    return [_normal(given) for given in inputs if given != "-"]


def is_below(locator: str, roots: Iterable[str]) -> bool:
    """Whether a locator is one of the inputs with these :func:`roots` or lies in one: a file of a folder (``/``), a row of a table (``#``)."""
    where = _normal(locator)
    return any(where == root or where.startswith((f"{root.rstrip('/')}/", f"{root}#")) for root in roots)


def _normal(place: str) -> str:
    """A path as it would be from the root, links not followed (the reader names files by the path it was given)."""
    if "://" in place or "\0" in place:
        return place
    return Path(os.path.abspath(place)).as_posix()  # noqa: PTH100 - resolve() would follow links
