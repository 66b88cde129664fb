"""The frame of the web app: its pages, its navigation, its colours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from casus.serving.web import PAGES

ROOT = Path(__file__).resolve().parents[2]


def test_the_server_answers_the_addresses_that_the_app_knows() -> None:
    told = (ROOT / "web" / "app" / "src" / "lib" / "routes.ts").read_text("utf-8")
    routes = re.findall(r"path: '([^']+)'", told)
    assert sorted(routes) == sorted(page.replace("{id:path}", ":id") for page in PAGES)


def test_a_link_inside_the_app_loads_no_page_anew(open_page: Any) -> None:
    page = open_page("/about")
    page.evaluate("window.stays = true")
    page.get_by_role("navigation").get_by_role("link", name="Operations").click()
    page.wait_for_url("**/operations")
    page.get_by_role("heading", level=1, name="Operations").wait_for()
    assert page.evaluate("window.stays") is True


def test_going_to_another_page_moves_the_focus_to_its_heading_and_back_leads_back(open_page: Any) -> None:
    page = open_page("/operations")
    page.get_by_role("navigation").get_by_role("link", name="Actors").click()
    page.get_by_role("heading", level=1, name="Actors").wait_for()
    page.wait_for_function("document.activeElement?.tagName === 'H1'")
    page.go_back()
    page.get_by_role("heading", level=1, name="Operations").wait_for()


def test_colours_can_be_chosen_and_are_remembered(open_page: Any) -> None:
    page = open_page("/about", color_scheme="light")
    page.get_by_label("Colours").select_option("dark")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    page.locator("main h1").wait_for()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.get_by_label("Colours").select_option("light")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark


def test_navigation_folds_on_a_phone(open_page: Any) -> None:
    page = open_page("/about", viewport={"width": 360, "height": 740})
    link = page.get_by_role("link", name="Operations")
    assert not link.is_visible()
    page.get_by_role("button", name="Menu").press("Enter")
    link.click()
    page.get_by_role("heading", level=1, name="Operations").wait_for()
    assert not link.is_visible()


def test_no_page_is_wider_than_a_phone(open_page: Any) -> None:
    page = open_page("/about", viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
