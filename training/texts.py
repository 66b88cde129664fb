"""The corpora's texts under ids, for labels that name a document and offsets."""

from __future__ import annotations

import csv
import json
import lzma
import re
from collections.abc import Callable
from pathlib import Path

OWN = Path(__file__).parent / "own"
LABELS = re.compile(r"(\t[\w-]*)+$")  # what a line of a labelled file ends with


def _gold(shared: Path) -> dict[str, str]:
    return {row["id"]: row["text"] for row in json.loads((shared / "gold/train/docs.json").read_text(encoding="utf-8"))}


def _glocon(shared: Path) -> dict[str, str]:
    lines = (shared / "corpora/glocon/documents.jsonl").read_text(encoding="utf-8").strip().split("\n")
    return {row["id"]: row["text"] for row in map(json.loads, lines)}


def _muc4(shared: Path) -> dict[str, str]:
    lines = (shared / "corpora/muc4/train.json").read_text(encoding="utf-8").strip().split("\n")
    return {row["docid"]: row["doctext"] for row in map(json.loads, lines)}


def _lines(path: str) -> Callable[[Path], dict[str, str]]:
    """Documents of a tab-separated file, one a line, the text before its labels; the id is the line's number."""

    def read(shared: Path) -> dict[str, str]:
        lines = (shared / "corpora" / path).read_text(encoding="utf-8").split("\n")
        return {str(at): LABELS.sub("", line) for at, line in enumerate(lines) if line.strip()}

    return read


def _synthetic(shared: Path) -> dict[str, str]:
    with lzma.open(shared / "corpora/synthetic/ngec-gpt-synthetic-events.csv.xz", "rt", encoding="utf-8") as lines:
        return {str(at): row["text"] for at, row in enumerate(csv.DictReader(lines))}


def _articles(shared: Path) -> dict[str, str]:
    rows = json.loads((shared / "corpora/articles/guardian-syria-100.json").read_text(encoding="utf-8"))
    return {row["id"]: row["text"] for row in rows}


def _re3d(shared: Path) -> dict[str, str]:
    """Sentences by number, with the blanks that ``names.join_words`` guesses."""
    from training.names import join_words, read_re3d

    out: dict[str, str] = {}
    for at, row in enumerate(read_re3d(shared / "corpora/re3d/train.txt")):
        words = list(row[0])
        out[str(at)] = "".join(
            w + (" " if blank else "") for w, blank in zip(words, join_words(words), strict=True)
        ).strip()
    return out


def _own(_: Path) -> dict[str, str]:
    """Reports of our own, invented: their facts are none."""
    lines = (OWN / "texts.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["text"] for row in map(json.loads, lines)}


CORPORA: dict[str, Callable[[Path], dict[str, str]]] = {
    "gold-train": _gold,
    "glocon": _glocon,
    "muc4": _muc4,
    "satp": _lines("satp/train.tsv"),
    "insightcrime": _lines("insightcrime/train.tsv"),
    "bbc-news": _lines("bbc-news/train.tsv"),
    "india-police": _lines("india-police/docs-train.tsv"),
    "cameo": _lines("cameo/class-train.tsv"),
    "synthetic": _synthetic,
    "articles": _articles,
    "re3d": _re3d,
    "own": _own,
}


def documents(shared: Path, corpus: str) -> dict[str, str]:
    """The texts of a corpus by document id; raises ``KeyError`` for a corpus that is not listed here."""
    return CORPORA[corpus](shared)
