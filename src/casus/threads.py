"""How many threads and processes ours may be: set before any library that asks for it is loaded, so this module imports none."""

from __future__ import annotations

import os
import sys

NAMES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def use_one_thread() -> None:
    """One thread for this process's matrix products, unless the user says otherwise: they are small, and processes (``--jobs``) share out the cores."""
    for name in NAMES:
        os.environ.setdefault(name, "1")


def usable_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
