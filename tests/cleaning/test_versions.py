"""Versions of a page: what is one address, and which text of several at it stands for the others."""

from __future__ import annotations

import random
from datetime import date

import pytest

from casus.cleaning.pages import address
from casus.cleaning.prepared import prepare
from casus.cleaning.versions import superseded
from casus.record import Document, DocumentDate

STORY = (
    "Rescuers reached the flooded quarter of Dalma at dawn and brought some forty people to the school on the hill. "
    "The mayor said that the bridge had been closed since Tuesday, when soldiers laid mines on the far bank. "
)
PAGE = "https://example.org/dalma"


def version(name: str, text: str, day: int | None, url: str = PAGE) -> Document:
    when = date(2022, 5, day) if day else None
    return Document(name, text, url=url, date=DocumentDate(when, when, "given" if day else "unknown"))


def standing(*documents: Document) -> dict[str, str]:
    names = {document.key: document.id for document in documents}
    wanted = superseded(map(prepare, documents))
    shuffled = random.Random(1).sample(documents, len(documents))
    assert superseded(map(prepare, shuffled)) == wanted
    return {names[key]: names[latest] for key, latest in wanted.items()}


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/dalma/",
        "https://EXAMPLE.org/dalma#comments",
        "https://example.org/dalma?utm_source=feed&fbclid=1",
        " https://example.org/dalma ",
    ],
)
def test_links_to_one_page_are_one_address(url: str) -> None:
    assert address(url) == address(PAGE)


@pytest.mark.parametrize(
    "url", [None, "", "https://example.org/", "https://example.org", "news/a.txt", "ftp://x/y", "http://[x"]
)
def test_front_pages_and_what_is_no_web_address_are_none(url: str | None) -> None:
    assert address(url) is None


def test_what_a_page_is_asked_for_tells_pages_apart() -> None:
    assert address(f"{PAGE}?id=1") != address(f"{PAGE}?id=2")
    assert address(f"{PAGE}?a=1&b=2") == address(f"{PAGE}?b=2&a=1")


def test_the_latest_version_stands_for_all_earlier_ones() -> None:
    texts = [STORY, STORY + "Two soldiers were hurt.", STORY + "Three soldiers were hurt, the army said later."]
    first, second, third = (version(f"v{n}", text, n) for n, text in enumerate(texts, 1))
    assert standing(third, first, second) == {"v1": "v3", "v2": "v3"}


def test_a_text_that_grew_through_versions_supersedes_the_first_with_which_it_shares_little() -> None:
    lines = [
        f"On day {n} the water stood at the {n}th step of the town hall and the families of street {n} left."
        for n in range(12)
    ]
    grown = [version(f"v{n}", " ".join(lines[n : n + 6]), n + 1) for n in range(6)]
    assert set(standing(*grown).values()) == {"v5"}


def test_undated_versions_come_before_dated_ones_and_of_one_day_the_longer_one_stands() -> None:
    undated, short, long = version("u", STORY * 2 + "x", None), version("s", STORY, 2), version("l", STORY + "More.", 2)
    assert standing(undated, short, long) == {"u": "l", "s": "l"}


def test_a_number_that_changed_in_one_sentence_is_a_version() -> None:
    told = "A strike hit the market of Dalma on Monday and killed {} people, officials said."
    assert standing(version("a", told.format(10), 1), version("b", told.format(12), 2)) == {"a": "b"}


def test_rows_that_name_one_page_but_tell_of_other_things_all_stand() -> None:
    assert (
        standing(
            version("a", STORY, 1), version("b", "A depot burned in Kesh; nobody was hurt, firemen told a paper.", 2)
        )
        == {}
    )


def test_a_page_that_stayed_as_it_was_has_no_later_version() -> None:
    assert standing(version("a", STORY, 1), version("b", STORY, 4)) == {}
    assert standing(version("z", STORY + "Ten fled.", 1), version("a", STORY, 2), version("b", STORY, 4)) == {"z": "a"}
