"""Who gets which documents, in which order results come back, and what becomes of a document over which workers die."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Sequence
from itertools import islice

import pytest
from small_work import code, numbered

from casus.aside import Uncoded
from casus.record import Coded, Document
from casus.scaling.dispatch import TRIES, Hand, Lost, in_order
from casus.scaling.executor import Result


class Worker:
    def __init__(self) -> None:
        self.hand = Hand()
        self.given: deque[list[Document]] = deque()


class Made:
    """A pool whose workers answer in any order; one dies over a document that says so, and hands back what else it had in hand."""

    def __init__(self, seed: int, workers: int = 3) -> None:
        self.chance = random.Random(seed)
        self.workers = [Worker() for _ in range(workers)]
        self.returned: list[tuple[int, Lost]] = []
        self.given: list[list[str]] = []

    def give(self, number: int, documents: Sequence[Document], *, alone: bool) -> bool:
        worker = min(self.workers, key=lambda one: len(one.given))
        if not worker.hand.room(alone):
            return False
        worker.hand.put(number, alone)
        worker.given.append(list(documents))
        self.given.append([document.id for document in documents])
        return True

    def take(self) -> tuple[int, list[Result] | Lost] | None:
        if self.returned:
            return self.returned.pop()
        if self.chance.random() < 0.2:
            return None
        worker = self.chance.choice([one for one in self.workers if one.given])
        if any(document.text == "die" for document in worker.given[0]):
            return self.bury(worker)
        if self.chance.random() < 0.2 and len(worker.given) > 1 and worker.given[1][0].text == "die":
            return self.bury(worker)  # it was done with the first portion, and died before we heard of it
        return worker.hand.answered(), [code(document) for document in worker.given.popleft()]

    def bury(self, worker: Worker) -> tuple[int, Lost]:
        self.workers[self.workers.index(worker)] = Worker()
        first, *others = worker.hand.dropped("killed")
        self.returned += others
        return first


TEXTS = [f"word{at} and more" for at in range(41)]


@pytest.mark.parametrize("seed", range(20))
def test_results_have_the_order_of_the_documents(seed: int) -> None:
    documents = numbered(*TEXTS)
    assert list(in_order(Made(seed), documents, size=4, ahead=5)) == [code(document) for document in documents]


@pytest.mark.parametrize("seed", range(20))
def test_a_document_over_which_workers_die_is_set_aside_and_no_other(seed: int) -> None:
    texts = list(TEXTS)
    texts[7] = texts[8] = texts[30] = "die"
    found = list(in_order(Made(seed), numbered(*texts), size=random.Random(seed).randint(1, 4), ahead=5))
    assert [one.document.id for one in found] == [f"n{at}" for at in range(41)]
    assert [at for at, one in enumerate(found) if isinstance(one, Uncoded)] == [7, 8, 30]
    assert all(isinstance(one, Coded) for at, one in enumerate(found) if at not in (7, 8, 30))


def test_it_is_told_how_often_and_why() -> None:
    pool = Made(1)
    (found,) = in_order(pool, numbered("die"), size=4, ahead=5)
    assert isinstance(found, Uncoded)
    assert (found.locator, found.stage) == ("in#0", "code")
    assert found.reason.startswith(f"{TRIES} workers died over it (the last: killed)")
    assert pool.given == [["n0"]] * TRIES


def test_after_a_death_documents_are_given_out_one_by_one() -> None:
    pool = Made(1, workers=1)
    assert len(list(in_order(pool, numbered("a", "b", "die"), size=3, ahead=0))) == 3
    assert pool.given[0] == ["n0", "n1", "n2"]
    assert all(len(some) == 1 for some in pool.given[1:])


def test_what_is_drawn_ahead_is_bounded() -> None:
    drawn = 0

    def endless():
        nonlocal drawn
        while True:
            drawn += 1
            yield Document(f"n{drawn}", "word")

    for number, _ in enumerate(islice(in_order(Made(3), endless(), size=4, ahead=5), 200), 1):
        assert drawn <= number - 1 + 4 * 6


def test_nothing_comes_of_nothing() -> None:
    assert list(in_order(Made(1), [], size=4, ahead=5)) == []
