"""Labels of five corpora, made comparable."""

import json
from pathlib import Path

import pytest
from training.relevance_texts import Labelled, labelled_sentences, sentences

WORDS = "one two three four five"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Five tiny corpora of our own."""
    corpora = tmp_path / "corpora"
    for name in ("muc4", "india-police", "satp", "bbc-news"):
        (corpora / name).mkdir(parents=True)
    (tmp_path / "gold" / "train").mkdir(parents=True)
    text = f"Rebels shot the old miller. {WORDS} ponds.   The ambush was long ago now."
    filled = {"docid": "m1", "doctext": text, "extracts": {"Victim": [[["miller", text.index("miller")]]]}}
    empty = {"docid": "m2", "doctext": text, "extracts": {"Victim": []}}
    for part in ("train", "dev"):
        rows = [filled, empty] if part == "train" else []
        (corpora / "muc4" / f"{part}.json").write_text("\n".join(map(json.dumps, rows)))
        police = f"police fired on them there\t0\t0\t1\t0\t1\n{WORDS}\t0\t1\t1\t0\t0" if part == "train" else ""
        (corpora / "india-police" / f"sents-{part}.tsv").write_text(police)
        incident = f"A mine killed two men there. {WORDS}.\t0\t1\t0\t0" if part == "train" else ""
        (corpora / "satp" / f"{part}.tsv").write_text(incident)
        news = f"{WORDS} goals. {WORDS} fans.\t0\n{WORDS} votes. {WORDS} polls.\t1" if part == "train" else ""
        (corpora / "bbc-news" / f"{part}.tsv").write_text(news)
    doc = f"Rebels took the old mill. Nine families fled the place. {WORDS} ponds. They fought on for long."
    claims = [
        {"kind": "territory_gain", "evidence": "Rebels took the old mill", "status": "planned"},
        {"kind": "displacement", "evidence": "families fled", "status": "happened"},
    ]
    (tmp_path / "gold" / "train" / "docs.json").write_text(json.dumps([{"id": "g1", "text": doc}]))
    (tmp_path / "gold" / "train" / "gold.json").write_text(json.dumps([{"id": "g1", "claims": claims}]))
    return tmp_path


def of(found: list[Labelled], corpus: str) -> list[tuple[str, bool]]:
    return [(one.text, one.violent) for one in found if one.corpus == corpus]


def test_what_each_corpus_leaves_open_is_left_out(shared: Path) -> None:
    found = labelled_sentences(shared)
    assert of(found, "muc4") == [("Rebels shot the old miller.", True), (f"{WORDS} ponds.", False)]
    assert of(found, "india-police") == [("police fired on them there", True)]
    assert of(found, "satp") == [("A mine killed two men there.", True)]
    assert of(found, "bbc-news") == [(f"{WORDS} {word}.", False) for word in ("goals", "fans", "votes")]
    assert of(found, "gold") == [("Rebels took the old mill.", True), (f"{WORDS} ponds.", False)]


def test_a_document_is_whole_on_one_side_and_about_one_in_five_is_measured() -> None:
    sides = {Labelled("a", "d1", text, violent).measured for text in ("x", "y") for violent in (True, False)}
    assert len(sides) == 1
    share = sum(Labelled("a", f"d{n}", "", True).measured for n in range(1000)) / 1000
    assert 0.15 < share < 0.25


def test_sentences_know_where_they_begin_and_short_ones_are_left_out() -> None:
    text = f"Too short. {WORDS} six. {WORDS} seven"
    assert [(text[at : at + len(found)], found) for at, found in sentences(text)] == [
        (f"{WORDS} six.", f"{WORDS} six."),
        (f"{WORDS} seven", f"{WORDS} seven"),
    ]
