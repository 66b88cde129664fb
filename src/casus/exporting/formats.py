"""The formats there are, and the one function that exports."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TextIO

import casus.exporting
from casus.exporting.values import Options, RecordValues

PREFIX = "as_"


class UnknownFormatError(ValueError):
    """There is no such format; the message lists those there are."""


@cache
def formats() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    found = (module.name for module in iter_modules(casus.exporting.__path__))
    return tuple(sorted(name.removeprefix(PREFIX) for name in found if name.startswith(PREFIX)))


def export(values: RecordValues, format_name: str, stream: TextIO, options: Options | None = None) -> None:
    """Write the values to the stream in this format; raises :class:`UnknownFormatError`."""
    if format_name not in formats():
        raise UnknownFormatError(f"there is no format {format_name!r}; choose one of {', '.join(formats())}")
    writer: Callable[[RecordValues, TextIO, Options], None] = import_module(
        f"{casus.exporting.__name__}.{PREFIX}{format_name}"
    ).export
    writer(values, stream, options or Options())
