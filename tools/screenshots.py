"""Take the pictures of the web app in docs/images anew: ``python -m tools.screenshots``, with the app built (``make app``) and Chromium installed.

They show the record of samples/, whose reports are made up.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
SIZE = {"width": 1280, "height": 720}
MOST_BYTES = 250_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# maps are drawn with WebGL, by the processor where there is no graphics card
OPTIONS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@contextmanager
def serving(record: Path) -> Iterator[str]:
    """``casus serve`` of a record; its address. Raises RuntimeError when it does not start."""
    command = [sys.executable, "-u", "-m", "casus", "serve", "--record", str(record), "--port", "0", "--rate", "0"]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        said = []
        for line in server.stderr or ():
            said.append(line)
            if found := re.search(r"at (http://\S+) ", line):
                yield found[1]
                return
        raise RuntimeError("casus serve did not start: " + "".join(said))
    finally:
        server.terminate()
        server.wait(30)


def pages(server: str) -> dict[str, str]:
    """What is shown, by the name of its picture: of events, documents and operations those that have most to tell."""

    def read(path: str) -> Any:
        with urlopen(f"{server}/api/v1{path}") as answer:
            return json.load(answer)

    operations = read("/operations?limit=500")["items"]
    told = max(operations, key=lambda one: (len(one["event_ids"]), one["operation_id"]))
    events = read("/events?limit=500")["items"]
    event = max(events, key=lambda one: (len(one["numbers"]) > 0, len(one["claim_ids"]), one["event_id"]))
    claim = read(f"/claims/{event['claim_ids'][0]}")["claim"]
    return {
        "web-overview": "/",
        "web-event": f"/events/{event['event_id']}",
        "web-document": f"/documents/{claim['document']}#{claim['claim_id']}",
        "web-operation": f"/operations/{told['operation_id']}",
        "web-review": f"/review/claims/{claim['claim_id']}",
    }


def take(browser: Any, server: str, path: str, picture: Path) -> None:
    """Write what the browser shows of a page. Raises RuntimeError when the picture weighs too much."""
    page = browser.new_page(viewport=SIZE, locale="en-GB", color_scheme="light")
    page.goto(server + path)
    page.locator("main h1").first.wait_for(state="attached")
    page.locator("main [data-loading]").first.wait_for(state="detached")
    if page.locator(".map").count():
        page.locator(".map[data-ready=true]").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=picture, animations="disabled")
    page.close()
    if picture.stat().st_size > MOST_BYTES:
        raise RuntimeError(f"{picture} weighs {picture.stat().st_size} bytes; take a smaller SIZE")


def main() -> None:
    """Take all pictures. Raises RuntimeError without a browser."""
    from playwright.sync_api import sync_playwright

    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        raise RuntimeError("no Chromium on this machine: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "casus.db"
        command = [sys.executable, "-m", "casus", "build", "samples", "--record", str(record)]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        with serving(record) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
            for name, path in pages(server).items():
                take(browser, server, path, IMAGES / f"{name}.png")
                sys.stdout.write(f"docs/images/{name}.png\n")
            browser.close()


if __name__ == "__main__":
    main()
