"""Which hand-coded documents nothing is trained on, so that what weighs one trained voice against another can be fitted on them."""

from __future__ import annotations

from zlib import crc32

HELD = 8  # one in so many documents


def in_fold(identifier: str, hold: str | None) -> bool:
    """Whether a text belongs to a part ("0/8": the first of eight, by a hash of its id); ``None`` is no part."""
    if not hold:
        return False
    fold, folds = hold.split("/")
    return crc32(identifier.encode()) % int(folds) == int(fold)


def is_held(document: str) -> bool:
    """Whether a document is kept out of training networks and the opinion: one in eight, by a hash of its id.

    On these is fitted what weighs one voice against another (``training/verdicts.py``, ``training/pointing.py``).
    """
    return in_fold(document, f"0/{HELD}")
