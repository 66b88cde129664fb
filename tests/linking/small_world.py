"""Invented documents with claims, and builds of them by the program's own copying and linking; what people might decide on them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from casus.build import Steps
from casus.copying import update_copies
from casus.decision import Change, Decision
from casus.linking import incremental, link
from casus.record import (
    Claim,
    Coded,
    Count,
    Document,
    DocumentDate,
    Interval,
    Kind,
    Problem,
    Status,
    stable_id,
)
from casus.store.record import Record

SPOTS = (
    ("Karim", "SY", 36.1, 37.2),
    ("Dabra", "SY", 35.1, 38.9),
    ("Marda", "UA", None, None),
    ("eastern Syria", "SY", None, None),
    (None, None, None, None),
)
SIDES = ("rebels", "army", "Islamic State", "civilians")
KINDS: tuple[Kind, ...] = ("armed_clash", "territory_gain", "offensive", "shelling", "casualty_report", "withdrawal")
STATUSES: tuple[Status, ...] = ("happened", "happened", "happened", "denied", "planned")
FIRST = date(2016, 3, 1)


def paragraph(number: int) -> str:
    """A paragraph of thirty invented words, always the same for a number."""
    letters = random.Random(number)
    return " ".join("".join(letters.choices("aeioklmnrst", k=6)) for _ in range(30)).capitalize() + "."


PARAGRAPHS = tuple(map(paragraph, range(7)))
dates = st.integers(0, 40).map(lambda n: FIRST + timedelta(days=n))
sides = st.lists(st.sampled_from(SIDES), max_size=2, unique=True).map(tuple)


@st.composite
def claims_of(draw: st.DrawFn, document: Document, number: int) -> Claim:
    """A claim of one of a document's paragraphs; its id depends on the document and its number alone."""
    place, country, lat, lon = draw(st.sampled_from(SPOTS))
    start = draw(st.none() | dates)
    length = draw(st.sampled_from((0, 0, 0, 60)))
    said = draw(st.sampled_from(document.text.split("\n")))
    begin = document.text.index(said)
    what = draw(st.none() | st.sampled_from(("killed", "displaced")))
    amount = draw(st.integers(1, 3))
    return Claim(
        claim_id=stable_id("c", document.key, number),
        document=document.key,
        kind=draw(st.sampled_from(KINDS)),
        begin=begin,
        end=begin + 80,
        evidence=document.text[begin : begin + 80],
        actors=draw(sides),
        targets=draw(sides),
        place=place,
        country=country,
        lat=lat,
        lon=lon,
        interval=Interval(start, start + timedelta(days=length)) if start else Interval(),
        counts=(Count(what, amount, amount),) if what else (),  # type: ignore[arg-type]
        source=draw(st.sampled_from((None, None, "army", "activists"))),
        status=draw(st.sampled_from(STATUSES)),
        aggregate=draw(st.booleans()) and draw(st.booleans()),
    )


@dataclass(frozen=True)
class World:
    """Documents, what coding finds in each, and what it finds in those that are coded anew (``again``, by id)."""

    documents: tuple[Document, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    others: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)

    def coded(self, document: Document) -> Coded:
        return Coded(document, (self.others if document.id in self.again else self.claims)[document.key])

    def code_again(self, record: Record, name: str) -> None:
        """Have a document that is in the record say something else, as another version of a coder would."""
        self.again.add(name)
        (document,) = (one for one in self.documents if one.id == name)
        if record.has_document(document.key):
            record.add_document(self.coded(document), coder="1")

    @property
    def steps(self) -> Steps:
        """A build whose inputs are ids of documents."""
        named = {document.id: document for document in self.documents}

        def read(inputs: Sequence[str], _given: date | None) -> Iterator[Document | Problem]:
            return (named[one] for one in inputs)

        def code(documents: Iterable[Document]) -> Iterator[Coded]:
            return map(self.coded, documents)

        return Steps(read, code, lambda record: update_copies(record, "1"), link, "1", "1", incremental)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    documents = []
    for number in range(draw(st.integers(2, 6))):
        day = draw(st.none() | dates)
        page = draw(st.none() | st.integers(1, 2))
        document = Document(
            f"r{number}",
            "\n".join(PARAGRAPHS[n] for n in draw(st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True))),
            url=f"https://example.org/{page}" if page else None,
            publisher=draw(st.sampled_from((None, "Herald", "Post"))),
            date=DocumentDate(day, day, "given" if day else "unknown"),
        )
        documents.append(document)
    claims, others = (
        {one.key: tuple(draw(claims_of(one, n)) for n in range(draw(st.integers(0, 3)))) for one in documents}
        for _ in range(2)
    )
    return World(tuple(documents), claims, others)


CHANGES: tuple[Change, ...] = (
    ("kind", ("shelling",)),
    ("place", ("Dabra",)),
    ("country", ("UA",)),
    ("actors", ("army",)),
)


@st.composite
def decisions(draw: st.DrawFn, known: Sequence[str], taken: Sequence[Decision]) -> Decision:
    """A decision on some claims of the record, or against one taken before."""
    kinds = ["merge", "split", "move", "number", "reject", "correct", "name", *(["undo"] if taken else [])]
    kind = draw(st.sampled_from(kinds))
    when = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=len(taken))
    if kind == "undo":
        return Decision("undo", "Ada", when, "mistaken", undoes=draw(st.sampled_from(taken)).decision_id)
    some = draw(st.lists(st.sampled_from(known), min_size=1, max_size=4, unique=True))
    ones, others = tuple(sorted(some[:2])), tuple(sorted(some[2:]))
    decision = Decision(kind, "Ada", when, "seen", ones)  # type: ignore[arg-type]
    if kind in ("split", "move"):
        together = others[:1] if kind == "move" else ()
        return replace(
            decision, claim_ids=ones[:1] if kind == "move" else ones, together_ids=together, apart_ids=others[1:]
        )
    if kind == "merge":
        return replace(decision, claim_ids=tuple(sorted(some)))
    if kind == "number":
        return replace(decision, what="killed", best=draw(st.integers(0, 9)))
    if kind == "correct":
        return replace(decision, claim_ids=ones[:1], changes=(draw(st.sampled_from(CHANGES)),))
    return replace(decision, name="The long march") if kind == "name" else decision


def tale(
    name: str, day: int, parts: Sequence[int], place: str = "Karim", country: str = "SY"
) -> tuple[Document, tuple[Claim, ...]]:
    """A report of some paragraphs, with one claim of shelling on its day in the first of them."""
    when = date(2016, 3, day)
    text = "\n".join(PARAGRAPHS[part] for part in parts)
    document = Document(name, text, publisher=name, date=DocumentDate(when, when, "given"))
    claim = Claim(
        f"c{name}", document.key, "shelling", 0, 80, text[:80], ("army",), ("civilians",), place=place, country=country,
        interval=Interval(when, when), counts=(Count("killed", day, day),),
    )  # fmt: skip
    return document, (claim,)


def world_of(*tales: tuple[Document, tuple[Claim, ...]]) -> World:
    return World(tuple(document for document, _ in tales), {document.key: mine for document, mine in tales})
