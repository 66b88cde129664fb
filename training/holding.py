"""Which hand-coded documents nothing is trained on, so that what weighs one trained voice against another can be fitted on them."""

from __future__ import annotations

from zlib import crc32

HELD = 8  # one in so many documents


def is_held(document: str) -> bool:
    """Whether a document is kept out of training networks and the opinion: one in eight, by a hash of its id.

    On these is fitted what weighs one voice against another (``training/verdicts.py``, ``training/pointing.py``).
    """
    return crc32(document.encode()) % HELD == 0
