"""Sentences that are, or are not, about political violence, out of five corpora whose labels mean different things.

How they are made comparable ("yes": violence with a political cause by organised sides or the state, or against them; "no": told of anything
else; what a corpus leaves open is left out):

* MUC-4 (reports on Latin America, 1989-90): yes, a sentence that names a perpetrator, victim, target or weapon of a template; no, a sentence of a
  document that fills no template and has no word of violence (``TOLD``). The rest is left out: the templates do not count fighting between armed
  sides, old incidents and vague ones, so that a sentence such as "two soldiers were killed in an ambush" may stand in a document without one.
* India police (Gujarat, 2002): yes, a sentence labelled that the police killed or used force. Its other sentences are about the same riots: left out.
* SATP (incidents in South Asia): yes, the first sentence of an incident.
* BBC: no, the sentences of all stories but those of politics, of which the first sentence only (few are about war).
* Hand-coded claims (``gold/train``): yes, a sentence that holds evidence of a violent claim; no, one that holds evidence of no claim and has no word of
  violence. The rest is left out: an event that a text tells several times is coded once, so that a sentence without a claim may tell of one.

A document goes to one side of the split by a hash of its corpus and name: one in five is for measuring.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

VIOLENT = frozenset({
    "armed_clash", "territory_gain", "air_strike", "shelling", "suicide_bombing", "explosive_device", "chemical_attack", "attack_on_civilians",
    "abduction", "offensive", "siege", "property_destruction", "casualty_report",
})  # fmt: skip
SPLIT = re.compile(r"(?<=[.!?])[\"”’')]*\s+|\n\s*\n| {3,}")
TOLD = re.compile(
    r"\b(?:kill|murder|assassin|attack|bomb|explo|dynamit|ambush|fight|fought|clash|battl|combat|guerrilla|kidnap|abduct|massacr|shoot|shot|wound|gunfire|shell|raid|terror|dead|died|war\b|casualt)",
    re.I,
)
FEWEST, MOST = 5, 60  # words of a sentence
MEASURED = 5  # one document in so many is for measuring


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, where it is from, and whether it is about political violence."""

    corpus: str
    document: str
    text: str
    violent: bool

    @property
    def measured(self) -> bool:
        """Whether its document is on the measuring side of the split."""
        digest = hashlib.sha256(f"{self.corpus}:{self.document}".encode()).digest()
        return digest[0] % MEASURED == 0


def labelled_sentences(shared: Path) -> list[Labelled]:
    """All sentences of the five corpora below ``shared``, in a fixed order."""
    corpora = shared / "corpora"
    return [
        *_muc(corpora / "muc4"),
        *_police(corpora / "india-police"),
        *_incidents(corpora / "satp"),
        *_bbc(corpora / "bbc-news"),
        *_gold(shared / "gold" / "train"),
    ]


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences of a text with where they begin, by their full stops; very short ones left out, long ones cut."""
    begin = 0
    for end, after in [*((found.start(), found.end()) for found in SPLIT.finditer(text)), (len(text), len(text))]:
        piece = text[begin:end]
        words = piece.split()
        if len(words) >= FEWEST:
            yield begin, piece if len(words) <= MOST else " ".join(words[:MOST])
        begin = after


def _table(folder: Path, name: str) -> Iterator[tuple[str, list[str]]]:
    for part in ("train", "dev"):
        path = folder / f"{name}{part}.tsv"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            yield f"{part}-{number}", line.split("\t")


def _muc(folder: Path) -> Iterator[Labelled]:
    for part in ("train", "dev"):
        for line in (folder / f"{part}.json").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            fillers = [at for found in row["extracts"].values() for variants in found for _, at in variants]
            for begin, text in sentences(row["doctext"]):
                holds = any(begin <= at < begin + len(text) for at in fillers)
                if holds or not (fillers or TOLD.search(text)):
                    yield Labelled("muc4", row["docid"], text, holds)


def _police(folder: Path) -> Iterator[Labelled]:
    for name, (text, *labels) in _table(folder, "sents-"):
        kill, _arrest, _any, _fail, force = labels
        if "1" in (kill, force):
            yield Labelled("india-police", name, text, True)


def _incidents(folder: Path) -> Iterator[Labelled]:
    for name, (text, *_labels) in _table(folder, ""):
        first = next(sentences(text), None)
        if first is not None:
            yield Labelled("satp", name, first[1], True)


def _bbc(folder: Path) -> Iterator[Labelled]:
    for name, (text, label) in _table(folder, ""):
        for at, (_, sentence) in enumerate(sentences(text)):
            if label == "0" or at == 0:
                yield Labelled("bbc-news", name, sentence, False)


def _gold(folder: Path) -> Iterator[Labelled]:
    docs = json.loads((folder / "docs.json").read_text(encoding="utf-8"))
    gold = {row["id"]: row["claims"] for row in json.loads((folder / "gold.json").read_text(encoding="utf-8"))}
    for doc in docs:
        spans = [
            (claim["kind"] in VIOLENT, at, at + len(claim["evidence"]))
            for claim in gold[doc["id"]]
            if (at := doc["text"].find(claim["evidence"])) >= 0
        ]
        for begin, text in sentences(doc["text"]):
            inside = [violent for violent, first, last in spans if first < begin + len(text) and begin < last]
            if any(inside) or not (inside or TOLD.search(text)):
                yield Labelled("gold", doc["id"], text, any(inside))
