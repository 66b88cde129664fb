"""Examples as tensors: pieces, the place of each word's first piece, and the answers of each task."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from casus.language.pieces import Pieces, rows_of
from training.examples import IGNORE, Example

FLAT = ("xpos", "upos", "morph", "sentence", "names", "mentions_outer", "mentions_inner", "actors", "toponyms")
LONGEST = 400  # pieces


@dataclass(frozen=True, slots=True)
class Batch:
    """(batch, pieces) inputs, (batch, words) places and answers; ``heads`` count from 1, 0 is the root."""

    pieces: Tensor
    shapes: Tensor
    gaps: Tensor
    mask: Tensor  # (batch, 1, 1, pieces)
    first: Tensor
    answers: dict[str, Tensor]
    heads: Tensor
    relations: Tensor
    same: Tensor  # (batch, words, 1 + words): whether a word may hang there (its sentence, or the root)


def _numbers(values: Sequence[str], number: Mapping[str, int]) -> list[int]:
    return [number.get(value, IGNORE) for value in values]


def encode(example: Example, pieces: Pieces, numbers: Mapping[str, Mapping[str, int]]) -> dict[str, object]:
    """An example as lists of numbers."""
    rows = rows_of(pieces, example.words, example.gaps, example.shapes)
    answers: dict[str, list[int]] = {task: _numbers(values, numbers[task]) for task, values in example.tags.items()}
    answers.update({task: list(values) for task, values in example.labels.items()})
    sentence = list(example.sentence)
    if sentence:
        answers["sentence"] = [int(at == 0 or sentence[at] != sentence[at - 1]) for at in range(len(sentence))]
    return {
        "pieces": rows.pieces, "shapes": rows.shapes, "gaps": rows.gaps, "first": rows.first, "answers": answers, "sentence": sentence,
        "heads": None if example.heads is None else [head + 1 for head in example.heads],
        "relations": _numbers(example.relations, numbers["relation"]),
    }  # fmt: skip


def collate(rows: Sequence[dict[str, object]]) -> Batch:
    """Rows of numbers, padded, as one batch."""
    size, wide = len(rows), max(len(row["pieces"]) for row in rows)  # type: ignore[arg-type]
    words = max(len(row["first"]) for row in rows)  # type: ignore[arg-type]

    def filled(name: str, width: int, value: int) -> Tensor:
        out = torch.full((size, width), value, dtype=torch.long)
        for at, row in enumerate(rows):
            if row[name]:
                out[at, : len(row[name])] = torch.tensor(row[name])  # type: ignore[arg-type]
        return out

    mask = torch.zeros((size, 1, 1, wide), dtype=torch.bool)
    same = torch.zeros((size, words, words + 1), dtype=torch.bool)
    same[:, :, 0] = True
    answers = {task: torch.full((size, words), IGNORE, dtype=torch.long) for task in FLAT}
    for at, row in enumerate(rows):
        mask[at, ..., : len(row["pieces"])] = True  # type: ignore[arg-type]
        for task, values in row["answers"].items():  # type: ignore[attr-defined]
            answers[task][at, : len(values)] = torch.tensor(values)
        if row["sentence"]:
            numbers = torch.tensor(row["sentence"])
            same[at, : len(numbers), 1 : 1 + len(numbers)] = numbers[:, None] == numbers[None, :]
    return Batch(
        filled("pieces", wide, 0), filled("shapes", wide, 0), filled("gaps", wide, 0), mask, filled("first", words, 0),
        answers, filled("heads", words, IGNORE), filled("relations", words, IGNORE), same,
    )  # fmt: skip


def batches(rows: Sequence[dict[str, object]], pieces: int, chance: random.Random) -> Iterator[Batch]:
    """The rows in random batches of like length with about so many pieces each."""
    rows = [row for row in rows if len(row["pieces"]) <= LONGEST]  # type: ignore[arg-type]
    order = sorted(range(len(rows)), key=lambda at: (len(rows[at]["pieces"]) + chance.randint(0, 12), chance.random()))  # type: ignore[arg-type]
    groups: list[list[int]] = [[]]
    for at in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(rows[at]["pieces"]) > pieces:  # type: ignore[arg-type]
            groups.append([])
        groups[-1].append(at)
    chance.shuffle(groups)
    for group in groups:
        yield collate([rows[at] for at in group])
