"""Labels of our own for names: passages to label by hand out, offsets without the words back in.

    python -m training.labelling draw --shared ../shared --corpus glocon --passages 60 --seed 1 > passages.txt
    python -m training.labelling take --shared ../shared marked.txt > training/labels/names/glocon.jsonl

A *marked* passage is its text with names in square brackets, type first: ``[ORGANISATION The army] shelled [PLACE Hama]``. It
comes back as one line of JSON: corpus, document, ``begin`` and ``end`` of the passage in the document's text, a hash of the
passage, and ``names`` as [begin, end, type] from the passage's start. The words stay in the corpora.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.texts import CORPORA, documents

TYPES = frozenset(
    [
        "PERSON",
        "ORGANISATION",
        "PLACE",
        "NATIONALITY",
        "WEAPON",
        "PLATFORM",
        "VEHICLE",
        "TIME",
        "QUANTITY",
        "MONEY",
        "REFERENCE",
        "EVENT",
    ]
)
HEADER = re.compile(r"^=== (\S+) (\S+) (\d+) (\d+)$")
OPENING = re.compile(r"\[([A-Z]+) ")
STOP = re.compile(r"(?<=[.!?”\"'])\s+(?=[“\"'(]?[A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a corpus's document."""

    corpus: str
    document: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage's words with its names: (begin, end, type), offsets from the passage's start."""

    passage: Passage
    text: str
    names: tuple[tuple[int, int, str], ...]


class MarkingError(ValueError):
    """A marked passage that is not its document's text, or has a name of no known type."""


def draw(shared: Path, corpus: str, passages: int, seed: int, longest: int = 450) -> Iterator[tuple[Passage, str]]:
    """Random passages of up to ``longest`` characters, whole sentences, at most one a document."""
    chance = random.Random(seed)
    chosen = sorted(documents(shared, corpus).items())
    chance.shuffle(chosen)
    for name, text in chosen[:passages]:
        starts = [0, *(match.end() for match in STOP.finditer(text))]
        at = chance.randrange(max(1, len(starts) * 2 // 3))
        begin = end = starts[at]
        for limit in [*starts[at + 1 :], len(text)]:
            if limit - begin > longest and end > begin:
                break
            end = limit
        body = text[begin:end].rstrip()
        if len(body) < 2 * longest and "\n\n" not in body:
            yield Passage(corpus, name, begin, begin + len(body)), body


def unmark(marked: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The plain words of a marked passage, and its names. Raises :class:`MarkingError` for a type that does not exist."""
    plain, names, at = "", [], 0
    for match in OPENING.finditer(marked):
        close = marked.find("]", match.end())
        if match[1] not in TYPES or close < 0 or "[" in marked[match.end() : close]:
            raise MarkingError(
                f"no such type, no closing bracket, or a name within a name: {marked[match.start() : match.end() + 30]!r}"
            )
        plain += marked[at : match.start()]
        names.append((len(plain), len(plain) + close - match.end(), match[1]))
        plain += marked[match.end() : close]
        at = close + 1
    return plain + marked[at:], tuple(names)


def take(shared: Path, path: Path) -> Iterator[dict[str, object]]:
    """The marked passages of a file as rows; raises :class:`MarkingError` naming the first passage that is off."""
    texts: dict[str, dict[str, str]] = {}
    for passage, marked in _sections(path):
        if passage.corpus not in texts:
            texts[passage.corpus] = documents(shared, passage.corpus)
        wanted = texts[passage.corpus][passage.document][passage.begin : passage.end]
        title = f"{passage.corpus} {passage.document} {passage.begin}"
        try:
            plain, names = unmark(marked)
        except MarkingError as error:
            raise MarkingError(f"{title}: {error}") from None
        if plain != wanted:
            off = next((i for i, (a, b) in enumerate(zip(plain, wanted, strict=False)) if a != b), len(wanted))
            raise MarkingError(
                f"{title}: not the text at {off}: {plain[off : off + 40]!r} for {wanted[off : off + 40]!r}"
            )
        yield {
            "corpus": passage.corpus, "document": passage.document, "begin": passage.begin, "end": passage.end,
            "hash": digest(plain), "names": [list(name) for name in names],
        }  # fmt: skip


def digest(text: str) -> str:
    """Short hash that shows whether a corpus still has the words that were labelled."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _sections(path: Path) -> Iterator[tuple[Passage, str]]:
    passage, lines = None, []
    for line in [*path.read_text(encoding="utf-8").split("\n"), "=== end end 0 0"]:
        if header := HEADER.match(line):
            if passage is not None:
                yield passage, "\n".join(lines).rstrip()
            passage, lines = Passage(header[1], header[2], int(header[3]), int(header[4])), []
        else:
            lines.append(line)


def read_labels(shared: Path, folder: Path) -> Iterator[Labelled]:
    """All labelled passages with their words from the corpora.

    Raises:
        MarkingError: when a corpus no longer has the words that were labelled.
    """
    for path in sorted(folder.glob("*.jsonl")):
        texts: dict[str, dict[str, str]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            corpus = row["corpus"]
            if corpus not in texts:
                texts[corpus] = documents(shared, corpus)
            text = texts[corpus].get(row["document"], "")[row["begin"] : row["end"]]
            if digest(text) != row["hash"]:
                raise MarkingError(f"{path.name}: {corpus} has other words in {row['document']}")
            names = tuple((int(begin), int(end), str(kind)) for begin, end, kind in row["names"])
            yield Labelled(Passage(corpus, row["document"], row["begin"], row["end"]), text, names)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("--corpus", choices=sorted(CORPORA), required=True)
    drawing.add_argument("--passages", type=int, default=50)
    drawing.add_argument("--seed", type=int, default=1)
    taking = commands.add_parser("take")
    taking.add_argument("marked", type=Path)
    for command in (drawing, taking):
        command.add_argument("--shared", type=Path, required=True, help="folder that holds gold/ and corpora/")
    args = parser.parse_args()
    if args.command == "draw":
        for passage, text in draw(args.shared, args.corpus, args.passages, args.seed):
            print(f"=== {passage.corpus} {passage.document} {passage.begin} {passage.end}\n{text}\n")
        return 0
    try:
        for row in take(args.shared, args.marked):
            print(json.dumps(row))
    except MarkingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
