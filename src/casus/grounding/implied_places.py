"""Places that a sentence tells without naming them so: a side of a country ("the country's north-east", "the north-east"), a country by its adjective ("a Turkish jail").

Each is a phrase that :class:`~casus.grounding.places.PlaceResolver` reads ("north-east Syria", "Turkey"), with the stretch of the text that tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casus.grounding.place_phrases import SIDE
from casus.grounding.places import PlaceResolver, country_name
from casus.record import Phrase, Place

THE_COUNTRY = r"(?:the|this|that)\s+(?:whole\s+)?country"
OWNER = r"(?:[A-Z][\w-]*(?:\s+[A-Z][\w-]*){0,2})"
SIDES = rf"(?P<side>(?:far[- ])?{SIDE}|centre|center)"
OWNED = re.compile(rf"\b(?P<country>{THE_COUNTRY}|{OWNER})['’]s\s+{SIDES}\b(?!-)(?!\s+[A-Z])")
SIDE_OF = re.compile(rf"\bthe\s+{SIDES}(?:\s+part)?\s+of\s+(?:the\s+)?(?P<country>(?<=the\s)country|{OWNER})\b")
OF_THE_LAND = re.compile(
    r"\b(?:(?P<side>(?:north|south|east|west)(?:-?(?:east|west))?ern)\s+)?(?P<people>[A-Z][a-z]+)\s+(?:(?:border|port|coastal|frontier)\s+)?"
    r"(?:jails?|prisons?|soil|territor(?:y|ies)|communit(?:y|ies)|towns?|cit(?:y|ies)|villages?|provinces?|hospitals?|coast|shores?|waters|airspace|state\b(?!\s+\w))",
)
BARE = re.compile(
    r"\b(?:in|across|throughout|much\s+of|parts\s+of|from)\s+the\s+(?:(?!Middle|Far|Near)[A-Z][a-z]+\s+)?"
    r"(?P<side>(?:far[- ])?(?:(?:north|south)[-‐– ]?(?:east|west)|north|south|east|west))(?=\s*(?:[.,;:)”]|\Z)|\s+(?!and\b|or\b)(?:[a-z]{2,5}|where|while|after|since|which)\s)"
    r"(?!\s+(?:of|bank|side|edge|part|coast)\b)"
)
"""A side of the land that a text plays in ("fighting in the north-east"), told without its name."""
CENTRAL = {"centre": "central", "center": "central"}


def implied_places(text: str, begin: int, end: int, country: Place | None, resolver: PlaceResolver) -> Iterator[Phrase]:
    """Phrases of places in the sentence from ``begin`` to ``end``; "the country" is ``country``, where the text plays."""
    for pattern in (OWNED, SIDE_OF):
        for match in pattern.finditer(text, begin, end):
            name = _country(match["country"], country, resolver)
            if name:
                yield _phrase(match, f"{_side(match['side'])} {name}")
    if country is not None:
        for match in BARE.finditer(text, begin, end):
            yield _phrase(match, f"{_side(match['side'])} {country.name}")
    for match in OF_THE_LAND.finditer(text, begin, end):
        land = resolver.land(match["people"])
        name = country_name(land.country) if land is not None else None
        if name:
            yield _phrase(match, f"{match['side']} {name}" if match["side"] else name)


def _country(told: str, here: Place | None, resolver: PlaceResolver) -> str | None:
    """The name of a country told by name, or as the one where the text plays."""
    if told.endswith("country"):
        return here.name if here is not None else None
    return told if resolver.bearers.state(told) is not None else None


def _side(told: str) -> str:
    """A side as it stands before a name: "far east" -> "eastern", "centre" -> "central", "north-east" as it is."""
    plain = re.sub(r"^far[- ]", "", told.lower())
    plain = CENTRAL.get(plain, plain)
    return plain if plain.endswith(("ern", "central")) or "-" in plain else f"{plain}ern"


def _phrase(match: re.Match[str], named: str) -> Phrase:
    return Phrase(match.start(), match.end(), named, "place")
