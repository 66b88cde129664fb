"""The build run: repeatable, resumable, complete."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casus.aside import Foreign
from casus.build import Reader, build, standard_steps
from casus.decision import Decision
from casus.record import Claim, Coded, Count, Document, Links, Problem
from casus.store.foreign import count_foreign
from casus.store.record import Record
from casus.versions import digest
from databases import NewPlace
from small_steps import STEPS, code, dump, link, write_reports


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "news")


# ------------------------------------------------------------------------------------ specifications


def test_a_run_stores_documents_problems_copies_and_links(folder: Path, record: Record) -> None:
    summary = build([str(folder)], record, steps=STEPS)
    assert (summary.new, summary.known) == (23, 0)
    assert summary.totals == (23, 1, 23, 8, 6)
    assert [(one.name, one.events) for one in summary.operations.listed] == [("Battle of the words", 8)]
    assert [problem.reason for problem in summary.set_aside] == [
        "holds nothing; give a file with text",
        "asks a question",
    ]
    assert set(record.problems()) == set(summary.set_aside)
    assert sum(document.copy_of is not None for document in record.documents()) == 1


def test_reports_in_other_languages_are_kept_apart_and_go_when_their_place_is_readable(
    folder: Path, record: Record
) -> None:
    def reading(language: str | None) -> Reader:
        def read_some(inputs: Sequence[str], given_date: date | None) -> Iterator[Document | Problem]:
            yield from STEPS.read(inputs, given_date)
            if language:
                kept = Document("x", f"texte en {language}", locator=f"{folder}/x.txt")
                yield Foreign(kept.locator, "read", f"not English ({language})", language, kept)

        return read_some

    def built(language: str | None) -> dict[str, int]:
        build([str(folder)], record, steps=replace(STEPS, read=reading(language)))
        with record.asking() as connection:
            return count_foreign(connection)

    assert built("fr") == {"fr": 1}
    assert "not English (fr)" in [problem.reason for problem in record.problems()]
    assert record.totals().documents == 23, "none of them is coded"
    assert built("so") == {"so": 1}, "the text that lies there now takes the place of the other"
    assert built(None) == {}


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


def test_the_order_in_which_documents_came_does_not_show(folder: Path, new_place: NewPlace) -> None:
    with Record.open(new_place()) as one, Record.open(new_place()) as two:
        build([str(folder)], one, steps=STEPS)
        for name in ("empty.txt", "b.txt", "a.txt"):
            build([str(folder / name)], two, steps=STEPS)
        assert dump(one) == dump(two)


def test_the_first_new_document_is_handed_on_before_the_next_is_read(folder: Path, record: Record) -> None:
    done: list[str] = []

    def read(inputs: Sequence[str], given_date: date | None) -> Iterator[Document | Problem]:
        for found in STEPS.read(inputs, given_date):
            done.append(f"read {found.id if isinstance(found, Document) else found.stage}")
            yield found

    def code_telling(documents: Iterable[Document]) -> Iterator[Coded]:
        for coded in code(documents):
            done.append(f"coded {coded.document.id}")
            yield coded

    build([str(folder / "b.txt")], record, steps=replace(STEPS, read=read, code=code_telling))
    assert done == [f"{what} b-{number}" for number in range(3) for what in ("read", "coded")]


def test_a_run_asks_only_about_the_documents_that_came(
    folder: Path, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([str(folder)], record, steps=STEPS)
    asked: list[int] = []
    ask = record.coded_by

    def counting(coders: Collection[str], keys: Collection[str]) -> frozenset[str]:
        asked.append(len(keys))
        return ask(coders, keys)

    monkeypatch.setattr(record, "coded_by", counting)
    summary = build([str(folder / "a.txt")], record, steps=STEPS)
    assert (summary.new, summary.known) == (0, 20)
    assert asked == [1, 2, 4, 8, 5], "more and more at once"


def test_what_was_read_before_the_reading_broke_off_is_stored(folder: Path, record: Record) -> None:
    build([str(folder / "a.txt")], record, steps=STEPS)

    def read(inputs: Sequence[str], given_date: date | None) -> Iterator[Document | Problem]:
        yield from STEPS.read([str(folder / "a.txt"), str(folder / "b.txt")], given_date)
        raise OSError("the disk has gone")

    with pytest.raises(OSError, match="the disk has gone"):
        build([str(folder)], record, steps=replace(STEPS, read=read))
    assert record.totals().documents == 23


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

    def counting(claims: Sequence[Claim], documents: Mapping[str, Document], decisions: Sequence[Decision]) -> Links:
        calls.append(len(claims))
        return link(claims, documents, decisions)

    for linker in ("1", "1", "2"):
        build([str(folder)], record, steps=replace(STEPS, link=counting, linker=linker))
    assert calls == [23, 23]


def test_what_people_decided_is_kept_and_obeyed_when_the_record_is_built_anew(folder: Path, record: Record) -> None:
    build([str(folder)], record, steps=STEPS)
    rejection = Decision("reject", "Ada", datetime(2024, 5, 1, tzinfo=UTC), "a film", (record.claims()[0].claim_id,))
    record.add_decision(rejection)
    obeyed: list[Sequence[Decision]] = []

    def obeying(claims: Sequence[Claim], documents: Mapping[str, Document], decisions: Sequence[Decision]) -> Links:
        obeyed.append(decisions)
        return link(claims, documents, decisions)

    for coder in ("1", "2"):
        build([str(folder)], record, steps=replace(STEPS, link=obeying, coder=coder))
    assert obeyed == [(rejection,), (rejection,)]
    assert record.decisions() == (rejection,)


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


def test_another_file_of_kinds_is_another_coder(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[kind]]\nname = "siege"\nverbs = ["bottle up"]\n')
    packaged, first = standard_steps().coder, standard_steps(kinds=own).coder
    own.write_text('[[kind]]\nname = "siege"\nverbs = ["hem in"]\n')
    assert len({packaged, first, standard_steps(kinds=own).coder}) == 3
