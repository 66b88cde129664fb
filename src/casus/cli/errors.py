"""How a command says that it cannot go on."""

DONE, SOME_UNREADABLE, WRONG_USAGE, STOPPED = 0, 1, 2, 130
"""Exit statuses: done; some inputs could not be read; wrong usage or no usable record; stopped by Ctrl-C."""


class CommandError(Exception):
    """The command cannot do what was asked; the message is one line with what to do."""
