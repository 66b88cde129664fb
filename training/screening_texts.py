"""Texts that are, or are not, reports of what Casus codes, out of corpora whose labels mean different things.

* Hand-coded texts (``gold/train``): yes, a text with a claim; no, one without. Stretches of a text with a claim: those that hold evidence.
* MUC-4: yes, a report that fills a template. The others are left out: the templates do not count fighting between armed sides.
* SATP, police in Gujarat (sentences of 2002 with a label): yes.
* GLOCON: yes, a wire about protest. Others are left out, but for those in which the pipeline itself finds nothing (``--silent``), which are no.
* BBC: no, also those of politics, of which few are about war.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Text:
    """A text, where it is from, whether it must be kept, and which characters show why (none: all of it)."""

    corpus: str
    name: str
    text: str
    kept: bool
    evidence: tuple[tuple[int, int], ...] = ()


def texts(shared: Path, silent: Path | None = None) -> list[Text]:
    """All texts below ``shared``, in a fixed order; ``silent`` is what ``casus code`` printed of the GLOCON wires."""
    corpora = shared / "corpora"
    return [
        *_gold(shared / "gold" / "train"),
        *_muc(corpora / "muc4"),
        *_rows(corpora / "satp", "satp", ""),
        *_police(corpora / "india-police"),
        *_glocon(corpora / "glocon" / "documents.jsonl", silent),
        *_rows(corpora / "bbc-news", "bbc", ""),
    ]


def _gold(folder: Path) -> Iterator[Text]:
    claims = {row["id"]: row["claims"] for row in json.loads((folder / "gold.json").read_text("utf-8"))}
    for row in json.loads((folder / "docs.json").read_text("utf-8")):
        found = [
            (at, at + len(one["evidence"]))
            for one in claims[row["id"]]
            if (at := row["text"].find(one["evidence"])) >= 0
        ]
        yield Text("gold", row["id"], row["text"], bool(claims[row["id"]]), tuple(found))


def _muc(folder: Path) -> Iterator[Text]:
    for part in ("train", "dev"):
        for line in (folder / f"{part}.json").read_text("utf-8").splitlines():
            row = json.loads(line)
            at = [at for found in row["extracts"].values() for variants in found for _, at in variants]
            if at:
                yield Text("muc4", row["docid"], row["doctext"], True, tuple((one, one + 1) for one in at))


def _rows(folder: Path, corpus: str, prefix: str) -> Iterator[Text]:
    for part in ("train", "dev"):
        for number, line in enumerate((folder / f"{prefix}{part}.tsv").read_text("utf-8").splitlines()):
            yield Text(corpus, f"{part}-{number}", line.split("\t")[0], corpus != "bbc")


def _police(folder: Path) -> Iterator[Text]:
    for part in ("train", "dev"):
        for number, line in enumerate((folder / f"docs-{part}.tsv").read_text("utf-8").splitlines()):
            text, *labels = line.split("\t")
            if "1" in labels:
                yield Text("police", f"{part}-{number}", text, True)


def _glocon(path: Path, silent: Path | None) -> Iterator[Text]:
    told = [json.loads(line) for line in silent.read_text("utf-8").splitlines() if line.endswith("}")] if silent else []
    nothing = {row["id"] for row in told if not row["claims"]}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["label"] == 1 or row["id"] in nothing:
            yield Text("glocon", row["id"], row["text"], row["label"] == 1)
