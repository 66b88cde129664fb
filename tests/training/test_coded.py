"""Which drafts hand-coded claims confirm, and which documents are kept out of training."""

from __future__ import annotations

from training.coded import in_part, lenient_judge, matched, overlap
from training.holding import HELD, is_held

from casus.coding.verdicts import packaged_judge
from casus.record import Draft, Kind, Phrase

TEXT = "Rebels took the old mill. Nine families fled the place. Rebels took the pond."


def draft(kind: Kind, words: str) -> Draft:
    begin = TEXT.index(words)
    span = (begin, begin + len(words))
    return Draft(kind, *span, Phrase(begin, begin + 1, words[0]), span)


def coded(kind: Kind, evidence: str) -> dict[str, str]:
    return {"kind": kind, "evidence": evidence}


MILL, POND = draft("territory_gain", "Rebels took the old mill."), draft("territory_gain", "Rebels took the pond.")


def test_an_overlap_is_a_share_of_the_shorter() -> None:
    assert overlap((0, 10), (5, 25)) == overlap((5, 25), (0, 10)) == 0.5
    assert overlap((0, 10), (2, 4)) == 1.0
    assert overlap((0, 10), (10, 20)) == 0.0
    assert overlap((0, 10), (15, 25)) < 0


def test_a_claim_confirms_the_draft_of_its_kind_that_quotes_the_same_words() -> None:
    claims = [coded("territory_gain", "took the pond"), coded("displacement", "Nine families fled")]
    assert matched([MILL, POND], claims, TEXT) == {1: claims[0]}
    assert matched([draft("siege", "Rebels took the pond.")], claims, TEXT) == {}


def test_each_draft_and_each_claim_is_confirmed_once_the_best_pair_first() -> None:
    half, whole = coded("territory_gain", "mill. Nine"), coded("territory_gain", "the old mill")
    assert matched([MILL], [half, whole], TEXT) == {0: whole}
    assert list(matched([MILL, MILL], [whole], TEXT)) == [0]


def test_words_that_a_draft_only_touches_do_not_confirm_it() -> None:
    assert matched([MILL], [coded("territory_gain", "mill. Nine families fled")], TEXT) == {}


def test_what_the_text_does_not_say_confirms_nothing() -> None:
    assert matched([MILL], [coded("territory_gain", "Rebels took the new mill")], TEXT) == {}


def test_one_document_in_eight_is_held_back_always_the_same() -> None:
    names = [f"document-{number}" for number in range(4000)]
    share = sum(map(is_held, names)) / len(names)
    assert abs(share - 1 / HELD) < 0.02
    for name in names[:50]:
        assert in_part(name, "all")
        assert in_part(name, "held") == is_held(name) != in_part(name, "trained")


def test_a_lenient_judge_makes_claims_that_the_packaged_one_does_not() -> None:
    strict, lenient = packaged_judge(), lenient_judge()
    assert lenient.weighing.threshold < strict.weighing.threshold
    assert (lenient.network, lenient.opinion, lenient.weighing.weights) == (
        strict.network,
        strict.opinion,
        strict.weighing.weights,
    )
