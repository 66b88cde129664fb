"""What the claims network learns from: documents as numbers, cut into windows, with the answers of each sentence and claim.

    python -m training.claim_data FILE.jsonl [FILE.jsonl ...] --output FILE.json.gz     # rows of training/claim_texts.py to word pieces

Reading the result needs neither Casus nor its vocabulary, so training can run where neither is installed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from casus.coding.windows import BEFORE, LONGEST, windows
from training.claim_network import KINDS, ROLES, SOURCE_TYPES, STATUSES, TYPE_OF_ROLE, TYPES

Row = dict[str, Any]
HALF = 0.5  # of the shorter of evidence and sentence, from which the sentence makes the claim


@dataclass(slots=True)
class Claim:
    """A coded claim: the sentence that makes it, its words, its kind and fields, and the mentions that are right for each role."""

    sentence: int
    begin: int
    end: int
    kind: int
    weight: float
    fields: dict[str, Any]
    roles: dict[str, set[int] | dict[int, float]]  # coded: who; told by a network: how likely


@dataclass(slots=True)
class Text:
    """A document in numbers; ``soft`` is what a larger network said of its words, where nobody coded it."""

    id: str
    pieces: list[int]
    shapes: list[int]
    gaps: list[int]
    first: list[int]
    starts: list[int]
    mentions: list[tuple[int, int, int]]
    claims: list[Claim]
    coded: bool
    partly: set[tuple[int, int]] = field(default_factory=set)  # (sentence, kind) of which nothing should be learned
    soft: np.ndarray | None = None  # (words, kinds) log odds
    coder: int = 0  # who coded it: 0 the gold's coders, 1 others

    @property
    def ends(self) -> list[int]:
        """The word after the last of each sentence."""
        return [*self.starts[1:], len(self.first)]


def encode(row: Row, pieces: Any) -> Row:
    """A row's words as the numbers of their pieces."""
    from casus.language.pieces import rows_of, shape_of

    rows = rows_of(pieces, row["words"], row["gaps"], [shape_of(word) for word in row["words"]])
    kept = {name: row[name] for name in ("id", "starts", "mentions", "claims")}
    return {
        **kept,
        "pieces": rows.pieces[1:-1],
        "shapes": rows.shapes[1:-1],
        "gaps": rows.gaps[1:-1],
        "first": [at - 1 for at in rows.first],
    }


def text_of(row: Row) -> Text:
    """A row as read for training."""
    text = Text(
        row["id"], row["pieces"], row["shapes"], row["gaps"], row["first"], row["starts"],
        [(a, max(a, b - 1), TYPES.index(t)) for a, b, t in row["mentions"]], [], row["claims"] is not None,
    )  # fmt: skip
    for claim in row["claims"] or []:
        _place(text, claim)
    return text


def _place(text: Text, claim: Row) -> None:
    """Adds a claim to the sentences that make it; a sentence that it only touches is left out of learning for that kind."""
    kind = KINDS.index(claim["kind"])
    shares = []
    for at, (begin, end) in enumerate(zip(text.starts, text.ends, strict=True)):
        common = min(end, claim["end"]) - max(begin, claim["begin"])
        if common > 0:
            shares.append((common / max(1, min(end - begin, claim["end"] - claim["begin"])), at))
    made = [at for share, at in shares if share >= HALF] or ([max(shares)[1]] if shares else [])
    text.partly.update((at, kind) for _, at in shares if at not in made)
    fields = {
        "status": STATUSES.index(claim["status"]) if claim.get("status") in STATUSES else None,
        "source_type": SOURCE_TYPES.index(claim["source_type"]) if claim.get("source_type") in SOURCE_TYPES else None,
        "aggregate": int(bool(claim.get("aggregate"))),
    }
    roles = {role: set(found) for role, found in claim["roles"].items()}
    for at in made:
        begin, end = max(text.starts[at], claim["begin"]), min(text.ends[at], claim["end"])
        text.claims.append(Claim(at, begin, end, kind, 1.0 / len(made), fields, roles))


def load(path: Path) -> list[Text]:
    """All texts of an encoded file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [text_of(json.loads(line)) for line in lines]


@dataclass(slots=True)
class View:
    """One window of a text, ready to be batched: everything is counted from the window's first word."""

    text: Text
    pieces: list[int]
    shapes: list[int]
    gaps: list[int]
    first: list[int]
    begin: int  # the text's word that is the window's first
    sentences: list[tuple[int, int, int]]  # judged ones: (number, begin, end) in words
    claims: list[Claim]
    mentions: list[int]


def views(text: Text, longest: int = LONGEST, before: int = BEFORE) -> Iterator[View]:
    """The windows of a text."""
    ends, total = text.ends, len(text.pieces)
    piece_at = [*(text.first[at] if at < len(text.first) else total for at in text.starts), total]
    sizes = [b - a for a, b in pairwise(piece_at)]
    for window in windows(sizes, longest, before):
        a, b = piece_at[window.begin], min(piece_at[window.end], piece_at[window.begin] + longest + before)
        begin, end = text.starts[window.begin], ends[window.end - 1]
        first = [text.first[at] - a for at in range(begin, end) if text.first[at] < b]
        end = begin + len(first)
        judged = [
            (at, text.starts[at] - begin, min(ends[at], end) - begin)
            for at in range(window.judged, window.end)
            if text.starts[at] < end
        ]
        numbers = {at for at, _, _ in judged}
        claims = [claim for claim in text.claims if claim.sentence in numbers and claim.begin < end]
        mentions = [at for at, (m, n, _) in enumerate(text.mentions) if begin <= m and n < end]
        yield View(text, text.pieces[a:b], text.shapes[a:b], text.gaps[a:b], first, begin, judged, claims, mentions)


def shaken(text: Text, rng: random.Random) -> list[View]:
    """The windows of a text with bounds that differ each time."""
    return list(views(text, rng.randint(LONGEST // 2, LONGEST), rng.choice((0, 48, BEFORE, BEFORE, 160))))


def batches(found: Sequence[View], most: int, rng: random.Random | None = None) -> Iterator[list[View]]:
    """Batches of windows of like length, at most ``most`` pieces each with the padding; shuffled where ``rng`` is given."""
    noise = rng.random if rng else lambda: 0.0
    ordered = sorted(found, key=lambda view: len(view.pieces) + 60 * noise())
    groups: list[list[View]] = [[]]
    for view in ordered:
        if groups[-1] and (len(groups[-1]) + 1) * (len(view.pieces) + 2) > most:
            groups.append([])
        groups[-1].append(view)
    if rng:
        rng.shuffle(groups)
    return (group for group in groups if group)


def pairs(view: View) -> list[tuple[int, tuple[int, int, int]]]:
    """The mentions of a window: (number, (first word, last word, type)) counted from the window's first word."""
    out = []
    for at in view.mentions:
        a, b, kind = view.text.mentions[at]
        out.append((at, (a - view.begin, b - view.begin, kind)))
    return out


def allowed(kind: int) -> list[int]:
    """The roles that a mention of a type can have."""
    return [at for at, role in enumerate(ROLES) if TYPE_OF_ROLE[role] == kind]


def main() -> None:
    """Command line."""
    from importlib.resources import files

    from casus.language.pieces import Pieces

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    pieces = Pieces((files("casus.language") / "model" / "pieces.txt").read_text(encoding="utf-8").split("\n"))
    with gzip.open(args.output, "wt", encoding="utf-8") as out:
        for path in args.inputs:
            for line in path.read_text(encoding="utf-8").splitlines():
                out.write(json.dumps(encode(json.loads(line), pieces)) + "\n")


if __name__ == "__main__":
    main()
