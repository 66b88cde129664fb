"""Parts of a toll told in the next sentence: "255 people killed ... The toll includes 24 civilians" is one toll with a part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from casus.coding.evidence import LONGEST_EVIDENCE
from casus.record import Count, Draft

PART = re.compile(
    r"\b(?:includ(?:e[sd]?|ing)|among (?:them|the dead|those killed|the victims)|of (?:them|whom|the dead|the victims))\b",
    re.IGNORECASE,
)
DEAD = ("killed", "killed_civilians", "killed_combatants", "killed_children")


def with_parts(drafts: Sequence[Draft], text_of: dict[tuple[int, int], str]) -> list[Draft]:
    """The drafts, with a part that the next sentence tells given to the toll before it.

    ``text_of`` holds the sentences' texts by their offsets. A draft that told the part as a toll of its own is left out.
    """
    sentences = sorted(text_of)
    following = dict(pairwise(sentences))
    out: list[Draft] = []
    absorbed: set[tuple[int, int]] = set()
    for draft in drafts:
        after = following.get(draft.sentence)
        parts = _parts(draft, [d for d in drafts if d.sentence == after], text_of[after]) if after else ()
        if after and parts:
            absorbed.add(after)
            end = after[1] if after[1] - draft.begin <= LONGEST_EVIDENCE else draft.end
            draft = replace(draft, counts=(*draft.counts, *parts), end=end)
        out.append(draft)
    return [draft for draft in out if not (draft.kind == "casualty_report" and draft.sentence in absorbed)]


def _parts(toll: Draft, told: Sequence[Draft], text: str) -> tuple[Count, ...]:
    """Counts of the following sentence that are parts of a toll's dead: named as included, and fewer."""
    whole = next((count for count in toll.counts if count.what == "killed" and count.min is not None), None)
    if toll.kind != "casualty_report" or whole is None or whole.min is None:
        return ()
    found: dict[tuple[str, int | None, int | None], Count] = {}
    for draft in told:
        for count in draft.counts:
            fits = count.what in DEAD and count.what != "killed" and count.min is not None and count.min < whole.min
            if fits and count.begin is not None and PART.search(text[: count.begin - draft.sentence[0]]):
                found.setdefault((count.what, count.min, count.max), count)
    return tuple(found.values())
