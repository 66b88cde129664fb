"""Administrative divisions by their bare names, as tables of other projects give them."""

from __future__ import annotations

UNITS = (
    " province", " state", " governorate", " region", " oblast", " department", " district", " county", " prefecture", " division",
)  # fmt: skip


def bare_division(name: str) -> str:
    """An administrative division without the word for what it is ("Aleppo province": Aleppo)."""
    return next((name.removesuffix(unit) for unit in UNITS if name.endswith(unit)), name)
