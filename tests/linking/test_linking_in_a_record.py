"""Builds of a record end with the links of everything at once: whatever came when, was coded anew, repeated, or decided by people."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casus.build import Steps, build, everything
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
    Links,
    Problem,
    Status,
    stable_id,
)
from casus.store import schema, schema_filed
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


PARAGRAPHS = tuple(map(paragraph, range(5)))
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


def empty(record: Record) -> None:
    with record._writing() as connection:
        for table in (*schema.COPY_TABLES, *schema_filed.TABLES, *reversed(schema.metadata.sorted_tables)):
            connection.execute(table.delete())


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, Record]]:
    folder = tmp_path_factory.mktemp("records")
    with Record.open(folder / "one.db") as one, Record.open(folder / "other.db") as other:
        yield one, other


def told(links: Links) -> dict[str, set[str]]:
    """The claims of each event."""
    found: dict[str, set[str]] = {}
    for claim, event in links.event_of.items():
        found.setdefault(event, set()).add(claim)
    return found


@given(world=worlds(), data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_builds_and_decisions_in_any_order_end_with_the_links_of_everything(
    records: tuple[Record, Record], world: World, data: st.DataObject
) -> None:
    record, other = records
    empty(record)
    names = [document.id for document in world.documents]
    left = data.draw(st.permutations(names), label="order")
    taken: list[Decision] = []
    while left:
        size = data.draw(st.integers(1, 3), label="size")
        build(left[:size], record, steps=world.steps)
        left = left[size:]
        assert record.links() == link(*everything(record))
        if data.draw(st.integers(0, 2)) == 0:
            world.code_again(record, data.draw(st.sampled_from(names), label="coded anew"))
            build((), record, steps=world.steps)
            assert record.links() == link(*everything(record))
        known = sorted(claim.claim_id for claim in record.claims())
        if known and data.draw(st.booleans()):
            taken.append(data.draw(decisions(known, taken), label="decided"))
            record.add_decision(taken[-1])
            if data.draw(st.booleans(), label="linked before the next comes"):
                build((), record, steps=world.steps)
    build((), record, steps=world.steps)

    empty(other)
    build(names, other, steps=world.steps)
    for decision in taken:
        other.add_decision(decision)
    build((), other, steps=world.steps)
    assert [(d.id, d.date, d.copy_of, d.superseded_by, d.repeats) for d in record.documents()] == [
        (d.id, d.date, d.copy_of, d.superseded_by, d.repeats) for d in other.documents()
    ]
    assert told(record.links()) == told(other.links())
    assert record.links() == other.links() == link(*everything(record))


def tale(name: str, day: int, parts: Sequence[int], place: str = "Karim") -> tuple[Document, tuple[Claim, ...]]:
    """A report of some paragraphs, with one claim of shelling on its day in the first of them."""
    when = date(2016, 3, day)
    text = "\n".join(PARAGRAPHS[part] for part in parts)
    document = Document(name, text, publisher=name, date=DocumentDate(when, when, "given"))
    claim = Claim(
        f"c{name}", document.key, "shelling", 0, 80, text[:80], ("army",), ("civilians",), place=place, country="SY",
        interval=Interval(when, when), counts=(Count("killed", day, day),),
    )  # fmt: skip
    return document, (claim,)


def world_of(*tales: tuple[Document, tuple[Claim, ...]]) -> World:
    return World(tuple(document for document, _ in tales), {document.key: mine for document, mine in tales})


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db") as opened:
        yield opened


def test_a_document_that_comes_after_a_decision_is_linked_alone_and_the_decision_holds(record: Record) -> None:
    steps = world_of(tale("a", 1, [0]), tale("b", 9, [1]), tale("c", 1, [2])).steps
    build(["a", "b"], record, steps=steps)
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    record.add_decision(Decision("merge", "Ada", moment, "one fire", ("ca", "cb")))
    record.add_decision(Decision("number", "Ada", moment, "counted", ("ca", "cb"), what="killed", best=7))
    heard: list[str] = []
    build((), record, steps=steps, progress=heard.append)
    build(["c"], record, steps=steps, progress=heard.append)
    assert heard == ["linking all documents", "c", "linking what is new"]
    (event,) = record.links().events
    assert event.claim_ids == ("ca", "cb", "cc")
    assert [(number.best, "Ada" in number.reason) for number in event.numbers] == [(7, True)]


def test_a_claim_that_decisions_place_and_that_is_coded_no_more_has_everything_linked_anew(record: Record) -> None:
    tales = tale("a", 1, [0]), tale("b", 9, [1])
    world = replace(world_of(*tales), others={tales[0][0].key: ()})
    build(["a", "b"], record, steps=world.steps)
    record.add_decision(Decision("merge", "Ada", datetime(2024, 1, 1, tzinfo=UTC), "one fire", ("ca", "cb")))
    build((), record, steps=world.steps)
    heard: list[str] = []
    world.code_again(record, "a")
    build((), record, steps=world.steps, progress=heard.append)
    assert heard[-1] == "linking all documents anew"
    assert record.links().event_of.keys() == {"cb"}


def test_a_first_text_that_comes_later_makes_the_older_report_no_origin_of_its_own(record: Record) -> None:
    """Three reports, of which the last to come is the text that the first one repeats; only what is new is linked."""
    steps = world_of(tale("repost", 3, [0, 1]), tale("own", 3, [2, 3]), tale("first", 2, [0, 1])).steps
    build(["repost", "own"], record, steps=steps)
    assert record.links().events[0].origins == ("own", "repost")
    heard: list[str] = []
    build(["first"], record, steps=steps, progress=heard.append)
    assert heard[-1] == "linking what is new"
    assert {origin for event in record.links().events for origin in event.origins} == {"first", "own"}
    assert record.links() == link(*everything(record))


def test_a_later_version_of_a_page_takes_the_place_of_the_one_before(record: Record) -> None:
    tales = [tale("early", 1, [0, 1]), tale("late", 2, [0, 1, 2])]
    page = [replace(document, url="https://example.org/live") for document, _ in tales]
    mine = [replace(claim, document=one.key) for one, (_, (claim,)) in zip(page, tales, strict=True)]
    steps = World(tuple(page), {one.document: (one,) for one in mine}).steps
    build(["early"], record, steps=steps)
    build(["late"], record, steps=steps)
    assert record.links().event_of.keys() == {"clate"}
    assert len(record.claims()) == 2
