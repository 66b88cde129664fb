"""Web pages: the article, its paragraphs and its metadata come out; menus, footers and scripts stay behind."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from casus.reading.errors import UnreadableError
from casus.reading.pages import Page, read_page

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpora" / "article-extraction"
FIRST = "Government troops entered the town of Harran on Monday after a week of shelling, the provincial governor said."
SECOND = "Rebel fighters said they had pulled back to the hills to spare the people who were still living in the town."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Troops enter Harran | Valley Post</title>
<meta property="og:title" content="Troops enter Harran"><meta property="og:site_name" content="Valley Post">
<meta property="article:published_time" content="2021-03-05T10:00:00Z">
<link rel="canonical" href="https://valleypost.example/harran"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Troops enter Harran</h1><p>{FIRST}</p><p>{SECOND}</p></article>
<footer>Terms of use. Weather by Cloud Ltd.</footer><script>var tracking = "on";</script></body></html>"""


def test_paragraphs_become_lines_and_the_frame_stays_behind() -> None:
    text = read_page(Page(PAGE, "harran", "harran.html")).text
    assert [line for line in text.split("\n") if line.startswith(("Gov", "Reb"))] == [FIRST, SECOND]
    assert "Sport" not in text
    assert "tracking" not in text


def test_metadata_comes_from_the_page() -> None:
    document = read_page(Page(PAGE, "harran", "harran.html"))
    assert (document.title, document.publisher, document.url) == (
        "Troops enter Harran",
        "Valley Post",
        "https://valleypost.example/harran",
    )
    assert (document.date.start, document.date.basis) == (date(2021, 3, 5), "metadata")
    assert document.date.reasons


def test_a_page_without_a_stated_date_stays_undated() -> None:
    page = f"<html><body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    assert read_page(Page(page, "a", "a")).date.basis == "unknown"


@pytest.mark.parametrize("html", ["<html></html>", "<p></p>", "   ", "<" * 5000])
def test_a_page_without_an_article_is_refused(html: str) -> None:
    with pytest.raises(UnreadableError, match="HTML"):
        read_page(Page(html, "a", "a"))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the article-extraction corpus is not beside the repository")
def test_articles_of_real_pages_are_found() -> None:
    truth = json.loads((CORPUS / "ground-truth.json").read_text(encoding="utf-8"))
    scores = [_token_f1(name, truth[name]["articleBody"]) for name in sorted(truth)[:40]]
    assert sum(scores) / len(scores) > 0.92


def _token_f1(name: str, wanted: str) -> float:
    html = gzip.decompress((CORPUS / "html" / f"{name}.html.gz").read_bytes())
    found = Counter(re.findall(r"\w+", read_page(Page(html, name, name)).text))
    truth = Counter(re.findall(r"\w+", wanted))
    return 2 * sum((found & truth).values()) / (found.total() + truth.total())
