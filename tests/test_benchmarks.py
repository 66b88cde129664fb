"""The benchmarks count what they say they count, and name what they could not measure."""

from __future__ import annotations

import math
import random
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the benchmarks are no part of the installed package

from benchmarks import acts, copied_texts, copies, extraction, relevance, subevents
from benchmarks.accuracy import Table, main, score_dates, with_ids
from benchmarks.bulk_record import make_record
from benchmarks.copied_texts import Collection, Made
from benchmarks.geography import HALF_THE_GLOBE, resolution, text_of
from benchmarks.geography import main as geography
from benchmarks.multiplied import multiply
from benchmarks.quantities import Read, reads, scores
from benchmarks.running import UnavailableError, casus, write_rows
from benchmarks.speed import in_a_process
from training.relevance_texts import Labelled

from casus.build import build
from casus.coding.kind_codes import ACLED
from casus.record import Document, Repeat
from casus.store.overview import Totals
from casus.store.queries.filters import Filter
from casus.store.queries.pages import count
from casus.store.queries.search import search
from casus.store.queries.subjects import EVENTS
from casus.store.record import Record
from small_steps import LINKING, write_reports


def dated(**guesses: tuple[str | None, str | None]) -> list[dict[str, object]]:
    return [{"id": name, "date": {"start": start, "end": end}} for name, (start, end) in guesses.items()]


def test_dates_are_scored_over_all_documents() -> None:
    docs = [{"id": name, "date": "2023-05-10"} for name in ("right", "near", "far", "none")]
    found = dated(
        right=("2023-05-10", "2023-05-10"),
        near=("2023-05-08", "2023-05-14"),
        far=("2022-01-01", "2022-01-31"),
        none=(None, None),
    )
    assert score_dates(docs, found) == {"date.undated": 0.25, "date.exact": 0.25, "date.week": 0.5, "date.inside": 0.5}


def test_an_open_end_of_a_date_is_its_other_end() -> None:
    assert score_dates([{"id": "a", "date": "2023-05-10"}], dated(a=(None, "2023-05-10")))["date.exact"] == 1


def test_claims_get_ids_from_their_place_and_keep_their_own() -> None:
    rows = [{"id": "a", "claims": [{"kind": "shelling"}, {"kind": "aid", "claim_id": "own"}]}]
    assert [(claim["claim_id"], claim["doc"]) for claim in with_ids(rows)] == [("a-00", "a"), ("own", "a")]


def test_what_cannot_be_measured_is_named() -> None:
    def absent() -> dict[str, float]:
        raise UnavailableError("gold.json is not there")

    table = Table()
    table.add("dev", absent)
    table.add("seeds", lambda: {"detect.f1": 0.5})
    assert table.gaps == ["dev: gold.json is not there"]
    assert table.text(markdown=True).splitlines() == ["| measure | seeds |", "| --- | ---: |", "| detect.f1 | 0.500 |"]


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(UnavailableError, match="status 2"):
        casus("code", "--no-such-option")


def test_a_folder_without_hand_coded_texts_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--shared", str(tmp_path)]) == 2
    assert "--shared" in capsys.readouterr().err


def test_counts_are_scored_by_what_they_count() -> None:
    two, three = ("killed", 2, 2), ("wounded", 3, 3)
    read = [Read("a", "shelling", frozenset({two, three}), frozenset({two}), "")]
    found = scores(read)
    assert found["killed"] == (1.0, 1.0, 1.0, 1)
    assert found["wounded"] == (0.0, 0.0, 0.0, 1)
    assert found["all"][:2] == (1.0, 0.5)


def test_a_claim_coded_by_hand_is_read_in_the_sentence_of_its_evidence() -> None:
    text = "Nothing happened on Monday. The shelling killed two soldiers. All was quiet."
    claim = {
        "kind": "shelling",
        "evidence": "shelling killed two soldiers",
        "counts": [{"what": "killed_combatants", "min": 2, "max": 2}],
    }
    (read,) = reads([{"id": "a", "text": text}], [{"id": "a", "claims": [claim]}])
    assert read.gold == read.found == {("killed_combatants", 2, 2)}


def test_errors_of_places_are_measured_as_the_literature_does() -> None:
    found = resolution([0.0, 161.0, 162.0, HALF_THE_GLOBE])
    assert (found["toponyms"], found["within 161 km"], found["median km"]) == (4, 0.5, 161.5)
    curve = (math.log(162) + math.log(163)) / math.log(HALF_THE_GLOBE + 1)
    assert found["auc"] == pytest.approx((curve + 1) / 4)


@pytest.mark.parametrize(("error", "auc"), [(0.0, 0.0), (HALF_THE_GLOBE, 1.0)])
def test_no_error_is_no_area_and_the_largest_is_all_of_it(error: float, auc: float) -> None:
    assert resolution([error] * 3)["auc"] == pytest.approx(auc)


def test_scores_of_places_are_printed_a_line_each() -> None:
    table = {"lgl packaged": {"toponyms": 4.0, "auc": 0.25}}
    assert text_of(table, markdown=True).splitlines()[2:] == [
        "| lgl packaged: toponyms | 4 |",
        "| lgl packaged: auc | 0.250 |",
    ]


def test_a_folder_without_texts_of_places_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert geography(["--shared", str(tmp_path)]) == 2
    assert "corpora/geo is not there" in capsys.readouterr().err


def test_the_whole_way_is_measured_beside_the_parse_of_the_same_texts(tmp_path: Path) -> None:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    text = "\n\n".join(
        f"Rebels shelled the airport of Aleppo on {day}, killing {at + 12} people, activists said. Troops then entered village {at}."
        for at, day in enumerate(days)
    )
    parse, whole = in_a_process(
        write_rows(tmp_path / "texts.jsonl", [{"id": f"n{at}", "text": text} for at in range(2)])
    )
    assert 0 < parse < whole < 20 * parse


def test_a_measurement_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="measuring inside a process failed"):
        in_a_process(tmp_path / "none.jsonl")


def test_weighted_f1_weighs_a_label_by_how_often_it_is_true() -> None:
    assert subevents.weighted_f1(["a", "a", "a", "b"], ["a", "a", "b", ""]) == pytest.approx(0.75 * 0.8)
    assert subevents.weighted_f1(["a", "b"], ["a", "b"]) == 1


def test_the_snippets_labels_are_all_of_acleds_types() -> None:
    assert sorted(subevents.TYPES.values()) == sorted(sub for subs in ACLED.values() for sub in subs)


def test_a_document_without_a_claim_or_an_act_has_neither_type() -> None:
    assert subevents.sub_event({"main": None, "claims": []}) == ""
    assert acts.main_event({"main_act": None, "acts": []}) == ""
    row = {"main_act": 1, "acts": [{"plover": {"event": "AID"}}, {"plover": {"event": "REJECT"}}]}
    assert acts.main_event(row) == "REJECT"


def test_relevance_is_scored_by_corpus_and_over_all() -> None:
    def one(corpus: str, violent: bool) -> Labelled:
        return Labelled(corpus, "d", "text", violent)

    found = [(one("a", True), 0.9), (one("a", False), 0.8), (one("b", True), 0.1), (one("b", False), 0.2)]
    table = relevance.scores(found)
    assert table["a"] == (2, 1, 0.5, 1.0, pytest.approx(2 / 3))
    assert table["b"] == (2, 1, 0.0, 0.0, 0.0)
    assert table["all"] == (4, 2, 0.5, 0.5, 0.5)


def copied() -> Collection:
    """Two originals, the first of them copied."""
    texts = [" ".join(f"{name}{n}" for n in range(60)) for name in ("rain", "wind")]
    first, second, repost = (Document(f"{n}", text) for n, text in enumerate((*texts, texts[0])))
    return Collection((first, second), (Made(repost, "same text", first.key, True),))


def test_copies_are_scored_by_what_was_made_and_what_was_said() -> None:
    collected = copied()
    first, second = (one.key for one in collected.originals)
    repost = collected.made[0].document.key

    def table(found: dict[str, tuple[Repeat, ...]]) -> tuple[str, str, str, int]:
        rows, errors = copies.scores(collected, found)
        by_name = {row[0]: row for row in rows}
        return by_name["all"][3], by_name["all"][4], by_name["precision"][3], len(errors)

    right, part, extra = Repeat(first, True, 1), Repeat(first, False, 0.4), Repeat(first, True, 0.9)
    assert table({repost: (right,)}) == ("1.0000", "1.0000", "1.0000", 0)
    assert table({repost: (part,)}) == ("0.0000", "1.0000", "0.0000", 2)
    assert table({repost: (right,), second: (extra,)}) == ("1.0000", "1.0000", "0.5000", 1)
    assert table({}) == ("0.0000", "0.0000", "0.0000", 1)


def test_copies_are_looked_up_in_an_index_and_in_a_record(tmp_path: Path) -> None:
    collected = copied()
    found, took = copies.search(collected, 0)
    assert copies.scores(collected, found)[1] == []
    assert took["documents indexed"] == "3"
    assert len(copies.in_a_record(collected, 0, tmp_path)) == 2


def test_every_way_of_copying_leaves_words_of_the_original() -> None:
    text, other = ([" ".join(f"{name}{p}w{n}" for n in range(31)) for p in range(6)] for name in ("rain", "wind"))
    for make, _whole in copied_texts.KINDS.values():
        told = " ".join(make(list(text), list(other), random.Random(1)))
        assert "rain" in told


@pytest.mark.parametrize("benchmark", [acts, copies, extraction, relevance, subevents])
def test_a_folder_without_the_corpora_is_said(
    benchmark: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert benchmark.main(["--shared", str(tmp_path)]) == 2
    assert "name the folder" in capsys.readouterr().err


class TestExtraction:
    """The measure of the article extraction benchmark, worked out by hand."""

    def test_shingles_are_runs_of_four_words_and_a_shorter_text_is_one(self) -> None:
        assert extraction.shingles("a, b c d e") == {("a", "b", "c", "d"): 1, ("b", "c", "d", "e"): 1}
        assert extraction.shingles("A b") == {("A", "b"): 1}
        assert extraction.shingles(" - ") == {}

    def test_a_page_is_compared_by_how_often_each_shingle_stands_there(self) -> None:
        assert extraction.compare("a b c d e", "a b c d e f") == extraction.Found(2, 1, 0)
        assert extraction.compare("a a a a a a", "a a a a a") == extraction.Found(2, 0, 1)
        assert extraction.compare("a b c d", "A b c d") == extraction.Found(0, 1, 1)

    def test_scores_are_averages_of_pages_and_nothing_found_costs_recall_only(self) -> None:
        pages = [extraction.Found(1, 1, 0), extraction.Found(0, 0, 5), extraction.Found(0, 3, 0)]
        f1, precision, recall = extraction.averages(pages)
        assert (precision, recall) == (0.25, 0.5)
        assert f1 == pytest.approx(1 / 3)

    def test_each_page_is_of_one_half(self) -> None:
        names = [str(number) for number in range(200)]
        assert 60 < sum(map(extraction.is_tuned, names)) < 140
        assert [extraction.is_tuned(name) for name in names] == [extraction.is_tuned(name) for name in names]


def test_a_record_made_up_for_measurements_is_whole(tmp_path: Path) -> None:
    make_record(tmp_path / "bulk.db", 60)
    with Record.open(tmp_path / "bulk.db") as record:
        assert record.faults() == ()
        with record.asking() as connection:
            assert count(connection, EVENTS, Filter()).number == len(record.links().events) == 60
            assert len(search(connection, "warplanes OR artillery", what="claims", limit=5)) == 5


def test_a_record_many_times_over_holds_copies_that_are_linked_with_nothing(tmp_path: Path) -> None:
    news, source, place = write_reports(tmp_path / "news"), tmp_path / "source.db", tmp_path / "many.db"
    with Record.open(source) as record:
        one = build([str(news)], record, steps=LINKING).totals
        before = record.faults()
    shutil.copyfile(source, place)
    multiply(source, place, 1, 2)
    multiply(source, place, 3, 1)
    with Record.open(place) as record:
        assert before == ()
        assert all("another content than its key" in fault or "more of this kind" in fault for fault in record.faults())
        assert record.totals() == Totals(*(4 * number for number in one))
        with record.asking() as connection:
            assert len(search(connection, "again", what="documents", limit=50)) == 4 * 2
        (news / "new.txt").write_text("word3 and more of 100\n")
        after = build([str(news)], record, steps=LINKING)
        assert (after.new, after.known) == (1, one.documents)
        assert after.totals.events == 4 * one.events, "it is of an event of the first, and of no other"
        assert max(len(event.claim_ids) for event in record.links().events) <= one.claims
