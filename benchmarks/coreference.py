"""How often references are resolved, and how often rightly: on passages of our own and on a treebank's coreference layer.

    python -m benchmarks.coreference --shared ../shared [--part dev] [--errors]

The passages (``coreference.toml``) go through the whole pipeline. The treebank's documents (GUM, ``corpora/ud``) come with
their own trees and names, so that the second table shows the rules alone; there, what the layer calls the same counts, and
only mentions of persons, bodies and places. A name that the layer does not mark is not judged.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.gum_coreference import Text, read
from casus.language.coreference import Chain, Coreference, Reference, coreference
from casus.language.parse import Sentence, parse_blocks
from casus.language.referring.nouns import knowledge

PASSAGES = Path(__file__).resolve().with_suffix(".toml")
MARK = re.compile(r"\{([^={}]+)=([^{}]*)\}")
ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)


# ------------------------------------------------------------------------------------------------------ counting


@dataclass(slots=True)
class Tally:
    """Per case: references that must resolve, those that were resolved, the right ones, and the gold ones found."""

    wanted: Counter[str] = field(default_factory=Counter)
    resolved: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def table(self) -> str:
        """Precision, recall and F1 by case, and over all cases that are wanted."""
        cases = sorted({*self.wanted, *self.resolved})
        lines = [f"{'case':20s}{'wanted':>8s}{'resolved':>10s}{'precision':>11s}{'recall':>11s}{'F1':>11s}"]
        lines += [self._line(case, [case]) for case in cases]
        return "\n".join([*lines, self._line("all", [case for case in cases if self.wanted[case]])])

    def _line(self, name: str, cases: Sequence[str]) -> str:
        wanted, resolved, right, found = (
            sum(count[case] for case in cases) for count in (self.wanted, self.resolved, self.right, self.found)
        )
        precision, recall = right / max(resolved, 1), found / max(wanted, 1)
        both = 2 * precision * recall / ((precision + recall) or 1.0)
        shares = [precision if resolved else None, *((recall, both) if wanted else (None, None))]
        cells = "".join(f"{'-':>11s}" if share is None else f"{share:11.3f}" for share in shares)
        return f"{name:20s}{wanted:8d}{resolved:10d}{cells}"


# ------------------------------------------------------------------------------------------------------ passages


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked reference: where it stands, what it says, and the names one of which it must resolve to (none: to nothing)."""

    begin: int
    end: int
    words: str
    names: frozenset[str]

    @property
    def case(self) -> str:
        """Which kind of reference it is."""
        lemma = knowledge().pronouns.get(self.words.lower(), self.words.lower())
        known = {
            "he": "he/she",
            "she": "he/she",
            "i": "I/we",
            "we": "I/we",
            "it": "it",
            "they": "they",
            "there": "there",
        }
        if lemma in known:
            return known[lemma]
        return (
            "name"
            if re.search(r"\b[A-Z]", re.sub(r"^(?:The|This|These|A|An|Another)\b", "", self.words))
            else "nominal"
        )


def unmarked(marked: str) -> tuple[str, list[Mark]]:
    """The plain text of a passage and its marks."""
    text, at, marks = "", 0, []
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        names = frozenset(bare(name) for name in match[2].split("|") if name)
        marks.append(Mark(len(text), len(text) + len(match[1]), match[1], names))
        text += match[1]
        at = match.end()
    return text + marked[at:], marks


def bare(text: str) -> str:
    """A reference's text without article, in lower case."""
    return ARTICLE.sub("", " ".join(text.split())).lower()


def blocks(text: str) -> list[tuple[int, int]]:
    """The paragraphs of a passage."""
    return [match.span() for match in re.finditer(r"[^\n]+(?:\n(?!\n)[^\n]+)*", text)]


def resolved(found: Coreference, sentences: Sequence[Sentence], mark: Mark) -> tuple[Chain, Reference] | None:
    """The chain of a marked reference and what it was resolved to."""
    for sentence in sentences:
        if not sentence.begin <= mark.begin < sentence.end:
            continue
        for token in sentence.span:
            begin, end = sentence.place(token)
            chain = found.chain(sentence, token) if mark.begin <= begin and end <= mark.end else None
            before = found.antecedent(sentence, token) if chain else None
            own = any(mark.begin <= ref.begin and ref.end <= mark.end for ref in chain.references) if chain else False
            if chain is not None and before is not None and own:
                return chain, before
    return None


def judge(tally: Tally, text: str, marks: Iterable[Mark], sentences: Sequence[Sentence]) -> None:
    """Count the marked references of one passage."""
    found = coreference(sentences)
    for mark in marks:
        answer = resolved(found, sentences, mark)
        tally.wanted[mark.case] += bool(mark.names)
        if answer is None:
            if mark.names:
                tally.errors.append(f"missed {mark.case}: {mark.words} = {'|'.join(sorted(mark.names))}: {text[:60]!r}")
            continue
        chain, before = answer
        right = any(bare(ref.text) in mark.names for ref in chain.references)
        tally.resolved[mark.case] += 1
        tally.right[mark.case] += right
        tally.found[mark.case] += right
        if not right:
            tally.errors.append(
                f"wrong {mark.case}: {mark.words} -> {before.text}, not {'|'.join(sorted(mark.names))}: {text[:60]!r}"
            )


def passages(part: str) -> Tally:
    """The counts of one part of our own passages, with the real pipeline."""
    entries = tomllib.loads(PASSAGES.read_text(encoding="utf8"))["passage"]
    texts = [unmarked(entry["text"].strip()) for entry in entries if entry["part"] == part]
    tally = Tally()
    items = [(at, text, blocks(text)) for at, (text, _) in enumerate(texts)]
    for at, sentences in parse_blocks(items):
        judge(tally, *texts[at], sentences)
    return tally


# ------------------------------------------------------------------------------------------------------ treebank


def answers(text: Text, found: Coreference) -> Iterator[tuple[Reference, Reference, str]]:
    """References of a treebank's document that were resolved, what to, and their case."""
    for chain in found.chains:
        for ref in chain.references:
            sentence = text.sentences[ref.sentence]
            token = sentence.span[ref.head]
            before = found.antecedent(sentence, token)
            if found.chain(sentence, token) is chain and before is not None and before != ref:
                yield ref, before, case_of(ref, chain)


def case_of(ref: Reference, chain: Chain) -> str:
    """The case of one of our references, named as the layer's."""
    if ref.form == "pronoun":
        word = knowledge().pronouns.get(ref.text.lower(), ref.text.lower())
        return "he/she" if word in ("he", "she") else word
    if ref.form in ("name", "acronym"):
        return "name"
    return f"nominal {'person' if chain.kind == 'people' else chain.kind}"


def treebank(path: Path) -> tuple[Tally, float]:
    """The counts on one part of the treebank, and milliseconds a sentence."""
    tally, seconds, read_sentences = Tally(), 0.0, 0
    for text in read(path):
        begin = time.perf_counter()
        found = coreference(text.sentences)
        seconds += time.perf_counter() - begin
        read_sentences += len(text.sentences)
        judged: dict[tuple[int, int], bool] = {}
        for ref, before, case in answers(text, found):
            own, other = text.entities_of(ref), text.entities_of(before)
            if case == "name" and not (own and other):
                continue
            right = judged[ref.sentence, ref.head] = bool(own & other)
            tally.resolved[case] += 1
            tally.right[case] += right
            if not right:
                tally.errors.append(f"wrong {case}: {ref.text} -> {before.text}: {text.sentences[ref.sentence].text}")
        for place, case in text.anaphora.items():
            tally.wanted[case] += 1
            tally.found[case] += judged.get(place, False)
    return tally, 1000 * seconds / max(read_sentences, 1)


# ------------------------------------------------------------------------------------------------------ the command


def show(title: str, tally: Tally, errors: bool) -> None:
    """Print one table."""
    print(f"{title}\n\n{tally.table()}\n")
    if errors:
        print("\n".join(tally.errors) + "\n")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the tables, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coreference", description="how well references resolve")
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder that holds corpora/ud/")
    parser.add_argument("--part", choices=("dev", "train"), default="dev", help="which part of the treebank")
    parser.add_argument("--errors", action="store_true", help="also list what is wrong or missed")
    options = parser.parse_args(arguments)
    status = 0
    try:
        for part in ("first", "second", "third"):
            show(f"own passages, {part} part, real pipeline", passages(part), options.errors)
    except RuntimeError as error:  # the package may have been built without its model
        print(f"not measured: own passages: {error}", file=sys.stderr)
        status = 1
    path = options.shared / "corpora" / "ud" / f"gum-{options.part}.conllu.xz"
    if not path.is_file():
        print(f"not measured: {path} is not there", file=sys.stderr)
        return 1
    tally, speed = treebank(path)
    show(f"GUM {options.part}, gold trees and names ({speed:.2f} ms a sentence)", tally, options.errors)
    return status


if __name__ == "__main__":
    sys.exit(main())
