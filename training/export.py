"""From a checkpoint to what the package ships: `python -m training.export CHECKPOINT --name accurate --shared DIR --output FOLDER`.

The piece vectors become an 8-bit table with a scale for each row, read by numpy; the encoder's products become 8-bit ones
(dynamic: weights by column, activations as they come); the heads stay in 32 bits. Weights take 7 of the 8 bits (``reduce_range``), so
that processors without VNNI give the same sums.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn
from torch.nn import functional

from casus.language.spans import only_begun
from training import examples as ex
from training.fit import LABELS_FOLDER, load_checkpoint
from training.network import Network

LONGEST = 192  # pieces of one stretch at run time
OUTPUTS = ("xpos", "upos", "morph", "sentence", "names", "toponyms", "arcs", "dependents", "heads")
QUANTIZED = ("encoder", "narrowed", "arc_dependent", "arc_head", "relation_dependent", "relation_head")
SHIPPED = ("xpos", "upos", "morph", "relation", "names", "toponyms")  # label sets that the package needs


class Shipped(nn.Module):
    """The network from embedded pieces on, one stretch at a time, without what only training needs."""

    def __init__(self, network: Network, pairs: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("xpos", torch.tensor([one for one, _ in pairs]))
        self.register_buffer("upos", torch.tensor([other for _, other in pairs]))

    def forward(self, embedded: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """(1, pieces, width) and (words,) to the outputs of :class:`casus.language.encoder.Opinion`."""
        network = self.network
        words = network.encode(embedded)[0].index_select(0, first)
        flat = {task: layer(words) for task, layer in network.flat.items()}
        heads = torch.cat([network.root[None], words], 0)
        dependent, head = functional.gelu(network.arc_dependent(words)), functional.gelu(network.arc_head(heads))
        arcs = network.arc_product(dependent) @ head.T + network.arc_bias(head).T
        together = flat["xpos"].log_softmax(-1)[:, self.xpos] + flat["upos"].log_softmax(-1)[:, self.upos]
        best = together.argmax(-1)
        tags = self.xpos[best], self.upos[best], flat["morph"].argmax(-1)
        starts = flat["sentence"][:, 1] - flat["sentence"][:, 0]
        names, toponyms = flat["names"].log_softmax(-1), flat["toponyms"].log_softmax(-1)
        return *tags, starts, names, toponyms, arcs, network.relation_dependent(words), network.relation_head(heads)


def write_vectors(network: Network, path: Path) -> None:
    """The piece vectors, 8 bits each."""
    vectors = network.pieces.weight.detach().numpy()
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-6).astype(np.float32) / 127
    np.savez_compressed(path, vectors=np.round(vectors / scales[:, None]).astype(np.int8), scales=scales)


def name_transitions(shared: Path) -> np.ndarray:
    """What a label of a name is worth after another: how often it follows in the training labels, half of its log-odds.

    The halves were chosen on the held-out part of our own labels (0, 0.3, 0.5, 0.7 and 1 tried for each).
    """
    counts = np.full((len(ex.NAMES), len(ex.NAMES)), 0.1)
    learned = ex.own_examples(shared, LABELS_FOLDER)[0]
    learned += ex.re3d_examples(shared / "corpora/re3d/train.txt", without=ex.news_of_bbc())
    for example in learned:
        row = example.labels["names"]
        for before, after in zip((0, *row), row, strict=False):
            counts[before, after] += 1
    often = counts.sum(axis=0) / counts.sum()
    worth = 0.5 * (np.log(counts / counts.sum(axis=1, keepdims=True)) - 0.5 * np.log(often))
    return (worth + only_begun(ex.NAMES)).astype(np.float32)


def write_tables(network: Network, path: Path, shared: Path) -> None:
    """The small tables that numpy reads."""
    single = {
        "positions": network.positions.weight[: LONGEST * 2 + 2].detach().numpy().astype(np.float16).astype(np.float32),
        "shapes": network.shapes.weight, "gaps": network.gaps.weight,
        "relation_out": network.relation_out.weight.T.contiguous(), "relation_bias": network.relation_out.bias,
        "transitions": name_transitions(shared),
    }  # fmt: skip
    np.savez_compressed(path, **{k: v if isinstance(v, np.ndarray) else v.detach().numpy() for k, v in single.items()})


def tag_pairs(shared: Path, labels: Mapping[str, Sequence[str]], rarest: int = 3) -> list[tuple[int, int]]:
    """The Penn tags and parts of speech that stand together in the treebanks: no word is NNS and PROPN."""
    seen = Counter(
        (word.xpos, word.upos)
        for document in ex.read_trees(shared / "corpora", "train", noncommercial=False)
        for sentence in document
        for word in sentence.words
    )
    xpos, upos = ({value: at for at, value in enumerate(labels[task])} for task in ("xpos", "upos"))
    return sorted((xpos[x], upos[u]) for (x, u), count in seen.items() if count >= rarest and x in xpos and u in upos)


def fuse(path: Path) -> None:
    """Puts operations of an ONNX file together where that makes them faster."""
    options = FusionOptions("bert")
    # onnxruntime's kernel of both together takes ten times as long as the sum and the norm by themselves
    options.enable_skip_layer_norm = False
    fused = optimize_model(
        str(path), model_type="bert", num_heads=12, hidden_size=384, optimization_options=options, opt_level=0
    )
    fused.save_model_to_file(str(path))


def write_network(network: Network, path: Path, pairs: Sequence[tuple[int, int]]) -> None:
    """The ONNX file; ``pairs`` are the tags that may stand together."""
    network.eval()
    whole = path.with_suffix(".whole.onnx")
    torch.onnx.export(
        Shipped(network, pairs), (torch.randn(1, 24, 384), torch.arange(1, 20)), str(whole), dynamo=False, opset_version=17,
        input_names=["embedded", "first"], output_names=list(OUTPUTS),
        dynamic_axes={"embedded": {1: "pieces"}, "first": {0: "words"}, **{o: {0: "w_" + o} for o in OUTPUTS}, "arcs": {0: "words", 1: "heads"}},
    )  # fmt: skip
    fuse(whole)
    graph = onnx.load(whole).graph
    products = [
        node.name + ("_MatMul" if node.op_type == "Gemm" else "")  # the name that the quantizer gives it first
        for node in graph.node
        if node.op_type in ("MatMul", "Gemm") and any(part in node.name for part in QUANTIZED)
    ]
    quantize_dynamic(
        whole,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_quantize=products,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fused nodes tell no type
    whole.unlink()


def export(checkpoint: Path, name: str, output: Path, shared: Path, *, keep_vectors: bool = False) -> None:
    """Writes NAME.onnx, NAME.npz, NAME.json, pieces.txt and, unless those that are there are kept, vectors.npz."""
    network, labels, pieces = load_checkpoint(checkpoint)
    output.mkdir(parents=True, exist_ok=True)
    write_network(network, output / f"{name}.onnx", tag_pairs(shared, labels))
    write_tables(network, output / f"{name}.npz", shared)
    if not keep_vectors:
        write_vectors(network, output / "vectors.npz")
    (output / "pieces.txt").write_text("\n".join(pieces), encoding="utf-8")
    settings = {
        "labels": {task: labels[task] for task in SHIPPED}, "longest": LONGEST,
        "plan": network.plan.as_dict(),
    }  # fmt: skip
    (output / f"{name}.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--name", choices=("accurate", "fast"), required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds corpora/ and gold/")
    parser.add_argument(
        "--keep-vectors", action="store_true", help="use the vectors that lie in the folder, its teacher's"
    )
    args = parser.parse_args()
    export(args.checkpoint, args.name, args.output, args.shared, keep_vectors=args.keep_vectors)


if __name__ == "__main__":
    main()
