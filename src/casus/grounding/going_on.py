"""A report that goes on telling of one event names its place once: what is told right after, without a place of its own, happened there too.

Right after is, within a paragraph, a claim of the same kind (another toll of the same strike, its denial) or one whose sentence begins with "They", "Three of them",
"The attackers"; in reports whose paragraphs are a sentence or two each also any claim of the next one.
"""

from __future__ import annotations

import re

from casus.grounding.whereabouts import OWN, Option
from casus.record import Draft, Place

IN_LINES = 400  # characters from the end of a claim in which the next one goes on telling, over paragraphs of a sentence or two
IN_PARAGRAPH = 300  # characters from the end of a claim in which one of its kind in its paragraph tells of the same
NEXT = 3  # characters between a sentence and the next one
NARROW = frozenset({"exact", "near", "district"})
ELSEWHERE = re.compile(
    r"\s*(?:Meanwhile|Separately|Elsewhere|In (?:a|another) (?:separate|different)\b|In another\b|Further (?:north|south|east|west)\b)"
)
"""What begins a sentence that turns to something else, of which neither day nor place is known by what came before."""
REFERS = re.compile(
    r"[“\"]?(?:They|He|She|It|His|Their|Both|(?:One|Two|Three) (?:of (?:them|the)|others?|more)|The (?:attack(?:ers?)?|strikes?|raid|blast|explosion|assailants|gunmen|militants|men|group|same))\b"
)
"""How a sentence begins that tells more of whom or what the one before it told."""


def one_event(draft: Draft) -> bool:
    """Whether a draft tells of one thing that came to pass: no toll, no plan, and no denial, which may be of what is said to happen at any time."""
    return not draft.aggregate and draft.status not in ("planned", "denied")


class Scene:
    """Where the claim before played, as the claims of a document are gone through in order of the text."""

    def __init__(self, text: str) -> None:
        """At the start of a document with this text."""
        self.text = text
        self._last: tuple[Draft, Option] | None = None  # the claim right before, with its place
        self._placed: tuple[int, Option] | None = None  # where the last claim with a narrow place ends, and that

    def place(self, draft: Draft, chosen: Option) -> Option:
        """The place chosen for a claim, or that of the claim right before where its own sentence names none."""
        found = chosen
        if chosen.origin not in OWN:
            found = self._of_the_last(draft) or self._of_lines(draft, chosen) or chosen
        elif chosen.place is not None:
            self._placed = (draft.end, chosen) if chosen.place.precision in NARROW else None
        self._last = (draft, found)
        return found

    def _of_the_last(self, draft: Draft) -> Option | None:
        """The place of the claim before, where this one of the same paragraph tells more of the same."""
        if self._last is None:
            return None
        last, where = self._last
        if where.place is None or _is_country(where.place) or ELSEWHERE.match(self.text, *draft.sentence):
            return None
        if draft.begin - last.end > IN_LINES or "\n" in self.text[last.end : draft.begin]:
            return None
        alike = last.kind == draft.kind and not (last.aggregate or draft.aggregate)
        same = alike and draft.begin - last.end < IN_PARAGRAPH
        next_one = 0 <= draft.sentence[0] - last.sentence[1] <= NEXT and not draft.aggregate
        follows = next_one and REFERS.match(self.text, draft.sentence[0])
        return Option(where.place, "told", where.begin, where.end) if same or follows else None

    def _of_lines(self, draft: Draft, chosen: Option) -> Option | None:
        """The last place of its own that a claim had, where paragraphs of a sentence or two go on telling."""
        if self._placed is None or not one_event(draft):
            return None
        end, before = self._placed
        if not 0 <= draft.begin - end <= IN_LINES or "\n" not in self.text[end : draft.begin]:
            return None
        if chosen.begin > before.begin:
            return None
        if chosen.place is not None and before.place is not None and chosen.place.country != before.place.country:
            return None
        self._placed = (draft.end, before)
        return Option(before.place, "told", before.begin, before.end)


def _is_country(place: Place) -> bool:
    """Whether a place is a country, not one that nobody can locate within it."""
    return place.precision == "country" and place.lat is not None
