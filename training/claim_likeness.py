"""A small network's words made like those of a large one: a part of the loss while it learns from its teacher.

After TinyBERT (Jiao et al. 2020): what the small network makes of each word, turned by a matrix that is thrown away afterwards, should be
what the large one makes of it. That says more of a text than the few kinds that the teacher sees in it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.claim_network import ClaimNetwork
from training.claim_targets import Targets

WEIGHT = 0.4  # of a word's mean squared difference, beside the other parts of the loss


class Likeness(nn.Module):
    """``teacher`` does not learn; ``width`` is that of the pupil's words."""

    def __init__(self, teacher: ClaimNetwork, width: int, wide: int) -> None:
        super().__init__()
        self.teacher = [teacher.eval().requires_grad_(False)]  # in a list, so that it is no part of what learns
        self.wide = wide
        self.turn = nn.Linear(width, wide)

    def forward(self, words: Tensor, batch: Targets) -> Tensor:
        """The loss of the judged words of a batch; ``words`` is (windows, words, width) as the pupil reads them."""
        with torch.no_grad():
            aims = self.teacher[0].read(batch.pieces, batch.shapes, batch.gaps, batch.mask, batch.first)
        row, place, _ = batch.word
        at = row * words.shape[1] + place
        own = self.turn(words.flatten(0, 1).index_select(0, at)).float()
        aim = functional.layer_norm(aims.flatten(0, 1).index_select(0, at).float(), (self.wide,))
        return WEIGHT * (own - aim).square().mean(1).sum()
