"""A small record of our own making that holds one of each thing a report shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from casus.record import (
    Claim,
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
    Toll,
)
from casus.reporting.html import render_report

MONDAY, TUESDAY = date(2031, 3, 3), date(2031, 3, 4)
MORNING = (
    "🔥 Rebels entered Marrin on Monday, a monitor said. Shelling killed 12 people, four of them children. "
    "Sign up <script>alert('letter')</script> for our newsletter."
)
EVENING = "The army said it had repelled the assault on Marrin.\nمصدر عسكري: لم يدخلوا المدينة\nIn 2019 the town changed hands."


@dataclass(frozen=True)
class Example:
    """The arguments of a report."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    links: Links
    problems: tuple[Problem, ...] = ()

    def render(self, **words: str) -> str:
        return render_report(self.documents, self.claims, self.links, self.problems, **words)


def claim_of(document: Document, claim_id: str, evidence: str, **fields: object) -> Claim:
    begin = document.text.index(evidence)
    settings = {"kind": "armed_clash", "place": "Marrin", "interval": Interval(MONDAY, MONDAY), **fields}
    return Claim(claim_id, document.key, begin=begin, end=begin + len(evidence), evidence=evidence, **settings)  # type: ignore[arg-type]


def _count(document: Document, what: str, number: int, words: str) -> Count:
    begin = document.text.index(words)
    return Count(what, number, number, begin, begin + len(words))  # type: ignore[arg-type]


def _documents() -> tuple[Document, Document, Document]:
    newsletter = MORNING.index("Sign up")
    morning = Document(
        "morning",
        MORNING,
        title="Rebels in <b>Marrin</b>",
        url="https://paper.example/marrin?a=1&b=2",
        publisher="The Paper",
        date=DocumentDate(MONDAY, MONDAY, "given"),
        noise=(Noise(newsletter, len(MORNING), "newsletter"),),
    )
    evening = Document(
        "evening",
        EVENING,
        title="Army: assault repelled",
        url="javascript:alert('link')",
        date=DocumentDate(TUESDAY, TUESDAY, "inferred", ("the weekday that the text names",)),
    )
    return morning, evening, Document("reprint", MORNING, copy_of=morning.key)


def example_record() -> Example:
    """One of each thing: a dispute, a number with a part, tolls, control, a copy, noise, hostile text."""
    morning, evening, reprint = _documents()
    dead, children = _count(morning, "killed", 12, "12"), _count(morning, "killed_children", 4, "four")
    monitor = {"source": "a monitor", "source_type": "monitor"}
    claims = (
        claim_of(morning, "m1", "Rebels entered Marrin", kind="territory_gain", actors=("rebels",), **monitor),
        claim_of(
            morning, "m2", "Shelling killed 12 people, four of them children", kind="shelling", counts=(dead, children)
        ),
        claim_of(
            evening,
            "e1",
            "it had repelled the assault on Marrin",
            actors=("army",),
            source="army",
            source_type="belligerent",
        ),
        claim_of(evening, "e2", "لم يدخلوا المدينة", kind="territory_gain", status="denied", actors=("rebels",)),
        claim_of(
            evening,
            "e3",
            "In 2019 the town changed hands",
            kind="territory_gain",
            interval=Interval(date(2019, 1, 1), date(2019, 12, 31)),
        ),
        claim_of(morning, "m3", "killed 12 people", kind="casualty_report", counts=(dead, children), **monitor),
    )
    here = {
        "place": "Marrin",
        "place_id": "p1",
        "lat": 36.2,
        "lon": 37.2,
        "precision": "exact",
        "interval": Interval(MONDAY, MONDAY),
    }
    killed = Number("killed", 10, 12, 12, "m2", "the latest claim", ("m2",))
    young = Number("killed_children", 4, 4, 4, "m2", "the only claim", ("m2",), part_of="killed")
    events = (
        Event("v1", "territory_gain", "Rebels enter Marrin", ("m1",), grade="contested", grade_reason="the army denies it",
              actors=("rebels",), denial_ids=("e2",), rival_ids=("v2",), operation_id="o1", **here),
        Event("v2", "armed_clash", "Assault on Marrin repelled", ("e1",), grade="contested", rival_ids=("v1",), operation_id="o1", **here),
        Event("v3", "shelling", "Shelling of Marrin", ("m2",), numbers=(killed, young), operation_id="o1",
              **{**here, "precision": "province"}),
        Event("v4", "territory_gain", "Marrin changes hands", ("e3",), interval=Interval(date(2019, 1, 1), date(2019, 12, 31))),
    )  # fmt: skip
    toll = Toll(
        "t1", "m3", dead, (children,), "a monitor", "monitor", operation_id="o1", interval=Interval(MONDAY, TUESDAY)
    )
    links = Links(
        events=events,
        operations=(
            Operation(
                "o1",
                "Marrin offensive",
                ("v1", "v2", "v3"),
                Interval(MONDAY, TUESDAY),
                (("rebels",), ("army",)),
                ("Marrin",),
            ),
        ),
        tolls=(toll, replace(toll, toll_id="t0", superseded_by="t1")),
        controls=(
            Control("Marrin", "rebels", Interval(MONDAY, None), None, ("m1",), "p1", contested_by=("e1",)),
            Control(
                "Marrin",
                "army",
                Interval(date(2019, 1, 1), None),
                Interval(MONDAY, MONDAY),
                ("e3",),
                "p1",
                lost_by=("elders",),
            ),
        ),
        event_of={"m1": "v1", "m2": "v3", "e1": "v2", "e2": "v1", "e3": "v4"},
    )
    problems = (Problem("in/<img src=x onerror=alert(1)>.pdf", "read", "no text: run it through OCR first"),)
    return Example((morning, evening, reprint), claims, links, problems)
