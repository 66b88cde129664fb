"""The network in training and the one at run time are one: the same lists, the same sums."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from casus.coding import claim_network
from casus.coding.claim_network import HeardClaim, Layout, View
from casus.record import KINDS

SOURCE = Path(__file__).parents[2] / "training" / "claim_network.py"


def listed(name: str) -> Any:
    """A constant of the module as it is written, which is read without the libraries of training."""
    for node in ast.parse(SOURCE.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name:
            return ast.literal_eval(node.value)
    raise AssertionError(f"{SOURCE.name} has no {name}")


def test_what_is_trained_is_listed_in_the_order_in_which_it_is_read() -> None:
    assert listed("KINDS") == KINDS
    for name in ("STATUSES", "SOURCE_TYPES", "ROLES"):
        assert listed(name) == getattr(claim_network, name)
    assert listed("DISTANCES") == 2 * (claim_network.FARTHEST + 1)
    assert set(listed("TYPE_OF_ROLE")) == set(claim_network.ROLES)


WORDS = 12
LAYOUT = Layout(
    ["word"] * WORDS, [5 * at for at in range(WORDS)], [5 * at + 4 for at in range(WORDS)], [1] * WORDS, [0]
)


@pytest.fixture
def heads() -> Any:
    for library in ("torch", "safetensors"):
        pytest.importorskip(library, reason=f"{library}, which only training needs, is not installed")
    import torch
    from training.claim_network import Heads

    torch.manual_seed(7)
    return Heads(8).eval()


def tables(heads: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in ("claim", "fields", "pointer", "first", "last", "roles"):
        layer = getattr(heads, name)
        out |= {f"{name}.weight": layer.weight.T.detach().numpy(), f"{name}.bias": layer.bias.detach().numpy()}
    return out | {
        name: getattr(heads, name).weight.detach().numpy() for name in ("kind_of_claim", "kind_of_pointer", "distance")
    }


def test_both_say_the_same_of_a_claim_and_of_a_mention_beside_it(heads: Any) -> None:
    import torch
    from training.claim_network import distance_bucket

    words, kind, peak = torch.randn(WORDS, 8), 3, 5
    vector = words[4:7].mean(0)
    claim = HeardClaim(
        tables(heads), LAYOUT, View(0, words.numpy(), np.zeros((WORDS, len(KINDS)))), kind, vector.numpy(), peak
    )
    with torch.no_grad():
        fields = heads.field_scores(vector[None], torch.tensor([kind]))[0]
    at = 0
    for values in claim.fields().values():
        trained = fields[at : at + len(values)].log_softmax(-1).tolist()
        assert list(values.values()) == pytest.approx(trained, abs=1e-4)
        at += len(values)
    for first, last in ((0, 0), (2, 4), (4, 6), (5, 5), (6, 6), (9, 11)):
        gap = last - peak if last < peak else first - peak
        with torch.no_grad():
            trained = heads.role_scores(
                heads.claim_hidden(vector[None], torch.tensor([kind])),
                heads.first(words[first][None]),
                heads.last(words[last][None]),
                distance_bucket(torch.tensor([gap])),
            )[0].tolist()
        stretch = (LAYOUT.begins[first], LAYOUT.ends[last])
        told = [claim.log_odds(role, [stretch])[0] for role in claim_network.ROLES]
        assert told == pytest.approx(trained, abs=1e-4)
