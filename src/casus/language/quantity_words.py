"""How numbers are told (``quantities.toml``), read and checked once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fourty fifty sixty seventy eighty ninety"
SPELLED = ("zero", *ONES.split(), *TENS.split())  # the words that the library for spelled numbers reads, scales apart
SECTIONS = ("around", "behind", "names", "dates", "measures", "verbs", "nouns")


class QuantityWordsError(ValueError):
    """A table of quantity words that does not keep its format; the message names the entry."""


@dataclass(frozen=True, slots=True)
class Currency:
    """Signs that stand before an amount and words that stand behind it."""

    signs: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """The tables of ``quantities.toml``; ``lists`` holds its plain lists under "section.name"."""

    scales: Mapping[str, float]
    ranges: Mapping[str, tuple[int, int]]
    fixed: Mapping[str, float]
    shares: Mapping[str, float]
    areas: Mapping[str, float]
    money: Mapping[str, Currency]
    lists: Mapping[str, tuple[str, ...]]

    def named(self, section: str) -> dict[str, str]:
        """Each wording of a section with the name of its list ("kms": "km")."""
        start = f"{section}."
        return {word: name.removeprefix(start) for name, many in self.lists.items() if name.startswith(start) for word in many}  # fmt: skip


@cache
def quantity_words() -> QuantityWords:
    """The packaged tables."""
    return read_tables(tomllib.loads((files("casus.language") / "quantities.toml").read_text(encoding="utf-8")))


def read_tables(data: Mapping[str, Any]) -> QuantityWords:
    """Tables out of parsed TOML.

    Raises:
        QuantityWordsError: where a range runs downwards, a value is not positive, a wording is not lower case or told twice.
    """
    ranges = {name: (int(low), int(high)) for name, (low, high) in data["ranges"].items()}
    for name, (low, high) in ranges.items():
        if not 0 < low < high:
            raise QuantityWordsError(f"[ranges] {name}: {low} to {high} runs downwards")
    values = {section: {name: float(value) for name, value in data[section].items()} for section in ("scales", "fixed", "shares", "areas")}  # fmt: skip
    for section, table in values.items():
        for name, value in table.items():
            if value <= 0:
                raise QuantityWordsError(f"[{section}] {name}: {value} is not positive")
    money = {code: Currency(tuple(entry["signs"]), tuple(entry["words"])) for code, entry in data["money"].items()}
    _apart("money", ((word, code) for code, entry in money.items() for word in {*entry.signs, *entry.words}))
    lists = {f"{section}.{name}": tuple(many) for section in SECTIONS for name, many in data[section].items()}
    for section in ("around", "behind", "measures", "verbs", "nouns"):
        _apart(section, ((word, name) for name, many in data[section].items() for word in many))
    return QuantityWords(values["scales"], ranges, values["fixed"], values["shares"], values["areas"], money, lists)


def _apart(section: str, entries: Iterable[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for word, name in entries:
        if word != word.lower() or word.strip() != word or not word:
            raise QuantityWordsError(f"[{section}] {name}: {word!r} is not in lower case")
        if seen.setdefault(word, name) != name:
            raise QuantityWordsError(f"[{section}] {word!r} stands under {seen[word]} and {name}")
