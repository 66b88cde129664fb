"""The table of acts, read from ``acts.toml``: words that tell what PLOVER counts as events."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from casus.coding.kind_codes import PLOVER, code_errors
from casus.coding.triggers import WordClass, inflections
from casus.record import KINDS, Kind

WORD_CLASSES: Mapping[str, WordClass] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
ABOUT_OTHERS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"})
"""Event types done with words, about a deed that is none by being spoken of."""
CONTENTS = ("promise", "say")
ACT_FIELDS = ("event", "mode", "cameo", "verbs", "nouns", "adjectives", "with", "without", "content", "rank", "mutual")
TABLES = ("classes", "events", "content", "mode", "act")
CONTENT_LISTS = ("hostile", "friendly", "obliging", "future", "accidents", "protesters")


class ActTableError(ValueError):
    """The table of acts breaks its own format; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of some words; the fields are those of the table's head note."""

    words: tuple[str, ...]
    word_class: WordClass
    event: str
    mode: str = ""
    cameo: str = ""
    company: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    content: str = ""
    rank: int = 1
    mutual: bool = False


@dataclass(frozen=True, slots=True)
class ActTable:
    """Senses by their first lemma; modes of each event, in order; what each event is like; the lists of contents."""

    senses: Mapping[str, tuple[Sense, ...]]
    modes: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    cameo: Mapping[str, str]
    like: Mapping[str, Kind]
    lists: Mapping[str, frozenset[str]]
    forms: Mapping[str, str]

    def mode(self, event: str, said: frozenset[str]) -> str:
        """The first mode of an event of whose words (or pairs of words) one was said; empty where none was."""
        return next((mode for mode, words in self.modes.get(event, ()) if words & said), "")


def read_acts(text: str) -> ActTable:
    """Read a table of acts from TOML text.

    Raises:
        ActTableError: when an entry has an unknown event, mode, field or class, or lacks one.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ActTableError(f"not valid TOML: {error}") from error
    errors = list(_errors(data))
    if errors:
        raise ActTableError(errors[0])
    classes = data.get("classes", {})
    senses: dict[str, tuple[Sense, ...]] = {}
    for sense in (sense for row in data.get("act", ()) for sense in _senses(row, classes)):
        senses[sense.words[0]] = (*senses.get(sense.words[0], ()), sense)
    modes: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    for row in data.get("mode", ()):
        modes[row["event"]] = (*modes.get(row["event"], ()), (row["mode"], _spread(row["words"], classes)))
    return ActTable(
        senses=senses,
        modes=modes,
        cameo={event: entry["cameo"] for event, entry in data["events"].items()},
        like={event: entry["like"] for event, entry in data["events"].items()},
        lists={name: _spread(data["content"][name], classes) for name in CONTENT_LISTS},
        forms={form: verb for verb in _verbs(senses) for form in inflections(verb)},
    )


def _verbs(senses: Mapping[str, tuple[Sense, ...]]) -> list[str]:
    return sorted(
        (word for word, found in senses.items() if any(sense.word_class == "verb" for sense in found)), reverse=True
    )


def _spread(words: list[str], classes: Mapping[str, list[str]]) -> frozenset[str]:
    return frozenset(word for entry in words for word in (classes[entry[1:]] if entry[:1] == "@" else (entry,)))


def _senses(row: Mapping[str, Any], classes: Mapping[str, list[str]]) -> Iterator[Sense]:
    for field, word_class in WORD_CLASSES.items():
        for word in row.get(field, ()):
            yield Sense(
                words=tuple(word.split()),
                word_class=word_class,
                event=row["event"],
                mode=row.get("mode", ""),
                cameo=row.get("cameo", ""),
                company=_spread(row.get("with", []), classes),
                unless=_spread(row.get("without", []), classes),
                content=row.get("content", ""),
                rank=row.get("rank", 1),
                mutual=row.get("mutual", False),
            )


def _errors(data: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"unknown table {name!r}" for name in data if name not in TABLES)
    classes = data.get("classes", {})
    yield from (f"events: {event!r} is missing" for event in PLOVER if event not in data.get("events", {}))
    for event, entry in data.get("events", {}).items():
        if event not in PLOVER or entry.get("like") not in KINDS:
            yield f"events: {event!r} is not an event type of PLOVER that is like a kind of claim"
        yield from (f"events: {event}: {error}" for error in code_errors({"cameo": entry.get("cameo")}))
    yield from (f"content: {name!r} is missing" for name in CONTENT_LISTS if not data.get("content", {}).get(name))
    for name, rows in (("mode", data.get("mode", ())), ("act", data.get("act", ()))):
        for number, row in enumerate(rows, start=1):
            problems = _mode_errors(row) if name == "mode" else _act_errors(row)
            yield from (f"{name}[{number}] ({row.get('event')}): {problem}" for problem in problems)
            lists = [row.get(field, ()) for field in ("words", "with", "without")]
            for word in (word for words in lists for word in words if word[:1] == "@" and word[1:] not in classes):
                yield f"{name}[{number}]: there is no class {word}"


def _mode_errors(row: Mapping[str, Any]) -> Iterator[str]:
    if not row.get("words") or set(row) != {"event", "mode", "words"}:
        yield "needs event, mode and words, and nothing else"
        return
    yield from code_errors({"plover": [row["event"], row["mode"]]})


def _act_errors(row: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"unknown field {name!r}" for name in row if name not in ACT_FIELDS)
    if not any(row.get(field) for field in WORD_CLASSES):
        yield "has no words"
    if row.get("content", "") not in ("", *CONTENTS):
        yield f"content {row['content']!r} is not one of {', '.join(CONTENTS)}"
    if not row.get("event") and not row.get("content"):
        yield "has no event"
    if row.get("rank", 1) not in (0, 1, 2):
        yield "rank is 0, 1 or 2"
    yield from code_errors({"plover": [row.get("event", ""), row.get("mode", "")]})
    yield from code_errors({"cameo": row.get("cameo", "")})


@cache
def act_table() -> ActTable:
    """The packaged table of acts."""
    return read_acts((files("casus.coding") / "acts.toml").read_text(encoding="utf-8"))
