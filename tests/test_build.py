"""The build run: repeatable, resumable, complete."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from casus.build import Steps, build, digest, standard_steps
from casus.exporting.formats import export
from casus.exporting.values import RecordValues
from casus.record import Claim, Coded, Count, Document, Event, Links, Operation, Problem
from casus.store.record import Record

# ------------------------------------------------------------------------------------ small steps that stand in for the real ones


def read(inputs: Sequence[str], given_date: date | None) -> Iterator[Document | Problem]:
    """Each line of each file is a document; an empty file is a problem."""
    for name in inputs:
        for path in sorted(Path(name).glob("*.txt")) if Path(name).is_dir() else [Path(name)]:
            lines = path.read_text(encoding="utf8").splitlines() if path.exists() else []
            for number, line in enumerate(lines):
                yield Document(f"{path.stem}-{number}", line, locator=f"{path}#{number + 1}")
            if not lines:
                yield Problem(str(path), "read", "holds nothing; give a file with text")


def code(documents: Iterable[Document]) -> Iterator[Coded]:
    """The first word of a document is a claim; a document that asks a question has a problem."""
    for document in documents:
        end = len(document.text.split()[0])
        claim = Claim(
            f"c{document.key}", document.key, "shelling", 0, end, document.text[:end], counts=(Count("killed", 1, 1),)
        )
        problem = Problem(document.locator, "code", "asks a question") if "?" in document.text else None
        yield Coded(document, (claim,), main=0, problems=(problem,) if problem else ())


def find_copies(documents: Iterable[Document]) -> dict[str, str]:
    first: dict[str, str] = {}
    return {d.key: first[d.text] for d in documents if first.setdefault(d.text, d.key) != d.key}


def link(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Links:
    """Claims in the same words are one event; copies count for nothing."""
    by_words: dict[str, list[str]] = {}
    for claim in claims:
        if documents[claim.document].copy_of is None:
            by_words.setdefault(claim.evidence, []).append(claim.claim_id)
    events = tuple(
        Event(
            f"e-{words}",
            "shelling",
            words,
            tuple(ids),
            grade="contested" if len(ids) > 2 else "reported",
            operation_id="o",
        )
        for words, ids in sorted(by_words.items())
    )
    operation = Operation("o", "Battle of the words", tuple(event.event_id for event in events))
    return Links(events, (operation,), event_of={c: e.event_id for e in events for c in e.claim_ids})


STEPS = Steps(read, code, find_copies, link, coder="1", linker="1")


def dump(record: Record) -> str:
    """All values of a record in one canonical text."""
    stream = io.StringIO()
    export(RecordValues(record.documents(), record.claims(), record.links(), record.problems()), "jsonl", stream)
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("".join(f"word{n % 7} and more of {n}\n" for n in range(20)))
    (folder / "b.txt").write_text("word1 again\nword1 again\nwhat is this ?\n")
    (folder / "empty.txt").write_text("")
    return folder


# ------------------------------------------------------------------------------------ specifications


def test_a_run_stores_documents_problems_copies_and_links(folder: Path, record: Record) -> None:
    summary = build([str(folder)], record, steps=STEPS)
    assert (summary.new, summary.known) == (23, 0)
    assert summary.totals == (23, 1, 23, 8, 6)
    assert [operation.name for operation in summary.operations] == ["Battle of the words"]
    assert [problem.reason for problem in summary.set_aside] == [
        "holds nothing; give a file with text",
        "asks a question",
    ]
    assert set(record.problems()) == set(summary.set_aside)
    assert sum(document.copy_of is not None for document in record.documents()) == 1


def test_a_second_run_codes_nothing_and_changes_nothing(folder: Path, record: Record) -> None:
    first = build([str(folder)], record, steps=STEPS)
    before = dump(record)

    def code_nothing(documents: Iterable[Document]) -> Iterator[Coded]:
        assert list(documents) == []
        yield from ()

    again = build([str(folder)], record, steps=replace(STEPS, code=code_nothing))
    assert dump(record) == before
    assert (again.new, again.known) == (0, first.new)
    assert again.set_aside == first.set_aside, "what is wrong with an input is said every time"


def test_the_order_in_which_documents_came_does_not_show(folder: Path, tmp_path: Path) -> None:
    with Record.open(tmp_path / "one.db") as one, Record.open(tmp_path / "two.db") as two:
        build([str(folder)], one, steps=STEPS)
        for name in ("empty.txt", "b.txt", "a.txt"):
            build([str(folder / name)], two, steps=STEPS)
        assert dump(one) == dump(two)


def test_a_document_given_twice_is_coded_once(folder: Path, record: Record) -> None:
    assert build([str(folder / "b.txt"), str(folder / "b.txt")], record, steps=STEPS).new == 3


def test_a_new_coder_codes_all_documents_anew(folder: Path, record: Record) -> None:
    def code_nothing_in_them(documents: Iterable[Document]) -> Iterator[Coded]:
        yield from map(Coded, documents)

    build([str(folder)], record, steps=STEPS)
    summary = build([str(folder)], record, steps=replace(STEPS, code=code_nothing_in_them, coder="2"))
    assert (summary.new, summary.known) == (23, 0)
    assert record.claims() == ()
    assert record.links().events == ()


def test_a_new_linker_links_anew_and_an_old_one_is_not_asked_again(folder: Path, record: Record) -> None:
    calls: list[int] = []

    def counting(claims: Sequence[Claim], documents: Mapping[str, Document]) -> Links:
        calls.append(len(claims))
        return link(claims, documents)

    for linker in ("1", "1", "2"):
        build([str(folder)], record, steps=replace(STEPS, link=counting, linker=linker))
    assert calls == [23, 23]


def test_problems_go_when_the_input_can_be_read_or_is_gone(folder: Path, record: Record) -> None:
    elsewhere = Problem("other/empty.txt", "read", "holds nothing")
    record.add_problem(elsewhere)
    (folder / "bare.txt").write_text("")
    build([str(folder)], record, steps=STEPS)
    assert {Path(p.locator).name for p in record.input_problems()} == {"empty.txt", "bare.txt"}
    (folder / "empty.txt").write_text("not any more\n")
    (folder / "bare.txt").unlink()
    build([str(folder)], record, steps=STEPS)
    assert record.input_problems() == (elsewhere,)


def test_problems_of_a_run_on_other_inputs_stay(folder: Path, record: Record) -> None:
    build([str(folder)], record, steps=STEPS)
    build([str(folder / "a.txt")], record, steps=STEPS)
    assert [Path(problem.locator).name for problem in record.input_problems()] == ["empty.txt"]


def test_a_document_that_breaks_a_rule_is_set_aside_and_the_rest_is_stored(folder: Path, record: Record) -> None:
    def code_wrongly(documents: Iterable[Document]) -> Iterator[Coded]:
        for coded in code(documents):
            wrong = replace(coded.claims[0], counts=(Count("killed", 9, 1),))
            yield replace(coded, claims=(wrong,)) if coded.document.id == "a-3" else coded

    summary = build([str(folder)], record, steps=replace(STEPS, code=code_wrongly))
    assert summary.totals.documents == 22
    (problem,) = (problem for problem in summary.set_aside if problem.stage == "store")
    assert problem.locator.endswith("a.txt#4")


def test_a_coder_that_loses_a_document_is_found_out(folder: Path, record: Record) -> None:
    def lose_one(documents: Iterable[Document]) -> Iterator[Coded]:
        yield from (coded for coded in code(documents) if coded.document.id != "a-3")

    with pytest.raises(RuntimeError, match="lost 1"):
        build([str(folder)], record, steps=replace(STEPS, code=lose_one))


def test_progress_hears_of_each_document(folder: Path, record: Record) -> None:
    heard: list[str] = []
    build([str(folder / "b.txt")], record, steps=STEPS, progress=heard.append)
    assert heard == ["b-0", "b-1", "b-2", "linking"]


def test_the_version_of_the_coder_follows_the_packs_that_are_chosen(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("name = 'own'")
    versions = [
        digest(["record.py"], packs) for packs in (None, [], ["syria"], ["syria", "x"], ["x", "syria"], [str(own)])
    ]
    assert len(set(versions)) == 5
    own.write_text("name = 'other'")
    assert digest(["record.py"], [str(own)]) != versions[-1]
    assert digest(["record.py"], ["syria"]) == versions[2]


# ------------------------------------------------------------------------------------ killed in the middle

SLOW_RUN = textwrap.dedent(
    """
    import sys, time
    from dataclasses import replace
    sys.path.insert(0, {tests!r})
    import test_build as small
    from casus.build import build
    from casus.store.record import Record

    def slow_code(documents):
        for coded in small.code(documents):
            time.sleep(0.02)
            yield coded

    def slow_link(claims, documents):
        print("linking", flush=True)
        time.sleep({linking})
        return small.link(claims, documents)

    with Record.open({record!r}) as record:
        build([{folder!r}], record, steps=replace(small.STEPS, code=slow_code, link=slow_link),
              progress=lambda done: print(done, flush=True))
    """
)


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
@pytest.mark.parametrize("killed_after", ["a-0", "a-7", "b-1", "linking"])
def test_a_run_that_was_killed_and_run_again_ends_as_one_run(killed_after: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "killed.db"
    script = SLOW_RUN.format(tests=str(Path(__file__).parent), record=str(path), folder=str(folder), linking=60)
    run = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    for line in run.stdout:
        if line.strip() == killed_after:
            time.sleep(0.01)  # into the midst of what comes next
            break
    run.send_signal(signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL

    with Record.open(path, create=False) as killed:
        stored = len(killed.documents())
        assert 0 < stored <= 23
        assert [claim.document for claim in killed.claims()] == sorted(d.key for d in killed.documents())
        assert killed.linked_by() is None
        build([str(folder)], killed, steps=STEPS)
        resumed = dump(killed)
    with Record.open(tmp_path / "whole.db") as whole:
        build([str(folder)], whole, steps=STEPS)
        assert dump(whole) == resumed


def test_another_file_of_kinds_is_another_coder(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[kind]]\nname = "siege"\nverbs = ["bottle up"]\n')
    packaged, first = standard_steps().coder, standard_steps(kinds=own).coder
    own.write_text('[[kind]]\nname = "siege"\nverbs = ["hem in"]\n')
    assert len({packaged, first, standard_steps(kinds=own).coder}) == 3
