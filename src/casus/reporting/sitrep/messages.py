"""The words of a situation report: ``messages.toml`` as one checked table."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


class MessageError(ValueError):
    """A table of messages lacks one, has one too many, or has other ``{braces}`` than the English one."""


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of one language, by section and name."""

    table: Mapping[str, Mapping[str, Any]]

    def __call__(self, name: str, /, **values: object) -> str:
        """The message ``section.name`` with its ``{braces}`` filled in; the values are taken as they are, never as messages."""
        return str(self._found(name)).format_map(values)

    def raw(self, name: str) -> str:
        """The message with its ``{braces}``, for whoever fills them in later."""
        return str(self._found(name))

    def counted(self, name: str, number: int) -> str:
        """So many of something, as ``counts`` words it."""
        form = "none" if number == 0 else "one" if number == 1 else "many"
        return self.choice(f"counts.{name}", form).format(n=number)

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words."""
        return tuple(self._found(name))

    def choice(self, name: str, key: str) -> str:
        """One of a small table of words."""
        return str(self._found(name)[key])

    def _found(self, name: str) -> Any:
        section, _, own = name.partition(".")
        return self.table[section][own]

    def listed(self, names: Sequence[str]) -> str:
        """``a, b and c``."""
        if len(names) < 2:
            return "".join(names)
        return self("language.list_comma").join(names[:-1]) + self("language.list_and") + names[-1]

    def named(self, source: str) -> str:
        """A source inside a sentence: ``the mayor``, ``an army statement``, ``residents``, ``UNHCR``."""
        name, _, apposition = source.partition(", ")
        alone = self.words("language.no_article_before")
        source = name if apposition.split(" ")[0] in alone else source
        words = source.split()
        article = self("language.article")
        if not words or not article or ", " in source:
            return source
        first, last = words[0].casefold(), words[-1]
        if first in self.words("language.articles") or (first in alone and not words[-1][:1].isupper()):
            return " ".join([first, *words[1:]])
        plain = last.islower() and last.isalpha() and not last.endswith("s")
        owned = any(word.endswith(("'s", "’s")) and word[0].isupper() for word in words)
        if not owned and set(words) & set(self.words("language.article_before_names_with")):
            return f"{article} {source}"
        if not plain or owned or last in self.words("language.no_article_ending"):
            return source
        return f"{article} {source}"


@cache
def messages() -> Messages:
    """The English messages."""
    text = files("casus.reporting.sitrep").joinpath("messages.toml").read_text(encoding="utf-8")
    return Messages(tomllib.loads(text))


def check(other: Mapping[str, Any], own: Mapping[str, Any] | None = None) -> None:
    """Compare a translation with the English table; raises :class:`MessageError` for the first difference that would show."""
    wanted, given = dict(_fields(own or messages().table)), dict(_fields(other))
    if missing := sorted(wanted.keys() - given.keys()):
        raise MessageError(f"the message {missing[0]} is missing")
    if extra := sorted(given.keys() - wanted.keys()):
        raise MessageError(f"there is no message {extra[0]}")
    for name, braces in wanted.items():
        if given[name] != braces:
            raise MessageError(f"the message {name} must have {sorted(braces)}, and has {sorted(given[name])}")


def _fields(table: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _fields(value, f"{above}{key}.")
        else:
            text = value if isinstance(value, str) else ""
            yield f"{above}{key}", frozenset(field for _, field, _, _ in string.Formatter().parse(text) if field)
