"""What commands share when they talk: clean streams, one line an error, aligned tables, progress on a terminal only."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from casus.record import Count, Interval, Problem


def prepare_streams() -> None:
    """UTF-8 and LF whatever the machine's habits; half a surrogate pair is written as the escape that JSON has for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def one_line(text: str) -> str:
    """The text with all white space as single blanks."""
    return " ".join(text.split())


def complain(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"casus: {one_line(message)}\n")


def complain_of(problems: Iterable[Problem]) -> None:
    """One line on standard error for each input that was set aside."""
    for problem in problems:
        complain(f"{problem.locator}: {problem.reason}")


def say(line: str = "") -> None:
    """One line on standard output."""
    sys.stdout.write(f"{line}\n")


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table with aligned columns."""
    cells = [list(headers), *([one_line(cell) for cell in row] for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(headers))]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def days_in_words(interval: Interval) -> str:
    """A span of days as people write it."""
    start, end = interval.start, interval.end
    if start is None or end is None:
        return f"from {start}" if start else f"until {end}" if end else "date unknown"
    return str(start) if start == end else f"{start} to {end}"


def count_in_words(count: Count) -> str:
    """A count as people write it: ``255 killed``, ``20 or more wounded``."""
    what = count.what.replace("_", " ")
    if count.min is None and count.max is None:
        return f"unknown number {what}"
    if count.max is None:
        return f"{count.min:,} or more {what}"
    if count.min is None:
        return f"up to {count.max:,} {what}"
    return f"{count.min:,} {what}" if count.min == count.max else f"{count.min:,} to {count.max:,} {what}"


@contextmanager
def progress(label: str) -> Iterator[Callable[[str], None]]:
    """A function to call with what has just been done; it moves a bar on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.fields[done]}"), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, done="")
        yield lambda done: bar.update(task, advance=1, done=one_line(done)[:40])
