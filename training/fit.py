"""Trains the network: `python -m training.fit --shared DIR --minilm DIR --recipe NAME --output FILE [--teacher FILE]`.

Writes a checkpoint (weights averaged over the last steps, label sets, plan) and a log of losses and scores on the development
parts. The same seed, threads and machine give the same weights.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from casus.language.pieces import Pieces
from training import examples as ex
from training.batches import Batch, batches, encode
from training.network import Network, Plan, minilm, start_from_minilm
from training.scores import tree_and_name_scores

LABELS_FOLDER = Path(__file__).parent / "labels/names"
SEED = 20261127
AVERAGE = 0.998  # decay of the running average of the weights
WEIGHT = {
    "xpos": 0.5, "upos": 0.5, "morph": 0.4, "sentence": 1.0, "names": 1.0, "mentions_outer": 0.15, "mentions_inner": 0.15,
    "actors": 0.2, "toponyms": 0.5, "arc": 1.0, "relation": 1.0, "teacher": 2.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """The settings of one run over the corpora."""

    epochs: float
    rate: float  # of the encoder, at its height
    head_rate: float  # of what starts from nothing
    re3d_times: int = 3
    own_times: int = 2
    toponym_share: float = 0.25  # of the toponym corpora, drawn anew for each epoch
    plain_share: float = 0.0  # of texts that say nothing, for learning from a teacher
    layer_decay: float = 0.9  # the rate of a layer against the one above it
    pieces: int = 2000  # of one batch
    warm: float = 0.08  # share of the steps over which the rate climbs
    longest: int = 110  # words of a stretch of a treebank


@dataclass(frozen=True, slots=True)
class Recipe:
    """A network and the runs that train it, one after the other."""

    plan: Plan
    runs: tuple[Run, ...]


RECIPES = {
    "accurate": Recipe(
        Plan((0, 1, 2, 3, 4, 5)),
        (Run(11, 2.5e-4, 1.5e-3), Run(2, 8e-5, 4e-4, re3d_times=4, own_times=3, toponym_share=0.15)),
    ),
    "fast": Recipe(Plan((0, 2, 4)), (Run(4, 2.5e-4, 5e-4, plain_share=0.5),)),
    "convolutions": Recipe(Plan((), 4, 256), (Run(8, 1e-3, 1.5e-3),)),
}


Checkpoint = tuple[Network, dict[str, list[str]], list[str]]
"""A network, its label sets and its pieces."""


@dataclass(frozen=True, slots=True)
class Corpora:
    """All that is learned from."""

    trees: list[list[ex.Sentence]]
    re3d: list[ex.Example]
    own: list[ex.Example]
    cameo: list[ex.Example]
    toponyms: list[ex.Example]
    plain: list[ex.Example]

    def all_examples(self) -> Iterator[ex.Example]:
        """Everything once, in long stretches."""
        for document in self.trees:
            yield ex.tree_example(document, names=_is_gum(document))
        yield from (*self.re3d, *self.own, *self.cameo, *self.toponyms)


def _is_gum(document: Sequence[ex.Sentence]) -> bool:
    return bool(document[0].genre)


def read_corpora(shared: Path, *, noncommercial: bool = False) -> Corpora:
    """Reads the training parts."""
    corpora = shared / "corpora"
    return Corpora(
        trees=ex.read_trees(corpora, "train", noncommercial=noncommercial),
        re3d=ex.re3d_examples(corpora / "re3d/train.txt", without=frozenset() if noncommercial else ex.news_of_bbc()),
        own=ex.own_examples(shared, LABELS_FOLDER)[0],
        cameo=ex.cameo_examples(corpora / "cameo/ner-train.txt"),
        toponyms=ex.toponym_examples(corpora / "geo", measure=False),
        plain=ex.plain_examples(shared),
    )


def epoch_rows(
    corpora: Corpora, run: Run, pieces: Pieces, numbers: Mapping[str, Mapping[str, int]], chance: random.Random
) -> list[dict[str, object]]:
    """One round through the treebanks in new stretches, with the other corpora as often as the run says."""
    drawn = [
        ex.tree_example(stretch, names=_is_gum(document))
        for document in corpora.trees
        for stretch in ex.stretches(document, chance, run.longest)
    ]
    drawn += corpora.re3d * run.re3d_times + corpora.own * run.own_times
    drawn += corpora.cameo + chance.sample(corpora.toponyms, int(len(corpora.toponyms) * run.toponym_share))
    drawn += chance.sample(corpora.plain, int(len(corpora.plain) * run.plain_share))
    return [encode(ex.varied(example, chance), pieces, numbers) for example in drawn]


def losses(network: Network, batch: Batch, teacher: Network | None = None) -> dict[str, Tensor]:
    """The loss of each task that the batch knows something about."""
    words = network.word_drop(network.words(batch))
    out: dict[str, Tensor] = {}
    scores = {task: layer(words).float() for task, layer in network.flat.items()}
    for task, score in scores.items():
        answers = batch.answers[task]
        if (answers >= 0).any():
            smooth = 0.05 if task == "names" else 0.0
            out[task] = functional.cross_entropy(
                score.flatten(0, 1), answers.flatten(), ignore_index=ex.IGNORE, label_smoothing=smooth
            )
    has_tree = (batch.heads >= 0).any()
    if has_tree or teacher is not None:
        arcs = network.arcs(words).float()
    if has_tree:
        known = arcs.masked_fill(~batch.same, -1e4)
        out["arc"] = functional.cross_entropy(known.flatten(0, 1), batch.heads.flatten(), ignore_index=ex.IGNORE)
        dependent, head = network.relation_parts(words)
        relation = network.relations(dependent, head, batch.heads.clamp(min=0)).float()
        out["relation"] = functional.cross_entropy(
            relation.flatten(0, 1), batch.relations.flatten(), ignore_index=ex.IGNORE
        )
    if teacher is not None:
        out["teacher"] = teacher_loss(network, teacher, batch, words, scores, arcs)
    return out


def teacher_loss(
    network: Network, teacher: Network, batch: Batch, words: Tensor, scores: Mapping[str, Tensor], arcs: Tensor
) -> Tensor:
    """How far the network's opinions are from a larger one's (Hinton et al. 2015), over real words."""
    real = batch.first > 0
    with torch.no_grad():
        known = teacher.words(batch)
        wanted = {
            task: teacher.flat[task](known).float()
            for task in ("xpos", "upos", "morph", "sentence", "names", "toponyms")
        }
        wanted_arcs = teacher.arcs(known).float()
        heads = wanted_arcs.argmax(-1)
        wanted_relations = teacher.relations(*teacher.relation_parts(known), heads).float()
    allowed = torch.cat([torch.ones_like(real[:, :1]), real], 1)[:, None, :]
    arcs, wanted_arcs = (score.masked_fill(~allowed, -1e4) for score in (arcs, wanted_arcs))
    pairs = [(scores[task], score) for task, score in wanted.items()]
    pairs += [(arcs, wanted_arcs), (network.relations(*network.relation_parts(words), heads).float(), wanted_relations)]
    total = torch.zeros(())
    for ours, theirs in pairs:
        gap = functional.kl_div(ours.log_softmax(-1), theirs.log_softmax(-1), reduction="none", log_target=True).sum(-1)
        total = total + gap[real].mean()
    return total / len(pairs)


def optimizer(network: Network, run: Run) -> torch.optim.Optimizer:
    """AdamW with a lower rate for the lower layers and for the piece vectors."""
    groups = []
    depth = len(network.encoder)
    taken: set[int] = set()

    def group(parameters: Sequence[Tensor], rate: float) -> None:
        own = [p for p in parameters if id(p) not in taken and p.requires_grad]
        taken.update(map(id, own))
        for decay, chosen in ((0.01, [p for p in own if p.dim() > 1]), (0.0, [p for p in own if p.dim() <= 1])):
            groups.append({"params": chosen, "lr": rate, "height": rate, "weight_decay": decay})

    fresh = bool(network.plan.convolutions)
    group([*network.shapes.parameters(), *network.gaps.parameters()], run.head_rate)
    group(
        [*network.pieces.parameters(), *network.positions.parameters(), *network.norm.parameters()],
        run.rate * run.layer_decay**depth,
    )
    for at, layer in enumerate(network.encoder):
        group(list(layer.parameters()), run.head_rate if fresh else run.rate * run.layer_decay ** (depth - 1 - at))
    group(list(network.parameters()), run.head_rate)
    return torch.optim.AdamW([g for g in groups if g["params"]], betas=(0.9, 0.98), eps=1e-6)


class Average:
    """A running average of the weights, which scores better than the last step's."""

    def __init__(self, network: Network) -> None:
        self.weights = {name: value.detach().clone() for name, value in network.state_dict().items()}
        self.steps = 0

    def add(self, network: Network) -> None:
        """Takes in the weights after a step."""
        self.steps += 1
        decay = min(AVERAGE, self.steps / (self.steps + 10))
        for name, value in network.state_dict().items():
            self.weights[name].lerp_(value.detach(), 1 - decay)


def fit(network: Network, corpora: Corpora, run: Run, pieces: Pieces, labels: Mapping[str, Sequence[str]], shared: Path, log: Path,
        teacher: Network | None = None) -> dict[str, Tensor]:  # fmt: skip
    """Trains and returns the averaged weights."""
    chance = random.Random(SEED)
    torch.manual_seed(SEED)
    numbers = {name: {value: at for at, value in enumerate(values)} for name, values in labels.items()}
    if teacher is None:
        run = replace(run, plain_share=0.0)  # texts without labels teach nothing by themselves
    adam, average = optimizer(network, run), Average(network)
    total, step, spent = None, 0, time.time()
    for epoch in range(math.ceil(run.epochs)):
        rows = epoch_rows(corpora, run, pieces, numbers, chance)
        drawn = list(batches(rows, run.pieces, chance))
        total = total or int(len(drawn) * run.epochs)
        seen: dict[str, list[float]] = {}
        network.train()
        for batch in drawn:
            if step >= total:
                break
            rate = min(step / max(1, run.warm * total), (total - step) / max(1.0, (1 - run.warm) * total))
            for group in adam.param_groups:
                group["lr"] = group["height"] * rate
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(network, batch, teacher)
                loss = sum((WEIGHT[task] * value for task, value in parts.items()), torch.zeros(()))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            adam.step()
            adam.zero_grad(set_to_none=True)
            average.add(network)
            for task, value in parts.items():
                seen.setdefault(task, []).append(float(value.detach()))
            step += 1
        losses_now = {task: round(sum(values) / len(values), 4) for task, values in seen.items()}
        row = {"epoch": epoch + 1, "step": step, "of": total, "seconds": round(time.time() - spent), "loss": losses_now}
        last = epoch + 1 == math.ceil(run.epochs)
        if epoch % 3 == 2 or last:
            kept = {name: value.clone() for name, value in network.state_dict().items()}
            network.load_state_dict(average.weights)
            row["scores"] = tree_and_name_scores(network, pieces, labels, shared, quick=not last)
            torch.save(network.state_dict(), log.with_suffix(".step"))
            network.load_state_dict(kept)
        with log.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row) + "\n")
        print(json.dumps(row), flush=True)
    return average.weights


def load_checkpoint(path: Path) -> Checkpoint:
    """A trained network with its label sets and pieces."""
    data = torch.load(path, weights_only=True)
    plan = Plan(**{key: tuple(value) if isinstance(value, list) else value for key, value in data["plan"].items()})
    network = Network(plan, len(data["pieces"]), {task: len(values) for task, values in data["labels"].items()})
    network.load_state_dict(data["weights"])
    return network, data["labels"], data["pieces"]


def prepare(plan: Plan, corpora: Corpora, folder: Path, teacher: Checkpoint | None) -> Checkpoint:
    """A network to train, on MiniLM's weights or on a teacher's."""
    vocabulary, vectors, weights = minilm(folder)
    labels = ex.label_sets(corpora.all_examples())
    labels |= {"sentence": ["inside", "first"], "names": list(ex.NAMES), "mentions_outer": list(ex.MENTIONS)}
    labels |= {"mentions_inner": list(ex.MENTIONS), "actors": list(ex.ACTORS), "toponyms": list(ex.TOPONYMS)}
    if teacher:
        _, labels, vocabulary = teacher
    network = Network(plan, len(vocabulary), {task: len(values) for task, values in labels.items()})
    if teacher:
        start_from_teacher(network, teacher[0])
    else:
        start_from_minilm(network, vectors, weights)
    return network, labels, vocabulary


def start_from_teacher(network: Network, teacher: Network) -> None:
    """Takes over the teacher's vectors and heads and the planned of its layers; the vectors stay as they are."""
    own = network.state_dict()
    for name, value in teacher.state_dict().items():
        if not name.startswith("encoder.") and name in own and own[name].shape == value.shape:
            own[name] = value.clone()
    network.load_state_dict(own)
    for layer, number in zip(network.encoder, network.plan.layers, strict=False):
        layer.load_state_dict(teacher.encoder[number].state_dict())
    network.pieces.weight.requires_grad_(False)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds corpora/ and gold/")
    parser.add_argument(
        "--minilm", type=Path, required=True, help="folder with MiniLM's vocab.txt and model.safetensors"
    )
    parser.add_argument("--output", type=Path, required=True, help="the checkpoint to write")
    parser.add_argument("--recipe", choices=sorted(RECIPES), required=True)
    parser.add_argument(
        "--teacher", type=Path, help="a checkpoint whose vectors are taken over and whose opinions are learned"
    )
    parser.add_argument("--start", type=Path, help="a checkpoint after the recipe's first run, to go on from")
    parser.add_argument("--epochs", type=float, help="of the first run, for a trial")
    parser.add_argument(
        "--noncommercial",
        action="store_true",
        help="with the texts under non-commercial licences: five genres of GUM, re3d's BBC",
    )
    args = parser.parse_args()
    torch.manual_seed(SEED)
    recipe = RECIPES[args.recipe]
    teacher = load_checkpoint(args.teacher) if args.teacher else None
    corpora = read_corpora(args.shared, noncommercial=args.noncommercial)
    start = load_checkpoint(args.start) if args.start else None
    network, labels, vocabulary = start or prepare(recipe.plan, corpora, args.minilm, teacher)
    if start and (len(recipe.runs) == 1 or network.plan != recipe.plan):
        parser.error(f"--start: {args.start} is no checkpoint after the first of several runs of {args.recipe}")
    runs = recipe.runs[1:] if start else recipe.runs
    if args.epochs:
        runs = (replace(runs[0], epochs=args.epochs), *runs[1:])
    unfinished = args.output.with_suffix(".part")  # after all runs but the last, a checkpoint for --start
    for run in runs:
        print(json.dumps({"run": asdict(run), "plan": network.plan.as_dict()}), flush=True)
        if teacher:
            teacher[0].eval()
        weights = fit(
            network,
            corpora,
            run,
            Pieces(vocabulary),
            labels,
            args.shared,
            args.output.with_suffix(".log"),
            teacher and teacher[0],
        )
        network.load_state_dict(weights)
        torch.save(
            {"weights": weights, "labels": labels, "pieces": vocabulary, "plan": network.plan.as_dict()}, unfinished
        )
    unfinished.replace(args.output)


if __name__ == "__main__":
    main()
