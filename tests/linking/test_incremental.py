"""Linking a new document without linking everything anew: the same links, in any order of arrival."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linking_values import claim, keyed, report
from memory_index import MemoryIndex

from casus.filed import LinkChanges
from casus.linking import link
from casus.linking.incremental import link_anew, relink
from casus.record import Claim, Count, Document, DocumentDate, Interval, stable_id

Story = tuple[Document, tuple[Claim, ...]]
"""A document with its claims."""

# ------------------------------------------------------------------------------------------------ stories by chance

SPOTS = (
    ("Karim", "SY", 36.1, 37.2),
    ("Old Karim", "SY", 36.15, 37.25),
    ("Dabra", "SY", 35.1, 38.9),
    ("Dabra", "IQ", None, None),
    ("eastern Syria", "SY", None, None),
    ("Leeds", "GB", 53.8, -1.5),
    (None, "SY", None, None),
    (None, None, None, None),
)
SIDES = ("rebels", "army", "Islamic State", "civilians", "Syrian army")
WORDS = [
    "the",
    "rebels",
    "stormed",
    "mill",
    "bridge",
    "grain",
    "tower",
    "at",
    "dawn",
    "repelled",
    "convoy",
    "market",
    "wounded",
    "dozens",
    "Hamra",
]
KINDS = ("armed_clash", "territory_gain", "offensive", "shelling", "air_strike", "casualty_report", "withdrawal")
FIRST = date(2016, 3, 1)

days = st.integers(0, 70).map(lambda n: FIRST + timedelta(days=n))
sides = st.lists(st.sampled_from(SIDES), max_size=2, unique=True).map(tuple)


@st.composite
def claims_of(draw: st.DrawFn, document: Document, number: int) -> Claim:
    place, country, lat, lon = draw(st.sampled_from(SPOTS))
    start = draw(st.one_of(st.none(), days))
    length = draw(st.sampled_from((0, 0, 0, 3, 90)))
    counts = draw(
        st.lists(st.sampled_from(("killed", "killed_civilians", "wounded", "displaced", "places")), max_size=1)
    )
    return Claim(
        claim_id=stable_id("c", document.key, number),
        document=document.key,
        kind=draw(st.sampled_from(KINDS)),  # type: ignore[arg-type]
        begin=number * 10,
        end=number * 10 + 9,
        evidence=" ".join(draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6))),
        actors=draw(sides),
        targets=draw(sides),
        place=place,
        country=country,
        lat=lat,
        lon=lon,
        interval=Interval(start, start + timedelta(days=length)) if start else Interval(),
        counts=tuple(Count(what, n, n) for what in counts for n in (draw(st.integers(1, 6)),)),  # type: ignore[arg-type]
        source=draw(st.sampled_from((None, None, "army", "activists"))),
        status=draw(st.sampled_from(("happened", "happened", "happened", "denied", "planned"))),  # type: ignore[arg-type]
        aggregate=draw(st.booleans()) and draw(st.booleans()),
    )


@st.composite
def stories(draw: st.DrawFn, most: int = 8) -> list[Story]:
    found: list[Story] = []
    for number in range(draw(st.integers(1, most))):
        day = draw(st.one_of(st.none(), days, days))
        document = Document(
            f"r{number}",
            f"text {number}",
            publisher=draw(st.sampled_from((None, "Herald", "Post"))),
            date=DocumentDate(day, day, "given" if day else "unknown"),
            copy_of=found[0][0].key if found and draw(st.integers(0, 3)) == 0 else None,
        )
        found.append((document, tuple(draw(claims_of(document, n)) for n in range(draw(st.integers(0, 4))))))
    return found


def documents_of(told: Iterable[Story]) -> dict[str, Document]:
    return keyed(*(document for document, _ in told))


def told_by(told: Iterable[Story]) -> list[Claim]:
    return [claim for _, claims in told for claim in claims]


def fill(index: MemoryIndex, told: Iterable[Story], all_documents: Mapping[str, Document]) -> LinkChanges:
    changes = relink(index, told_by(told), all_documents)
    assert changes is not None
    index.apply(changes)
    return changes


def anew(told: Iterable[Story]) -> MemoryIndex:
    known = list(told)
    index = MemoryIndex()
    index.apply(link_anew(told_by(known), documents_of(known)))
    return index


def assert_same(one: MemoryIndex, other: MemoryIndex) -> None:
    assert one.events == other.events
    assert one.pairs == other.pairs
    assert one.links() == other.links()
    assert one.claims == other.claims
    assert one.sketched == other.sketched
    assert one.state() == other.state()


settled = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settled
@given(stories())
def test_what_is_filed_holds_the_links_of_everything_at_once(told: list[Story]) -> None:
    assert anew(told).links() == link(told_by(told), documents_of(told))


@settled
@given(stories(), st.data())
def test_documents_that_come_in_any_order_and_in_any_portions_end_the_same(
    told: list[Story], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(told))
    index = MemoryIndex()
    known = documents_of(told)
    while order:
        size = data.draw(st.integers(1, 3))
        fill(index, order[:size], known)
        order = order[size:]
    assert_same(index, anew(told))


@settled
@given(stories(), stories(most=3), st.data())
def test_documents_that_are_coded_anew_count_as_they_now_are(
    told: list[Story], others: list[Story], data: st.DataObject
) -> None:
    """Some documents get other claims, or none; claims keep their ids though all else may change."""
    index = anew(told)
    changed = list(told)
    for story in others:
        at = data.draw(st.integers(0, len(told) - 1))
        document = told[at][0]
        news = tuple(
            replace(one, claim_id=stable_id("c", document.key, n), document=document.key)
            for n, one in enumerate(story[1])
        )
        changed[at] = (document, news)
    fresh = [new for old, new in zip(told, changed, strict=True) if old != new]
    gone = {one.claim_id for old, new in zip(told, changed, strict=True) if old != new for one in old[1]}
    changes = relink(index, told_by(fresh), documents_of(told), gone)
    assert changes is not None
    index.apply(changes)
    assert_same(index, anew(changed))


@settled
@given(stories(), st.data())
def test_a_document_found_to_be_a_copy_changes_the_origins_of_its_claims(
    told: list[Story], data: st.DataObject
) -> None:
    index = anew(told)
    at = data.draw(st.integers(0, len(told) - 1))
    document, claims = told[at]
    turned = replace(document, copy_of=None if document.copy_of else told[0][0].key)
    later = [*told[:at], (turned, claims), *told[at + 1 :]]
    changes = relink(index, claims, documents_of(later), {one.claim_id for one in claims})
    assert changes is not None
    index.apply(changes)
    assert_same(index, anew(later))


# ------------------------------------------------------------------------------------------------ in plain examples


def test_two_reports_of_one_strike_become_one_event_when_the_second_comes() -> None:
    first, second = report("a", "2016-03-02"), report("b", "2016-03-03")
    struck = [
        claim("c1", first, "air_strike", "jets struck the grain mill", at="Karim", country="SY", when="2016-03-01"),
        claim("c2", second, "air_strike", "the grain mill was struck", at="Karim", country="SY", when="2016-03-01"),
    ]
    index = MemoryIndex()
    known = keyed(first, second)
    for one in struck:
        changes = relink(index, [one], known)
        assert changes is not None
        index.apply(changes)
    (event,) = index.links().events
    assert event.claim_ids == ("c1", "c2")
    assert event.grade == "corroborated"


def test_claims_that_may_agree_and_do_not_are_compared_without_being_read() -> None:
    """A claim without place and day may meet much; of claims that turn out to be of other events only the sketches are read."""
    there, new = report("a", "2016-03-02"), report("b", "2016-03-04")
    old = [
        claim(
            "c1", there, "shelling", "shells fell on the port", by="rebels", at="Karim", country="SY", when="2016-03-01"
        )
    ]
    fresh = claim("c2", new, "shelling", "a mill burned down under fire", by="army", country="SY")
    index = MemoryIndex()
    known = keyed(there, new)
    index.apply(link_anew(old, known))
    changes = relink(index, [fresh], known)
    assert changes is not None
    index.apply(changes)
    assert index.links() == link([*old, fresh], known)
    assert index.sketches_asked == {"c1"}
    assert index.asked == set()


def test_a_document_on_one_war_reads_nothing_of_another() -> None:
    here, there, new = report("a", "2016-03-02"), report("b", "2016-03-02"), report("c", "2016-03-04")
    old = [
        claim("c1", here, "shelling", "shells fell on the mill", at="Karim", country="SY", when="2016-03-01"),
        claim("c2", there, "shelling", "shells fell on the port", at="Marda", country="UA", when="2016-03-01"),
    ]
    fresh = claim("c3", new, "shelling", "shells hit the mill", at="Karim", country="SY", when="2016-03-03")
    index = MemoryIndex()
    known = keyed(here, there, new)
    index.apply(link_anew(old, known))
    changes = relink(index, [fresh], known)
    assert changes is not None
    assert set(changes.wars) == {"syria"}
    assert "c2" not in index.asked


def test_a_document_reads_no_claims_of_other_places_of_its_war() -> None:
    near, far, new = report("a", "2016-03-02"), report("b", "2016-03-02"), report("c", "2016-03-21")
    old = [
        claim("c1", near, "territory_gain", "rebels took the mill", by="rebels", at="Karim", country="SY", when="2016-03-01"),
        claim("c2", far, "territory_gain", "rebels took the port", by="rebels", at="Dabra", country="SY", when="2016-03-01"),
    ]  # fmt: skip
    fresh = claim(
        "c3", new, "territory_gain", "soldiers stormed Karim", by="army", on="rebels", at="Karim", country="SY", when="2016-03-20"
    )  # fmt: skip
    index = MemoryIndex()
    known = keyed(near, far, new)
    index.apply(link_anew(old, known))
    changes = relink(index, [fresh], known)
    assert changes is not None
    index.apply(changes)
    assert index.links() == link([*old, fresh], known)
    held = {(spell.place, spell.holder): spell.until is not None for spell in index.links().controls}
    assert held == {("Karim", "rebels"): True, ("Karim", "army"): False, ("Dabra", "rebels"): False}
    assert "c2" not in index.asked
    assert index.read_whole == []


def test_a_total_of_ground_follows_its_event_into_a_new_operation() -> None:
    """The event is only a rival of what comes: nothing of it changes but the operation that it belongs to."""
    one, new = report("a", "2016-03-02"), report("b", "2016-03-03")
    at = {"at": "Karim", "country": "SY", "when": "2016-03-01"}
    gain = claim("c1", one, "territory_gain", "rebels took the mill", by="rebels", counts={"places": (5, 5)}, **at)
    fresh = [
        claim(
            "c2", new, "armed_clash", "soldiers repelled the assault", by="army", on="rebels", trigger="repelled", **at
        ),
        claim("c3", new, "armed_clash", "soldiers fought rebels", by=("army", "rebels"), **at),
    ]
    index = MemoryIndex()
    known = keyed(one, new)
    index.apply(link_anew([gain], known))
    changes = relink(index, fresh, known)
    assert changes is not None
    index.apply(changes)
    whole = link([gain, *fresh], known)
    assert index.links() == whole
    (toll,) = whole.tolls
    assert toll.operation_id is not None


def test_a_part_that_is_denied_after_all_leaves_the_toll_it_was_taken_for() -> None:
    document = report("sum", "2016-03-05")

    def told(name: str, kind: str, words: str, **counts: tuple[int, int]) -> Claim:
        return claim(name, document, kind, words, at="Karim", when="2016-03-01", counts=dict(counts), aggregate=True)

    whole = told("whole", "casualty_report", "255 were killed in the mill", killed=(255, 255))
    part = told("part", "shelling", "24 civilians died by the tower bridge", killed_civilians=(24, 24))
    documents = keyed(document)
    index = MemoryIndex()
    index.apply(link_anew([whole, part], documents))
    assert [toll.parts for toll in index.links().tolls] != [()]
    denied = replace(part, status="denied")
    changes = relink(index, [denied], documents, {"part"})
    assert changes is not None
    index.apply(changes)
    assert index.links() == link([whole, denied], documents)
    assert [toll.parts for toll in index.links().tolls] == [()]


def test_a_war_of_which_nothing_is_kept_is_made_again_as_a_whole() -> None:
    """So it is with a record whose documents of that war are being coded anew."""
    one, new = report("a", "2016-03-02"), report("c", "2016-03-04")
    old = claim("c1", one, "shelling", "shells fell on the mill", at="Karim", country="SY", when="2016-03-01")
    fresh = claim("c3", new, "shelling", "shells hit the mill", at="Karim", country="SY", when="2016-03-03")
    index = MemoryIndex()
    known = keyed(one, new)
    index.apply(link_anew([old], known))
    index.wars.clear()
    changes = relink(index, [fresh], known)
    assert changes is not None
    index.apply(changes)
    assert index.read_whole == ["syria"]
    assert index.links() == link([old, fresh], known)


def test_a_claim_whose_document_is_missing_is_refused() -> None:
    one = report("a", "2016-03-02")
    with pytest.raises(ValueError, match="not among the documents"):
        link_anew([claim("c1", one, "shelling", "shells fell")], {})
