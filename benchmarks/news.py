"""News-like texts without end, by the statistics of local corpora: which word follows which two, how long reports are.

War reports follow the hand-coded development texts, other news the BBC's; names of places are made up (:mod:`benchmarks.made_up`) so that no text repeats
another. Nothing of the corpora is kept. The texts read as nonsense, but a sentence has the verbs, names and numbers of its like, so coding them
takes about as long: ``benchmarks.scale`` prints how far that holds.
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from benchmarks.made_up import SYLLABLES
from benchmarks.running import UnavailableError

FIRST_DAY = date(2015, 1, 1)
RELEVANT = 0.05
"""The share of war reports in mixed news."""
Row = dict[str, str]


class Chain:
    """Words by the two before them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._next: dict[tuple[str, str], list[str]] = defaultdict(list)
        for text in texts:
            before = ("", "")
            for word in re.findall(r"\S+|\n\n", text):
                self._next[before].append(word)
                before = (before[1], word)
            self._next[before].append("")

    def text(self, rng: random.Random, length: int) -> str:
        """A text of about so many words, up to the end of a sentence."""
        words: list[str] = []
        before = ("", "")
        while len(words) < 2 * length:
            word = rng.choice(self._next[before])
            if word:
                words.append(_renamed(word, rng))
            before = (before[1], word) if word else ("", "")
            if len(words) >= length and word.endswith("."):
                break
        return " ".join(words).replace(" \n\n ", "\n\n")


def _renamed(word: str, rng: random.Random) -> str:
    """One capitalised word in twenty is another name: reports of one war name many places."""
    if word.istitle() and len(word) > 4 and word.isalpha() and rng.random() < 0.05:
        return "".join(rng.choice(SYLLABLES) for _ in range(3)).capitalize()
    return word


class News:
    """A source of reports."""

    def __init__(self, shared: Path, seed: int = 1) -> None:
        """Reads the corpora; raises :class:`~benchmarks.running.UnavailableError` where they are not."""
        wars, others = shared / "gold" / "dev" / "docs.json", shared / "corpora" / "bbc-news" / "train.tsv"
        if not (wars.is_file() and others.is_file()):
            raise UnavailableError(f"{shared} holds no gold/dev and corpora/bbc-news")
        self.war_texts = [row["text"] for row in json.loads(wars.read_text(encoding="utf8"))]
        plain = [line.split("\t")[0] for line in others.read_text(encoding="utf8").splitlines()]
        self._war, self._other = Chain(self.war_texts), Chain(plain)
        self._war_lengths = [len(text.split()) for text in self.war_texts]
        self._other_lengths = [len(text.split()) for text in plain]
        self._rng = random.Random(seed)

    def war(self, words: int | None = None) -> Iterator[Row]:
        """War reports, of so many words if given."""
        for number in range(10**9):
            length = words or self._rng.choice(self._war_lengths)
            yield self._row("war", number, self._war.text(self._rng, length))

    def mixed(self, share: float = RELEVANT) -> Iterator[Row]:
        """News of all kinds, of which some are war reports."""
        wars = self.war()
        for number in range(10**9):
            if self._rng.random() < share:
                yield next(wars)
            else:
                yield self._row("other", number, self._other.text(self._rng, self._rng.choice(self._other_lengths)))

    def _row(self, kind: str, number: int, text: str) -> Row:
        day = FIRST_DAY + timedelta(days=self._rng.randrange(2000))
        return {"id": f"{kind}-{number}", "date": day.isoformat(), "text": text}
