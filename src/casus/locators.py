"""Where problems lie: whether what was once found at a place would be found by a run on some inputs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class Roots:
    """The places of a run's inputs. ``locator in roots``: it is one of them or lies in one, a file of a folder (``/``) or a row of a table (``#``).

    Places are compared as they would be from the root, links not followed (the reader names files by the path it was given). Standard input has no
    place: what came through it before was something else.
    """

    def __init__(self, inputs: Iterable[str]) -> None:
        self._folders: dict[str, str] = {}
        self._roots = frozenset(_normal(given) for given in inputs if given != "-")
        self._beginnings = tuple(f"{root.rstrip('/')}{mark}" for root in sorted(self._roots) for mark in "/#")

    def __contains__(self, locator: str) -> bool:
        where = self._normal_of_many(locator)
        return where in self._roots or where.startswith(self._beginnings)

    def _normal_of_many(self, locator: str) -> str:
        """The same as :func:`_normal`, with what is worked out for a folder kept: a record may hold very many problems, most of them in few folders."""
        folder, _, name = locator.rpartition("/")
        if not folder or name in ("", ".", "..") or "://" in locator or "\0" in locator or os.sep != "/":
            return _normal(locator)
        if folder not in self._folders:
            self._folders[folder] = _normal(folder).rstrip("/")
        return f"{self._folders[folder]}/{name}"


def _normal(place: str) -> str:
    """A path as it would be from the root."""
    if "://" in place or "\0" in place:
        return place
    return Path(os.path.abspath(place)).as_posix()  # noqa: PTH100 - resolve() would follow links
