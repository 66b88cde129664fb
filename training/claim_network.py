"""The claims network: an encoder over windows of sentences, and heads that say what each sentence claims.

For every word a score of each kind; a sentence's score of a kind is the soft maximum (log-sum-exp) over its words, so the words that
speak for a claim show themselves. A claim is what its words look like, weighted by those scores; from it come its status, its source's type, whether it
is an aggregate, and, beside each mention of the window, how likely that is one of its actors, its targets, its place, its time, its counts, its source.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.network import GAPS, POSITIONS, SHAPES, Layer

KINDS = (
    "armed_clash", "territory_gain", "air_strike", "shelling", "suicide_bombing", "explosive_device", "chemical_attack", "attack_on_civilians",
    "abduction", "detention", "surrender", "withdrawal", "deployment", "offensive", "agreement", "displacement", "siege", "aid",
    "property_destruction", "weapons_seizure", "protest", "casualty_report",
)  # fmt: skip
STATUSES = ("happened", "planned", "possible", "denied")
SOURCE_TYPES = (
    "reporter",
    "belligerent",
    "government",
    "monitor",
    "un",
    "ngo",
    "media",
    "witness",
    "expert",
    "official_unnamed",
    "other",
)
FIELDS = {"status": len(STATUSES), "source_type": len(SOURCE_TYPES), "aggregate": 2}
ROLES = ("actor", "target", "place", "time", "count", "source")
TYPES = ("side", "place", "time", "count", "speaker")
TYPE_OF_ROLE = {"actor": 0, "target": 0, "place": 1, "time": 2, "count": 3, "source": 4}
HIDDEN = 128
DISTANCES = 20  # buckets of how many words a mention stands from its claim


def words_at(x: Tensor, first: Tensor) -> Tensor:
    """(batch, pieces, width) and the place of each word's first piece, (batch, words), to (batch, words, width)."""
    return torch.gather(x, 1, first[..., None].expand(-1, -1, x.shape[-1]))


class Small(nn.Module):
    """MiniLM's layers, some or all, over the piece vectors that the English pipeline ships, which stay as they are.

    The first ``whole`` layers see all pieces (all layers, where it is not told), those after them the first piece of each word alone, which by then knows of the
    others (PoWER-BERT, Goyal et al. 2020, leaves out ever more pieces in this way).
    """

    width = 384

    def __init__(self, vectors: Tensor, layers: int, whole: int | None = None) -> None:
        super().__init__()
        self.whole = layers if whole is None else whole
        self.register_buffer("vectors", vectors, persistent=False)
        self.positions = nn.Embedding(POSITIONS, self.width)
        self.shapes = nn.Embedding(len(SHAPES), self.width)
        self.gaps = nn.Embedding(len(GAPS), self.width)
        self.norm = nn.LayerNorm(self.width, 1e-12)
        self.drop = nn.Dropout(0.1)
        self.encoder = nn.ModuleList([Layer() for _ in range(layers)])

    def forward(self, pieces: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """(batch, pieces) numbers to (batch, words, width); ``first`` is the place of each word's first piece, 0 where a row has no more words."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = functional.embedding(pieces, self.vectors) + self.positions(places) + self.shapes(shapes) + self.gaps(gaps)
        x = self.encode(x, 0, self.whole, mask[:, None, None, :])
        return self.encode(words_at(x, first), self.whole, len(self.encoder), (first > 0)[:, None, None, :])

    def encode(self, x: Tensor, begin: int, end: int, mask: Tensor | None = None) -> Tensor:
        """What some of the layers make of embedded pieces, or of words."""
        if begin == 0:
            x = self.drop(self.norm(x))
        for layer in self.encoder[begin:end]:
            x = layer(x, mask)
        return x


class Heads(nn.Module):
    """What is read off the words."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.drop = nn.Dropout(0.2)
        self.kinds = nn.Linear(width, len(KINDS))
        nn.init.normal_(self.kinds.weight, std=0.02)
        nn.init.constant_(self.kinds.bias, -7.0)
        self.coders = nn.Embedding(2, len(KINDS), padding_idx=0)  # how much more of a kind other coders see
        nn.init.zeros_(self.coders.weight)
        self.claim = nn.Linear(width, HIDDEN)
        self.kind_of_claim = nn.Embedding(len(KINDS), HIDDEN)
        self.fields = nn.Linear(HIDDEN, sum(FIELDS.values()))
        self.pointer = nn.Linear(width, HIDDEN)
        self.first, self.last = nn.Linear(width, HIDDEN), nn.Linear(width, HIDDEN)
        self.kind_of_pointer = nn.Embedding(len(KINDS), HIDDEN)
        self.distance = nn.Embedding(DISTANCES, HIDDEN)
        self.roles = nn.Linear(HIDDEN, len(ROLES))

    def words(self, x: Tensor) -> Tensor:
        """Scores (words, kinds)."""
        return self.kinds(self.drop(x))

    def field_scores(self, claim: Tensor, kind: Tensor) -> Tensor:
        """(claims, width) and their kinds' numbers to the scores of all fields' values, side by side."""
        return self.fields(functional.relu(self.claim(self.drop(claim)) + self.kind_of_claim(kind)))

    def claim_hidden(self, claim: Tensor, kind: Tensor) -> Tensor:
        """(claims, width) and their kinds' numbers to what the claim adds to the roles of its mentions, (claims, hidden)."""
        return self.pointer(self.drop(claim)) + self.kind_of_pointer(kind)

    def role_scores(self, claim: Tensor, first: Tensor, last: Tensor, distance: Tensor) -> Tensor:
        """Scores of all roles of pairs: what their claim, the first and the last word of their mention add, (pairs, hidden) each, and the
        bucket of their distance."""
        return self.roles(functional.relu(claim + first + last + self.distance(distance)))


class ClaimNetwork(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = Heads(width)
        self.width = width

    def read(self, pieces: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """The words of a batch of windows: (batch, words, width); ``first`` is the place of each word's first piece."""
        x: Tensor = self.encoder(pieces, shapes, gaps, mask, first)
        return x


def distance_bucket(gap: Tensor) -> Tensor:
    """Signed distance in words to a bucket: 0 to 9 before the claim's word, 10 to 19 after."""
    size = torch.clamp(torch.log2(gap.abs().float() + 1), max=9).long()
    return torch.where(gap < 0, size, 10 + size)
