"""The page of an event: every number leads to its claims, every claim to its words in the document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from asking import contested_event, event_titled

BOMB = "Explosion in Bandiagara by the JNIM"


def open_event(open_page: Any, server: str, title: str = BOMB, **options: Any) -> tuple[Any, Any]:
    told = event_titled(server, title)
    return open_page(f"/events/{told['event']['event_id']}", **options), told


def test_it_says_what_happened_in_one_sentence_and_is_called_so(open_page: Any, server: str) -> None:
    page, told = open_event(open_page, server)
    page.get_by_role("heading", level=1, name=BOMB).wait_for()
    page.get_by_text(told["sentence"], exact=True).wait_for()
    assert page.title().startswith(BOMB)


def test_a_number_leads_to_the_claim_that_gave_it_and_on_to_its_words_in_the_document(
    open_page: Any, server: str
) -> None:
    page, told = open_event(open_page, server)
    number = next(one for one in told["event"]["numbers"] if one["what"] == "wounded")
    row = page.get_by_role("row", name=re.compile("^wounded"))
    row.get_by_role("link", name=str(number["best"]), exact=True).click()
    card = page.locator(f"article[id='{number['best_claim']}']")
    assert card.evaluate("element => element.classList.contains('chosen')")
    words = card.locator("blockquote").inner_text()
    card.locator("figcaption a").click()
    page.wait_for_url(f"**/documents/*#{number['best_claim']}")
    marked = page.locator("mark.chosen")
    marked.first.wait_for()
    assert "".join(marked.all_text_contents()) == words


def test_low_best_and_high_stand_side_by_side_and_name_all_claims(open_page: Any, server: str) -> None:
    page, told = open_event(open_page, server)
    page.get_by_role("table").wait_for()
    for number in told["event"]["numbers"]:
        row = page.locator("tbody tr", has=page.locator(f"a[href='#{number['best_claim']}']")).filter(
            has_text=number["reason"]
        )
        cells = row.first.locator("td.number").all_inner_texts()
        assert cells == [str(number[name]) for name in ("low", "best", "high")]
        assert row.first.locator("td.claims a").count() == len(number["claim_ids"])


def test_those_who_stand_against_it_stand_apart(open_page: Any, server: str) -> None:
    told = contested_event(server)
    page = open_page(f"/events/{told['event']['event_id']}")
    page.get_by_role("heading", name="Standing against it").wait_for()
    denying = [one["origin"] for one in told["accounts"] if one["stance"] == "denies"]
    assert denying
    assert page.locator("section.account.denies h4").all_inner_texts() == denying
    assert page.locator("section.account.agrees h4").all_inner_texts() != denying


def test_rivals_and_events_of_the_same_operation_are_a_link_away(open_page: Any, server: str) -> None:
    told = contested_event(server)
    page = open_page(f"/events/{told['event']['event_id']}")
    rival = told["rivals"][0]
    page.get_by_role("link", name=rival["title"]).click()
    page.get_by_role("heading", level=1, name=rival["title"]).wait_for()
    assert page.url.endswith(rival["event_id"])


def test_the_map_shows_where(open_page: Any, server: str) -> None:
    page, _ = open_event(open_page, server)
    page.locator("section.map[data-ready='true']").wait_for()


def test_an_address_with_a_claim_opens_at_the_claim(open_page: Any, server: str) -> None:
    told = event_titled(server, BOMB)
    claim = told["accounts"][-1]["voices"][0]["claim"]["claim_id"]
    page = open_page(f"/events/{told['event']['event_id']}#{claim}")
    page.locator(f"article.chosen[id='{claim}']").wait_for()


def test_an_event_that_is_not_there_says_so(open_page: Any) -> None:
    page = open_page("/events/none", refused=(404,))
    page.get_by_role("alert").get_by_text("no event has the id 'none'").wait_for()


def test_paper_is_light_though_the_screen_is_dark(open_page: Any, server: str) -> None:
    page, _ = open_event(open_page, server)
    page.get_by_label("Colours").select_option("dark")
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    assert page.evaluate(scheme) == "dark"
    page.emulate_media(media="print")
    assert page.evaluate(scheme) == "light"


def test_it_prints_without_navigation_and_buttons(open_page: Any, server: str, tmp_path: Path) -> None:
    page, told = open_event(open_page, server)
    page.get_by_role("table").wait_for()
    page.emulate_media(media="print")
    assert not page.get_by_role("banner").is_visible()
    assert not page.get_by_role("button", name="Print").is_visible()
    assert page.get_by_text(told["sentence"], exact=True).is_visible()
    assert len(page.pdf(format="A4")) > 10_000


def test_it_fits_a_phone(open_page: Any, server: str) -> None:
    page, _ = open_event(open_page, server, viewport={"width": 360, "height": 740})
    page.get_by_role("table").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
