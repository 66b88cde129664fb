"""The web app in a real browser: ``casus serve`` of the samples' record on a free port, and pages that ask no other host.

    def test_something(open_page: OpenPage) -> None:
        page = open_page("/about")                     # a Playwright page that has loaded the app
        page.get_by_role("heading", name="About").wait_for()

Wait with locators, ``wait_for_selector`` and ``wait_for_url``: ``wait_for_function`` needs ``eval``, which the app's content security policy forbids.
A page fails its test at the end for any request to another host, any error on its console and any uncaught exception.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER = next((found for name in NAMES if (found := shutil.which(name))), None)
# WebGL, which maps are drawn with, is done by the processor: machines that run tests have no graphics card
OPTIONS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SECONDS = 30
OpenPage = Callable[..., Any]


@pytest.fixture(scope="session")
def sample_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record built of samples/; tests that write make a copy of it."""
    place = tmp_path_factory.mktemp("web") / "casus.db"
    command = [sys.executable, "-m", "casus", "build", "samples", "--record", str(place)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return place


@contextmanager
def serving(place: Path, *options: str) -> Iterator[str]:
    """``casus serve`` of a record; its address. The server is stopped at the end."""
    command = [sys.executable, "-m", "casus", "serve", "--record", str(place), "--port", "0", "--rate", "0", *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert server.stderr is not None
        said = []
        for line in server.stderr:  # ends when the server says where it is, or dies
            said.append(line)
            if found := re.search(r"at (http://\S+) ", line):
                yield found[1]
                break
        else:
            raise AssertionError("casus serve did not start: " + "".join(said))
    finally:
        server.terminate()
        server.wait(SECONDS)


@pytest.fixture(scope="session")
def server(sample_record: Path) -> Iterator[str]:
    """The address of a server of the samples' record, which nobody writes to."""
    if not (files("casus.serving") / "static" / "index.html").is_file():
        pytest.skip("the web app is not built: make app")
    with serving(sample_record) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium, started once."""
    if BROWSER is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=BROWSER, args=OPTIONS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Any, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens pages: ``open_page(path, at=address, **options of a browser context)``; a desktop's size unless told."""
    opened: list[Watched] = []

    def make(path: str = "/", *, at: str | None = None, refused: tuple[int, ...] = (), **options: Any) -> Any:
        address = at or request.getfixturevalue("server")
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **options})
        context.set_default_timeout(SECONDS * 1000)
        watched = Watched(context.new_page(), address, refused)
        opened.append(watched)
        watched.page.goto(address + path)
        watched.page.locator("main h1").first.wait_for()
        return watched.page

    yield make
    for one in opened:
        one.page.context.close()
    assert [wrong for one in opened for wrong in one.wrong] == []


class Watched:
    """A page, and what must not happen on it; answers of a status in ``refused`` are meant to come."""

    def __init__(self, page: Any, address: str, refused: tuple[int, ...]) -> None:
        self.page = page
        self.wrong: list[str] = []
        self._address, self._refused = address, refused
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrong.append(f"exception: {error}"))

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self._address + "/", "blob:", "data:")):
            self.wrong.append(f"request to another host: {request.url}")

    def _said(self, message: Any) -> None:
        expected = any(f"status of {status} " in message.text for status in self._refused)
        if message.type == "error" and not expected:
            self.wrong.append(f"console: {message.text}")


@pytest.fixture(scope="session")
def serve_record() -> Callable[..., Any]:
    """:func:`serving`, for tests that serve a record of their own: ``with serve_record(place) as address``."""
    if not (files("casus.serving") / "static" / "index.html").is_file():
        pytest.skip("the web app is not built: make app")
    return serving
