"""The commands: what they print, where, and with which exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from casus.record import Claim, Coded, Count, Document, DocumentDate, Mention, Problem, Relation, Stated
from casus.store.record import Record
from in_process import Result, runner

NEWS = {
    "a.txt": "Rebels shelled the old mill near Suran on Monday, and nine people were killed, a resident said by telephone.",
    "b.txt": "The government said on Tuesday that its troops had driven the rebels out of the village after a long fight.",
}


def explain_choices(coded: Coded) -> SimpleNamespace:
    """Stands in for what grounding tells of its choices."""
    return SimpleNamespace(
        document=("theatres: none",), claims={claim.claim_id: ("when: by the stand-in",) for claim in coded.claims}
    )


def code_documents(
    documents: Iterable[Document],
    *,
    theatres: Sequence[str] | None,
    english: str = "accurate",
    kinds: Path | None = None,
    verbal: bool = False,
    executor: object = None,
) -> Iterator[Coded]:
    """Stands in for the pipeline: the first five words are a claim, except in reports of the government."""
    for document in documents:
        if document.text.startswith("The government"):
            odd = "31 February 2017"
            warned = (Problem(document.locator, "ground", f"{odd} is no day"),) if odd in document.text else ()
            unread = (Problem(document.locator, "code", "no verb that is known"),) if theatres else ()
            yield Coded(document, problems=(*warned, *unread))
            continue
        end = len(" ".join(document.text.split(" ")[:5]))
        claim = Claim(
            f"c{document.key}",
            document.key,
            "shelling",
            0,
            end,
            document.text[:end],
            actors=("rebels",),
            counts=(Count("killed", 9, 9),),
        )
        feud = Relation(
            f"r{document.key}", document.key, "fights", 0, end, document.text[:end], "rebels", "rebels", "Iran", "iran"
        )
        mention = Mention(0, 6, document.text[:6], "organisation")
        yield Coded(document, (claim,), (mention,), main=0, relations=(feud,))


@pytest.fixture
def casus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Result:
    """Runs a command in a folder of its own and gives its status, output and errors."""
    pipeline = ModuleType("casus.pipeline")
    pipeline.code_documents = code_documents  # type: ignore[attr-defined]
    pipeline.added_places = list  # type: ignore[attr-defined]
    pipeline.explain_choices = explain_choices  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "casus.pipeline", pipeline)
    monkeypatch.chdir(tmp_path)

    return runner(capsys)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in NEWS.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def built(casus: Result, news: Path) -> Result:
    assert casus("build", "news")[0] == 0
    return casus


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


class TestForeign:
    FRENCH = "Les forces gouvernementales sont entrées dans la ville lundi après une semaine de combats, a dit le gouverneur."

    def test_reports_in_other_languages_are_listed_searched_and_counted(self, casus: Result, news: Path) -> None:
        (news / "fr.txt").write_text(self.FRENCH)
        status, _, err = casus("build", "news")
        assert (status, "language: fr" in err) == (1, True)
        assert "fr.txt" in casus("foreign")[1]
        assert "set aside for their language: fr 1" in casus("foreign", "entrees", "ville")[1]
        assert lines(casus("foreign", "Gouverneur", "--language", "fr", "--json")[1])[0]["language"] == "fr"
        assert lines(casus("foreign", "--language", "so", "--json")[1]) == []

    def test_without_any_it_says_so(self, built: Result) -> None:
        assert "no such reports" in built("foreign")[1]


class TestBuild:
    def test_makes_a_record_and_says_what_it_holds(self, casus: Result, news: Path) -> None:
        status, out, err = casus("build", "news")
        assert (status, err) == (0, "")
        assert "2 new documents, 0 known" in out
        assert "1 claim, 1 event" in out
        assert "1 new" not in casus("build", "news")[1]
        assert (news.parent / "casus.db").is_file()

    def test_names_what_could_not_be_read_and_goes_on(self, casus: Result, news: Path) -> None:
        (news / "empty.txt").write_text("")
        status, out, err = casus("build", "news", "absent.txt", "--record", "own.db")
        assert status == 1
        assert [name for name in ("empty.txt", "absent.txt") if name in err] == ["empty.txt", "absent.txt"]
        assert len(err.splitlines()) == 2
        assert "2 new documents" in out
        status, listed, _ = casus("problems", "--record", "own.db")
        assert (status, "empty.txt" in listed, "absent.txt" in listed) == (0, True, True)
        assert casus("build", "news", "--record", "own.db")[0] == 1, "it is still unreadable"

    def test_takes_the_date_that_is_given(self, casus: Result, news: Path) -> None:
        casus("build", "news", "--date", "2017-02-09")
        with Record.open(news.parent / "casus.db") as record:
            assert {(d.date.basis, str(d.date.start)) for d in record.documents()} == {("given", "2017-02-09")}

    def test_an_unknown_theatre_is_wrong_usage(self, casus: Result, news: Path) -> None:
        status, _, err = casus("build", "news", "--theatre", "atlantis")
        assert (status, "atlantis" in err, len(err.splitlines())) == (2, True, 1)
        assert not (news.parent / "casus.db").exists()


class TestCode:
    def test_prints_a_line_for_each_document_in_order(self, casus: Result, news: Path) -> None:
        status, out, err = casus("code", "news")
        assert (status, err) == (0, "")
        first, second = lines(out)
        assert (first["id"], second["id"]) == ("a", "b")
        assert (first["main"], second["main"], second["claims"]) == (0, None, [])
        (claim,) = first["claims"]
        assert NEWS["a.txt"][claim["begin"] : claim["end"]] == claim["evidence"]
        assert set(claim["acled"]) == {"event_type", "sub_event_type"}
        assert set(claim["plover"]) == {"event", "mode"}
        for field in ("place_id", "lat", "lon", "actor_ids", "target_ids", "confidence", "date_start", "status"):
            assert field in claim

    def test_prints_mentions(self, casus: Result, news: Path) -> None:
        first, second = lines(casus("code", "news", "--as", "mentions")[1])
        assert first == {"id": "a", "mentions": [{"begin": 0, "end": 6, "text": "Rebels", "type": "organisation"}]}
        assert second == {"id": "b", "mentions": []}

    def test_prints_relations(self, casus: Result, news: Path) -> None:
        first, second = lines(casus("code", "news", "--as", "relations")[1])
        assert second == {"id": "b", "relations": []}
        (relation,) = first["relations"]
        assert NEWS["a.txt"][relation["begin"] : relation["end"]] == relation["evidence"]
        assert (relation["subject_id"], relation["kind"], relation["object_id"]) == ("rebels", "fights", "iran")
        assert {"date_start", "date_end", "source", "source_type", "status", "confidence"} <= set(relation)

    def test_unreadable_inputs_are_on_standard_error(self, casus: Result, news: Path) -> None:
        status, out, err = casus("code", "absent.txt", "news")
        assert (status, len(out.splitlines()), len(err.splitlines())) == (1, 2, 1)
        assert "absent.txt" in err

    def test_a_problem_inside_a_document_counts(self, casus: Result, news: Path) -> None:
        status, out, err = casus("code", "news", "--theatre", "syria")
        assert (status, len(out.splitlines())) == (1, 2)
        assert "no verb that is known" in err

    def test_words_that_mean_nothing_are_named_but_the_input_was_read(self, casus: Result, news: Path) -> None:
        (news / "b.txt").write_text("The government said that its troops had come on 31 February 2017, and gone again.")
        status, out, err = casus("code", "news")
        assert (status, len(out.splitlines()), "31 February 2017" in err) == (0, 2, True)
        assert casus("build", "news")[0] == 0
        assert "31 February 2017" in casus("problems")[1]
        assert "31 February 2017" in casus("explain", "b")[1]

    def test_verbal_lists_all_acts_beside_the_claims(self, casus: Result, news: Path) -> None:
        status, out, _ = casus("code", "news", "--verbal")
        first, second = (json.loads(line) for line in out.splitlines())
        assert (status, second["acts"], second["main_act"]) == (0, [], None)
        (act,) = first["acts"]
        assert first["relevance"] > 0.5
        assert (first["main_act"], act["plover"]) == (0, {"event": "ASSAULT", "mode": "heavy-weapons"})
        assert {
            "cameo",
            "actors",
            "targets",
            "place",
            "date_start",
            "source",
            "status",
            "evidence",
            "begin",
            "end",
        } <= set(act)
        assert "acts" not in json.loads(casus("code", "news")[1].splitlines()[0])

    def test_verbal_goes_with_claims_only(self, casus: Result, news: Path) -> None:
        status, out, err = casus("code", "news", "--verbal", "--as", "mentions")
        assert (status, out) == (2, "")
        assert "--verbal goes with claims" in err

    def test_codes_are_those_of_ones_own_file(self, casus: Result, news: Path) -> None:
        Path("own.toml").write_text('[[kind]]\nname = "shelling"\nacled = ["Strategic developments", "Other"]\n')
        row = json.loads(casus("code", "news", "--kinds", "own.toml")[1].splitlines()[0])
        assert row["claims"][0]["acled"]["sub_event_type"] == "Other"

    @pytest.mark.parametrize("command", [("code", "news"), ("build", "news"), ("kinds", "list")])
    def test_a_wrong_file_of_kinds_is_one_line_that_says_what(
        self, casus: Result, news: Path, command: tuple[str, ...]
    ) -> None:
        Path("own.toml").write_text('[[kind]]\nname = "picnic"\n')
        status, out, err = casus(*command, "--kinds", "own.toml")
        assert (status, out, len(err.splitlines())) == (2, "", 1)
        assert "own.toml: kind 'picnic': is not a known kind" in err

    def test_kinds_are_checked_and_listed(self, casus: Result, news: Path) -> None:
        Path("own.toml").write_text('[[kind]]\nname = "siege"\nverbs = ["bottle up"]\nalways = ["bottle up"]\n')
        assert casus("kinds", "check", "own.toml") == (0, "own.toml: good\n", "")
        Path("bad.toml").write_text('[[kind]]\nname = "siege"\nalways = ["bottle up"]\n')
        status, out, err = casus("kinds", "check", "bad.toml")
        assert (status, out, "always words that are not among its words" in err) == (2, "", True)
        assert len(casus("kinds", "list")[1].splitlines()) == 23

    def test_keeps_no_record(self, casus: Result, news: Path) -> None:
        casus("code", "news")
        assert [path.name for path in news.parent.iterdir()] == ["news"]


class TestLink:
    @pytest.fixture
    def docs(self, tmp_path: Path) -> Path:
        rows = [{"id": name[0], "text": text, "date": "2017-02-09"} for name, text in NEWS.items()]
        (tmp_path / "docs.json").write_text(json.dumps(rows))
        return tmp_path / "docs.json"

    def test_gives_each_claim_its_event_in_the_order_given(self, casus: Result, docs: Path, tmp_path: Path) -> None:
        rows = [
            {"claim_id": "y", "doc": "b", "kind": "armed_clash", "evidence": "its troops had driven the rebels out"},
            {"claim_id": "x", "doc": "a", "kind": "shelling", "evidence": "Rebels shelled the old mill"},
        ]
        for text in ("\n".join(map(json.dumps, rows)), json.dumps(rows)):
            (tmp_path / "claims.jsonl").write_text(text)
            status, out, err = casus("link", "claims.jsonl", "--docs", "docs.json")
            assert (status, err) == (0, "")
            linked = lines(out)
            assert [row["claim_id"] for row in linked] == ["y", "x"]
            assert all(set(row) == {"claim_id", "event_id", "operation_id"} and row["event_id"] for row in linked)

    def test_takes_what_code_prints(self, casus: Result, docs: Path, tmp_path: Path) -> None:
        (tmp_path / "claims.jsonl").write_text(casus("code", "docs.json")[1])
        status, out, err = casus("link", "claims.jsonl", "--docs", "docs.json")
        assert (status, err, len(lines(out))) == (0, "", 1)

    def test_rows_that_cannot_be_used_are_named(self, casus: Result, docs: Path, tmp_path: Path) -> None:
        good = {"claim_id": "x", "doc": "a", "kind": "shelling", "evidence": "Rebels shelled"}
        wrong = [{**good, "claim_id": "1", "doc": "z"}, {**good, "claim_id": "2", "kind": "quake"}, {"doc": "a"}, good]
        (tmp_path / "claims.jsonl").write_text("\n".join(map(json.dumps, [good, *wrong])))
        status, out, err = casus("link", "claims.jsonl", "--docs", "docs.json")
        assert (status, len(lines(out)), len(err.splitlines())) == (1, 1, 4)

    @pytest.mark.parametrize("text", ["{not json", "[1, 2]", "3"])
    def test_a_file_that_holds_no_claims_is_wrong_usage(
        self, casus: Result, docs: Path, tmp_path: Path, text: str
    ) -> None:
        (tmp_path / "claims.jsonl").write_text(text)
        status, _, err = casus("link", "claims.jsonl", "--docs", "docs.json")
        assert (status, len(err.splitlines())) == (2, 1)


class TestExport:
    def test_goes_to_standard_output_or_to_a_file(self, built: Result, tmp_path: Path) -> None:
        status, out, _ = built("export", "--format", "csv")
        assert status == 0
        assert [row["killed_best"] for row in csv.DictReader(io.StringIO(out))] == ["9"]
        status, nothing, _ = built("export", "--format", "csv", "--output", "events.csv")
        assert (status, nothing) == (0, "")
        assert (tmp_path / "events.csv").read_text() == out

    def test_wrong_requests_are_refused_in_a_line(self, built: Result) -> None:
        for wrong in (
            ("--format", "xls"),
            ("--format", "geojson", "--excel"),
            ("--format", "csv", "--output", "no/such/folder/events.csv"),
            ("--format", "csv", "--output", "news"),
            ("--format", "csv", "--record", "no.db"),
            (),
        ):
            status, out, err = built("export", *wrong)
            assert (status, out, len(err.splitlines())) == (2, "", 1)


class TestExplain:
    def test_shows_the_words_behind_events_claims_and_documents(self, built: Result, tmp_path: Path) -> None:
        with Record.open(tmp_path / "casus.db") as record:
            (event,), (claim,) = record.links().events, record.claims()
        for name in (event.event_id, event.event_id[:5], claim.claim_id, "a"):
            status, out, _ = built("explain", name)
            assert status == 0
            assert "Rebels shelled the old mill" in " ".join(out.split())

    def test_lists_the_relations_of_a_document(self, built: Result) -> None:
        _, out, _ = built("explain", "a")
        assert "relations: 1" in out
        assert "rebels fights Iran (happened)" in " ".join(out.split())

    @pytest.mark.parametrize("name", ["iran", "Iran", "Tehran"])
    def test_shows_an_actor_with_what_is_said_of_it_by_whom_and_where(self, built: Result, name: str) -> None:
        status, out, err = built("explain", name)
        said = " ".join(out.split())
        assert (status, err) == (0, "")
        assert said.startswith("Iran (actor iran)")
        assert "0 as actor, 0 as target" in said
        assert "rebels fights Iran (happened); date unknown source: the reporter (reporter); document a words" in said
        assert "Rebels shelled the old mill" in said

    def test_an_actor_that_the_packs_know_but_the_record_does_not_is_wrong_usage(self, built: Result) -> None:
        status, _, err = built("explain", "Hezbollah")
        assert (status, "Hezbollah" in err) == (2, True)

    def test_says_how_a_documents_date_is_known(self, built: Result, tmp_path: Path) -> None:
        from datetime import date

        day = date(2017, 2, 9)
        told = DocumentDate(day, day, "inferred", ("says Thursday", "names a battle"))
        with Record.open(tmp_path / "casus.db") as record:
            record.add_document(Coded(Document("dated", "text", date=told)))
        status, out, err = built("explain", "dated")
        assert (status, "2017-02-09 (inferred)" in out, "says Thursday" in out) == (0, True, True)
        assert "out of date" in err, "nobody has linked the record since"

    def test_says_where_what_is_known_of_a_document_was_found(self, built: Result, tmp_path: Path) -> None:
        with Record.open(tmp_path / "casus.db") as record:
            known = (
                Stated("author", "A. Writer", "JSON-LD author"),
                Stated("language", "en", "the html element's lang"),
            )
            record.add_document(Coded(Document("stated", "text", stated=known)))
        _, out, _ = built("explain", "stated")
        assert "author:    A. Writer (from JSON-LD author)" in out
        assert "language:  en (from the html element's lang)" in out

    def test_says_what_a_document_repeats_and_what_took_its_place(self, casus: Result, tmp_path: Path) -> None:
        news = [
            " ".join(f"{word}{n}" for n in range(40)).capitalize() + "." for word in ("rain", "wind", "snow", "hail")
        ]
        rows = [
            {"id": "wire", "date": "2024-01-01", "text": "\n".join(news[:2])},
            {"id": "repost", "date": "2024-01-02", "text": "\n".join(news[:2])},
            {"id": "quoting", "date": "2024-01-03", "text": "\n".join((news[2], news[0], news[3]))},
            {"id": "early", "date": "2024-01-04", "url": "https://example.org/x", "text": news[3] + " Ten fled."},
            {
                "id": "late",
                "date": "2024-01-05",
                "url": "https://example.org/x",
                "text": news[3] + " Twenty fled, it said.",
            },
        ]
        (tmp_path / "rows.json").write_text(json.dumps(rows))
        assert casus("build", "rows.json")[0] == 0
        with Record.open(tmp_path / "casus.db") as record:
            key = {document.id: document.key for document in record.documents()}
            (old,) = (claim for claim in record.claims() if claim.document == key["early"])
            assert old.claim_id not in record.links().event_of
        said = {name: casus("explain", name)[1] for name in (*key, old.claim_id)}
        assert f"copy of:   {key['wire']}" in said["repost"]
        assert f"repeats:   {key['wire']} (copy: 100% of the words, in paragraphs 1, 2)" in said["repost"]
        assert f"repeats:   {key['wire']} (part: 33% of the words, in paragraph 2)" in said["quoting"]
        assert "repeats:" not in said["wire"]
        assert f"superseded by {key['late']}" in said["early"]
        assert "superseded" not in said["late"]
        assert key["late"] in said[old.claim_id]

    def test_an_unknown_name_is_wrong_usage(self, built: Result) -> None:
        status, _, err = built("explain", "e000")
        assert (status, "e000" in err) == (2, True)


class TestLists:
    def test_lists_that_are_empty_say_so(self, built: Result) -> None:
        assert built("tolls")[:2] == (0, "no tolls\n")
        assert built("control")[:2] == (0, "no control\n")
        assert built("problems")[:2] == (0, "no problems\n")
        assert built("problems", "--json")[:2] == (0, "")

    def test_tolls_and_control_are_tables_or_json(self, built: Result, tmp_path: Path) -> None:
        from casus.record import Control, Interval, Links, Toll

        with Record.open(tmp_path / "casus.db") as record:
            (claim,) = record.claims()
            toll = Toll(
                "t1", claim.claim_id, Count("killed", 255, 255), (Count("killed_civilians", 24, None),), "monitors"
            )
            held = Control("Suran", "rebels", Interval(), None, (claim.claim_id,), contested_by=("army",))
            record.replace_links(Links(tolls=(toll,), controls=(held,)), linker="1")
        out = built("tolls")[1]
        assert all(words in out for words in ("255 killed", "24 or more killed civilians", "monitors", "t1"))
        assert lines(built("tolls", "--json")[1])[0]["parts"] == [{"what": "killed_civilians", "min": 24, "max": None}]
        assert "not to be added up" in out
        assert all(words in built("control")[1] for words in ("Suran", "rebels", "army"))

    def test_control_on_a_day_shows_who_held_what_then(self, built: Result, tmp_path: Path) -> None:
        from datetime import date

        from casus.record import Control, Interval, Links

        with Record.open(tmp_path / "casus.db") as record:
            (claim,) = record.claims()
            since, until = Interval(date(2017, 1, 2), date(2017, 1, 2)), Interval(date(2017, 2, 9), date(2017, 2, 9))
            spells = (
                Control("Suran", "rebels", since, until, (claim.claim_id,), lost_by=("army",)),
                Control("Suran", "army", until, None, (claim.claim_id,)),
            )
            record.replace_links(Links(controls=spells), linker="1")
        out = built("control", "--at", "2017-01-31")[1]
        assert [words in out for words in ("rebels", "army", "held", claim.claim_id)] == [True, False, True, True]
        (row,) = lines(built("control", "--at", "2017-02-09", "--json")[1])
        assert (row["place"], row["standing"], row["spells"][0]["holder"]) == ("Suran", "held", "army")
        assert "2016-12-31" in built("control", "--at", "2016-12-31")[1]
        assert built("control", "--at", "yesterday")[0] == 2


class TestUsage:
    @pytest.mark.parametrize(
        "wrong",
        [
            ("frobnicate",),
            ("build",),
            ("build", "news", "--no-such-option"),
            ("build", "news", "--date", "9.2.2017"),
            ("build", "news", "--jobs", "0"),
            ("build", "news", "--record", "no/such/folder/casus.db"),
            ("build", "news", "--record", "news"),
            ("build", "news", "--record", "mysql://host/name"),
            ("code", "news", "--as", "poetry"),
            ("report", "--record", "no.db"),
            ("tolls", "--record", "news/a.txt"),
            ("theatre", "check", "no.toml"),
        ],
    )
    def test_wrong_usage_is_one_line_and_status_two(self, casus: Result, news: Path, wrong: tuple[str, ...]) -> None:
        status, out, err = casus(*wrong)
        assert (status, out) == (2, "")
        assert len(err.splitlines()) == 1
        assert err.startswith("casus: ")

    def test_help_and_version(self, casus: Result) -> None:
        assert casus("--version")[0] == 0
        status, out, _ = casus("--help")
        assert status == 0
        assert all(
            name in out for name in ("build", "code", "link", "report", "explain", "export", "problems", "tolls")
        )
        assert casus()[0] == 2

    def test_an_error_of_our_own_is_one_line(self, casus: Result, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object, **__: object) -> Iterator[Coded]:
            raise ZeroDivisionError("nobody\nexpected this")

        monkeypatch.setattr(sys.modules["casus.pipeline"], "code_documents", broken)
        status, _, err = casus("build", "news")
        assert (status, len(err.splitlines())) == (2, 1)
        assert "ZeroDivisionError" in err

    @pytest.mark.parametrize("command", ["build", "code"])
    def test_knowledge_that_cannot_be_used_is_for_the_user_to_mend(
        self, casus: Result, news: Path, monkeypatch: pytest.MonkeyPatch, command: str
    ) -> None:
        from casus.grounding.gazetteer import GazetteerError

        def broken(*_: object, **__: object) -> Iterator[Coded]:
            raise GazetteerError("cannot write the gazetteer; set CASUS_CACHE_DIR")

        monkeypatch.setattr(sys.modules["casus.pipeline"], "code_documents", broken)
        assert casus(command, "news") == (2, "", "casus: cannot write the gazetteer; set CASUS_CACHE_DIR\n")

    def test_ctrl_c_leaves_a_whole_record(self, casus: Result, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def stopped(documents: Iterable[Document], **options: object) -> Iterator[Coded]:
            yield next(code_documents(documents, theatres=None))
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(sys.modules["casus.pipeline"], "code_documents", stopped)
            status, _, err = casus("build", "news")
        assert (status, len(err.splitlines())) == (130, 1)
        assert "1 new document, 1 known" in casus("build", "news")[1]

    def test_packaged_theatres_are_good(self, casus: Result) -> None:
        assert casus("theatre", "check", "syria")[:2] == (0, "syria: good\n")


class TestProcess:
    def test_help_loads_nothing_heavy(self) -> None:
        code = (
            "import sys; from casus.cli.running import run; run(['--help']);"
            "print(*({'spacy', 'sqlalchemy', 'alembic', 'numpy', 'rich.progress', 'trafilatura'} & set(sys.modules)), file=sys.stderr)"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stderr.strip() == ""

    def test_a_reader_that_has_seen_enough_is_no_error(self, built: Result, tmp_path: Path) -> None:
        reader, writer = os.pipe()
        os.close(reader)
        with os.fdopen(writer, "w") as closed:
            done = subprocess.run(
                [sys.executable, "-m", "casus", "export", "--format", "jsonl"],
                stdout=closed,
                stderr=subprocess.PIPE,
                text=True,
                cwd=tmp_path,
                check=False,
            )
        assert (done.returncode, done.stderr) == (0, "")


class TestGazetteer:
    LINE = "5\tHill\tHill\t\t{lat}\t36.2\tP\tPPL\tSY\t\t06\t\t\t\t90\t\t1\tAsia/Damascus\t2024-01-01\n"

    def test_a_dump_is_added_listed_and_removed(
        self, casus: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CASUS_CACHE_DIR", str(tmp_path / "cache"))
        (tmp_path / "SY.txt").write_text(self.LINE.format(lat="35.0"), encoding="utf-8")
        status, out, err = casus("gazetteer", "add", str(tmp_path / "SY.txt"))
        assert (status, err) == (0, "")
        assert out.startswith("1 places added: ")
        assert "\nSY " in casus("gazetteer", "list")[1]
        assert casus("gazetteer", "remove", "SY")[0] == 0
        assert "SY" not in casus("gazetteer", "list")[1]

    def test_broken_rows_are_told_and_the_status_says_so(
        self, casus: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CASUS_CACHE_DIR", str(tmp_path / "cache"))
        (tmp_path / "SY.txt").write_text(self.LINE.format(lat="35.0") + self.LINE.format(lat="95.0"), encoding="utf-8")
        status, _, err = casus("gazetteer", "add", str(tmp_path / "SY.txt"))
        assert status == 1
        assert "line 2: impossible coordinates" in err

    def test_what_cannot_be_had_is_wrong_usage(
        self, casus: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CASUS_CACHE_DIR", str(tmp_path / "cache"))
        assert casus("gazetteer", "add", "absent.txt")[0] == 2
        assert "no added dump is named 'XX'" in casus("gazetteer", "remove", "XX")[2]
