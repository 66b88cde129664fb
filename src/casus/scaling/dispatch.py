"""Documents to workers and back in their order: how many are under way at once, and what becomes of those whose worker died.

A worker that dies costs nothing but time. The batch that it had in hand is given out again, document by document, each to a worker that
has nothing else in hand, so that none answers for another; a document that has cost :data:`TRIES` workers their lives is set aside with the reason. What is drawn ahead of the oldest document that is still being coded is
bounded, so memory does not grow with the number of documents however slow one of them or the writer is.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from casus.record import Document
from casus.scaling.executor import Result, aside

IN_HAND = 2
"""Portions that a worker has at once."""
TRIES = 3
"""Workers that may die over one document before it is set aside."""


@dataclass(frozen=True, slots=True)
class Lost:
    """No answer will come: the worker died (why, in a few words). ``guilty``: while it had this very portion in hand."""

    reason: str
    guilty: bool


class Pool(Protocol):
    """Workers that take portions of documents. Which worker takes which is the pool's business, and so is to replace the dead."""

    def give(self, number: int, documents: Sequence[Document], *, alone: bool) -> bool:
        """Hand out a portion under a number, ``alone``: to a worker that has no other in hand; returns whether there is room for it now."""

    def take(self) -> tuple[int, list[Result] | Lost] | None:
        """Wait for an answer to one of the portions, or for room (``None``); raises what no worker can do anything about."""


@dataclass(slots=True)
class Hand:
    """The portions that a worker has in hand, by number: the one that it works on first."""

    numbers: deque[int] = field(default_factory=deque)
    alone: bool = False

    def room(self, alone: bool) -> bool:
        """Whether it takes another one: the next is there when one is done, so that no worker waits for us."""
        return not self.numbers if alone else not self.alone and len(self.numbers) < IN_HAND

    def put(self, number: int, alone: bool) -> None:
        """Another one."""
        self.numbers.append(number)
        self.alone = alone

    def answered(self) -> int:
        """The first one is done."""
        self.alone = False
        return self.numbers.popleft()

    def dropped(self, reason: str) -> list[tuple[int, Lost]]:
        """All, when the worker has died; the first one is what it worked on."""
        return [(number, Lost(reason, guilty=not at)) for at, number in enumerate(self.numbers)]


@dataclass(slots=True)
class _Batch:
    """Documents that came together, and what is known of each."""

    documents: list[Document]
    results: list[Result | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.results = [None] * len(self.documents)

    def done(self) -> Iterator[Result] | None:
        """All results, once they are all there."""
        found = [one for one in self.results if one is not None]
        return iter(found) if len(found) == len(self.results) else None


@dataclass(frozen=True, slots=True)
class _Portion:
    """What a worker gets at once: documents of a batch."""

    batch: _Batch
    begin: int
    end: int
    deaths: int = 0  # of workers that had it in hand

    def documents(self) -> list[Document]:
        return self.batch.documents[self.begin : self.end]

    def after(self, lost: Lost) -> Iterator[_Portion]:
        """What is to be given out again after a worker died."""
        if not lost.guilty:
            yield self
            return
        deaths = self.deaths + 1
        if deaths >= TRIES and self.end - self.begin == 1:
            (document,) = self.documents()
            why = f"{TRIES} workers died over it (the last: {lost.reason}); split it, or look into what is odd about it"
            self.batch.results[self.begin] = aside(document, why)
            return
        yield from (_Portion(self.batch, at, at + 1, deaths) for at in range(self.begin, self.end))


def in_order(pool: Pool, documents: Iterable[Document], size: int, ahead: int) -> Iterator[Result]:
    """Results in the order of the documents, ``size`` of which are given out at once; at most ``size * (ahead + 1)`` are drawn before the first is handed on."""
    desk = _Desk(pool, iter(documents), size, ahead)
    while batch := desk.oldest():
        while (done := batch.done()) is None:
            desk.send()
            desk.receive()
        desk.waiting.popleft()
        yield from done


@dataclass(slots=True)
class _Desk:
    """What is drawn, what is to be given out, and what is under way."""

    pool: Pool
    source: Iterator[Document]
    size: int
    ahead: int
    waiting: deque[_Batch] = field(default_factory=deque)
    unsent: deque[_Portion] = field(default_factory=deque)
    under_way: dict[int, _Portion] = field(default_factory=dict)
    sent: int = 0

    def oldest(self) -> _Batch | None:
        """The batch to be handed on next, after as many have been drawn and given out as may be; ``None`` when all have been handed on."""
        while len(self.waiting) <= self.ahead and (documents := list(islice(self.source, self.size))):
            batch = _Batch(documents)
            self.waiting.append(batch)
            self.unsent.append(_Portion(batch, 0, len(documents)))
            self.send()
        return self.waiting[0] if self.waiting else None

    def send(self) -> None:
        """Give out what workers have room for."""
        while self.unsent:
            portion = self.unsent[0]
            if not self.pool.give(self.sent + 1, portion.documents(), alone=portion.deaths > 0):
                return
            self.sent += 1
            self.under_way[self.sent] = self.unsent.popleft()

    def receive(self) -> None:
        """Wait for one answer, or until there is room to give out more."""
        if (taken := self.pool.take()) is None:
            return
        number, answer = taken
        portion = self.under_way.pop(number)
        if isinstance(answer, Lost):
            self.unsent.extendleft(reversed(list(portion.after(answer))))
        else:
            portion.batch.results[portion.begin : portion.end] = answer
