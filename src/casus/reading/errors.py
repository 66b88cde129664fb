"""The errors of reading: something that cannot be read, and a machine on which nothing can be read, each with one clear line."""

from __future__ import annotations

AGAIN = "then run the same command again; what was stored is whole"


class UnreadableError(Exception):
    """An input, or a part of one, cannot be read; the message says what is wrong and what to do."""


class MachineError(Exception):
    """The machine lacks what reading takes, whatever is read: the run ends, and no input is at fault. The message says what to do."""
