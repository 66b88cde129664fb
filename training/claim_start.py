"""Claims networks before they have learned: of MiniLM's size, and of MPNet's; and how a saved one is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.claim_network import ClaimNetwork, Small

PRODUCTS = ("qkv", "attended", "widen", "narrow")  # of a layer, in the order of its sums


def vectors_of(path: Path) -> Tensor:
    """The package's piece vectors."""
    with np.load(path) as tables:
        return torch.tensor(tables["vectors"].astype(np.float32) * tables["scales"][:, None])


def small(vectors: Tensor, layers: int, start: Path | None, whole: int | None = None) -> ClaimNetwork:
    """A network of MiniLM's size, begun from the English pipeline's checkpoint; its first ``whole`` layers see all pieces."""
    encoder = Small(vectors, layers, whole)
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


def read_weights(net: ClaimNetwork, path: Path) -> None:
    """Gives a network the weights of a file; vectors that do not learn are not in it.

    Raises ValueError where a weight that learns is missing, or one is not known.
    """
    saved = {name: value.float() for name, value in torch.load(path, map_location="cpu").items()}
    found = net.load_state_dict(saved, strict=False)
    if found.missing_keys or found.unexpected_keys:
        raise ValueError(f"{path}: missing {found.missing_keys}, unknown {found.unexpected_keys}")


def packaged(folder: Path, vectors: Tensor, take: Sequence[int], whole: int | None = None) -> ClaimNetwork:
    """A network with some of the layers of the one that the package ships, whose 8-bit products are in 32 bits again.

    Raises ValueError where ``claims.onnx`` is not built as ``training/claim_export.py`` builds it.
    """
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(folder / "claims.onnx").graph
    found = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    names = [name.removesuffix("_quantized") for name in found if name.endswith("_quantized")]
    names.sort(key=lambda name: int(name.split("_")[1]))  # "onnx::MatMul_511": numbered as they come
    if not names or len(names) % len(PRODUCTS):
        raise ValueError(f"{folder / 'claims.onnx'}: {len(names)} products are not those of whole layers")
    weights: dict[str, np.ndarray] = {}
    for to, at in enumerate(take):
        for own, name in zip(PRODUCTS, names[len(PRODUCTS) * at :], strict=False):
            product = found[f"{name}_quantized"].astype(np.float32) * found[f"{name}_scale"]
            weights[f"encoder.encoder.{to}.{own}.weight"] = product.T
        inside = f"encoder.encoder.{at}."
        weights |= {
            f"encoder.encoder.{to}.{name.removeprefix(inside)}": value
            for name, value in found.items()
            if name.startswith(inside)
        }
    weights |= {name: value for name, value in found.items() if name.startswith("encoder.norm.")}
    with np.load(folder / "claims.npz") as tables:
        for name in tables.files:
            matrix = name.endswith(".weight")
            own = name if matrix or name.endswith(".bias") else f"{name}.weight"
            part = "encoder" if name in ("positions", "shapes", "gaps") else "heads"
            weights[f"{part}.{own}"] = tables[name].T if matrix else tables[name]
    net = small(vectors, len(take), None, whole)
    missing = net.load_state_dict(
        {name: torch.tensor(value.astype(np.float32)) for name, value in weights.items()}, strict=False
    )
    if missing.unexpected_keys or missing.missing_keys != ["heads.coders.weight"]:
        raise ValueError(f"{folder}: {missing}")
    return net


def plain_attention() -> None:
    """Keeps cuDNN's attention out on a GPU: it makes a plan for every new shape of batch, and no two batches are alike (140 ms a step, not 20)."""
    torch.backends.cuda.enable_cudnn_sdp(False)
