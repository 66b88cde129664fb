"""What the claims network learns from: rows as numbers, the sentence that makes a claim, windows and groups of them."""

from __future__ import annotations

import random
from typing import Any

import pytest

for library in ("torch", "safetensors"):
    pytest.importorskip(library, reason=f"{library}, which only training needs, is not installed")

from training.claim_data import (  # noqa: E402
    Text,
    View,
    allowed,
    batches,
    encode,
    load,
    pairs,
    shaken,
    text_of,
    views,
)
from training.claim_network import KINDS, ROLES, TYPES  # noqa: E402

from casus.language.pieces import FIRST, LAST, LINE, UNKNOWN, Pieces  # noqa: E402

VOCABULARY = Pieces([UNKNOWN, FIRST, LAST, "rebels", "shell", "##ed", "the", "mill", "calm", "came", "."])
AIR = KINDS.index("shelling")


def claim(begin: int, end: int, **roles: list[int]) -> dict[str, Any]:
    told = {role: roles.get(role, []) for role in ROLES}
    return {"kind": "shelling", "status": "happened", "source_type": "reporter", "aggregate": False, "begin": begin, "end": end, "roles": told}  # fmt: skip


def row(*claims: dict[str, Any], coded: bool = True) -> dict[str, Any]:
    """Three sentences of 5, 3 and 2 words: "Rebels shelled the mill. Calm came. The mill"."""
    words = ["Rebels", "shelled", "the", "mill", ".", "Calm", "came", ".", "The", "mill"]
    return {
        "id": "d", "words": words, "gaps": [2, 1, 1, 1, 0, 1, 1, 0, 2, 1], "starts": [0, 5, 8],
        "mentions": [[0, 1, "side"], [2, 4, "place"], [8, 10, "place"]], "claims": list(claims) if coded else None,
    }  # fmt: skip


def text(*claims: dict[str, Any], coded: bool = True) -> Text:
    return text_of(encode(row(*claims, coded=coded), VOCABULARY))


def test_words_become_their_pieces_and_each_knows_its_first() -> None:
    found = encode(row(), VOCABULARY)
    assert found["first"] == [0, 1, 3, 4, 5, 6, 7, 8, 9, 10]
    assert found["pieces"][:4] == [VOCABULARY.number[piece] for piece in ("rebels", "shell", "##ed", "the")]
    assert len(found["pieces"]) == len(found["shapes"]) == len(found["gaps"]) == 11
    assert [at for at, gap in enumerate(found["gaps"]) if gap == LINE] == [0, 9]


def test_the_sentence_of_the_evidence_makes_the_claim() -> None:
    (made,) = text(claim(0, 4, actor=[0])).claims
    assert (made.sentence, made.begin, made.end, made.kind, made.weight) == (0, 0, 4, AIR, 1.0)
    assert made.roles["actor"] == {0}


def test_evidence_over_two_sentences_is_shared_and_what_it_only_touches_teaches_nothing() -> None:
    both = text(claim(0, 8))
    assert [(one.sentence, one.begin, one.end, one.weight) for one in both.claims] == [(0, 0, 5, 0.5), (1, 5, 8, 0.5)]
    touched = text(claim(0, 6))
    assert [one.sentence for one in touched.claims] == [0]
    assert touched.partly == {(1, AIR)}


def test_a_text_that_nobody_coded_is_not_one_without_claims() -> None:
    assert (text(coded=False).coded, text().coded) == (False, True)
    assert text(coded=False).claims == text().claims == []


def judged(view: View) -> list[int]:
    return [at for at, _, _ in view.sentences]


def test_a_text_that_fits_is_one_window() -> None:
    (view,) = views(text(claim(0, 4)))
    assert view.sentences == [(0, 0, 5), (1, 5, 8), (2, 8, 10)]
    assert view.mentions == [0, 1, 2]
    assert len(view.claims) == 1


def test_windows_judge_each_sentence_once_and_count_from_their_own_first_word() -> None:
    found = list(views(text(claim(0, 4), claim(8, 10)), longest=4, before=3))
    assert [at for view in found for at in judged(view)] == [0, 1, 2]
    last = found[-1]
    assert (last.begin, last.sentences) == (5, [(2, 3, 5)])
    assert [one.sentence for one in last.claims] == [2]
    assert pairs(last) == [(2, (3, 4, TYPES.index("place")))]


@pytest.mark.parametrize("seed", range(5))
def test_windows_that_differ_each_time_judge_each_sentence_once(seed: int) -> None:
    long = row()
    long["words"], long["gaps"] = long["words"] * 60, long["gaps"] * 60
    long["starts"] = [start + 10 * at for at in range(60) for start in (0, 5, 8)]
    found = shaken(text_of(encode(long, VOCABULARY)), random.Random(seed))
    assert len(found) > 1
    assert [at for view in found for at in judged(view)] == list(range(180))


@pytest.mark.parametrize("rng", [None, random.Random(3)])
def test_no_batch_is_larger_than_may_be_and_none_is_lost(rng: random.Random | None) -> None:
    found = [view for _ in range(9) for view in views(text(), longest=7, before=0)]
    made = list(batches(found, 24, rng))
    assert all(len(group) * (2 + max(len(view.pieces) for view in group)) <= 24 for group in made)
    assert sorted(id(view) for group in made for view in group) == sorted(map(id, found))


def test_a_mention_has_only_roles_of_its_sort() -> None:
    assert [ROLES[at] for at in allowed(TYPES.index("side"))] == ["actor", "target"]
    assert [ROLES[at] for at in allowed(TYPES.index("speaker"))] == ["source"]


def test_what_is_written_is_what_is_read(tmp_path: Any) -> None:
    import gzip
    import json

    path = tmp_path / "rows.json.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(json.dumps(encode(row(claim(0, 4)), VOCABULARY)) + "\n")
    (found,) = load(path)
    assert found == text(claim(0, 4))
