"""Documents as the claims network sees them, with what people coded in them: the first step of training it.

    python -m training.claim_texts FOLDER [FOLDER ...] --output FILE.jsonl [--plain FILE.jsonl]

A folder holds ``docs.json`` (``id``, ``date``, ``text``) and ``gold.json`` (``id``, ``claims``). One JSON object a document: its sentences as words with
their offsets, its *mentions* (word ranges of sides, places, times, numbers and speakers, as the packaged steps find them) and its claims, each with the
mentions that a person's coding confirms. With ``--plain`` the texts are documents (``id``, ``text``) that nobody coded, from which the small network learns
what the large one says.
"""

from __future__ import annotations

import argparse
import json
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.accuracy import load_scorer

from casus.cleaning import clean, kept_blocks
from casus.coding.reading import Reading, read_sentences
from casus.grounding.claims import Grounder
from casus.grounding.times import find_times
from casus.language.mentions import find_mentions
from casus.language.parse import Sentence, parse_blocks
from casus.pipeline import date_document, dater, find_toponyms, grounder
from casus.reading import read_inputs
from casus.record import Document, Phrase
from training.place_names import same_place

Row = dict[str, Any]
ROLES = ("actor", "target", "place", "time", "count", "source")


@dataclass(frozen=True)
class Noted:
    """A mention with its value: a side's or a place's name, an interval, a number."""

    begin: int
    end: int
    type: str
    value: Any


def noted(
    document: Document, sentences: Sequence[Sentence], readings: Sequence[Reading], ground: Grounder
) -> list[Noted]:
    """All mentions of a document among which a claim's fields are chosen, in order."""
    found = find_mentions(sentences)
    names = [Phrase(m.begin, m.end, m.text, "place") for m in found if m.type == "place"]
    survey = ground.survey(document, names, find_toponyms(sentences))
    out = [Noted(s.begin, s.end, "side", s.match.name) for s in ground.read(document, survey).around.sightings]
    out += [Noted(at, at + len(place.name), "place", place.name) for at, place in survey.located.names]
    for reading in readings:
        begin = reading.sentence.begin
        times = find_times(document.text[begin : reading.sentence.end], document.date)
        out += [Noted(begin + t.begin, begin + t.end, "time", t.interval) for t in times if t.interval.known]
        out += [Noted(c.count.begin or 0, c.count.end or 0, "count", c.count) for c in reading.counts]
        out += [Noted(v.speaker.begin, v.speaker.end, "speaker", v.speaker.text) for v in reading.voices]
    return sorted(set(out), key=lambda item: (item.begin, item.end, item.type))


def is_told(mention: Noted, claim: Row, role: str, scorer: ModuleType) -> bool:
    """Whether a mention is what a person coded in a role of a claim."""
    value = mention.value
    if role in ("actor", "target"):
        return mention.type == "side" and any(scorer.same_name(value, name) for name in claim.get(role + "s") or [])
    if role == "place":
        return mention.type == "place" and same_place(value, claim.get("place"))
    if role == "time":
        coded = claim.get("date_start") or claim.get("date_end")
        days = (
            {"date_start": value.start and value.start.isoformat(), "date_end": value.end and value.end.isoformat()}
            if mention.type == "time"
            else {}
        )
        return bool(coded) and mention.type == "time" and scorer.same_date(claim, days)
    if role == "count":
        return mention.type == "count" and any(
            (value.min, value.max) == (c.get("min"), c.get("max")) for c in claim.get("counts") or []
        )
    return mention.type == "speaker" and claim.get("source") is not None and scorer.same_name(value, claim["source"])


class Words:
    """The words of a document's sentences, with their offsets."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        """From all sentences, in order."""
        self.words: list[str] = []
        self.begins: list[int] = []
        self.ends: list[int] = []
        self.gaps: list[int] = []
        self.starts: list[int] = []
        last_block = None
        for sentence in sentences:
            self.starts.append(len(self.words))
            for token in sentence.span:
                if token.is_space:
                    continue
                begin, end = sentence.place(token)
                line = last_block != sentence.block
                self.gaps.append(2 if line else int(not self.ends or begin > self.ends[-1]))
                last_block = sentence.block
                self.words.append(token.text)
                self.begins.append(begin)
                self.ends.append(end)

    def range(self, begin: int, end: int) -> tuple[int, int]:
        """The words that an interval of offsets touches: (first, after the last)."""
        return bisect_right(self.ends, begin), bisect_left(self.begins, end)


def coded_row(
    document: Document,
    sentences: Sequence[Sentence],
    claims: Sequence[Row] | None,
    ground: Grounder,
    scorer: ModuleType,
) -> Row:
    """One document as written to the file."""
    readings = read_sentences(sentences)
    words = Words([reading.sentence for reading in readings])
    mentions = noted(document, sentences, readings, ground)
    row: Row = {"id": document.id, "words": words.words, "gaps": words.gaps, "starts": words.starts, "claims": None}
    row["mentions"] = [[*words.range(m.begin, m.end), m.type] for m in mentions]
    if claims is None:
        return row
    row["claims"] = []
    for claim in claims:
        begin = document.text.find(claim["evidence"])
        first, last = words.range(begin, begin + len(claim["evidence"]))
        if begin < 0 or last <= first:
            print(f"{document.id}: evidence not found: {claim['evidence'][:60]!r}", file=sys.stderr)
            continue
        roles = {role: [at for at, m in enumerate(mentions) if is_told(m, claim, role, scorer)] for role in ROLES}
        kept = {field: claim.get(field) for field in ("kind", "status", "source_type", "aggregate")}
        row["claims"].append({**kept, "begin": first, "end": last, "roles": roles})
    return row


def rows(documents: Sequence[Document], gold: dict[str, list[Row]] | None, scorer: ModuleType) -> Iterator[Row]:
    """All documents as rows."""
    ground, dates = grounder(None), dater(None)
    cleaned = [clean(document) for document in documents]
    dated = [date_document(document, dates) if gold is not None else document for document in cleaned]
    for at, sentences in parse_blocks((at, d.text, kept_blocks(d)) for at, d in enumerate(dated)):
        if sentences:
            yield coded_row(dated[at], sentences, None if gold is None else gold[dated[at].id], ground, scorer)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--plain", type=Path, action="append", default=[], help="texts that nobody coded (JSON Lines)")
    parser.add_argument("--scorer", type=Path, required=True, help="score.py, which says when two names are the same")
    parser.add_argument("--output", type=Path, required=True)
    args = parser.parse_args()
    scorer = load_scorer(args.scorer)
    with args.output.open("w", encoding="utf-8") as out:
        for folder in args.folders:
            coded = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
            gold = {row["id"]: row["claims"] for row in coded}
            documents = [d for d in read_inputs([str(folder / "docs.json")]) if isinstance(d, Document)]
            for row in rows(documents, gold, scorer):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        for path in args.plain:
            documents = [d for d in read_inputs([str(path)]) if isinstance(d, Document)]
            for row in rows(documents, None, scorer):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
