"""The trained network: what it is fed, and what is said where a part of it is missing."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from casus.language.encoder import ModelMissingError
from casus.language.parse import SETTINGS, Setting, load_pipeline
from casus.language.pieces import BLANK, JOINED, LINE, Pieces, rows_of
from casus.language.pipeline import Pipeline

WORDS = ["Rebels", "shelled", "Goma", "on", "Monday", "."]
GAPS = [LINE, BLANK, BLANK, BLANK, BLANK, JOINED]


def test_rows_stand_between_the_end_pieces_and_know_where_words_begin() -> None:
    pieces = Pieces(["[UNK]", "[CLS]", "[SEP]", "shell", "##ed", "go"])
    rows = rows_of(pieces, ["Shelled", "Go"], [LINE, BLANK], [2, 2])
    assert rows.pieces == [1, 3, 4, 5, 2]
    assert rows.first == [1, 3]
    assert rows.gaps == [BLANK, LINE, JOINED, BLANK, BLANK]
    assert rows.shapes == [0, 2, 2, 2, 0]


@pytest.mark.parametrize("setting", SETTINGS)
def test_each_word_has_one_answer_to_each_question(setting: Setting) -> None:
    encoder = load_pipeline(setting).encoder
    opinion = encoder.read(WORDS, GAPS)
    assert {task: len(numbers) for task, numbers in opinion.tags.items()} == dict.fromkeys(("xpos", "upos", "morph"), 6)
    assert opinion.names.shape == (6, len(encoder.labels["names"]))
    assert opinion.arcs.shape == (6, 7)
    np.testing.assert_allclose(np.exp(opinion.names).sum(axis=1), 1.0, rtol=1e-4)


@pytest.mark.parametrize("part", ["pieces.txt", "vectors.npz", "lemmas.bin", "fast.onnx", "fast.json", "fast.npz"])
def test_a_model_that_is_not_whole_is_refused_by_the_name_of_what_is_missing(part: str, tmp_path: Path) -> None:
    with as_file(files("casus.language") / "model") as folder:
        for path in folder.iterdir():
            if path.name != part:
                shutil.copy(path, tmp_path)
    with pytest.raises(ModelMissingError, match=part.replace(".", r"\.")):
        Pipeline(tmp_path, "fast")
