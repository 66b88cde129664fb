"""The one error of reading: something that cannot be read, with the reason in one clear line."""

from __future__ import annotations


class UnreadableError(Exception):
    """An input, or a part of one, cannot be read; the message says what is wrong and what to do."""
