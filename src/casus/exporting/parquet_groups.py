"""Groups of rows of :mod:`casus.exporting.as_parquet` from plain columns, a large record read by several processes at once.

Each process opens the record for itself and makes the tables of the events whose ids it is given. A group depends on its ids and on the state of the record
alone, and groups are taken in the order of the record, so the table is the same however many processes there are. A process that
sees another state of the record than the one that asks (something was written in between) is not listened to: the group is made here.
"""

from __future__ import annotations

import atexit
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from typing import Any

from casus.exporting.formats import ExportError, library
from casus.exporting.parquet_columns import table
from casus.exporting.raw_parquet import Opener, RawSource, cells_of

ENOUGH = 10
"""Groups from which on the start of other processes is worth its time."""
AHEAD = 2
"""Groups a process that are asked for before the oldest is waited for."""


def raw_groups(source: RawSource, rows: int, jobs: int) -> Iterator[Any]:
    """The tables of all events, so many rows each, made by so many processes.

    Raises :class:`~casus.exporting.formats.ExportError` where one of them dies.
    """
    ids = source.event_ids()
    groups = iter(lambda: tuple(islice(ids, rows)), ())
    first = list(islice(groups, ENOUGH))
    if jobs > 1 and source.again is not None and len(first) == ENOUGH:
        yield from _spread(source, source.again, chain(first, groups), jobs)
    else:
        yield from (_made(source, group) for group in chain(first, groups))


def _made(source: RawSource, ids: Sequence[str]) -> Any:
    return table(library("pyarrow", "parquet", "parquet"), *cells_of(source.raw_events(ids)))


def _spread(source: RawSource, again: Opener, groups: Iterator[tuple[str, ...]], jobs: int) -> Iterator[Any]:
    pa = library("pyarrow", "parquet", "parquet")
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _prepare)
    asked: deque[tuple[tuple[str, ...], Future[tuple[str, bytes]]]] = deque()
    try:
        while True:
            asked += [(ids, pool.submit(_answer, again, ids)) for ids in islice(groups, AHEAD * jobs - len(asked))]
            if not asked:
                return
            ids, answer = asked.popleft()
            mark, told = answer.result()
            yield pa.ipc.open_stream(told).read_all() if mark == source.mark else _made(source, ids)
    except BrokenProcessPool as error:
        raise ExportError(
            "a process that read the record has died, perhaps for want of memory; try --jobs 1"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


# --------------------------------------------------------------------------------------------- in the other processes


def _prepare() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks


@cache
def _opened(again: Opener) -> RawSource:
    """The record, open as long as the process lives."""
    opened = ExitStack()
    atexit.register(opened.close)
    return opened.enter_context(again())


def _answer(again: Opener, ids: tuple[str, ...]) -> tuple[str, bytes]:
    """The state of the record here, and the table of these events as a stream of Arrow's."""
    pa = library("pyarrow", "parquet", "parquet")
    source = _opened(again)
    sink = pa.BufferOutputStream()
    made = _made(source, ids)
    with pa.ipc.new_stream(sink, made.schema) as stream:
        stream.write_table(made)
    return source.mark, sink.getvalue().to_pybytes()
