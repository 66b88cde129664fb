"""Searching: words with passages, names while typing, filters in the address, saved searches and their feeds."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import feedparser
import pytest

from asking import read

TOWN = "Palmyra"


@pytest.fixture
def own_record(sample_record: Path, tmp_path: Path) -> Path:
    """A copy of the samples' record that a test may write to."""
    place = tmp_path / "casus.db"
    shutil.copy(sample_record, place)
    return place


def field(page: Any) -> Any:
    return page.get_by_role("combobox", name="Words, or a name")


def options(page: Any) -> Any:
    """The suggestions."""
    return page.get_by_role("listbox").get_by_role("option")


def test_words_find_events_with_the_passage_that_has_them(open_page: Any) -> None:
    page = open_page("/search")
    field(page).fill("palmyra troops")
    field(page).press("Enter")
    page.wait_for_url("**/search?q=palmyra+troops")
    first = page.locator("#results li").first
    first.wait_for()
    assert {one.casefold() for one in first.locator("mark").all_inner_texts()} == {"palmyra", "troops"}


def test_a_result_leads_to_its_event_and_its_passage_to_the_document(open_page: Any) -> None:
    page = open_page("/search?q=palmyra")
    link = page.locator("#results li .head a").first
    title = link.inner_text()
    link.click()
    page.get_by_role("heading", level=1, name=title).wait_for()
    page.go_back()
    page.locator("#results li").first.get_by_role("link", name="in its document").click()
    page.locator("mark.chosen").first.wait_for()


def test_claims_and_documents_are_searched_too(open_page: Any) -> None:
    page = open_page("/search?q=palmyra")
    page.get_by_role("button", name="Documents").click()
    page.wait_for_url("**what=documents")
    page.locator("#results li a[href^='/documents/']").first.wait_for()
    page.get_by_role("button", name="Claims").click()
    page.locator("#results li a[href*='#c']").first.click()
    page.locator("mark.chosen").first.wait_for()


def test_names_are_suggested_and_chosen_with_the_keyboard_alone(open_page: Any) -> None:
    page = open_page("/search")
    field(page).press_sequentially("palm")
    option = options(page).filter(has_text=TOWN).first
    option.wait_for()
    assert field(page).get_attribute("aria-expanded") == "true"
    while (
        page.locator("[role=option][aria-selected=true]").count() == 0
        or "place" not in page.locator("[role=option][aria-selected=true]").inner_text()
    ):
        field(page).press("ArrowDown")
    active = field(page).get_attribute("aria-activedescendant")
    assert page.locator(f"[id='{active}']").get_attribute("aria-selected") == "true"
    field(page).press("Enter")
    page.wait_for_url(re.compile(r"/search\?place="))
    assert field(page).get_attribute("aria-expanded") == "false"
    page.locator("#results li").first.wait_for()
    assert {one for one in page.locator("#results .facts bdi:first-of-type").all_inner_texts() if one} == {TOWN}


def test_escape_closes_the_suggestions_and_keeps_the_words(open_page: Any) -> None:
    page = open_page("/search")
    field(page).press_sequentially("palm")
    options(page).first.wait_for()
    field(page).press("Escape")
    page.get_by_role("listbox").wait_for(state="hidden")
    assert field(page).input_value() == "palm"
    field(page).press("ArrowDown")
    options(page).first.wait_for()


def test_arrows_go_round_and_past_the_last_suggestion_to_what_was_typed(open_page: Any) -> None:
    page = open_page("/search")
    field(page).press_sequentially("palmyra")
    options(page).first.wait_for()
    number = options(page).count()
    field(page).press("ArrowUp")
    assert options(page).nth(number - 1).get_attribute("aria-selected") == "true"
    field(page).press("ArrowDown")
    assert page.locator("[role=option][aria-selected=true]").count() == 0


def test_filters_stand_in_the_address_and_can_be_taken_away(open_page: Any) -> None:
    page = open_page("/search?country=SY&kind=withdrawal")
    page.locator("#results li").first.wait_for()
    assert set(page.locator("#results .facts .kind").all_inner_texts()) == {"withdrawal"}
    page.get_by_role("button", name="Remove the filter kind: withdrawal").click()
    page.wait_for_url("**/search?country=SY")
    page.locator("#results .kind", has_text="territory gain").first.wait_for()
    page.locator("summary", has_text="Filters").click()
    page.get_by_label("Grade").select_option("contested")
    page.wait_for_url("**grade=contested")
    page.wait_for_function(
        "() => [...document.querySelectorAll('#results .grade')].every((one) => one.textContent.trim() === 'contested')"
    )


def test_results_come_by_pages_and_back_leads_back(open_page: Any) -> None:
    page = open_page("/search?since=1990-01-01")
    page.locator("#results li").nth(19).wait_for()
    first = page.locator("#results .head").all_inner_texts()
    page.get_by_role("button", name="Next").click()
    page.wait_for_url("**cursor=**")
    page.wait_for_function("(first) => document.querySelector('#results .head')?.innerText !== first", arg=first[0])
    page.go_back()
    page.wait_for_function("(first) => document.querySelector('#results .head')?.innerText === first", arg=first[0])


def test_a_search_that_cannot_be_is_told_why(open_page: Any) -> None:
    page = open_page("/search?q=-nothing", refused=(400,))
    page.get_by_role("alert").get_by_text("at least one word that must be there").wait_for()


def test_a_search_is_saved_read_as_a_feed_opened_again_and_removed(
    open_page: Any, own_record: Path, serve_record: Any
) -> None:
    with serve_record(own_record) as address:
        page = open_page("/search?q=palmyra&kind=withdrawal", at=address)
        page.get_by_label("Name", exact=True).fill("Withdrawals <b>")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_text("Saved. Its feeds are listed below.").wait_for()
        feed = page.get_by_role("region", name="Saved searches").get_by_role("link", name="Atom").get_attribute("href")
        told = feedparser.parse(urlopen(address + feed).read())
        assert told.entries
        assert all("Withdrawal" in one.title for one in told.entries)
        page.goto(address + "/search")
        page.get_by_role("link", name="Withdrawals <b>").click()
        page.wait_for_url("**/search?kind=withdrawal&q=palmyra")
        page.get_by_role("button", name="Remove Withdrawals <b>").click()
        page.get_by_text("No search is saved.").wait_for()


def test_a_feed_changes_after_a_build_and_not_before(own_record: Path, tmp_path: Path, serve_record: Any) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text(
        '{"id": "news", "date": "2025-03-03", "publisher": "The New Post", "title": "Strike on Homs",'
        ' "text": "An air strike by Israel killed seven soldiers in Homs on Sunday, the Syrian army said."}\n'
    )
    with serve_record(own_record) as address:
        feed = f"{address}/api/v1/events.atom?country=SY&since=2025-01-01"
        with urlopen(feed) as answer:
            tag, before = answer.headers["ETag"], feedparser.parse(answer.read())
        assert read(address, "/api/v1/events?country=SY&since=2025-01-01")["items"] == []
        assert before.entries == []
        command = [sys.executable, "-m", "casus", "build", str(news), "--record", str(own_record)]
        subprocess.run(command, check=True, capture_output=True)
        with urlopen(Request(feed, headers={"If-None-Match": tag})) as answer:
            after = feedparser.parse(answer.read())
        assert [one.title for one in after.entries] == ["Air strike on Homs by Israel"]
        assert "7 killed" in after.entries[0].content[0].value


def alerts(page: Any) -> Any:
    return page.get_by_role("region", name="Alerts", exact=True)


def make_alert(page: Any, name: str) -> None:
    """Save what is searched for, and make an alert of it."""
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name=f"Tell me of {name}").click()


def feed_of(address: str, page: Any, name: str) -> Any:
    """The feed of an alert, read as a program reads it."""
    link = alerts(page).get_by_role("listitem").filter(has_text=name).get_by_role("link", name="Atom")
    return feedparser.parse(urlopen(address + link.get_attribute("href")).read())


def test_an_alert_is_made_of_a_filter_tells_what_is_new_and_is_removed(
    open_page: Any, own_record: Path, tmp_path: Path, serve_record: Any
) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text(
        '{"id": "news", "date": "2025-03-03", "publisher": "The New Post", "title": "Strike on Homs",'
        ' "text": "An air strike by Israel killed seven soldiers in Homs on Sunday, the Syrian army said."}\n'
    )
    with serve_record(own_record) as address:
        page = open_page("/?kind=air_strike", at=address, refused=(404,))
        page.get_by_role("link", name="Search, feed, alert").click()
        page.wait_for_url("**/search?kind=air_strike")
        make_alert(page, "Strikes / <i>")
        page.get_by_text("what is new of this is in the feed of the alert Strikes / <i>").wait_for()
        assert feed_of(address, page, "Strikes").entries == [], "what is known is not told"
        subprocess.run(
            [sys.executable, "-m", "casus", "build", str(news), "--record", str(own_record)],
            check=True, capture_output=True,
        )  # fmt: skip
        subprocess.run([sys.executable, "-m", "casus", "alert", "run", "--record", str(own_record)], check=True)
        (entry,) = feed_of(address, page, "Strikes").entries
        assert entry.title == "New event: Air strike on Homs by Israel"
        page.goto(address + "/search")
        alerts(page).get_by_role("link", name="Strikes / <i>").click()
        page.wait_for_url("**/search?kind=air_strike")
        page.get_by_role("button", name="Remove the alert Strikes / <i>").click()
        alerts(page).wait_for(state="hidden")
        assert read(address, "/api/v1/alerts")["items"] == []


def test_what_goes_wrong_with_an_alert_is_told(open_page: Any, own_record: Path, serve_record: Any) -> None:
    with serve_record(own_record) as address:
        page = open_page("/search?kind=withdrawal", at=address, refused=(404, 409))
        make_alert(page, "Retreats")
        alerts(page).get_by_role("link", name="Retreats").wait_for()
        page.get_by_role("button", name="Tell me of Retreats").click()
        page.get_by_role("alert").get_by_text("there is an alert called 'Retreats'").wait_for()
        subprocess.run(
            [sys.executable, "-m", "casus", "alert", "remove", "Retreats", "--record", str(own_record)], check=True
        )
        page.get_by_role("button", name="Remove the alert Retreats").click()
        page.get_by_role("alert").get_by_text("there is no alert called 'Retreats'").wait_for()
        alerts(page).wait_for(state="hidden")


def test_it_fits_a_phone(open_page: Any) -> None:
    page = open_page("/search?q=palmyra&kind=withdrawal", viewport={"width": 360, "height": 740})
    page.locator("#results li").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
