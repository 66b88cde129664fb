"""Who did it is learned from two sorts of hand-coded claims: what they share counts for both, and the gold's habits have more say."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("sklearn", reason="training needs scikit-learn (extra: train)")

from training.partakers import Example, fit, same_name

from casus.grounding.actors import ActorMatch
from casus.grounding.candidates import Candidate

ARMY, CROWD = (
    Candidate(ActorMatch(name, name, kind, None, (), True))
    for name, kind in (("army", "state_forces"), ("crowd", "civilians"))
)


def example(document: str, actor: str, labelled: bool, nearest: str = "near") -> Example:
    """The army is named before the verb, the crowd near it; ``actor`` is who was coded."""
    return Example(
        document, "shelling", [ARMY, CROWD], [["before"], [nearest]], {"actor": [actor], "target": []}, labelled
    )


GOLD = [example(f"g{at}", "army", labelled=False) for at in range(20)]
LABELS = [example(f"l{at}", "crowd", labelled=True) for at in range(60)]
AGREEING = [example(f"l{at}", "army", labelled=True, nearest="beside") for at in range(60)]


def targets_too(examples: list[Example]) -> list[Example]:
    """A model is of both roles: one claim has a target."""
    last = examples[-1]
    return [*examples[:-1], replace(last, gold={**last.gold, "target": ["crowd"]})]


def test_the_gold_has_more_say_than_labels_that_say_otherwise() -> None:
    alike = [replace(one, labelled=False) for one in LABELS]
    apart, together = (fit(targets_too([*GOLD, *more]))["actor"]["before"] for more in (LABELS, alike))
    assert apart > together


def test_without_the_gold_labels_are_the_gold() -> None:
    weights = fit(targets_too(LABELS))["actor"]
    assert weights["before"] < weights["near"]


def test_what_only_labels_know_is_learned_from_them() -> None:
    assert fit(targets_too([*GOLD, *AGREEING]))["actor"]["beside"] < 0
    assert "beside" not in fit(targets_too(GOLD))["actor"]


def test_names_of_one_state_are_one_name() -> None:
    assert same_name("US", "United States")
    assert not same_name("US", "UK")
