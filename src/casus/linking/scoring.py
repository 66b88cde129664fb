"""The scores of :mod:`casus.linking.pairs` for the very many pairs among claims at hand.

What two facets add to a score is worked out once, however many claims share them. Whether a pair agrees at all is mostly known before its words and
reports are compared: from what these could add at most by the table of weights.
"""

from __future__ import annotations

from collections.abc import Hashable

from casus.linking import pairs
from casus.linking.facets import Report, Text
from casus.linking.pairs import PARTS, Part
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

    def __init__(self, part: Part) -> None:
        self.part = part
        self.kept = 0
        self._numbers: dict[Hashable, int] = {}
        self._facets: list[Hashable] = []
        self._rows: list[_Row] = []

    def number(self, view: View) -> int:
        """The number of a claim's facet."""
        facet = self.part.facet(view)
        if facet not in self._numbers:
            self._numbers[facet] = len(self._facets)
            self._facets.append(facet)
            self._rows.append(_Row(self, facet))
        return self._numbers[facet]

    def row(self, number: int) -> _Row:
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


class _Row(dict[int, float]):
    """What one facet adds with each other one, worked out where it is asked for."""

    __slots__ = ("_facet", "_worths")

    def __init__(self, worths: Worths, facet: Hashable) -> None:
        super().__init__()
        self._worths, self._facet = worths, facet

    def __missing__(self, other: int) -> float:
        self[other] = found = self._worths.work_out(self._facet, other)
        return found


class Scored:
    """A claim as scoring looks at it; words are read where they are asked for."""

    __slots__ = ("_text", "document", "numbers", "report", "rows", "view")

    def __init__(self, view: View, numbers: tuple[int, ...], rows: tuple[_Row, ...]) -> None:
        self.view, self.numbers, self.rows = view, numbers, rows
        self.document = view.claim.document
        self.report = Report.of(view)
        self._text: Text | None = None

    @property
    def text(self) -> Text:
        """The words of its passage."""
        if self._text is None:
            self._text = Text.of(self.view)
        return self._text


class Scorer:
    """Scores of claims, each given to :meth:`known` first."""

    def __init__(self) -> None:
        self._shared = [Worths(PARTS[name]) for name in SHARED]
        self._text, self._reports = PARTS["text"], PARTS["reports"]
        self._base = weights()["bias"] - weights()["threshold"]
        self._most_reports = most(self._reports)
        self._most_own = most(self._text) + self._most_reports

    def known(self, view: View) -> Scored:
        """The claim, to be compared with others."""
        numbers = tuple(worths.number(view) for worths in self._shared)
        rows = tuple(worths.row(number) for worths, number in zip(self._shared, numbers, strict=True))
        return Scored(view, numbers, rows)

    def score(self, one: Scored, other: Scored) -> float:
        """:func:`casus.linking.pairs.score` of two claims."""
        if one.document == other.document:
            return pairs.score(one.view, other.view)
        return self._of_shared(one, other) + self._of_text(one, other) + self._of_reports(one, other)

    def may_agree(self, one: Scored, other: Scored) -> bool:
        """Whether the score can be above zero: ``False`` only where it is not."""
        if one.document == other.document:
            return True
        total = self._of_shared(one, other)
        if total + self._most_own <= 0:
            return False
        return total + self._of_text(one, other) + self._most_reports > 0

    def _of_shared(self, one: Scored, other: Scored) -> float:
        kind, said, place, days, sides, numbers = one.rows
        a, b, c, d, e, f = other.numbers
        return self._base + kind[a] + said[b] + place[c] + days[d] + sides[e] + numbers[f]

    def _of_text(self, one: Scored, other: Scored) -> float:
        return pairs.worth(self._text.compare(one.text, other.text))

    def _of_reports(self, one: Scored, other: Scored) -> float:
        return pairs.worth(self._reports.compare(one.report, other.report))
