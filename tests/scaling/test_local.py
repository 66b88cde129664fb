"""Worker processes of this machine: what they find, what they share, and what happens when they die."""

from __future__ import annotations

import os
import sys
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest
from small_work import Small, code, numbered

from casus.aside import Uncoded
from casus.record import Document, Problem
from casus.scaling import local
from casus.scaling.dispatch import TRIES
from casus.scaling.executor import Result
from casus.scaling.local import Local, Processes


def ids(found: list[Result], kind: type) -> list[str]:
    return [one.document.id for one in found if isinstance(one, kind)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_document_that_the_coder_stumbles_over_is_set_aside(jobs: int) -> None:
    found = list(Local(jobs).run(Small(), numbered("one", "stumble", "three")))
    assert ids(found, Uncoded) == ["n1"]
    assert found[1].problem == Problem(  # type: ignore[union-attr]
        "in#1", "code", "could not be coded (ValueError: no such word); please report this as a bug"
    )
    assert [found[0], found[2]] == [code(one) for one in numbered("one", "", "three")[::2]]


def test_for_a_bug_report_it_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASUS_DEBUG", "1")
    with pytest.raises(ValueError, match="no such"):
        list(Local().run(Small(), numbered("stumble")))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_machine_lacks_ends_the_run(jobs: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        list(Local(jobs).run(Small(), numbered("one", "full")))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_cannot_be_loaded_ends_the_run(jobs: int) -> None:
    with pytest.raises(LookupError, match="no words"):
        list(Local(jobs).run(Small(lack="no words"), numbered("one")))


def test_a_document_that_kills_its_worker_is_set_aside_and_no_other() -> None:
    texts = [f"word{at}" for at in range(30)]
    texts[5] = "die"
    found = list(Local(2).run(Small(), numbered(*texts)))
    assert [one.document.id for one in found] == [f"n{at}" for at in range(30)]
    assert ids(found, Uncoded) == ["n5"]
    assert f"{TRIES} workers died over it" in found[5].reason  # type: ignore[union-attr]


def test_larger_documents_than_a_pipe_holds_come_and_go() -> None:
    large = numbered(*("word " * 400_000 for _ in range(24)))
    assert [one.document for one in Local(2).run(Small(), large)] == large


def test_a_run_that_is_left_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    pools: list[Processes] = []
    entered = Processes.__enter__

    def noted(pool: Processes) -> Processes:
        pools.append(pool)
        return entered(pool)

    monkeypatch.setattr(Processes, "__enter__", noted)
    endless = (Document(f"n{at}", "word") for at in range(10**9))
    run = Local(2).run(Small(), endless)
    assert len(list(islice(run, 9))) == 9
    run.close()  # type: ignore[attr-defined]
    (pool,) = pools
    assert pool._splitter is None or not pool._splitter.is_alive()
    assert all(worker.pipe.closed for worker in pool._workers)


@pytest.mark.skipif(sys.platform != "linux", reason="workers are split off on Linux alone")
@pytest.mark.parametrize(("fails", "status"), [(False, 0), (True, local.FAILED)])
def test_a_worker_that_ends_with_an_error_says_so(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], fails: bool, status: int
) -> None:
    def serve(_pipe: Connection, _work: Small) -> None:
        if fails:
            raise SystemError("out of its depth")

    monkeypatch.setattr(local, "_serve", serve)
    ours, theirs = Pipe()
    with ours, theirs:
        if not (worker := os.fork()):
            local._be_worker(theirs, Small())
        assert os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) == status
    assert ("out of its depth" in capfd.readouterr().err) == fails
