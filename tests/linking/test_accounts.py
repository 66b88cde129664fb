"""Who tells of an event, origin by origin, and in what a claim differs from what the event has come to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from linking_values import keyed, report

from casus.linking.accounts import accounts_of, voice_of
from casus.record import Claim, Count, Event, Interval, Number

HERALD, COURIER = report("h1", "2024-03-06", "Herald"), report("c1", "2024-03-07", "Courier")
COPY = replace(report("g1", "2024-03-09", "Gazette"), copy_of=HERALD.key)
DOCUMENTS = keyed(HERALD, COURIER, COPY)
DAY = date(2024, 3, 5)


def claim(name: str, document: str = HERALD.key, **more: object) -> Claim:
    told = {"interval": Interval(DAY, DAY), "counts": (Count("killed", 12, 12),)} | more
    return Claim(name, document, "air_strike", 0, 4, "a st", **told)  # type: ignore[arg-type]


EVENT = Event(
    "e1", "air_strike", "Air strike", ("a", "b", "c"), Interval(DAY, DAY),
    numbers=(Number("killed", 9, 12, 15, "a", "the only number"),), denial_ids=("d",),
)  # fmt: skip


def test_a_claim_that_says_the_same_agrees() -> None:
    assert voice_of(EVENT, claim("a")).stance == "agrees"


def test_a_range_that_holds_the_best_figure_agrees_and_one_that_does_not_differs() -> None:
    assert voice_of(EVENT, claim("a", counts=(Count("killed", 10, 20),))).stance == "agrees"
    assert voice_of(EVENT, claim("a", counts=(Count("killed", 13, None),))).differs == ("killed",)
    assert voice_of(EVENT, claim("a", counts=(Count("killed", None, 11),))).differs == ("killed",)


def test_a_number_that_the_event_does_not_have_is_no_difference() -> None:
    assert voice_of(EVENT, claim("a", counts=(Count("wounded", 3, 3),))).stance == "agrees"


def test_another_kind_another_status_and_days_apart_differ() -> None:
    other = replace(claim("a", status="planned", interval=Interval(date(2024, 3, 7), None)), kind="shelling")
    assert voice_of(EVENT, other).differs == ("kind", "status", "days")


def test_days_that_overlap_or_are_not_known_do_not_differ() -> None:
    assert voice_of(EVENT, claim("a", interval=Interval(date(2024, 3, 1), date(2024, 3, 31)))).stance == "agrees"
    assert voice_of(EVENT, claim("a", interval=Interval())).stance == "agrees"


def test_what_stands_against_the_event_denies_it_whatever_it_says() -> None:
    assert voice_of(EVENT, claim("d")).stance == "denies"


def test_claims_of_one_origin_are_one_account_and_a_copy_speaks_with_the_voice_of_what_it_copies() -> None:
    found = accounts_of(EVENT, [claim("a"), claim("b", COPY.key), claim("c", COURIER.key)], DOCUMENTS)
    assert [(one.origin, [voice.claim.claim_id for voice in one.voices]) for one in found] == [
        ("Herald", ["a", "b"]), ("Courier", ["c"]),
    ]  # fmt: skip


def test_accounts_that_agree_come_first_and_denials_last() -> None:
    claims = [
        claim("d", source="the ministry"), claim("b", COURIER.key, counts=(Count("killed", 15, 15),)), claim("a"),
    ]  # fmt: skip
    assert [one.stance for one in accounts_of(EVENT, claims, DOCUMENTS)] == ["agrees", "differs", "denies"]
