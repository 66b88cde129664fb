"""Claims networks before they have learned: of MiniLM's size, and of MPNet's; and how a saved one is read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.claim_network import ClaimNetwork, Small


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


def read_weights(net: ClaimNetwork, path: Path) -> None:
    """Gives a network the weights of a file; vectors that do not learn are not in it.

    Raises ValueError where a weight that learns is missing, or one is not known.
    """
    saved = {name: value.float() for name, value in torch.load(path, map_location="cpu").items()}
    found = net.load_state_dict(saved, strict=False)
    if found.missing_keys or found.unexpected_keys:
        raise ValueError(f"{path}: missing {found.missing_keys}, unknown {found.unexpected_keys}")


def plain_attention() -> None:
    """Keeps cuDNN's attention out on a GPU: it makes a plan for every new shape of batch, and no two batches are alike (140 ms a step, not 20)."""
    torch.backends.cuda.enable_cudnn_sdp(False)
