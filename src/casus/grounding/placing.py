"""Which place a claim is about: among the place names of its sentence, and where that has none, of the text around it.

A name close to the trigger, introduced by a preposition of place, that the gazetteer or a theatre pack can locate, goes
before a country; a country before a name that nobody can locate. A clause without a place is at the place last spoken of,
or at the one the document is mostly about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from casus.grounding.actors import ActorIndex
from casus.grounding.places import PlaceContext, PlaceResolver
from casus.record import Draft, Phrase, Place

BEFORE_PLACE = re.compile(
    r"\b(?:in|at|near|inside|outside|around|across|into|within|over|through(?:out)?|on|from|to|towards?|of|along|between|and|"
    r"reach(?:ed)?|enter(?:ed)?|captur(?:e|ed|ing)|retak(?:e|en|ing)|retook|seiz(?:e|ed|ing)|storm(?:ed|ing)?|bomb(?:ed|ing)?|"
    r"shell(?:ed|ing)?|besieg(?:e|ed|ing)|liberat(?:e|ed|ing)|fled|leav(?:e|ing)|left)\s+"
    r"(?:the\s+|central\s+|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?\s+)*$",
    re.IGNORECASE,
)
DIRECTION = re.compile(
    r"(?:\b(?:far\s+)?(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|\bcentral)\s+$", re.IGNORECASE
)
UNIT = re.compile(
    r"\s+(?:province|governorate|district|countryside|camp|refugee camp|airbase|air base|airport|region|valley|border|state|county)\b",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?:the\s+)?(?:(?:far|central|(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?)\s+)*"
    r"(?:[a-z]{1,2}-)?[A-Z][\w’'‘`.-]*(?:(?:\s+(?:al|el|ez|az|as|ar|de|del|la|of|and|the))*[\s,]\s*[A-Z][\w’'‘`.-]*)*"
)
NEARBY = 500  # characters back in the text in which a place name still holds for a clause without one
DOMINANT = 0.4  # share of a document's local place names from which one place is what it is about
NOT_EVENT_PLACES = frozenset({"country", "region"})


@dataclass(frozen=True, slots=True)
class Located:
    """The places of a document in order, and the ones it is mostly about."""

    names: tuple[tuple[int, Place], ...]
    local: Place | None
    country: Place | None


def locate(names: Sequence[tuple[int, Place]], country: Place | None) -> Located:
    """What a document's place names say of where it plays; ``country`` is its leading country."""
    places = [place for _, place in names if place.precision not in NOT_EVENT_PLACES]
    here = [place for place in places if country is None or place.country == country.country]
    counted = Counter(place.place_id for place in here)
    local = None
    if counted:
        best, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
        if count >= 2 and count >= DOMINANT * len(places):
            local = next(place for place in here if place.place_id == best)
    return Located(tuple(names), local, country)


def names_in(text: str, resolver: PlaceResolver) -> list[tuple[int, int]]:
    """Stretches of a sentence where a name known to the packs stands as a place, with direction and unit words."""
    out: list[tuple[int, int]] = []
    for begin, end in resolver.find(text):
        if not BEFORE_PLACE.search(text[:begin]) or text[end : end + 1] == "-":
            continue
        direction, unit = DIRECTION.search(text[:begin]), UNIT.match(text, end)
        out.append((direction.start() if direction else begin, unit.end() if unit else end))
    return out


def place_of(
    draft: Draft, text: str, located: Located, resolver: PlaceResolver, actors: ActorIndex, context: PlaceContext
) -> Place | None:
    """The place of a draft claim; ``text`` is the document's text."""
    best: tuple[tuple[float, int], Place] | None = None
    for rank, phrase in enumerate(_candidates(draft, text, resolver)):
        match = actors.resolve(phrase.text)
        if match is not None and match.known and not match.actor_id.startswith("state") and match.name != phrase.text:
            continue
        place = resolver.resolve(phrase.text, context)
        if place is None or (place.lat is None and not _stands_as_place(phrase, text)):
            continue
        weight = (_vagueness(place) + rank + _distance(draft, phrase) / 120, phrase.begin)
        if best is None or weight < best[0]:
            best = (weight, place)
    if best is not None:
        return best[1]
    return _from_around(draft, located)


def _candidates(draft: Draft, text: str, resolver: PlaceResolver) -> list[Phrase]:
    """The draft's own place phrases, best first, then names that the packs know in the sentence."""
    out = [_widened(phrase, text) for phrase in draft.places]
    begin, end = draft.sentence
    for first, last in names_in(text[begin:end], resolver):
        if all(begin + last <= phrase.begin or begin + first >= phrase.end for phrase in out):
            out.append(Phrase(begin + first, begin + last, text[begin + first : begin + last], "place"))
    return out


def _widened(phrase: Phrase, text: str) -> Phrase:
    """The phrase with a direction before it and a unit after it ("northern Syria", "Daraa province")."""
    begin, end = phrase.begin, phrase.end
    name = NAME.search(phrase.text)
    if name:  # a name ends where the capitals end: "Raqqa two days later"
        begin, end = begin + name.start(), begin + name.end()
    direction, unit = DIRECTION.search(text[max(0, begin - 30) : begin]), UNIT.match(text, end)
    if direction:
        begin = max(0, begin - 30) + direction.start()
    if unit:
        end = unit.end()
    return Phrase(begin, end, text[begin:end], phrase.type)


def _stands_as_place(phrase: Phrase, text: str) -> bool:
    """Whether a name that nobody can locate is told to be a place by the words around it."""
    return bool(BEFORE_PLACE.search(text[max(0, phrase.begin - 60) : phrase.begin]) or UNIT.search(phrase.text))


def _vagueness(place: Place) -> float:
    if place.lat is None:
        return 4.0
    return {"country": 1.5, "region": 0.7}.get(place.precision, 0.0)


def _distance(draft: Draft, phrase: Phrase) -> int:
    if phrase.begin >= draft.trigger.end:
        return phrase.begin - draft.trigger.end
    return max(0, draft.trigger.begin - phrase.end) + 20


def _from_around(draft: Draft, located: Located) -> Place | None:
    before = [
        place
        for begin, place in located.names
        if 0 < draft.begin - begin < NEARBY and (located.country is None or place.country == located.country.country)
    ]
    specific = [place for place in before if place.precision not in NOT_EVENT_PLACES]
    if specific:
        return specific[-1]
    return located.local or (before[-1] if before else located.country)
