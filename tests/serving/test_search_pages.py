"""Searches obey the filters of lists and come by pages."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

SEARCH = "/api/v1/search?q=market"


def test_results_of_a_search_come_by_pages_none_twice(client: TestClient) -> None:
    whole = [one["id"] for one in client.get(f"{SEARCH}&limit=100").json()["items"]]
    paged, following = [], f"{SEARCH}&limit=7"
    while following:
        page = client.get(following).json()
        paged += [one["id"] for one in page["items"]]
        following = page["next"]
    assert paged == whole
    assert len(set(paged)) == 23


@pytest.mark.parametrize("what", ["events", "claims", "documents"])
def test_a_search_obeys_the_filters_of_lists_and_can_be_counted(client: TestClient, what: str) -> None:
    found = client.get(f"{SEARCH}&what={what}&kind=air_strike&killed=10&count=true&limit=2").json()
    assert found["total"] == {"number": 5, "exact": True}
    assert len(found["items"]) == 2
    assert {one["publisher"] for one in found["items"]} == {"The Courier"}


@pytest.mark.parametrize("cursor", ["WyI5OTk5OSJd", "WyItMSJd", "nonsense", "WyLCsiJd"])
def test_a_search_cannot_go_on_where_nothing_ended(client: TestClient, cursor: str) -> None:
    assert client.get(f"{SEARCH}&cursor={cursor}").status_code == 400
