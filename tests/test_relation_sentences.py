"""Eighty-one sentences of our own, from many conflicts, half of them only looking like a relation: how many relations are found.

``relation_sentences.tsv`` holds a sentence and what it tells: ``kind|subject|object|status``, several with ";", nothing where it tells none.
Written before the rules; each sentence is read alone, so what only a whole report would make clear is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from casus.grounding.actors import ActorIndex
from casus.grounding.names import slug
from casus.grounding.theatre import load_theatres
from casus.pipeline import code_documents
from casus.record import Document, Relation

MUTUAL = ("allied_with", "fights")


class Score(NamedTuple):
    """Of all sentences: what was found rightly and wrongly, what was missed, and what was found where nothing is."""

    right: int
    wrong: int
    missed: int
    from_nothing: int
    right_status: int


def sentences() -> Iterator[tuple[str, list[list[str]]]]:
    for line in (Path(__file__).parent / "relation_sentences.tsv").read_text(encoding="utf8").splitlines():
        text, _, told = line.partition("\t")
        yield text, [one.split("|") for one in told.split(";") if one]


@pytest.fixture(scope="module")
def score() -> Score:
    index = ActorIndex(load_theatres())
    told = list(sentences())
    right = wrong = missed = from_nothing = right_status = 0
    coded = code_documents(Document(f"s{at}", text) for at, (text, _) in enumerate(told))
    for (_, expected), one in zip(told, coded, strict=True):
        left = list(one.relations)
        for kind, subject, other, status in expected:
            hit = next((r for r in left if r.kind == kind and is_pair(index, r, subject, other)), None)
            right, missed = right + (hit is not None), missed + (hit is None)
            if hit is not None:
                left.remove(hit)
                right_status += hit.status == status
        wrong += len(left)
        from_nothing += len(left) if not expected else 0
    return Score(right, wrong, missed, from_nothing, right_status)


def is_pair(index: ActorIndex, relation: Relation, subject: str, other: str) -> bool:
    def is_side(name: str, actor_id: str, called: str) -> bool:
        known = (index.resolve(text) for text in (name, f"{name} forces"))
        return slug(name) in (actor_id + slug(called)) or actor_id in [m.actor_id for m in known if m is not None]

    first, second = (relation.subject_id, relation.subject), (relation.object_id, relation.object)
    there = is_side(subject, *first) and is_side(other, *second)
    return there or (relation.kind in MUTUAL and is_side(subject, *second) and is_side(other, *first))


def test_most_relations_are_found(score: Score) -> None:
    assert score.right / (score.right + score.missed) >= 0.7


def test_what_is_found_is_right(score: Score) -> None:
    assert score.right / (score.right + score.wrong) >= 0.9
    assert score.right_status / score.right >= 0.9


def test_sentences_that_only_look_like_it_tell_none(score: Score) -> None:
    assert score.from_nothing == 0
