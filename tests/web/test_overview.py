"""The overview: map, timeline and list filter each other, and all that is chosen stands in the address."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import urlopen

import pytest

from asking import read


def asked(server: str, **filters: Any) -> list[dict[str, Any]]:
    """The events that the API gives for the same filters."""
    query = urlencode({"limit": 500, **filters}, doseq=True)
    with urlopen(f"{server}/api/v1/events?{query}") as answer:
        items: list[dict[str, Any]] = json.load(answer)["items"]
    return items


def wait_for(page: Any, events: int) -> None:
    """Wait until so many events are let through."""
    page.wait_for_selector(f'.overview[data-events="{events}"]')


def wait_for_address(page: Any, **expected: list[str]) -> None:
    """Wait until the address has these parameters (it is written a moment after a choice)."""
    page.wait_for_url(lambda url: {name: parse_qs(urlsplit(url).query).get(name, []) for name in expected} == expected)


def wait_for_parameter(page: Any, name: str) -> dict[str, list[str]]:
    """Wait until the address has a parameter; all of them."""
    page.wait_for_url(lambda url: name in parse_qs(urlsplit(url).query))
    return parse_qs(urlsplit(page.url).query)


def ready_map(page: Any) -> Any:
    """The map's frame, once its marks are drawn."""
    page.wait_for_selector('.map[data-ready="true"]')
    page.wait_for_selector(".frame[data-marks]")
    return page.locator(".frame")


def test_all_events_are_counted_mapped_and_listed(open_page: Any, server: str) -> None:
    page = open_page("/")
    events = asked(server)
    wait_for(page, len(events))
    ready_map(page)
    first = page.get_by_role("listitem").filter(has=page.locator("[data-at='0']"))
    first.get_by_text(events[0]["title"]).wait_for()
    assert first.get_by_role("link").get_attribute("href") == f"/events/{events[0]['event_id']}"


def test_counts_beside_kinds_are_those_of_the_events(open_page: Any, server: str) -> None:
    page = open_page("/")
    kinds = Counter(one["kind"] for one in asked(server))
    kind, number = kinds.most_common(1)[0]
    row = page.get_by_role("group", name="Kind").locator("label").filter(has_text=kind.replace("_", " ")).first
    assert row.inner_text().split()[-1] == str(number)


def test_a_kind_narrows_list_and_counts_and_stands_in_the_address(open_page: Any, server: str) -> None:
    page = open_page("/")
    page.get_by_role("checkbox", name=re.compile("air strike")).check()
    strikes = asked(server, kind="air_strike")
    wait_for(page, len(strikes))
    wait_for_address(page, kind=["air_strike"])
    page.get_by_role("button", name="Remove: air strike").click()
    wait_for(page, len(asked(server)))
    wait_for_address(page, kind=[])


def test_a_box_drawn_on_the_map_leaves_the_events_inside(open_page: Any, server: str) -> None:
    page = open_page("/?map=35,38,5")
    frame = ready_map(page)
    page.get_by_role("button", name="Choose an area").click()
    place = frame.bounding_box()
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x - 150, y - 150)
    page.mouse.down()
    page.mouse.move(x + 60, y + 60, steps=4)
    page.mouse.move(x + 150, y + 150, steps=4)
    page.mouse.up()
    box = wait_for_parameter(page, "box")["box"][0]
    inside = asked(server, box=box)
    assert 0 < len(inside) < len(asked(server))
    wait_for(page, len(inside))
    page.get_by_role("button", name="Any area").click()
    wait_for(page, len(asked(server)))


def test_a_span_brushed_on_the_timeline_leaves_its_events(open_page: Any, server: str) -> None:
    page = open_page("/")
    plot = page.get_by_role("region", name="Timeline").locator(".plot")
    place = plot.bounding_box()
    middle = place["y"] + 20
    page.mouse.move(place["x"] + place["width"] * 0.7, middle)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] * 0.9, middle, steps=5)
    page.mouse.up()
    since, until = (page.get_by_label(name, exact=True).input_value() for name in ("From", "To"))
    inside = asked(server, since=since, until=until)
    assert 0 < len(inside) < len(asked(server))
    wait_for(page, len(inside))
    wait_for_address(page, since=[since], until=[until])


def test_a_span_is_chosen_by_keys(open_page: Any) -> None:
    page = open_page("/")
    handle = page.get_by_role("slider", name="First day chosen")
    handle.focus()
    before = handle.get_attribute("aria-valuetext")
    page.keyboard.press("PageUp")
    wait_for_parameter(page, "since")
    assert handle.get_attribute("aria-valuetext") != before
    page.keyboard.press("Escape")
    wait_for_address(page, since=[])


def test_playing_moves_the_span_until_it_is_paused(open_page: Any) -> None:
    page = open_page("/")
    page.get_by_role("button", name="Play").click()
    handle = page.get_by_role("slider", name="First day chosen")
    begun = handle.get_attribute("aria-valuenow")
    page.wait_for_selector(f"[role=slider][data-part=from]:not([aria-valuenow='{begun}'])")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Play").wait_for()


def test_an_address_with_filters_opens_with_them_and_they_stay_in_it(open_page: Any, server: str) -> None:
    chosen = {"since": "2016-01-01", "until": "2024-12-31", "grade": ["reported", "corroborated"], "country": ["SY"]}
    events = asked(server, **chosen)
    assert 0 < len(events) < len(asked(server))
    page = open_page(f"/?{urlencode({**chosen, 'sort': 'killed'}, doseq=True)}")
    wait_for(page, len(events))
    assert page.get_by_label("Order").input_value() == "killed"
    page.get_by_role("checkbox", name=re.compile("corroborated")).uncheck()
    wait_for_address(page, grade=["reported"], country=["SY"], since=["2016-01-01"], sort=["killed"])
    wait_for(page, len(asked(server, **{**chosen, "grade": "reported"})))


def test_what_only_the_server_can_filter_by_is_asked_of_it(open_page: Any, server: str) -> None:
    operation = next(one["operation_id"] for one in asked(server) if one["operation_id"])
    name = read(server, f"/api/v1/operations/{operation}")["operation"]["name"]
    page = open_page(f"/?operation={operation}")
    wait_for(page, len(asked(server, operation=operation)))
    page.get_by_role("button", name=f"Remove: operation: {name}").click()
    wait_for(page, len(asked(server)))


def test_an_actor_means_what_the_api_means(open_page: Any, server: str) -> None:
    names = Counter(name for one in asked(server) for name in {*one["actors"], *one["targets"]})
    name = names.most_common(1)[0][0]
    page = open_page(f"/?{urlencode({'actor': name})}")
    wait_for(page, len(asked(server, actor=name)))


def test_most_killed_first(open_page: Any, server: str) -> None:
    page = open_page("/")
    page.get_by_label("Order").select_option("killed")
    most = asked(server, sort="killed")[0]
    page.locator(f"[data-at='0'][href='/events/{most['event_id']}']").wait_for()


def test_arrow_keys_go_along_the_list_and_enter_opens_an_event(open_page: Any, server: str) -> None:
    page = open_page("/")
    events = asked(server)
    wait_for(page, len(events))
    ready_map(page)
    page.locator("[data-at='0']").focus()
    for at in (1, 2, 3):
        page.keyboard.press("ArrowDown")
        page.wait_for_selector(f"[data-at='{at}']:focus")
    page.keyboard.press("End")
    page.wait_for_selector(f"[data-at='{len(events) - 1}']:focus")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def test_only_what_is_in_view_is_in_the_page(open_page: Any, server: str) -> None:
    page = open_page("/")
    wait_for(page, len(asked(server)))
    assert page.get_by_role("listitem").filter(has=page.locator("[data-at]")).count() < 30


def test_it_works_on_a_phone(open_page: Any, server: str) -> None:
    page = open_page("/", viewport={"width": 360, "height": 740}, has_touch=True)
    ready_map(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.get_by_role("checkbox", name=re.compile("shelling"))
    assert not box.is_visible()
    page.get_by_role("button", name="Filters", exact=True).tap()
    box.check()
    page.get_by_role("button", name="Close the filters").tap()
    wait_for(page, len(asked(server, kind="shelling")))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_is_drawn_with_disputed_borders_and_its_convention(open_page: Any, scheme: str) -> None:
    page = open_page("/", color_scheme=scheme)
    ready_map(page)
    page.get_by_text("Dashed: disputed or unsettled").wait_for()


def test_a_mark_tells_what_it_stands_for_and_leads_to_its_place(open_page: Any, server: str) -> None:
    event = next(one for one in asked(server) if one["place_id"] and one["lat"] is not None)
    here = asked(server, place=event["place_id"])
    page = open_page(f"/?map={event['lat']},{event['lon']},10")  # the place is in the middle of the map
    box = ready_map(page).locator("canvas").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = page.get_by_role("dialog", name=event["place"])
    assert f"{len(here)} event" in card.inner_text()
    card.get_by_role("link", name="Place page").wait_for()
    card.get_by_role("button", name="Only here").click()
    wait_for(page, len(here))
    wait_for_address(page, place=[event["place_id"]])


def test_changing_colours_keeps_the_marks(open_page: Any) -> None:
    page = open_page("/", color_scheme="light")
    frame = ready_map(page)
    marks = frame.get_attribute("data-marks")
    page.get_by_label("Colours").select_option("dark")
    page.wait_for_selector('.map[data-ready="true"]')
    assert frame.get_attribute("data-marks") == marks
