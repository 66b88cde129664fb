"""The report in a real browser: the map, the timeline and the evidence drawer are drawn from the embedded data."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from report_example import Example

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = next((found for name in BROWSERS if (found := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine: apt-get install chromium")


def drawn(folder: Path, html: str, fragment: str = "") -> str:
    """The page's elements after its scripts have run."""
    report = folder / "report.html"
    report.write_text(html, encoding="utf-8")
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--window-size=1200,900",
    ]
    command = [
        str(BROWSER), *options, f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=5000", "--dump-dom",
        report.as_uri() + fragment,
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=120).stdout


def after(html: str, act: str) -> str:
    """The same page with a script that acts as a reader would, once everything is drawn."""
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    assert open_page != html
    return open_page.replace("</body>", f"<script>{act}</script></body>")


def test_the_map_and_the_timeline_are_drawn(example: Example, tmp_path: Path) -> None:
    dom = drawn(tmp_path, example.render())
    assert 'data-ready="true"' in dom
    assert '<path class="border disputed" d="M' in dom
    assert 'class="place-name"' in dom
    assert 'class="ring ink-reported"' in dom  # the province is an area, not a point
    assert 'class="overview"' in dom
    assert dom.count('class="event"') == 3  # the operation's events; the one of 2019 is outside the window
    assert "Background: 1 event before this window" in dom


def test_a_link_to_a_number_opens_its_evidence_with_the_number_marked(example: Example, tmp_path: Path) -> None:
    dom = drawn(tmp_path, example.render(), "#number=v3:killed")
    assert '<h2 id="drawer-title" dir="auto">12 killed</h2>' in dom
    assert "<mark>Shelling killed <b>12</b> people, four of them children</mark>" in dom
    assert '<span class="noise" title="Kept out of coding: newsletter">Sign up &lt;script&gt;' in dom


def test_an_event_shows_the_claims_against_it(example: Example, tmp_path: Path) -> None:
    dom = drawn(tmp_path, example.render(), "#event=v1")
    assert "Claims that stand against it" in dom
    assert "لم يدخلوا المدينة" in dom


def test_a_link_to_nothing_says_so(example: Example, tmp_path: Path) -> None:
    assert "This link leads to nothing in this report." in drawn(tmp_path, example.render(), "#claim=__proto__")


def test_an_empty_record_runs_without_error(empty: Example, tmp_path: Path) -> None:
    assert 'data-ready="true"' in drawn(tmp_path, empty.render())


def test_choosing_what_is_in_no_operation_narrows_table_and_timeline(example: Example, tmp_path: Path) -> None:
    act = "const scope = document.getElementById('scope'); scope.value = '-'; scope.dispatchEvent(new Event('change'));"
    dom = drawn(tmp_path, after(example.render(), act))
    assert "1 of 4 events" in dom
    assert dom.count('class="event"') == 1
    assert "No event with a known location." in dom
    assert not re.search(r'<p class="map-empty" hidden', dom)


def test_words_filter_the_events(example: Example, tmp_path: Path) -> None:
    act = (
        "const words = document.querySelector('[name=words]'); words.value = 'shelling MARRIN';"
        "words.dispatchEvent(new Event('input', { bubbles: true }));"
    )
    dom = drawn(tmp_path, after(example.render(), act))
    assert "1 of 4 events" in dom
    assert re.findall(r'<tr data-event="(\w+)">', dom) == ["v3"]


def test_the_map_zooms_and_moves_by_keyboard(example: Example, tmp_path: Path) -> None:
    act = (
        "const map = document.querySelector('svg.map'); const seen = new Set();"
        "for (const key of ['a', '+', 'ArrowLeft']) {"
        "  map.dispatchEvent(new KeyboardEvent('keydown', { key }));"
        "  seen.add(map.querySelector('g').getAttribute('transform')); }"
        "document.body.dataset.views = seen.size;"
    )
    assert 'data-views="3"' in drawn(tmp_path, after(example.render(), act))


def test_escape_closes_the_drawer(example: Example, tmp_path: Path) -> None:
    act = "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));"
    dom = drawn(tmp_path, after(example.render(), act), "#toll=t1")
    assert re.search(r'<aside id="drawer"[^>]* hidden', dom)


def test_the_timelines_window_moves_by_keyboard(example: Example, tmp_path: Path) -> None:
    act = (
        "const head = document.querySelector('.timeline-head b'); document.body.dataset.before = head.textContent;"
        "document.querySelector('[data-part=from]').dispatchEvent("
        "new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));"
    )
    dom = drawn(tmp_path, after(example.render(), act))
    (before,) = re.findall(r'data-before="([^"]+)"', dom)
    (now,) = re.findall(r'<p class="timeline-head"[^>]*><b>([^<]+)</b>', dom)
    assert now != before
    assert now.split(" – ")[1] == before.split(" – ")[1]
