"""What packs and the gazetteer tell of actors and places of a record."""

from __future__ import annotations

from datetime import date

import pytest

from casus.cli.known import Provinces, who_is_who
from casus.store.provinces import StoredPlace


@pytest.mark.parametrize(
    ("actor_id", "on", "kind", "acled"),
    [
        ("syrian-government", date(2017, 1, 1), "state_forces", "Military Forces of Syria (2000-2024)"),
        ("turkey", date(2017, 1, 1), "state_forces", None),
        ("islamic-state", None, "jihadist", "Islamic State (Syria)"),
    ],
)
def test_an_actor_is_told_by_its_id(actor_id: str, on: date | None, kind: str, acled: str | None) -> None:
    facts = who_is_who()(actor_id, on)
    assert facts
    assert (facts.kind, facts.acled) == (kind, acled)


def test_an_id_that_nobody_defines_is_nobody() -> None:
    assert who_is_who()("unidentified:men-in-black", None) is None


@pytest.mark.parametrize(
    ("place_id", "name", "precision", "province"),
    [
        ("syria:al-bab", "al-Bab", "exact", "Aleppo"),
        ("syria:al-bab/east", "eastern al-Bab", "near", "Aleppo"),
        ("syria:idlib-province", "Idlib province", "province", "Idlib"),
        ("country:SY", "Syria", "country", None),
    ],
)
def test_the_province_of_a_stored_place(place_id: str, name: str, precision: str, province: str | None) -> None:
    assert Provinces().of(StoredPlace(place_id, name, "SY", None, None, precision)) == province
