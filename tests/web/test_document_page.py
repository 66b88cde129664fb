"""The page of a document: the words of each claim are marked in the text, which stays letter for letter as it was given."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from asking import page_of, read
from casus.record import Claim, Coded, Count, Document, DocumentDate, Noise, Repeat
from casus.store.record import Record

TEXT = (
    "\U0001f4a3 Shells killed 12 people in Oldtown, and the mayor of Oldtown fled.\n\n  Indented  words.\t<b>no markup</b>\n"
    "Subscribe to our newsletter. " + "filler " * 3
)


INFERRED = DocumentDate(date(2019, 3, 1), date(2019, 3, 31), "inferred", ("its words tell of March",))


def claim(document: Document, name: str, words: str, **more: Any) -> Claim:
    begin = document.text.index(words)
    return Claim(name, document.key, "shelling", begin, begin + len(words), words, **more)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory, serve_record: Any) -> Any:
    """The address of a server of two documents: one with claims that overlap, one of two million letters; and a copy of the first."""
    place = tmp_path_factory.mktemp("texts") / "casus.db"
    begin = TEXT.index("Subscribe")
    first = Document(
        "first", TEXT, title="Oldtown", publisher="The Courier", url="https://courier.example/a",
        noise=(Noise(begin, begin + 28, "newsletter"),),
    )  # fmt: skip
    at = TEXT.index("12")
    claims = (
        claim(first, "c-long", "Shells killed 12 people in Oldtown, and the mayor of Oldtown fled.", counts=(Count("killed", 12, 12, at, at + 2),)),
        claim(first, "c-short", "the mayor of Oldtown fled"),
    )  # fmt: skip
    line = "A line of a very long report about nothing in particular.\n"
    long = Document("long", line * 35_000 + "Shells fell at the end." + line, date=INFERRED)
    copy = Document("copy", TEXT, publisher="The Echo", copy_of=first.key, repeats=(Repeat(first.key, True, 1.0),))
    with Record.open(place) as record:
        record.add_document(Coded(first, claims, main=0))
        record.add_document(Coded(long, (claim(long, "c-end", "Shells fell at the end."),)))
        record.add_document(Coded(copy))
    with serve_record(place) as address:
        yield address


def test_the_text_is_letter_for_letter_the_documents(open_page: Any, texts: str) -> None:
    page = open_page("/documents/first", at=texts)
    page.locator(".text").wait_for()
    told = page.evaluate(
        """() => [...document.querySelectorAll('.text > .block')].map((block) => { const copy = block.cloneNode(true);
             copy.querySelectorAll('a.reference').forEach((one) => one.remove()); return copy.textContent; }).join('')"""
    )
    assert told == TEXT


def test_marks_are_where_the_evidence_is_also_behind_letters_beyond_the_first_plane(open_page: Any, texts: str) -> None:
    page = open_page("/documents/first", at=texts)
    page.locator("mark").first.wait_for()
    long = page.locator("mark[data-claims~='c-long']").all_text_contents()
    assert "".join(long) == "Shells killed 12 people in Oldtown, and the mayor of Oldtown fled."
    assert page.locator("mark[data-claims~='c-short']").all_text_contents() == ["the mayor of Oldtown fled"]


def test_a_fragment_opens_at_its_claim_with_its_numbers(open_page: Any, texts: str) -> None:
    page = open_page("/documents/first#c-long", at=texts)
    page.locator("mark.chosen").first.wait_for()
    assert page.locator("mark.count").all_text_contents() == ["12"]
    page.locator("li.chosen[id='c-long']").wait_for()


def test_a_click_on_words_chooses_the_shortest_claim_and_the_next_click_the_one_around_it(
    open_page: Any, texts: str
) -> None:
    page = open_page("/documents/first", at=texts)
    words = page.locator("mark", has_text="the mayor of Oldtown fled")
    words.click()
    page.wait_for_url("**#c-short")
    page.locator("li.chosen[id='c-short']").wait_for()
    words.click()
    page.wait_for_url("**#c-long")


def test_a_claim_in_the_list_leads_to_its_words_and_a_number_in_the_text_to_its_claim_by_keyboard(
    open_page: Any, texts: str
) -> None:
    page = open_page("/documents/first", at=texts)
    page.get_by_role("link", name="Show the words of claim 2").press("Enter")
    page.wait_for_url("**#c-short")
    assert page.locator("mark.chosen").all_text_contents() == ["the mayor of Oldtown fled"]
    page.get_by_role("link", name="Claim 1", exact=True).press("Enter")
    page.locator("li.chosen[id='c-long']").wait_for()


def test_boilerplate_is_dimmed_and_says_why(open_page: Any, texts: str) -> None:
    page = open_page("/documents/first", at=texts)
    dimmed = page.locator("span.noise")
    assert dimmed.text_content() == "Subscribe to our newsletter."
    assert dimmed.get_attribute("title") == "kept out of coding: newsletter"


def test_copies_and_what_is_copied_are_a_link_away(open_page: Any, texts: str) -> None:
    page = open_page("/documents/copy", at=texts)
    page.get_by_text("It counts as no second source.").wait_for()
    page.get_by_role("link", name="The Courier: Oldtown").click()
    page.get_by_role("heading", level=1, name="Oldtown").wait_for()
    page.get_by_role("link", name="The Echo: copy").wait_for()


def test_a_text_of_two_million_letters_opens_at_its_end(open_page: Any, texts: str) -> None:
    page = open_page("/documents/long#c-end", at=texts)
    page.wait_for_function(
        """() => { const box = document.querySelector('mark.chosen')?.getBoundingClientRect();
                   return box && box.bottom > 0 && box.top < innerHeight; }"""
    )


def test_a_document_says_how_its_date_is_known(open_page: Any, texts: str) -> None:
    page = open_page("/documents/long", at=texts)
    page.get_by_text("inferred", exact=True).wait_for()
    page.get_by_text("How the date is known").click()
    page.get_by_text("its words tell of March").wait_for()


def test_a_safe_server_shows_no_text(open_page: Any, sample_record: Path, serve_record: Any) -> None:
    with serve_record(sample_record, "--safe", "--hold-back", "0") as address:
        found = read(address, "/api/v1/documents")["items"][0]
        page = open_page(page_of(found["key"]), at=address)
        page.get_by_text("Texts are withheld on this server.").wait_for()


def test_it_fits_a_phone(open_page: Any, texts: str) -> None:
    page = open_page("/documents/first", at=texts, viewport={"width": 360, "height": 740})
    page.locator("mark").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_choosing_a_claim_asks_for_nothing_anew_and_keeps_the_marks(open_page: Any, texts: str) -> None:
    page = open_page("/documents/first", at=texts)
    page.locator("mark").first.wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/" in request.url else None)
    page.evaluate("for (const one of document.querySelectorAll('mark')) one.dataset.kept = ''")
    page.get_by_role("link", name="Claim 2", exact=True).click()
    page.locator("mark.chosen[data-kept]").first.wait_for()
    assert asked == []
