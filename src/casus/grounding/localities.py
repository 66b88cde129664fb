"""Small places told inside larger ones: "the Model Town area of Lahore", "Kondagaon village in Bastar District", "near Nambol in Bishnupur".

Gazetteers know few quarters, hamlets and roads. What the text itself says to be such, within a place that is known, is a place there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from casus.grounding.calendrics import MONTHS, WEEKDAYS
from casus.grounding.places import PlaceResolver
from casus.grounding.placing import SETTLED, is_expected
from casus.grounding.settling import PlaceContext
from casus.record import Place

Named = tuple[Place, int, int]
"""A place, and the stretch of the text that names it."""

_WORD = r"[A-Z][\w’'‘`-]+"
_NAME = rf"(?:[a-z]{{1,2}}-)?{_WORD}(?:\s+(?:al-|el-|(?:de|del|la|da|do|dos|das|di|du)\s+)?{_WORD}){{0,3}}"
_WAY = rf"{_WORD}(?:\s+{_WORD}){{0,2}}\s+(?:Road|Street|Avenue|Chowk|Bazaa?r|Market|Colony|Town|Square|Mohalla)"
_OUTER = rf"(?P<outer>{_NAME})"
_UNIT = r"(?:[Dd]istrict|[Tt]erritory|[Tt]ownship|[Pp]rovince|[Ss]tate|[Rr]egion|[Cc]ounty|[Dd]epartment|[Gg]overnorate|[Zz]one|[Mm]unicipality|[Cc]ommune|Local Government Area|LGA)"
_SIDE = r"(?:far\s+)?(?:north|south|east|west)(?:[- ]?(?:east|west))?"
_FAR = r"[\w.,-]+\s+(?:km|kms|kilomet(?:re|er)s?|miles?)"
_BESIDE = rf"(?:(?:in|near|outside)|(?:{_FAR}\s+)?(?:to\s+the\s+)?{_SIDE}\s+of)\s+(?:the\s+)?(?:(?:[a-z]+\s+){{0,3}}(?:city|town|province|district|state)\s+of\s+|{_SIDE}(?:ern)?\s+)?"
_SITE = r"(?:power\s+(?:station|plant)|refinery|airport|air\s*base|prison|dam|mosque|church|market|(?:refugee\s+)?camp|bridge|hospital|(?:oil|gas)\s+field|checkpoint|mine)"
# "the Gulshan area of Karachi" is in Karachi, but "the Karachi suburb of Gulshan" is Gulshan
INSIDE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b[Tt]he\s+(?P<name>{_NAME})\s+(?:area|locality|colony)\s+(?:of|in)\s+(?:the\s+)?{_OUTER}",
        rf"(?<![Tt]he\s)\b(?P<name>{_NAME}){SETTLED}(?:\s+area)?\s+(?:of|in)\s+(?:the\s+)?{_OUTER}",
        rf"(?P<name>{_WAY})(?:\s+area)?\s+(?:of|in)\s+(?:the\s+)?{_OUTER}",
        rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ii]nside|[Oo]utside|[Aa]round|[Ff]rom)\s+(?P<name>{_NAME})\s+in\s+(?:the\s+)?{_OUTER}",
        rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ii]nside|[Oo]utside|[Aa]round|[Ff]rom)\s+(?P<name>{_NAME}),\s+(?:in\s+(?:the\s+)?)?{_OUTER}\s+{_UNIT}\b",
        rf"\b(?:city|town|village|hamlet|locality|settlement)s?\s+of\s+(?P<name>{_NAME})(?:\s+and\s+{_NAME})?,?\s+{_BESIDE}{_OUTER}",
        rf"\b[Tt]he\s+(?P<name>{_NAME}\s+{_SITE}),?\s+{_BESIDE}{_OUTER}",
        rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside)\s+(?P<name>{_NAME}),\s+(?:(?:about|some|around|roughly)\s+)?{_FAR}\s+(?:away\s+)?(?:from\s+|(?:to\s+the\s+)?{_SIDE}\s+of\s+)(?:the\s+)?{_OUTER}",
        rf"\b{_OUTER}(?:\s+city)?['’]s\s+(?P<name>{_NAME}(?:\s+(?:district|quarter|neighbou?rhood|suburb|camp|refugee\s+camp)\b)?)",
    )
)
TOO_LARGE = frozenset({"country", "region"})
"""What lies in these is not thereby known to lie anywhere."""
NO_NAMES = frozenset({*MONTHS, *WEEKDAYS})


def with_localities(
    named: Sequence[Named], text: str, begin: int, end: int, resolver: PlaceResolver, context: PlaceContext
) -> list[Named]:
    """The places named in a sentence, those inside others in place of both."""
    out = list(named)
    taken: list[tuple[int, int]] = []
    for match in _matches(text, begin, end):
        first, last = (
            min(match.span("name"), match.span("outer"))[0],
            max(match.span("name"), match.span("outer"))[1],
        )
        if any(first < b and a < last for a, b in taken):
            continue
        place = _inside(match, resolver, context)
        if place is not None:
            taken.append((first, last))
            out = _put(out, (place, *match.span("name")), first, last)
    return out


@lru_cache(maxsize=16)
def _matches(text: str, begin: int, end: int) -> tuple[re.Match[str], ...]:
    """Where a sentence may name a place inside another; remembered, for each claim of the sentence asks."""
    return tuple(match for pattern in INSIDE for match in pattern.finditer(text, begin, end))


def _inside(match: re.Match[str], resolver: PlaceResolver, context: PlaceContext) -> Place | None:
    name, outer = match["name"], resolver.resolve(match["outer"], context)
    if outer is None or outer.precision in TOO_LARGE or not is_expected(outer, context):
        return None
    if name.split()[0].lower() in NO_NAMES or resolver.is_no_place(name):
        return None
    known = resolver.resolve(name, context)
    if known is not None and known.precision in TOO_LARGE | {"province"} and known.lat is not None:
        return None  # "the Afghan town of Kunduz in Kunduz" is one thing, "from Syria in Hatay" another
    return resolver.inside(name, outer, context)


def _put(named: Sequence[Named], place: Named, first: int, last: int) -> list[Named]:
    """The places with one more in place of those that a stretch holds."""
    within = [at for at, (_, a, b) in enumerate(named) if a < last and first < b]
    where = within[0] if within else len(named)
    kept = [one for at, one in enumerate(named) if at not in within]
    return [*kept[:where], place, *kept[where:]]
