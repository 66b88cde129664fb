"""Vectors of what claims say into a record: of all claims that have none. A run that is cut short goes on where it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from casus.semantic.encoder import MODEL, encoder
from casus.store.batches import batches
from casus.store.record import Record
from casus.store.vectors import OF_BLOCK, add_block, read_evidence, start_vectors, sweep, vectors_by, without_vector

Progress = Callable[[str], None]


class Vectored(NamedTuple):
    """How many claims got a vector, and how many vectors of claims that are gone were taken out."""

    new: int
    swept: int


def has_vectors(record: Record) -> bool:
    """Whether vectors were ever asked for."""
    with record.asking() as connection:
        return vectors_by(connection) is not None


def keep_vectors(record: Record, progress: Progress = lambda _done: None) -> Vectored:
    """Give all claims of a record their vectors, some thousand in a transaction.

    Raises :class:`~casus.semantic.encoder.MissingModelError`.
    """
    made_by = encoder()
    with record.changing() as connection:
        start_vectors(connection, MODEL)
        swept = sweep(connection)
    with record.asking() as connection:
        missing = without_vector(connection)
    for some in batches(missing, OF_BLOCK):
        with record.asking() as connection:
            evidence = read_evidence(connection, some)
        texts = list(dict.fromkeys(evidence.values()))  # claims of one sentence share its vector
        at = {text: number for number, text in enumerate(texts)}
        made = made_by.vectors(texts)
        ids = [one for one in some if one in evidence]
        with record.changing() as connection:
            add_block(connection, ids, made[[at[evidence[one]] for one in ids]].tobytes())
        progress(some[-1])
    return Vectored(len(missing), swept)
