"""Columns of cells: where texts stand among others."""

from __future__ import annotations

import numpy as np
import pytest

from casus.exporting.arrow_cells import places_in


def test_texts_are_found_among_known_ones() -> None:
    assert places_in(["b", "a", "b"], ["a", "b"]).tolist() == [1, 0, 1]


def test_places_can_be_multiplied_beyond_32_bits() -> None:
    assert places_in(["b"], ["a", "b"]).dtype == np.int64


def test_a_text_that_is_not_known_is_named() -> None:
    with pytest.raises(KeyError, match="c"):
        places_in(["a", "c"], ["a", "b"])
