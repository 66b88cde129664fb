"""A smaller claims network out of the packaged one: fewer layers, most of which see words and not pieces, that learn to give the same words.

    python -m training.claim_shrink --model src/casus/coding/model --vectors VECTORS --plain PLAIN.json.gz [--plain ...] --ends 2,3
        [--take 0,1,2,3,4,5] [--minutes 60] [--rate 5e-4] --out NET.pt

What the packaged network makes of a word differs with the window that it is read in; the mean over several windows is better than any one
(0.638 to 0.646 against 0.632 over sentences and kinds of the development set), so that is what the smaller one learns. No label is needed, for the heads stay as they are.
What came of it so far stands in ``docs/speed.md``: the packaged network is not made in this way.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.claim_data import Text, View, batches, load, views
from training.claim_export import LAYERS
from training.claim_fit import Average, Progress, autocast
from training.claim_network import ClaimNetwork
from training.claim_start import packaged, vectors_of
from training.claim_targets import targets

WINDOWINGS = ((384, 96), (256, 64), (192, 64))  # (pieces, of them before) that the mean is over
CONTEXT = 0.3  # weight of a word that another window judges
SOFT, SQUARED = 0.5, 0.1  # weights of how the scores of kinds differ, beside how the words do
LOWEST = -9.0  # log odds below which a kind is out of the question, and no difference counts
AVERAGED = 0.7  # of the way, from which the weights are averaged
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"

Aims = Mapping[str, np.ndarray]  # by the text's id: (words, width)


def read(net: ClaimNetwork, group: Sequence[View], ends: tuple[int, int]) -> Tensor:
    """The words of a batch of windows, (windows, words, width)."""
    batch = targets(group, ends).to(DEVICE)
    with autocast():
        return net.read(batch.pieces, batch.shapes, batch.gaps, batch.mask, batch.first).float()


@torch.inference_mode()
def aims_of(teacher: ClaimNetwork, texts: Sequence[Text], ends: tuple[int, int], most: int) -> Aims:
    """What the larger network makes of each word: the mean over :data:`WINDOWINGS`."""
    teacher.to(DEVICE).eval()
    out = {text.id: np.zeros((len(text.first), teacher.width), dtype=np.float32) for text in texts}
    for longest, before in WINDOWINGS:
        for group in batches([view for text in texts for view in views(text, longest, before) if view.first], most):
            told = read(teacher, group, ends).cpu().numpy()
            for row, view in enumerate(group):
                for _, begin, end in view.sentences:
                    out[view.text.id][view.begin + begin : view.begin + end] += told[row, begin:end] / len(WINDOWINGS)
    return {name: words.astype(np.float16) for name, words in out.items()}


def wanted(group: Sequence[View], aims: Aims, words: int) -> tuple[Tensor, Tensor]:
    """What a batch should give, (windows, words, width), and the weight of each word, (windows, words), which sum to one."""
    aim = np.zeros((len(group), words, next(iter(aims.values())).shape[1]), dtype=np.float16)
    weight = np.zeros((len(group), words), dtype=np.float32)
    for row, view in enumerate(group):
        size = len(view.first)
        aim[row, :size] = aims[view.text.id][view.begin : view.begin + size]
        weight[row, :size] = CONTEXT
        for _, begin, end in view.sentences:
            weight[row, begin:end] = 1.0
    return torch.from_numpy(aim).float().to(DEVICE), torch.from_numpy(weight / weight.sum()).to(DEVICE)


def unlike(net: ClaimNetwork, words: Tensor, aim: Tensor, weight: Tensor) -> Tensor:
    """How much words and what they say of the kinds differ from what they should be."""
    kinds = net.heads.kinds
    own, other = kinds(words), kinds(aim)
    belief = torch.sigmoid(other)
    cross = functional.binary_cross_entropy_with_logits
    apart = (cross(own, belief, reduction="none") - cross(other, belief, reduction="none")).sum(-1)
    squared = (own.clamp(min=LOWEST) - other.clamp(min=LOWEST)).square().mean(-1)
    return (weight * ((words - aim).square().mean(-1) + SOFT * apart + SQUARED * squared)).sum()


def laid_out(texts: Sequence[Text], most: int, rng: random.Random) -> Iterator[list[View]]:
    """All texts in batches of windows whose bounds differ each time, about the size that the network reads when at work."""
    found = [
        view
        for text in texts
        for view in views(text, rng.randint(160, 288), rng.choice((32, 48, 64, 80)))
        if view.first
    ]
    return batches(found, most, rng)


def shrink(
    net: ClaimNetwork, texts: Sequence[Text], aims: Aims, ends: tuple[int, int], args: argparse.Namespace
) -> None:
    """Trains the encoder for so many minutes; the weights that stay are a running average over the last steps."""
    torch.manual_seed(args.seed)
    net.to(DEVICE).eval()  # nothing is dropped: what is learned is told, not guessed
    net.heads.requires_grad_(False)
    learned = [value for value in net.parameters() if value.requires_grad]
    plain, decayed = [v for v in learned if v.dim() == 1], [v for v in learned if v.dim() > 1]
    groups: list[dict[str, Any]] = [
        {"params": decayed, "weight_decay": 0.01},
        {"params": plain, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=args.rate, betas=(0.9, 0.98), eps=1e-6)
    progress, average = Progress(args.minutes * 60, 10**9), Average(net)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, progress.pace)
    rng, steps, total = random.Random(args.seed), 0, 0.0
    while progress.share() < 1.0:
        for group in laid_out(texts, args.most, rng):
            words = read(net, group, ends)
            loss = unlike(net, words, *wanted(group, aims, words.shape[1]))
            loss.backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            schedule.step()
            steps, total = steps + 1, total + float(loss.detach())
            if progress.share() > AVERAGED:
                average.take(0.01)
            if steps % 100 == 0:
                print(f"{steps} steps, {progress.share():.3f} of the time, loss {total / 100:.4f}", flush=True)
                total = 0.0
            if progress.share() >= 1.0:
                break
        progress.done += 1
    average.settle()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--model", type=Path, required=True, help="folder of the larger network as it is packaged")
    add("--vectors", type=Path, required=True)
    add("--plain", type=Path, action="append", required=True)
    add("--take", default="0,1,2,3,4,5", help="the layers that the smaller one begins with")
    add("--whole", type=int, default=1, help="how many of them see all pieces")
    add("--minutes", type=float, default=60)
    add("--rate", type=float, default=5e-4)
    add("--most", type=int, default=3072, help="pieces of a batch")
    add("--ends", default="101,102", help="numbers of the end pieces")
    add("--seed", type=int, default=1)
    add("--out", type=Path, required=True)
    args = parser.parse_args()
    first, last = (int(part) for part in args.ends.split(","))
    texts = [text for path in args.plain for text in load(path)]
    vectors = vectors_of(args.vectors)
    teacher = packaged(args.model, vectors, range(LAYERS))
    aims = aims_of(teacher, texts, (first, last), args.most)
    net = packaged(args.model, vectors, [int(part) for part in args.take.split(",")], args.whole)
    shrink(net, texts, aims, (first, last), args)
    torch.save({name: value.half() for name, value in net.state_dict().items()}, args.out)


if __name__ == "__main__":
    main()
