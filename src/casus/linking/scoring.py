"""The scores of :mod:`casus.linking.pairs` for the very many pairs among claims at hand.

What two facets add to a score is worked out once, however many claims share them. Whether a pair agrees at all is mostly known before its words and
reports are compared: from what these could add at most by the table of weights.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

from casus.filed import Sketch
from casus.linking import pairs
from casus.linking.blocks import Blocks, blocks_of
from casus.linking.facets import Facets, Report, Text
from casus.linking.pairs import PARTS, Part
from casus.linking.sketches import READ, Read, report_of, words_of
from casus.linking.view import View
from casus.linking.words import weights

SHARED = ("kind", "said", "place", "days", "sides", "numbers")
"""The parts whose facets many claims share."""
KEPT = 100_000
"""Of so many pairs of facets of a part the worth is kept (some 5 MB)."""
HIGHEST = {"published months apart": 3.0}
"""The highest values of features that are no shares of 1."""


def most(part: Part) -> float:
    """What a part that tells which of its features hold together can add to a score at most."""
    return max(
        0.0,
        *(
            sum(max(0.0, weights().get(name, 0.0)) * HIGHEST.get(name, 1.0) for name in together)
            for together in part.together
        ),
    )


class Worths:
    """What two facets of a part add to a score; facets go by numbers."""

    def __init__(self, part: Part, read: Read) -> None:
        self.part = part
        self.kept = 0
        self._read = read
        self._numbers: dict[Hashable, int] = {}
        self._of_text: dict[str, int] = {}
        self._facets: list[Hashable] = []
        self._rows: list[Row] = []

    def number(self, facet: Hashable) -> int:
        """The number of a facet."""
        if facet not in self._numbers:
            self._numbers[facet] = len(self._facets)
            self._facets.append(facet)
            self._rows.append(Row(self, facet))
        return self._numbers[facet]

    def number_of_text(self, text: str) -> int:
        """The number of a facet that is given as a text, which is read once."""
        number = self._of_text.get(text)
        if number is None:
            number = self._of_text[text] = self.number(self._read(text))
        return number

    def row(self, number: int) -> Row:
        """What a facet adds with each other one, by number."""
        return self._rows[number]

    def work_out(self, facet: Hashable, other: int) -> float:
        """What a facet and one that goes by number add."""
        if self.kept >= KEPT:
            for row in self._rows:
                row.clear()
            self.kept = 0
        self.kept += 1
        return pairs.worth(self.part.compare(facet, self._facets[other]))


class Row(dict[int, float]):
    """What one facet adds with each other one, worked out where it is asked for."""

    __slots__ = ("_worths", "facet")

    def __init__(self, worths: Worths, facet: Hashable) -> None:
        super().__init__()
        self._worths, self.facet = worths, facet

    def __missing__(self, other: int) -> float:
        self[other] = found = self._worths.work_out(self.facet, other)
        return found


class Scored:
    """A claim as scoring looks at it; what few comparisons need is read where it is asked for."""

    __slots__ = ("_blocks", "_given", "_report", "_text", "document", "key", "numbers", "rows")

    def __init__(self, key: str, given: View | Sketch, numbers: tuple[int, ...], rows: tuple[Row, ...]) -> None:
        self.key, self._given, self.numbers, self.rows = key, given, numbers, rows
        self.document = given.document if isinstance(given, Sketch) else given.claim.document
        self._text: Text | None = None
        self._report: Report | None = None
        self._blocks: Blocks | None = None

    @property
    def text(self) -> Text:
        """The words of its passage."""
        if self._text is None:
            self._text = words_of(self._given) if isinstance(self._given, Sketch) else Text.of(self._given)
        return self._text

    @property
    def report(self) -> Report:
        """Its report."""
        if self._report is None:
            self._report = report_of(self._given) if isinstance(self._given, Sketch) else Report.of(self._given)
        return self._report

    @property
    def blocks(self) -> Blocks:
        """Where and when it is looked for."""
        if self._blocks is None:
            shared = self._shared()
            actors = shared["sides"].actors
            self._blocks = blocks_of(shared["kind"], shared["place"], shared["days"], actors, self.report.published)
        return self._blocks

    @property
    def facets(self) -> Facets:
        """All that it is compared by."""
        return Facets(text=self.text, reports=self.report, **self._shared())

    def _shared(self) -> dict[str, Any]:
        return {name: row.facet for name, row in zip(SHARED, self.rows, strict=True)}


class Scorer:
    """Scores of claims, each given to :meth:`known` first."""

    def __init__(self) -> None:
        self._shared = [Worths(PARTS[name], READ[name]) for name in SHARED]
        self._text, self._reports = PARTS["text"], PARTS["reports"]
        self._base = weights()["bias"] - weights()["threshold"]
        self._most_reports = most(self._reports)
        self._most_own = most(self._text) + self._most_reports

    def known(self, view: View) -> Scored:
        """The claim, to be compared with others."""
        numbers = tuple(worths.number(worths.part.facet(view)) for worths in self._shared)
        return Scored(view.key, view, numbers, self._rows(numbers))

    def known_by(self, claim: str, sketch: Sketch) -> Scored:
        """A claim that is given by its sketch, to be compared with others."""
        kind, said, place, days, sides, numbers = self._shared
        found = (
            kind.number_of_text(sketch.kind),
            said.number_of_text(sketch.said),
            place.number_of_text(sketch.whereabouts),
            days.number_of_text(sketch.days),
            sides.number_of_text(sketch.sides),
            numbers.number_of_text(sketch.numbers),
        )
        return Scored(claim, sketch, found, self._rows(found))

    def _rows(self, numbers: tuple[int, ...]) -> tuple[Row, ...]:
        return tuple([worths.row(number) for worths, number in zip(self._shared, numbers, strict=True)])

    def score(self, one: Scored, other: Scored) -> float:
        """:func:`casus.linking.pairs.score` of two claims."""
        if one.document == other.document:
            return pairs.score_of(one.facets, other.facets)
        return self._of_shared(one, other) + self._of_text(one, other) + self._of_reports(one, other)

    def may_agree(self, one: Scored, others: Iterable[Scored]) -> list[Scored]:
        """Those of the others with which the score of a claim can be above zero: all but some of which it is not."""
        found = []
        base, most_own, least = self._base, self._most_own, -self._most_reports
        kind, said, place, days, sides, numbers = one.rows
        for other in others:  # very many: what is said of all pairs stands in this loop
            if other.document != one.document:
                a, b, c, d, e, f = other.numbers
                total = base + kind[a] + said[b] + place[c] + days[d] + sides[e] + numbers[f]
                if total + most_own <= 0 or total + self._of_text(one, other) <= least:
                    continue
            found.append(other)
        return found

    def _of_shared(self, one: Scored, other: Scored) -> float:
        kind, said, place, days, sides, numbers = one.rows
        a, b, c, d, e, f = other.numbers
        return self._base + kind[a] + said[b] + place[c] + days[d] + sides[e] + numbers[f]

    def _of_text(self, one: Scored, other: Scored) -> float:
        return pairs.worth(self._text.compare(one.text, other.text))

    def _of_reports(self, one: Scored, other: Scored) -> float:
        return pairs.worth(self._reports.compare(one.report, other.report))
