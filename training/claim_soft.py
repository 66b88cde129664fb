"""What a trained network says of texts that nobody coded, for a smaller one to learn from.

    python -m training.claim_soft --large TEACHER --weights TEACHER/large.pt [--weights ...] --plain PLAIN.json.gz [--part 0/4] --ends 2,3 --out SOFT.pickle

Several weights are several teachers, of whose scores the mean is told.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import torch

from training.claim_data import Claim, Text, batches, load, views
from training.claim_loss import Told, by_sentence, tell
from training.claim_network import FIELDS, KINDS, ROLES, ClaimNetwork
from training.claim_start import large, plain_attention, read_weights
from training.claim_targets import Targets, claims_of, judged, pair_numbers, targets

LEAST = 0.15  # belief of the teacher from which a sentence's kind is a claim for its pupil
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def tell_all(nets: Sequence[ClaimNetwork], batch: Targets) -> Told:
    """The mean of what several networks say."""
    with torch.autocast(DEVICE, dtype=torch.bfloat16, enabled=DEVICE == "cuda"):
        told = [tell(net, batch) for net in nets]
    return Told(*(torch.stack([getattr(one, part.name) for one in told]).mean(0) for part in fields(Told)))


@torch.inference_mode()
def soften(nets: Sequence[ClaimNetwork], texts: Sequence[Text], ends: tuple[int, int], most: int = 24_000) -> None:
    """Gives texts what networks say of them: scores of words, and claims with the fields and roles that they believe in."""
    for net in nets:
        net.to(DEVICE).eval()
    for text in texts:
        text.soft = np.full((len(text.first), len(KINDS)), -12.0, dtype=np.float16)
        text.claims, text.partly = [], set()
    for group in batches([view for text in texts for view in views(text)], most):
        scores = tell_all(nets, targets(group, ends).to(DEVICE)).scores
        word, sentences = judged(group)
        if not sentences:
            continue
        row, place, owner = torch.from_numpy(word).long().to(DEVICE)
        own = scores[row, place]
        beliefs = torch.sigmoid(by_sentence(own, owner, len(sentences))).cpu().numpy()
        kept = own.half().cpu().numpy()
        for (at, number), belief, begin, end in _bounds(word, sentences, beliefs):
            view = group[at]
            first, last = view.begin + int(word[1, begin]), view.begin + int(word[1, end - 1]) + 1
            view.text.soft[first:last] = kept[begin:end]
            for kind in np.flatnonzero(belief >= LEAST).tolist():
                roles: dict[str, Any] = {role: {} for role in ROLES}
                claim = Claim(number, first, last, kind, float(belief[kind]), {}, roles)
                view.text.claims.append(claim)
                view.claims.append(claim)
        told = tell_all(nets, targets(group, ends).to(DEVICE))
        claims = claims_of(group)
        values = [part.softmax(-1).cpu().numpy() for part in told.fields.split(list(FIELDS.values()), dim=1)]
        for at, (_, claim, _) in enumerate(claims):
            claim.fields = {name: part[at] for name, part in zip(FIELDS, values, strict=True)}
        for (at, number), beliefs_ in zip(pair_numbers(group), torch.sigmoid(told.roles).tolist(), strict=True):
            for role, value in zip(ROLES, beliefs_, strict=True):
                claims[at][1].roles[role][number] = value  # type: ignore[index]


def _bounds(word: np.ndarray, sentences: list[tuple[int, int]], beliefs: np.ndarray) -> list[Any]:
    starts = np.searchsorted(word[2], np.arange(len(sentences) + 1)).tolist()
    return list(zip(sentences, beliefs, starts[:-1], starts[1:], strict=True))


def read_soft(path: Path) -> list[Text]:
    """Texts as ``main`` wrote them."""
    with path.open("rb") as file:
        return list(pickle.load(file))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", type=Path, required=True, help="folder of MPNet's weights")
    parser.add_argument("--weights", type=Path, action="append", required=True, help="what they became")
    parser.add_argument("--plain", type=Path, action="append", required=True)
    parser.add_argument("--part", default="0/1")
    parser.add_argument("--ends", default="101,102", help="numbers of the end pieces")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    plain_attention()
    first, last = (int(part) for part in args.ends.split(","))
    part, parts = (int(number) for number in args.part.split("/"))
    texts = [text for path in args.plain for text in load(path)][part::parts]
    nets = [large(args.large) for _ in args.weights]
    for net, weights in zip(nets, args.weights, strict=True):
        read_weights(net, weights)
    soften(nets, texts, (first, last))
    with args.out.open("wb") as file:
        pickle.dump(texts, file, protocol=5)
    print(f"told {len(texts)} texts, {sum(len(text.claims) for text in texts)} claims", flush=True)


if __name__ == "__main__":
    main()
