"""What is checked before a value goes into a record, beyond what the database itself refuses."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from casus.record import Coded
from casus.store.errors import ImpossibleValueError, RecordError


def check_file(path: Path, *, create: bool) -> None:
    """Refuse a path that cannot be a record, with what to do."""
    if path.is_dir():
        raise RecordError(f"{path} is a folder; name the record's file, for instance {path / 'casus.db'}")
    if not path.exists() and not create:
        raise RecordError(f"there is no record at {path}; make one with: casus build INPUT --record {path}")
    if not path.parent.is_dir():
        raise RecordError(
            f"the folder {path.parent} does not exist; make it, or put the record elsewhere with --record"
        )


def check_coded(coded: Coded, key: str) -> None:
    """Hold what no database constraint can: claims and relations belong to the document, and their evidence stands in its text."""
    for claim in coded.claims:
        if claim.document != key:
            raise ImpossibleValueError(f"claim {claim.claim_id} belongs to document {claim.document}, not to {key}")
        if coded.document.text[claim.begin : claim.end] != claim.evidence:
            raise ImpossibleValueError(
                f"the evidence of claim {claim.claim_id} is not in its document at {claim.begin} to {claim.end}"
            )
    for relation in coded.relations:
        if relation.document != key:
            raise ImpossibleValueError(
                f"relation {relation.relation_id} belongs to document {relation.document}, not to {key}"
            )
        if coded.document.text[relation.begin : relation.end] != relation.evidence:
            raise ImpossibleValueError(
                f"the evidence of relation {relation.relation_id} is not in its document at {relation.begin} to {relation.end}"
            )
    if coded.main is not None and not 0 <= coded.main < len(coded.claims):
        raise ImpossibleValueError(f"document {coded.document.id} has no claim number {coded.main} to be its main one")


def check_rows(table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Refuse what one of the databases would refuse or change: NUL in text (PostgreSQL), numbers that are none (SQLite)."""
    for row in rows:
        for column, value in row.items():
            kind = type(value)
            if kind in _HARMLESS or (kind is str and "\0" not in value):  # nearly all: told without a call
                continue
            for part in value if isinstance(value, list) else (value,):
                if isinstance(part, str) and "\0" in part:
                    raise ImpossibleValueError(f"a value cannot be stored: {table}.{column} holds a NUL character")
                if isinstance(part, float) and not math.isfinite(part):
                    raise ImpossibleValueError(f"a value cannot be stored: {table}.{column} is {part}, not a number")


_HARMLESS = frozenset([type(None), int, bool, date])
