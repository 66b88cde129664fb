"""When two names mean one place, for what is fitted on hand-coded places."""

from __future__ import annotations

import re

from casus.grounding.names import bare, skeleton

GENERIC = re.compile(r"\b(?:city|town|village|province|governorate|district|region|state|the|area)\b", re.IGNORECASE)


def same_place(name: str | None, coded: str | None) -> bool:
    """Whether two names of places are the same but for spelling and words like "city"."""
    if name is None or coded is None:
        return name == coded
    x, y = (GENERIC.sub(" ", text) for text in (name, coded))
    return bare(x) == bare(y) or (len(skeleton(x)) > 3 and skeleton(x) == skeleton(y))
