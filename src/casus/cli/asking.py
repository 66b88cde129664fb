"""``casus search`` and ``casus changes``: for the eye, or one JSON object a line."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from casus.cli.console import one_line, say, table
from casus.cli.errors import DONE, CommandError
from casus.cli.records import looking_at

if TYPE_CHECKING:
    from casus.store.queries.search import Hit, What

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def search_record(
    place: str,
    words: Sequence[str],
    like: str | None,
    asked: Mapping[str, Any],
    *,
    what: What,
    limit: int,
    json_lines: bool,
) -> int:
    """Print what has the words, or is like a text; returns the exit status. Raises :class:`~casus.store.errors.QueryError`."""
    from casus.cli.vectors import vector_of
    from casus.semantic.encoder import MODEL
    from casus.store.queries.filters import make_filter
    from casus.store.queries.likeness import search_like
    from casus.store.queries.search import search

    wanted = make_filter(**asked)
    if bool(words) == (like is not None):
        raise CommandError("give words to search for, or --like TEXT; one of the two")
    text = words[0] if len(words) == 1 else " ".join(f'"{one}"' if " " in one else one for one in words)
    vector = vector_of(like) if like is not None else None
    with looking_at(place) as record, record.asking() as connection:
        if vector is None:
            hits = search(connection, text, wanted, what=what, limit=limit)
        else:
            hits = search_like(connection, vector, wanted, model=MODEL, what=what, limit=limit)
    for hit in hits:
        for line in [json.dumps(hit_to_row(hit), ensure_ascii=False)] if json_lines else _lines(hit):
            say(line)
    if not hits and not json_lines:
        say(f"no {what} have all of: {shlex.join(words)}" if words else f"no {what} to compare with")
    return DONE


def hit_to_row(hit: Hit) -> dict[str, Any]:
    """A hit as a plain row; ``begin`` and ``marks`` of the snippet are offsets into the document's text."""
    return {
        "what": hit.what.removesuffix("s"),
        "id": hit.identifier,
        "title": hit.title,
        "day": hit.day.isoformat() if hit.day else None,
        "doc_key": hit.document,
        "claim_id": hit.claim,
        **({} if hit.likeness is None else {"likeness": round(hit.likeness, 4)}),
        "snippet": {"text": hit.snippet.text, "begin": hit.snippet.begin, "marks": [list(m) for m in hit.snippet.marks]},
    }  # fmt: skip


def _lines(hit: Hit) -> Iterator[str]:
    day = hit.day.isoformat() if hit.day else "date unknown"
    alike = "" if hit.likeness is None else f"{hit.likeness:.2f}  "
    yield f"{alike}{hit.identifier}  {day}  {one_line(hit.title)}"
    on, off = (BOLD, PLAIN) if sys.stdout.isatty() else ("[", "]")
    shown = "".join(f"{on}{text}{off}" if marked else text for text, marked in hit.snippet.parts())
    yield f"    {one_line(shown)}"


def list_changes(place: str, since: int, *, json_lines: bool) -> int:
    """Print what was added, changed and withdrawn since a version; returns the exit status."""
    from casus.store.changing import read_changes
    from casus.store.reading import read_events

    with looking_at(place) as record, record.asking() as connection:
        found = read_changes(connection, since)
        titles = {event.event_id: event for event in read_events(connection, [*found.added, *found.changed])}
    rows = [(what, event) for what in ("added", "changed", "withdrawn") for event in getattr(found, what)]
    if json_lines:
        for what, event in rows:
            title = titles[event].title if event in titles else None
            said = {"what": what, "event_id": event, "title": title, "since": since, "version": found.version}
            say(json.dumps(said, ensure_ascii=False))
        return DONE
    say(f"version {since} to {found.version}: " + _how_many(len(rows)))
    for line in list(table(("", "event", "title"), ((w, e, titles[e].title if e in titles else "") for w, e in rows)))[
        1:
    ]:
        say(line)
    return DONE  # fmt: skip


def _how_many(number: int) -> str:
    return f"{number} events differ" if number > 1 else "1 event differs" if number else "nothing differs"


def list_versions(place: str, *, json_lines: bool) -> int:
    """Print the versions of the record; returns the exit status."""
    from casus.store.changing import read_versions

    with looking_at(place) as record, record.asking() as connection:
        found = read_versions(connection)
    if json_lines:
        for one in found:
            say(json.dumps(asdict(one)))
        return DONE
    headers = ("version", "made at", "by", "added", "changed", "withdrawn")
    cells = [
        (str(v.number), v.made_at, f"casus {v.program}", str(v.added), str(v.changed), str(v.withdrawn)) for v in found
    ]
    for line in table(headers, cells) if cells else ["no versions: nothing has been linked yet"]:
        say(line)
    return DONE  # fmt: skip
