"""A wrong pack is told line, table and entry, whatever the wrong values are; days of names and ties are read."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs import TOY_HILL, written

from casus.grounding.packcheck import faults
from casus.grounding.theatre import TheatreError, Tie, check_theatre, load_theatres, theatre_warnings
from casus.record import Interval

PACK = (
    """
id = "toy"
name = "Toyland"
countries = ["SY"]
[roles]
"rebels" = "hill-army"
[backed]
TR = "hill-army"
[[actors]]
id = "hill-army"
name = "Hill Army"
kind = "rebel"
acled = "HA: Hill Army"
names = [
  { text = "Valley Army", until = 2015-03-01 },
  { text = "Hill Army", from = 2015-03-02 },
]
aliases = ["HA", { text = "Uplanders", until = 2015-01-01 }]
backers = ["turkey", { id = "france", from = 2016-08-24 }]
opponents = ["lake-guards"]
[[actors]]
id = "lake-guards"
name = "Lake Guards"
kind = "militia"
split_from = [{ id = "hill-army", from = 2014-01-01 }]
"""
    + TOY_HILL
)


def test_the_pack_of_these_tests_is_good(tmp_path: Path) -> None:
    path = written(tmp_path, PACK)
    assert check_theatre(path) == []
    assert theatre_warnings(path) == []


def test_ties_have_days(tmp_path: Path) -> None:
    hill, lake = load_theatres([str(written(tmp_path, PACK))])[0].actors
    assert hill.backers == (Tie("turkey"), Tie("france", Interval(date(2016, 8, 24), None)))
    assert hill.opponents == (Tie("lake-guards"),)
    assert lake.split_from == (Tie("hill-army", Interval(date(2014, 1, 1), None)),)


def test_a_foe_may_have_been_a_backer_in_other_days(tmp_path: Path) -> None:
    pack = PACK.replace('opponents = ["lake-guards"]', 'opponents = [{ id = "france", until = 2016-08-23 }]')
    assert pack != PACK
    assert check_theatre(written(tmp_path, pack)) == []


def test_two_packs_of_one_id_cannot_be_used_together(tmp_path: Path) -> None:
    path = written(tmp_path, PACK)
    other = tmp_path / "other.toml"
    other.write_text(PACK, encoding="utf-8")
    with pytest.raises(TheatreError, match=r"other\.toml: another pack given has the id 'toy' too"):
        load_theatres([str(path), str(other)])


def test_an_actor_goes_by_the_name_of_the_day(tmp_path: Path) -> None:
    hill = load_theatres([str(written(tmp_path, PACK))])[0].actors[0]
    assert hill.name_on(date(2014, 6, 1)) == "Valley Army"
    assert hill.name_on(date(2016, 6, 1)) == "Hill Army"
    assert hill.name_on(None) == "Hill Army"
    assert hill.acled_on(date(2014, 6, 1)) == hill.acled_on(None) == "HA: Hill Army"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "militia"', 'kind = "navy"', r"toy\.toml:\d+: actors\[2\] \(lake-guards\): kind 'navy' is not one of"),
        ('backers = ["turkey"', 'backers = ["atlantis"', r"toy\.toml:9: .*backers names 'atlantis', which is no actor"),
        ('opponents = ["lake-guards"]', 'opponents = ["hill-army"]', "opponents names the actor itself"),
        ('opponents = ["lake-guards"]', 'opponents = "lake-guards"', "opponents 'lake-guards' must be a list of actor ids"),
        ('opponents = ["lake-guards"]', "opponents = [1]", "opponents holds 1, which must be an actor's id"),
        ('opponents = ["lake-guards"]', 'opponents = ["france"]', "'france' is among 'opponents' and 'backers' in the same days"),
        ("from = 2016-08-24 }", "since = 2016-08-24 }", "backers .*unknown key 'since'"),
        ("from = 2016-08-24 }", 'from = "2016-08-24" }', "backers .*'from', which must be a date"),
        ("from = 2016-08-24 }", "from = 2016-08-24, until = 2015-01-01 }", "backers .*'from' later than 'until'"),
        ('id = "lake-guards"', 'id = "hill-army"', r"'hill-army' is used twice, by actors\[1\] and actors\[2\]"),
        ('name = "Lake Guards"', 'name = "Uplanders"\nuntil = 2014-05-05', "'Uplanders' also means 'hill-army' in the same"),
        ('aliases = ["HA",', 'aliases = ["Toy Hill",', "the name 'Toy Hill' is also the place 'Toy Hill'"),
        ('aliases = ["HA",', 'aliases = ["HA", { text = "" },', "aliases .*needs 'text'"),
        ('acled = "HA: Hill Army"', "acled = 3", "acled 3 must be a list of names"),
        ('kind = "militia"', 'kind = "militia"\ncolour = 3', "unknown key 'colour'"),
        ("date = 2016-05-01", "date = 2016-02-30", r"\(at line \d+, column"),
        ("date = 2016-05-01", "from = 2016-05-01", "needs 'date', or 'from' and 'until'"),
        ("date = 2016-05-01", "from = 2016-05-01\nuntil = 2016-04-01", "'from' later than 'until'"),
        ("lat = 35.0", "lat = true", "lat True is not a latitude"),
        ("[[places]]", "[places]", "places: must be entries under"),
        ('"rebels" = "hill-army"', '"rebels" = ["hill-army"]', "roles: 'rebels' names .*must be lower-case"),
        ('"rebels" = "hill-army"', 'sy = { "rebels" = "hill-army" }', "roles.sy: 'sy' is not a two-letter"),
        ('countries = ["SY"]', 'countries = "SY"', "countries' must be a list of country codes"),
        ('TR = "hill-army"', 'TR = "nobody"', "backed: 'TR' names the actor 'nobody'"),
        ("[backed]", "[backings]", "unknown key 'backings'"),
    ],
)  # fmt: skip
def test_each_fault_is_told_where_it_is(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in PACK
    path = written(tmp_path, PACK.replace(old, new))
    errors = check_theatre(path)
    assert any(re.search(message, error) for error in errors), errors
    with pytest.raises(TheatreError):
        load_theatres([str(path)])


def test_the_line_is_that_of_the_entry(tmp_path: Path) -> None:
    text = PACK.replace('kind = "militia"', 'kind = "navy"')
    heads = [number for number, line in enumerate(text.splitlines(), start=1) if line == "[[actors]]"]
    assert f"toy.toml:{heads[1]}: " in check_theatre(written(tmp_path, text))[0]


def test_one_name_for_two_actors_in_other_days_is_good(tmp_path: Path) -> None:
    text = PACK.replace('name = "Lake Guards"', 'name = "Uplanders"\nfrom = 2015-01-02')
    assert check_theatre(written(tmp_path, text)) == []


def test_an_acronym_and_a_word_of_the_same_letters_are_two_names(tmp_path: Path) -> None:
    text = PACK.replace('name = "Lake Guards"', 'name = "Ha"')
    assert check_theatre(written(tmp_path, text)) == []


def test_days_outside_the_actors_own_are_a_warning_and_no_error(tmp_path: Path) -> None:
    path = written(tmp_path, PACK.replace('kind = "rebel"', 'kind = "rebel"\nfrom = 2014-01-01\nuntil = 2014-12-31', 1))
    assert check_theatre(path) == []
    assert ["'Valley Army' reach outside" in line for line in theatre_warnings(path)] == [True, False, False]


def test_a_file_that_is_no_text_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "toy.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in check_theatre(path)[0]
    with pytest.raises(TheatreError, match="cannot be read"):
        load_theatres([str(path)])


def test_the_command_says_warnings_and_that_the_pack_is_good(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from casus.cli.knowledge import check_pack

    text = PACK.replace('kind = "rebel"', 'kind = "rebel"\nuntil = 2014-12-31', 1)
    assert check_pack(str(written(tmp_path, text))) == 0
    told = capsys.readouterr()
    assert "warning: " in told.err
    assert "'Uplanders' reach outside" in told.err
    assert "good" in told.out


LEAVES: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6), st.dates(), st.datetimes(), st.times()
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["text", "id", "from", "until", "SY", "x"]), inner, max_size=3),
    ),
    max_leaves=6,
)
KEYS = ["id", "name", "countries", "roles", "backed", "actors", "places", "milestones"]
ENTRY_KEYS = ["id", "name", "kind", "country", "state", "from", "until", "names", "aliases", "acled", "backers",
              "allies", "opponents", "part_of", "split_from", "lat", "lon", "precision", "date", "text", "terms"]  # fmt: skip


@given(key=st.sampled_from(KEYS), value=VALUES)
def test_any_value_at_the_top_is_judged_without_failing(key: str, value: object) -> None:
    table = tomllib.loads(PACK)
    table[key] = value
    assert all(fault.text for fault in faults(table, PACK))


@given(name=st.sampled_from(["actors", "places", "milestones"]), key=st.sampled_from(ENTRY_KEYS), value=VALUES)
def test_any_value_in_an_entry_is_judged_without_failing(name: str, key: str, value: object) -> None:
    table = tomllib.loads(PACK)
    table[name][0][key] = value
    assert all(fault.text for fault in faults(table, PACK, {"turkey", "france"}))


@given(cut=st.integers(0, len(PACK)), piece=st.text(max_size=8))
def test_any_damage_to_the_file_is_an_error_or_a_good_pack(
    tmp_path_factory: pytest.TempPathFactory, cut: int, piece: str
) -> None:
    folder = tmp_path_factory.mktemp("pack")
    path = folder / "toy.toml"
    path.write_bytes((PACK[:cut] + piece + PACK[cut:]).encode("utf-8", "surrogatepass"))
    if check_theatre(path):
        with pytest.raises(TheatreError):
            load_theatres([str(path)])
    else:
        assert load_theatres([str(path)])[0].id
