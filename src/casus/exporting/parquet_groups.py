"""Groups of rows of :mod:`casus.exporting.as_parquet` from plain columns, a large record read by several processes at once.

In three steps, with files of Arrow's in a folder between them, so that every row of the record is read once and memory does not grow with it:
events are told group by group; reports are told as they lie, with their claims sorted to the groups of events; each group
gets its claims. Each process opens the record for itself. What it makes depends on what it is given and on the state of the record
alone, so the table is the same however many processes there are. A process that sees another state of the record than the one that
asks (something was written in between) is not listened to: the work is done here.
"""

from __future__ import annotations

import atexit
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from functools import cache, lru_cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from casus.exporting.arrow_cells import pyarrow
from casus.exporting.formats import ExportError
from casus.exporting.parquet_claims import Wanted, by_groups, digests, gathered, told_by_reports
from casus.exporting.parquet_events import Members, told_by_events
from casus.exporting.parquet_joined import joined
from casus.exporting.raw_parquet import Opener, RawPieces, RawSource

ENOUGH = 3
"""Groups from which on the start of other processes is worth its time."""
AHEAD = 2
"""Pieces of work a process that are asked for before the oldest is waited for."""
REPORTS = 1_000
"""Reports that are read at once."""
TOGETHER = 8
"""Times that many whose claims go into one file."""
LAST = 4
"""The last files are smaller by as much, and so many times as many, so that no process works long when the others have nothing more to do."""
WANTED = "wanted.arrow"
Work = Callable[..., Any]
"""A function of the source, the folder and more that can be sent to another process."""
Each = Callable[[Work, Iterator[tuple[Any, ...]]], Iterator[Any]]


def raw_groups(source: RawSource, rows: int, jobs: int, folder: Path) -> Iterator[Any]:
    """The tables of all events, so many rows each, made by so many processes; ``folder`` is empty and has room for all of them.

    Raises :class:`~casus.exporting.formats.ExportError` where a process dies.
    """
    groups = _some(source.event_ids(), rows)
    first = list(islice(groups, ENOUGH))
    with ExitStack() as held:
        held.callback(_wanted.cache_clear)
        each = held.enter_context(_hands(source, jobs if len(first) == ENOUGH else 1))
        told = each(_tell_events, ((folder, number, ids) for number, ids in enumerate(chain(first, groups))))
        wanted = list(told)
        if not wanted:
            return
        _keep(folder / WANTED, _as_table(gathered(wanted)))
        keys = _tapering(_some(source.report_keys(), REPORTS * TOGETHER))
        reports = ((folder, number, len(wanted), some) for number, some in enumerate(chain([next(keys, ())], keys)))
        files = sum(1 for _ in each(_tell_reports, reports))
        for path in each(_join, ((folder, number, files) for number in range(len(wanted)))):
            yield _kept(path)
            path.unlink()


def _some(values: Iterator[str], many: int) -> Iterator[tuple[str, ...]]:
    return iter(lambda: tuple(islice(values, many)), ())


def _tapering(pieces: Iterator[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The pieces in their order, each of the last ones in parts."""
    held = deque[tuple[str, ...]]()
    for piece in pieces:
        held.append(piece)
        if len(held) > LAST:
            yield held.popleft()
    for piece in held:
        yield from _some(iter(piece), -(-len(piece) // LAST))


@contextmanager
def _hands(source: RawSource, jobs: int) -> Iterator[Each]:
    """What does a piece of work after the other and gives what comes of them in order: here, or in so many processes."""
    again = source.again
    if jobs == 1 or again is None:
        yield lambda work, pieces: (work(source, *piece) for piece in pieces)
        return
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _prepare)

    def each(work: Work, pieces: Iterator[tuple[Any, ...]]) -> Iterator[Any]:
        asked: deque[tuple[tuple[Any, ...], Future[tuple[bool, Any]]]] = deque()
        while True:
            for piece in islice(pieces, AHEAD * jobs - len(asked)):
                asked.append((piece, pool.submit(_answer, again, source.mark, work, piece)))
            if not asked:
                return
            piece, answer = asked.popleft()
            done, told = answer.result()
            yield told if done else work(source, *piece)

    try:
        yield each
    except BrokenProcessPool as error:
        raise ExportError(
            "a process that read the record has died, perhaps for want of memory; try --jobs 1"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


# --------------------------------------------------------------------------------------------- pieces of work


def _tell_events(source: RawPieces, folder: Path, number: int, ids: Sequence[str]) -> tuple[Any, Any]:
    """Keep what some events tell; returns the digests of the claims beside them and which of these are the first of their events."""
    import numpy as np

    pa = pyarrow()
    columns, members = told_by_events(source.raw_events(ids))
    _keep(folder / f"events-{number}.arrow", pa.table(columns))
    named = {"places": pa.array(members.places), "asserts": pa.array(members.asserts), "claim_ids": members.claim_ids}  # fmt: skip
    _keep(folder / f"members-{number}.arrow", pa.table(named))
    return digests(members.claim_ids), np.diff(members.places, prepend=-1) > 0


def _tell_reports(source: RawPieces, folder: Path, number: int, groups: int, keys: Sequence[str]) -> None:
    """Keep the claims of some reports, one batch for each group of events."""
    wanted = _wanted(folder / WANTED)
    told = [told_by_reports(source, keys[at : at + REPORTS], wanted) for at in range(0, max(len(keys), 1), REPORTS)]
    with pyarrow().ipc.new_file(folder / f"claims-{number}.arrow", told[0].claims.schema) as file:
        for batch in by_groups(told, groups):
            file.write_batch(batch)


def _join(source: RawPieces, folder: Path, number: int, files: int) -> Path:
    """Keep the table of a group; returns where."""
    pa = pyarrow()
    places, asserts, claim_ids = (one.combine_chunks() for one in _kept(folder / f"members-{number}.arrow").columns)
    members = Members(places.to_numpy(), asserts.to_numpy(zero_copy_only=False), claim_ids)
    claims = []
    events = _kept(folder / f"events-{number}.arrow")
    for name in ("events", "members"):
        (folder / f"{name}-{number}.arrow").unlink()
    for one in range(files):
        with _file(folder / f"claims-{one}.arrow") as file:
            claims.append(file.get_batch(number))
    place = folder / f"group-{number}.arrow"
    _keep(place, joined(source, events, members, pa.Table.from_batches(claims).combine_chunks()))
    return place


# --------------------------------------------------------------------------------------------- what is kept between them


def _keep(place: Path, table: Any) -> None:
    with pyarrow().ipc.new_file(place, table.schema) as file:
        file.write_table(table)


def _kept(place: Path) -> Any:
    with _file(place) as file:
        return file.read_all()


@contextmanager
def _file(place: Path) -> Iterator[Any]:
    """A file of Arrow's, read and not mapped, so that it can be deleted on every system."""
    pa = pyarrow()
    with pa.OSFile(str(place)) as opened, pa.ipc.open_file(opened) as file:
        yield file


def _as_table(wanted: Wanted) -> Any:
    pa = pyarrow()
    return pa.table({"digests": pa.array(wanted.digests), "groups": pa.array(wanted.groups), "first": pa.array(wanted.first.view("u1"))})  # fmt: skip


@lru_cache(maxsize=1)
def _wanted(place: Path) -> Wanted:
    """What is wanted, read once in a process."""
    digest, groups, first = (one.combine_chunks().to_numpy() for one in _kept(place).columns)
    return Wanted(digest, groups, first.view("?"))


# --------------------------------------------------------------------------------------------- in the other processes


def _prepare() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks


@cache
def _opened(again: Opener) -> RawPieces:
    """The record, open as long as the process lives."""
    opened = ExitStack()
    atexit.register(opened.close)
    return opened.enter_context(again())


def _answer(again: Opener, mark: str, work: Work, piece: tuple[Any, ...]) -> tuple[bool, Any]:
    """Whether the record is in this state here, and then what comes of the work."""
    source = _opened(again)
    return (True, work(source, *piece)) if source.mark == mark else (False, None)
