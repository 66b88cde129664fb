"""From place names to places: theatre packs, states and the gazetteer, with namesakes told apart by the document.

The name of the result is the text's own without determiners and generic heads ("the northern city of Aleppo" -> "Aleppo",
but "Hasakah province" and "northern Syria" stay): that is how claims name places. The identifier is the place's own,
so two spellings of one place have one id.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casus.grounding.bearers import Bearers, country_place
from casus.grounding.calendrics import MONTHS, WEEKDAYS
from casus.grounding.countries import CountryNames
from casus.grounding.gazetteer import BARE, CAPITAL, COUNTRY, DISTRICT, PROVINCE, TOWN, Gazetteer
from casus.grounding.names import key_of, slug, tokens
from casus.grounding.namesakes import PACK_NUMBERS, Container, Evidence, Named, Weights, settle
from casus.grounding.place_phrases import (
    BETWEEN,
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
    peeled,
)
from casus.grounding.states import State, state_by_code, states
from casus.grounding.theatre import Theatre
from casus.record import Phrase, Place

if TYPE_CHECKING:
    from casus.grounding.gazetteer import Entries

_IN = re.compile(r"(?:,\s+|\s+\()(?:the\s+)?(?P<name>(?:[A-Z][\w.'’-]*)(?:\s+(?:of\s+)?[A-Z][\w.'’-]*){0,3})")
_WITHIN = (COUNTRY, PROVINCE, DISTRICT)
NEIGHBOURS = 150.0  # km within which what lies between two places is near both
SMALL = 100_000  # people: a place of a country out of question is taken only above this size
EXPECTED = 4  # countries of a document, the most named first, whose places are expected


@dataclass(frozen=True)
class PlaceContext:
    """What helps to tell namesakes apart: theatres, countries by weight in the document, other places in it.

    ``settled`` holds the rows that the document's names stand for, by the names' keys (:meth:`PlaceResolver.settle`), ``others`` the same
    as evidence, ``spoken_of`` the countries of the well-known ones among them, ``backed`` the numbers of those with another one near.
    """

    theatres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    settled: Mapping[tuple[str, ...], Entries] = field(default_factory=dict)
    others: Evidence = field(default_factory=Evidence)
    spoken_of: frozenset[str] = frozenset()
    backed: frozenset[int] = frozenset()


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance in kilometres between two (lat, lon) in degrees (haversine, mean earth radius 6371 km)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (a, b))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(chord)))


class PlaceResolver:
    """Places of some theatres, all states, and a gazetteer."""

    def __init__(self, theatres: Sequence[Theatre], gazetteer: Gazetteer | None = None) -> None:
        self._theatres = {theatre.id: theatre for theatre in theatres}
        self.bearers = Bearers(theatres, gazetteer or Gazetteer())
        self._adjectives = {key_of(text): state for state in states() for text in state.adjectives}
        called = [
            name
            for theatre in theatres
            for actor in theatre.actors
            for name in (actor.name, *(alias.text for alias in actor.aliases))
        ]
        self._sides = frozenset(key_of(name) for name in called if not name.isupper())
        self._acronyms = frozenset(name for name in called if name.isupper())
        self._countries = CountryNames(theatres)

    # ----------------------------------------------------------------------------------------- countries

    def country_weights(self, text: str) -> dict[str, float]:
        """How much a text speaks of each country (:meth:`CountryNames.weights`)."""
        return self._countries.weights(text)

    def find_countries(self, text: str) -> tuple[str, ...]:
        """Country codes by how often the text names them, their places or people; most often first, then by code."""
        return tuple(self._countries.weights(text))

    def find(self, text: str) -> list[tuple[int, int]]:
        """Stretches of running text where a country or a pack's place is named (adjectives and capitals as such not)."""
        return self._countries.find(text)

    # ----------------------------------------------------------------------------------------- a document's names

    def settle(
        self, text: str, names: Iterable[Phrase], context: PlaceContext, weights: Weights | None = None
    ) -> PlaceContext:
        """The context with the places that a document's names stand for, all settled together, one sense for each name.

        ``weights`` are the packaged ones unless given.
        """
        keys, named, evidence = self.gather(text, names, context)
        chosen = settle(named, evidence, weights)
        rows = [name.bearers[one.position : one.position + 1] for name, one in zip(named, chosen, strict=True)]
        belief = [name.times * one.share for name, one in zip(named, chosen, strict=True)]
        return replace(
            context,
            settled=dict(zip(keys, rows, strict=True)),
            others=_evidence(evidence, rows, belief),
            spoken_of=frozenset(row["country"][0].decode() for row in rows if _telling(row)),
            backed=frozenset(int(row["id"][0]) for row, one in zip(rows, chosen, strict=True) if one.backed),
        )

    def gather(
        self, text: str, names: Iterable[Phrase], context: PlaceContext
    ) -> tuple[list[tuple[str, ...]], list[Named], Evidence]:
        """The names inside a document's phrases that somebody bears, by key, with their bearers, and what the text tells."""
        rows: dict[tuple[str, ...], Entries] = {}
        within: dict[tuple[str, ...], Container] = {}
        times: Counter[tuple[str, ...]] = Counter()
        for phrase in names:
            core = self._core(phrase.text, context)
            if core is None:
                continue
            key = key_of(core[0])
            rows[key] = core[1]
            times[key] += 1
            container = within.get(key) or self._container(text, phrase, context)
            if container is not None:
                within[key] = container
        keys = sorted(rows)
        evidence = Evidence(context.weights or _falling(context.countries), self._at_war(context))
        named = [Named(rows[key], times[key], within.get(key), self._speaks_for(key, times[key])) for key in keys]
        return keys, named, evidence

    def _speaks_for(self, key: tuple[str, ...], times: int) -> dict[str, float]:
        """What a name itself adds to the weights of countries."""
        return {code: weight * times for code, weight in self._countries.weights(" ".join(key).title()).items()}

    def core(self, phrase: str, context: PlaceContext) -> str | None:
        """The name inside a phrase that somebody bears."""
        found = self._core(phrase, context)
        return found[0] if found else None

    def _core(self, phrase: str, context: PlaceContext) -> tuple[str, Entries] | None:
        """The name inside a phrase that somebody bears, with its bearers."""
        text = cleaned(phrase)
        while text and any(char.isupper() for char in text) and not self._no_place(text):
            found = self.bearers.of(text, context.theatres, context.countries[:EXPECTED])
            if len(found):
                return text, found
            shorter = peeled(text)
            if shorter == text:
                return None
            text = shorter
        return None

    def _container(self, text: str, phrase: Phrase, context: PlaceContext) -> Container | None:
        """What a name is written to lie in: "Paris, Texas", "Concord (N.H.)"."""
        match = _IN.match(text, phrase.end)
        if match is None:
            inside = phrase.text.split(",", 1)
            words = inside[1].split() if len(inside) == 2 else []
        else:
            words = match["name"].split()
        for length in range(len(words), 0, -1):
            name = " ".join(words[:length]).rstrip(",;:)")
            wide = self._wide(name, context)
            if not len(wide):
                wide = self._wide(f"{name} State", context)  # "Seattle, Washington": alone the name of the capital
            if len(wide):
                countries = frozenset(row["country"] for row in wide if row["feature"] == COUNTRY)
                provinces = frozenset(int(row["province"]) for row in wide if row["feature"] != COUNTRY) - {0}
                return Container(countries, provinces)
        return None

    def _wide(self, name: str, context: PlaceContext) -> Entries:
        """The countries, provinces and districts of a name."""
        rows = self.bearers.all_of(name, context.theatres, ())
        return rows[[int(feature) in _WITHIN for feature in rows["feature"]]] if len(rows) else rows

    def _at_war(self, context: PlaceContext) -> frozenset[str]:
        return frozenset(
            code for name in context.theatres if name in self._theatres for code in self._theatres[name].countries
        )

    # ----------------------------------------------------------------------------------------- resolving

    def resolve(self, name: str, context: PlaceContext | None = None) -> Place | None:
        """The place that a name or a place phrase stands for; ``None`` when the phrase names none ("the city").

        A name that no source knows gives a place without coordinates in the document's first country.
        """
        context = context or PlaceContext()
        text = cleaned(name)
        if not text or not any(char.isupper() for char in text) or self._no_place(text):
            return None
        return self._resolve(text, context)

    def land(self, text: str) -> Place | None:
        """The state whose people or language an adjective names ("Iraqi", "Iraqis"), as a place."""
        key = key_of(text)
        state = self._adjectives.get(key) or self._adjectives.get((*key[:-1], key[-1].removesuffix("s")) if key else ())
        return country_place(state, text) if state else None

    def _no_place(self, text: str) -> bool:
        """Names of sides, months, weekdays, bare adjectives and directions are no places."""
        key = key_of(text)
        if self.bearers.state(text) or self.bearers.local(text):
            return False
        single = " ".join(key)
        calendar = single in MONTHS or single in WEEKDAYS
        belongs = key[-1:] == ("state",) and key[:-1] in self._adjectives
        side = re.fullmatch(SIDE, text, re.IGNORECASE) is not None
        return calendar or belongs or side or key in self._adjectives or key in self._sides or text in self._acronyms

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
        lat, lon = (one.lat + other.lat) / 2, (one.lon + other.lon) / 2
        return Place(f"{one.place_id}+{other.place_id}", text, country, lat, lon, "near" if near else "region")

    def _near(self, text: str, context: PlaceContext) -> Place | None:
        match = NEAR.match(text)
        place = self._inner(text[match.end() :], context) if match else None
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
        meant = self._choose(name, rows, context)
        here = wide[wide["country"] == meant["country"][0]]
        return self.bearers.place(here[:1], text) if len(here) and self._likely(here[:1], context) else None

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
        text = cleaned(text)
        return self._resolve(text, context) if text and any(char.isupper() for char in text) else None

    # ----------------------------------------------------------------------------------------- namesakes

    def _known(self, text: str, context: PlaceContext) -> Place | None:
        rows = self.bearers.of(text, context.theatres, context.countries[:EXPECTED])
        if not len(rows):
            return None
        row = self._choose(text, rows, context)
        return self.bearers.place(row, text) if self._likely(row, context) else None

    def _choose(self, text: str, rows: Entries, context: PlaceContext) -> Entries:
        """Of all who bear a name the one that the document means."""
        if len(rows) == 1:
            return rows
        settled = context.settled.get(key_of(text))
        if settled is not None:
            return settled
        countries = {**context.weights} if context.weights else _falling(context.countries)
        base = Evidence(countries, self._at_war(context), context.others.others, context.others.weights)
        if context.places and base.others is None:
            base = _near_places(base, context.places)
        at = settle([Named(rows)], base)[0].position
        return rows[at : at + 1]

    def _likely(self, row: Entries, context: PlaceContext) -> bool:
        """Whether a place may be meant: small ones only in countries that the document speaks of."""
        if int(row["feature"][0]) not in (TOWN, CAPITAL) or int(row["id"][0]) >= PACK_NUMBERS:
            return True
        expected = {*(context.countries or self._at_war(context)), *context.spoken_of}
        if not expected or row["country"][0].decode() in expected or int(row["id"][0]) in context.backed:
            return True
        return bool(row["population"][0] >= SMALL) and int(row["match"][0]) != BARE

    def _loosely(self, text: str, context: PlaceContext) -> Place | None:
        rows = self.bearers.loosely(text, context.theatres, context.countries[:3])
        return self.bearers.place(self._choose(text, rows, context), text) if len(rows) else None

    def _unlocated(self, text: str, context: PlaceContext) -> Place:
        country = context.countries[0] if context.countries else None
        return Place(f"unlocated:{(country or 'xx').lower()}:{slug(text)}", text, country, precision="country")


def _telling(row: Entries) -> bool:
    """Whether a settled place is known enough to tell of which country a text speaks."""
    return int(row["feature"][0]) not in (TOWN, CAPITAL) or bool(row["population"][0] >= SMALL)


def _falling(countries: Sequence[str]) -> dict[str, float]:
    """Weights for countries of which only the order is known."""
    return {code: 4.0 / (1 + at) for at, code in enumerate(dict.fromkeys(countries)) if code}


def _evidence(base: Evidence, rows: Sequence[Entries], weights: Sequence[float]) -> Evidence:
    import numpy as np

    if not rows:
        return base
    return replace(base, others=np.concatenate(list(rows)), weights=np.array(weights, dtype=np.float64))


def _near_places(base: Evidence, places: Sequence[Place]) -> Evidence:
    """Evidence from places that are known as such and not as rows."""
    import numpy as np

    from casus.grounding.gazetteer import ENTRY

    features = {"country": COUNTRY, "province": PROVINCE, "region": PROVINCE}
    rows = [
        (0, place.lat, place.lon, 0, place.country or "", 0, features.get(place.precision, TOWN), 0)
        for place in places
        if place.lat is not None
    ]
    return replace(base, others=np.array(rows, dtype=ENTRY), weights=np.ones(len(rows))) if rows else base


def _ern(side: str) -> str:
    """ "north" -> "northern": how a side of a country is named."""
    return side if side.lower().endswith(("ern", "central")) else f"{side}ern"


def country_name(code: str | None) -> str | None:
    """The English name of a country code, ``None`` for an unknown one."""
    state = state_by_code().get(code or "")
    return state.name if state else None
