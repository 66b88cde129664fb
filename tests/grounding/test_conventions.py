"""Whom the coding guide wants named where the words leave it open."""

from __future__ import annotations

import pytest

from casus.grounding.actors import ActorMatch
from casus.grounding.candidates import CIVILIANS, PROTESTERS, Candidate
from casus.grounding.conventions import AGAINST_RULERS, by_convention
from casus.record import Draft, Kind, Phrase


def side(name: str, kind: str) -> ActorMatch:
    return ActorMatch(name.lower(), name, kind, None, (), True)


ARMY, REBELS, WATCH, PAPER = (
    side(*told) for told in (("Army", "state_forces"), ("Rebels", "rebel"), ("Watch", "monitor"), ("Paper", "media"))
)
RULERS = side("Northland government", "government")


def named(
    kind: Kind,
    who: list[ActorMatch],
    whom: list[ActorMatch],
    options: tuple[Candidate, ...] = (),
    rulers: ActorMatch | None = None,
) -> tuple[list[str], list[str]]:
    draft = Draft(kind, 0, 9, Phrase(0, 1, "x"), (0, 9))
    actors, targets = by_convention(draft, who, whom, options, rulers)
    return [match.name for match in actors], [match.name for match in targets]


def test_nobody_displaces_and_fighters_may_flee() -> None:
    assert named("displacement", [ARMY], [CIVILIANS]) == ([], ["civilians"])
    assert named("displacement", [ARMY], [REBELS]) == ([], ["Rebels"])


def test_an_agreement_has_parties_only() -> None:
    assert named("agreement", [ARMY], [REBELS]) == (["Army", "Rebels"], [])


def test_who_only_reports_is_no_side() -> None:
    assert named("armed_clash", [WATCH, ARMY], [WATCH]) == (["Army"], [])


def test_the_unarmed_wage_no_war_but_may_be_hit() -> None:
    assert named("shelling", [PAPER], [PAPER]) == ([], ["Paper"])


@pytest.mark.parametrize(("kind", "targets"), [("abduction", ["civilians"]), ("aid", ["civilians"]), ("siege", [])])
def test_civilians_suffer_what_nobody_else_is_named_for(kind: Kind, targets: list[str]) -> None:
    assert named(kind, [ARMY], []) == (["Army"], targets)


def test_a_protest_is_held_by_protesters_as_the_text_calls_them() -> None:
    called = ActorMatch(PROTESTERS.actor_id, "anti-war protesters", "civilians", None, (), True)
    assert named("protest", [], []) == (["protesters"], [])
    assert named("protest", [], [], (Candidate(called),)) == (["anti-war protesters"], [])
    assert named("protest", [REBELS], [], (Candidate(called),)) == (["Rebels"], [])


def test_where_protesters_suffer_they_do_not_hold_the_protest() -> None:
    assert named("protest", [], [PROTESTERS]) == ([], ["protesters"])


def test_a_protest_said_to_be_against_the_rulers_has_them_for_its_target() -> None:
    assert named("protest", [PROTESTERS], [], rulers=RULERS) == (["protesters"], ["Northland government"])
    assert named("protest", [PROTESTERS], [ARMY], rulers=RULERS) == (["protesters"], ["Army"])
    assert named("protest", [RULERS], [], rulers=RULERS) == (["Northland government"], [])


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Anti-government rallies went on.", True),
        ("They marched against the government.", True),
        ("They want the government to resign.", True),
        ("They marched against the rebels.", False),
        ("The government marched on.", False),
    ],
)
def test_the_words_by_which_a_protest_is_against_the_government(sentence: str, told: bool) -> None:
    assert bool(AGAINST_RULERS.search(sentence)) == told
