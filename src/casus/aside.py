"""Reports that are set aside and yet kept: those in other languages than the coder reads."""

from __future__ import annotations

from dataclasses import dataclass

from casus.record import Document, Problem


@dataclass(frozen=True, slots=True)
class Foreign(Problem):
    """A report that was set aside for its language (ISO 639), and which is kept to be counted and searched, never coded."""

    language: str
    document: Document
