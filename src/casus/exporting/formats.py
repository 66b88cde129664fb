"""The formats there are, and the one function that exports.

A format's module has ``export(source, stream, options)``, or, where it is no text, ``export_file(source, path, options)``. Either may
return how many events the format has no place for, by reason.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import TextIO

import casus.exporting
from casus.exporting.values import Options, Source

PREFIX = "as_"


class UnknownFormatError(ValueError):
    """There is no such format; the message lists those there are."""


class ExportError(RuntimeError):
    """A record cannot be written in a format; the message is one line with what to do."""


class MissingExtraError(ExportError):
    """A format needs a library that is not installed; the message says how to install it."""


@cache
def formats() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    found = (module.name for module in iter_modules(casus.exporting.__path__))
    return tuple(sorted(name.removeprefix(PREFIX) for name in found if name.startswith(PREFIX)))


def is_binary(format_name: str) -> bool:
    """Whether a format is no text, so that it needs a file; raises :class:`UnknownFormatError`."""
    return hasattr(_module(format_name), "export_file")


def export(source: Source, format_name: str, stream: TextIO, options: Options | None = None) -> Counter[str]:
    """Write the values to the stream in this format of text; returns the events that it leaves out, by reason.

    Raises :class:`UnknownFormatError`.
    """
    return _module(format_name).export(source, stream, options or Options()) or Counter()


def export_file(source: Source, format_name: str, path: Path, options: Options | None = None) -> Counter[str]:
    """Write the values to a file in this format, text or not; returns the events that it leaves out, by reason.

    Raises :class:`UnknownFormatError`, and :class:`MissingExtraError` where a library is not installed.
    """
    if is_binary(format_name):
        return _module(format_name).export_file(source, path, options or Options()) or Counter()
    with path.open("w", encoding="utf-8", newline="\n", errors="replace") as stream:
        return export(source, format_name, stream, options)


def library(name: str, extra: str, format_name: str) -> ModuleType:
    """A library that only some formats need; raises :class:`MissingExtraError` where it is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        wanted = f"'casus-monitor[{extra}]'" if extra else name.split(".")[0]
        raise MissingExtraError(
            f"the format {format_name} needs {name.split('.')[0]}, which is not installed: pip install {wanted}"
        ) from error


def _module(format_name: str) -> ModuleType:
    if format_name not in formats():
        raise UnknownFormatError(f"there is no format {format_name!r}; choose one of {', '.join(formats())}")
    return import_module(f"{casus.exporting.__name__}.{PREFIX}{format_name}")
