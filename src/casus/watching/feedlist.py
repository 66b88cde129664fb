"""``feeds.toml``: what is watched and how often, and what is wrong with such a file, by line.

The format is described in docs/watching.md. A fault is an error; a file with faults is not watched.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

Kind = Literal["feed", "sitemap", "page"]
KINDS: tuple[Kind, ...] = ("feed", "sitemap", "page")
EVERY, LEAST_EVERY, MOST_EVERY = 1800, 60, 7 * 86400  # seconds
MOST_LINKS = 100
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_KEYS = frozenset({"url", "every", "name", "follow", "paths", "most"})
_TOP = frozenset({"every", "most", *KINDS})


class Fault(NamedTuple):
    """One thing wrong: the line (0: not known), and what, in words."""

    line: int
    reason: str


class FeedListError(Exception):
    """A list of feeds has faults; the message has one line for each, with its number."""


@dataclass(frozen=True, slots=True)
class Source:
    """What is watched: ``every`` so many seconds; of its links those are fetched whose address has one of ``paths`` in it (none: all), ``most`` a time."""

    url: str
    kind: Kind = "feed"
    every: int = EVERY
    name: str = ""
    follow: bool = True
    paths: tuple[str, ...] = ()
    most: int = MOST_LINKS

    def wants(self, url: str) -> bool:
        """Whether a link of this source is to be fetched."""
        return not self.paths or any(part in url for part in self.paths)


def read_feed_list(text: str) -> tuple[Source, ...]:
    """The sources of a file's text, in their order. Raises :class:`FeedListError` with all faults."""
    if faults := check_feed_list(text):
        raise FeedListError("; ".join(f"line {one.line}: {one.reason}" for one in faults))
    table = tomllib.loads(text)
    every, most = _seconds(table.get("every", EVERY)), table.get("most", MOST_LINKS)
    return tuple(
        Source(
            url=entry["url"],
            kind=kind,
            every=_seconds(entry.get("every", every)) or EVERY,
            name=entry.get("name", ""),
            follow=kind == "sitemap" or (kind == "feed" and entry.get("follow", True)),
            paths=tuple(entry.get("paths", ())),
            most=entry.get("most", most),
        )
        for kind in KINDS
        for entry in table.get(kind, ())
    )


def check_feed_list(text: str) -> list[Fault]:
    """What is wrong with a file's text, by line."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        return [Fault(int(found[1]) if found else len(text.splitlines()), f"no TOML: {error}")]
    lines = _lines(text)
    faults = list(_top(table, lines))
    met: dict[str, int] = {}
    for kind in KINDS:
        entries = table.get(kind, [])
        if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            faults.append(
                Fault(lines.get((kind, 1), lines.get((kind, 0), 0)), f"{kind} must be entries under [[{kind}]]")
            )
            continue
        for number, entry in enumerate(entries, 1):
            line = lines.get((kind, number), 0)
            at = {key: lines.get((f"{kind}.{key}", number), line) for key in entry}
            faults += _entry(kind, entry, line, at)
            url = entry.get("url")
            if isinstance(url, str) and met.setdefault(url, line) != line:
                faults.append(Fault(at["url"], f"{url} is watched twice; the first is in line {met[url]}"))
    if not faults and not any(table.get(kind) for kind in KINDS):
        faults.append(Fault(1, "nothing to watch; add an entry under [[feed]], [[sitemap]] or [[page]]"))
    return sorted(set(faults))


def _top(table: Mapping[str, Any], lines: Mapping[tuple[str, int], int]) -> Iterator[Fault]:
    for key, value in table.items():
        line = lines.get((key, 0), lines.get((key, 1), 0))
        if key not in _TOP:
            yield Fault(line, f"unknown key {key!r}; known are {', '.join(sorted(_TOP))}")
        elif key not in KINDS and (wrong := _wrong(key, value)):
            yield Fault(line, wrong)


def _entry(kind: str, entry: Mapping[str, Any], line: int, at: Mapping[str, int]) -> Iterator[Fault]:
    if "url" not in entry:
        yield Fault(line, f"[[{kind}]] needs a url")
    for key, value in entry.items():
        if key not in _KEYS:
            yield Fault(at[key], f"unknown key {key!r}; known are {', '.join(sorted(_KEYS))}")
        elif wrong := _wrong(key, value):
            yield Fault(at[key], wrong)
        elif key in ("follow", "paths", "most") and kind == "page":
            yield Fault(at[key], f"{key} is for feeds and sitemaps; a page is fetched itself")
        elif key == "follow" and kind == "sitemap":
            yield Fault(at[key], "follow is for feeds; a sitemap has nothing but links")


def _wrong(key: str, value: Any) -> str | None:
    """What is wrong with the value of a key, if anything."""
    if key == "url":
        return (
            None if isinstance(value, str) and _is_address(value) else f"url {value!r} must be an http or https address"
        )
    if key == "every":
        seconds = _seconds(value)
        if seconds is None or not LEAST_EVERY <= seconds <= MOST_EVERY:
            return f'every {value!r} must be a time from 1m to 7d, as in "30m" or "2h"'
    elif key == "most":
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 1000:
            return f"most {value!r} must be a whole number from 1 to 1000"
    elif key == "follow":
        return None if isinstance(value, bool) else f"follow {value!r} must be true or false"
    elif key == "name":
        return None if isinstance(value, str) else f"name {value!r} must be a text"
    elif not (isinstance(value, list) and value and all(isinstance(one, str) and one for one in value)):
        return f"{key} {value!r} must be a list of texts"
    return None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)
    except ValueError:
        return False


def _seconds(value: Any) -> int | None:
    """The seconds of ``90s``, ``30m``, ``2h``, ``1d`` or of a whole number of seconds; ``None`` for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    found = re.fullmatch(r"(\d{1,6})([smhd])", value) if isinstance(value, str) else None
    return int(found[1]) * _UNITS[found[2]] if found else None


def _lines(text: str) -> dict[tuple[str, int], int]:
    """By key (``every``; ``feed`` and ``feed.url`` for entries) and number of the entry (0: the top), the line where it stands."""
    found: dict[tuple[str, int], int] = {}
    met: dict[str, int] = {}
    table, number = "", 0
    for line, content in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[\[?\s*([\w-]+)\s*\]", content):
            table = head[1]
            number = met[table] = met.get(table, 0) + 1
            found.setdefault((table, number), line)
        elif key := re.match(r"\s*([\w-]+)\s*=", content):
            found.setdefault((f"{table}.{key[1]}" if table else key[1], number), line)
    return found
