"""Coding on a cluster: several nodes on one machine, of which some are killed; what comes out is what one process gives.

One cluster serves all tests, for it takes seconds to start.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from small_work import Small, code, numbered

from casus.aside import Uncoded
from casus.build import build
from casus.cli.building import executor_of
from casus.record import Coded
from casus.scaling.executor import ClusterError, Executor
from casus.scaling.local import Local
from casus.scaling.ray import Ray
from casus.store.record import Record
from small_steps import dump

pytest.importorskip("ray", reason="Ray is not installed: pip install 'casus-monitor[ray]'")
TESTS = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own


class Nodes:
    """A cluster of a head that does no work and nodes of one core each."""

    def __init__(self, count: int) -> None:
        from ray.cluster_utils import Cluster

        head = {"num_cpus": 0, "include_dashboard": False, "object_store_memory": 80_000_000}
        self.cluster = Cluster(initialize_head=True, head_node_args=head)
        self.nodes: list[Any] = []
        self.have(count)

    @property
    def address(self) -> str:
        return str(self.cluster.address)

    def have(self, count: int) -> None:
        """See that there are so many nodes at least."""
        while len(self.nodes) < count:
            self.nodes.append(self.cluster.add_node(num_cpus=1, object_store_memory=80_000_000))
        self.cluster.wait_for_nodes()

    def kill_one(self) -> None:
        self.cluster.remove_node(self.nodes.pop(), allow_graceful=False)

    def kill_all(self) -> None:
        while self.nodes:
            self.kill_one()


@pytest.fixture(scope="module")
def running() -> Iterator[Nodes]:
    path = os.pathsep.join([str(TESTS.parent / "src"), str(TESTS / "scaling"), str(TESTS)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        nodes = Nodes(2)
        yield nodes
        nodes.cluster.shutdown()


@pytest.fixture
def nodes(running: Nodes) -> Nodes:
    running.have(2)
    return running


def test_results_have_the_order_of_the_documents(nodes: Nodes) -> None:
    documents = numbered(*(f"word{at} and more" for at in range(100)))
    assert list(Ray(nodes.address).run(Small(), documents)) == [code(document) for document in documents]


def test_a_document_that_kills_its_worker_is_set_aside_and_no_other(nodes: Nodes) -> None:
    texts = [f"word{at}" for at in range(30)]
    texts[5], texts[9] = "die", "stumble"
    found = list(Ray(nodes.address).run(Small(), numbered(*texts)))
    assert [one.document.id for one in found] == [f"n{at}" for at in range(30)]
    assert [at for at, one in enumerate(found) if isinstance(one, Uncoded)] == [5, 9]


def test_a_machine_that_lacks_something_costs_a_worker_and_not_the_run(nodes: Nodes) -> None:
    first, full, last = Ray(nodes.address).run(Small(), numbered("one", "full", "three"))
    assert isinstance(first, Coded)
    assert isinstance(last, Coded)
    assert isinstance(full, Uncoded)
    assert "OSError on its machine" in full.reason


def test_a_node_of_another_version_is_refused(nodes: Nodes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASUS_TEST_DRIVER", str(os.getpid()))
    with pytest.raises(ClusterError, match="not the one that runs here"):
        list(Ray(nodes.address).run(Small(told="2"), numbered("one")))


def test_what_cannot_be_loaded_ends_the_run(nodes: Nodes) -> None:
    with pytest.raises(LookupError, match="no words"):
        list(Ray(nodes.address).run(Small(lack="no words"), numbered("one")))


def test_a_cluster_without_workers_is_told_after_a_while(nodes: Nodes) -> None:
    nodes.kill_all()
    with pytest.raises(ClusterError, match="no worker came up within 2 s"):
        list(Ray(nodes.address, patience=2.0).run(Small(), numbered("one")))


def test_a_node_that_joins_later_takes_part(nodes: Nodes) -> None:
    nodes.kill_all()
    nodes.have(1)
    documents = numbered(*(f"word{at}" for at in range(200)))
    run = Ray(nodes.address, workers=2).run(Small(), documents)
    first = next(run)
    nodes.have(2)
    assert [first, *run] == [code(document) for document in documents]


def test_no_cluster_at_an_address() -> None:
    with pytest.raises(ClusterError, match="no Ray cluster at"):
        list(Ray("127.0.0.1:1").run(Small(), numbered("one")))
    with pytest.raises(ClusterError, match="on a machine of the cluster"):
        list(Ray("ray://127.0.0.1:10001").run(Small(), numbered("one")))


def test_the_command_says_so_in_one_line(
    casus: Callable[..., subprocess.CompletedProcess[str]], samples: Path, tmp_path: Path
) -> None:
    done = casus("build", samples, "--record", tmp_path / "casus.db", "--ray", "127.0.0.1:1")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "no Ray cluster at 127.0.0.1:1" in line
    assert "the same command goes on from there" in line


def test_who_codes_is_told_by_two_options() -> None:
    assert executor_of(None, None) == Local(1)
    assert executor_of(3, None) == Local(3)
    assert executor_of(None, "auto") == Ray("auto")
    assert executor_of(3, "local") == Ray("local", 3)


class StoppedError(Exception):
    """A build is cut short."""


class TestBuilds:
    """The real pipeline, samples into a record, and the record as JSON Lines."""

    @pytest.fixture
    def built(self, samples: Path, tmp_path: Path) -> Callable[..., str]:
        def run(executor: Executor, name: str, told: Callable[[int], None] = lambda _: None) -> str:
            stored: list[str] = []

            def progress(words: str) -> None:
                stored.append(words)
                told(len(stored))

            with Record.open(tmp_path / f"{name}.db") as record:
                build([str(samples)], record, executor=executor, progress=progress)
                assert record.faults() == ()
                return dump(record)

        return run

    def test_a_record_is_the_same_wherever_it_was_coded(self, built: Callable[..., str], nodes: Nodes) -> None:
        one = built(Local(1), "one")
        assert built(Local(2), "two") == one
        assert built(Ray(nodes.address), "cluster", lambda number: nodes.kill_one() if number == 5 else None) == one

    def test_a_run_that_was_cut_short_is_finished_by_running_it_again(
        self, built: Callable[..., str], nodes: Nodes
    ) -> None:
        def stop(number: int) -> None:
            if number == 7:
                raise StoppedError

        with suppress(StoppedError):
            built(Ray(nodes.address), "again", stop)
        told: list[int] = []
        again = built(Ray(nodes.address), "again", told.append)
        assert again == built(Local(1), "whole")
        assert 0 < len(told) < len(again.splitlines())
