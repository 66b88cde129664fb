"""Trains the claims network.

    python -m training.claim_fit --data TRAIN.json.gz [--more LABELS.json.gz] --vectors vectors.npz --start CHECKPOINT.pt --out NET.pt
        [--test DEV.json.gz] [--hold FOLD/FOLDS] [--soft SOFT.pickle] [--large FOLDER] [--epochs N | --seconds N] [--rate X]

``--hold 1/3`` leaves out the second of three parts of the documents and says how the network does on them. ``--large`` trains MPNet in
place of MiniLM's layers, as the teacher of a small network, which then learns from what the large one told of other texts (``--soft``,
written by ``training.claim_soft``; ``--match`` makes its words like the large one's as well).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import torch
from torch import nn

from training.claim_data import Text, load
from training.claim_likeness import Likeness
from training.claim_loss import batch_loss
from training.claim_network import ClaimNetwork
from training.claim_score import measure
from training.claim_soft import read_soft
from training.claim_start import large, plain_attention, read_weights, small, vectors_of
from training.claim_targets import Feed
from training.holding import in_fold

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
AVERAGED = 0.6  # of the way, from which the weights are averaged


def autocast() -> Any:
    """Half precision on a GPU, and on processors that multiply it."""
    if DEVICE == "cuda" or torch.cpu._is_avx512_bf16_supported():
        return torch.autocast(DEVICE, dtype=torch.bfloat16)
    return nullcontext()


def groups(net: ClaimNetwork, likeness: Likeness | None, rate: float, head_rate: float) -> list[dict[str, Any]]:
    """Parameters with their rates: the heads learn faster than the encoder."""
    plain, decayed, heads = [], [], list(likeness.parameters() if likeness else ())
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


class Progress:
    """How far training is, 0 to 1, by steps or by the clock; and how fast to learn there."""

    def __init__(self, seconds: float | None, epochs: int) -> None:
        self.seconds, self.epochs, self.begun = seconds, epochs, time.monotonic()
        self.done = 0.0  # epochs

    def share(self) -> float:
        """0 at the beginning, 1 at the end."""
        spent = (time.monotonic() - self.begun) / self.seconds if self.seconds else 0.0
        return min(1.0, max(spent, self.done / self.epochs))

    def pace(self, _: int) -> float:
        """Share of the full rate: up over the first 4 of 100, then down as a cosine."""
        share = self.share()
        return min(1.0, share / 0.04 + 0.01) * max(0.02, 0.5 * (1 + math.cos(math.pi * share)))


class Average:
    """The running average of a network's weights over the last steps, which stay in the end."""

    def __init__(self, net: ClaimNetwork) -> None:
        self.own = [value.detach() for value in net.parameters()]
        self.mean: list[torch.Tensor] = []

    def take(self, share: float) -> None:
        """Takes the weights in, each step a little."""
        if not self.mean:
            self.mean = [value.clone() for value in self.own]
        torch._foreach_lerp_(self.mean, self.own, share)

    def settle(self) -> None:
        """Puts the average in the weights' place."""
        for value, mean in zip(self.own, self.mean, strict=False):
            value.copy_(mean)


def train(
    net: ClaimNetwork, texts: list[Text], args: argparse.Namespace, ends: tuple[int, int], likeness: Likeness | None
) -> None:
    """All epochs; the weights that stay are a running average over the last steps."""
    feed = Feed(texts, args.most, ends, args.workers, args.seed)
    net.to(DEVICE).train()
    torch.manual_seed(args.seed)
    if likeness:
        likeness.to(DEVICE).teacher[0].to(DEVICE)
    optimizer = torch.optim.AdamW(
        groups(net, likeness, args.rate, args.head_rate), betas=(0.9, 0.98), eps=1e-6, fused=DEVICE == "cuda"
    )
    average, progress, steps = Average(net), Progress(args.seconds, args.epochs), 0
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, progress.pace)
    while progress.share() < 1.0:
        total, count = torch.zeros((), device=DEVICE), 0
        number = round(progress.done)
        for batch in feed.epoch(number):
            with autocast():
                loss = batch_loss(net, batch.to(DEVICE), likeness)
            (loss / max(1, batch.sentences)).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            total, count, steps = total + loss.detach(), count + batch.sentences, steps + 1
            if progress.share() > AVERAGED:
                average.take(0.01)
            if progress.share() >= 1.0:
                break
        progress.done = number + 1
        spent = time.monotonic() - progress.begun
        print(f"epoch {number + 1} loss {float(total) / max(1, count):.4f} steps {steps} {spent:.0f}s", flush=True)
    feed.close()
    average.settle()
    net.eval()


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", type=Path, action="append", required=True)
    add("--more", type=Path, action="append", default=[], help="texts that other people coded, who code more or less")
    add("--soft", type=Path, action="append", default=[], help="texts as a larger network tells them")
    add("--test", type=Path)
    add("--hold")
    add("--vectors", type=Path, required=True)
    add("--start", type=Path)
    add("--layers", type=int, default=6)
    add("--large", type=Path, help="folder of MPNet's weights: train the teacher")
    add("--match", type=Path, help="folder of MPNet's weights: learn to see words as it does")
    add("--match-weights", type=Path, help="what they became")
    add("--epochs", type=int, default=20)
    add("--seconds", type=float, help="train for at most so long, whatever that comes to in epochs")
    add("--rate", type=float, default=1e-4)
    add("--head-rate", type=float, default=1e-3)
    add("--most", type=int, default=6000, help="pieces of a batch")
    add("--workers", type=int, default=max(1, (os.cpu_count() or 2) - 1), help="processes that make batches")
    add("--ends", default="101,102", help="numbers of the end pieces")
    add("--init", type=Path, help="a network to go on from")
    add("--seed", type=int, default=1)
    add("--out", type=Path)
    return parser.parse_args()


def main() -> None:
    """Command line."""
    args = arguments()
    plain_attention()
    first, last = (int(part) for part in args.ends.split(","))
    ends = (first, last)
    gold = [text for path in args.data for text in load(path)]
    for text in (more := [text for path in args.more for text in load(path)]):
        text.coder = 1
    coded = [text for text in gold if not in_fold(text.id, args.hold)] + more
    soft = [text for path in args.soft for text in read_soft(path)]
    net = large(args.large) if args.large else small(vectors_of(args.vectors), args.layers, args.start)
    if args.init:
        read_weights(net, args.init)
    likeness = None
    if args.match:
        teacher = large(args.match)
        read_weights(teacher, args.match_weights)
        likeness = Likeness(teacher, net.width, teacher.width)
    train(net, coded + soft, args, ends, likeness)
    if args.out:
        torch.save({name: value.half() for name, value in net.state_dict().items()}, args.out)
    result = {}
    if args.hold:
        result["held"] = measure(net, [text for text in gold if in_fold(text.id, args.hold)], ends)
    if args.test:
        result["test"] = measure(net, load(args.test), ends)
    print(json.dumps({k: {n: round(x, 3) for n, x in v.items()} for k, v in result.items()}), flush=True)


if __name__ == "__main__":
    main()
