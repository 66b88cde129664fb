"""What the claims network says of sentences: how words are laid out, how their scores are read, and what the packaged one hears in plain texts.

No test depends on what its weights are exactly: it is trained anew now and then.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from reports import readings
from spacy.tokens import Doc

from casus.coding.claim_network import (
    FARTHEST,
    FIELDS,
    ROLES,
    SILENT,
    SOURCE_TYPES,
    STATUSES,
    ClaimNetwork,
    Heard,
    HeardClaim,
    Layout,
    View,
    packaged_network,
)
from casus.coding.reading import Reading
from casus.coding.windows import BEFORE, LONGEST
from casus.language.encoder import ModelMissingError
from casus.language.parse import Sentence
from casus.language.pieces import BLANK, JOINED, LINE
from casus.record import KINDS
from casus.record import SOURCE_TYPES as RECORDED_SOURCE_TYPES
from casus.record import STATUSES as RECORDED_STATUSES

VOCAB = spacy.blank("en").vocab


def block(*sentences: list[str], at: int = 0, number: int = 0, glued: tuple[str, ...] = (".", ",")) -> list[Reading]:
    """Readings of a paragraph of these sentences' words; no blank stands before the ``glued`` ones. It begins at an offset."""
    words = [word for sentence in sentences for word in sentence]
    spaces = [following not in glued for following in [*words[1:], "."]]
    starts = [at == 0 for sentence in sentences for at in range(len(sentence))]
    doc = Doc(VOCAB, words=words, spaces=spaces, sent_starts=starts)
    return [Reading(Sentence(span, at, index, number), (), (), ()) for index, span in enumerate(doc.sents)]


# ------------------------------------------------------------------------------------------------- the layout

TEXT = "Guns fired, then stopped. Calm came."
TWO = block(["Guns", "fired", ",", "then", "stopped", "."], ["Calm", "came", "."])


def test_words_stand_where_the_text_has_them() -> None:
    layout = Layout.of(TWO)
    assert [TEXT[a:b] for a, b in zip(layout.begins, layout.ends, strict=True)] == layout.words
    assert layout.words == ["Guns", "fired", ",", "then", "stopped", ".", "Calm", "came", "."]


def test_each_sentence_has_its_words() -> None:
    layout = Layout.of(TWO)
    assert [layout.bounds(0), layout.bounds(1)] == [(0, 6), (6, 9)]


def test_what_stands_before_a_word_is_told_and_a_paragraph_begins_a_line() -> None:
    layout = Layout.of([*TWO, *block(["Night", "fell", "."], at=len(TEXT) + 1, number=1)])
    first = [LINE, BLANK, JOINED, BLANK, BLANK, JOINED, BLANK, BLANK, JOINED]
    assert layout.gaps == [*first, LINE, BLANK, JOINED]
    assert layout.begins[9] == len(TEXT) + 1


def test_what_is_only_space_is_no_word() -> None:
    layout = Layout.of(block(["Guns", "\n", "fired", "."]))
    assert layout.words == ["Guns", "fired", "."]
    assert layout.begins == [0, 7, 12]


@pytest.mark.parametrize(
    ("stretch", "words"),
    [("fired", (1, 2)), ("ired", (1, 2)), ("fired, then", (1, 4)), ("uns fir", (0, 2)), (". Calm", (5, 7))],
)
def test_a_stretch_has_the_words_that_it_touches(stretch: str, words: tuple[int, int]) -> None:
    begin = TEXT.index(stretch)
    assert Layout.of(TWO).range(begin, begin + len(stretch)) == words


def test_the_blank_between_two_words_touches_none() -> None:
    first, after = Layout.of(TWO).range(4, 5)
    assert first >= after


@given(st.lists(st.lists(st.text("ab,.", min_size=1, max_size=5), min_size=1, max_size=6), min_size=1, max_size=5))
def test_every_word_is_quoted_and_found_again(sentences: list[list[str]]) -> None:
    found = block(*sentences)
    text, layout = found[0].sentence.span.doc.text, Layout.of(found)
    assert layout.words == [word for sentence in sentences for word in sentence]
    for at, (begin, end) in enumerate(zip(layout.begins, layout.ends, strict=True)):
        assert text[begin:end] == layout.words[at]
        assert layout.range(begin, end) == (at, at + 1)
    bounds = [layout.bounds(at) for at in range(len(sentences))]
    assert [b - a for a, b in bounds] == [len(sentence) for sentence in sentences]


# ------------------------------------------------------------------------------------------------- reading scores

WIDTH = 2
AIR, SHELLS = KINDS.index("air_strike"), KINDS.index("shelling")


def heard(*scores: float, cut: int | None = None, heads: dict[str, Any] | None = None) -> Heard:
    """The two sentences above, each word with a score for an air strike; the window is cut after some words."""
    layout = Layout.of(TWO)
    table = np.full((len(layout.words), len(KINDS)), -9.0, dtype=np.float32)
    table[:, AIR] = scores
    words = np.arange(len(layout.words) * WIDTH, dtype=np.float32).reshape(-1, WIDTH)
    network: Any = ClaimNetwork.__new__(ClaimNetwork)
    network.heads = heads or {}
    return Heard(network, layout, [View(0, words[:cut], table[:cut])], [0, 0])


SCORES = (-9.0, 2.0, -9.0, 1.0, -3.0, -9.0, 5.0, 5.0, -9.0)


def test_a_sentence_is_as_loud_as_its_own_words_together() -> None:
    told = heard(*SCORES)
    first = math.log(sum(math.exp(value) for value in SCORES[:6]))
    second = math.log(sum(math.exp(value) for value in SCORES[6:]))
    assert told.kinds(0)[AIR] == pytest.approx(first, abs=1e-4)
    assert told.kinds(1)[AIR] == pytest.approx(second, abs=1e-4)
    assert told.kinds(0)[SHELLS] == pytest.approx(-9 + math.log(6), abs=1e-4)


def test_the_peak_is_the_loudest_word() -> None:
    claim = heard(*SCORES).claim(0, "air_strike")
    assert claim is not None
    assert TEXT[slice(*claim.peak)] == "fired"


def test_a_claim_looks_like_its_words_weighed_by_how_loud_they_are() -> None:
    told = heard(*SCORES)
    claim = told.claim(0, "air_strike")
    assert claim is not None
    shares = np.exp(SCORES[:6]) / np.exp(SCORES[:6]).sum()
    assert claim.vector == pytest.approx(shares @ told.views[0].words[:6], abs=1e-4)


def test_a_sentence_that_no_window_could_take_is_silent() -> None:
    told = heard(*SCORES, cut=6)
    assert told.claim(1, "air_strike") is None
    assert set(told.kinds(1).tolist()) == {SILENT}
    assert told.claim(0, "air_strike") is not None


def distances() -> dict[str, Any]:
    """Heads that say nothing but the bucket of a mention's distance."""
    zero = np.zeros((WIDTH, 1), dtype=np.float32)
    none = np.zeros(1, dtype=np.float32)
    heads: dict[str, Any] = {f"{name}.weight": zero for name in ("pointer", "first", "last")}
    heads |= {f"{name}.bias": none for name in ("pointer", "first", "last")}
    heads["kind_of_pointer"] = np.zeros((len(KINDS), 1), dtype=np.float32)
    heads["distance"] = np.arange(2 * (FARTHEST + 1), dtype=np.float32)[:, None]
    heads["roles.weight"], heads["roles.bias"] = np.ones((1, len(ROLES))), np.zeros(len(ROLES))
    return heads


@pytest.mark.parametrize(
    ("mention", "bucket"),
    [("Guns", 1), ("fired", 10), (",", 11), ("then", 11), (", then", 11), ("stopped", 12), ("Calm came", 12)],
)
def test_mentions_before_and_after_the_peak_are_told_apart_by_how_far_they_are(mention: str, bucket: int) -> None:
    claim = heard(*SCORES, heads=distances()).claim(0, "air_strike")
    assert claim is not None
    begin = TEXT.index(mention)
    assert claim.log_odds("actor", [(begin, begin + len(mention))]) == [bucket]


def test_what_the_window_does_not_hold_is_not_seen() -> None:
    claim = heard(*SCORES, cut=7, heads=distances()).claim(0, "air_strike")
    assert claim is not None
    calm, came = TEXT.index("Calm"), TEXT.index("came")
    told = claim.log_odds("actor", [(calm, calm + 4), (calm, came + 4), (len(TEXT) + 9, len(TEXT) + 12)])
    assert [value is None for value in told] == [False, True, True]
    claim.view.begin = 1  # a window that begins later
    assert claim.log_odds("actor", [(0, 4)]) == [None]


# ------------------------------------------------------------------------------------------------- the packaged network

COOKING = (
    "Stir the onions in hot oil until golden, then add the garlic and a pinch of salt. "
    "Bake the bread for forty minutes and let it cool before you slice it."
)
QUIET = "The bakery opens at six. "
RAID = "Warplanes bombed the village of Halmin on Monday, killing five people."
ACTIVE = "Turkish warplanes bombed Kurdish fighters near the village of Halmin."


@pytest.fixture(scope="module")
def network() -> ClaimNetwork:
    return packaged_network()


def kinds_of(network: ClaimNetwork, found: list[Reading]) -> np.ndarray:
    told = network.read(found)
    return np.stack([told.kinds(at) for at in range(len(found))])


def claim_of(network: ClaimNetwork, text: str, at: int = 0) -> HeardClaim:
    found = network.read(readings(text)).claim(at, "air_strike")
    assert found is not None
    return found


def test_what_the_network_tells_apart_is_what_a_record_holds() -> None:
    assert set(SOURCE_TYPES) == set(RECORDED_SOURCE_TYPES)
    assert set(STATUSES) == set(RECORDED_STATUSES)


def test_the_heads_fit_each_other(network: ClaimNetwork) -> None:
    heads = network.heads
    assert all(np.isfinite(table).all() for table in heads.values())
    assert heads["kinds.bias"].shape == (len(KINDS),)
    assert heads["fields.bias"].shape == (sum(len(values) for values in FIELDS.values()),)
    assert heads["roles.bias"].shape == (len(ROLES),)
    assert len(heads["distance"]) == 2 * (FARTHEST + 1)
    assert len(heads["positions"]) >= LONGEST + BEFORE + 2


def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match=r"claims\.onnx.*vectors\.npz.*reinstall"):
        ClaimNetwork(tmp_path, tmp_path)


def test_a_missing_vocabulary_is_no_less_missed(tmp_path: Path) -> None:
    for name in ("claims.onnx", "claims.npz"):
        (tmp_path / name).touch()
    with pytest.raises(ModelMissingError, match=r"\(pieces\.txt, vectors\.npz\)"):
        ClaimNetwork(tmp_path, tmp_path)


def test_a_plain_text_is_silent(network: ClaimNetwork) -> None:
    assert kinds_of(network, readings(COOKING)).max() < 0


def test_an_air_strike_is_heard_as_one_in_the_sentence_that_tells_it(network: ClaimNetwork) -> None:
    quiet, raid = kinds_of(network, readings(QUIET + RAID))
    assert raid[AIR] > 0
    assert KINDS[int(raid.argmax())] == "air_strike"
    assert quiet.max() < 0


def test_the_peak_is_a_word_of_the_sentence_that_makes_the_claim(network: ClaimNetwork) -> None:
    begin, end = claim_of(network, QUIET + RAID, 1).peak
    assert len(QUIET) <= begin < end
    assert (QUIET + RAID)[begin:end] in RAID.replace(",", " ").split()


def test_the_values_of_a_field_are_shares_of_one(network: ClaimNetwork) -> None:
    told = claim_of(network, RAID).fields()
    assert {name: tuple(values) for name, values in told.items()} == FIELDS
    for values in told.values():
        assert all(value <= 0 for value in values.values())
        assert math.fsum(map(math.exp, values.values())) == pytest.approx(1, abs=1e-5)


def test_who_does_it_is_its_actor_and_whom_it_is_done_to_its_target(network: ClaimNetwork) -> None:
    claim = claim_of(network, ACTIVE)

    def points(role: str, name: str) -> float:
        begin = ACTIVE.index(name)
        (value,) = claim.log_odds(role, [(begin, begin + len(name))])
        assert value is not None
        return value

    assert points("actor", "Turkish") > points("target", "Turkish")
    assert points("target", "Kurdish fighters") > points("actor", "Kurdish fighters")
    assert points("actor", "Turkish") > points("actor", "Kurdish fighters")


def test_the_same_document_is_heard_the_same_alone_and_after_another(network: ClaimNetwork) -> None:
    alone = kinds_of(network, readings(RAID))
    kinds_of(network, readings(COOKING))
    assert np.array_equal(kinds_of(network, readings(RAID)), alone)
    claims = [claim_of(network, ACTIVE) for _ in range(2)]
    assert claims[0].fields() == claims[1].fields()
    assert claims[0].log_odds("actor", [(0, 7)]) == claims[1].log_odds("actor", [(0, 7)])


def test_nothing_is_heard_of_nothing(network: ClaimNetwork) -> None:
    told = network.read([])
    assert (list(told.views), list(told.where)) == ([], [])


def test_a_sentence_beyond_a_window_is_read_as_far_as_it_fits_and_the_next_one_too(network: ClaimNetwork) -> None:
    flood = ["Warplanes", "bombed", "the", "village", *["and", "the", "mill"] * 300, "."]
    found = block(flood, ["The", "bakery", "opens", "at", "six", "."], ["Warplanes", "bombed", "the", "village", "."])
    told = network.read(found)
    assert len(told.views) == 2
    assert len(told.views[0].words) <= LONGEST + BEFORE
    raid, quiet, again = (told.kinds(at) for at in range(3))
    assert raid[AIR] > quiet[AIR]
    assert again[AIR] > quiet[AIR]
    claim = told.claim(0, "air_strike")
    assert claim is not None
    last = found[0].sentence.end
    near, far = claim.log_odds("target", [(17, 28), (last - 5, last - 1)])
    assert near is not None
    assert far is None
    later = told.claim(2, "air_strike")
    assert later is not None
    assert found[2].sentence.begin <= later.peak[0] < later.peak[1] <= found[2].sentence.end


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.text("abc ’\n€7", min_size=1, max_size=9), min_size=1, max_size=30), max_size=12))
def test_whatever_the_words_are_every_sentence_has_log_odds_of_every_kind(sentences: list[list[str]]) -> None:
    found = block(*sentences, glued=()) if sentences else []
    told = packaged_network().read(found)
    assert len(told.where) == len(found)
    for at in range(len(found)):
        assert told.kinds(at).shape == (len(KINDS),)
        assert np.isfinite(told.kinds(at)).all()
