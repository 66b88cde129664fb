"""Coding on a Ray cluster: actors hold models and packs, take documents, and give back coded documents, never parses.

Ray is asked for no more than that: who codes what, in which order results are handed on, and what becomes of a document that kills its worker is
decided by :mod:`casus.scaling.dispatch`, as for processes of one machine. A worker whose node is gone is asked for anew, and takes
part again as soon as the cluster has a place for it. Workers code with their own node's Casus, so each says first which version
that is, and another one than ours is refused: two versions in one record would be nobody's result.
"""

from __future__ import annotations

import os
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from casus.record import Document
from casus.scaling.dispatch import TRIES, Hand, Lost, in_order
from casus.scaling.executor import ClusterError, Result, Work, attempt_all, loaded
from casus.threads import use_one_thread

if TYPE_CHECKING:
    import ray

BATCH = 8  # documents that a worker takes at once: two to four seconds of work, to a few milliseconds of sending
AHEAD = 4  # batches a worker that are drawn before the oldest is waited for: work for the others while a lost one's is done again
PATIENCE = 600.0  # seconds without any worker, and none that comes up, after which we give up
_INSTALL = "coding on a cluster needs Ray: pip install 'casus-monitor[ray]', here and on every node"


@dataclass(frozen=True, slots=True)
class Ray:
    """The cluster at an address (``auto``: the one that this machine belongs to; ``local``: one that is started here and stopped again).

    ``workers``: how many actors, one core each; ``None``: one for each core that the cluster has when the run begins.
    """

    address: str
    workers: int | None = None
    patience: float = PATIENCE

    def run(self, work: Work, documents: Iterable[Document]) -> Iterator[Result]:
        """See :class:`~casus.scaling.executor.Executor`; raises :class:`ClusterError`."""
        source = iter(documents)
        for first in source:  # without one, no cluster is bothered
            with _connected(self.address), Actors(work, self.workers or _cores(), self.patience) as pool:
                yield from in_order(pool, chain([first], source), BATCH, AHEAD * pool.wanted)


class _connected:  # noqa: N801 - used as a function
    """The connection to a cluster, left again at the end; one that was there before is used and stays."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._ours = False

    def __enter__(self) -> None:
        if self._address.startswith("ray://"):
            raise ClusterError(
                "Casus does not go through Ray's client; run it on a machine of the cluster, with --ray auto"
            )
        try:
            import ray
        except ImportError as error:
            raise ClusterError(_INSTALL) from error
        if ray.is_initialized():
            return
        _check(self._address)
        options: dict[str, Any] = {"address": self._address, "log_to_driver": False, "logging_level": "ERROR"}
        if self._address == "local":
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # else what is started here tells its makers of it
            options["include_dashboard"] = False
        try:
            ray.init(**options)
        except (ConnectionError, ValueError, RuntimeError) as error:
            said = " ".join(str(error).split())[:200]
            raise ClusterError(
                f"no Ray cluster at {self._address} ({said}); check the address, and ray status"
            ) from error
        self._ours = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ours:
            import ray

            ray.shutdown()


def _check(address: str) -> None:
    """Whether somebody listens at ``HOST:PORT``: Ray itself would go on asking for minutes. Raises :class:`ClusterError`."""
    host, _, port = address.rpartition(":")
    if not host:
        return  # auto, local
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
    except (OSError, ValueError, OverflowError) as error:
        raise ClusterError(f"no Ray cluster at {address} ({error}); check the address, and ray status") from error


def _cores() -> int:
    """The cores of the cluster; at least one."""
    import ray

    held: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
    return max(1, int(held.get("CPU", 0)))


class Coder:
    """What runs in an actor."""

    def __init__(self, work: Work) -> None:
        use_one_thread()
        self._work = work

    def load(self) -> str:
        """Load what coding takes; gives the version of this node's coder."""
        version = self._work.version()
        loaded(self._work)
        return version

    def code(self, documents: Sequence[Document]) -> list[Result]:
        """Code some documents."""
        return attempt_all(self._work, documents)


@dataclass(slots=True)
class _Worker:
    """An actor, the answer that we wait for until it has come up, and what it has in hand with the answers that we wait for."""

    actor: Any
    coming: ray.ObjectRef[str] | None
    hand: Hand = field(default_factory=Hand)
    answers: deque[ray.ObjectRef[list[Result]]] = field(default_factory=deque)

    def awaited(self) -> ray.ObjectRef[Any] | None:
        """What it will answer next."""
        if self.coming is not None:
            return self.coming
        return self.answers[0] if self.answers else None


class Actors:
    """A :class:`~casus.scaling.dispatch.Pool` of actors."""

    def __init__(self, work: Work, wanted: int, patience: float) -> None:
        self.wanted = wanted
        self._work = work
        self._patience = patience
        self._version = work.version()
        self._workers: list[_Worker] = []
        self._returned: deque[tuple[int, Lost]] = deque()
        self._stillborn = 0  # workers in a row that died before they came up

    def __enter__(self) -> Self:
        self._workers = [self._asked_for() for _ in range(self.wanted)]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        import ray

        for worker in self._workers:
            ray.kill(worker.actor)

    def give(self, number: int, documents: Sequence[Document], *, alone: bool) -> bool:
        """To the worker that has least in hand; those that have yet to come up get nothing."""
        up = [worker for worker in self._workers if worker.coming is None and worker.hand.room(alone)]
        if up:
            worker = min(up, key=lambda one: len(one.hand.numbers))
            worker.hand.put(number, alone)
            worker.answers.append(worker.actor.code.remote(documents))
        return bool(up)

    def take(self) -> tuple[int, list[Result] | Lost] | None:
        """See :class:`~casus.scaling.dispatch.Pool`; raises :class:`ClusterError` when no worker is left and none comes up."""
        from ray.exceptions import RayError, RayTaskError

        if self._returned:
            return self._returned.popleft()
        worker = self._next()
        if worker.coming is not None:
            self._welcome(worker, worker.coming)
            return None
        try:
            results: list[Result] = _got(worker.answers[0])
        except RayTaskError as error:
            if not isinstance(error.cause, OSError | MemoryError):
                raise error.cause from error
            return self._bury(worker, f"{type(error.cause).__name__} on its machine")
        except RayError as error:
            return self._bury(worker, type(error).__name__)
        worker.answers.popleft()
        return worker.hand.answered(), results

    def _next(self) -> _Worker:
        """Wait for the worker that answers first."""
        import ray

        awaited = {ref: worker for worker in self._workers if (ref := worker.awaited()) is not None}
        busy = any(worker.answers for worker in self._workers)
        ready, _ = ray.wait(list(awaited), num_returns=1, timeout=None if busy else self._patience)
        if not ready:
            raise ClusterError(
                f"no worker came up within {self._patience:.0f} s; see what ray status says of cores and nodes, and run it again"
            )
        return awaited[ready[0]]

    def _welcome(self, worker: _Worker, coming: ray.ObjectRef[str]) -> None:
        """Take on a worker that has loaded what it needs, and as this process has it."""
        from ray.exceptions import RayError, RayTaskError

        try:
            version: str = _got(coming)
        except RayTaskError as error:
            raise error.cause from error  # what is wrong with models or packs is wrong for all
        except RayError as error:
            self._stillborn += 1
            if self._stillborn > TRIES * self.wanted:
                raise ClusterError(
                    f"workers die while they load ({type(error).__name__}); have a look at memory and logs of the nodes"
                ) from error
            self._replace(worker)
            return
        if version != self._version:
            raise ClusterError(
                "a node's Casus is not the one that runs here (code, packs, places or file of kinds differ); install the same on every node"
            )
        self._stillborn = 0
        worker.coming = None

    def _bury(self, worker: _Worker, reason: str) -> tuple[int, Lost]:
        """Ask for another worker in the place of one that died; what it had in hand will be given out again."""
        first, *others = worker.hand.dropped(reason)
        self._returned.extend(others)
        self._replace(worker)
        return first

    def _replace(self, worker: _Worker) -> None:
        import ray

        ray.kill(worker.actor)
        self._workers[self._workers.index(worker)] = self._asked_for()

    def _asked_for(self) -> _Worker:
        """A worker that comes up as soon as the cluster has a core for it."""
        import ray

        actor: Any = ray.remote(num_cpus=1, max_restarts=0, scheduling_strategy="SPREAD")(Coder).remote(self._work)
        return _Worker(actor, actor.load.remote())


def _got(answer: ray.ObjectRef[Any]) -> Any:
    import ray

    return ray.get(answer)
