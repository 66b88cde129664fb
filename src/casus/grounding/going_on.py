"""A report that goes on telling of one event names its place once: what is told right after happened there too.

Only for reports that have kept their paragraphs, which are a sentence or two each; in running text the places that are spoken of before are weighed
(:mod:`casus.grounding.whereabouts`).
"""

from __future__ import annotations

from casus.grounding.whereabouts import OWN, Option
from casus.record import Draft

GOES_ON = 400  # characters from the end of a claim in which the next one goes on telling
NARROW = frozenset({"exact", "near", "district"})


class Scene:
    """Where the claim before played, as the claims of a document are gone through in order of the text."""

    def __init__(self, text: str) -> None:
        """At the start of a document with this text."""
        self.text = text
        self._before: tuple[int, Option] | None = (
            None  # where the last claim with a narrow place of its own ends, and that
        )

    def place(self, draft: Draft, chosen: Option) -> Option:
        """The place chosen for a claim, or that of the claim right before where its own sentence names none."""
        if chosen.origin in OWN:
            narrow = chosen.place is not None and chosen.place.precision in NARROW
            self._before = (draft.end, chosen) if narrow else None
            return chosen
        if self._before is None or draft.aggregate or draft.status == "planned":
            return chosen
        end, before = self._before
        between = self.text[end : draft.begin]
        if not 0 <= draft.begin - end <= GOES_ON or "\n" not in between or chosen.begin > before.begin:
            return chosen
        if chosen.place is not None and before.place is not None and chosen.place.country != before.place.country:
            return chosen
        self._before = (draft.end, before)
        return Option(before.place, "before", before.begin, before.end)
