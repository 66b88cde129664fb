"""A report that goes on telling of one event names its place once: what is told right after happened there too.

Only for reports that have kept their paragraphs, which are a sentence or two each; in running text the places that are spoken of before are weighed
(:mod:`casus.grounding.whereabouts`).
"""

from __future__ import annotations

from casus.grounding.whereabouts import OWN, Option
from casus.record import Draft

IN_LINES = 400  # characters from the end of a claim in which the next one goes on telling, over paragraphs of a sentence or two
NARROW = frozenset({"exact", "near", "district"})


def one_event(draft: Draft) -> bool:
    """Whether a draft tells of one thing that came to pass: no toll, no plan, and no denial, which may be of what is said to happen at any time."""
    return not draft.aggregate and draft.status not in ("planned", "denied")


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
        if self._before is None or not one_event(draft):
            return chosen
        end, before = self._before
        between = self.text[end : draft.begin]
        if not 0 <= draft.begin - end <= IN_LINES or "\n" not in between or chosen.begin > before.begin:
            return chosen
        if chosen.place is not None and before.place is not None and chosen.place.country != before.place.country:
            return chosen
        self._before = (draft.end, before)
        return Option(before.place, "before", before.begin, before.end)
