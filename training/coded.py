"""Hand-coded documents as the packaged steps read them, with the drafts that hand-coded claims confirm: what sides and places are learned from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from casus.cleaning import clean, kept_blocks
from casus.coding.verdicts import Judge, packaged_judge
from casus.grounding.claims import Grounder
from casus.language.parse import parse_blocks
from casus.pipeline import Read, date_document, dater, grounder, read_parsed
from casus.reading import read_inputs
from casus.record import Document, Draft
from training.holding import is_held

Row = dict[str, Any]
OVERLAP = 0.5  # of the shorter evidence, from which a draft and a hand-coded claim are one
LEAST_LIKELY = 0.03  # of a verdict, from which it is drafted
Part = Literal["all", "trained", "held"]


@dataclass(frozen=True)
class CodedDocument:
    """A document as it is read, and the hand-coded claim of each draft that one confirms, by the draft's position."""

    document: Document
    read: Read
    told: Mapping[int, Row]


def read_coded(
    folder: Path, judge: Judge | None = None, *, part: Part = "all"
) -> tuple[Grounder, Iterator[CodedDocument]]:
    """The grounder, and the documents of a folder with ``docs.json`` and ``gold.json``, in their order; a ``part`` by :func:`is_held`."""
    return grounder(None), _documents(folder, judge, part)


def _documents(folder: Path, judge: Judge | None, part: Part) -> Iterator[CodedDocument]:
    ground, dates = grounder(None), dater(None)
    gold = {row["id"]: row["claims"] for row in json.loads((folder / "gold.json").read_text(encoding="utf-8"))}
    documents = [d for d in read_inputs([str(folder / "docs.json")]) if isinstance(d, Document) and in_part(d.id, part)]
    dated = [date_document(clean(document), dates) for document in documents]
    for at, sentences in parse_blocks((at, d.text, kept_blocks(d)) for at, d in enumerate(dated)):
        document = dated[at]
        read = read_parsed(document, sentences, ground, judge=judge)
        yield CodedDocument(document, read, matched(read.drafts, gold[document.id], document.text))


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """The share of the shorter of two stretches that both have."""
    return (min(a[1], b[1]) - max(a[0], b[0])) / max(1, min(a[1] - a[0], b[1] - b[0]))


def matched(drafts: Sequence[Draft], claims: Sequence[Row], text: str) -> dict[int, Row]:
    """Hand-coded claims by the index of the draft of the same kind whose evidence overlaps most, one to one."""
    pairs = []
    for number, claim in enumerate(claims):
        begin = text.find(claim["evidence"])
        for index, draft in enumerate(drafts):
            share = overlap((begin, begin + len(claim["evidence"])), (draft.begin, draft.end))
            if begin >= 0 and draft.kind == claim["kind"] and share >= OVERLAP:
                pairs.append((-share, number, index))
    out: dict[int, Row] = {}
    used: set[int] = set()
    for _, number, index in sorted(pairs):
        if number not in used and index not in out:
            out[index] = claims[number]
            used.add(number)
    return out


def in_part(document: str, part: Part) -> bool:
    """Whether a document belongs to a part: all, those that models are trained on, or those held back."""
    return part == "all" or is_held(document) == (part == "held")


def lenient_judge() -> Judge:
    """The packaged judge who drafts nearly every claim that anybody may have coded, so that it can serve as an example."""
    judge = packaged_judge()
    return Judge(judge.opinion, judge.network, replace(judge.weighing, threshold=LEAST_LIKELY))
