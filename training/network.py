"""The network: MiniLM's encoder (or a convolutional one over its piece vectors) with heads for trees, tags, sentences and names.

The parser scores every pair of words in one product (Dozat and Manning 2017), the label of the chosen arc by a small
perceptron over both words; sentences, tags and names are one linear layer each over a word's first piece.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from casus.language.pieces import GAPS, SHAPES

if TYPE_CHECKING:
    from training.batches import Batch

WIDTH, HEADS, INNER = 384, 12, 1536  # MiniLM's own
POSITIONS = 512
ARC, RELATION = 256, 128


@dataclass(frozen=True, slots=True)
class Plan:
    """What the network is made of."""

    layers: tuple[int, ...] = (0, 1, 2, 3, 4, 5)  # MiniLM's layers that it starts from; none: convolutions
    convolutions: int = 0
    convolution_width: int = 256

    def as_dict(self) -> dict[str, object]:
        """For the settings file."""
        return asdict(self)


class Layer(nn.Module):
    """One transformer layer of BERT: attention, then a perceptron, each normalised after the sum."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, 1e-12)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(batch, pieces, width) to the same; ``mask`` is true where attention may look."""
        batch, pieces, _ = x.shape
        q, k, v = self.qkv(x).view(batch, pieces, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(batch, pieces, WIDTH)
        x = self.norm1(x + self.drop(self.attended(seen)))
        return self.norm2(x + self.drop(self.narrow(functional.gelu(self.widen(x)))))


class Convolution(nn.Module):
    """A window of one piece to each side through a maxout of three, added to what came in (spaCy's encoder)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.window = nn.Linear(3 * width, 3 * width)
        self.norm = nn.LayerNorm(width)
        self.drop = nn.Dropout(0.1)
        self.width = width

    def forward(self, x: Tensor) -> Tensor:
        """(batch, pieces, width) to the same."""
        edge = x[:, :1] * 0
        seen = torch.cat([torch.cat([edge, x[:, :-1]], 1), x, torch.cat([x[:, 1:], edge], 1)], -1)
        out = self.window(seen).view(*x.shape[:2], self.width, 3).amax(-1)
        return x + self.drop(self.norm(out))


class Network(nn.Module):
    """Encoder and heads. ``labels`` holds the size of each task's label set."""

    def __init__(self, plan: Plan, vocabulary: int, labels: Mapping[str, int]) -> None:
        super().__init__()
        self.plan = plan
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        self.gaps = nn.Embedding(len(GAPS), WIDTH)
        nn.init.zeros_(self.shapes.weight)
        nn.init.zeros_(self.gaps.weight)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.drop = nn.Dropout(0.1)
        self.word_drop = nn.Dropout(0.2)
        self.encoder = nn.ModuleList([Layer() for _ in plan.layers])
        width = WIDTH
        if plan.convolutions:
            width = plan.convolution_width
            self.narrowed = nn.Linear(WIDTH, width)
            self.encoder = nn.ModuleList([Convolution(width) for _ in range(plan.convolutions)])
        self.flat = nn.ModuleDict({task: nn.Linear(width, size) for task, size in labels.items() if task != "relation"})
        self.arc_dependent, self.arc_head = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc_product = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.root = nn.Parameter(torch.zeros(width))
        self.relation_dependent, self.relation_head = nn.Linear(width, RELATION), nn.Linear(width, RELATION)
        self.relation_out = nn.Linear(RELATION, labels["relation"])
        self.arc_drop = nn.Dropout(0.25)

    def embed(self, pieces: Tensor, shapes: Tensor, gaps: Tensor) -> Tensor:
        """The sum of what is known of each piece before its context: (batch, pieces, width)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        return self.pieces(pieces) + self.positions(places) + self.shapes(shapes) + self.gaps(gaps)

    def encode(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        """Embedded pieces with their context."""
        x = self.drop(self.norm(x))
        if self.plan.convolutions:
            inside = 1.0 if mask is None else mask[:, 0, 0, :, None]
            x = self.narrowed(x) * inside
            for layer in self.encoder:
                x = layer(x) * inside
            return x
        for layer in self.encoder:
            x = layer(x, mask)
        return x

    def words(self, batch: Batch) -> Tensor:
        """What the encoder makes of each word of a batch, its first piece's vector: (batch, words, width)."""
        x = self.encode(self.embed(batch.pieces, batch.shapes, batch.gaps), batch.mask)
        return torch.gather(x, 1, batch.first[..., None].expand(-1, -1, x.shape[-1]))

    def arcs(self, words: Tensor) -> Tensor:
        """Scores of each word's heads: (batch, words, 1 + words), the root first."""
        heads = torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)
        dependent = self.arc_drop(functional.gelu(self.arc_dependent(words)))
        head = self.arc_drop(functional.gelu(self.arc_head(heads)))
        return self.arc_product(dependent) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)

    def relation_parts(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """What a word brings to its relation as dependent and, the root first, as head."""
        heads = torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)
        return self.relation_dependent(words), self.relation_head(heads)

    def relations(self, dependent: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        """Scores of the relation of each word to its head (0: the root)."""
        chosen = torch.gather(head, 1, heads[..., None].expand(-1, -1, head.shape[-1]))
        return self.relation_out(self.arc_drop(functional.relu(dependent + chosen)))


def keepable(piece: str) -> bool:
    """Whether English news can need a piece: no other alphabet, no reserve."""
    if piece.startswith("[unused"):
        return False
    body = piece.removeprefix("##")
    return all(ord(char) < 0x250 or not char.isalpha() or "LATIN" in unicodedata.name(char, "") for char in body)


def minilm(folder: Path) -> tuple[list[str], Tensor, dict[str, Tensor]]:
    """The pieces that are kept, their vectors, and all weights of MiniLM under its own names."""
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    weights = load_file(str(folder / "model.safetensors"))
    kept = [at for at, piece in enumerate(vocabulary) if keepable(piece)]
    vectors = weights["embeddings.word_embeddings.weight"][torch.tensor(kept)]
    return [vocabulary[at] for at in kept], vectors, weights


def start_from_minilm(network: Network, vectors: Tensor, weights: Mapping[str, Tensor]) -> None:
    """Copies MiniLM's vectors and the planned layers into the network."""
    with torch.no_grad():
        network.pieces.weight.copy_(vectors)
        kinds = weights["embeddings.token_type_embeddings.weight"][0]
        network.positions.weight.copy_(weights["embeddings.position_embeddings.weight"] + kinds)
        network.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        network.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
    for layer, number in zip(network.encoder, network.plan.layers, strict=False):
        _copy_layer(layer, weights, f"encoder.layer.{number}.")


def _copy_layer(layer: nn.Module, weights: Mapping[str, Tensor], prefix: str) -> None:
    def both(names: Sequence[str], kind: str) -> Tensor:
        return torch.cat([weights[f"{prefix}{name}.{kind}"] for name in names])

    attention = [f"attention.self.{name}" for name in ("query", "key", "value")]
    sources = {
        "qkv": attention, "attended": ["attention.output.dense"], "norm1": ["attention.output.LayerNorm"],
        "widen": ["intermediate.dense"], "narrow": ["output.dense"], "norm2": ["output.LayerNorm"],
    }  # fmt: skip
    layer.load_state_dict(
        {f"{name}.{kind}": both(names, kind) for name, names in sources.items() for kind in ("weight", "bias")}
    )
