"""Reports that are set aside with their document: those in other languages than the coder reads, and those that it could not code."""

from __future__ import annotations

from dataclasses import dataclass

from casus.record import Document, Problem


@dataclass(frozen=True, slots=True)
class Foreign(Problem):
    """A report that was set aside for its language (ISO 639), and which is kept to be counted and searched, never coded."""

    language: str
    document: Document


@dataclass(frozen=True, slots=True)
class Uncoded(Problem):
    """A report that could not be coded, with the reason; the next run tries it again."""

    document: Document

    @property
    def problem(self) -> Problem:
        """The problem alone, as a record keeps it."""
        return Problem(self.locator, self.stage, self.reason)
