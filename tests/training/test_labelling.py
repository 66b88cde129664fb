"""Names marked by hand come back as offsets, and are refused where the words are no longer those that were marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.labelling import MarkingError, digest, draw, read_labels, take, unmark

TEXT = "The army shelled Goma on Monday. Two nurses died. Nobody claimed it."
MARKED = "[ORGANISATION The army] shelled [PLACE Goma] on [TIME Monday]. [QUANTITY Two] [ORGANISATION nurses] died. Nobody claimed it."


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A folder with one corpus of one text."""
    folder = tmp_path / "shared"
    (folder / "gold/train").mkdir(parents=True)
    (folder / "gold/train/docs.json").write_text(json.dumps([{"id": "d1", "text": TEXT}]), encoding="utf-8")
    return folder


def marked_file(folder: Path, body: str, header: str = f"=== gold-train d1 0 {len(TEXT)}") -> Path:
    path = folder / "marked.txt"
    path.write_text(f"{header}\n{body}\n", encoding="utf-8")
    return path


def test_marks_become_offsets() -> None:
    plain, names = unmark(MARKED)
    assert plain == TEXT
    assert [(plain[begin:end], kind) for begin, end, kind in names] == [
        ("The army", "ORGANISATION"),
        ("Goma", "PLACE"),
        ("Monday", "TIME"),
        ("Two", "QUANTITY"),
        ("nurses", "ORGANISATION"),
    ]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["in", "said", "the"]),
            st.sampled_from(["PLACE", "TIME"]),
            st.text("abc ", min_size=1, max_size=6),
        )
    )
)
def test_what_is_unmarked_is_what_was_there(parts: list[tuple[str, str, str]]) -> None:
    marked = " ".join(f"{word} [{kind} {name}]" for word, kind, name in parts)
    plain, names = unmark(marked)
    assert plain == " ".join(f"{word} {name}" for word, _, name in parts)
    assert [plain[begin:end] for begin, end, _ in names] == [name for _, _, name in parts]


@pytest.mark.parametrize("marked", ["[TOWN Goma]", "[PLACE Goma", "[PLACE the town [TIME Monday]]"])
def test_a_mark_that_is_wrong_is_refused(marked: str) -> None:
    with pytest.raises(MarkingError):
        unmark(marked)


def test_labels_are_kept_without_the_words_and_read_back_with_them(shared: Path, tmp_path: Path) -> None:
    rows = list(take(shared, marked_file(tmp_path, MARKED)))
    assert "army" not in json.dumps(rows)
    labels = tmp_path / "labels"
    labels.mkdir()
    (labels / "gold-train.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (labelled,) = read_labels(shared, labels)
    assert labelled.text == TEXT
    assert labelled.names == unmark(MARKED)[1]


def test_a_passage_with_other_words_is_refused_and_says_where(shared: Path, tmp_path: Path) -> None:
    with pytest.raises(MarkingError, match="gold-train d1 0: not the text at 4: 'navy"):
        list(take(shared, marked_file(tmp_path, MARKED.replace("army", "navy"))))


def test_labels_of_a_corpus_that_changed_are_refused(shared: Path, tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    labels.mkdir()
    row = {"corpus": "gold-train", "document": "d1", "begin": 0, "end": 8, "hash": digest("The navy"), "names": []}
    (labels / "gold-train.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(MarkingError, match="other words in d1"):
        list(read_labels(shared, labels))


def test_passages_are_drawn_whole_and_the_same_each_time(shared: Path) -> None:
    first, second = (list(draw(shared, "gold-train", 5, seed=3)) for _ in range(2))
    assert first == second
    for passage, text in first:
        assert TEXT[passage.begin : passage.end] == text
