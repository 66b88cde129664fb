"""The first-level division that a place of the gazetteer lies in, by name."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

from casus.grounding.gazetteer import Gazetteer
from casus.grounding.gazetteer_build import province_number


@cache
def province_names() -> Mapping[int, str]:
    """Names of all provinces by the number that the index of places has for them."""
    text = (resources.files("casus.grounding") / "data" / "provinces.csv").read_text(encoding="utf-8")
    return {province_number(row["country"], row["code"]): row["name"] for row in csv.DictReader(text.splitlines())}


def province_of(number: int, name: str, gazetteer: Gazetteer) -> str:
    """The province of a place by its number and a name of it; "" where the index does not tell, or no longer holds the place."""
    try:
        own = gazetteer.name(number)
    except KeyError:
        return ""
    for one in dict.fromkeys((name, own)):
        rows = gazetteer.lookup(one)
        for row in rows[rows["id"] == number]:
            return province_names().get(int(row["province"]), "")
    return ""
