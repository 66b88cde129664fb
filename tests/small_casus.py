"""The command with a stand-in for the pipeline: ``python small_casus.py build ...``. A script; :func:`start` and :func:`run` start it.

``SMALL_CASUS_PAUSE=ID``: says ``paused`` when that document is about to be coded, and goes on when it gets a line.
``SMALL_CASUS_FILE_LIMIT=BYTES``: no file may grow beyond that, as on a full disk.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

PAUSE, LIMIT = "SMALL_CASUS_PAUSE", "SMALL_CASUS_FILE_LIMIT"


def start(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    """The command, started."""
    return subprocess.Popen(
        [sys.executable, __file__, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1", **environment},
    )


def start_and_pause(*arguments: object, at: str) -> subprocess.Popen[str]:
    """The command, halted where it is about to code the document with the id ``at``."""
    process = start(*arguments, **{PAUSE: at})
    assert process.stdout is not None
    assert process.stdout.readline() == "paused\n", process.communicate()[1]
    return process


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Let a command go on to its end; its exit status, output and errors."""
    out, err = process.communicate("\n")
    assert "Traceback" not in err
    return process.returncode, out, err


def run(*arguments: object, **environment: str) -> tuple[int, str, str]:
    """The exit status, output and errors of the command."""
    return ended(start(*arguments, **environment))


def code_documents(documents: Iterable[Any], **_options: object) -> Iterator[Any]:
    """Codes as the small steps do, with a pause where one is asked for."""
    import small_steps

    for document in documents:
        if document.id == os.environ.get(PAUSE):
            print("paused", flush=True)
            sys.stdin.readline()
        yield from small_steps.code([document])


def pipeline() -> ModuleType:
    """The stand-in for ``casus.pipeline``."""
    made = ModuleType("casus.pipeline")
    vars(made).update(code_documents=code_documents, added_places=list)
    return made


def main() -> int:
    """Run the command: with its own reader, and small steps after that."""
    sys.modules["casus.pipeline"] = pipeline()
    import casus.build
    import small_steps
    from casus.cli.running import run
    from casus.coding.screening import SURENESS
    from casus.reading import read_inputs
    from casus.screened import screened

    steps = replace(small_steps.STEPS, read=read_inputs, code=code_documents)
    screening = {
        sureness: replace(steps, code=screened(code_documents, sureness), screens=sureness) for sureness in SURENESS
    }
    casus.build.standard_steps = lambda *_chosen, screen=None, **_more: screening[screen] if screen else steps
    casus.build.TOGETHER = 3  # so that few reports are several transactions

    limit = os.environ.get(LIMIT)
    if limit is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.exit(main())
