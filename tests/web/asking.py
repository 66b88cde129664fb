"""What tests of the web app ask the API beside the browser."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen


def read(server: str, path: str) -> Any:
    """The JSON that an address of the API answers."""
    with urlopen(server + path) as answer:
        return json.load(answer)


def event_titled(server: str, title: str) -> Any:
    """What the page of the event of this title is told."""
    found = [one for one in read(server, "/api/v1/events?limit=500")["items"] if one["title"] == title]
    assert len(found) == 1, f"{len(found)} events are called {title}"
    return read(server, f"/api/v1/events/{found[0]['event_id']}/dossier")


def contested_event(server: str) -> Any:
    """What the page of an event is told that some assert and some deny, and that has rivals."""
    events = read(server, "/api/v1/events?grade=contested&limit=500")["items"]
    one = next(one for one in events if one["claim_ids"] and one["denial_ids"] and one["rival_ids"])
    return read(server, f"/api/v1/events/{one['event_id']}/dossier")


def page_of(document: str, claim: str | None = None) -> str:
    """The address of a document's page."""
    return f"/documents/{quote(document, safe='')}" + (f"#{claim}" if claim else "")
