"""How well a claims network does on coded texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from training.claim_data import Text, batches, views
from training.claim_loss import by_sentence, tell
from training.claim_network import FIELDS, ROLES, ClaimNetwork
from training.claim_targets import ALLOWED, claims_of, judged, targets

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


@torch.inference_mode()
def measure(net: ClaimNetwork, texts: Sequence[Text], ends: tuple[int, int], most: int = 24_000) -> dict[str, float]:
    """F1 of (sentence, kind) at the best threshold, share of right fields and average precision of roles on coded claims."""
    net.to(DEVICE).eval()
    likely: list[float] = []
    true: list[int] = []
    right = {name: [0, 0] for name in FIELDS}
    ranked: dict[str, list[tuple[float, int]]] = {role: [] for role in ROLES}
    for group in batches([view for text in texts for view in views(text)], most):
        batch = targets(group, ends).to(DEVICE)
        told = tell(net, batch)
        _, sentences = judged(group)
        row, place, owner = batch.word
        values = by_sentence(told.scores[row, place], owner, len(sentences)).tolist()
        made = {(at, claim.sentence, claim.kind) for _, claim, at in claims_of(group)}
        for (at, number), scores in zip(sentences, values, strict=True):
            for kind, value in enumerate(scores):
                if (number, kind) not in group[at].text.partly:
                    likely.append(value)
                    true.append(int((at, number, kind) in made))
        for name, part in zip(FIELDS, told.fields.split(list(FIELDS.values()), dim=1), strict=True):
            for (_, claim, _), value in zip(claims_of(group), part.argmax(-1).tolist(), strict=True):
                right[name][0] += int(claim.fields[name] == value)
                right[name][1] += claim.fields[name] is not None
        types, aims, beliefs = batch.pair[4].cpu().numpy(), batch.role_aims.int().cpu(), told.roles.cpu()
        for r, role in enumerate(ROLES):
            mask = torch.from_numpy(ALLOWED[types, r] > 0)
            ranked[role] += zip(beliefs[mask, r].tolist(), aims[mask, r].tolist(), strict=True)
    best, threshold = best_f1(np.array(likely), np.array(true))
    return {
        "kind f1": best,
        "threshold": threshold,
        "kind ap": average_precision(list(zip(likely, true, strict=True))),
        **{name: hit / max(1, total) for name, (hit, total) in right.items()},
        **{f"{role} ap": average_precision(rows) for role, rows in ranked.items()},
    }


def best_f1(scores: np.ndarray, true: np.ndarray) -> tuple[float, float]:
    """The best F1 over all thresholds, and that threshold."""
    if not len(scores):
        return 0.0, 0.0
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(true[order])
    values = 2 * hits / (np.arange(1, len(order) + 1) + max(1, true.sum()))
    at = int(values.argmax())
    return float(values[at]), float(scores[order[at]])


def average_precision(rows: list[tuple[float, int]]) -> float:
    """Area under the curve of precision and recall."""
    rows.sort(key=lambda item: -item[0])
    hit, total = 0, 0.0
    for at, (_, good) in enumerate(rows, 1):
        if good:
            hit += 1
            total += hit / at
    return total / max(1, hit)
