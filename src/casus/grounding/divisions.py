"""The first-level division that a place lies in, by its bare name ("Aleppo")."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

from casus.distance import distance_km
from casus.grounding.gazetteer import Gazetteer
from casus.grounding.gazetteer_build import province_number

NEAR_KM = 25.0
"""How far two points of one place may lie apart in two tables."""


@cache
def province_names() -> Mapping[int, str]:
    """Names of all provinces by the number that the index of places has for them."""
    text = (resources.files("casus.grounding") / "data" / "provinces.csv").read_text(encoding="utf-8")
    return {province_number(row["country"], row["code"]): row["name"] for row in csv.DictReader(text.splitlines())}


def province_of(number: int, name: str, gazetteer: Gazetteer) -> str | None:
    """The province of a place by its number and a name of it; ``None`` where the index does not tell, or no longer holds the place."""
    try:
        own = gazetteer.name(number)
    except KeyError:
        return None
    for one in dict.fromkeys((name, own)):
        rows = gazetteer.lookup(one)
        for row in rows[rows["id"] == number]:
            return province_names().get(int(row["province"]))
    return None


def province_near(name: str, country: str, point: tuple[float, float], gazetteer: Gazetteer) -> str | None:
    """The province of the nearest place of this name within :data:`NEAR_KM` in the country; ``None`` where there is none."""
    found = [
        (distance_km(point, (float(row["lat"]), float(row["lon"]))), province_names().get(int(row["province"]), ""))
        for row in gazetteer.lookup(name)
        if row["country"].decode() == country
    ]
    km, province = min(found, default=(NEAR_KM, ""))
    return province or None if km < NEAR_KM else None
