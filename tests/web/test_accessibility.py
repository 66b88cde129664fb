"""No page has a fault that axe-core calls serious or critical, in light and in dark; every page has a title, one main heading and a way on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from battle import OPERATION, build_battle

from asking import read
from casus.serving.accounts.passwords import digest_of
from casus.store.record import Record

AXE = Path(__file__).resolve().parents[2] / "web" / "app" / "node_modules" / "axe-core" / "axe.min.js"
LOADED = """() => document.querySelector('main h1') && !document.querySelector('main [data-loading], main [aria-busy=true]')"""
PASSWORD = "four words in a row"
GRAVE = ("serious", "critical")
FIXED = (
    "/", "/operations", "/actors", "/actors/syrian-government", "/places", "/places/syria:palmyra", "/sources", "/search",
    "/search?q=palmyra", "/review", "/history", "/account", "/users", "/about",
)  # fmt: skip


def pages(server: str) -> Iterator[str]:
    """A page of each kind."""
    yield from FIXED
    event = read(server, "/api/v1/events?limit=1&sort=killed")["items"][0]
    claim = read(server, f"/api/v1/claims/{event['claim_ids'][0]}")["claim"]
    yield f"/events/{event['event_id']}"
    yield f"/review?event={event['event_id']}"
    yield f"/documents/{claim['document']}#{claim['claim_id']}"
    yield f"/review/claims/{claim['claim_id']}"
    yield f"/review/documents/{claim['document']}"
    yield f"/review?operation={read(server, '/api/v1/operations?limit=1')['items'][0]['operation_id']}"
    yield f"/operations/{read(server, '/api/v1/operations?limit=1')['items'][0]['operation_id']}"


def faults(page: Any) -> list[str]:
    """What axe-core finds on a page, the grave of it."""
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} ({node['failureSummary']})"
        for one in found if one["impact"] in GRAVE
        for node in one["nodes"]
    ]  # fmt: skip


@pytest.fixture
def open_checked(open_page: Any) -> Any:
    """Opens a page with axe-core in it, which the app's own policy would refuse."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: make web")

    def make(path: str, **options: Any) -> Any:
        page = open_page(path, bypass_csp=True, **options)
        page.add_init_script(path=AXE)
        return page

    return make


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_grave_fault(open_checked: Any, server: str, scheme: str) -> None:
    page = open_checked("/about", color_scheme=scheme)
    found = {}
    for path in pages(server):
        page.goto(server + path)
        page.wait_for_function(LOADED)
        found[path] = faults(page)
        assert page.title().endswith(" · Casus"), path
        assert page.locator("h1").count() == 1, path
        assert page.get_by_role("navigation").first.get_by_role("link").count() > 5, path
    assert {path: what for path, what in found.items() if what} == {}


def test_charts_of_a_battle_have_no_grave_fault(open_checked: Any, serve_record: Any, tmp_path: Path) -> None:
    with serve_record(build_battle(tmp_path / "casus.db")) as address:
        page = open_checked("/about", at=address)
        page.goto(f"{address}/operations/{OPERATION}")
        page.wait_for_function(LOADED)
        page.get_by_role("group", name="Sides and who stands behind them").wait_for()
        assert faults(page) == []
        page.context.close()  # before its server goes


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_dialog_and_no_open_form_of_reviewing_has_a_grave_fault(open_checked: Any, server: str, scheme: str) -> None:
    page = open_checked("/about", color_scheme=scheme)
    claim = read(server, "/api/v1/events?limit=1&sort=killed")["items"][0]["claim_ids"][0]
    page.goto(f"{server}/review/claims/{claim}")
    page.get_by_role("button", name="Accept").wait_for()
    for key, name in (("?", "Keys"), ("m", "Move the claim")):
        page.locator("body").press(key)
        page.get_by_role("dialog", name=name).wait_for()
        page.wait_for_function(LOADED)
        assert faults(page) == [], name
        page.keyboard.press("Escape")
    page.goto(f"{server}/review")
    page.locator("#waits-0").wait_for()
    for name in ("Assign claims", "Agreement between coders"):
        page.get_by_text(name, exact=True).click()
    page.wait_for_function(LOADED)
    assert faults(page) == []
    page.goto(f"{server}/search")
    page.wait_for_function(LOADED)
    page.get_by_role("combobox").first.fill("pal")
    page.get_by_role("option").first.wait_for()
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_saved_searches_and_alerts_have_no_grave_fault(
    open_checked: Any, sample_record: Path, serve_record: Any, tmp_path: Path, scheme: str
) -> None:
    with Record.open(sample_record) as record:
        record.back_up(tmp_path / "casus.db")
    with serve_record(tmp_path / "casus.db") as address:
        page = open_checked("/about", at=address, color_scheme=scheme, refused=(409,))
        page.goto(address + "/search?kind=withdrawal")
        page.get_by_label("Name", exact=True).fill("Retreats")
        page.get_by_role("button", name="Save", exact=True).click()
        for _ in range(2):  # the second is refused
            page.get_by_role("button", name="Tell me of Retreats").click()
        page.get_by_role("alert").wait_for()
        page.get_by_role("button", name="Remove the alert Retreats").wait_for()
        assert faults(page) == []
        page.context.close()


@pytest.mark.parametrize("name", ["reader", "editor", "admin"])
def test_no_page_has_a_grave_fault_for_somebody_who_is_logged_in(
    open_checked: Any, sample_record: Path, serve_record: Any, tmp_path: Path, name: str
) -> None:
    with Record.open(sample_record) as record:
        record.back_up(tmp_path / "casus.db")
    with Record.open(tmp_path / "casus.db") as record, record.accounts() as accounts:
        for who in ("reader", "editor", "admin"):
            accounts.add(who, who, digest_of(PASSWORD), datetime.now(UTC))  # type: ignore[arg-type]
    with serve_record(tmp_path / "casus.db") as address:
        page = open_checked("/account", at=address, refused=(401, 403))
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.get_by_text(f"You are logged in as {name}").wait_for()
        found = {}
        for path in ("/", "/account", "/users", "/review", "/history", "/search?q=palmyra"):
            page.goto(address + path)
            page.wait_for_function(LOADED)
            found[path] = faults(page)
        assert {path: what for path, what in found.items() if what} == {}
        page.context.close()


def test_the_check_sees_a_fault(open_checked: Any, server: str) -> None:
    page = open_checked("/about")
    page.reload()
    page.wait_for_function(LOADED)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [one for one in faults(page) if one.startswith("button-name")]
