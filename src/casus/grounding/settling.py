"""Which place each name of a document stands for: all names settled together, and one by one for phrases that come later."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from casus.grounding.bearers import Bearers
from casus.grounding.calendrics import MONTHS, WEEKDAYS
from casus.grounding.countries import CountryNames
from casus.grounding.gazetteer import BARE, CAPITAL, COUNTRY, DISTRICT, PROVINCE, TOWN, Gazetteer
from casus.grounding.names import key_of
from casus.grounding.namesakes import PACK_NUMBERS, Container, Evidence, Named, Weights, settle
from casus.grounding.place_phrases import (
    SIDE,
    cleaned,
    peeled,
)
from casus.grounding.states import states
from casus.grounding.theatre import Theatre
from casus.record import Phrase, Place

if TYPE_CHECKING:
    from casus.grounding.gazetteer import Entries

_IN = re.compile(r"(?:,\s+|\s+\()(?:the\s+)?(?P<name>(?:[A-Z][\w.'’-]*)(?:\s+(?:of\s+)?[A-Z][\w.'’-]*){0,3})")
_WITHIN = (COUNTRY, PROVINCE, DISTRICT)
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
    resolved: dict[tuple[Settler, str], Place | None] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )  # what names stand for in this context; a changed context starts with none


class Settler:
    """Names of some theatres, all states, and a gazetteer, told apart by the document that they stand in."""

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
        cores: dict[str, tuple[str, Entries] | None] = {}  # a text tells most of its names more than once
        for phrase in names:
            if phrase.text not in cores:
                cores[phrase.text] = self._core(phrase.text, context)
            core = cores[phrase.text]
            if core is None:
                continue
            key = key_of(core[0])
            rows[key] = core[1]
            times[key] += 1
            container = within.get(key) or self._container(text, phrase, context)
            if container is not None:
                within[key] = container
        keys = sorted(rows)
        evidence = Evidence(context.weights or _falling(context.countries), self.at_war(context))
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
        while text and any(char.isupper() for char in text) and not self.is_no_place(text):
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

    def at_war(self, context: PlaceContext) -> frozenset[str]:
        """The countries of the theatres that a document is about."""
        return frozenset(
            code for name in context.theatres if name in self._theatres for code in self._theatres[name].countries
        )

    # ----------------------------------------------------------------------------------------- one name

    def is_no_place(self, text: str) -> bool:
        """Names of sides, months, weekdays, bare adjectives and directions are no places."""
        key = key_of(text)
        if self.bearers.state(text) or self.bearers.local(text):
            return False
        single = " ".join(key)
        calendar = single in MONTHS or single in WEEKDAYS
        belongs = key[-1:] == ("state",) and key[:-1] in self._adjectives
        side = re.fullmatch(SIDE, text, re.IGNORECASE) is not None
        return calendar or belongs or side or key in self._adjectives or key in self._sides or text in self._acronyms

    def chosen(self, text: str, rows: Entries, context: PlaceContext) -> Entries:
        """Of all who bear a name the one that the document means."""
        if len(rows) == 1:
            return rows
        settled = context.settled.get(key_of(text))
        if settled is not None:
            return settled
        countries = {**context.weights} if context.weights else _falling(context.countries)
        base = Evidence(countries, self.at_war(context), context.others.others, context.others.weights)
        if context.places and base.others is None:
            base = _near_places(base, context.places)
        at = settle([Named(rows)], base)[0].position
        return rows[at : at + 1]

    def is_likely(self, row: Entries, context: PlaceContext) -> bool:
        """Whether a place may be meant: small ones only in countries that the document speaks of."""
        if int(row["feature"][0]) not in (TOWN, CAPITAL) or int(row["id"][0]) >= PACK_NUMBERS:
            return True
        expected = {*(context.countries or self.at_war(context)), *context.spoken_of}
        if not expected or row["country"][0].decode() in expected or int(row["id"][0]) in context.backed:
            return True
        return bool(row["population"][0] >= SMALL) and int(row["match"][0]) != BARE


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
