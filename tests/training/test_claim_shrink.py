"""A smaller claims network begins as the packaged one, reads words after its first layer, and learns until it gives what it should."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

for library in ("torch", "onnx", "safetensors"):
    pytest.importorskip(library, reason=f"{library}, which only training needs, is not installed")

CODING, LANGUAGE = (Path(str(files("casus") / part / "model")) for part in ("coding", "language"))


def begun(whole: int | None) -> Any:
    """The packaged network in 32 bits; its first ``whole`` layers see all pieces."""
    from training.claim_export import LAYERS
    from training.claim_start import packaged, vectors_of

    return packaged(CODING, vectors_of(LANGUAGE / "vectors.npz"), range(LAYERS), whole).eval()


@pytest.fixture(scope="module")
def network() -> Any:
    return begun(1)


def window(sizes: list[int]) -> tuple[Any, Any]:
    """Numbers of pieces, and where each word begins, of a window with words of these sizes between two end pieces."""
    import torch

    first = [1 + sum(sizes[:at]) for at in range(len(sizes))]
    return torch.arange(900, 902 + sum(sizes))[None], torch.tensor(first)[None]


def read(network: Any, pieces: Any, first: Any, mask: Any = None) -> Any:
    import torch

    with torch.no_grad():
        plain = torch.zeros_like(pieces)
        return network.read(pieces, plain, plain, torch.ones_like(pieces).bool() if mask is None else mask, first)


def test_a_packaged_network_in_32_bits_makes_of_words_what_it_makes_of_them_in_8() -> None:
    from casus.coding.claim_network import ClaimNetwork

    pieces, first = window([1, 3, 1, 2, 1, 1])
    shipped = ClaimNetwork(CODING, LANGUAGE)
    tables, size = shipped.heads, pieces.shape[1]
    embedded = shipped._vectors[pieces[0]].astype(np.float32) * shipped._scales[pieces[0], None]
    embedded += tables["positions"][:size] + tables["shapes"][0] + tables["gaps"][0]
    told = shipped._session.run(["words"], {"embedded": embedded[None], "first": first[0].numpy()})[0]
    words = read(begun(None), pieces, first)[0].numpy()
    likeness = (told * words).sum(1) / np.linalg.norm(told, axis=1) / np.linalg.norm(words, axis=1)
    assert likeness.min() > 0.98


def test_what_fills_up_a_batch_changes_no_word(network: Any) -> None:
    import torch

    pieces, first = window([1, 3, 1])
    filled = torch.cat([pieces, torch.full((1, 6), 2000)], 1)
    mask = torch.arange(filled.shape[1])[None] < pieces.shape[1]
    more = torch.cat([first, torch.zeros((1, 4), dtype=torch.long)], 1)
    assert torch.allclose(read(network, filled, more, mask)[:, :3], read(network, pieces, first), atol=1e-4)


def test_all_pieces_of_a_word_tell_of_it_though_only_the_first_is_read_on(network: Any) -> None:
    import torch

    pieces, first = window([1, 3, 1])
    other = pieces.clone()
    other[0, 3] = 2500  # within the second word
    assert not torch.allclose(read(network, other, first)[0, 1], read(network, pieces, first)[0, 1], atol=1e-2)


def test_nothing_is_to_be_learned_where_words_are_as_they_should_be(network: Any) -> None:
    import torch
    from training.claim_shrink import unlike

    pieces, first = window([1, 2, 1])
    words, weight = read(network, pieces, first), torch.full((1, 3), 1 / 3)
    with torch.no_grad():
        assert float(unlike(network, words, words, weight)) == pytest.approx(0.0, abs=1e-6)
        assert float(unlike(network, words + 0.1, words, weight)) > 0.01
