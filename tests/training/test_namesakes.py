"""Weights of namesakes are learned from marked names: what tells right bearers from wrong ones gets weight, within its bounds."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="weights are fitted with scipy, which only the 'train' extra brings")

from training.namesakes import AT_LEAST, SPEAK_AGAINST, Case, bounds_of, fit, fit_both, right_share

from casus.grounding.gazetteer import ALTERNATE, CAPITAL, ENTRY, NAME, TOWN
from casus.grounding.namesakes import FEATURES, SURROUNDINGS, Evidence, Named, Table

SMALL, LARGE = ("GH", 6.0, -1.0, 3_000), ("IN", 19.0, 73.0, 4_000_000)


def case(name: str, right: int, feature: int = TOWN, match: int = NAME, **evidence: dict[str, float]) -> Case:
    """A document with one name that a small town and a large one bear; the first is of the feature and the match given."""
    rows = [
        (1, *SMALL[1:], SMALL[0], 0, feature, match),
        (2, *LARGE[1:], LARGE[0], 0, TOWN, NAME),
    ]
    table = Table([Named(np.array(rows, dtype=ENTRY))], Evidence(**evidence))
    return Case(name, table, np.array([right == 0, right == 1]))


def fitted(*cases: Case) -> dict[str, float]:
    weights = fit(cases, [one.table.alone for one in cases])
    return dict(zip(FEATURES, map(float, weights), strict=True))


def test_what_the_right_bearers_have_is_weighed_up() -> None:
    assert fitted(*[case(f"lgl {at}", 1) for at in range(6)])["log of population"] > 0.1


def test_what_only_wrong_bearers_have_does_not_turn_sense_round() -> None:
    assert fitted(*[case(f"lgl {at}", 0) for at in range(6)])["log of population"] == 0


def test_a_feature_may_speak_against_where_it_may_do_both() -> None:
    assert fitted(*[case(f"lgl {at}", 1, CAPITAL) for at in range(6)])["capital"] < 0
    assert fitted(*[case(f"lgl {at}", 0, CAPITAL) for at in range(6)])["capital"] > 0


def test_another_name_never_speaks_for_a_place() -> None:
    assert fitted(*[case(f"lgl {at}", 0, TOWN, ALTERNATE) for at in range(6)])["another name"] == 0


def test_weights_keep_their_bounds() -> None:
    weights = fitted(*[case(f"gold {at}", at % 2, CAPITAL, ALTERNATE, countries={"IN": 2.0}) for at in range(6)])
    for name, weight in weights.items():
        least, most = bounds_of(name)
        assert least is None or weight >= least - 1e-9
        assert most is None or weight <= most + 1e-9
    assert all(weights[name] >= least for name, least in AT_LEAST.items())
    assert all(weights[name] <= 0 for name in SPEAK_AGAINST)


def test_a_name_of_the_worlds_news_counts_more_than_one_of_a_local_paper() -> None:
    local = fitted(case("lgl 1", 1, CAPITAL), case("lgl 2", 0, CAPITAL))
    world = fitted(case("geovirus 1", 1, CAPITAL), case("lgl 2", 0, CAPITAL))
    assert world["capital"] < local["capital"]


def test_a_name_without_a_right_bearer_teaches_nothing() -> None:
    nothing = Case("lgl 9", case("lgl 9", 0).table, np.array([False, False]))
    assert fitted(case("lgl 1", 1), nothing) == fitted(case("lgl 1", 1))


def test_both_rounds_find_what_they_were_fitted_on() -> None:
    cases = [case(f"lgl {at}", 1) for at in range(6)]
    weights = fit_both(cases)
    assert len(weights.second) == len(FEATURES) + len(SURROUNDINGS)
    assert right_share(cases, weights) == (6, 6)
    assert right_share([case("lgl 7", 0)], weights) == (0, 1)
