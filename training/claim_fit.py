"""Trains the claims network.

    python -m training.claim_fit train --data TRAIN.json.gz --start CHECKPOINT.pt --vectors vectors.npz --layers 6 --out NET.pt
        [--test DEV.json.gz] [--hold FOLD/FOLDS] [--soft SOFT.pt] [--large WEIGHTS] [--epochs N] [--rate X]
    python -m training.claim_fit tell --net NET.pt --data PLAIN.json.gz --out SOFT.pt      # what a network says of texts that nobody coded

``--hold 1/3`` leaves out the second of three parts of the documents and says how the network does on them. ``--large`` trains MPNet in
place of MiniLM's layers, as the teacher of a small network, which then learns from what the large one told of other texts (``--soft``).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.claim_data import Batch, Claim, Text, View, allowed, batches, load, pairs, shaken, views
from training.claim_network import FIELDS, KINDS, ROLES, TYPES, ClaimNetwork, Small, distance_bucket

OUTSIDE = 0.3  # weight of words outside the evidence that speak for its kind
FIELD_WEIGHT, ROLE_WEIGHT = 0.5, 0.12
SOFT_LEAST = 0.15  # belief of the teacher from which a sentence's kind is a claim for its pupil
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
ALLOWED = torch.tensor([[float(role in allowed(kind)) for role in range(len(ROLES))] for kind in range(len(TYPES))])


def autocast() -> Any:
    """Half precision on a GPU, and on processors that multiply it."""
    if DEVICE == "cuda" or torch.cpu._is_avx512_bf16_supported():
        return torch.autocast(DEVICE, dtype=torch.bfloat16)
    return nullcontext()


# ------------------------------------------------------------------------------------------------ losses


def by_sentence(scores: Tensor, owner: Tensor, sentences: int) -> Tensor:
    """Soft maximum over the words of each sentence: (words, kinds) and each word's sentence to (sentences, kinds)."""
    index = owner[:, None].expand_as(scores)
    top = scores.new_full((sentences, scores.shape[1]), -30.0).scatter_reduce(0, index, scores.detach(), "amax")
    return top + torch.log(torch.zeros_like(top).scatter_add(0, index, torch.exp(scores - top[owner])).clamp(min=1e-20))


def judged_words(views_: Sequence[View]) -> tuple[list[int], list[int], list[int], list[tuple[int, int]]]:
    """Of all words of judged sentences: the window's row, the word in it, the sentence; and the sentences as (row, number)."""
    rows, words, owners, sentences = [], [], [], []
    for row, view in enumerate(views_):
        for number, begin, end in view.sentences:
            if end > begin:
                rows += [row] * (end - begin)
                words += range(begin, end)
                owners += [len(sentences)] * (end - begin)
                sentences.append((row, number))
    return rows, words, owners, sentences


def kind_loss(views_: Sequence[View], scores: Tensor) -> Tensor:
    """Loss of the judged sentences of a batch; ``scores`` (windows, words, kinds)."""
    rows, words, owners, sentences = judged_words(views_)
    if not sentences:
        return scores.new_zeros(())
    place = torch.tensor([rows, words, owners], device=scores.device)
    own = scores[place[0], place[1]]
    whole = by_sentence(own, place[2], len(sentences))
    aims = torch.zeros((len(sentences), len(KINDS)))
    weights = torch.ones((len(sentences), len(KINDS)))
    at = {sentence: number for number, sentence in enumerate(sentences)}
    soft_rows: list[int] = []
    soft: list[Tensor] = []
    cursor = 0
    for row, view in enumerate(views_):
        size = sum(end - begin for _, begin, end in view.sentences if end > begin)
        if view.text.soft is not None:
            told = torch.cat(
                [view.text.soft[view.begin + b : view.begin + e] for _, b, e in view.sentences if e > b]
            ).float()
            soft_rows += range(cursor, cursor + size)
            soft.append(told)
            owned = torch.tensor(owners[cursor : cursor + size])
            low = int(owned.min())
            aims[low : int(owned.max()) + 1] = torch.sigmoid(by_sentence(told, owned - low, int(owned.max()) - low + 1))
        else:
            for claim in view.claims:
                if (row, claim.sentence) in at:
                    weights[at[row, claim.sentence], claim.kind] = 0.0
            for number, kind in view.text.partly:
                if (row, number) in at:
                    weights[at[row, number], kind] = 0.0
        cursor += size
    aims, weights = aims.to(scores.device), weights.to(scores.device)
    total = (functional.binary_cross_entropy_with_logits(whole, aims, reduction="none") * weights).sum()
    if soft_rows:
        pupil = own[torch.tensor(soft_rows, device=scores.device)]
        total = total + 0.3 * functional.binary_cross_entropy_with_logits(
            pupil, torch.sigmoid(torch.cat(soft).to(scores.device)), reduction="sum"
        )
    return total


@dataclass(slots=True)
class Found:
    """The claims of a batch: (window, claim, row), and the scores of their kinds over their words, padded: (claims, longest)."""

    claims: list[tuple[View, Claim, int]]
    rows: Tensor
    words: Tensor
    inside: Tensor
    evidence: Tensor
    scores: Tensor
    kinds: Tensor


def find(views_: Sequence[View], scores: Tensor) -> Found | None:
    """All claims of judged sentences; ``inside`` marks the words that a claim is read from, ``evidence`` those of its evidence."""
    claims = [(view, claim, row) for row, view in enumerate(views_) for claim in view.claims if _in(view, claim)]
    if not claims:
        return None
    bounds = [sentence_of(view, claim) for view, claim, _ in claims]
    wide = max(end - begin for begin, end in bounds)
    words = torch.zeros((len(claims), wide), dtype=torch.long)
    inside, evidence = (torch.zeros((len(claims), wide), dtype=torch.bool) for _ in range(2))
    sentence = torch.zeros((len(claims), wide), dtype=torch.bool)
    for at, ((view, claim, _), (begin, end)) in enumerate(zip(claims, bounds, strict=True)):
        words[at, : end - begin] = torch.arange(begin, end)
        sentence[at, : end - begin] = True
        a, b = max(begin, claim.begin - view.begin) - begin, min(end, claim.end - view.begin) - begin
        a, b = (a, b) if b > a else (0, end - begin)
        evidence[at, a:b] = True
        twins = sum(other.sentence == claim.sentence and other.kind == claim.kind for other in view.claims)
        inside[at] = evidence[at] if twins > 1 else sentence[at]
    device = scores.device
    rows = torch.tensor([row for _, _, row in claims], device=device)
    kinds = torch.tensor([claim.kind for _, claim, _ in claims], device=device)
    words = words.to(device)
    own = scores[rows[:, None], words, kinds[:, None]].masked_fill(~sentence.to(device), -1e4)
    return Found(claims, rows, words, inside.to(device), evidence.to(device), own, kinds)


def sentence_of(view: View, claim: Claim) -> tuple[int, int]:
    """The words of the sentence that makes a claim, in the window."""
    return next((begin, end) for number, begin, end in view.sentences if number == claim.sentence)


def evidence_loss(found: Found) -> Tensor:
    """Some word of the evidence should speak for the kind, and no other word of the sentence."""
    weights = torch.tensor(
        [claim.weight * float(view.text.soft is None) for view, claim, _ in found.claims], device=found.scores.device
    )
    loss = functional.softplus(-found.scores.masked_fill(~found.evidence, -1e4).logsumexp(1))
    outside = found.scores.masked_fill(found.evidence | found.inside.logical_not(), -1e4).logsumexp(1)
    return (weights * (loss + OUTSIDE * functional.softplus(outside))).sum()


def claim_vectors(found: Found, words: Tensor) -> Tensor:
    """What each claim's words look like, weighted by how they speak for its kind: (claims, width)."""
    weight = found.scores.masked_fill(~found.inside, -1e4).softmax(1)
    own = words[found.rows[:, None], found.words]
    return (weight[..., None].to(own.dtype) * own).sum(1)


def field_loss(found: Found, scores: Tensor) -> Tensor:
    """Cross entropy of the fields of all claims; ``scores`` as from ``Heads.field_scores``."""
    total, at = scores.new_zeros(()), 0
    for name, size in FIELDS.items():
        aims = torch.zeros((len(found.claims), size))
        for row, (_, claim, _) in enumerate(found.claims):
            value = claim.fields.get(name)
            if isinstance(value, Tensor):
                aims[row] = claim.weight * value
            elif value is not None:
                aims[row, value] = claim.weight
        total = total - (aims.to(scores.device) * scores[:, at : at + size].float().log_softmax(-1)).sum()
        at += size
    return total


def role_parts(found: Found) -> tuple[Tensor, ...] | None:
    """All pairs of a claim and a mention of its window: claim's row, window's row, first word, last word, type, number, bucket."""
    rows: list[tuple[int, int, int, int, int, int]] = []
    gaps: list[int] = []
    best = found.scores.masked_fill(~found.inside, -1e4).argmax(1, keepdim=True)
    peaks = found.words.gather(1, best)[:, 0].tolist()
    for at, (view, _, row) in enumerate(found.claims):
        for number, (first, last, kind) in pairs(view):
            rows.append((at, row, first, last, kind, number))
            gaps.append(last - peaks[at] if last < peaks[at] else first - peaks[at])
    if not rows:
        return None
    table = torch.tensor(rows, device=found.scores.device)
    return (*table.unbind(1), distance_bucket(torch.tensor(gaps, device=found.scores.device)))


def role_targets(found: Found, parts: tuple[Tensor, ...]) -> tuple[Tensor, Tensor]:
    """Aims (pairs, roles) and weights."""
    claims, numbers = parts[0].tolist(), parts[5].tolist()
    aims = torch.zeros((len(claims), len(ROLES)))
    weights = torch.tensor([found.claims[at][1].weight for at in claims])
    for at, (claim_at, number) in enumerate(zip(claims, numbers, strict=True)):
        for r, role in enumerate(ROLES):
            told = found.claims[claim_at][1].roles.get(role, ())
            if number in told:
                aims[at, r] = told[number] if isinstance(told, dict) else 1.0
            elif isinstance(told, dict):  # the teacher did not see this mention beside the claim
                weights[at] = 0.0
    return aims, weights


def role_scores(net: ClaimNetwork, found: Found, parts: tuple[Tensor, ...], vectors: Tensor, words: Tensor) -> Tensor:
    """Scores (pairs, roles)."""
    at, row, first, last, _, _, bucket = parts
    return net.heads.role_scores(vectors[at], found.kinds[at], words[row, first], words[row, last], bucket).float()


def batch_loss(net: ClaimNetwork, batch: Batch) -> Tensor:
    """The loss of a batch."""
    words = net.read(batch.pieces, batch.shapes, batch.gaps, batch.mask, batch.first)
    coders = torch.tensor([view.text.coder for view in batch.views], device=words.device)
    scores = net.heads.words(words).float() + net.heads.coders(coders)[:, None, :]
    total = kind_loss(batch.views, scores)
    found = find(batch.views, scores)
    if found is None:
        return total
    vectors = claim_vectors(found, words)
    total = (
        total + evidence_loss(found) + FIELD_WEIGHT * field_loss(found, net.heads.field_scores(vectors, found.kinds))
    )
    parts = role_parts(found)
    if parts is not None:
        told = role_scores(net, found, parts, vectors, words)
        aims, weights = (part.to(told.device) for part in role_targets(found, parts))
        loss = (
            functional.binary_cross_entropy_with_logits(told, aims, reduction="none")
            * ALLOWED.to(told.device)[parts[4]]
        )
        total = total + ROLE_WEIGHT * (loss.sum(1) * weights).sum()
    return total


def _in(view: View, claim: Claim) -> bool:
    return any(number == claim.sentence and end > begin for number, begin, end in view.sentences)


# ------------------------------------------------------------------------------------------------ networks


def vectors_of(path: Path) -> Tensor:
    """The package's piece vectors."""
    with np.load(path) as tables:
        return torch.tensor(tables["vectors"].astype(np.float32) * tables["scales"][:, None])


def small(vectors: Tensor, layers: int, start: Path | None) -> ClaimNetwork:
    """A network of MiniLM's size, begun from the English pipeline's checkpoint."""
    encoder = Small(vectors, layers)
    if start is not None:
        saved = torch.load(start, map_location="cpu", weights_only=False)
        saved = saved.get("network", saved.get("weights", saved))
        named = {
            name: value
            for name, value in saved.items()
            if name.split(".")[0] in ("positions", "shapes", "gaps", "norm")
        }
        picked = [round(i * 5 / (layers - 1)) for i in range(layers)] if layers > 1 else [0]
        for to, at in enumerate(picked):
            named |= {
                f"encoder.{to}." + n.split(".", 2)[2]: v for n, v in saved.items() if n.startswith(f"encoder.{at}.")
            }
        encoder.load_state_dict({name: value.float() for name, value in named.items()})
    return ClaimNetwork(encoder, Small.width)


def large(folder: Path) -> ClaimNetwork:
    """MPNet with its own vectors of our pieces, and our shapes and gaps beside them."""
    from training.claim_teacher import Large

    return ClaimNetwork(Large(folder), Large.width)


# ------------------------------------------------------------------------------------------------ training


def groups(net: ClaimNetwork, rate: float, head_rate: float) -> list[dict[str, Any]]:
    """Parameters with their rates: the heads learn faster than the encoder."""
    plain, decayed, heads = [], [], []
    for name, parameter in net.named_parameters():
        if name.startswith("heads"):
            heads.append(parameter)
        else:
            (decayed if parameter.dim() > 1 else plain).append(parameter)
    return [
        {"params": decayed, "lr": rate, "weight_decay": 0.01},
        {"params": plain, "lr": rate, "weight_decay": 0.0},
        {"params": heads, "lr": head_rate, "weight_decay": 0.01},
    ]


def train(
    net: ClaimNetwork, coded: Sequence[Text], plain: Sequence[Text], args: argparse.Namespace, ends: tuple[int, int]
) -> None:
    """All epochs; the weights that stay are a running average over the last steps."""
    net.to(DEVICE).train()
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    optimizer = torch.optim.AdamW(groups(net, args.rate, args.head_rate), betas=(0.9, 0.98), eps=1e-6)
    per_epoch = sum(len(list(views(text))) for text in (*coded, *plain)) * 300 / args.most
    steps = max(1, int(args.epochs * per_epoch))
    average: dict[str, Tensor] = {}
    begun, done = time.time(), 0

    def progress() -> float:
        return min(1.0, (time.time() - begun) / args.seconds if args.seconds else done / steps)

    def pace(_: int) -> float:
        return min(1.0, progress() / 0.08 + 0.01) * max(0.02, 0.5 * (1 + math.cos(math.pi * progress())))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    for epoch in range(args.epochs):
        found = [view for text in (*coded, *plain) for view in shaken(text, rng)]
        total, count = 0.0, 0
        for batch in batches(found, args.most, ends, rng):
            with autocast():
                loss = batch_loss(net, batch.to(DEVICE))
            size = sum(len(view.sentences) for view in batch.views)
            (loss / max(1, size)).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            done += 1
            total, count = total + float(loss.detach()), count + size
            if progress() >= 1.0:
                break
            if progress() > 0.6:
                for name, value in net.named_parameters():
                    average[name] = (
                        value.detach().clone() if name not in average else average[name].lerp_(value.detach(), 0.02)
                    )
        print(
            f"epoch {epoch + 1} loss {total / max(1, count):.4f} steps {done}/{steps} {time.time() - begun:.0f}s",
            flush=True,
        )
        if progress() >= 1.0:
            break
    with torch.no_grad():
        for name, value in net.named_parameters():
            if name in average:
                value.copy_(average[name])
    net.eval()


@torch.no_grad()
def tell(
    net: ClaimNetwork, texts: Sequence[Text], ends: tuple[int, int], most: int = 24_000
) -> Iterator[tuple[Batch, Tensor, Tensor]]:
    """Every window of the texts with its words and their scores, (windows, words, ...)."""
    net.to(DEVICE).eval()
    for batch in batches([view for text in texts for view in views(text)], most, ends):
        with autocast():
            words = net.read(
                *(getattr(batch.to(DEVICE), name) for name in ("pieces", "shapes", "gaps", "mask", "first"))
            )
            scores = net.heads.words(words).float()
        yield batch, words, scores


# ------------------------------------------------------------------------------------------------ how well


def measure(net: ClaimNetwork, texts: Sequence[Text], ends: tuple[int, int]) -> dict[str, float]:
    """F1 of (sentence, kind) at the best threshold, share of right fields and average precision of roles on coded claims."""
    likely: list[float] = []
    true: list[int] = []
    right = {name: [0, 0] for name in FIELDS}
    ranked: dict[str, list[tuple[float, int]]] = {role: [] for role in ROLES}
    for batch, words, scores in tell(net, texts, ends):
        found = find(batch.views, scores)
        for row, view in enumerate(batch.views):
            made = {(claim.sentence, claim.kind) for claim in view.claims}
            for number, begin, end in view.sentences:
                values = scores[row, begin:end].logsumexp(0).tolist() if end > begin else [-20.0] * len(KINDS)
                for kind, value in enumerate(values):
                    if (number, kind) not in view.text.partly:
                        likely.append(value)
                        true.append(int((number, kind) in made))
        if found is None:
            continue
        with torch.no_grad():
            words = words.float()
            vectors = claim_vectors(found, words)
            fields = net.heads.field_scores(vectors, found.kinds)
            at = 0
            for name, size in FIELDS.items():
                best = fields[:, at : at + size].argmax(-1).tolist()
                at += size
                for (_, claim, _), value in zip(found.claims, best, strict=True):
                    right[name][0] += int(claim.fields[name] == value)
                    right[name][1] += claim.fields[name] is not None
            parts = role_parts(found)
            if parts is None:
                continue
            told, types = role_scores(net, found, parts, vectors, words), parts[4]
            aims, _ = role_targets(found, parts)
            for r, role in enumerate(ROLES):
                mask = ALLOWED[types.cpu(), r] > 0
                ranked[role] += zip(told.cpu()[mask, r].tolist(), aims[mask, r].int().tolist(), strict=True)
    best, threshold = best_f1(np.array(likely), np.array(true))
    result = {
        "kind f1": best,
        "threshold": threshold,
        "kind ap": average_precision(list(zip(likely, true, strict=True))),
    }
    result |= {name: hit / max(1, total) for name, (hit, total) in right.items()}
    result |= {f"{role} ap": average_precision(rows) for role, rows in ranked.items()}
    return result


def best_f1(scores: np.ndarray, true: np.ndarray) -> tuple[float, float]:
    """The best F1 over all thresholds, and that threshold."""
    if not len(scores):
        return 0.0, 0.0
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(true[order])
    values = 2 * hits / (np.arange(1, len(order) + 1) + max(1, true.sum()))
    at = int(values.argmax())
    return float(values[at]), float(scores[order[at]])


def average_precision(rows: list[tuple[float, int]]) -> float:
    """Area under the curve of precision and recall."""
    rows.sort(key=lambda item: -item[0])
    hit, total = 0, 0.0
    for at, (_, good) in enumerate(rows, 1):
        if good:
            hit += 1
            total += hit / at
    return total / max(1, hit)


# ------------------------------------------------------------------------------------------------ soft labels


@torch.no_grad()
def soften(net: ClaimNetwork, texts: Sequence[Text], ends: tuple[int, int]) -> None:
    """Gives texts what a network says of them: scores of words, and claims with the fields and roles that it believes in."""
    for text in texts:
        text.soft = torch.full((len(text.first), len(KINDS)), -12.0, dtype=torch.float16)
        text.claims = []
    for batch, words, scores in tell(net, texts, ends):
        words, kept = words.float(), scores.half().cpu()
        likely = {}
        rows, at_words, owners, sentences = judged_words(batch.views)
        place = torch.tensor([rows, at_words, owners], device=scores.device)
        if sentences:
            beliefs = torch.sigmoid(by_sentence(scores[place[0], place[1]], place[2], len(sentences))).cpu()
            likely = dict(zip(sentences, beliefs, strict=True))
        for row, view in enumerate(batch.views):
            for number, begin, end in view.sentences:
                if end <= begin:
                    continue
                view.text.soft[view.begin + begin : view.begin + end] = kept[row, begin:end]
                for kind in (likely[row, number] >= SOFT_LEAST).nonzero()[:, 0].tolist():
                    roles: dict[str, Any] = {role: {} for role in ROLES}
                    claim = Claim(
                        number, view.begin + begin, view.begin + end, kind, float(likely[row, number][kind]), {}, roles
                    )
                    view.text.claims.append(claim)
                    view.claims.append(claim)
        found = find(batch.views, scores)
        if found is None:
            continue
        vectors = claim_vectors(found, words)
        fields, at = net.heads.field_scores(vectors, found.kinds), 0
        for name, size in FIELDS.items():
            values = fields[:, at : at + size].softmax(-1).cpu()
            at += size
            for (_, claim, _), value in zip(found.claims, values, strict=True):
                claim.fields[name] = value
        parts = role_parts(found)
        if parts is not None:
            told = torch.sigmoid(role_scores(net, found, parts, vectors, words)).cpu().tolist()
            for claim_at, number, values in zip(parts[0].tolist(), parts[5].tolist(), told, strict=True):
                for role, value in zip(ROLES, values, strict=True):
                    found.claims[claim_at][1].roles[role][number] = value


# ------------------------------------------------------------------------------------------------ command line


def held(text: Text, hold: str | None) -> bool:
    """Whether a text belongs to the part that ``--hold`` leaves out."""
    if not hold:
        return False
    fold, folds = hold.split("/")
    return crc32(text.id.encode()) % int(folds) == int(fold)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, action="append", required=True)
    parser.add_argument(
        "--more", type=Path, action="append", default=[], help="texts that other people coded, who code more or less"
    )
    parser.add_argument("--plain", type=Path, help="texts that nobody coded, as the teacher tells them")
    parser.add_argument("--teacher", type=Path, help="weights of the large network that tells them")
    parser.add_argument("--test", type=Path)
    parser.add_argument("--hold")
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--large", type=Path, help="folder of MPNet's weights: train the teacher")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--most", type=int, default=6000, help="pieces of a batch")
    parser.add_argument("--ends", default="101,102", help="numbers of the end pieces")
    parser.add_argument(
        "--seconds", type=float, help="train for so long, whatever that comes to in epochs (at most --epochs)"
    )
    parser.add_argument("--init", type=Path, help="a network to go on from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    first, last = (int(part) for part in args.ends.split(","))
    ends = (first, last)
    everything = [text for path in args.data for text in load(path)]
    for text in (more := [text for path in args.more for text in load(path)]):
        text.coder = 1
    everything += more
    coded = [text for text in everything if text.coder or not held(text, args.hold)]
    net = large(args.large) if args.large else small(vectors_of(args.vectors), args.layers, args.start)
    if args.init:
        net.load_state_dict(
            {name: value.float() for name, value in torch.load(args.init, map_location="cpu").items()}, strict=False
        )
    plain: list[Text] = []
    if args.plain:
        plain = load(args.plain)
        teacher = large(args.large) if args.large else large(args.teacher.parent)
        teacher.load_state_dict(torch.load(args.teacher, map_location="cpu"), strict=False)
        begun = time.time()
        soften(teacher, plain, ends)
        print(
            f"told {len(plain)} texts, {sum(len(t.claims) for t in plain)} claims, {time.time() - begun:.0f}s",
            flush=True,
        )
        del teacher
    train(net, coded, plain, args, ends)
    if args.out:
        torch.save({name: value.half() for name, value in net.state_dict().items()}, args.out)
    result: dict[str, Any] = {"args": {k: str(v) for k, v in vars(args).items()}}
    if args.hold:
        result["held"] = measure(net, [text for text in everything if held(text, args.hold) and not text.coder], ends)
    if args.test:
        result["test"] = measure(net, load(args.test), ends)
    print(json.dumps({k: {n: round(x, 3) for n, x in v.items()} for k, v in result.items() if k != "args"}), flush=True)


if __name__ == "__main__":
    main()
