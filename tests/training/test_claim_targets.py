"""A batch's answers as arrays: what is padded, what counts, and what a teacher's word changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

for library in ("torch", "safetensors"):
    pytest.importorskip(library, reason=f"{library}, which only training needs, is not installed")

from training.claim_data import Claim, Text, encode, text_of, views  # noqa: E402
from training.claim_network import KINDS, ROLES, TYPES  # noqa: E402
from training.claim_targets import Feed, claims_of, pair_numbers, targets  # noqa: E402

from casus.language.pieces import FIRST, LAST, UNKNOWN, Pieces  # noqa: E402

VOCABULARY = Pieces([UNKNOWN, FIRST, LAST, "rebels", "shell", "##ed", "the", "mill", "calm", "came", "."])
ENDS = (VOCABULARY.first, VOCABULARY.last)
SHELLING = KINDS.index("shelling")


def text(begin: int | None = 0, end: int = 4) -> Text:
    """Two sentences of 5 and 3 words, "Rebels shelled the mill. Calm came.", and a claim of the first."""
    told = {role: [] for role in ROLES} | {"actor": [0], "place": [1]}
    claim: dict[str, Any] = {"kind": "shelling", "status": "denied", "source_type": None, "aggregate": False, "begin": begin, "end": end, "roles": told}  # fmt: skip
    row = {
        "id": "d", "words": ["Rebels", "shelled", "the", "mill", ".", "Calm", "came", "."], "gaps": [2, 1, 1, 1, 0, 1, 1, 0],
        "starts": [0, 5], "mentions": [[0, 1, "side"], [2, 4, "place"]], "claims": [] if begin is None else [claim],
    }  # fmt: skip
    return text_of(encode(row, VOCABULARY))


def test_windows_are_padded_and_the_mask_says_where_words_are() -> None:
    first, second = views(text(), longest=7, before=0)
    batch = targets([first, second], ENDS)
    assert batch.pieces.shape == (2, 8)
    assert batch.mask.sum(1).tolist() == [8, 5]
    assert batch.pieces[0, 0] == batch.pieces[1, 0] == ENDS[0]
    assert batch.pieces[1, 4] == ENDS[1]
    own = batch.pieces[0][batch.first[0, :5]].tolist()
    assert own == [VOCABULARY.number[piece] for piece in ("rebels", "shell", "the", "mill", ".")]


def test_a_sentence_that_makes_a_claim_aims_at_its_kind_and_no_other() -> None:
    batch = targets(list(views(text())), ENDS)
    assert batch.aims.sum() == batch.aims[0, SHELLING] == 1.0
    assert batch.word[2].tolist() == [0] * 5 + [1] * 3
    assert (batch.weights == 1.0).all()


def test_a_sentence_that_evidence_only_touches_teaches_nothing_of_that_kind() -> None:
    batch = targets(list(views(text(0, 6))), ENDS)
    assert batch.weights[1, SHELLING] == 0.0
    assert batch.weights.sum() == batch.weights.size - 1


def test_evidence_is_marked_in_the_claims_sentence() -> None:
    batch = targets(list(views(text(0, 2))), ENDS)
    assert batch.evidence.tolist() == [[True, True, False, False, False]]
    assert batch.inside.all()


def test_a_mention_answers_only_for_roles_of_its_sort() -> None:
    found = list(views(text()))
    batch = targets(found, ENDS)
    assert pair_numbers(found) == [(0, 0), (0, 1)]
    assert batch.pair[4].tolist() == [TYPES.index("side"), TYPES.index("place")]
    assert [ROLES[at] for at in np.flatnonzero(batch.role_aims[0])] == ["actor"]
    assert [ROLES[at] for at in np.flatnonzero(batch.role_weights[1])] == ["place"]


def test_what_a_teacher_says_of_the_words_is_what_their_sentence_aims_at() -> None:
    told = text(None)
    told.soft = np.full((8, len(KINDS)), -20.0, dtype=np.float16)
    told.soft[1, SHELLING] = 0.0
    batch = targets(list(views(told)), ENDS)
    assert batch.aims[0, SHELLING] == pytest.approx(0.5, abs=1e-3)
    assert batch.aims[1].max() < 1e-6
    assert batch.soft.shape == (8, len(KINDS))


def test_mentions_that_the_teacher_did_not_weigh_teach_nothing() -> None:
    told = text(None)
    roles: dict[str, Any] = {role: {0: 0.25} for role in ROLES}
    told.claims = [Claim(0, 0, 5, SHELLING, 0.5, {"aggregate": np.array([0.75, 0.25])}, roles)]
    batch = targets(list(views(told)), ENDS)
    assert batch.role_aims[0, ROLES.index("actor")] == 0.25
    assert batch.role_weights[1].sum() == 0.0
    assert batch.fields.sum() == pytest.approx(0.5)


def test_no_claims_are_empty_arrays() -> None:
    batch = targets(list(views(text(None))), ENDS)
    assert (len(batch.rows), batch.pair.shape, batch.role_aims.shape) == (0, (5, 0), (0, len(ROLES)))


def test_an_epoch_has_every_text_once_whatever_the_number_of_workers() -> None:
    texts = [text() for _ in range(5)]
    for workers in (1, 2):
        feed = Feed(texts, 24, ENDS, workers, seed=3)
        epochs = [[batch.pieces.tolist() for batch in feed.epoch(number)] for number in (0, 1)]
        feed.close()
        assert sum(len(batch.rows) for batch in (targets(list(views(one)), ENDS) for one in texts)) == 5
        if workers == 1:
            alone = epochs
    assert epochs == alone
    assert len(claims_of([view for one in texts for view in views(one)])) == 5
