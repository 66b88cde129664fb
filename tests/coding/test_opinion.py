"""The learned opinion: a probability for every kind, from features that it knows, the same each time."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.coding.opinion import Opinion, Weights, packaged_opinion
from casus.record import KINDS

KNOWN = tuple(sorted(packaged_opinion().sentence.index))
SEEN = ["w:rebel", "w:shell", "h:shelling", "h:shelling:shell", "h:shelling:sure", "e:PLACE", "c:killed", "dl:short"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(KNOWN), st.sampled_from(KINDS).map("h:{}".format), st.text(max_size=8))))
def test_every_kind_has_a_probability(features: list[str]) -> None:
    found = packaged_opinion().probabilities(features)
    assert tuple(found) == KINDS
    assert all(0.0 <= value <= 1.0 for value in found.values())


@given(st.lists(st.integers(0, 10**6).map("w:no such word {}".format), max_size=5))
def test_unknown_features_change_nothing(unknown: list[str]) -> None:
    opinion = packaged_opinion()
    assert opinion.probabilities([*SEEN, *unknown]) == opinion.probabilities(SEEN)


@given(st.randoms(use_true_random=False))
def test_the_order_of_features_changes_nothing(shuffle: random.Random) -> None:
    mixed = list(SEEN)
    shuffle.shuffle(mixed)
    opinion = packaged_opinion()
    assert opinion.probabilities(mixed) == opinion.probabilities(SEEN) == opinion.probabilities([*SEEN, *mixed])


def test_a_sure_word_of_a_kind_makes_that_kind_likelier() -> None:
    opinion = packaged_opinion()
    plain, told = opinion.probabilities(["w:farmer"]), opinion.probabilities(["w:farmer", *SEEN])
    assert told["shelling"] > plain["shelling"]
    assert max(told, key=told.__getitem__) == "shelling"


def test_the_packaged_weights_are_whole() -> None:
    opinion = packaged_opinion()
    for weights in (opinion.sentence, opinion.pair):
        assert len(weights.index) == len(weights.table)
        assert sorted(weights.index.values()) == list(range(len(weights.table)))
        assert np.isfinite(weights.table).all()
        assert np.isfinite(weights.bias).all()
    assert opinion.sentence.table.shape[1:] == opinion.sentence.bias.shape == (len(KINDS),)


def test_a_score_is_the_bias_and_the_weights_of_each_feature_once() -> None:
    weights = Weights({"a": 0, "b": 1}, np.array([[1.0, 2.0], [10.0, 20.0]]), np.array([0.5, 0.0]))
    assert weights.score(["b", "a", "b", "z"]).tolist() == [11.5, 22.0]
    assert weights.score([]).tolist() == [0.5, 0.0]


def test_a_kind_that_the_lexicon_sees_is_judged_by_both_models() -> None:
    zero = Weights({}, np.zeros((0, len(KINDS))), np.zeros(len(KINDS)))
    opinion = Opinion(zero, Weights({"k|shelling": 0}, np.array([4.0]), 0.0))
    found = opinion.probabilities(["h:shelling", "h:siege"])
    assert found["shelling"] == pytest.approx(1 / (1 + np.exp(-2)))
    assert found["siege"] == pytest.approx(0.5)
    assert found["protest"] < 0.2


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*KNOWN, *SEEN])))
def test_a_probability_is_what_the_log_odds_say(features: list[str]) -> None:
    opinion = packaged_opinion()
    log_odds, likely = opinion.log_odds(features), opinion.probabilities(features)
    assert tuple(log_odds) == KINDS
    for kind in KINDS:
        assert likely[kind] == pytest.approx(1 / (1 + np.exp(-log_odds[kind])), abs=1e-6)
