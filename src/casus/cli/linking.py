"""``casus link``: claims from elsewhere into events and operations, without a record."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from casus.cli.console import complain, complain_of, say
from casus.cli.errors import DONE, SOME_UNREADABLE, CommandError
from casus.decision import Decision
from casus.record import Claim, Document, Problem


def link_claims(claims_path: str, docs_path: str, decisions_path: str | None = None) -> int:
    """Print the event and operation of each claim, in the order of the claims; returns the exit status.

    Claims of a version that a later one of the same page supersedes have neither. ``decisions_path``: decisions of people to obey, as
    ``casus decide list --json`` prints them.
    """
    from casus.cleaning.copies import find_copies
    from casus.linking import link

    documents, problems = _documents(docs_path)
    claims, complaints = _claims(claims_path, documents)
    copies = find_copies(documents.values())
    by_key = {document.key: copies.marked(document) for document in documents.values()}
    standing = [claim for claim in claims if claim.document not in copies.superseded]
    links = link(standing, by_key, _decisions(decisions_path) if decisions_path else [])
    operation_of = {event.event_id: event.operation_id for event in links.events}
    for claim in claims:
        event_id = links.event_of.get(claim.claim_id)
        operation_id = operation_of.get(event_id) if event_id else None
        say(json.dumps({"claim_id": claim.claim_id, "event_id": event_id, "operation_id": operation_id}))
    complain_of(problems)
    for complaint in complaints:
        complain(complaint)
    return SOME_UNREADABLE if problems or complaints else DONE


def _documents(path: str) -> tuple[dict[str, Document], list[Problem]]:
    """The documents by the id that their rows give, and what could not be read."""
    from casus.reading import read_inputs

    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for item in read_inputs([path]):
        if isinstance(item, Problem):
            problems.append(item)
        elif item.id in documents:
            raise CommandError(f"{path} has two documents with the id {item.id!r}; give each its own")
        else:
            documents[item.id] = item
    return documents, problems


def _claims(path: str, documents: Mapping[str, Document]) -> tuple[list[Claim], list[str]]:
    """The claims of the file, each id once, and a line for each row that cannot be used."""
    from casus.rows_read import RowError, claim_from_row

    claims: dict[str, Claim] = {}
    complaints: list[str] = []
    for number, row in _rows(path):
        name, doc = row.get("claim_id"), row.get("doc")
        if not isinstance(name, str) or not isinstance(doc, str):
            complaints.append(f"{path}: claim {number} needs `claim_id` and `doc`")
        elif name in claims:
            complaints.append(f"{path}: claim {number} repeats the claim_id {name}")
        elif doc not in documents:
            complaints.append(f"{path}: claim {name} is about document {doc}, which is not in --docs")
        else:
            try:
                claims[name] = claim_from_row(row, documents[doc])
            except RowError as error:
                complaints.append(f"{path}: {error}")
    return list(claims.values()), complaints


def _decisions(path: str) -> list[Decision]:
    """The decisions of a file; what is none ends the command, for links without it would be other than was asked."""
    from casus.rows_read import RowError, decision_from_row

    try:
        return [decision_from_row(row) for _, row in _rows(path)]
    except RowError as error:
        raise CommandError(f"{path}: {error}") from error


def _rows(path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The claims of a JSON list or JSON Lines, numbered; lines that ``casus code`` prints hold several."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
        items = (
            json.loads(text)
            if text.lstrip().startswith("[")
            else [json.loads(x) for x in text.split("\n") if x.strip()]
        )
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} is not JSON Lines or a JSON list ({error}); give one JSON object a line") from error
    number = 0
    for item in items:
        if not isinstance(item, dict):
            raise CommandError(f"{path} holds {json.dumps(item)[:40]}, not an object; give one JSON object a line")
        inside = item["claims"] if isinstance(item.get("claims"), list) else [item]
        for row in inside:
            number += 1
            yield number, row if item is row or "doc" in row else {"doc": item.get("id"), **row}
