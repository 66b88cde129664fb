"""How watched sources are, beside the record that the watch writes."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from casus.store.record import Record
from casus.store.watching import SourceState, keep_source


def test_the_page_escapes_what_sources_say(client: TestClient) -> None:
    page = client.get("/feeds")
    assert page.status_code == 200
    assert "https://courier.example/feed?&lt;b&gt;" in page.text
    assert "1: &lt;b&gt;" in page.text
    assert "<b>" not in page.text


@pytest.mark.parametrize("path", ["/feeds", "/api/v1/feeds"])
def test_what_is_watched_is_not_told_with_safe(serve: Any, path: str) -> None:
    assert serve(safe=True).get(path).status_code == 403


def test_a_server_tells_what_a_watch_writes_meanwhile(serve: Any, place: str, record: Record) -> None:
    client = serve(place)
    first = client.get("/api/v1/feeds")
    assert first.json() == {"items": []}
    with record.changing() as connection:
        keep_source(connection, SourceState("https://a.example/", "2026-03-05T12:00:00+00:00", articles=7))
    later = client.get("/api/v1/feeds", headers={"If-None-Match": first.headers["etag"]})
    assert (later.status_code, later.json()["items"][0]["articles"]) == (200, 7)
