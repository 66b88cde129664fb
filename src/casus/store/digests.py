"""Keys as whole numbers."""

from __future__ import annotations

import hashlib


def digest_of(key: str) -> int:
    """A key as a whole number of 64 bits, the same in every record. Two keys may share one, very rarely: who looks up checks what is found."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
