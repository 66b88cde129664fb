"""What a claims network might point at, said by a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """Log-odds by role and stretch of the text; of all else nothing was seen."""

    told: Mapping[tuple[str, int, int], float]

    def log_odds(self, role: str, stretches: Sequence[tuple[int, int]]) -> list[float | None]:
        return [self.told.get((role, begin, end)) for begin, end in stretches]


def pointing(text: str, *said: tuple[str, str, float]) -> Said:
    """Log-odds of (role, words of the text, value)."""
    return Said({(role, text.index(words), text.index(words) + len(words)): value for role, words, value in said})
