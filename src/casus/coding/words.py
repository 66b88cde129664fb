"""The word lists of coding (``words.toml``), read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Words:
    """Named lists of lemmas."""

    lists: Mapping[str, frozenset[str]]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


@cache
def words() -> Words:
    """The packaged word lists; a list is named "section.list"."""
    data = tomllib.loads((files("casus.coding") / "words.toml").read_text(encoding="utf-8"))
    lists = {
        f"{section}.{name}": frozenset(word.lower() for word in entries)
        for section, table in data.items()
        for name, entries in table.items()
    }
    return Words(lists)
