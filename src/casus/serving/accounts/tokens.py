"""Tokens that stand for a session or an invitation: random, and known again by their digests alone."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A token that nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a token. A plain digest will do: there is nothing to guess."""
    return hashlib.sha256(token.encode("utf8", "surrogateescape")).hexdigest()


def csrf_of(token: str) -> str:
    """What a page of ours adds to what it writes, to show that it is one: it follows from the session, which other sites cannot read."""
    return hashlib.sha256(b"csrf\x1f" + token.encode("utf8", "surrogateescape")).hexdigest()[:43]
