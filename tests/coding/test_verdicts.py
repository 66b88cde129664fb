"""Which claims a sentence makes: both voices are put into numbers, weighed, and a claim is made from a threshold on."""

from __future__ import annotations

import math
from importlib.resources import files
from typing import Any

import pytest
from hearing import NO_OPINION, Heard, judge_of
from hypothesis import given
from hypothesis import strategies as st
from reports import readings, sentences

from casus.coding.claim_network import FIELDS
from casus.coding.kinds import read_table
from casus.coding.reading import read_sentences
from casus.coding.triggers import compile_patterns
from casus.coding.verdicts import (
    FARTHEST,
    LEAST_ALWAYS,
    QUIET,
    Weighing,
    considered,
    facts,
    packaged_judge,
    packaged_weighing,
)
from casus.record import KINDS, Kind

LOG_ODDS = st.floats(-1e6, 1e6)
GOATS = "The farmer sold two goats. His wife bought a cow."
SHELLED = "h:shelling"

# ------------------------------------------------------------------------------------------------- the facts


@given(st.sampled_from(KINDS), LOG_ODDS, LOG_ODDS, st.booleans(), st.booleans(), LOG_ODDS, LOG_ODDS)
def test_no_fact_is_beyond_what_a_voice_can_be_sure_of(
    kind: Kind, network: float, opinion: float, seen: bool, sure: bool, before: float, rival: float
) -> None:
    told = facts(kind, network, opinion, seen, sure, before, rival)
    assert all(-FARTHEST <= value <= FARTHEST for value in told.values())
    assert {name for name in told if name.startswith("is ")} == {f"is {kind}"}
    assert 0 < packaged_weighing().likely(told) < 1


def test_the_facts_of_a_kind() -> None:
    told = facts("siege", 2.0, -1.0, True, False, 1.5, 0.5)
    assert told == {
        "always": 1.0, "network": 2.0, "opinion": -1.0, "word": 1.0, "sure word": 0.0, "told before": 1.5, "rival": 0.5, "is siege": 1.0,
    }  # fmt: skip


def test_what_was_hardly_told_before_and_a_weak_rival_count_nothing() -> None:
    told = facts("siege", 2.0, -1.0, False, False, -0.5, -3.0)
    assert (told["told before"], told["rival"]) == (0.0, 0.0)


def looked_at(features: list[list[str]], *odds: dict[Kind, float]) -> dict[tuple[int, Kind], dict[str, float]]:
    heard: Any = Heard(odds)
    return {(at, kind): told for at, kind, told in considered(features, NO_OPINION, heard)}


def test_a_kind_is_looked_at_where_the_network_is_not_quiet_about_it() -> None:
    found = looked_at([[], []], {"siege": QUIET + 0.1, "aid": QUIET - 0.1}, {"aid": QUIET - 0.1})
    assert set(found) == {(0, "siege")}


def test_a_word_of_the_lexicon_speaks_for_a_kind_that_the_network_is_quiet_about() -> None:
    found = looked_at([[SHELLED], ["h:shelling:sure", SHELLED], []], *[{"shelling": QUIET - 0.1}] * 3)
    assert set(found) == {(0, "shelling"), (1, "shelling")}
    assert [found[at, "shelling"]["word"] for at in (0, 1)] == [1.0, 1.0]
    assert [found[at, "shelling"]["sure word"] for at in (0, 1)] == [0.0, 1.0]


def test_the_strongest_other_kind_of_the_sentence_is_the_rival() -> None:
    found = looked_at([[]], {"siege": 3.0, "aid": 1.0, "protest": -2.0})
    assert [found[0, kind]["rival"] for kind in ("siege", "aid", "protest")] == [1.0, 3.0, 3.0]


def test_what_was_told_before_is_told_in_one_of_the_last_three_sentences() -> None:
    found = looked_at([[]] * 5, {"siege": 2.0}, {"siege": 3.0}, {"siege": -1.0}, {"siege": -1.0}, {"siege": -1.0})
    assert [found[at, "siege"]["told before"] for at in range(5)] == [0.0, 2.0, 3.0, 3.0, 3.0]
    later = looked_at([[]] * 5, {"siege": 2.0}, *[{"siege": -1.0}] * 4)
    assert later[4, "siege"]["told before"] == 0.0


# ------------------------------------------------------------------------------------------------- weighing


def test_a_claim_is_as_likely_as_its_facts_by_their_weights() -> None:
    weighing = Weighing({"always": -1.0, "network": 0.5}, 0.5, {})
    assert weighing.likely({"always": 1.0, "network": 4.0, "something else": 9.0}) == pytest.approx(
        1 / (1 + math.exp(-1))
    )
    assert weighing.likely({}) == 0.5


TOLD = {"happened": math.log(0.2), "planned": math.log(0.7), "denied": math.log(0.1)}


@pytest.mark.parametrize(
    ("ruled", "trust", "value"),
    [
        ("happened", 0.0, "planned"),  # without trust the network alone decides
        ("happened", 1.0, "planned"),  # the rules' word is worth less than what the network is surer of
        ("happened", 1.5, "happened"),
        ("planned", 1.5, "planned"),
        ("denied", 1.5, "planned"),
        ("denied", 2.5, "denied"),
        ("possible", 9.0, "planned"),  # a value that the network does not weigh is none
    ],
)
def test_a_field_is_what_the_network_hears_with_the_rules_word_thrown_in(ruled: str, trust: float, value: str) -> None:
    weighing = Weighing({}, 0.5, {"status": trust, "aggregate": 99.0})
    assert weighing.settled("status", ruled, TOLD) == value


@pytest.mark.parametrize(
    ("reporter", "trust", "cited"),
    [(0.4, 0.0, True), (0.6, 0.0, False), (0.6, 1.0, True), (0.8, 1.0, False), (1.0, 9.0, False)],
)
def test_whoever_is_cited_says_so_unless_the_network_hears_the_reporter(
    reporter: float, trust: float, cited: bool
) -> None:
    weighing = Weighing({}, 0.5, {"cited": trust})
    assert weighing.cited_for({"reporter": math.log(reporter)}) is cited


def test_the_packaged_weights_are_whole() -> None:
    weighing = packaged_weighing()
    assert 0 < weighing.threshold < 1
    assert set(weighing.trust) == {*FIELDS, "cited"}
    assert all(value >= 0 for value in weighing.trust.values())
    known = {name for kind in KINDS for name in facts(kind, 0.0, 0.0, False, False, 0.0, 0.0)}
    assert set(weighing.weights) <= known
    assert all(math.isfinite(value) for value in weighing.weights.values())


# ------------------------------------------------------------------------------------------------- the judge


def verdicts(*odds: dict[Kind, float], text: str = GOATS, threshold: float = 0.5) -> list[tuple[int, Kind]]:
    judged = judge_of(*odds, threshold=threshold).judge(readings(text))
    return [(verdict.sentence, verdict.kind) for verdict in judged.verdicts]


def test_verdicts_come_in_order_of_sentences_and_then_of_kinds() -> None:
    found = verdicts({"protest": 3.0, "armed_clash": 1.0}, {"siege": 2.0, "air_strike": 1.0, "aid": 4.0})
    assert found == [(0, "armed_clash"), (0, "protest"), (1, "air_strike"), (1, "siege"), (1, "aid")]


def test_a_claim_is_made_from_the_threshold_on() -> None:
    odds: dict[Kind, float] = {"siege": 0.0, "aid": -0.01, "protest": 2.0}
    assert verdicts(odds) == [(0, "siege"), (0, "protest")]
    assert verdicts(odds, threshold=0.6) == [(0, "protest")]


def test_a_verdict_is_as_likely_as_its_facts_say() -> None:
    (verdict,) = judge_of({"siege": 2.0}).judge(readings(GOATS)).verdicts
    assert verdict.likely == pytest.approx(1 / (1 + math.exp(-2)))


def test_nothing_is_claimed_where_nobody_speaks() -> None:
    assert verdicts({}) == verdicts() == []
    assert judge_of().judge([]).verdicts == []


def test_what_the_network_heard_is_at_hand() -> None:
    judged = judge_of({"siege": 2.0}).judge(readings(GOATS))
    assert judged.heard.kinds(0)[KINDS.index("siege")] == 2.0


OVER = '[[kind]]\nname = "siege"\nverbs = ["paint"]\nalways = ["paint"]\n'


def test_a_word_of_which_the_user_is_sure_makes_a_claim_whatever_the_voices_say() -> None:
    packaged = (files("casus.coding") / "kinds.toml").read_text(encoding="utf-8")
    painted = read_sentences(sentences("Two boys painted the fence."), compile_patterns(read_table(packaged, OVER)))
    for judge in (judge_of({"siege": -99.0}, threshold=0.99), packaged_judge()):
        (verdict,) = judge.judge(painted).verdicts
        assert (verdict.sentence, verdict.kind, verdict.likely) == (0, "siege", LEAST_ALWAYS)


def test_such_a_word_takes_nothing_from_a_likelier_claim() -> None:
    packaged = (files("casus.coding") / "kinds.toml").read_text(encoding="utf-8")
    painted = read_sentences(sentences("Two boys painted the fence."), compile_patterns(read_table(packaged, OVER)))
    (verdict,) = judge_of({"siege": 4.0}).judge(painted).verdicts
    assert verdict.likely > 0.9
