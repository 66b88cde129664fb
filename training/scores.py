"""Scores of a network in training on the development parts: trees and tags on gold words, sentences, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import torch
from torch import Tensor

from casus.language.pieces import Pieces
from training import conllu
from training import examples as ex
from training.batches import LONGEST, Batch, collate, encode
from training.network import Network


@cache
def _development(
    shared: Path,
) -> tuple[list[ex.Example], list[ex.Example], list[ex.Example], list[ex.Example], list[ex.Example]]:
    documents = ex.read_trees(shared / "corpora", "dev", noncommercial=True)
    single = [ex.tree_example([s], names=False) for document in documents for s in document]
    paragraphs = [
        ex.tree_example(p, names=False)
        for document in documents
        if document[0].genre
        for p in conllu.paragraphs(document)
    ]
    re3d = ex.re3d_examples(shared / "corpora/re3d/dev.txt")
    own = ex.own_examples(shared, Path(__file__).parent / "labels/names")[1]
    return single, paragraphs, re3d, own, ex.toponym_examples(shared / "corpora/geo", measure=True)


def spans(row: Sequence[int]) -> set[tuple[int, int, int]]:
    """(begin, end, type) of a row of B (odd) and I (even) numbers; an I that does not go on opens a span."""
    out, begin, kind = set(), -1, -1
    for at, label in enumerate([*row, 0]):
        inside = label > 0 and label % 2 == 0 and begin >= 0 and (label - 1) // 2 == kind
        if not inside:
            if begin >= 0:
                out.add((begin, at, kind))
            begin, kind = (at, (label - 1) // 2) if label > 0 else (-1, -1)
    return out


def f1(gold: int, found: int, both: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * both / max(1, gold + found)


def tree_and_name_scores(
    network: Network, pieces: Pieces, labels: Mapping[str, Sequence[str]], shared: Path, *, quick: bool
) -> dict[str, float]:
    """LAS, UAS and tags on single sentences; sentence starts on GUM's paragraphs; names on re3d and our own; toponyms."""
    numbers = {name: {value: at for at, value in enumerate(values)} for name, values in labels.items()}
    single, paragraphs, re3d, own, toponyms = _development(shared)
    if quick:
        single = single[::3]
    network.eval()
    scores = _trees(network, _run(single, pieces, numbers))
    gold, found, both = 0, 0, 0
    for batch, words in _words(network, _run(paragraphs, pieces, numbers)):
        guess, answer = network.flat["sentence"](words).argmax(-1) == 1, batch.answers["sentence"]
        guess[:, 0] = True
        gold, found = gold + int((answer == 1).sum()), found + int((guess & (answer >= 0)).sum())
        both += int(((answer == 1) & guess).sum())
    scores["sentence starts"] = f1(gold, found, both)
    for title, task, chosen in (
        ("re3d", "names", re3d),
        ("own names", "names", own),
        ("toponyms", "toponyms", toponyms),
    ):
        scores[title] = _names(network, task, _run(chosen, pieces, numbers)) if chosen else 0.0
    return {name: round(value, 4) for name, value in scores.items()}


def _run(
    chosen: Iterable[ex.Example], pieces: Pieces, numbers: Mapping[str, Mapping[str, int]]
) -> list[dict[str, object]]:
    rows = [encode(example, pieces, numbers) for example in chosen]
    return [row for row in rows if len(row["pieces"]) <= LONGEST]  # type: ignore[arg-type]


def _words(network: Network, rows: list[dict[str, object]]) -> Iterator[tuple[Batch, Tensor]]:
    order = sorted(range(len(rows)), key=lambda at: len(rows[at]["pieces"]))  # type: ignore[arg-type]
    for begin in range(0, len(order), 24):
        batch = collate([rows[at] for at in order[begin : begin + 24]])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            words = network.words(batch)
        yield batch, words.float()


def _trees(network: Network, rows: list[dict[str, object]]) -> dict[str, float]:
    right: Counter[str] = Counter()
    for batch, words in _words(network, rows):
        with torch.no_grad():
            arcs = network.arcs(words).masked_fill(~batch.same, -1e4)
            real = batch.heads >= 0
            heads = arcs.argmax(-1)
            relation = network.relations(*network.relation_parts(words), heads).argmax(-1)
            tags = {task: network.flat[task](words).argmax(-1) for task in ("xpos", "upos", "morph")}
        right["words"] += int(real.sum())
        right["uas"] += int(((heads == batch.heads) & real).sum())
        right["las"] += int(((heads == batch.heads) & (relation == batch.relations) & real).sum())
        for task, guess in tags.items():
            right[task] += int(((guess == batch.answers[task]) & real).sum())
    return {name: right[name] / right["words"] for name in ("las", "uas", "xpos", "upos", "morph")}


def _names(network: Network, task: str, rows: list[dict[str, object]]) -> float:
    gold = found = both = 0
    for batch, words in _words(network, rows):
        guess = network.flat[task](words).argmax(-1)
        for answer, ours in zip(batch.answers[task].tolist(), guess.tolist(), strict=True):
            wanted = spans([label for label in answer if label >= 0])
            given = spans([o for a, o in zip(answer, ours, strict=True) if a >= 0])
            gold, found, both = gold + len(wanted), found + len(given), both + len(wanted & given)
    return f1(gold, found, both)
