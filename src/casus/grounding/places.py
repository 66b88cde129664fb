"""From place names to places: theatre packs, states and the gazetteer, with namesakes told apart by the document.

The name of the result is the text's own without determiners and generic heads ("the northern city of Aleppo" -> "Aleppo",
but "Hasakah province" and "northern Syria" stay): that is how claims name places. The identifier is the place's own,
so two spellings of one place have one id.
"""

from __future__ import annotations

import re
from dataclasses import replace

from casus.distance import distance_km
from casus.divisions import bare_division
from casus.grounding.bearers import country_place
from casus.grounding.gazetteer import PROVINCE
from casus.grounding.names import key_of, slug, tokens
from casus.grounding.namesakes import PACK_NUMBERS
from casus.grounding.place_phrases import (
    BETWEEN,
    BEYOND,
    CITY_HEAD,
    DIRECTED,
    HEAD_OF,
    NEAR,
    OWNER,
    SIDE,
    UNIT,
    UNIT_OF,
    UNITS,
    cleaned,
)
from casus.grounding.settling import EXPECTED, PlaceContext, Settler
from casus.grounding.states import State, state_by_code
from casus.record import Place

DIVISIONS = frozenset({"country", "region", "province", "district"})
KNOWN_PLACES = frozenset(
    {"country", "province", "exact"}
)  # of which a side is a part, or not far: no river, no mountains
NEIGHBOURS = 150.0  # km within which what lies between two places is near both


class PlaceResolver(Settler):
    """The words around names taken into account: directions, nearness, units, owners, lists."""

    # ----------------------------------------------------------------------------------------- resolving

    def resolve(self, name: str, context: PlaceContext | None = None) -> Place | None:
        """The place that a name or a place phrase stands for; ``None`` when the phrase names none ("the city").

        A name that no source knows gives a place without coordinates in the document's first country.
        """
        context = context or PlaceContext()
        known = context.resolved
        if (self, name) not in known:
            text = cleaned(name)
            named = text and any(char.isupper() for char in text) and not self.is_no_place(text)
            found = self._resolve(text, context) if named else None
            known[self, name] = _in_itself(found) if found else None
        return known[self, name]

    def land(self, text: str) -> Place | None:
        """The state whose people or language an adjective names ("Iraqi", "Iraqis"), as a place."""
        key = key_of(text)
        state = self._adjectives.get(key) or self._adjectives.get((*key[:-1], key[-1].removesuffix("s")) if key else ())
        return country_place(state, text) if state else None

    def _resolve(self, text: str, context: PlaceContext) -> Place | None:
        for step in (
            self._known,
            self._between,
            self._near,
            self._headed,
            self._owned,
            self._directed,
            self._united,
            self._listed,
            self._joined,
        ):
            place = step(text, context)
            if place:
                return place
        return self._loosely(text, context) or self._unlocated(text, context)

    def _between(self, text: str, context: PlaceContext) -> Place | None:
        """ "between Manbij and Jarablus": near the middle of the two where they are not far from each other, else in neither."""
        match = BETWEEN.match(text)
        one, other = (self._inner(match[part], context) for part in ("one", "other")) if match else (None, None)
        if one is None or other is None:
            return one or other
        if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
            return replace(one if one.lat is not None else other, name=text, precision="near")
        near = distance_km((one.lat, one.lon), (other.lat, other.lon)) <= NEIGHBOURS
        country = one.country if one.country == other.country else None
        province = one.province if country and one.province == other.province else None
        lat, lon = (one.lat + other.lat) / 2, (one.lon + other.lon) / 2
        return Place(
            f"{one.place_id}+{other.place_id}", text, country, lat, lon, "near" if near else "region", province
        )

    def _near(self, text: str, context: PlaceContext) -> Place | None:
        match = NEAR.match(text)
        place = self._inner(text[match.end() :], context) if match else None
        beyond = BEYOND.match(text)
        if place and beyond and place.precision not in KNOWN_PLACES and not self.is_no_place(beyond["name"]):
            return replace(place, place_id=f"{place.place_id}/{slug(text.split()[0])}", name=text, precision="region")
        return replace(place, precision="near") if place and place.precision == "exact" else place

    def _headed(self, text: str, context: PlaceContext) -> Place | None:
        match = HEAD_OF.match(text)
        if match:
            return self._inner(text[match.end() :], context)
        match = UNIT_OF.match(text)
        if match:
            return self._inner(f"{text[match.end() :]} {match[1]}", context)
        shorter = CITY_HEAD.sub("", text)
        return self._inner(shorter, context) if shorter != text else None

    def _owned(self, text: str, context: PlaceContext) -> Place | None:
        match = OWNER.match(text)
        state = self.bearers.state(match["owner"]) if match else None
        if match is None or state is None:
            words = tokens(text)
            alone = len(words) > 1 and not words[0].hyphen  # in "Turkish-Syrian border" neither owns
            adjective = self._adjectives.get((words[0].key,)) if alone else None
            if adjective is None or (text[words[0].end :].strip()[:1].islower() and not HEAD_OF.match(text)):
                return None
            rest = text[words[1].begin :]
            return self._inner(rest, replace(context, countries=(adjective.code, *context.countries)))
        rest = match["rest"]
        side = re.fullmatch(rf"(?:far\s+)?({SIDE})", rest, re.IGNORECASE)
        if side:
            return self._side_of(country_place(state, state.name), f"{_ern(side[1])} {match['owner']}")
        return self._inner(rest, replace(context, countries=(state.code, *context.countries)))

    def _directed(self, text: str, context: PlaceContext) -> Place | None:
        match = DIRECTED.match(text)
        if not match:
            return None
        place = self._inner(text[match.end() :], context)
        return self._side_of(place, text) if place else None

    def _side_of(self, place: Place, name: str) -> Place:
        if place.precision in ("country", "province", "region"):
            return replace(place, place_id=f"{place.place_id}/{slug(name.split()[0])}", name=name, precision="region")
        return replace(place, name=name, precision="near")

    def _united(self, text: str, context: PlaceContext) -> Place | None:
        match = UNIT.match(text)
        if not match:
            return None
        unit = match[2].lower()
        if "," in match[1] and not unit.endswith("s"):
            return None  # "Kulachi, Dera Ismail Khan District" lists two places
        adjective = self._adjectives.get(key_of(match[1]))
        state = adjective or self._one_of_two(match[1], context)
        if state is None and UNITS[unit] == "province":
            province = self._province(match[1], text, context)
            if province:
                return province
        place = country_place(state, state.name) if state else self._inner(match[1], context)
        if place is None:
            return None
        precision = UNITS[unit] if place.lat is not None else place.precision
        return replace(place, place_id=f"{place.place_id}/{unit.replace(' ', '-')}", name=text, precision=precision)

    def _province(self, name: str, text: str, context: PlaceContext) -> Place | None:
        """ "Idlib province": the province of that name, not the town, where the gazetteer knows one."""
        rows = self.bearers.all_of(name, context.theatres, context.countries[:EXPECTED])
        wide = rows[(rows["feature"] == PROVINCE) & (rows["id"] < PACK_NUMBERS)] if len(rows) else rows
        if not len(wide):
            return None
        meant = self.chosen(name, rows, context)
        here = wide[wide["country"] == meant["country"][0]]
        return self.bearers.place(here[:1], text) if len(here) and self.is_likely(here[:1], context) else None

    def _one_of_two(self, text: str, context: PlaceContext) -> State | None:
        """Of "Turkish-Syrian" (border) the country that the document is more about."""
        parts = re.split(r"[-–/]", text)
        found = [state for part in parts if (state := self._adjectives.get(key_of(part)) or self.bearers.state(part))]
        if len(parts) != 2 or len(found) != 2:
            return None
        order = context.countries
        return min(found, key=lambda state: order.index(state.code) if state.code in order else len(order))

    def _joined(self, text: str, context: PlaceContext) -> Place | None:
        """ "Iraq and Syria": a name for the two together; the country only where it is one."""
        parts = re.split(r"\s+(?:and|or)\s+", text)
        found = [self._inner(part, context) for part in parts] if len(parts) > 1 else []
        known = [place for place in found if place]
        if len(known) < 2:
            return None
        country = known[0].country if len({place.country for place in known}) == 1 else None
        return Place("+".join(place.place_id for place in known), text, country, known[0].lat, known[0].lon, "region")

    def _listed(self, text: str, context: PlaceContext) -> Place | None:
        """ "Bazaar Street, Peshawar": the first, in the second; a place in a district, a province or a country has its own name alone ("Rustdal, Limpopo")."""
        if "," not in text:
            return None
        first, rest = (part.strip() for part in text.split(",", 1))
        outer = self._inner(rest, context)
        if outer is None or not first:
            return outer
        unit = UNIT.match(rest)
        wide = outer.precision in DIVISIONS or (unit is not None and UNITS[unit[2].lower()] in DIVISIONS)
        name = cleaned(first) if wide else text
        return self._known_inside(first, outer, context) or _part_of(outer, first, name)

    def inside(self, name: str, outer: Place, context: PlaceContext) -> Place:
        """The place of a name within another that is known: its own where somebody knows it there, else a part of the other, near its point."""
        return self._known_inside(name, outer, context) or _part_of(outer, name, cleaned(name))

    def _known_inside(self, name: str, outer: Place, context: PlaceContext) -> Place | None:
        inner = self._inner(
            name, replace(context, countries=(outer.country or "", *context.countries), places=(outer, *context.places))
        )
        return inner if inner and inner.country == outer.country and _near_to(inner, outer) else None

    def _inner(self, text: str, context: PlaceContext) -> Place | None:
        text = cleaned(text)
        return self._resolve(text, context) if text and any(char.isupper() for char in text) else None

    # ----------------------------------------------------------------------------------------- namesakes

    def _known(self, text: str, context: PlaceContext) -> Place | None:
        rows = self.bearers.of(text, context.theatres, context.countries[:EXPECTED])
        if not len(rows):
            return None
        row = self.chosen(text, rows, context)
        return self.bearers.place(row, text) if self.is_likely(row, context) else None

    def _loosely(self, text: str, context: PlaceContext) -> Place | None:
        rows = self.bearers.loosely(text, context.theatres, context.countries[:3])
        return self.bearers.place(self.chosen(text, rows, context), text) if len(rows) else None

    def _unlocated(self, text: str, context: PlaceContext) -> Place:
        country = context.countries[0] if context.countries else None
        return Place(f"unlocated:{(country or 'xx').lower()}:{slug(text)}", text, country, precision="country")


def _in_itself(place: Place) -> Place:
    """A province lies in itself, also one that no table has as such ("Idlib province" by the town's point)."""
    if place.precision != "province" or place.province:
        return place
    return replace(place, province=bare_division(place.name))


def _near_to(inner: Place, outer: Place) -> bool:
    """Whether a place may lie in another: not far from its point, unless that is a large one."""
    if inner.lat is None or inner.lon is None or outer.lat is None or outer.lon is None:
        return False
    wide = outer.precision in ("country", "region", "province")
    return wide or distance_km((inner.lat, inner.lon), (outer.lat, outer.lon)) <= NEIGHBOURS


def _part_of(outer: Place, part: str, name: str) -> Place:
    """A part of a place that only the text knows: where the whole is, and no better known than it."""
    precision = "near" if outer.precision == "exact" else outer.precision
    return replace(outer, place_id=f"{outer.place_id}/{slug(part)}", name=name, precision=precision)


def _ern(side: str) -> str:
    """ "north" -> "northern": how a side of a country is named."""
    return side if side.lower().endswith(("ern", "central")) else f"{side}ern"


def country_name(code: str | None) -> str | None:
    """The English name of a country code, ``None`` for an unknown one."""
    state = state_by_code().get(code or "")
    return state.name if state else None
