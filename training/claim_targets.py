"""What a batch of windows should teach, as arrays: made in worker processes, so that the network never waits for it.

A batch has W windows of up to P pieces and T words, S judged sentences with N words in all, C claims whose sentences have up to L words, and
M pairs of a claim and a mention of its window.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, fields
from multiprocessing import get_context
from typing import Any

import numpy as np
import torch

from training.claim_data import Claim, Text, View, allowed, batches, pairs, shaken
from training.claim_network import FIELDS, KINDS, ROLES, TYPES

ALLOWED = np.array([[float(role in allowed(kind)) for role in range(len(ROLES))] for kind in range(len(TYPES))])
SHARD = 96  # texts that a worker makes batches of at once


@dataclass(slots=True)
class Targets:
    """A batch and its answers: numpy arrays as they come from a worker, tensors after ``to``."""

    pieces: Any  # (W, P)
    shapes: Any  # (W, P)
    gaps: Any  # (W, P)
    mask: Any  # (W, P)
    first: Any  # (W, T) place of each word's first piece
    coders: Any  # (W,) who coded the text
    word: Any  # (3, N) of the words of judged sentences: window, place in it, number of the sentence
    aims: Any  # (S, kinds) how much each sentence claims each kind, 0 to 1
    weights: Any  # (S, kinds)
    soft_at: Any  # (K,) which of the N words a larger network told of
    soft: Any  # (K, kinds) what it told, as log odds
    rows: Any  # (C,) window of each claim
    words: Any  # (C, L) words of the claim's sentence, in the window
    sentence: Any  # (C, L) which of them there are
    inside: Any  # (C, L) which of them the claim is read from
    evidence: Any  # (C, L) which of them are its evidence
    kinds: Any  # (C,)
    evidence_weights: Any  # (C,)
    fields: Any  # (C, values of all fields) weighted answers
    pair: Any  # (5, M) claim, window, first and last word of the mention, its type
    role_aims: Any  # (M, roles)
    role_weights: Any  # (M, roles)

    @property
    def sentences(self) -> int:
        """How many judged sentences there are."""
        return len(self.aims)

    def to(self, device: str) -> Targets:
        """As tensors on a device, numbers of places as 64-bit integers."""
        moved = {}
        for each in fields(self):
            value = torch.from_numpy(getattr(self, each.name)).to(device, non_blocking=True)
            moved[each.name] = value.long() if value.dtype in (torch.int32, torch.int16) else value
        return Targets(**moved)


def claims_of(views: Sequence[View]) -> list[tuple[View, Claim, int]]:
    """All claims of judged sentences with their windows and these windows' rows, in the order of a batch's claims."""
    return [(view, claim, row) for row, view in enumerate(views) for claim in view.claims if _in(view, claim)]


def judged(views: Sequence[View]) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Of all words of judged sentences window, place and sentence, (3, N); and the sentences as (row of the window, number)."""
    rows, words, owners, sentences = [], [], [], []
    for row, view in enumerate(views):
        for number, begin, end in view.sentences:
            if end > begin:
                rows += [row] * (end - begin)
                words += range(begin, end)
                owners += [len(sentences)] * (end - begin)
                sentences.append((row, number))
    return np.array([rows, words, owners], dtype=np.int32).reshape(3, -1), sentences


def targets(views: Sequence[View], ends: tuple[int, int]) -> Targets:
    """All that a batch of windows should teach."""
    return Targets(**_pieces(views, ends), **_kinds(views), **_claims(views), **_pairs(views))


def _pieces(views: Sequence[View], ends: tuple[int, int]) -> dict[str, np.ndarray]:
    # a multiple of eight, as attention on a GPU reads its mask
    wide, long = -(-(max(len(view.pieces) for view in views) + 2) // 8) * 8, max(len(view.first) for view in views)
    pieces, shapes, gaps = (np.zeros((len(views), wide), dtype=np.int32) for _ in range(3))
    mask = np.zeros((len(views), wide), dtype=bool)
    first = np.zeros((len(views), long), dtype=np.int32)
    for row, view in enumerate(views):
        size = len(view.pieces)
        pieces[row, 0], pieces[row, 1 : size + 1], pieces[row, size + 1] = ends[0], view.pieces, ends[1]
        shapes[row, 1 : size + 1] = view.shapes
        gaps[row, 0] = gaps[row, size + 1] = 1
        gaps[row, 1 : size + 1] = view.gaps
        mask[row, : size + 2] = True
        first[row, : len(view.first)] = np.array(view.first, dtype=np.int32) + 1
    coders = np.array([view.text.coder for view in views], dtype=np.int32)
    return {"pieces": pieces, "shapes": shapes, "gaps": gaps, "mask": mask, "first": first, "coders": coders}


def _kinds(views: Sequence[View]) -> dict[str, np.ndarray]:
    word, sentences = judged(views)
    aims = np.zeros((len(sentences), len(KINDS)), dtype=np.float32)
    weights = np.ones_like(aims)
    at = {sentence: number for number, sentence in enumerate(sentences)}
    soft_at: list[np.ndarray] = []
    soft: list[np.ndarray] = []
    for row, view in enumerate(views):
        if view.text.soft is None:
            for claim in view.claims:
                if (row, claim.sentence) in at:
                    aims[at[row, claim.sentence], claim.kind] = 1.0
            for number, kind in view.text.partly:
                if (row, number) in at:
                    weights[at[row, number], kind] = 0.0
            continue
        own = np.flatnonzero(word[0] == row)
        if not len(own):
            continue
        told = view.text.soft[view.begin + word[1, own]].astype(np.float32)
        soft_at.append(own)
        soft.append(told)
        low = int(word[2, own[0]])
        starts = np.searchsorted(word[2, own], np.arange(low, int(word[2, own[-1]]) + 1))
        aims[low : low + len(starts)] = 1 / (1 + np.exp(-np.logaddexp.reduceat(told, starts, axis=0)))
    return {
        "word": word,
        "aims": aims,
        "weights": weights,
        "soft_at": np.concatenate(soft_at).astype(np.int32) if soft_at else np.zeros(0, dtype=np.int32),
        "soft": np.concatenate(soft) if soft else np.zeros((0, len(KINDS)), dtype=np.float32),
    }


def _claims(views: Sequence[View]) -> dict[str, np.ndarray]:
    found = claims_of(views)
    bounds = [sentence_of(view, claim) for view, claim, _ in found]
    wide = max((end - begin for begin, end in bounds), default=1)
    words = np.zeros((len(found), wide), dtype=np.int32)
    sentence, inside, evidence = (np.zeros((len(found), wide), dtype=bool) for _ in range(3))
    for at, ((view, claim, _), (begin, end)) in enumerate(zip(found, bounds, strict=True)):
        words[at, : end - begin] = np.arange(begin, end)
        sentence[at, : end - begin] = True
        a, b = max(begin, claim.begin - view.begin) - begin, min(end, claim.end - view.begin) - begin
        a, b = (a, b) if b > a else (0, end - begin)
        evidence[at, a:b] = True
        twins = sum(other.sentence == claim.sentence and other.kind == claim.kind for other in view.claims)
        inside[at] = evidence[at] if twins > 1 else sentence[at]
    answers = np.zeros((len(found), sum(FIELDS.values())), dtype=np.float32)
    for row, (_, claim, _) in enumerate(found):
        start = 0
        for name, size in FIELDS.items():
            value = claim.fields.get(name)
            if isinstance(value, np.ndarray):
                answers[row, start : start + size] = claim.weight * value
            elif value is not None:
                answers[row, start + value] = claim.weight
            start += size
    return {
        "rows": np.array([row for _, _, row in found], dtype=np.int32),
        "words": words,
        "sentence": sentence,
        "inside": inside,
        "evidence": evidence,
        "kinds": np.array([claim.kind for _, claim, _ in found], dtype=np.int32),
        "evidence_weights": np.array(
            [claim.weight * float(view.text.soft is None) for view, claim, _ in found], dtype=np.float32
        ),
        "fields": answers,
    }


def pair_numbers(views: Sequence[View]) -> list[tuple[int, int]]:
    """(claim, number of the mention in its text) of every pair, in the order of a batch's pairs."""
    return [(at, number) for at, (view, _, _) in enumerate(claims_of(views)) for number, _ in pairs(view)]


def _pairs(views: Sequence[View]) -> dict[str, np.ndarray]:
    rows: list[tuple[int, int, int, int, int]] = []
    aims: list[list[float]] = []
    weights: list[float] = []
    for at, (view, claim, row) in enumerate(claims_of(views)):
        for number, (first, last, kind) in pairs(view):
            rows.append((at, row, first, last, kind))
            aim, weight = [0.0] * len(ROLES), claim.weight
            for r, role in enumerate(ROLES):
                told = claim.roles.get(role, ())
                if number in told:
                    aim[r] = told[number] if isinstance(told, dict) else 1.0
                elif isinstance(told, dict):  # the teacher did not see this mention beside the claim
                    weight = 0.0
            aims.append(aim)
            weights.append(weight)
    pair = np.array(rows, dtype=np.int32).reshape(-1, 5).T.copy()
    return {
        "pair": pair,
        "role_aims": np.array(aims, dtype=np.float32).reshape(-1, len(ROLES)),
        "role_weights": (ALLOWED[pair[4]] * np.array(weights)[:, None]).astype(np.float32).reshape(-1, len(ROLES)),
    }


def sentence_of(view: View, claim: Claim) -> tuple[int, int]:
    """The words of the sentence that makes a claim, in the window."""
    return next((begin, end) for number, begin, end in view.sentences if number == claim.sentence)


def _in(view: View, claim: Claim) -> bool:
    return any(number == claim.sentence and end > begin for number, begin, end in view.sentences)


# ------------------------------------------------------------------------------------------------ workers


_texts: Sequence[Text] = ()  # of a worker process, as its parent had them when it was forked


def _shard(order: Sequence[int], most: int, ends: tuple[int, int], seed: int) -> list[Targets]:
    rng = random.Random(seed)
    found = [view for at in order for view in shaken(_texts[at], rng)]
    return [targets(group, ends) for group in batches(found, most, rng)]


def _take(texts: Sequence[Text]) -> None:
    global _texts
    _texts = texts
    torch.set_num_threads(1)


class Feed:
    """Batches of an epoch after another, from worker processes that hold the texts; ``seed`` settles all."""

    def __init__(self, texts: Sequence[Text], most: int, ends: tuple[int, int], workers: int, seed: int) -> None:
        self.texts, self.most, self.ends, self.seed = len(texts), most, ends, seed
        self.ahead = 3 * workers
        self.pool = ProcessPoolExecutor(workers, get_context("fork"), initializer=_take, initargs=(texts,))
        self.pool.submit(int).result()  # forks the workers now, before the parent takes up a GPU

    def epoch(self, number: int) -> Iterator[Targets]:
        """All texts once, in an order of the epoch's own."""
        rng = random.Random(self.seed * 1_000_003 + number)
        order = list(range(self.texts))
        rng.shuffle(order)
        waiting: deque[Future[list[Targets]]] = deque()
        for start in range(0, len(order), SHARD):
            part = order[start : start + SHARD]
            waiting.append(self.pool.submit(_shard, part, self.most, self.ends, rng.getrandbits(32)))
            if len(waiting) > self.ahead:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def close(self) -> None:
        """Ends the workers."""
        self.pool.shutdown(cancel_futures=True)
