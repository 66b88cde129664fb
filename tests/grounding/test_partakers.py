"""Who is taken for a claim's actor and target among candidates: by grammar's scores, and by what a network points at beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pointers import pointing

from casus.grounding.actors import ActorMatch
from casus.grounding.candidates import CIVILIANS, Candidate, Role, Surroundings, candidates, surroundings
from casus.grounding.partakers import SideModel, choose, decide, describe, pointed_at, with_counterpart
from casus.grounding.pointing import Blend, Blends
from casus.grounding.sightings import Sighting
from casus.record import Draft, Kind, Phrase

TEXT = "Northmen shelled Southmen while Eastmen watched."


def side(name: str) -> ActorMatch:
    return ActorMatch(name.lower(), name, "militia", None, (), True)


def sighted(name: str) -> Sighting:
    at = TEXT.index(name)
    return Sighting(at, at + len(name), side(name), "name")


NORTH, SOUTH, EAST = (sighted(name) for name in ("Northmen", "Southmen", "Eastmen"))
DRAFT = Draft("shelling", 0, len(TEXT), Phrase(9, 16, "shelled"), (0, len(TEXT)))
AROUND: Surroundings = surroundings(TEXT, [NORTH, SOUTH, EAST], None)
OPTIONS = candidates(DRAFT, AROUND, {"actor": [], "target": []}, None)
BY_GRAMMAR = SideModel(
    {"actor": {"n:before": 2.0}, "target": {"n:after": 2.0, "who:civilians": -5.0, "closer:after:1": -1.5}},
    {"actor": 1.0, "target": 1.0},
    {"actor": 1.0, "target": 1.0},
)
"""Who stands before the verb acts, who stands next behind it suffers."""
NAMES = ("actor", "target", "unarmed actor", "unarmed target")
EQUALLY = Blends(dict.fromkeys(NAMES, Blend(own=1.0, network=1.0)), *[dict.fromkeys(("actor", "target"), 1.0)] * 3)


def chosen(draft: Draft, blends: Blends | None = EQUALLY, options: list[Candidate] = OPTIONS) -> dict[str, list[str]]:
    return {
        role: [match.name for match in found]
        for role, found in choose(draft, AROUND, options, BY_GRAMMAR, blends).items()
    }


GRAMMAR = {"actor": ["Northmen"], "target": ["Southmen"]}


def test_everybody_named_near_is_a_candidate_and_so_are_civilians() -> None:
    assert [option.match.name for option in OPTIONS] == [CIVILIANS.name, "Eastmen", "Northmen", "Southmen"]


def test_without_pointers_grammar_alone_decides() -> None:
    assert chosen(DRAFT) == chosen(DRAFT, None) == GRAMMAR
    nobody = replace(EQUALLY, first={"actor": 99.0, "target": 99.0})
    assert chosen(DRAFT, nobody) == GRAMMAR


def test_without_blends_pointers_say_nothing() -> None:
    turned = replace(DRAFT, pointers=pointing(TEXT, ("actor", "Southmen", 8.0), ("target", "Northmen", 8.0)))
    assert chosen(turned, None) == GRAMMAR


def test_pointers_turn_the_choice_round() -> None:
    turned = replace(
        DRAFT,
        pointers=pointing(
            TEXT, ("actor", "Northmen", -6.0), ("actor", "Southmen", 6.0), ("target", "Northmen", 6.0), ("target", "Southmen", -6.0)
        ),
    )  # fmt: skip
    assert chosen(turned) == {"actor": ["Southmen"], "target": ["Northmen"]}


def test_pointers_that_agree_with_grammar_change_nothing() -> None:
    agreed = replace(DRAFT, pointers=pointing(TEXT, ("actor", "Northmen", 3.0), ("target", "Southmen", 3.0)))
    assert chosen(agreed) == GRAMMAR


def test_whom_the_network_did_not_see_the_blend_lowers() -> None:
    seen = replace(DRAFT, pointers=pointing(TEXT, ("actor", "Northmen", 0.0)))
    wary = replace(EQUALLY, of=dict.fromkeys(NAMES, Blend(own=1.0, network=1.0, unseen=-2.0)))
    assert chosen(seen, wary) == {"actor": ["Northmen"], "target": []}


def test_blends_bring_their_own_thresholds() -> None:
    pointers = pointing(TEXT, ("target", "Eastmen", 1.0), ("target", "Southmen", 1.0))
    draft = replace(DRAFT, pointers=pointers)
    strict = replace(EQUALLY, more={"actor": 9.0, "target": 9.0})
    assert chosen(draft)["target"] == ["Southmen", "Eastmen"]
    assert chosen(draft, strict)["target"] == ["Southmen"]
    stricter = replace(strict, first={"actor": 9.0, "target": 9.0})
    assert chosen(draft, stricter) == {"actor": [], "target": []}


def test_people_who_bear_no_arms_are_weighed_apart() -> None:
    draft = replace(DRAFT, pointers=pointing(TEXT, ("actor", "Northmen", 0.0)))
    likely = replace(EQUALLY, of={**EQUALLY.of, "unarmed target": Blend(always=7.0)})
    assert CIVILIANS.name not in chosen(draft)["target"]
    assert CIVILIANS.name in chosen(draft, likely)["target"]


def test_the_sighting_most_pointed_at_speaks_for_a_candidate() -> None:
    both = Candidate(NORTH.match, [NORTH, EAST])
    draft = replace(DRAFT, pointers=pointing(TEXT, ("actor", "Northmen", -3.0), ("actor", "Eastmen", 2.0)))
    assert pointed_at(draft, "actor", [both, Candidate(NORTH.match)]) == [2.0, None]
    assert pointed_at(DRAFT, "actor", [both]) == [None]


def test_a_candidate_goes_by_its_nearest_name() -> None:
    text = "Mali spoke. Malian soldiers fired in Mali while Malian police slept."
    army, state = ActorMatch("mali", "Malian army", "state_forces", "ML", (), True), ActorMatch("mali", "Mali", "state_forces", "ML", (), True)  # fmt: skip
    around = surroundings(text, [Sighting(0, 4, state, "name"), Sighting(12, 27, army, "nominal"), Sighting(37, 41, state, "home")], "ML")  # fmt: skip
    none: dict[Role, list[ActorMatch]] = {"actor": [], "target": []}
    second = Draft("shelling", 12, 68, Phrase(28, 33, "fired"), (12, 68))
    first = Draft("shelling", 0, 11, Phrase(5, 10, "spoke"), (0, 11))
    names = [[o.match.name for o in candidates(draft, around, none, None) if o.near] for draft in (first, second)]
    assert names == [["Mali"], ["Malian army"]]


def test_a_protest_may_be_held_by_protesters_whom_nobody_names() -> None:
    options = candidates(replace(DRAFT, kind="protest"), AROUND, {"actor": [], "target": []}, None)
    assert "protesters" in [option.match.name for option in options]
    assert "protesters" not in [option.match.name for option in OPTIONS]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Anti-government rallies shook the capital.", "anti-government protesters"),
        ("A pro-junta march drew thousands.", "pro-junta protesters"),
        ("A march against the anti-government rebels drew thousands.", "protesters"),
    ],
)
def test_protesters_whom_nobody_names_go_by_their_cause(sentence: str, name: str) -> None:
    around = surroundings(sentence, [], None)
    draft = Draft("protest", 0, len(sentence), Phrase(0, 1, sentence[0]), (0, len(sentence)))
    names = [option.match.name for option in candidates(draft, around, {"actor": [], "target": []}, None)]
    assert names == ["civilians", name]


# ------------------------------------------------------------------------------------------------- two who agree


@pytest.mark.parametrize(
    ("scores", "who"),
    [
        ((2.0, -1.0, -2.0), ["Northmen", "Southmen"]),
        ((2.0, -2.0, -1.0), ["Northmen", "Eastmen"]),
        ((2.0, -9.0, -9.0), ["Northmen"]),
    ],
)
def test_it_takes_two_to_agree_if_another_is_at_all_likely(scores: tuple[float, ...], who: list[str]) -> None:
    options = [Candidate(CIVILIANS), *(Candidate(one.match) for one in (NORTH, SOUTH, EAST))]
    by_role: dict[Role, list[float]] = {"actor": [5.0, *scores], "target": [-9.0] * 4}
    alone: dict[Role, list[ActorMatch]] = {"actor": [NORTH.match], "target": []}
    assert [match.name for match in with_counterpart(options, by_role, alone)["actor"]] == who


def test_two_who_agree_are_left_as_they_are() -> None:
    options = [Candidate(one.match) for one in (NORTH, SOUTH, EAST)]
    by_role: dict[Role, list[float]] = {"actor": [5.0, 5.0, 4.0], "target": [-9.0] * 3}
    both: dict[Role, list[ActorMatch]] = {"actor": [NORTH.match], "target": [SOUTH.match]}
    assert with_counterpart(options, by_role, both) == both


# ------------------------------------------------------------------------------------------------- deciding

SCORES = st.lists(st.floats(-9, 9), min_size=len(OPTIONS), max_size=len(OPTIONS))


@given(SCORES, SCORES, st.floats(-3, 3), st.floats(-3, 3))
def test_nobody_is_both_and_nobody_is_taken_below_the_threshold(
    actor: list[float], target: list[float], first: float, more: float
) -> None:
    scores: dict[Role, list[float]] = {"actor": actor, "target": target}
    model = SideModel({}, dict.fromkeys(scores, first), dict.fromkeys(scores, more))
    found = decide(OPTIONS, scores, model)
    taken = [match.actor_id for matches in found.values() for match in matches]
    assert len(taken) == len(set(taken))
    place = {option.match.actor_id: at for at, option in enumerate(OPTIONS)}
    for role, matches in found.items():
        values = [scores[role][place[match.actor_id]] for match in matches]
        assert values == sorted(values, reverse=True)
        assert all(value >= (more if number else first) for number, value in enumerate(values))


@pytest.mark.parametrize(("actor", "target", "who"), [(3.0, 2.0, "actor"), (2.0, 3.0, "target"), (2.0, 2.0, "actor")])
def test_who_could_be_either_is_what_is_surer(actor: float, target: float, who: Role) -> None:
    model = SideModel({}, {"actor": 0.0, "target": 0.0}, {"actor": 0.0, "target": 0.0})
    found = decide([Candidate(NORTH.match)], {"actor": [actor], "target": [target]}, model)
    assert {role for role, matches in found.items() if matches} == {who}


@pytest.mark.parametrize(("joined", "who"), [(True, ["Northmen", "Eastmen"]), (False, ["Northmen"])])
def test_whom_a_sentence_joins_to_one_taken_is_taken_sooner(joined: bool, who: list[str]) -> None:
    options = [
        Candidate(NORTH.match),
        Candidate(EAST.match, joined=frozenset({"northmen"} if joined else {"southmen"})),
    ]
    levels: dict[Role, float] = {"actor": 1.0, "target": 1.0}
    model = SideModel({}, levels, levels, {"actor": -1.0, "target": 1.0})
    found = decide(options, {"actor": [2.0, 0.0], "target": [0.0, 0.0]}, model)
    assert [match.name for match in found["actor"]] == who


def test_nobody_is_joined_to_one_who_is_not_taken() -> None:
    options = [Candidate(NORTH.match), Candidate(EAST.match, joined=frozenset({"northmen"}))]
    levels: dict[Role, float] = {"actor": 1.0, "target": 1.0}
    found = decide(options, {"actor": [0.5, 0.0], "target": [0.0, 0.0]}, SideModel({}, levels, levels, {"actor": -1.0}))
    assert found == {"actor": [], "target": []}


def test_whom_a_pronoun_stands_for_is_described_as_meant_and_not_as_far_away() -> None:
    """Its name stands a sentence before; the parse gives it for "they"."""
    text = "Northmen rested. Southmen watched. They shelled the town."
    begin = text.index("They")
    at = text.index("shelled")
    draft = Draft("shelling", begin, len(text), Phrase(at, at + 7, "shelled"), (begin, len(text)))
    named = [
        Sighting(text.index(name), text.index(name) + len(name), side(name), "name")
        for name in ("Northmen", "Southmen")
    ]
    around = surroundings(text, named, None)
    options = {
        one.match.name: one for one in candidates(draft, around, {"actor": [side("Northmen")], "target": []}, None)
    }
    meant, other = (describe(options[name], draft, around, list(options.values())) for name in ("Northmen", "Southmen"))
    assert {"meant:actor", "meant:actor:none", "parse:actor"} <= set(meant)
    assert not [name for name in meant if name.startswith(("out", "back"))]
    assert "out" in other
    assert not [name for name in other if name.startswith("meant")]


@pytest.mark.parametrize("kind", ["shelling", "protest"])
@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.match.name)
def test_a_kind_s_weights_give_the_score_of_all_features_crossed_with_it(option: Candidate, kind: Kind) -> None:
    features = describe(option, replace(DRAFT, kind=kind), AROUND, OPTIONS)
    weights = {name: (at + 1) / 7 for at, name in enumerate(features)} | {"in|battle": 50.0, "in|siege": 60.0}
    model = SideModel({"actor": weights, "target": {}}, {}, {})
    plain = [name for name in features if "|" not in name and name != "bias"]
    assert model.score_of_kind("actor", kind, plain) == model.score("actor", features)
    assert model.score_of_kind("target", kind, plain) == 0.0


def meant_by(sentence: str, parsed: list[ActorMatch]) -> dict[str, int]:
    """The candidates of the last sentence, which speaks of "fighters", and how often each is seen in it."""
    text = f"Northmen rested. {sentence}"
    begin, at = text.index(sentence), text.index("shelled")
    draft = Draft("shelling", begin, len(text), Phrase(at, at + 7, "shelled"), (begin, len(text)))
    some = ActorMatch("unidentified:fighters", "fighters", "other", None, (), False)
    words = text.index("fighters")
    seen = [Sighting(0, 8, side("Northmen"), "name"), Sighting(words, words + 8, some, "nominal")]
    found = candidates(draft, surroundings(text, seen, None), {"actor": parsed, "target": []}, None)
    return {one.match.name: sum(s.begin >= begin for s in one.near) for one in found}


def test_a_definite_subject_is_a_word_for_whom_the_parse_gives_for_it() -> None:
    assert meant_by("The fighters shelled the town.", [side("Northmen")]) == {"Northmen": 1, "civilians": 0}


@pytest.mark.parametrize(
    ("sentence", "parsed"),
    [
        ("The fighters shelled the town.", []),
        ("Some fighters shelled the town.", [side("Northmen")]),
        ("They shelled the fighters.", [side("Northmen")]),
    ],
)
def test_other_words_for_people_are_sides_of_their_own(sentence: str, parsed: list[ActorMatch]) -> None:
    assert meant_by(sentence, parsed)["fighters"] == 1
