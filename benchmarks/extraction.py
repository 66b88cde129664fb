"""How well the article of a web page is found, by the measure of the article extraction benchmark of Zyte (once Scrapinghub).

    python -m benchmarks.extraction --shared ../shared [--half tuned|unseen] [--worst N] [--show NAME] [--plain]

The measure, from its published definition (github.com/scrapinghub/article-extraction-benchmark, README): a text is the bag of its
shingles, runs of four words (``\\w+``, case kept; a text of fewer words is one shingle). Of a page, shared shingles are true
positives, found ones too many false positives, missing ones false negatives, each with its multiplicity. Precision and recall are
taken page by page and averaged, so that long pages do not weigh more; precision only over pages with something found, recall over
pages with something wanted; F1 is of the two averages. The interval is 1.96 standard deviations of 1,000 draws of pages with replacement.

Rules were tuned while looking at the *tuned* half of the pages only: those the SHA-256 of whose name is even. ``--plain`` measures
trafilatura with our settings and without our rules.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.running import UnavailableError

SHINGLE = 4  # words
DRAWS = 1000
_WORD = re.compile(r"\w+")
Extractor = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Found:
    """Shingles of one page: found rightly, found too many, missing."""

    right: int
    extra: int
    missing: int

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; ``None`` where nothing was found."""
        found = self.right + self.extra
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of what was wanted that was found; ``None`` where nothing was wanted."""
        wanted = self.right + self.missing
        return self.right / wanted if wanted else None

    @property
    def f1(self) -> float:
        """Of this page alone, to sort by."""
        return 2 * self.right / max(2 * self.right + self.extra + self.missing, 1)


@dataclass(frozen=True, slots=True)
class Score:
    """Averages over pages, and half the width of F1's interval."""

    pages: int
    f1: float
    precision: float
    recall: float
    spread: float


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, each with how often it stands there."""
    words = _WORD.findall(text)
    starts = range(max(1, len(words) - SHINGLE + 1)) if words else range(0)
    return Counter(tuple(words[start : start + SHINGLE]) for start in starts)


def compare(wanted: str, found: str) -> Found:
    """What of a page's article was found."""
    gold, ours = shingles(wanted), shingles(found)
    right = (gold & ours).total()
    return Found(right, ours.total() - right, gold.total() - right)


def averages(pages: Sequence[Found]) -> tuple[float, float, float]:
    """F1, precision and recall of some pages."""
    precision = statistics.fmean([page.precision for page in pages if page.precision is not None] or [0.0])
    recall = statistics.fmean([page.recall for page in pages if page.recall is not None] or [0.0])
    return (2 * precision * recall / (precision + recall) if precision + recall else 0.0), precision, recall


def score(pages: Sequence[Found]) -> Score:
    """The averages with the interval of F1, which is drawn with a fixed seed."""
    chance = random.Random(0)
    drawn = [averages(chance.choices(pages, k=len(pages)))[0] for _ in range(DRAWS)]
    return Score(len(pages), *averages(pages), spread=1.96 * statistics.stdev(drawn))


def is_tuned(name: str) -> bool:
    """Whether a page is of the half that rules may be tuned on."""
    return hashlib.sha256(name.encode()).digest()[-1] % 2 == 0


def casus_text(html: bytes) -> str:
    """The article as Casus reads it; empty where it refuses the page."""
    from casus.reading.errors import UnreadableError
    from casus.reading.pages import Page, read_page

    try:
        return read_page(Page(html, "page", "page")).text
    except UnreadableError:
        return ""


def plain_text(html: bytes) -> str:
    """The article as trafilatura gives it, with our settings."""
    import trafilatura

    return trafilatura.extract(html, include_comments=False, include_tables=True) or ""


def measure(corpus: Path, extract: Extractor, names: Sequence[str], truth: Mapping[str, str]) -> dict[str, Found]:
    """What was found of each page."""
    read = {name: gzip.decompress((corpus / "html" / f"{name}.html.gz").read_bytes()) for name in names}
    return {name: compare(truth[name], extract(html)) for name, html in read.items()}


def load_truth(shared: Path) -> dict[str, str]:
    """The wanted text by page; raises :class:`UnavailableError` where the corpus is not there."""
    path = shared / "corpora" / "article-extraction" / "ground-truth.json"
    if not path.is_file():
        raise UnavailableError(f"{path} is not there; name the folder that holds corpora/ with --shared")
    return {name: row.get("articleBody", "") for name, row in json.loads(path.read_text(encoding="utf8")).items()}


def show(corpus: Path, name: str, wanted: str, extract: Extractor) -> None:
    """Print what of one page is missing and what is too much, line by line."""
    text = extract(gzip.decompress((corpus / "html" / f"{name}.html.gz").read_bytes()))
    for mark, lines, others in (("-", wanted, shingles(text)), ("+", text, shingles(wanted))):
        for line in lines.splitlines():
            own = shingles(line)
            if own and (own & others).total() < own.total() / 2:
                print(mark, line[:200])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with texts coded by hand")
    parser.add_argument("--half", choices=("tuned", "unseen"), help="only this half of the pages")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="name the N pages that are found worst (tuned half)"
    )
    parser.add_argument("--show", metavar="NAME", help="what is missing and too much of one page of the tuned half")
    parser.add_argument("--plain", action="store_true", help="trafilatura alone")
    options = parser.parse_args(arguments)
    try:
        truth = load_truth(options.shared)
    except UnavailableError as error:
        print(f"extraction: {error}", file=sys.stderr)
        return 2
    corpus, extract = options.shared / "corpora" / "article-extraction", plain_text if options.plain else casus_text
    if options.show:
        if not is_tuned(options.show):
            parser.error("this page is of the unseen half, which nobody looks at")
        show(corpus, options.show, truth[options.show], extract)
        return 0
    halves = {
        "tuned": [n for n in sorted(truth) if is_tuned(n)],
        "unseen": [n for n in sorted(truth) if not is_tuned(n)],
    }
    chosen = {options.half: halves[options.half]} if options.half else halves
    found = {half: measure(corpus, extract, names, truth) for half, names in chosen.items()}
    rows = {half: list(pages.values()) for half, pages in found.items()}
    if not options.half:
        rows["all"] = [*rows["tuned"], *rows["unseen"]]
    for half, pages in rows.items():
        one = score(pages)
        print(
            f"{half:7} {one.pages:4} pages  F1 {one.f1:.3f} ± {one.spread:.3f}  "
            f"precision {one.precision:.3f}  recall {one.recall:.3f}"
        )
    for name, page in sorted(found.get("tuned", {}).items(), key=lambda item: item[1].f1)[: options.worst]:
        print(f"{page.f1:.3f}  right {page.right}  extra {page.extra}  missing {page.missing}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
