"""A theatre pack's place and milestone for tests, and how a pack is put where it can be read."""

from __future__ import annotations

from pathlib import Path

TOY_HILL = """
[[places]]
name = "Toy Hill"
lat = 35.0
lon = 37.0
country = "SY"
[[milestones]]
date = 2016-05-01
text = "Toy Hill fell"
terms = ["Toy Hill + fell"]
"""
"""One place and one milestone, in TOML."""


def written(folder: Path, text: str) -> Path:
    """The path of a pack with this text."""
    path = folder / "toy.toml"
    path.write_text(text, encoding="utf-8")
    return path
