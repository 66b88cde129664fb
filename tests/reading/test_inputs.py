"""Reading: what becomes a document, in which order, under which name, and what is set aside with which words."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest
from py3langid.langid import LanguageIdentifier

from casus.reading import contents, language, read_inputs
from casus.reading.errors import MachineError
from casus.record import Document, Problem

REPORT = "Government troops entered the town of Harran on Monday after a week of shelling, the governor said."
OTHER = "Rebels said they had pulled out of the town to spare the people who were still living there."


def read(*inputs: Path | str, given: date | None = None) -> tuple[list[Document], list[Problem]]:
    found = list(read_inputs([str(one) for one in inputs], given))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Problem)]


def only_problem(*inputs: Path | str) -> Problem:
    documents, problems = read(*inputs)
    assert documents == []
    (problem,) = problems
    assert problem.stage == "read"
    assert problem.reason
    assert "\n" not in problem.reason
    return problem


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


class TestText:
    def test_a_text_file_is_one_document_named_after_its_stem(self, tmp_path: Path) -> None:
        path = write(tmp_path / "harran.txt", REPORT)
        (document,), problems = read(path)
        assert (document.id, document.text, document.locator) == ("harran", REPORT, str(path))
        assert document.date.basis == "unknown"
        assert problems == []

    def test_the_text_stays_letter_by_letter_as_given(self, tmp_path: Path) -> None:
        text = f"  Title\r\n\r\n{REPORT}\t\r\n"
        (document,), _ = read(write(tmp_path / "a.txt", text))
        assert document.text == text

    @pytest.mark.parametrize("name", ["a.text", "a.md", "a.report", "README"])
    def test_an_unknown_suffix_is_read_as_text_when_it_is_text(self, tmp_path: Path, name: str) -> None:
        (document,), _ = read(write(tmp_path / name, REPORT))
        assert document.text == REPORT

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_encodings_are_recognised_and_the_mark_is_no_part_of_the_text(self, tmp_path: Path, encoding: str) -> None:
        text = f"“{REPORT}” – Café Hawar"
        (document,), _ = read(write(tmp_path / "a.txt", text.encode(encoding)))
        assert document.text == text

    def test_compressed_files_are_read_like_plain_ones(self, tmp_path: Path) -> None:
        (document,), _ = read(write(tmp_path / "harran.txt.gz", gzip.compress(REPORT.encode(), mtime=0)))
        assert (document.id, document.text) == ("harran", REPORT)


class TestOrderAndNames:
    def test_inputs_come_in_the_order_given_and_folders_sorted(self, tmp_path: Path) -> None:
        for name in ("in/b.txt", "in/a.txt", "in/sub/c.txt", "in/.hidden.txt", "in/.git/d.txt"):
            write(tmp_path / name, f"{REPORT} {name}")
        last = write(tmp_path / "0.txt", REPORT)
        documents, problems = read(tmp_path / "in", last)
        assert [document.id for document in documents] == ["a", "b", "c", "0"]
        assert problems == []

    def test_two_files_of_one_stem_get_different_names(self, tmp_path: Path) -> None:
        for name in ("x/day.txt", "y/day.txt", "y/day.md"):
            write(tmp_path / name, f"{REPORT} {name}")
        documents, _ = read(tmp_path)
        assert [document.id for document in documents] == ["day", "y/day.md", "y/day.txt"]

    def test_a_file_named_twice_is_read_once(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.txt", REPORT)
        documents, _ = read(path, tmp_path, path)
        assert len(documents) == 1

    def test_reading_is_lazy(self, tmp_path: Path) -> None:
        found = read_inputs([str(write(tmp_path / "a.txt", REPORT)), str(tmp_path / "later.txt")])
        assert isinstance(next(found), Document)
        write(tmp_path / "later.txt", OTHER)
        assert isinstance(next(found), Document)


class TestDates:
    def test_the_given_date_is_for_documents_without_their_own(self, tmp_path: Path) -> None:
        rows = [{"text": REPORT, "date": "2021-03-05"}, {"text": OTHER}]
        (dated, undated), _ = read(write(tmp_path / "a.json", json.dumps(rows)), given=date(2022, 1, 1))
        assert (dated.date.start, dated.date.end, dated.date.basis) == (date(2021, 3, 5), date(2021, 3, 5), "given")
        assert (undated.date.start, undated.date.basis) == (date(2022, 1, 1), "given")
        assert dated.date.reasons != undated.date.reasons

    @pytest.mark.parametrize(
        "stated", ["2021-03-05", "2021-03-05T23:30:00Z", "2021-03-05 08:00:00+03:00", " 2021-03-05 "]
    )
    def test_a_rows_date_may_have_a_time(self, tmp_path: Path, stated: str) -> None:
        (document,), problems = read(write(tmp_path / "a.json", json.dumps([{"text": REPORT, "date": stated}])))
        assert document.date.start == date(2021, 3, 5)
        assert problems == []

    def test_a_date_that_is_none_leaves_the_document_undated_and_is_told(self, tmp_path: Path) -> None:
        path = write(tmp_path / "a.json", json.dumps([{"text": REPORT, "date": "last week"}]))
        (document,), (problem,) = read(path)
        assert document.date.basis == "unknown"
        assert problem.locator == f"{path}#1"
        assert "last week" in problem.reason
        assert "YYYY-MM-DD" in problem.reason


class TestTables:
    ROWS = (
        {"id": 7, "text": REPORT, "title": "Harran", "url": "https://a.example/1", "publisher": "A"},
        {"text": OTHER},
    )

    def check(self, path: Path, content: str | bytes) -> None:
        (first, second), problems = read(write(path, content))
        assert (first.id, first.text, first.title, first.url, first.publisher) == (
            "7",
            REPORT,
            "Harran",
            "https://a.example/1",
            "A",
        )
        assert (second.id, second.text, second.locator) == (f"{path.name.split('.')[0]}-2", OTHER, f"{path}#2")
        assert problems == []

    def test_a_json_list(self, tmp_path: Path) -> None:
        self.check(tmp_path / "rows.json", json.dumps(self.ROWS))

    def test_a_json_object_with_documents(self, tmp_path: Path) -> None:
        self.check(tmp_path / "rows.json", json.dumps({"documents": self.ROWS}))

    def test_a_single_json_object(self, tmp_path: Path) -> None:
        (document,), _ = read(write(tmp_path / "one.json", json.dumps({"text": REPORT})))
        assert document.id == "one-1"

    def test_json_lines(self, tmp_path: Path) -> None:
        self.check(tmp_path / "rows.jsonl", "\n".join(map(json.dumps, self.ROWS)))

    def test_compressed_json_lines(self, tmp_path: Path) -> None:
        self.check(tmp_path / "rows.ndjson.gz", gzip.compress("\n".join(map(json.dumps, self.ROWS)).encode()))

    @pytest.mark.parametrize(("suffix", "mark"), [("csv", ","), ("csv", ";"), ("tsv", "\t")])
    def test_csv_and_tsv(self, tmp_path: Path, suffix: str, mark: str) -> None:
        header = mark.join(["id", "Text", "title", "url", "publisher"])
        rows = [mark.join(["7", f'"{REPORT}"', "Harran", "https://a.example/1", "A"]), mark.join(["", f'"{OTHER}"'])]
        self.check(tmp_path / f"rows.{suffix}", "\n".join([header, *rows]))

    def test_a_text_with_line_breaks_stays_one_row_of_csv(self, tmp_path: Path) -> None:
        (document,), _ = read(write(tmp_path / "a.csv", f'text\n"{REPORT}\n\n{OTHER}"\n'))
        assert document.text == f"{REPORT}\n\n{OTHER}"

    def test_a_field_of_csv_may_be_long(self, tmp_path: Path) -> None:
        text = f"{REPORT} " * 3000
        (document,), _ = read(write(tmp_path / "a.csv", f'text\n"{text}"\n'))
        assert document.text == text

    def test_one_row_in_another_encoding_is_mended_by_itself(self, tmp_path: Path) -> None:
        rows = f'text\n"{REPORT} Café"\n'.encode() + f"{OTHER} Café\n".encode("cp1252")
        documents, _ = read(write(tmp_path / "a.csv", rows))
        assert [document.text for document in documents] == [f"{REPORT} Café", f"{OTHER} Café"]

    def test_a_malformed_line_loses_that_line_only(self, tmp_path: Path) -> None:
        lines = [
            json.dumps({"text": REPORT}),
            "{broken",
            "[1]",
            json.dumps({"title": "no text"}),
            json.dumps({"text": OTHER}),
        ]
        documents, problems = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
        assert [document.text for document in documents] == [REPORT, OTHER]
        assert [problem.locator.rpartition("#")[2] for problem in problems] == ["2", "3", "4"]
        assert ["malformed" in problem.reason for problem in problems] == [True, False, False]

    def test_a_row_of_csv_without_text_or_with_too_many_fields_is_set_aside(self, tmp_path: Path) -> None:
        content = f"id,text\n1,{OTHER}\n2\n3,one,two\n4, \n"
        documents, problems = read(write(tmp_path / "a.csv", content))
        assert [document.id for document in documents] == ["1"]
        assert [problem.locator.rpartition("#")[2] for problem in problems] == ["2", "3", "4"]

    def test_a_csv_without_the_column_says_which_columns_there_are(self, tmp_path: Path) -> None:
        reason = only_problem(write(tmp_path / "a.csv", "id,body\n1,x\n")).reason
        assert 'no column "text"' in reason
        assert "id, body" in reason

    def test_a_field_of_the_wrong_kind_is_left_out_and_told(self, tmp_path: Path) -> None:
        (document,), (problem,) = read(
            write(tmp_path / "a.json", json.dumps([{"text": REPORT, "publisher": {"n": 1}}]))
        )
        assert document.publisher is None
        assert "publisher" in problem.reason

    def test_half_characters_are_refused_before_they_break_a_record(self, tmp_path: Path) -> None:
        assert "surrogates" in only_problem(write(tmp_path / "a.json", r'[{"text": "\ud800 broken"}]')).reason

    @pytest.mark.parametrize("content", ["{", "[]", "3", '"text"', "[" * 100_000, '{"a": 1}\n{"a": 2}'])
    def test_json_that_is_no_list_of_rows_is_one_problem(self, tmp_path: Path, content: str) -> None:
        assert only_problem(write(tmp_path / "a.json", content)).reason

    def test_json_lines_under_the_wrong_name_are_recognised_in_the_advice(self, tmp_path: Path) -> None:
        assert ".jsonl" in only_problem(write(tmp_path / "a.json", '{"text": "a"}\n{"text": "b"}')).reason

    def test_parquet_says_what_it_needs(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
        assert "pip install pyarrow" in only_problem(write(tmp_path / "a.parquet", b"PAR1")).reason

    def test_parquet_rows(self, tmp_path: Path) -> None:
        pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
        parquet = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(
            pyarrow.table({"text": [REPORT, OTHER], "date": [date(2021, 3, 5), None]}), tmp_path / "a.parquet"
        )
        (first, second), _ = read(tmp_path / "a.parquet")
        assert (first.text, first.date.start, second.text, second.id) == (REPORT, date(2021, 3, 5), OTHER, "a-2")


class TestSetAside:
    def test_what_is_wrong_leaves_the_rest_unharmed(self, tmp_path: Path) -> None:
        write(tmp_path / "in/1-empty.txt", " \n")
        write(tmp_path / "in/2-binary.txt", bytes(range(256)) * 20)
        write(tmp_path / "in/3-good.txt", REPORT)
        write(tmp_path / "in/4-broken.jsonl.gz", b"no gzip")
        documents, problems = read(tmp_path / "missing.txt", tmp_path / "in")
        assert [document.id for document in documents] == ["3-good"]
        assert [Path(problem.locator).name for problem in problems] == [
            "missing.txt",
            "1-empty.txt",
            "2-binary.txt",
            "4-broken.jsonl.gz",
        ]

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.txt", b"", "empty"),
            ("a.jsonl", b"\n\n", "empty"),
            ("a.csv", b"", "empty"),
            ("a.csv", b"id,text\n", "nothing below"),
            ("a.html", b"", "empty"),
            ("a.txt", b"text with a \0 in it", "binary"),
            ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(100), "binary"),
            ("a.jsonl", b"\x1f\x00\x02" * 50, "binary"),
            ("a.txt", b"\x01\x02\x03\x04 control characters", "binary"),
            ("a.txt", b"\xff\xfea", "damaged"),
            ("a.txt", "Город Дамаск".encode("koi8-r"), "Windows-1252"),
            ("a.txt", "Été à Téhéran".encode() + b"\xff and more", "UTF-8"),
            ("a.txt.gz", gzip.compress(b"text " * 1000, mtime=0)[:40], "gzip"),
            ("a.html", b"<html><head></head><body></body></html>", "no article text"),
        ],
    )
    def test_the_reason_is_one_clear_line(self, tmp_path: Path, name: str, content: bytes, words: str) -> None:
        assert words in only_problem(write(tmp_path / name, content)).reason

    def test_a_missing_file_an_empty_folder_and_a_broken_link(self, tmp_path: Path) -> None:
        assert "no such file" in only_problem(tmp_path / "missing.txt").reason
        (tmp_path / "empty").mkdir()
        assert "no files" in only_problem(tmp_path / "empty").reason
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "gone.txt")
        assert "no such file" in only_problem(tmp_path / "in").reason

    def test_a_name_that_no_file_can_have(self) -> None:
        assert "NUL" in only_problem("a\0b").reason

    def test_a_file_that_may_not_be_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = write(tmp_path / "a.txt", REPORT)

        def refuse(self: Path, *args: object, **kwargs: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        assert "permissions" in only_problem(path).reason

    def test_a_pipe_does_not_hang_the_run(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        assert "not a plain file" in only_problem(tmp_path).reason

    def test_a_gigantic_file_is_refused_without_being_read_whole(self, tmp_path: Path) -> None:
        path = tmp_path / "big.txt"
        with path.open("wb") as file:
            file.truncate(50 << 20)
        assert "larger than 20 MB" in only_problem(path).reason

    def test_a_gigantic_row_is_refused_and_the_next_is_read(self, tmp_path: Path) -> None:
        rows = [{"text": "a " * (2 << 20)}, {"text": REPORT}]
        (document,), (problem,) = read(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))
        assert document.text == REPORT
        assert "longer than 2 MB" in problem.reason

    def test_an_endless_line_is_refused_and_the_next_is_read(self, tmp_path: Path) -> None:
        (document,), (problem,) = read(
            write(tmp_path / "a.jsonl", "x" * (20 << 20) + "\n" + json.dumps({"text": REPORT}))
        )
        assert document.locator.endswith("#2")
        assert "a line longer than" in problem.reason

    def test_a_foreign_text_names_its_language(self, tmp_path: Path) -> None:
        text = "Les forces gouvernementales sont entrées dans la ville lundi après une semaine de combats, a déclaré le gouverneur."
        assert "not English (language: fr)" in only_problem(write(tmp_path / "a.txt", text)).reason


class TestStandardInput:
    def give(self, monkeypatch: pytest.MonkeyPatch, content: str) -> tuple[list[Document], list[Problem]]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
        return read("-")

    def test_plain_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        (document,), _ = self.give(monkeypatch, f"[Update] {REPORT}")
        assert (document.id, document.text, document.locator) == ("stdin", f"[Update] {REPORT}", "-")

    def test_a_json_list(self, monkeypatch: pytest.MonkeyPatch) -> None:
        documents, _ = self.give(monkeypatch, json.dumps([{"text": REPORT}, {"text": OTHER}], indent=1))
        assert [document.locator for document in documents] == ["-#1", "-#2"]

    def test_json_lines(self, monkeypatch: pytest.MonkeyPatch) -> None:
        documents, _ = self.give(monkeypatch, f"{json.dumps({'text': REPORT})}\n{json.dumps({'text': OTHER})}\n")
        assert [document.text for document in documents] == [REPORT, OTHER]

    def test_a_row_is_handed_on_before_the_next_has_come(self, monkeypatch: pytest.MonkeyPatch) -> None:
        out, into = os.pipe()
        given, feed = os.fdopen(out, encoding="utf8"), os.fdopen(into, "w", encoding="utf8", buffering=1)
        monkeypatch.setattr(sys, "stdin", given)
        found = read_inputs(["-"])
        with given, feed:
            for text in (REPORT, OTHER, REPORT):
                feed.write(json.dumps({"text": text}) + "\n")
                assert next(found).text == text  # would wait for ever for a line that has not come
            feed.close()
            assert list(found) == []

    def test_json_lines_with_a_mark_of_their_encoding(self, monkeypatch: pytest.MonkeyPatch) -> None:
        documents, _ = self.give(monkeypatch, f"\ufeff{json.dumps({'text': REPORT})}\r\n{json.dumps({'text': OTHER})}")
        assert [document.text for document in documents] == [REPORT, OTHER]

    def test_a_damaged_row_is_set_aside_and_the_others_are_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = json.dumps({"text": REPORT}), '{"text": "cut', json.dumps({"text": OTHER})
        documents, problems = self.give(monkeypatch, "\n".join(rows))
        assert [document.text for document in documents] == [REPORT, OTHER]
        assert [problem.locator for problem in problems] == ["-#2"]

    def test_documents_in_an_object_on_one_line(self, monkeypatch: pytest.MonkeyPatch) -> None:
        rows = [{"text": REPORT}, {"text": OTHER}]
        for given in ({"documents": rows}, {"text": "of all", "documents": rows}):
            assert [one.text for one in self.give(monkeypatch, json.dumps(given))[0]] == [REPORT, OTHER]

    def test_a_json_object_over_several_lines(self, monkeypatch: pytest.MonkeyPatch) -> None:
        (document,), _ = self.give(monkeypatch, json.dumps({"text": REPORT}, indent=2))
        assert document.text == REPORT

    def test_a_page(self, monkeypatch: pytest.MonkeyPatch) -> None:
        (document,), _ = self.give(
            monkeypatch, f"<!DOCTYPE html><html><body><article><p>{REPORT * 5}</p></article></body></html>"
        )
        assert document.text.startswith(REPORT)

    def test_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert self.give(monkeypatch, "")[1][0].reason.startswith("empty")


class TestMachine:
    """A machine that has run out of something is no fault of what is read: the run ends and says so."""

    FOREIGN = "Ciidamada dowladda ayaa maanta gudaha u galay magaalada kadib dagaal culus oo socday muddo toddobaad ah."

    @pytest.mark.parametrize("code", [errno.ENOSPC, errno.EFBIG, errno.ENOENT])
    def test_a_language_model_that_cannot_be_unpacked_ends_the_run(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
    ) -> None:
        def load(*_arguments: object, **_options: object) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(LanguageIdentifier, "from_model_file", load)
        write(tmp_path / "in/a.txt", REPORT)
        write(tmp_path / "in/b.txt", self.FOREIGN)
        language._identifier.cache_clear()
        found = read_inputs([str(tmp_path / "in")])
        assert isinstance(next(found), Document)
        with pytest.raises(MachineError, match=r"TMPDIR.*run the same command again") as raised:
            next(found)
        assert "\n" not in str(raised.value)

    @pytest.mark.parametrize("code", [errno.EMFILE, errno.ENOMEM, errno.ENOSPC])
    def test_a_file_that_no_machine_without_space_could_open_is_not_set_aside(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
    ) -> None:
        path = write(tmp_path / "a.txt", REPORT)

        def no_more(opened: Path) -> None:
            raise OSError(code, os.strerror(code), str(opened))

        monkeypatch.setattr(contents, "open_bytes", no_more)
        with pytest.raises(MachineError, match=r"a\.txt cannot be read"):
            read(path)

    def test_a_file_that_its_disk_cannot_give_is_set_aside(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(opened: Path) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(opened))

        path = write(tmp_path / "a.txt", REPORT)
        monkeypatch.setattr(contents, "open_bytes", broken)
        assert "check the disk" in only_problem(path).reason
