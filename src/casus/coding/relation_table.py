"""The table of relations, read from ``relations.toml``: words that tell of a relation and where its two sides stand."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from casus.record import RelationKind

Slot = str | tuple[str, ...]
"""Where a side stands: a named place in the clause, or the prepositions that lead to it."""

SLOTS: Mapping[str, frozenset[str]] = {
    "verb": frozenset({"doer", "sufferer", "party", "name"}),
    "noun": frozenset({"bearer", "owner", "clause", "pair"}),
    "modifier": frozenset({"name", "head"}),
}
LISTS = ("sides", "members", "means", "copulas", "regarding", "accusing", "ending", "past")
EXTRAS: Mapping[str, frozenset[str]] = {
    "verb": frozenset({"with", "without", "adverbs", "holders", "bodies"}),
    "noun": frozenset({"of", "modifiers", "without", "cases", "bodies", "adjectives"}),
    "modifier": frozenset(),
}
SHARED = frozenset({"kind", "words", "subject", "object", "confidence"})


class RelationTableError(ValueError):
    """The table of relations breaks its own format; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense of some words; the fields are those of the table's head note."""

    kind: RelationKind
    words: frozenset[str]
    subject: Slot
    object: Slot
    confidence: float = 0.8
    company: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset({"of"})
    modifiers: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    bodies: bool = False
    adjectives: bool = False


@dataclass(frozen=True, slots=True)
class RelationTable:
    """The entries of each word class by their words, and the named lists."""

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    modifiers: Mapping[str, tuple[Entry, ...]]
    lists: Mapping[str, frozenset[str]]


def read_relations(text: str) -> RelationTable:
    """Read a table of relations from TOML text.

    Raises:
        RelationTableError: when an entry has an unknown kind, slot or field, lacks one, or a list is missing.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RelationTableError(f"not valid TOML: {error}") from error
    errors = list(_errors(data))
    if errors:
        raise RelationTableError(errors[0])
    return RelationTable(
        verbs=_by_word(data.get("verb", ())),
        nouns=_by_word(data.get("noun", ())),
        modifiers=_by_word(data.get("modifier", ())),
        lists={name: frozenset(words) for name, words in data["lists"].items()},
    )


def _errors(data: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"unknown table {name!r}" for name in data if name not in (*SLOTS, "lists"))
    yield from (f"lists: {name!r} is missing" for name in LISTS if not data.get("lists", {}).get(name))
    for group in SLOTS:
        for number, row in enumerate(data.get(group, ()), start=1):
            where = f"{group}[{number}] ({', '.join(row.get('words', ())[:2]) or 'without words'})"
            yield from (f"{where}: {problem}" for problem in _row_errors(group, row))


def _row_errors(group: str, row: Mapping[str, Any]) -> Iterator[str]:
    missing = [name for name in ("kind", "words", "subject", "object") if not row.get(name)]
    yield from (f"{name!r} is missing" for name in missing)
    yield from (f"unknown field {name!r}" for name in row if name not in SHARED | EXTRAS[group])
    if row.get("kind") not in (None, *get_args(RelationKind)):
        yield f"kind {row['kind']!r} is not one of {', '.join(get_args(RelationKind))}"
    for name in ("subject", "object"):
        slot = row.get(name)
        if isinstance(slot, str) and slot not in SLOTS[group]:
            yield f"{name} {slot!r} is not one of {', '.join(sorted(SLOTS[group]))}, nor a list of prepositions"
        if isinstance(slot, list) and group == "modifier":
            yield f"{name}: a modifier has no prepositions"
    if not 0 < row.get("confidence", 0.8) <= 1:
        yield "confidence must be above 0 and at most 1"


def _by_word(rows: Any) -> dict[str, tuple[Entry, ...]]:
    out: dict[str, tuple[Entry, ...]] = {}
    for row in rows:
        entry = _entry(row)
        for word in sorted(entry.words):
            out[word] = (*out.get(word, ()), entry)
    return out


def _entry(row: Mapping[str, Any]) -> Entry:
    def slot(value: str | list[str]) -> Slot:
        return value if isinstance(value, str) else tuple(value)

    return Entry(
        kind=row["kind"],
        words=frozenset(row["words"]),
        subject=slot(row["subject"]),
        object=slot(row["object"]),
        confidence=float(row.get("confidence", 0.8)),
        company=frozenset(row.get("with", ())),
        unless=frozenset(row.get("without", ())),
        adverbs=frozenset(row.get("adverbs", ())),
        holders=frozenset(row.get("holders", ())),
        of=frozenset(row.get("of", ("of",))),
        modifiers=frozenset(row.get("modifiers", ())),
        cases=frozenset(row.get("cases", ())),
        bodies=bool(row.get("bodies", False)),
        adjectives=bool(row.get("adjectives", False)),
    )


@cache
def relation_table() -> RelationTable:
    """The packaged table of relations."""
    return read_relations((files("casus.coding") / "relations.toml").read_text(encoding="utf-8"))
