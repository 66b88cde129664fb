"""The claims network at run time: what each sentence of a document claims, as far as a trained reader of news sees.

A small transformer (``model/claims.onnx``, over the piece vectors of the English pipeline) reads the document in windows of sentences. On what it makes of
each word stand heads of a few matrices (``model/claims.npz``), computed here: scores of the kinds of claim; of a claim's status, source type and whether it
is an aggregate; and, beside a mention, whether that is one of its actors or targets, its place, time, number or source. ``training/claim_network.py`` is the
same network in training. What it says is one voice: the lexicon and the rules over the parse are the others (``opinion.py``).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from casus.coding.reading import Reading
from casus.coding.windows import BEFORE, LONGEST, Window, windows
from casus.language.encoder import ModelMissingError
from casus.language.pieces import BLANK, JOINED, LINE, Pieces, rows_of, shape_of
from casus.record import KINDS, Kind

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Floats = NDArray[float32]

STATUSES: Final = ("happened", "planned", "possible", "denied")
SOURCE_TYPES: Final = ("reporter", "belligerent", "government", "monitor", "un", "ngo", "media", "witness", "expert", "official_unnamed", "other")  # fmt: skip
FIELDS: Final = {"status": STATUSES, "source_type": SOURCE_TYPES, "aggregate": (False, True)}
ROLES: Final = ("actor", "target", "place", "time", "count", "source")
FARTHEST: Final = 9  # the bucket of mentions farthest away, 511 words and more
SILENT: Final = -12.0  # log-odds of a kind in words that no window could take


@dataclass(frozen=True, slots=True)
class Layout:
    """The words of a document's sentences, where they stand, and the word that each sentence begins with."""

    words: list[str]
    begins: list[int]
    ends: list[int]
    gaps: list[int]
    starts: list[int]

    @classmethod
    def of(cls, readings: Sequence[Reading]) -> Layout:
        """Laid out once for a document; what is only space is no word."""
        out = cls([], [], [], [], [])
        last_block: int | None = None
        for reading in readings:
            sentence = reading.sentence
            out.starts.append(len(out.words))
            for token in sentence.span:
                if token.is_space:
                    continue
                begin = sentence.offset + token.idx
                end = begin + len(token.text)
                joined = bool(out.ends) and begin <= out.ends[-1]
                out.gaps.append(LINE if last_block != sentence.block else JOINED if joined else BLANK)
                last_block = sentence.block
                out.words.append(token.text)
                out.begins.append(begin)
                out.ends.append(end)
        return out

    def bounds(self, sentence: int) -> tuple[int, int]:
        """The words of a sentence: (first, after the last)."""
        return self.starts[sentence], self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.words)

    def range(self, begin: int, end: int) -> tuple[int, int]:
        """The words that a stretch of the document touches: (first, after the last)."""
        return bisect_right(self.ends, begin), bisect_left(self.begins, end)


@dataclass(slots=True, eq=False)
class View:
    """One window as read: its words from ``begin`` on, (words, width), and the parts of its pairs, made when first asked for."""

    begin: int
    words: Floats
    scores: Floats
    pairs: tuple[Floats, Floats] | None = None


class ClaimNetwork:
    """The network and its heads, loaded once a process."""

    def __init__(self, folder: Path, pieces: Path) -> None:
        """From the folder with ``claims.onnx`` and ``claims.npz``, and that of the English pipeline (``pieces.txt``, ``vectors.npz``).

        Raises:
            ModelMissingError: when a file is missing.
        """
        import numpy as np
        import onnxruntime

        needed = [folder / "claims.onnx", folder / "claims.npz", pieces / "pieces.txt", pieces / "vectors.npz"]
        if missing := [path.name for path in needed if not path.is_file()]:
            raise ModelMissingError(
                f"the claims network is missing from the package ({', '.join(missing)}); reinstall casus-monitor"
            )
        self.pieces = Pieces((pieces / "pieces.txt").read_text(encoding="utf-8").split("\n"))
        with np.load(pieces / "vectors.npz") as shared:
            self._vectors, self._scales = shared["vectors"], shared["scales"]
        with np.load(folder / "claims.npz") as tables:
            self.heads: dict[str, Floats] = {name: tables[name].astype(np.float32) for name in tables.files}
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # workers share out the cores
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(needed[0]), options, providers=["CPUExecutionProvider"])

    def read(self, readings: Sequence[Reading]) -> Heard:
        """What the network makes of a document."""
        layout = Layout.of(readings)
        sizes = [len(self.pieces.of_word(word)) for word in layout.words]
        bounds = [layout.bounds(at) for at in range(len(layout.starts))]
        views: list[View] = []
        where: list[int] = []
        for window in windows([sum(sizes[a:b]) for a, b in bounds]):
            views.append(self._view(layout, sizes, bounds, window))
            where += [len(views) - 1] * (window.end - window.judged)
        return Heard(self, layout, views, where)

    def _view(self, layout: Layout, sizes: Sequence[int], bounds: Sequence[tuple[int, int]], window: Window) -> View:
        import numpy as np

        begin, end = bounds[window.begin][0], bounds[window.end - 1][1]
        total, last = 0, begin
        while last < end and total + sizes[last] <= LONGEST + BEFORE:
            total += sizes[last]
            last += 1
        words = layout.words[begin:last]
        rows = rows_of(self.pieces, words, layout.gaps[begin:last], [shape_of(word) for word in words])
        heads = self.heads
        embedded = self._vectors[rows.pieces].astype(np.float32) * self._scales[rows.pieces, None]
        embedded += heads["positions"][: len(rows.pieces)] + heads["shapes"][rows.shapes] + heads["gaps"][rows.gaps]
        feed = {"embedded": embedded[None], "first": np.array(rows.first, dtype=np.int64)}
        told: Any = self._session.run(["words"], feed)[0]
        return View(begin, told, told @ heads["kinds.weight"] + heads["kinds.bias"])


@dataclass(slots=True, eq=False)
class Heard:
    """A document as the network read it; sentences by their number among the readings."""

    network: ClaimNetwork
    layout: Layout
    views: Sequence[View]
    where: Sequence[int]
    _kinds: dict[int, Floats] = field(default_factory=dict)

    def _own(self, sentence: int) -> tuple[View, int, int]:
        """A sentence's window and its words in it."""
        view = self.views[self.where[sentence]]
        begin, end = self.layout.bounds(sentence)
        return view, min(begin - view.begin, len(view.words)), min(end - view.begin, len(view.words))

    def kinds(self, sentence: int) -> Floats:
        """Log-odds that a sentence makes a claim of each kind, in the order of ``record.KINDS``: the soft maximum over its words."""
        import numpy as np

        if sentence not in self._kinds:
            view, begin, end = self._own(sentence)
            own = view.scores[begin:end]
            top = own.max(axis=0) if len(own) else np.full(len(KINDS), SILENT, dtype=np.float32)
            self._kinds[sentence] = top + np.log(np.exp(own - top).sum(axis=0)) if len(own) else top
        return self._kinds[sentence]

    def claim(self, sentence: int, kind: Kind, first: int | None = None, after: int | None = None) -> HeardClaim | None:
        """A claim of a kind in a sentence, or in its stretch between two offsets of the document, whether it is made or not.

        ``None`` where no word of it could be read.
        """
        import numpy as np

        view, begin, end = self._own(sentence)
        if first is not None and after is not None:
            part = self.layout.range(first, after)
            begin, end = max(begin, part[0] - view.begin), min(end, part[1] - view.begin)
        if end <= begin:
            return None
        number = KINDS.index(kind)
        own = view.scores[begin:end, number]
        weights = np.exp(own - own.max())
        vector = (weights / weights.sum()) @ view.words[begin:end]
        return HeardClaim(self.network.heads, self.layout, view, number, vector, view.begin + begin + int(own.argmax()))


@dataclass(slots=True, eq=False)
class HeardClaim:
    """A claim as the network sees it; ``word`` is the word that speaks for it most."""

    heads: Mapping[str, Floats]
    layout: Layout
    view: View
    kind: int
    vector: Floats
    word: int
    _hidden: Floats | None = None
    _told: dict[tuple[int, int], list[float]] = field(default_factory=dict)

    @property
    def peak(self) -> tuple[int, int]:
        """Offsets of the word that speaks for the claim most."""
        return self.layout.begins[self.word], self.layout.ends[self.word]

    def spoken_by(self, begin: int, end: int) -> float:
        """Log-odds of the kind in that of the words in ``begin``..``end`` of the document that speaks for it most; :data:`SILENT` where none was read."""
        first, after = (at - self.view.begin for at in self.layout.range(begin, end))
        own = self.view.scores[max(first, 0) : max(after, 0), self.kind]
        return float(own.max()) if len(own) else SILENT

    def fields(self) -> dict[str, dict[Any, float]]:
        """Log-probabilities of each value of ``status``, ``source_type`` and ``aggregate``."""
        import numpy as np

        heads = self.heads
        hidden = np.maximum(
            self.vector @ heads["claim.weight"] + heads["claim.bias"] + heads["kind_of_claim"][self.kind], 0
        )
        scores = iter((hidden @ heads["fields.weight"] + heads["fields.bias"]).tolist())
        out: dict[str, dict[Any, float]] = {}
        for name, values in FIELDS.items():
            own: list[float] = list(islice(scores, len(values)))
            top = max(own)
            whole = top + math.log(math.fsum(math.exp(value - top) for value in own))
            out[name] = {value: score - whole for value, score in zip(values, own, strict=True)}
        return out

    def log_odds(self, role: str, stretches: Sequence[tuple[int, int]]) -> list[float | None]:
        """Log-odds that what stands in each of some stretches (begin, end) of the document has a role (of :data:`ROLES`) in this claim.

        ``None`` where the network did not see those words beside the claim.
        """
        mentions = [self._mention(begin, end) for begin, end in stretches]
        told = self._told
        if new := {one for one in mentions if one is not None and one not in told}:
            ordered = sorted(new)
            told.update(zip(ordered, self._roles(ordered), strict=True))
        at = ROLES.index(role)
        return [None if one is None else told[one][at] for one in mentions]

    def _mention(self, begin: int, end: int) -> tuple[int, int] | None:
        """The first and the last word in the window of a stretch of the document; ``None`` where it is not all in there."""
        first, after = self.layout.range(begin, end)
        first, last = first - self.view.begin, max(first, after - 1) - self.view.begin
        return None if first < 0 or last >= len(self.view.words) else (first, last)

    def _roles(self, mentions: Sequence[tuple[int, int]]) -> list[list[float]]:
        """Log-odds of all roles of each of some mentions, by their first and last words in the window."""
        import numpy as np

        heads, view = self.heads, self.view
        if view.pairs is None:
            firsts = view.words @ heads["first.weight"] + heads["first.bias"]
            view.pairs = (firsts, view.words @ heads["last.weight"] + heads["last.bias"])
        if self._hidden is None:
            self._hidden = (
                self.vector @ heads["pointer.weight"] + heads["pointer.bias"] + heads["kind_of_pointer"][self.kind]
            )
        buckets = [self._distance(first, last) for first, last in mentions]
        begins, ends = (list(words) for words in zip(*mentions, strict=True))
        hidden = self._hidden + view.pairs[0][begins] + view.pairs[1][ends] + heads["distance"][buckets]
        told: list[list[float]] = (np.maximum(hidden, 0) @ heads["roles.weight"] + heads["roles.bias"]).tolist()
        return told

    def _distance(self, first: int, last: int) -> int:
        """The bucket for how far before or behind the claim's word a mention stands."""
        peak = self.word - self.view.begin
        gap = last - peak if last < peak else first - peak
        return min(FARTHEST, int(math.log2(abs(gap) + 1))) + (0 if gap < 0 else FARTHEST + 1)


@cache
def packaged_network() -> ClaimNetwork:
    """The network shipped in the package, loaded once per process; raises ``ModelMissingError`` where it is not whole."""
    with as_file(files("casus.coding") / "model") as folder, as_file(files("casus.language") / "model") as pieces:
        return ClaimNetwork(folder, pieces)
