"""Inputs become documents, one after the other: in the order given, folders walked in sorted order.

An input is a file, a folder (here or in object storage), a web address or ``-`` (standard input). What a file is, its suffix says (``.gz`` besides); what
standard input is, its content says. Everything that cannot be read is handed on as a problem in its place, and the
next input is read. Where the machine has run out of space, memory or open files, nothing is an input's fault, and the run ends.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from casus.aside import Foreign
from casus.reading.contents import read_answer, read_content, read_file
from casus.reading.errors import AGAIN, MachineError, UnreadableError
from casus.reading.language import foreign_language
from casus.reading.limits import REPORT_CHARACTERS, megabytes
from casus.reading.links import Found, Link, resolve
from casus.reading.remote import is_remote, remote_files
from casus.reading.web import Web, is_address, name_of
from casus.record import Document, DocumentDate, Problem, Stated

Read = Iterator[Document | Problem]
STANDARD_INPUT = "-"
_LACKING = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.ENOMEM, errno.EMFILE, errno.ENFILE})
"""Errors of a machine that has run out of space, memory or open files."""


def read_inputs(inputs: Sequence[str], given_date: date | None = None, web: Web | None = None) -> Read:
    """The documents of all inputs, and a problem for whatever could not be read, in a fixed order.

    ``given_date`` is the publication date of documents that state none themselves; ``web`` is what may be fetched besides the
    addresses among the inputs: nothing, unless it says so. Nothing is raised for an input that cannot
    be read. Raises :class:`MachineError` where the machine lacks what reading takes.
    """
    run = _Run(_Names(), web or Web())
    for given in inputs:
        for found in _read_input(given, run):
            yield _dated(found, given_date) if isinstance(found, Document) else found


class _Names:
    """The names given out in one run, so that two files of one stem do not get the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._files: set[Path] = set()

    def is_new(self, path: Path) -> bool:
        """Whether this file has not been read in this run, however it is named."""
        real = path.resolve()
        known = real in self._files
        self._files.add(real)
        return not known

    def choose(self, *candidates: str) -> str:
        """The first candidate that is not taken, else the last one with a number."""
        numbered = (f"{candidates[-1]}-{number}" for number in range(2, len(self._taken) + 3))
        name = next(name for name in (*candidates, *numbered) if name not in self._taken)
        self._taken.add(name)
        return name


@dataclass(frozen=True, slots=True)
class _Run:
    """What one run has met and may fetch."""

    names: _Names
    web: Web

    def resolved(self, items: Iterator[Found | Link], where: str) -> Read:
        """The documents among the items that can be coded, links resolved."""
        return _admitted(resolve(items, where, self.web, lambda url: _read_address(url, self)))


def _read_input(given: str, run: _Run) -> Read:
    try:
        if given == STANDARD_INPUT:
            content = read_content(sys.stdin.buffer, run.names.choose("stdin"), STANDARD_INPUT)
            yield from run.resolved(content, STANDARD_INPUT)
        elif is_address(given):
            if run.web.is_new(given):
                yield from run.resolved(_read_address(given, run), given)
        elif is_remote(given):
            yield from _read_remote(given, run)
        elif os.path.isdir(given):  # noqa: PTH112 - a name with a NUL is False here and an error with Path
            yield from _read_folder(Path(given), run)
        else:
            yield from _read_named_file(Path(given), Path(given).name, run)
    except UnreadableError as error:
        yield Problem(given, "read", str(error))
    except OSError as error:
        yield Problem(given, "read", _reason(error))


def _read_folder(folder: Path, run: _Run) -> Read:
    found_any = False
    unreadable: list[OSError] = []
    for parent, below, files in os.walk(folder, onerror=unreadable.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(name for name in files if not name.startswith(".")):
            found_any = True
            path = Path(parent, name)
            yield from _read_named_file(path, path.relative_to(folder).as_posix(), run)
    for error in unreadable:
        yield Problem(str(error.filename), "read", _reason(error))
    if not found_any and not unreadable:
        yield Problem(str(folder), "read", "no files in this folder; check the path")


def _read_named_file(path: Path, below: str, run: _Run) -> Read:
    locator = str(path)
    try:
        if "\0" in locator:
            raise UnreadableError("a path cannot hold a NUL character; check the path")
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise UnreadableError("not a plain file; to read from a pipe, give - and pipe it in")
        if run.names.is_new(path):
            plain = Path(path.stem) if path.suffix.lower() == ".gz" else path
            name = run.names.choose(plain.stem, below, locator)
            yield from run.resolved(read_file(path, plain.suffix.lower(), name), locator)
    except UnreadableError as error:
        yield Problem(locator, "read", str(error))
    except OSError as error:
        yield Problem(locator, "read", _reason(error))


def _read_remote(given: str, run: _Run) -> Read:
    found_any = False
    for file in remote_files(given):
        found_any = True
        if not run.web.is_new(file.url):
            continue
        plain = PurePosixPath(file.below)
        plain = PurePosixPath(plain.stem) if plain.suffix.lower() == ".gz" else plain
        name = run.names.choose(plain.stem, file.below, file.url)
        try:
            with file.copied() as path:
                yield from run.resolved(read_file(path, plain.suffix.lower(), name, file.url), file.url)
        except UnreadableError as error:
            yield Problem(file.url, "read", str(error))
        except OSError as error:
            yield Problem(file.url, "read", _reason(error))
    if not found_any:
        yield Problem(given, "read", "no files in this folder; check the path")


def _read_address(url: str, run: _Run) -> Iterator[Found | Link]:
    """What lies at an address; raises :class:`UnreadableError`."""
    yield from read_answer(run.web.get(url), run.names.choose(name_of(url), url), url)


def _admitted(found: Read) -> Read:
    """The documents that can be coded; an empty or a foreign one is set aside."""
    for item in found:
        if isinstance(item, Problem):
            yield item
        elif not item.text.strip():
            yield Problem(item.locator, "read", "empty; there is nothing to read")
        elif len(item.text) > REPORT_CHARACTERS:
            reason = f"text longer than {megabytes(REPORT_CHARACTERS)}, too long for one report; split it"
            yield Problem(item.locator, "read", reason)
        elif language := foreign_language(item.text):
            reason = f"not English (language: {language}); give an English text or a translation"
            yield Foreign(item.locator, "read", reason, language, _said_to_be(item, language))
        else:
            yield item


def _said_to_be(document: Document, language: str) -> Document:
    """The document with its language as its text shows it, whatever its page states."""
    others = tuple(one for one in document.stated if one.field != "language")
    return replace(document, stated=(*others, Stated("language", language, "the text itself")))


def _dated(document: Document, given: date | None) -> Document:
    if given is None or document.date.interval.known:
        return document
    return replace(document, date=DocumentDate(given, given, "given", ("the date given with the inputs",)))


def _reason(error: OSError) -> str:
    """Why an input cannot be read; raises :class:`MachineError` where no other could be read either."""
    if error.errno in _LACKING:
        raise MachineError(
            f"{error.filename or 'the input'} cannot be read: {error.strerror}; free some space or memory, or close programs, {AGAIN}"
        ) from error
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the path"
    if isinstance(error, PermissionError):
        return "not allowed to read it; change its permissions"
    return f"cannot be read ({error.strerror or error}); check the disk and the path"
