"""How many threads a process of ours may use: set before any library that asks for it is loaded, so this module imports none."""

from __future__ import annotations

import os

NAMES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def use_one_thread() -> None:
    """One thread for this process's matrix products, unless the user says otherwise: they are small, and processes (``--jobs``) share out the cores."""
    for name in NAMES:
        os.environ.setdefault(name, "1")
