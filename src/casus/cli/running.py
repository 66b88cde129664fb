"""One command from its arguments to its exit status; whatever goes wrong is one line on standard error.

With ``CASUS_DEBUG=1`` in the environment an error of the program itself shows its traceback, for a bug report.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from casus.cli.app import app
from casus.cli.console import complain, one_line, prepare_streams
from casus.cli.errors import DONE, SOME_UNREADABLE, STOPPED, WRONG_USAGE, CommandError
from casus.reading.errors import MachineError
from casus.store.errors import RecordError
from casus.threads import use_one_thread

# typer carries its own copy of click in newer versions; the class that all usage errors share is the same either way
_UsageError: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def run(arguments: Sequence[str]) -> int:
    """Run ``casus`` with these arguments; returns the exit status and raises nothing."""
    prepare_streams()
    use_one_thread()  # before NumPy is loaded: the products of one document are too small to share out, and waiting for each other costs a third
    try:
        status = app(list(arguments), prog_name="casus", standalone_mode=False)
        sys.stdout.flush()
    except _UsageError as error:
        complain(_usage(error))
        return WRONG_USAGE
    except (CommandError, RecordError, MachineError) as error:
        complain(str(error))
        return WRONG_USAGE
    except (
        BrokenPipeError,
        SystemExit,
    ):  # typer makes the second of the first: whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return DONE
    except OSError as error:
        complain(f"{error.filename or 'output'}: {error.strerror or error}; check the path, its rights and the disk")
        return WRONG_USAGE
    except (KeyboardInterrupt, typer.Abort):
        status = STOPPED
    except Exception as error:
        if os.environ.get("CASUS_DEBUG"):
            raise
        complain(
            f"internal error, please report it ({one_line(f'{type(error).__name__}: {error}')}); CASUS_DEBUG=1 shows more"
        )
        return WRONG_USAGE
    if status == STOPPED:
        complain("stopped; what was stored is whole, and the same command goes on from there")
    return status if status in (DONE, SOME_UNREADABLE, WRONG_USAGE, STOPPED) else DONE


def _usage(error: BaseException) -> str:
    """A usage error in one line, with where to look."""
    message = one_line(error.format_message())  # type: ignore[attr-defined]
    context = getattr(error, "ctx", None)
    return f"{message.rstrip('.')}; see: {context.command_path if context else 'casus'} --help"
