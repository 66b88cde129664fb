"""``casus index --semantic``, and vectors kept up by the commands that add claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casus.cli.console import complain, progress, say
from casus.cli.errors import DONE, CommandError
from casus.cli.records import opened

if TYPE_CHECKING:
    from casus.store.record import Record


def index_record(place: str, *, semantic: bool) -> int:
    """Give all claims of a record vectors, as far as they have none; returns the exit status."""
    from casus.semantic.encoder import MissingModelError
    from casus.vectoring import keep_vectors

    if not semantic:
        raise CommandError("say what is to be indexed: --semantic (all else is indexed by builds)")
    with opened(place) as record, record.building(), progress("indexing") as done:
        try:
            made = keep_vectors(record, done)
        except MissingModelError as error:
            raise CommandError(str(error)) from error
        say(
            f"{record.name}: {made.new:,} claims got a vector, {made.swept:,} vectors of claims that are gone were taken out"
        )
    return DONE


def keep_up(record: Record) -> None:
    """Give new claims their vectors in a record that has some; says so where the model is not installed."""
    from casus.vectoring import has_vectors, keep_vectors

    if not has_vectors(record):
        return
    from casus.semantic.encoder import MissingModelError

    try:
        keep_vectors(record)
    except MissingModelError as error:
        complain(f"note: new claims are not found by likeness yet: {error}; then: casus index --semantic")


def vector_of(text: str) -> Any:
    """The vector of a text to compare with. Raises :class:`CommandError` without the model."""
    from casus.semantic.encoder import MissingModelError, encoder

    try:
        return encoder().vectors([text])[0]
    except MissingModelError as error:
        raise CommandError(str(error)) from error
