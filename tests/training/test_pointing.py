"""How much a pointer counts beside grounding's own score is learned: the voice that is right more often counts more."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("sklearn", reason="training needs scikit-learn (extra: train)")

from training.pointing import ChoiceExample, SideExample, f1_and_exact, fit_choice, fit_sides, right_share, thresholds

from casus.grounding.actors import ActorMatch
from casus.grounding.candidates import Candidate, Role
from casus.grounding.pointing import Blend
from training import pointing

NAMES = ("North", "South")
OPTIONS = [Candidate(ActorMatch(name.lower(), name, "militia", None, (), True)) for name in NAMES]


@pytest.fixture(autouse=True)
def _same_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pointing, "same", lambda a, b: a == b, raising=False)


def side(own: list[float], told: list[float | None], actor: str | None, kind: str = "shelling") -> SideExample:
    """A claim with an actor or none, and who else there is as its target, of whom nothing is known."""
    coded: dict[Role, list[str]] = {
        "actor": [actor] if actor else [],
        "target": [n for n in NAMES if actor and n != actor],
    }
    nothing: list[float | None] = [None, None]
    return SideExample("d", kind, OPTIONS, {"actor": own, "target": [-9.0, -9.0]}, {"actor": told, "target": nothing}, coded)  # fmt: skip


POINTED = [
    side([0.5, 0.4], [3.0, -3.0], "North"),
    side([0.5, 0.4], [-3.0, 3.0], "South"),
    side([0.5, 0.4], [-3.0, None], None),
] * 10
ONE: dict[Role, float] = {"actor": 0.0, "target": 0.0}


def test_the_voice_that_knows_the_actor_counts() -> None:
    blend = fit_sides(POINTED)["actor"]
    assert blend.network > 0.5 > abs(blend.own)
    assert blend.unseen < 0


def test_people_who_bear_no_arms_have_a_blend_of_their_own() -> None:
    crowd = [Candidate(replace(option.match, kind="civilians")) for option in OPTIONS]
    turned = [
        replace(one, options=crowd, told={**one.told, "actor": [None if v is None else -v for v in one.told["actor"]]})
        for one in POINTED
    ]
    blends = fit_sides([*POINTED, *turned])
    assert blends["actor"].network > 0.5
    assert blends["unarmed actor"].network < -0.5


def test_sides_are_right_as_far_as_the_names_agree() -> None:
    assert f1_and_exact(POINTED[:1], None, (ONE, {"actor": 1.0, "target": 1.0}, {}), "actor")[0] == 1.0
    assert f1_and_exact(POINTED[:1], None, (ONE, ONE, {}), "actor")[0] == pytest.approx(
        2 / 3
    )  # the second is taken, too
    assert f1_and_exact(POINTED[1:2], None, (ONE, {"actor": 1.0, "target": 1.0}, {}), "actor")[0] == 0.0
    blends: dict[Role, Blend] = {"actor": Blend(own=0.0, network=1.0), "target": Blend()}
    assert f1_and_exact(POINTED[:2], blends, (ONE, ONE, {}), "actor")[0] == 1.0


def test_a_name_that_was_coded_once_is_right_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pointing, "same", lambda a, b: True)  # as if both were spellings of one name
    assert f1_and_exact(POINTED[:1], None, (ONE, ONE, {}), "actor")[0] == pytest.approx(2 / 3)


def test_a_role_that_the_guide_does_not_know_is_not_counted() -> None:
    wrong = side([0.5, -1.0], [None, None], None, "displacement")
    assert f1_and_exact([wrong, *POINTED[:1]], None, (ONE, {"actor": 1.0, "target": 1.0}, {}), "actor")[0] == 1.0


def test_thresholds_take_those_pointed_at_and_leave_the_others() -> None:
    blends: dict[Role, Blend] = {"actor": Blend(own=0.0, network=1.0, unseen=-3.0), "target": Blend()}
    levels = thresholds(POINTED, blends)
    assert f1_and_exact(POINTED, blends, levels, "actor")[0] == 1.0


def option(own: list[float], told: list[float | None], right: int) -> ChoiceExample:
    return ChoiceExample("d", ["place", "place", "no place"], own, told, [at == right for at in range(3)])


PLACES = [
    option([1.0, 0.0, 0.0], [-2.0, 2.0, None], 1),
    option([1.0, 0.0, 0.0], [2.0, -2.0, None], 0),
    option([1.0, 0.0, 0.0], [-2.0, -2.0, None], 2),
] * 5


def test_the_place_pointed_at_is_learned_and_none_where_nothing_is() -> None:
    blends = fit_choice(PLACES)
    assert set(blends) == {"place", "no place"}
    assert (blends["place"].own, blends["place"].network) == (blends["no place"].own, blends["no place"].network)
    assert blends["place"].network > 0.5
    assert all(right_share(PLACES, blends))


def test_own_scores_alone_take_the_highest_and_of_equal_ones_the_first() -> None:
    assert right_share(PLACES[:3], None) == [False, True, False]
    assert right_share([option([0.0, 0.0, 0.0], [None] * 3, 0)], None) == [True]
