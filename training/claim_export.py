"""From a trained claims network to what the package ships: ``python -m training.claim_export NET.pt --vectors vectors.npz --output FOLDER``.

The encoder's products become 8-bit ones, as the English pipeline's (``training/export.py``); the heads are small matrices in half precision.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.claim_network import ClaimNetwork
from training.claim_start import read_weights, small, vectors_of
from training.export import fuse

LAYERS = 6  # of the network that is packaged


class Shipped(nn.Module):
    """The encoder from embedded pieces on, one window at a time."""

    def __init__(self, network: ClaimNetwork) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, embedded: Tensor, first: Tensor) -> Tensor:
        """(1, pieces, width) and (words,) to (words, width)."""
        encoder = self.encoder
        words = encoder.encode(embedded, 0, encoder.whole).index_select(1, first)
        told: Tensor = encoder.encode(words, encoder.whole, len(encoder.encoder))[0]
        return told


def write_network(network: ClaimNetwork, path: Path) -> None:
    """The ONNX file."""
    network.eval()
    whole = path.with_suffix(".whole.onnx")
    torch.onnx.export(
        Shipped(network), (torch.randn(1, 24, 384), torch.arange(1, 20)), str(whole), dynamo=False, opset_version=17,
        input_names=["embedded", "first"], output_names=["words"],
        dynamic_axes={"embedded": {1: "pieces"}, "first": {0: "count"}, "words": {0: "w_words"}},
    )  # fmt: skip
    fuse(whole)
    graph = onnx.load(whole).graph
    products = [
        node.name + ("_MatMul" if node.op_type == "Gemm" else "")
        for node in graph.node
        if node.op_type in ("MatMul", "Gemm") and "encoder" in node.name
    ]
    quantize_dynamic(
        whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, nodes_to_quantize=products,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    whole.unlink()


def write_heads(network: ClaimNetwork, path: Path) -> None:
    """The heads and the small tables of the embedding, matrices as (in, out)."""
    tables: dict[str, Tensor] = {
        name: getattr(network.encoder, name).weight for name in ("positions", "shapes", "gaps")
    }
    for name in ("kinds", "claim", "fields", "pointer", "first", "last", "roles"):
        layer = getattr(network.heads, name)
        tables |= {f"{name}.weight": layer.weight.T.contiguous(), f"{name}.bias": layer.bias}
    tables |= {name: getattr(network.heads, name).weight for name in ("kind_of_claim", "kind_of_pointer", "distance")}
    np.savez_compressed(path, **{name: value.detach().numpy().astype(np.float16) for name, value in tables.items()})


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path)
    parser.add_argument("--layers", type=int, default=LAYERS)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--whole", type=int, help="layers that see all pieces (all of them, unless told)")
    args = parser.parse_args()
    network = small(vectors_of(args.vectors), args.layers, None, args.whole)
    read_weights(network, args.network)
    args.output.mkdir(parents=True, exist_ok=True)
    write_network(network, args.output / "claims.onnx")
    write_heads(network, args.output / "claims.npz")


if __name__ == "__main__":
    main()
