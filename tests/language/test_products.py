"""The matrix product that the pipeline uses is the same product, and stays with the models that were loaded under it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thinc.api import NumpyOps, get_current_ops

from casus.language.products import numpy_products

sizes = st.integers(min_value=1, max_value=6)


@settings(max_examples=40, deadline=None)
@given(sizes, sizes, sizes, st.booleans(), st.booleans(), st.booleans(), st.integers(0, 2**16))
def test_the_product_is_thincs_own(
    rows: int, inner: int, columns: int, left: bool, right: bool, given_out: bool, seed: int
) -> None:
    draw = np.random.default_rng(seed)
    x = draw.standard_normal((inner, rows) if left else (rows, inner)).astype("f")
    y = draw.standard_normal((columns, inner) if right else (inner, columns)).astype("f")
    with numpy_products():
        ops = get_current_ops()
    out = np.full((rows, columns), 7, dtype="f") if given_out else None
    product = ops.gemm(x, y, out=out, trans1=left, trans2=right)
    expected = NumpyOps().gemm(np.ascontiguousarray(x), np.ascontiguousarray(y), trans1=left, trans2=right)
    np.testing.assert_allclose(product, expected, rtol=1e-4, atol=1e-5)
    assert out is None or product is out


def test_the_operations_before_are_back_afterwards() -> None:
    before = get_current_ops()
    with numpy_products():
        assert get_current_ops() is not before
    assert get_current_ops() is before


def test_they_are_back_after_a_failure_too() -> None:
    before = get_current_ops()
    with pytest.raises(ValueError, match="broken model"), numpy_products():
        raise ValueError("broken model")
    assert get_current_ops() is before
