"""Scores of many pairs: the same as of one pair alone, however many share what was worked out; who is given up cannot agree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from linking_values import claim, report
from small_world import World, worlds
from test_incremental import Story, documents_of, stories, told_by

from casus.linking import pairs, scoring
from casus.linking.blocks import blocks
from casus.linking.clusters import Neighbourhood, whole
from casus.linking.facets import Facets
from casus.linking.pairs import PARTS, REASONS
from casus.linking.scoring import Scorer, most
from casus.linking.sketches import sketch_of
from casus.linking.view import View, view, views
from casus.linking.words import weights

BY_THEIR_OWN = [PARTS[name] for name in PARTS if name not in scoring.SHARED]


def seen(told: list[Story]) -> list[View]:
    return views(told_by(told), documents_of(told))


def seen_in(world: World) -> list[View]:
    claims = [claim for its in world.claims.values() for claim in its]
    return views(claims, {document.key: document for document in world.documents})


views_of_some = st.one_of(stories().map(seen), worlds().map(seen_in))

DAY = "2016-03-05"
HERALD, POST, LATE = report("h", DAY), report("p", "2016-03-07"), report("l", "2016-09-09")
SAID = "at dawn fighters of the Red Brigade stormed the mill beside the river in Karim"


def alike() -> Iterator[View]:
    """Claims as like each other as claims can be, of three reports, and denials of them by others in the same reports."""
    for number, document in enumerate((HERALD, POST, LATE)):
        fields = {
            "by": "rebels",
            "on": "army",
            "at": "Karim",
            "when": DAY,
            "place_id": "1",
            "counts": {"killed": (3, 3)},
        }
        yield view(claim(f"a{number}", document, "armed_clash", SAID, **fields), document)  # type: ignore[arg-type]
        denied = claim(
            f"d{number}",
            document,
            "armed_clash",
            SAID,
            status="denied",
            source="army",
            begin=90,
            end=99,
            **fields,  # type: ignore[arg-type]
        )
        yield view(denied, document)


@given(views_of_some)
@example(list(alike()))
@settings(max_examples=60, deadline=None)
def test_the_score_of_a_pair_is_that_of_its_features(known: list[View]) -> None:
    scorer = Scorer()
    scored = [scorer.known(one) for one in known]
    for (a, one), (b, other) in product(zip(known, scored, strict=True), repeat=2):
        assert whole(scorer.score(one, other)) == whole(pairs.score(a, b))


@given(views_of_some)
@example(list(alike()))
@settings(max_examples=60, deadline=None)
def test_no_pair_that_agrees_is_given_up(known: list[View]) -> None:
    scorer = Scorer()
    scored = [scorer.known(one) for one in known]
    for (a, one), (b, other) in product(zip(known, scored, strict=True), repeat=2):
        assert scorer.may_agree(one, [other]) or pairs.score(a, b) <= 0


@given(views_of_some)
@example(list(alike()))
@settings(max_examples=60, deadline=None)
def test_a_claim_is_compared_by_its_sketch_as_by_itself(known: list[View]) -> None:
    here, sketched = Neighbourhood(known), Neighbourhood(known[:1])
    for one in known[1:]:
        sketched.add_sketch(one.key, sketch_of(Facets.of(one)))
    names = [one.key for one in known]
    for one, other in product(names, repeat=2):
        assert sketched.score(one, other) == here.score(one, other)
    for one in names:
        assert sketched.agreeing(one, names) == here.agreeing(one, names)


@given(views_of_some)
@example(list(alike()))
@settings(max_examples=60, deadline=None)
def test_a_sketch_gives_all_facets_back(known: list[View]) -> None:
    scorer = Scorer()
    for one in known:
        facets = Facets.of(one)
        read = scorer.known_by(one.key, sketch_of(facets))
        assert read.facets == facets
        assert read.blocks == blocks(one)
        assert sketch_of(read.facets) == sketch_of(facets)


def test_claims_with_nothing_in_common_are_given_up_before_their_words_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raid = claim("a", HERALD, "shelling", SAID, by="rebels", on="army", at="Karim", when=DAY)
    aid = claim("b", LATE, "aid", SAID, by="agencies", on="villagers", at="Dabra", when="2016-08-01")
    scorer = Scorer()
    one, other = scorer.known(view(raid, HERALD)), scorer.known(view(aid, LATE))
    monkeypatch.setattr(scoring.Text, "of", lambda _view: pytest.fail("the words were read"))
    assert scorer.may_agree(one, [other]) == []


@given(views_of_some)
@example(list(alike()))
@settings(max_examples=60, deadline=None)
def test_no_part_adds_more_than_it_can_at_most(known: list[View]) -> None:
    for part in BY_THEIR_OWN:
        for a, b in product(known, repeat=2):
            found = part.compare(part.facet(a), part.facet(b))
            assert pairs.worth(found) <= most(part)
            assert any(found.keys() <= set(together) for together in part.together) or not found


def test_what_a_part_adds_at_most_follows_the_table_of_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "weights", lambda: weights() | {"words shared": 5.0, "names shared": -1.0})
    assert most(PARTS["text"]) == 5.0


@given(views_of_some)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_worked_out_may_be_forgotten_at_any_time(monkeypatch: pytest.MonkeyPatch, known: list[View]) -> None:
    names = [one.key for one in known]
    kept = Neighbourhood(known)
    before = [kept.score(one, other) for one in names for other in names if one != other]
    monkeypatch.setattr(scoring, "KEPT", 2)
    forgetful = Neighbourhood(known)
    assert before == [forgetful.score(one, other) for one in names for other in names if one != other]


@given(views_of_some)
@settings(max_examples=60, deadline=None)
def test_those_that_agree_with_a_claim_are_those_of_a_score_above_zero(known: list[View]) -> None:
    here = Neighbourhood(known)
    names = [one.key for one in known]
    for one in names:
        assert here.agreeing(one, names) == [other for other in names if other != one and here.score(one, other) > 0]


def test_what_people_decided_of_a_pair_goes_before_what_the_claims_say() -> None:
    raid = view(claim("a", HERALD, "shelling", SAID, at="Karim", when=DAY), HERALD)
    aid = view(claim("b", LATE, "aid", SAID, at="Dabra", when="2016-08-01"), LATE)
    assert Neighbourhood([raid, aid]).agreeing("a", ["b"]) == []
    assert Neighbourhood([raid, aid], {("a", "b"): 9.0}).agreeing("a", ["b"]) == ["b"]
    assert Neighbourhood([raid, aid], {("a", "b"): 9.0}).agreeing("b", ["a"]) == ["a"]


@given(views_of_some)
@settings(max_examples=60, deadline=None)
def test_features_are_the_same_from_either_side_and_each_has_a_weight(known: list[View]) -> None:
    for a, b in product(known, repeat=2):
        assert pairs.features(a, b) == pairs.features(b, a)
        assert pairs.features(a, b).keys() <= weights().keys()


def test_the_denial_of_what_the_same_report_tells_belongs_to_it() -> None:
    told, denied, *_ = alike()
    assert "denial in report" in pairs.features(told, denied)
    assert "denial in report" in REASONS
    assert Neighbourhood([told, denied]).agreeing(told.key, [denied.key]) == [denied.key]
