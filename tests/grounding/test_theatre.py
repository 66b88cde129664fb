"""Packs load, and a wrong one is told table and entry."""

from datetime import date
from pathlib import Path

import pytest
from packs import TOY_HILL
from packs import written as pack

from casus.grounding.theatre import TheatreError, check_theatre, load_theatres, packaged_theatres

GOOD = (
    """
id = "toy"
name = "Toyland"
countries = ["SY"]
[roles]
"rebels" = "toy-army"
[[actors]]
id = "toy-army"
name = "Toy Army"
kind = "rebel"
aliases = ["TA", { text = "Old Toy Army", until = 2015-01-01 }]
"""
    + TOY_HILL
)


@pytest.mark.parametrize("name", packaged_theatres())
def test_packaged_theatres_are_sound(name: str) -> None:
    import casus

    assert check_theatre(Path(casus.__file__).parent / "theatres" / f"{name}.toml") == []


def test_the_generic_pack_comes_last_and_always() -> None:
    assert [theatre.id for theatre in load_theatres(["yemen"])] == ["yemen", "generic"]


def test_a_pack_of_ones_own_is_read_from_its_path(tmp_path: Path) -> None:
    theatre = load_theatres([str(pack(tmp_path, GOOD))])[0]
    assert theatre.actors[0].aliases[1].period.end == date(2015, 1, 1)
    assert theatre.roles == (("", "rebels", "toy-army"),)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(TheatreError, match=r"no theatre named 'atlantis'; known: .*syria"):
        load_theatres(["atlantis"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "rebel"', 'kind = "pirate"', r"actors\[1\] \(toy-army\): kind 'pirate'"),
        ("lat = 35.0", "lat = 95.0", r"places\[1\] \(Toy Hill\): lat 95.0"),
        ("date = 2016-05-01", 'date = "May 2016"', r"milestones\[1\] .*date 'May 2016' must be a date"),
        ('terms = ["Toy Hill + fell"]', "terms = []", r"milestones\[1\] .*'terms'"),
        ('"rebels" = "toy-army"', '"rebels" = "nobody"', r"roles: 'rebels' names the actor 'nobody'"),
        ('country = "SY"', 'country = "Syria"', r"country 'Syria'"),
        ('name = "Toy Army"', 'nom = "Toy Army"', r"'name' is missing"),
    ],
)
def test_errors_name_table_and_entry(tmp_path: Path, old: str, new: str, message: str) -> None:
    import re

    errors = check_theatre(pack(tmp_path, GOOD.replace(old, new)))
    assert any(re.search(message, error) for error in errors), errors


def test_broken_toml_is_one_clear_line(tmp_path: Path) -> None:
    errors = check_theatre(pack(tmp_path, "id = "))
    assert len(errors) == 1
    assert "not valid TOML" in errors[0]
