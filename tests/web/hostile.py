"""Texts that attack whoever shows them, in every place where a document may carry text, and what must not come of it.

    place = build_hostile(folder)             # a record that `casus build` made of such documents, with hostile names put beside
    for path in addresses(server): ...        # every page that the record has
    assert_harmless(page)                     # nothing ran, nothing was put in

A payload that runs sets ``globalThis.hit``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from asking import read
from casus.decision import Decision
from casus.record import (
    Claim,
    Coded,
    Control,
    Count,
    Document,
    DocumentDate,
    Event,
    Interval,
    Links,
    Noise,
    Number,
    Operation,
    Problem,
    Relation,
    Toll,
)
from casus.store.record import Record
from casus.store.searches import save_search

ROOT = Path(__file__).resolve().parents[2]
RUN = "globalThis.hit=1"
PAYLOADS = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg/onload={RUN}>",
    f"\"><img src=x onerror={RUN}>",
    f"'><svg onload={RUN}>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"]]><script>{RUN}</script>",
    f"--><script>{RUN}</script>",
    f"<iframe srcdoc=\"<script>parent.{RUN.removeprefix('globalThis.')}</script>\"></iframe>",
    f"<a href=\"javascript:{RUN}\">click</a>",
    f"<math><mtext><style><img src onerror={RUN}></style></mtext></math>",
    f"<details open ontoggle={RUN}>",
    "<base href=//evil.example/><link rel=stylesheet href=//evil.example/x.css>",
    f"<meta http-equiv=refresh content=\"0;url=javascript:{RUN}\">",
    f"{{@html '<img src=x onerror={RUN}>'}}",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"\u202e<script>{RUN}</script>\u202c",
    f"\u2028{RUN}//",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    "__proto__", "constructor", "{count}", "%s%n%00", "../../etc/passwd",
)  # fmt: skip
TEXTS = tuple(" ".join(PAYLOADS[at::6]) for at in range(6))
"""All payloads, several in each text: a page for each of them alone would only take longer."""
URLS = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}",
    f" javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    f"blob:http://localhost/{RUN}",
    f'https://evil.example/"onmouseover={RUN}//',
    f"https://evil.example/'><script>{RUN}</script>",
    "//evil.example/x",
)
TOWNS = ("Idlib", "Homs", "Hama", "Palmyra", "Raqqa", "Aleppo")
DAY = date(2021, 5, 4)


def documents() -> list[dict[str, str]]:
    """Rows for ``casus build``: news of war with a payload in its title, publisher, address, text, and names."""
    rows = []
    for number, payload in enumerate(TEXTS):
        text = (
            f"Shelling by the Syrian army killed {number + 2} civilians in {TOWNS[number]} on {number + 2} May 2021, {payload} activists said.\n\n"
            f"Fighters of the {payload} Brigade captured the town of Saraqib from the Syrian army, the {payload} Observatory reported.\n\n"
            f"{payload}\n\nSign up for our newsletter {payload}"
        )
        rows.append(
            {
                "id": f"hostile-{number} {payload}", "date": f"2021-05-1{number}", "title": f"Title {payload}", "publisher": f"Post {payload}",
                "url": URLS[number], "text": text,
            }
        )  # fmt: skip
    return rows


def build_hostile(folder: Path) -> Path:
    """A record that ``casus build`` made of :func:`documents`."""
    given, place = folder / "hostile.jsonl", folder / "built.db"
    given.write_text("".join(json.dumps(row) + "\n" for row in documents()), encoding="utf-8")
    command = [sys.executable, "-m", "casus", "build", str(given), "--record", str(place)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return place


def plant_hostile(place: Path) -> Path:
    """A record in which every name that coding or people may have put there is a payload: what the build alone would not let through."""
    coded, events, tolls, controls = [], [], [], []
    for number, payload in enumerate(TEXTS):
        text = f"{payload} said {payload} shelled {payload}. {payload}"
        document = Document(
            f"id {payload}", text, title=payload, url=URLS[number], publisher=payload, locator=payload,
            date=DocumentDate(DAY, DAY, "inferred", (payload,)), noise=(Noise(len(text) - len(payload), len(text), payload),),
        )  # fmt: skip
        evidence = text[: len(text) - len(payload) - 1]
        claim = Claim(
            f"c{number:012d}", document.key, "shelling", 0, len(evidence), evidence, actors=(payload,), targets=(payload,),
            actor_ids=(f"a {payload}",), target_ids=(f"t {payload}",), place=payload, country="SY", place_id=f"p {payload}", lat=36.0,
            lon=37.0, precision="exact", interval=Interval(DAY, DAY), counts=(Count("killed", 3, 3),), source=payload, source_id=payload,
            source_type="monitor", trigger=payload,
        )  # fmt: skip
        event_id = f"e{number:012d}"
        ties = tuple(
            Relation(
                f"r{number:011d}{at}", document.key, kind, 0, len(evidence), evidence, f"{payload} {at}", f"b {at} {payload}", payload,  # type: ignore[arg-type]
                f"a {payload}", Interval(None, DAY), payload,
            )
            for at, kind in enumerate(("backs", "fights"))
        )  # fmt: skip
        problem = Problem(document.locator, "ground", payload)
        coded.append(Coded(document, (claim,), problems=(problem,), main=0, relations=ties))
        events.append(
            Event(
                event_id, "shelling", payload, (claim.claim_id,), Interval(DAY, DAY), (payload,), (payload,), payload, f"p {payload}",
                "SY", 36.0, 37.0, "exact", payload, origins=(payload,), grade_reason=payload, operation_id=f"o{number:012d}",
                numbers=(Number("killed", 3, 3, 3, claim.claim_id, payload, (claim.claim_id,)),),
            )
        )  # fmt: skip
        controls.append(
            Control(payload, payload, Interval(DAY, DAY), None, (claim.claim_id,), f"p {payload}", "SY", 36.0, 37.0,
                    (claim.claim_id,), (f"{payload} too",))
        )  # fmt: skip
        tolls.append(
            Toll(
                f"t{number:012d}",
                claim.claim_id,
                Count("killed", 3, 3),
                source=payload,
                place=payload,
                operation_id=f"o{number:012d}",
            )
        )
    operations = tuple(
        Operation(
            f"o{number:012d}",
            payload,
            (f"e{number:012d}",),
            Interval(DAY, DAY),
            ((payload,), (f"{payload} too",)),
            (payload,),
            "SY",
        )
        for number, payload in enumerate(TEXTS)
    )
    event_of = {claim: one.event_id for one in events for claim in one.claim_ids}
    with Record.open(place) as record:
        for one in coded:
            record.add_document(one)
        for number, payload in enumerate(TEXTS):
            record.add_decision(
                Decision("reject", payload, datetime(2024, 1, 1, tzinfo=UTC), payload, (f"c{number:012d}",))
            )
        record.replace_links(Links(tuple(events), operations, tuple(tolls), tuple(controls), event_of))
        with record.changing() as connection:
            for number, payload in enumerate(TEXTS):
                save_search(connection, f"{number} {payload}", "local", urlencode({"text": payload, "place": payload}))
    return place


def addresses(server: str) -> Iterator[str]:
    """The pages that are about something in the record, and searches for payloads."""
    for event in read(server, "/api/v1/events?limit=500")["items"]:
        yield f"/events/{event['event_id']}"
        yield f"/review?event={event['event_id']}"
    for document in read(server, "/api/v1/documents?limit=500")["items"]:
        yield f"/documents/{quote(document['key'], safe='')}"
        yield f"/review/documents/{quote(document['key'], safe='')}"
    for one in read(server, "/api/v1/operations?limit=500")["items"]:
        yield f"/operations/{one['operation_id']}"
        yield f"/review?operation={one['operation_id']}"
    for what, name in (("actors", "actor_id"), ("places", "place_id")):
        for one in read(server, f"/api/v1/{what}?limit=500")["items"]:
            yield f"/{what}/{quote(one[name], safe='')}"
    for one in read(server, "/api/v1/sources?limit=500")["items"]:
        yield f"/sources/{quote(one['key'], safe='')}"
    for one in read(server, "/api/v1/claims?limit=500")["items"]:
        yield f"/review/claims/{quote(one['claim_id'], safe='')}"
    yield from (
        "/",
        "/review",
        "/review?state=reviewed",
        "/history",
        "/account",
        "/users",
        "/operations",
        "/actors",
        "/places",
        "/sources",
        "/about",
        "/search?since=1990-01-01&what=documents",
    )
    for payload in TEXTS:
        yield f"/search?{urlencode({'q': 'shelled ' + payload, 'place': payload, 'kind': payload, 'since': payload})}"
        yield f"/search?{urlencode({'q': payload})}"
        yield f"/events/{quote(payload, safe='')}#{quote(payload, safe='')}"
        yield f"/sources/{quote(payload, safe='')}"


LOOK = """() => {
  // links of pages and of drawings (SVG has attributes only)
  const leading = () => [...document.querySelectorAll('a, area, use, image, form[action], button[formaction]')].flatMap((one) =>
    ['href', 'xlink:href', 'action', 'formaction'].filter((name) => one.hasAttribute(name)).map((name) => ({ one, to: new URL(one.getAttribute(name), location.href) })));
  return {
  hit: globalThis.hit ?? null,
  scripts: [...document.scripts].map((one) => one.src || one.textContent).filter((src) => !src.startsWith(location.origin + '/static/')),
  elements: [...document.querySelectorAll('iframe, object, embed, base, math, img, frame, applet, style:not([src]), meta[http-equiv=refresh]')]
    .filter((one) => one.closest('main, header')).map((one) => one.outerHTML),
  handlers: [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on')).map((name) => one.tagName + ' ' + name)),
  links: leading().filter(({ to }) => !/^https?:$/.test(to.protocol)).map(({ to }) => to.href),
  foreign: leading().filter(({ to, one }) => to.origin !== location.origin && !/noopener/.test(one.getAttribute('rel') ?? '')).map(({ to }) => to.href),
}}"""
"""What of the page is not the app's own: all of it must be empty."""


def assert_harmless(page: Any, path: str) -> None:
    """Nothing of a document has run on the page or become an element or a link of it."""
    found = {name: what for name, what in page.evaluate(LOOK).items() if what}
    assert not found, f"{path}: {found}"
