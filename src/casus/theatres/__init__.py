"""The packaged theatre packs as plain tables: local knowledge about conflicts, a TOML file each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


def names() -> tuple[str, ...]:
    """The names of the packaged packs, in order."""
    folder = resources.files(__name__)
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".toml")))


@cache
def table(name: str) -> Mapping[str, Any]:
    """A packaged pack, read once per process (a fifth of a second for all of them), so not to be changed."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
