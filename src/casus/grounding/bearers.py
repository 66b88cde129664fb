"""Who bears a place name: places of theatre packs, states, and the gazetteer, as rows of one form; and from a row to a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from casus.divisions import bare_division
from casus.grounding.divisions import province_names, province_near
from casus.grounding.gazetteer import (
    ALTERNATE,
    CAPITAL,
    COUNTRY,
    DISTRICT,
    ENTRY,
    NAME,
    NATURE,
    OWN_NUMBERS,
    PROVINCE,
    REGION,
    SHORTEST_LOOSE,
    SKELETON,
    SPOT,
    TOWN,
    Gazetteer,
)
from casus.grounding.names import bare, key_of, skeleton, slug
from casus.grounding.namesakes import EARTH, PACK_NUMBERS, STATE_NUMBERS, unit_vectors
from casus.grounding.states import State, states
from casus.grounding.theatre import Theatre, TheatrePlace
from casus.record import Place, PlacePrecision

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casus.grounding.gazetteer import Entries

MOST = 60  # bearers of one name that are weighed, the best known first
REMEMBERED = 20_000  # names whose bearers are kept in memory
MEANT = 1_000  # names, each in some theatres and countries, of which it is kept in memory who is meant
SAME_PLACE = 25.0  # km within which a pack's place and the gazetteer's are one
STATE_SIZE = 20_000_000  # people, for all states alike: that a name is a state's has a weight of its own
TOWN_SIZE = 50_000  # people of a town from which its bare name is not its province's
TOWN_SHARE = 0.1  # of the province's people that the town must have for it
PACK_SIZE = 50_000  # people of a pack's place that the gazetteer does not know
_FEATURES: dict[PlacePrecision, int] = {
    "exact": TOWN, "near": SPOT, "district": DISTRICT, "province": PROVINCE, "country": COUNTRY, "region": REGION,
}  # fmt: skip
_PRECISIONS: dict[int, PlacePrecision] = {COUNTRY: "country", PROVINCE: "province", DISTRICT: "district", REGION: "region", NATURE: "region"}  # fmt: skip


class Bearers:
    """All places of some packs, all states, and a gazetteer, by name."""

    def __init__(self, theatres: Sequence[Theatre], gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._packs: list[tuple[str, TheatrePlace]] = []
        self._provinces: dict[TheatrePlace, str | None] = {}
        self._local: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        self._loose: dict[str, list[tuple[int, int]]] = {}
        for theatre in theatres:
            for place in theatre.places:
                self._add(theatre.id, place)
        self._states = list(states())
        self._state_at = {
            key_of(name): at for at, state in enumerate(self._states) for name in (state.name, *state.aliases)
        }
        self._known: dict[str, Entries] = {}
        self._meant = lru_cache(maxsize=MEANT)(self._of)

    def _add(self, theatre: str, place: TheatrePlace) -> None:
        at = len(self._packs)
        self._packs.append((theatre, place))
        for name in (place.name, *place.aliases):
            match = NAME if name == place.name else ALTERNATE
            for key in dict.fromkeys((key_of(name), bare(name))):
                self._local.setdefault(key, []).append((at, match))
            loose = skeleton(name)
            if len(loose) >= SHORTEST_LOOSE:
                self._loose.setdefault(loose, []).append((at, SKELETON))

    # ----------------------------------------------------------------------------------------- who bears a name

    def state(self, name: str) -> State | None:
        """The state that a name names."""
        at = self._state_at.get(key_of(name))
        return None if at is None else self._states[at]

    def local(self, name: str) -> bool:
        """Whether a pack lists the name."""
        return key_of(name) in self._local

    def of(self, name: str, theatres: Sequence[str] = (), countries: Iterable[str] = ()) -> Entries:
        """Who is meant when a text says no more than the name: :meth:`all_of` without provinces that are named after a town in them."""
        return self._meant(name, tuple(theatres), tuple(countries))

    def _of(self, name: str, theatres: tuple[str, ...], countries: tuple[str, ...]) -> Entries:
        """The same, remembered, for a document's names are asked for once to settle them all and again where they stand."""
        rows = self.all_of(name, theatres, countries)
        rows = rows[~_named_after_town(rows)] if PROVINCE in rows["feature"] else rows
        rows.flags.writeable = False
        return rows

    def all_of(self, name: str, theatres: Sequence[str] = (), countries: Iterable[str] = ()) -> Entries:
        """Who is called so. Places of a pack count where its theatre or their country is among those given, or where none is given."""
        packs = self._in_packs(self._local.get(key_of(name)) or self._local.get(bare(name)) or (), theatres, countries)
        return _joined(packs, self._in_the_world(name))

    def loosely(self, name: str, theatres: Sequence[str], countries: Sequence[str]) -> Entries:
        """Who is called so but for the transliteration, in packs of the theatres, else in the countries."""
        packs = self._in_packs(self._loose.get(skeleton(name), ()), theatres, ()) if theatres else _joined()
        return packs if len(packs) else self._gazetteer.lookup_loosely(name, countries)[:MOST]

    def _in_the_world(self, name: str) -> Entries:
        found = self._known.get(name)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            at = self._state_at.get(key_of(name))
            rows = self._gazetteer.lookup(name)[:MOST]
            if at is not None:
                rows = self._with_state(at, name, rows)
            found = self._known[name] = rows
        return found

    def _with_state(self, at: int, name: str, rows: Entries) -> Entries:
        """Bearers of a state's name: "Mexico" is the country and no town or province in it, "Scotland" the province and not the state."""
        state = self._states[at]
        inside = rows["country"] == state.code.encode()
        rows = rows[(rows["feature"] != COUNTRY) | ~inside]
        inside = rows["country"] == state.code.encode()
        if key_of(name) == key_of(state.name):
            return _joined(self._state_row(at), rows[~inside])
        province = inside & (rows["feature"] == PROVINCE) & (rows["match"] == NAME)
        return rows if province.any() else _joined(self._state_row(at), rows)

    def _state_row(self, at: int) -> Entries:
        import numpy as np

        state = self._states[at]
        row = (STATE_NUMBERS + at, state.lat, state.lon, STATE_SIZE, state.code, 0, COUNTRY, NAME)
        return np.array([row], dtype=ENTRY)

    def _in_packs(self, found: Sequence[tuple[int, int]], theatres: Sequence[str], countries: Iterable[str]) -> Entries:
        import numpy as np

        if not found:
            return _joined()
        wanted = frozenset(countries)
        rows = []
        for at, match in found:
            theatre, place = self._packs[at]
            if theatre in theatres or place.country in wanted or not (theatres or wanted):
                feature = _FEATURES[place.precision]
                rows.append((PACK_NUMBERS + at, place.lat, place.lon, PACK_SIZE, place.country, 0, feature, match))
        return np.array(rows, dtype=ENTRY)

    # ----------------------------------------------------------------------------------------- from a row to a place

    def place(self, row: Entries, name: str) -> Place:
        """The place of a row (an array of one), called as the text calls it."""
        number = int(row["id"][0])
        if number >= PACK_NUMBERS:
            theatre, found = self._packs[number - PACK_NUMBERS]
            place_id = f"{theatre}:{slug(found.name)}"
            return Place(place_id, name, found.country, found.lat, found.lon, found.precision, self._province(found))
        if number >= STATE_NUMBERS:
            return country_place(self._states[number - STATE_NUMBERS], name)
        country = row["country"][0].decode()
        own = number >= OWN_NUMBERS
        place_id = f"casus:{country.lower() or 'xx'}:{slug(self._gazetteer.name(number))}" if own else f"gn:{number}"
        precision = _PRECISIONS.get(int(row["feature"][0]), "exact")
        lat, lon = round(float(row["lat"][0]), 5), round(float(row["lon"][0]), 5)
        province = province_names().get(int(row["province"][0]))
        return Place(place_id, name, country or None, lat, lon, precision, province, int(row["population"][0]))

    def _province(self, place: TheatrePlace) -> str | None:
        """The province of a pack's place: as the pack says, else as the gazetteer does of a place of this name nearby."""
        own = place.name if place.precision == "province" else place.province
        if own or place.precision in ("country", "region"):
            return bare_division(own) if own else None
        if place not in self._provinces:
            point = (place.lat, place.lon)
            self._provinces[place] = province_near(place.name, place.country, point, self._gazetteer)
        return self._provinces[place]

    def title(self, row: Entries) -> str:
        """The own name of a row's place."""
        number = int(row["id"][0])
        if number >= PACK_NUMBERS:
            return self._packs[number - PACK_NUMBERS][1].name
        return self._states[number - STATE_NUMBERS].name if number >= STATE_NUMBERS else self._gazetteer.name(number)


def country_place(state: State, name: str) -> Place:
    """A state as a place."""
    return Place(f"country:{state.code}", name, state.code, state.lat, state.lon, "country")


def _named_after_town(rows: Entries) -> NDArray[np.bool_]:
    """Which rows are a province of which a good part lives in a town that goes by the same name; a pack's town always goes before."""
    import numpy as np

    town = (rows["feature"] <= CAPITAL) & (rows["population"] >= TOWN_SIZE)
    out = np.zeros(len(rows), dtype=bool)
    for at in np.flatnonzero(rows["feature"] == PROVINCE):
        own = rows["province"][at]
        in_pack = (rows["id"] >= PACK_NUMBERS) & (rows["country"] == rows["country"][at]) & (rows["feature"] == TOWN)
        alike = town & (rows["province"] == own) & (rows["match"] <= rows["match"][at])
        out[at] = bool((in_pack | (alike & (rows["population"] >= TOWN_SHARE * rows["population"][at]))).any())
    return out


def _joined(*parts: Entries) -> Entries:
    """Bearers from several sources; one that lies at the place of an earlier source's is the same place and left out."""
    import numpy as np

    parts = tuple(part for part in parts if len(part))
    if not parts:
        return np.empty(0, dtype=ENTRY)
    if len(parts) == 1:
        return parts[0]
    first, second = parts
    close = EARTH * np.arccos(np.clip(unit_vectors(second) @ unit_vectors(first).T, -1, 1)) < SAME_PLACE
    same = close & (second["feature"][:, None] != COUNTRY) & (first["feature"] == TOWN)
    for at in range(len(first)):
        if same[:, at].any():
            first = first.copy() if not first.flags.writeable else first
            first["population"][at] = max(first["population"][at], second["population"][same[:, at]].max())
    return np.concatenate([first, second[~same.any(axis=1)]])
