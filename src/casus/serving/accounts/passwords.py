"""Passwords, as argon2id digests; checking one takes as long whether somebody of that name is there or not."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from casus.store.accounts import AccountError

SHORTEST, LONGEST = 12, 200
AT_ONCE = 2
"""Passwords that are checked at a time: each takes 64 MiB."""
_waiting = threading.BoundedSemaphore(AT_ONCE)


@cache
def hasher() -> PasswordHasher:
    """The library's costs, which follow RFC 9106: 3 passes over 64 MiB."""
    return PasswordHasher()


@cache
def _nobody() -> str:
    return hasher().hash("what is checked where nobody is called so")


def check_strength(password: str) -> None:
    """Refuse a password that is too short to keep a guesser out, or absurdly long. Raises :class:`AccountError`."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(f"a password has {SHORTEST} to {LONGEST} letters; a few words together make a good one")


def digest_of(password: str) -> str:
    """The digest by which a password is known again. Raises :class:`AccountError` for one that will not do."""
    check_strength(password)
    with _waiting:
        return hasher().hash(password)


def fits(password: str, digest: str | None) -> bool:
    """Whether a password is the one of a digest; ``None``: of nobody, which takes as long and is never so."""
    with _waiting:
        try:
            hasher().verify(digest or _nobody(), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return digest is not None
