"""The web as it was fetched: what a build reads of watched sources comes from the record, and no server is asked.

So a build of what was gathered is the same as ``casus build URL --follow`` was at that moment, and one that was killed is done again from the same
answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casus.reading import read_inputs
from casus.reading.errors import UnreadableError
from casus.reading.fetching import Answer, Seen
from casus.reading.web import Web
from casus.record import Document, Problem
from casus.store.record import Record
from casus.store.watching import Address, addresses_in, answered, kept_answer


@dataclass(frozen=True, slots=True)
class Waiting:
    """What was gathered and is not yet built: sources with an answer, in order, and the addresses to be told of."""

    sources: tuple[str, ...]
    addresses: Mapping[str, Address]
    answers: tuple[str, ...]
    fresh: bool

    def __bool__(self) -> bool:
        """Whether there is anything to build."""
        return self.fresh


def waiting(record: Record) -> Waiting:
    """What the record keeps for the next build."""
    with record.asking() as connection:
        addresses = {one.url: one for one in addresses_in(connection, "fetched", "failed")}
        answers = answered(connection)
    fresh = bool(addresses) or not all(answers.values())
    return Waiting(tuple(url for url in answers if url not in addresses), addresses, tuple(answers), fresh)


def inputs_of(found: Waiting) -> tuple[str, ...]:
    """The inputs of a build: sources, which tell more of their articles than the articles do, then articles that no source names any more."""
    return (*found.sources, *found.addresses)


class KeptWeb(Web):
    """Gives what the record keeps. An address that is not to be told of counts as met before."""

    __slots__ = ("_found", "_record", "_told")

    def __init__(self, record: Record, found: Waiting, *, follow: bool) -> None:
        super().__init__(follow=follow)
        self._record, self._found = record, found
        self._told: set[str] = set()

    def get(self, url: str) -> Answer:
        """The answer that is kept; raises :class:`UnreadableError` where none came, with the reason."""
        address = self._found.addresses.get(url)
        if address is not None and address.error:
            raise UnreadableError(address.error)
        with self._record.asking() as connection:
            kept = kept_answer(connection, url)
        if kept is None:
            raise UnreadableError("it was not fetched")
        return Answer(kept.found_at, kept.body, kept.media_type, kept.charset, Seen())

    def is_new(self, url: str) -> bool:
        """Whether it is to be told of, and was not yet."""
        new = url not in self._told and (url in self._found.addresses or url in self._found.sources)
        self._told.add(url)
        return new

    def be_polite(self, url: str) -> None:
        """Nobody is asked."""


def read_kept(
    record: Record, found: Waiting, followed: Mapping[str, bool], given_date: date | None
) -> Iterator[Document | Problem]:
    """The documents and problems of what was gathered; ``followed``: of which sources the links are followed (others are)."""
    plain = [url for url in found.sources if not followed.get(url, True)]
    linked = [url for url in inputs_of(found) if url not in plain]
    yield from _read(record, found, linked, given_date, follow=True)
    yield from _read(record, found, plain, given_date, follow=False)


def _read(
    record: Record, found: Waiting, inputs: Sequence[str], given_date: date | None, *, follow: bool
) -> Iterator[Document | Problem]:
    return read_inputs(inputs, given_date, KeptWeb(record, found, follow=follow))
