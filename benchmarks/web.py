"""How fast the web app's overview is in a browser, and how large its files are.

    python -m benchmarks.web RECORD [--runs 5]

Starts ``casus serve`` of the record, opens the overview in the system's Chromium (without a graphics card: the map is drawn by the processor) and tells, as
medians and worst of the runs: when the page is first painted, when the events are counted and listed, how long one step of brushing the timeline and
one choice of a filter take (from the event to the end of the work that it causes in the page, until timeline, counts, list and marks are painted, and until the names of places are, which
follows them), how long the steps of a drag take that makes no pauses, and the sizes of the built files as they are sent.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
STEPS = 20
WAIT_MS = 120_000
PAUSE_MS = 300
"""Between two choices of a filter, after the map is painted: nobody chooses faster."""

TIMED = """
  const begun = performance.now();
  const since = () => performance.now() - begun;
  const map = () => document.querySelector('.frame').getAttribute('aria-busy') === 'true';
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  touch();
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  const worked = since();
  await frame();
  const painted = since();
  while (map()) await frame();
  return [worked, painted, since()];
"""
"""What is measured of one touch: the work in the page, until what was touched is painted, until the map is."""
STEP = f"""async ([x, y, kind]) => {{
  const plot = document.elementFromPoint(x, y).closest('.plot');
  const touch = () =>
    plot.dispatchEvent(new PointerEvent(kind, {{ clientX: x, clientY: y, button: 0, pointerId: 1, bubbles: true }}));
{TIMED}}}"""
CHOOSE = f"""async (name) => {{
  const box = [...document.querySelectorAll('aside label')].find((one) => one.textContent.includes(name)).querySelector('input');
  const touch = () => box.click();
{TIMED}}}"""
DRAG = """async ([left, wide, y, steps]) => {
  const plot = document.elementFromPoint(left + 5, y).closest('.plot');
  const send = (kind, x) =>
    plot.dispatchEvent(new PointerEvent(kind, { clientX: x, clientY: y, button: 0, pointerId: 1, bubbles: true }));
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  send('pointerdown', left + wide * 0.1);
  const found = [];
  for (let step = 0; step < steps; step++) {
    const begun = performance.now();
    send('pointermove', left + wide * (0.2 + 0.7 * step / steps));
    await frame();
    found.push(performance.now() - begun);
  }
  send('pointerup', left + wide * 0.9);
  return found;
}"""
"""A drag without pauses: each step follows as soon as the one before is painted."""
SETTLED = '.frame[aria-busy="false"]'


@contextmanager
def serving(record: str) -> Iterator[str]:
    """The address of a server of the record."""
    command = [sys.executable, "-m", "casus", "serve", "--record", record, "--port", "0", "--rate", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        assert server.stderr is not None
        for line in server.stderr:
            if found := re.search(r"at (http://\S+) ", line):
                yield found[1]
                return
        raise SystemExit("casus serve did not start")
    finally:
        server.terminate()
        server.wait(30)


def measure(page: Any, address: str) -> dict[str, list[float]]:
    """One run, milliseconds."""
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(".overview[data-events]", timeout=WAIT_MS)
    counted = 1000 * (time.perf_counter() - begun)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN")
    page.wait_for_selector(".frame[data-marks]", timeout=WAIT_MS)
    page.wait_for_selector(SETTLED, timeout=WAIT_MS)
    mapped = 1000 * (time.perf_counter() - begun)
    # Playwright's own waiting adds some tens of milliseconds to what is told by its clock
    found = {"first paint": [paint], "events counted and listed": [counted], "map drawn": [mapped]}
    box = page.locator(".plot").bounding_box()
    y, left, wide = box["y"] + 20, box["x"], box["width"]
    # a synthetic pointer cannot be captured; the page may go on without
    page.evaluate("Element.prototype.setPointerCapture = () => {}")
    page.evaluate(STEP, [left + wide * 0.2, y, "pointerdown"])
    brushed = [
        page.evaluate(STEP, [left + wide * (0.3 + 0.6 * step / STEPS), y, "pointermove"]) for step in range(STEPS)
    ]
    page.evaluate(STEP, [left + wide * 0.9, y, "pointerup"])
    dragged = page.evaluate(DRAG, [left, wide, y, STEPS])
    page.wait_for_selector(SETTLED, timeout=WAIT_MS)
    names = page.locator("aside fieldset").nth(1).locator("label .value").all_inner_texts()
    chosen = []
    for at in range(10):
        page.wait_for_timeout(PAUSE_MS)
        chosen.append(page.evaluate(CHOOSE, names[at % len(names)]))
    found["a step of a drag without pauses, painted"] = dragged
    for what, times in (("a step of brushing", brushed), ("a kind chosen", chosen)):
        for at, until in enumerate(("work", "painted", "map painted")):
            found[f"{what}, {until}"] = [one[at] for one in times]
    return found


def sizes() -> None:
    """What the app's files weigh, packed."""
    folder = files("casus.serving") / "static" / "assets"
    packed = {one.name: len(gzip.compress(one.read_bytes(), 9)) for one in folder.iterdir()}
    scripts = {name: size for name, size in packed.items() if name.endswith(".js")}
    worker = sum(size for name, size in scripts.items() if "worker" in name)
    first = sum(size for name, size in packed.items() if re.match(r"(index|OverviewPage)-", name))
    print(f"all scripts packed: {sum(scripts.values()) / 1000:.0f} kB, of them the map's worker {worker / 1000:.0f} kB")
    print(f"first page without the map (scripts and styles of frame and overview): {first / 1000:.0f} kB")
    for name, size in sorted(packed.items(), key=lambda one: -one[1])[:8]:
        print(f"  {size / 1000:7.1f} kB  {name}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("record")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args(arguments)
    from playwright.sync_api import sync_playwright

    browser_path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if browser_path is None:
        raise SystemExit("no Chromium on this machine: apt-get install chromium")
    sizes()
    found: dict[str, list[float]] = {}
    with serving(asked.record) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=OPTIONS)
        for run in range(asked.runs + 1):
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            told = measure(page, address)
            page.context.close()
            if run == 0:
                print(
                    f"the first time, while the server makes the overview: {told['events counted and listed'][0]:.0f} ms"
                )
                continue
            for name, times in told.items():
                found.setdefault(name, []).extend(times)
        browser.close()
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, times in found.items():
        late = sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]
        print(f"{name:42} median {statistics.median(times):7.0f} ms   95 % {late:7.0f} ms   worst {max(times):7.0f} ms")


if __name__ == "__main__":
    main()
