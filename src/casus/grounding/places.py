"""From place names to places: theatre packs, states and the gazetteer, with namesakes told apart by the document.

The name of the result is the text's own without determiners and generic heads ("the northern city of Aleppo" -> "Aleppo",
but "Hasakah province" and "northern Syria" stay): that is how claims name places. The identifier is the place's own,
so two spellings of one place have one id.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from casus.grounding.calendrics import MONTHS, WEEKDAYS
from casus.grounding.gazetteer import ALTERNATE, BARE, Entry, Gazetteer
from casus.grounding.names import bare, key_of, skeleton, slug, tokens
from casus.grounding.nametrie import Name, NameTrie
from casus.grounding.states import State, state_by_code, states
from casus.grounding.theatre import Theatre, TheatrePlace
from casus.record import Place, PlacePrecision

_SIDE = r"(?:(?:north|south)[-‐– ]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?|central|far[- ](?:north|south|east|west))"
_DIRECTED = re.compile(rf"^({_SIDE})(?:ern)?\s+(?=[A-Z]|al-|el-)", re.IGNORECASE)
_NEAR = re.compile(
    rf"^(?:(?:\d[\d.,]*\s*(?:km|kilomet(?:re|er)s?|miles?|m)\b.*?\s+)?(?:just\s+)?(?:to\s+the\s+)?{_SIDE}\s+of|near(?:by)?|outside|close\s+to|around"
    r"|(?:the\s+)?(?:outskirts|edges?|vicinity|area|suburbs?|surroundings|environs|gates|west|east|north|south)\s+(?:of|around))\s+(?:the\s+)?",
    re.IGNORECASE,
)
_HEAD_OF = re.compile(
    r"^(?:[\w'’-]+\s+){0,5}?(?:cit(?:y|ies)|towns?|villages?|hamlets?|capital|enclave|areas?|region|stronghold|port|camp|districts?|quarters?|settlements?"
    r"|neighbou?rhoods?|bastion|pocket|island|oasis|municipality|commune|locality|suburbs?|parts|outskirts|centre|center|heart)\s+of\s+(?=[A-Z'‘ʿ]|al-|el-|the\s+[A-Z])",
)
_UNIT_OF = re.compile(
    r"^(?:[a-z][\w'’-]*\s+){0,5}?(province|governorate|region|state|district|countryside|department)\s+of\s+(?=[A-Z]|al-|el-)"
)
_LEADING = re.compile(
    r"^(?:the|a|an|in|inside|into|at|from|to|across|rebel-held|besieged|government-held|nearby|neighbou?ring|key|strategic)\s+",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(
    r"^(?:[a-z]+-(?:held|controlled|occupied|populated|run|ruled|majority|dominated)|besieged|embattled|war-torn|neighbou?ring|nearby|mainly|predominantly)\s+"
)
_CITY_HEAD = re.compile(r"\s+(?:city|town|village|city cent(?:re|er)|town cent(?:re|er))$", re.IGNORECASE)
_OWNER = re.compile(r"^(?P<owner>[A-Z][\w .-]*?)['’]s?\s+(?P<rest>.+)$")
_UNITS: dict[str, PlacePrecision] = {
    "province": "province", "governorate": "province", "state": "province", "region": "region", "countryside": "province", "oblast": "province",
    "department": "province", "county": "district", "district": "district", "subdistrict": "district", "division": "district",
    "sub-district": "district", "area": "near", "valley": "region", "enclave": "region", "pocket": "region", "agency": "district",
    "neighbourhood": "near", "neighborhood": "near", "suburb": "near", "suburbs": "near", "outskirts": "near", "camp": "exact", "refugee camp": "exact",
    "airbase": "exact", "air base": "exact", "airport": "exact", "military airport": "exact", "border": "region", "frontier": "region", "crossing": "exact",
    "provinces": "province", "districts": "district", "mountains": "region", "desert": "region", "river": "region", "prison": "exact", "dam": "exact",
    "hospital": "near", "university": "near", "square": "near", "market": "near", "forest": "near", "forests": "near", "road": "near", "bazaar": "near",
    "tehsil": "district", "sector": "district", "coast": "region", "peninsula": "region", "front": "near", "axis": "near", "base": "exact",
}  # fmt: skip
_UNIT = re.compile(rf"^(.+?)\s+({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})$", re.IGNORECASE)
_AFTER_PLACE = frozenset(["backed", "led", "based", "made", "allied", "linked", "trained", "supplied"])


@dataclass(frozen=True)
class PlaceContext:
    """What helps to tell namesakes apart: theatres, countries by weight in the document, other places in it."""

    theatres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two (lat, lon) in degrees (haversine, mean earth radius 6371 km)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (a, b))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(chord)))


class PlaceResolver:
    """Places of some theatres, all states, and a gazetteer."""

    def __init__(self, theatres: Sequence[Theatre], gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer or Gazetteer()
        self._theatres = {theatre.id: theatre for theatre in theatres}
        self._local: dict[tuple[str, ...], list[tuple[str, TheatrePlace]]] = {}
        self._loose: dict[str, list[tuple[str, TheatrePlace]]] = {}
        for theatre in theatres:
            for place in theatre.places:
                self._index(theatre.id, place)
        self._state_names = {key_of(name): state for state in states() for name in (state.name, *state.aliases)}
        self._adjectives = {key_of(text): state for state in states() for text in state.adjectives}
        self._sides = frozenset(
            key_of(name)
            for theatre in theatres
            for actor in theatre.actors
            for name in (actor.name, *(alias.text for alias in actor.aliases))
        )
        self._trie = NameTrie(self._country_names(theatres))

    def _index(self, theatre: str, place: TheatrePlace) -> None:
        for name in (place.name, *place.aliases):
            for key in dict.fromkeys((key_of(name), bare(name))):
                self._local.setdefault(key, []).append((theatre, place))
            loose = skeleton(name)
            if len(loose) >= 4:
                self._loose.setdefault(loose, []).append((theatre, place))

    @staticmethod
    def _country_names(theatres: Sequence[Theatre]) -> list[Name]:
        names = [Name(text, "state", state.code) for state in states() for text in (state.name, *state.aliases)]
        names += [Name(text, "adjective", state.code) for state in states() for text in state.adjectives]
        names += [
            Name(text, "capital", state.code) for state in states() for text in (*state.capitals, *state.metonyms)
        ]
        for theatre in theatres:
            for place in theatre.places:
                names += [Name(text, "state", place.country) for text in (place.name, *place.aliases)]
        return names

    # ----------------------------------------------------------------------------------------- countries

    def find_countries(self, text: str) -> tuple[str, ...]:
        """Country codes by how often the text names them, their places or people; most often first, then by code.

        A name counts two, an adjective or a capital one; "US-backed" and "Britain-based" do not count.
        """
        words = tokens(text)
        weight: Counter[str] = Counter()
        for hit in self._trie.scan(words):
            if hit.last < len(words) and words[hit.last - 1].hyphen and words[hit.last].key in _AFTER_PLACE:
                continue
            name = min(hit.names, key=lambda name: ("state", "capital", "adjective").index(name.kind))
            weight[name.target] += 2 if name.kind == "state" else 1
        return tuple(sorted(weight, key=lambda code: (-weight[code], code)))

    def find(self, text: str) -> list[tuple[int, int]]:
        """Stretches of running text where a country or a pack's place is named (adjectives and capitals as such not)."""
        words = tokens(text)
        hits = [hit for hit in self._trie.scan(words) if any(name.kind == "state" for name in hit.names)]
        return [(words[hit.first].begin, words[hit.last - 1].end) for hit in hits]

    # ----------------------------------------------------------------------------------------- resolving

    def resolve(self, name: str, context: PlaceContext | None = None) -> Place | None:
        """The place that a name or a place phrase stands for; ``None`` when the phrase names none ("the city").

        A name that no source knows gives a place without coordinates in the document's first country.
        """
        context = context or PlaceContext()
        text = _clean(name)
        if not text or not any(char.isupper() for char in text) or self._no_place(text):
            return None
        return self._resolve(text, context)

    def _no_place(self, text: str) -> bool:
        """Names of sides, months, weekdays, bare adjectives and directions are no places."""
        key = key_of(text)
        if key in self._state_names or key in self._local:
            return False
        single = " ".join(key)
        calendar = single in MONTHS or single in WEEKDAYS
        belongs = key[-1:] == ("state",) and key[:-1] in self._adjectives
        side = re.fullmatch(_SIDE, text, re.IGNORECASE) is not None
        return calendar or belongs or side or key in self._adjectives or key in self._sides

    def _resolve(self, text: str, context: PlaceContext) -> Place | None:
        for step in (
            self._known,
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
        return self._from_gazetteer(text, context) or self._from_loose(text, context) or self._unlocated(text, context)

    def _known(self, text: str, context: PlaceContext) -> Place | None:
        state = self._state_names.get(key_of(text))
        local = self._choose_local(self._local.get(key_of(text)) or self._local.get(bare(text)) or [], context)
        if local and (state is None or local.theatre in context.theatres):
            return local.place(text)
        return _country(state, text) if state else None

    def _choose_local(self, found: list[tuple[str, TheatrePlace]], context: PlaceContext) -> _Local | None:
        ranked = []
        for order, (theatre, place) in enumerate(found):
            here = theatre in context.theatres or place.country in context.countries[:4]
            if (not context.theatres and not context.countries) or here:
                ranked.append((theatre not in context.theatres, order, _Local(theatre, place)))
        return min(ranked, key=lambda item: item[:2])[2] if ranked else None

    def _near(self, text: str, context: PlaceContext) -> Place | None:
        match = _NEAR.match(text)
        place = self._inner(text[match.end() :], context) if match else None
        return replace(place, precision="near") if place and place.precision == "exact" else place

    def _headed(self, text: str, context: PlaceContext) -> Place | None:
        match = _HEAD_OF.match(text)
        if match:
            return self._inner(text[match.end() :], context)
        match = _UNIT_OF.match(text)
        if match:
            return self._inner(f"{text[match.end() :]} {match[1]}", context)
        shorter = _CITY_HEAD.sub("", text)
        return self._inner(shorter, context) if shorter != text else None

    def _owned(self, text: str, context: PlaceContext) -> Place | None:
        match = _OWNER.match(text)
        state = self._state_names.get(key_of(match["owner"])) if match else None
        if match is None or state is None:
            words = tokens(text)
            adjective = self._adjectives.get((words[0].key,)) if len(words) > 1 else None
            if adjective is None or (text[words[0].end :].strip()[:1].islower() and not _HEAD_OF.match(text)):
                return None
            rest = text[words[1].begin :]
            return self._inner(rest, replace(context, countries=(adjective.code, *context.countries)))
        rest = match["rest"]
        side = re.fullmatch(rf"(?:far\s+)?({_SIDE})", rest, re.IGNORECASE)
        if side:
            return self._side_of(_country(state, state.name), f"{_ern(side[1])} {match['owner']}")
        return self._inner(rest, replace(context, countries=(state.code, *context.countries)))

    def _directed(self, text: str, context: PlaceContext) -> Place | None:
        match = _DIRECTED.match(text)
        if not match:
            return None
        place = self._inner(text[match.end() :], context)
        return self._side_of(place, text) if place else None

    def _side_of(self, place: Place, name: str) -> Place:
        if place.precision in ("country", "province", "region"):
            return replace(place, place_id=f"{place.place_id}/{slug(name.split()[0])}", name=name, precision="region")
        return replace(place, name=name, precision="near")

    def _united(self, text: str, context: PlaceContext) -> Place | None:
        match = _UNIT.match(text)
        if not match:
            return None
        unit = match[2].lower()
        adjective = self._adjectives.get(key_of(match[1]))
        state = adjective or self._one_of_two(match[1], context)
        place = _country(state, state.name) if state else self._inner(match[1], context)
        if place is None:
            return None
        precision = _UNITS[unit] if place.lat is not None else place.precision
        return replace(place, place_id=f"{place.place_id}/{unit.replace(' ', '-')}", name=text, precision=precision)

    def _one_of_two(self, text: str, context: PlaceContext) -> State | None:
        """Of "Turkish-Syrian" (border) the country that the document is more about."""
        parts = [key_of(part) for part in re.split(r"[-–/]", text)]
        found = [state for key in parts if (state := self._adjectives.get(key) or self._state_names.get(key))]
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
        """ "Bazaar Street, Peshawar": the first, in the second."""
        if "," not in text:
            return None
        first, rest = (part.strip() for part in text.split(",", 1))
        outer = self._inner(rest, context)
        if outer is None or not first:
            return outer
        inner = self._inner(
            first,
            replace(context, countries=(outer.country or "", *context.countries), places=(outer, *context.places)),
        )
        if inner and inner.lat is not None and inner.country == outer.country:
            return inner
        return replace(
            outer,
            place_id=f"{outer.place_id}/{slug(first)}",
            name=text,
            precision="near" if outer.precision == "exact" else outer.precision,
        )

    def _inner(self, text: str, context: PlaceContext) -> Place | None:
        text = _clean(text)
        return self._resolve(text, context) if text and any(char.isupper() for char in text) else None

    # ----------------------------------------------------------------------------------------- namesakes

    def _from_gazetteer(self, text: str, context: PlaceContext) -> Place | None:
        entries = self._gazetteer.lookup(text)
        if not entries:
            return None
        best = max(entries, key=lambda entry: (self._fit(entry, context), -entry.geonames_id))
        expected = self._expected(context)
        if expected and best.country not in expected and (best.population < 100_000 or best.match == BARE):
            return None
        return _of_entry(best, text)

    def _from_loose(self, text: str, context: PlaceContext) -> Place | None:
        local = self._choose_local(self._loose.get(skeleton(text), []), context) if context.theatres else None
        if local:
            return local.place(text)
        entries = self._gazetteer.lookup_loosely(text, context.countries[:3])
        return (
            _of_entry(max(entries, key=lambda entry: (self._fit(entry, context), -entry.geonames_id)), text)
            if entries
            else None
        )

    def _expected(self, context: PlaceContext) -> tuple[str, ...]:
        theatre = [
            code for name in context.theatres if name in self._theatres for code in self._theatres[name].countries
        ]
        return context.countries or tuple(dict.fromkeys(theatre))

    def _fit(self, entry: Entry, context: PlaceContext) -> float:
        """How well a namesake fits the document: size and kind of match, country, and nearness to its other places."""
        fit = (
            0.6 * math.log10(entry.population + 10)
            - (0.8 if entry.match >= ALTERNATE else 0.0)
            - (0.6 if entry.match >= BARE else 0.0)
        )
        if entry.country in context.countries:
            fit += 4.0 / (1 + 0.25 * context.countries.index(entry.country))
        if entry.country in self._expected(context):
            fit += 1.0
        near = [
            distance_km((entry.lat, entry.lon), (place.lat, place.lon))
            for place in context.places
            if place.lat is not None and place.lon is not None and place.precision in ("exact", "near", "district")
        ]
        return fit + (2.0 * math.exp(-min(near) / 150) if near else 0.0)

    def _unlocated(self, text: str, context: PlaceContext) -> Place:
        country = context.countries[0] if context.countries else None
        return Place(f"unlocated:{(country or 'xx').lower()}:{slug(text)}", text, country, precision="country")


@dataclass(frozen=True, slots=True)
class _Local:
    theatre: str
    found: TheatrePlace

    def place(self, name: str) -> Place:
        found = self.found
        return Place(
            f"{self.theatre}:{slug(found.name)}",
            name,
            found.country,
            found.lat,
            found.lon,
            found.precision,
            found.province,
        )


def _of_entry(entry: Entry, name: str) -> Place:
    return Place(entry.place_id, name, entry.country, entry.lat, entry.lon, "exact", None, entry.population)


def _country(state: State, name: str) -> Place:
    return Place(f"country:{state.code}", name, state.code, state.lat, state.lon, "country")


def _ern(side: str) -> str:
    """ "north" -> "northern": how a side of a country is named."""
    return side if side.lower().endswith(("ern", "central")) else f"{side}ern"


_MARKS = ' \t\n"“”.,;:!?()[]'


def _clean(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(_MARKS)
    while True:
        shorter = _QUALIFIED.sub("", _LEADING.sub("", text) if not _DIRECTED.match(text) else text)
        shorter = re.sub(r"['’]s$", "", shorter)
        shorter = shorter.strip(_MARKS)
        if shorter == text:
            return text
        text = shorter


def country_name(code: str | None) -> str | None:
    """The English name of a country code, ``None`` for an unknown one."""
    state = state_by_code().get(code or "")
    return state.name if state else None
