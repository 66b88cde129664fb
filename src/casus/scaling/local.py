"""Coding on this machine: in this process, or in worker processes that share the models they read with.

On Linux one helper process loads everything once and then splits itself into the workers, so that models, tables and
packs lie in memory once however many workers there are (it has no threads and no connections that a copy could break, unlike the process
that asks). Elsewhere each worker loads for itself. Workers live on pipes: one that dies is noticed at once and replaced, and when the
process that asks is gone, so are they.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import NoReturn, Self

from casus.record import Document
from casus.scaling.dispatch import Hand, Lost, in_order
from casus.scaling.executor import Result, Work, attempt, attempt_all, loaded
from casus.threads import use_one_thread

BATCH = 4  # documents that a worker takes at once: few, so that all have work and the first output comes soon
AHEAD = 2  # batches a worker that are drawn before the oldest is waited for
FAILED = 70  # exit status of a worker that ended with an error of its own (EX_SOFTWARE)
_STARTS = get_context("spawn")


@dataclass(frozen=True, slots=True)
class Local:
    """This machine, with so many worker processes; one codes in this very process."""

    jobs: int = 1

    def run(self, work: Work, documents: Iterable[Document]) -> Iterator[Result]:
        """See :class:`~casus.scaling.executor.Executor`."""
        if self.jobs <= 1:
            yield from (attempt(loaded(work), document) for document in documents)
            return
        source = iter(documents)
        first = next(source, None)
        if first is not None:  # else there is nothing to start workers for
            with Processes(work, self.jobs) as pool:
                yield from in_order(pool, _chained(first, source), BATCH, AHEAD * self.jobs)


HERE = Local()
"""This very process."""


def _chained(first: Document, rest: Iterator[Document]) -> Iterator[Document]:
    yield first
    yield from rest


@dataclass(slots=True)
class _Worker:
    """Our end of a worker's pipe, and what it has in hand."""

    pipe: Connection
    process: BaseProcess | None = None  # of one that was started by itself
    hand: Hand = field(default_factory=Hand)


class Processes:
    """A :class:`~casus.scaling.dispatch.Pool` of processes of this machine."""

    def __init__(self, work: Work, jobs: int) -> None:
        self._work = work
        self._jobs = jobs
        self._splitter: BaseProcess | None = None
        self._workers: list[_Worker] = []
        self._returned: deque[tuple[int, Lost]] = deque()

    def __enter__(self) -> Self:
        if sys.platform == "linux":
            pairs = [_STARTS.Pipe() for _ in range(self._jobs)]
            theirs = [pair[1] for pair in pairs]
            self._splitter = _STARTS.Process(target=_split, args=(theirs, self._work), daemon=True)
            self._splitter.start()
            for end in theirs:
                end.close()
            self._workers = [_Worker(pair[0]) for pair in pairs]
        else:
            self._workers = [self._started() for _ in range(self._jobs)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.pipe.close()
        for process in (self._splitter, *(worker.process for worker in self._workers)):
            if process is not None:
                if kind is not None:
                    process.terminate()
                process.join()

    def give(self, number: int, documents: Sequence[Document], *, alone: bool) -> bool:
        """To the worker that has least in hand."""
        worker = min(self._workers, key=lambda one: len(one.hand.numbers))
        if not worker.hand.room(alone):
            return False
        worker.hand.put(number, alone)
        with suppress(OSError):  # it died; taking its answer will tell
            worker.pipe.send(documents)
        return True

    def take(self) -> tuple[int, list[Result] | Lost]:
        """See :class:`~casus.scaling.dispatch.Pool`."""
        if self._returned:
            return self._returned.popleft()
        busy = {worker.pipe: worker for worker in self._workers if worker.hand.numbers}
        worker = busy[wait(busy)[0]]  # type: ignore[index]  # connections went in, so connections come out
        try:
            answer: list[Result] | BaseException = worker.pipe.recv()
        except (EOFError, OSError):
            return self._bury(worker)
        if isinstance(answer, BaseException):
            raise answer
        return worker.hand.answered(), answer

    def _bury(self, worker: _Worker) -> tuple[int, Lost]:
        """Replace a worker that died; what it had in hand will be given out again."""
        worker.pipe.close()
        self._workers[self._workers.index(worker)] = self._started()
        first, *others = worker.hand.dropped("its process ended, perhaps for want of memory")
        self._returned.extend(others)
        return first

    def _started(self) -> _Worker:
        """A worker that loads for itself."""
        ours, theirs = _STARTS.Pipe()
        process = _STARTS.Process(target=_serve, args=(theirs, self._work), daemon=True)
        process.start()
        theirs.close()
        return _Worker(ours, process)


def _split(pipes: Sequence[Connection], work: Work) -> None:
    """Load everything once, become a worker for each pipe, and wait for them to end."""
    _prepare()
    try:
        loaded(work)
    except Exception as error:
        for pipe in pipes:
            _tell(pipe, error)
        return
    workers = []
    for at, pipe in enumerate(pipes):
        worker = os.fork()
        if not worker:
            for other in pipes[at + 1 :]:
                other.close()
            _be_worker(pipe, work)
        workers.append(worker)
        pipe.close()
    for worker in workers:
        os.waitpid(worker, 0)


def _be_worker(pipe: Connection, work: Work) -> NoReturn:
    """What a process that was split off does: nothing of what its parent would do next, whatever it ends with."""
    status = FAILED
    try:
        _serve(pipe, work)
        status = 0
    except BaseException:  # the process ends here and now, so nobody above would say so
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _serve(pipe: Connection, work: Work) -> None:
    """Code what comes through a pipe until it is closed."""
    _prepare()
    given: SimpleQueue[list[Document] | None] = SimpleQueue()
    # a thread of its own takes what comes, so that we never wait to be heard by one who waits to be heard by us
    Thread(target=_receive, args=(pipe, given), daemon=True).start()
    while (documents := given.get()) is not None:
        try:
            pipe.send(attempt_all(work, documents))
        except (BrokenPipeError, ConnectionResetError):
            return  # nobody listens any more
        except Exception as error:
            _tell(pipe, error)


def _receive(pipe: Connection, given: SimpleQueue[list[Document] | None]) -> None:
    try:
        while True:
            given.put(pipe.recv())
    except (EOFError, OSError):
        given.put(None)


def _tell(pipe: Connection, error: Exception) -> None:
    """Let the process that asked raise an error of ours."""
    with suppress(BrokenPipeError, ConnectionResetError):
        pipe.send(_sendable(error))


def _sendable(error: Exception) -> Exception:
    """The error, or its words where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _prepare() -> None:
    """A worker's own settings: one thread, and Ctrl-C is for the process that asks."""
    use_one_thread()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
