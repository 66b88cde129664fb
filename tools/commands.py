"""Writes docs/commands.md from the commands' own help, so that the page cannot rot.

python -m tools.commands            writes the page
python -m tools.commands --check    exit status 1 where the page says something else than the commands
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
WIDTH = "100"
HEAD = """# Commands

<!-- Written by `make commands` from the commands' own help; changes here are lost. -->

An input is a file, a folder, a web address, or `-` for standard input. Exit status: 0 done, 1 some inputs could not be read (listed on
standard error and by `casus problems`), 2 wrong usage. Errors are one line that says what to do.
"""


def page() -> str:
    """The whole page in Markdown."""
    import typer.main

    from casus.cli.app import app

    return "\n".join([HEAD, *sections(app, typer.main.get_command(app), ())]).rstrip() + "\n"


def sections(app: Any, command: Any, path: tuple[str, ...]) -> Iterator[str]:
    """The help of a command and of those below it, each a section; hidden ones are left out."""
    if path:
        yield f"## casus {' '.join(path)}\n\n```\n{help_of(app, path)}\n```\n"
    for name, child in getattr(command, "commands", {}).items():
        if not child.hidden:
            yield from sections(app, child, (*path, name))


def help_of(app: Any, path: tuple[str, ...]) -> str:
    """What ``casus PATH --help`` prints, at a fixed width."""
    from typer.testing import CliRunner

    environment = {"COLUMNS": WIDTH, "TERMINAL_WIDTH": WIDTH, "NO_COLOR": "1"}
    done = CliRunner().invoke(app, [*path, "--help"], prog_name="casus", env=environment)
    if done.exit_code != 0:
        raise RuntimeError(f"casus {' '.join(path)} --help ended with status {done.exit_code}")
    return "\n".join(line.rstrip() for line in done.output.strip().splitlines())


def main() -> int:
    """Write or check the page and return the exit status."""
    text = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf8") == text:
        return 0
    sys.stderr.write("docs/commands.md is not what the commands say: run make commands\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
