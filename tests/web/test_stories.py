"""Operations day by day, tolls, control, actors, places and sources, as people open them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import pytest
from battle import NAME, build_battle

pytest.importorskip("playwright")
from playwright.sync_api import expect


def asked(server: str, path: str) -> Any:
    with urlopen(server + path) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def battle(tmp_path_factory: pytest.TempPathFactory, serve_record: Any) -> Iterator[str]:
    """The address of a server of the battle's record."""
    with serve_record(build_battle(tmp_path_factory.mktemp("battle") / "casus.db")) as address:
        yield address


@pytest.fixture
def open_battle(open_page: Any, battle: str) -> Any:
    """Opens the battle's page."""

    def make(**options: Any) -> Any:
        page = open_page("/operations", at=battle, **options)
        page.get_by_role("link", name=NAME).click()
        page.get_by_role("heading", level=1, name=NAME).wait_for()
        return page

    return make


def test_an_operation_is_told_day_by_day_with_grades_numbers_and_who_says_so(open_battle: Any) -> None:
    page = open_battle()
    shown = page.locator("li[id^='day-']").evaluate_all("all => all.map(one => one.id)")
    assert shown == ["day-2016-12-11", "day-2017-02-20", "day-2017-03-02"]
    line = page.get_by_role("article").filter(has=page.locator("a[href='/events/e-battle-1']")).first.inner_text()
    assert "9" in line
    assert "reported" in line
    assert "Desert Watch" in line


def test_a_point_of_a_toll_leads_to_its_claim(open_battle: Any) -> None:
    page = open_battle()
    chart = page.get_by_role("group", name=re.compile("Totals of killed over time"))
    point = chart.get_by_role("link", name=re.compile("^731 killed, says"))
    address = point.get_attribute("href")
    assert re.fullmatch(r"/documents/d\w+#c-battle-4", address)
    point.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def test_an_earlier_total_is_marked_as_replaced_and_parts_stand_beside_the_whole(open_battle: Any) -> None:
    page = open_battle()
    row = page.get_by_role("row").filter(has_text="602")
    assert "replaced by a later total" in row.inner_text()
    assert "104 civilians killed among them" in row.inner_text()
    assert "706" not in page.locator("main").inner_text()


def test_the_slider_changes_who_holds_the_place_in_list_and_map(open_battle: Any) -> None:
    page = open_battle()
    slider = page.get_by_role("slider", name="Day")
    held = page.get_by_role("list", name=re.compile("Who is said to hold the places on"))
    slider.focus()
    page.keyboard.press("Home")
    held.get_by_text("Islamic State").wait_for()
    assert page.get_by_role("region", name=re.compile("Map of who is said to hold the places")).count() == 1
    before = page.locator(".at").get_attribute("x1")
    page.keyboard.press("End")
    held.get_by_text("Syrian government").wait_for()
    assert held.get_by_text("Islamic State").count() == 0
    assert page.locator(".at").get_attribute("x1") != before


def test_days_in_which_a_place_changes_hands_are_told_as_such(open_battle: Any) -> None:
    page = open_battle()
    slider = page.get_by_role("slider", name="Day")
    for _ in range(8):
        if page.get_by_text("changing hands these days").count():
            break
        slider.press("ArrowLeft")
    assert page.locator("[data-standing=changing]").get_by_text("Syrian government").count() == 1


def test_a_spell_of_control_leads_to_its_claim(open_battle: Any) -> None:
    page = open_battle()
    lanes = page.get_by_role("group", name=re.compile("Who is said to hold each place over time"))
    spell = lanes.get_by_role("link", name=re.compile("^Islamic State is said to hold Palmyra; since"))
    assert re.match(r"/documents/d\w+#c-battle-0$", spell.get_attribute("href"))


def test_the_network_of_sides_has_a_table_that_says_the_same(open_battle: Any) -> None:
    page = open_battle()
    drawn = page.get_by_role("group", name=re.compile("Sides and who stands behind them"))
    assert drawn.get_by_role("link", name=re.compile("Syrian government, side")).count() == 1
    behind = drawn.get_by_role("link", name=re.compile("Russia, behind side"))
    assert behind.get_attribute("href") == "/actors/russia"
    row = page.get_by_role("row", name=re.compile("Russia backs Syrian government"))
    assert row.count() >= 1


def test_an_actor_leads_to_its_events_by_role(open_page: Any, server: str) -> None:
    page = open_page("/actors")
    page.get_by_role("link", name="Syrian government").click()
    page.get_by_role("heading", level=1, name="Syrian government").wait_for()
    story = asked(server, "/api/v1/actors/syrian-government/story")
    page.get_by_role("button", name=re.compile("^As target")).click()
    events = page.get_by_role("list", name="Events that were done to it")
    events.get_by_role("article").first.wait_for()
    assert events.get_by_role("article").count() == min(20, story["as_target"]["events"])
    assert "role=target" in page.url
    events.get_by_role("link").first.click()
    page.wait_for_url("**/events/e*")


def test_a_list_is_sorted_and_narrowed_through_the_address(open_page: Any, server: str) -> None:
    page = open_page("/places")
    page.get_by_role("button", name="Name").click()
    page.wait_for_url("**/places?sort=name")
    expected = [one["name"] for one in asked(server, "/api/v1/places?sort=name&limit=3")["items"]]
    expect(page.locator("tbody tr td:first-child").nth(0)).to_have_text(expected[0])
    assert page.locator("tbody tr td:first-child").all_inner_texts()[:3] == expected
    page.get_by_role("searchbox", name="Name").fill("palm")
    page.wait_for_url("**name=palm**")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.reload()
    page.get_by_role("link", name="Palmyra").wait_for()


def test_a_place_tells_who_held_it_and_its_events(open_page: Any) -> None:
    page = open_page("/places?name=palmyra")
    page.get_by_role("link", name="Palmyra").first.click()
    page.get_by_role("heading", level=1, name="Palmyra").wait_for()
    assert page.get_by_role("row", name=re.compile("Islamic State")).count() >= 1
    page.get_by_role("list", name="Events at Palmyra").get_by_role("article").first.wait_for()


def test_a_source_is_told_without_calling_agreement_truth(open_page: Any, server: str) -> None:
    page = open_page("/sources?what=publisher")
    page.get_by_role("link", name="Northern Courier").click()
    page.get_by_role("heading", level=1, name="Northern Courier").wait_for()
    assert page.get_by_text("Agreement is not truth").count() == 1
    story = asked(server, "/api/v1/sources/publisher:northern-courier")
    assert f"{story['reports']['documents']} reports" in page.locator("main").inner_text()


def test_what_a_publisher_copied_leads_to_the_first_text(open_page: Any, server: str) -> None:
    sources = [one["key"] for one in asked(server, "/api/v1/sources?what=publisher")["items"]]
    copying = next(key for key in sources if asked(server, f"/api/v1/sources/{key}")["copies"])
    page = open_page(f"/sources/{copying}")
    copy = asked(server, f"/api/v1/sources/{copying}")["copies"][0]
    assert page.locator(f"a[href='/documents/{copy['original']}']").count() >= 1


@pytest.mark.parametrize(
    "path", ["/operations/no-such", "/actors/no-such", "/places/no-such", "/sources/cited:no-such"]
)
def test_what_is_not_there_is_said(open_page: Any, path: str) -> None:
    page = open_page(path, refused=(404,))
    assert "no" in page.get_by_role("alert").inner_text()


@pytest.mark.parametrize(
    "path",
    [
        "/operations",
        "/actors",
        "/actors/syrian-government",
        "/places",
        "/sources",
        "/sources/publisher:northern-courier",
    ],
)
def test_no_page_is_wider_than_a_phone(open_page: Any, path: str) -> None:
    page = open_page(path, viewport={"width": 360, "height": 740})
    page.locator("main h2, main table").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_operation_is_not_wider_than_a_phone(open_battle: Any) -> None:
    page = open_battle(viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
