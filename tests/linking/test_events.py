"""Claims become events: same thing told twice is one event, different things stay apart, contradictions stand side by side."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linking_values import claim, keyed, report

from casus.linking import link
from casus.record import Claim, Document, Event, Links, Repeat

HERALD = report("h1", "2024-03-06", "Herald")
COURIER = report("c1", "2024-03-07", "Courier")


def event_of(links: Links, claim_id: str) -> Event:
    return next(event for event in links.events if event.event_id == links.event_of[claim_id])


def strike(claim_id: str, document: Document, killed: int, **fields: object) -> Claim:
    facts: dict[str, object] = {
        "by": "Sudanese army", "on": "civilians", "at": "El Fasher", "when": "2024-03-05", "counts": {"killed": (killed, killed)}
    }  # fmt: skip
    return claim(claim_id, document, "air_strike", "an air strike hit the cattle market", **{**facts, **fields})  # type: ignore[arg-type]


def test_two_reports_of_one_strike_are_one_event() -> None:
    links = link([strike("a", HERALD, 12), strike("b", COURIER, 12, at="al-Fashir")], keyed(HERALD, COURIER))
    assert links.event_of["a"] == links.event_of["b"]
    event = event_of(links, "a")
    assert event.claim_ids == ("a", "b")
    assert event.grade == "corroborated"
    assert event.title == "Air strike on El Fasher by the Sudanese army"


@pytest.mark.parametrize(
    "other",
    [{"at": "Nyala"}, {"when": "2024-02-01"}, {"by": "RSF", "on": "Sudanese army", "at": "Merowe"}],
    ids=["other town", "other month", "other sides and town"],
)
def test_other_place_time_or_sides_is_another_event(other: dict[str, object]) -> None:
    links = link([strike("a", HERALD, 12), strike("b", COURIER, 40, **other)], keyed(HERALD, COURIER))
    assert links.event_of["a"] != links.event_of["b"]


def test_points_given_by_grounding_join_places_named_differently() -> None:
    near = {"lat": 13.63, "lon": 25.35}
    one = strike("a", HERALD, 12, at="Abu Shouk camp", **near)
    two = strike("b", COURIER, 12, at="El Fasher", **near)
    links = link([one, two], keyed(HERALD, COURIER))
    assert links.event_of["a"] == links.event_of["b"]


def test_a_copy_is_no_second_origin() -> None:
    copy = report("c2", "2024-03-07", "Mirror", copy_of=HERALD.key)
    links = link([strike("a", HERALD, 12), strike("b", copy, 12)], keyed(HERALD, copy))
    event = event_of(links, "a")
    assert event.claim_ids == ("a", "b")
    assert event.grade == "reported"


@pytest.mark.parametrize(("begin", "grade"), [(0, "reported"), (50, "corroborated")], ids=["quoted", "its own words"])
def test_a_claim_in_a_repeated_passage_is_no_second_origin(begin: int, grade: str) -> None:
    quoting = report("c2", "2024-03-07", "Mirror", repeats=(Repeat(HERALD.key, False, 0.4, ((0, 40),)),))
    claims = [strike("a", HERALD, 12), strike("b", quoting, 12, begin=begin, end=begin + 42)]
    event = event_of(link(claims, keyed(HERALD, quoting)), "a")
    assert event.claim_ids == ("a", "b")
    assert event.grade == grade


def test_a_gain_and_its_repulse_contest_each_other_naming_both_sources() -> None:
    gain = claim(
        "a", HERALD, "territory_gain", "fighters entered the southern quarters", by="RSF", on="Sudanese army", at="southern Omdurman",
        when="2024-03-05", source="Sudan War Monitor", source_type="monitor",
    )  # fmt: skip
    repulse = claim(
        "b", HERALD, "armed_clash", "troops had repelled the assault", by="Sudanese army", on="RSF", at="Omdurman",
        when="2024-03-05", source="Sudanese army", source_type="belligerent",
    )  # fmt: skip
    links = link([gain, repulse], keyed(HERALD))
    taken, held = event_of(links, "a"), event_of(links, "b")
    assert taken.event_id != held.event_id
    assert (taken.grade, held.grade) == ("contested", "contested")
    assert taken.rival_ids == (held.event_id,)
    assert held.rival_ids == (taken.event_id,)
    assert "Sudan War Monitor" in taken.grade_reason
    assert "Sudanese army" in taken.grade_reason
    assert taken.denial_ids == ("b",)


@pytest.mark.parametrize(("defender", "contested"), [("Sudanese army", True), ("Chadian army", False)])
def test_a_repulse_by_the_side_attacked_contests_the_gain_whoever_it_says_attacked(
    defender: str, contested: bool
) -> None:
    gain = claim(
        "a", HERALD, "territory_gain", "entered the southern quarters", by="RSF", on="Sudanese army", at="Omdurman",
        when="2024-03-05", source="Sudan War Monitor", source_type="monitor",
    )  # fmt: skip
    repulse = claim(
        "b", HERALD, "armed_clash", "troops had repelled the assault", by=defender, on="bandits", at="Omdurman",
        when="2024-03-05", source=defender, source_type="belligerent",
    )  # fmt: skip
    links = link([gain, repulse], keyed(HERALD))
    assert (event_of(links, "a").grade == "contested") is contested


def test_gains_by_opposite_sides_are_two_events() -> None:
    facts = {"at": "Omdurman", "when": "2024-03-05"}
    one = claim("a", HERALD, "territory_gain", "took the bridge", by="RSF", on="Sudanese army", **facts)  # type: ignore[arg-type]
    two = claim("b", COURIER, "territory_gain", "took the bridge", by="Sudanese army", on="RSF", **facts)  # type: ignore[arg-type]
    links = link([one, two], keyed(HERALD, COURIER))
    assert links.event_of["a"] != links.event_of["b"]


def test_a_denial_stands_against_the_event_that_it_denies() -> None:
    links = link(
        [strike("a", HERALD, 12), strike("b", COURIER, 12, status="denied", source="Sudanese army")],
        keyed(HERALD, COURIER),
    )
    event = event_of(links, "a")
    assert links.event_of["b"] == event.event_id
    assert event.claim_ids == ("a",)
    assert event.denial_ids == ("b",)
    assert event.grade == "contested"


def test_what_is_only_denied_is_graded_denied() -> None:
    links = link([strike("a", HERALD, 12, status="denied", source="Sudanese army")], keyed(HERALD))
    event = event_of(links, "a")
    assert event.grade == "denied"
    assert event.claim_ids == ()
    assert event.denial_ids == ("a",)


def test_a_denial_in_the_report_itself_meets_what_it_denies_however_it_is_worded() -> None:
    said = claim(
        "a",
        HERALD,
        "abduction",
        "gunmen took a nurse from her home",
        by="RSF",
        on="civilians",
        at="El Fasher",
        when="2024-03-01",
    )
    facts: dict[str, object] = {"on": "civilians", "at": "El Fasher", "status": "denied", "source": "RSF"}
    denied = claim("b", HERALD, "abduction", "nobody was ever held, its press office wrote", **facts)  # type: ignore[arg-type]
    links = link([said, denied], keyed(HERALD))
    assert links.event_of["a"] == links.event_of["b"]
    assert event_of(links, "a").grade == "contested"
    elsewhere = claim(
        "b", HERALD, "abduction", "nobody was ever held, its press office wrote", **{**facts, "at": "Nyala"}
    )  # type: ignore[arg-type]
    assert len(link([said, elsewhere], keyed(HERALD)).events) == 2


def test_news_without_a_day_is_not_what_another_report_told_a_year_before() -> None:
    before, now = report("o", "2022-03-06", "Herald"), report("n", "2023-03-06", "Courier")
    facts: dict[str, object] = {"by": "RSF", "on": "Sudanese army", "at": "El Fasher"}

    def joined(told: Document) -> bool:
        rows = [
            claim("a", before, "offensive", "launched an offensive on the city", when="2022-03-05", **facts),  # type: ignore[arg-type]
            claim("b", told, "offensive", "its assault from three sides", **facts),  # type: ignore[arg-type]
        ]
        return len(link(rows, keyed(before, told)).events) == 1

    assert joined(report("s", "2022-03-07", "Courier"))
    assert not joined(now)


def test_a_growing_count_is_one_event_whose_later_total_replaces_the_earlier() -> None:
    def villages(claim_id: str, document: Document, until: str, places: int) -> Claim:
        return claim(
            claim_id, document, "territory_gain", f"seized more than {places - 1} villages from government forces", by="RSF",
            on="Sudanese army", at="northern Sudan", when=("2024-03-01", until), counts={"places": (places, None)}, aggregate=True,
        )  # fmt: skip

    links = link(
        [villages("a", HERALD, "2024-03-04", 16), villages("b", COURIER, "2024-03-06", 51)], keyed(HERALD, COURIER)
    )
    assert links.event_of["a"] == links.event_of["b"]
    (number,) = event_of(links, "a").numbers
    assert (number.low, number.best, number.best_claim) == (51, 51, "b")
    assert "replaces" in number.reason


def test_a_missing_document_is_one_clear_error() -> None:
    with pytest.raises(ValueError, match="claim a: its document"):
        link([strike("a", HERALD, 1)], {})


def test_two_claims_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="given twice"):
        link([strike("a", HERALD, 1), strike("a", HERALD, 2)], keyed(HERALD))


# ------------------------------------------------------------------------------------------------- what always holds

TOWNS = st.sampled_from(["El Fasher", "al-Fashir", "Omdurman", "western Omdurman", "Sudan", None])
SIDES = st.sampled_from(["RSF", "Sudanese army", "Rapid Support Forces", "rebels", "civilians"])
DAYS = st.sampled_from(["2024-03-01", "2024-03-02", "2024-03-05", None])
PAPERS = [report(f"p{number}", f"2024-03-0{number + 5}", f"Paper {number % 3}") for number in range(4)]


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    return [
        claim(
            f"k{number:02d}",
            draw(st.sampled_from(PAPERS)),
            draw(
                st.sampled_from(
                    ["air_strike", "armed_clash", "territory_gain", "offensive", "casualty_report", "withdrawal"]
                )
            ),
            draw(
                st.sampled_from(
                    ["the market was hit", "troops repelled the attack", "they took the bridge in the west"]
                )
            ),
            by=draw(SIDES),
            on=draw(SIDES),
            at=draw(TOWNS),
            when=draw(DAYS),
            counts=draw(st.sampled_from([None, {"killed": (3, 3)}, {"killed": (5, None)}, {"killed": (None, 9)}])),
            status=draw(st.sampled_from(["happened", "happened", "possible", "planned", "denied"])),
            aggregate=draw(st.booleans()),
            source=draw(st.sampled_from([None, "RSF", "Sudan War Monitor"])),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


@given(some_claims(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_changes_nothing(claims: list[Claim], rng: random.Random) -> None:
    shuffled = list(claims)
    rng.shuffle(shuffled)
    assert link(shuffled, keyed(*PAPERS)) == link(claims, keyed(*reversed(PAPERS)))


@given(some_claims())
@settings(max_examples=60, deadline=None)
def test_every_claim_is_in_exactly_one_event_and_numbers_are_ordered(claims: list[Claim]) -> None:
    links = link(claims, keyed(*PAPERS))
    assert sorted(links.event_of) == sorted(one.claim_id for one in claims)
    asserting = [name for event in links.events for name in event.claim_ids]
    assert sorted(asserting) == sorted(one.claim_id for one in claims if one.status != "denied")
    events = {event.event_id for event in links.events}
    assert {event for operation in links.operations for event in operation.event_ids} <= events
    for event in links.events:
        assert set(event.rival_ids) <= events
        for number in event.numbers:
            given_ends = [value for value in (number.low, number.best, number.high) if value is not None]
            assert given_ends == sorted(given_ends)
            assert number.best_claim in event.claim_ids


@given(some_claims())
@settings(max_examples=40, deadline=None)
def test_an_unrelated_document_changes_no_id(claims: list[Claim]) -> None:
    far = report("far", "2019-08-01", "Andina")
    stray = claim(
        "a00",
        far,
        "protest",
        "thousands marched in the capital",
        by="students",
        at="Quito",
        country="EC",
        when="2019-07-30",
    )
    before, after = link(claims, keyed(*PAPERS)), link([*claims, stray], keyed(*PAPERS, far))
    assert before.event_of.items() <= after.event_of.items()
    assert set(before.events) <= set(after.events)
    assert set(before.operations) == set(after.operations)
    assert set(before.tolls) == set(after.tolls)
