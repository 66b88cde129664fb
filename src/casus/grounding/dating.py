"""The date of an undated document, inferred from its own words, with the reasons.

A dateline, or a date in the address, settles it. Else every clue (:mod:`casus.grounding.evidence`) says how likely each day is
(:mod:`casus.grounding.belief`), and the narrowest run of days that holds the wanted share of belief is the answer; a run
that is too wide is no answer but "unknown". A pure function of one text and the theatre packs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np

from casus.grounding.belief import Array, Constants, Densities, load_constants, narrowest, shares_of
from casus.grounding.clues import Clue
from casus.grounding.evidence import gather
from casus.grounding.milestones import MilestoneIndex
from casus.grounding.theatre import Theatre
from casus.record import DocumentDate, Noise

_MOST_REASONS = 12
_TELLING = 0.15  # the least that a clue must say for or against an interval to be among its reasons


class Dater:
    """Dates texts by the milestones of some theatres; built once, used for many texts."""

    def __init__(self, theatres: Sequence[Theatre], constants: Constants | None = None) -> None:
        self._index = MilestoneIndex(theatres)
        self._densities = Densities(constants or load_constants())

    def infer(self, text: str, blocks: Sequence[Noise] = (), url: str = "", title: str = "") -> DocumentDate:
        """When a text was published, judged by its words, address and title; stretches in ``blocks`` (boilerplate) are not read.

        The basis is "inferred", or "unknown" (without dates) where the evidence is too thin; the reasons say why either way.
        """
        evidence = gather(without(text, blocks), self._index, url, title)
        if evidence.settled:
            day, reason = evidence.settled
            return DocumentDate(day, day, "inferred", (reason,))
        if not any(clue.shape == "days" for clue in evidence.clues):
            found = tuple(clue.reason for clue in evidence.clues)
            return DocumentDate(
                None, None, "unknown", (*found, "no dateline, no dated milestone and no year in the text")
            )
        return _judged(evidence.clues, self._densities)


def infer_date(text: str, theatres: Sequence[Theatre], blocks: Sequence[Noise] = ()) -> DocumentDate:
    """:meth:`Dater.infer` for a single text."""
    return Dater(theatres).infer(text, blocks)


def without(text: str, blocks: Sequence[Noise]) -> str:
    """The text with blocks blanked, so that offsets stay."""
    for block in blocks:
        text = text[: block.begin] + " " * (block.end - block.begin) + text[block.end :]
    return text


def _judged(clues: Sequence[Clue], densities: Densities) -> DocumentDate:
    constants = densities.constants
    scores, parts = densities.score(clues)
    shares = shares_of(scores)
    start, end = narrowest(shares, constants.belief)
    reasons = _reasons(clues, parts, shares, (start, end))
    first, last = constants.first + timedelta(days=start), constants.first + timedelta(days=end)
    width = end - start + 1
    share = f"{constants.belief:.0%} of the belief"
    if width > constants.widest:
        best = constants.first + timedelta(days=int(shares.argmax()))
        why = (
            f"no {constants.widest} days hold {share}: the narrowest that do are {first} to {last}; likeliest is {best}"
        )
        return DocumentDate(None, None, "unknown", (*reasons, why))
    days = "one day" if width == 1 else f"{width} days"
    summary = (
        f"together these put {share} into {days}, {first} to {last}"
        if width > 1
        else f"together these put {share} on {first}"
    )
    return DocumentDate(first, last, "inferred", (*reasons, summary))


def _reasons(clues: Sequence[Clue], parts: Sequence[Array], shares: Array, run: tuple[int, int]) -> tuple[str, ...]:
    """The clues that speak most for the run of days, or against it, most telling first, each with which of the two it does.

    What a clue says of the run: its belief-weighted mean there, against that of the 400 days around, in the logarithm's units.
    """
    start, end = run
    inside = shares[start : end + 1] / max(shares[start : end + 1].sum(), 1e-12)
    around = slice(max(0, start - 400), end + 401)
    weighed = []
    for clue, part in zip(clues, parts, strict=True):
        gain = float(part[start : end + 1] @ inside - np.log(np.exp(part[around]).mean()))
        weighed.append((gain, clue.reason))
    weighed.sort(key=lambda item: -abs(item[0]))
    told = dict.fromkeys(
        f"{reason} ({_for(gain)} the days below)" for gain, reason in weighed[:_MOST_REASONS] if abs(gain) >= _TELLING
    )
    return tuple(told) or tuple(reason for _, reason in weighed[:_MOST_REASONS])


def _for(gain: float) -> str:
    return "speaks against" if gain < 0 else "speaks strongly for" if gain > 2 else "speaks for"
