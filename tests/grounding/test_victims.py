"""Whom the killed are counted as: by the words beside the number where they say so, else by whom it was done to."""

from __future__ import annotations

import pytest

from casus.grounding.actors import ActorMatch
from casus.grounding.victims import AGAINST_CIVILIANS, AMONG_FIGHTERS, counted
from casus.record import KINDS, Count, CountWhat, Kind

REBELS = ActorMatch("rebels", "Rebels", "rebel", None, (), True)
VILLAGERS = ActorMatch("civilians", "civilians", "civilians", None, (), True)


def whats(kind: Kind, counts: list[CountWhat], *targets: ActorMatch) -> list[str]:
    return [count.what for count in counted(kind, [Count(what, 7, 7) for what in counts], targets)]


@pytest.mark.parametrize("kind", sorted(AMONG_FIGHTERS))
def test_where_only_fighters_are_fought_the_killed_are_combatants(kind: Kind) -> None:
    assert whats(kind, ["killed"], REBELS) == ["killed_combatants"]


@pytest.mark.parametrize("kind", sorted(AMONG_FIGHTERS))
def test_where_civilians_are_among_those_fought_nobody_knows_who_was_killed(kind: Kind) -> None:
    assert whats(kind, ["killed"], VILLAGERS) == ["killed"]
    assert whats(kind, ["killed"], REBELS, VILLAGERS) == ["killed"]


@pytest.mark.parametrize("kind", sorted(AGAINST_CIVILIANS))
def test_where_civilians_are_meant_the_killed_are_civilians(kind: Kind) -> None:
    assert whats(kind, ["killed"], VILLAGERS) == ["killed_civilians"]
    assert whats(kind, ["killed"], REBELS, VILLAGERS) == ["killed_civilians"]
    assert whats(kind, ["killed"], REBELS) == ["killed"]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - AMONG_FIGHTERS - AGAINST_CIVILIANS))
def test_other_kinds_tell_nothing_of_the_killed(kind: Kind) -> None:
    assert whats(kind, ["killed"], REBELS) == whats(kind, ["killed"], VILLAGERS) == ["killed"]


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_target_nothing_is_told(kind: Kind) -> None:
    assert whats(kind, ["killed", "wounded"]) == ["killed", "wounded"]


@pytest.mark.parametrize("said", ["killed_civilians", "killed_combatants"])
def test_what_the_words_say_of_some_is_not_guessed_of_the_others(said: CountWhat) -> None:
    assert whats("armed_clash", ["killed", said], REBELS) == ["killed", said]
    assert whats("attack_on_civilians", [said, "killed"], VILLAGERS) == [said, "killed"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("target", [REBELS, VILLAGERS])
def test_dead_who_are_told_as_people_whoever_they_were_stay_so(kind: Kind, target: ActorMatch) -> None:
    told = (Count("killed", 7, 7),)
    assert counted(kind, told, [target], unsided=True) == told


def test_only_the_killed_are_told_apart_and_all_else_stays_as_it_was() -> None:
    counts = (Count("wounded", 3, 3, 4, 5), Count("killed", 7, None, 20, 22), Count("abducted", 1, 1))
    assert counted("armed_clash", counts, [REBELS]) == (
        counts[0],
        Count("killed_combatants", 7, None, 20, 22),
        counts[2],
    )
    assert counted("attack_on_civilians", counts, [VILLAGERS])[1] == Count("killed_civilians", 7, None, 20, 22)
    assert counted("armed_clash", (), [REBELS]) == ()
