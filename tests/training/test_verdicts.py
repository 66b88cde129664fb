"""Weighing one voice against another is learned from examples: what speaks for claims gets weight, and what is said of it is measured honestly."""

from __future__ import annotations

import math

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="training needs scikit-learn (extra: train)")

from training.verdicts import (
    FIELDS,
    FOLDS,
    NEUTRAL,
    Example,
    FieldCase,
    best_threshold,
    best_trust,
    calibration,
    fit,
    fold,
    matrix,
    out_of_fold,
)

from casus.coding import claim_network
from casus.coding.verdicts import Weighing


def example(number: int, network: float, noise: float = 0.0) -> Example:
    told = {"always": 1.0, "network": network, "noise": noise}
    return Example(f"d{number}", (f"d{number}", 0), "siege", told, network > 0)


MANY = [example(n, value, noise) for n in range(40) for value, noise in ((2.0, 1.0), (-2.0, 1.0), (3.0, -1.0), (-3.0, -1.0))]  # fmt: skip


def test_what_tells_claims_apart_gets_the_weight() -> None:
    weights = fit(MANY)
    assert set(weights) == {"always", "network", "noise"}
    assert weights["network"] > 1
    assert abs(weights["noise"]) < 0.1
    weighing = Weighing(weights, 0.5, {})
    assert weighing.likely(MANY[0].facts) > 0.9 > 0.1 > weighing.likely(MANY[1].facts)


def test_facts_stand_in_the_columns_of_their_names() -> None:
    table = matrix([example(0, 2.0, 5.0), example(1, -1.0)], ["noise", "network", "other"])
    assert table.tolist() == [[5.0, 2.0, 0.0], [0.0, -1.0, 0.0]]


def test_a_document_is_judged_by_weights_that_have_not_seen_it() -> None:
    odd = [example(1000 + n, 2.0) for n in range(200) if fold(f"d{1000 + n}") == 0]
    turned = [Example(e.document, e.sentence, e.kind, e.facts, not e.true) for e in odd]
    plain, fooled = out_of_fold([*MANY, *odd]), out_of_fold([*MANY, *turned])
    held = [at for at, e in enumerate([*MANY, *odd]) if fold(e.document) == 0]
    assert held
    assert plain[held] == pytest.approx(fooled[held])


def test_the_folds_are_even_and_the_same_each_time() -> None:
    counted = np.bincount([fold(f"document-{n}") for n in range(5000)], minlength=FOLDS)
    assert len(counted) == FOLDS
    assert counted.min() > 0.8 * 5000 / FOLDS


def test_the_best_threshold_parts_claims_from_others_and_missed_claims_count() -> None:
    likely, true = np.array([0.9, 0.6, 0.3, 0.2]), np.array([True, True, False, False])
    threshold, score = best_threshold(likely, true, 2)
    assert 0.3 < threshold <= 0.6
    assert score == 1.0
    assert best_threshold(likely, true, 6)[1] == pytest.approx(2 * 2 / (2 + 6))


def test_calibration_tells_what_was_said_and_what_was_true() -> None:
    found = calibration(np.array([0.12, 0.14, 0.85]), np.array([False, True, True]))
    assert found == [(pytest.approx(0.13), 0.5, 2), (0.85, 1.0, 1)]


def case(coded: str, ruled: str, happened: float) -> FieldCase:
    return FieldCase("d", coded, ruled, {"happened": math.log(happened), "planned": math.log(1 - happened)})


def test_rules_are_trusted_as_far_as_they_are_right() -> None:
    rules_know = [case("planned", "planned", 0.8), case("happened", "happened", 0.3)] * 5
    trust, right = best_trust(rules_know)
    assert trust > math.log(4)
    assert right == 1.0
    network_knows = [case("happened", "planned", 0.8), case("planned", "happened", 0.3)] * 5
    trust, right = best_trust(network_knows)
    assert trust < math.log(4)
    assert right == 1.0


def test_the_fields_are_those_that_the_network_tells() -> None:
    assert set(FIELDS) == set(claim_network.FIELDS) == set(NEUTRAL.trust) - {"cited"}
