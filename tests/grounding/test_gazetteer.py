"""The index finds names in any of their spellings, is written whole or not at all, and can be handed to other processes."""

import pickle
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from casus.grounding.gazetteer import (
    ALTERNATE,
    CAPITAL,
    NAME,
    PROVINCE,
    QUARTER,
    SPOT,
    Gazetteer,
    GazetteerError,
    cache_folder,
)
from casus.grounding.gazetteer_build import (
    Row,
    add_dump,
    build_gazetteer,
    city_row,
    dump_rows,
    own_rows,
    province_number,
    write_index,
)

CITY = Row(5, "Ash Shaykh Miskīn", "SY", "06", 32.8, 36.2, 24057, 0, ("Sheikh Miskin", "Шейх-Мискин", "x"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    write_index(tmp_path / "g.db", [CITY])
    return tmp_path / "g.db"


def ids(gazetteer: Gazetteer, name: str) -> list[int]:
    return [int(number) for number in gazetteer.lookup(name)["id"]]


@pytest.mark.parametrize("name", ["Ash Shaykh Miskin", "ash-Shaykh Miskin", "sheikh miskin", "Sheikh  Miskin"])
def test_spellings(small: Path, name: str) -> None:
    assert ids(Gazetteer(small), name) == [5]


def test_an_entry_tells_all_that_choosing_needs(small: Path) -> None:
    (row,) = Gazetteer(small).lookup("Sheikh Miskin")
    assert (row["country"], row["province"], row["population"], row["match"]) == (
        b"SY",
        province_number("SY", "06"),
        24057,
        ALTERNATE,
    )
    assert (float(row["lat"]), float(row["lon"])) == (pytest.approx(32.8), pytest.approx(36.2))
    assert Gazetteer(small).name(5) == "Ash Shaykh Miskīn"


def test_the_own_name_goes_before_another_and_the_larger_before_the_smaller(tmp_path: Path) -> None:
    rows = [
        replace(CITY, number=1, name="Hill", others=("Tell",), population=9),
        replace(CITY, number=2, name="Tell", others=(), population=5),
        replace(CITY, number=3, name="Tell", others=(), population=7),
    ]
    write_index(tmp_path / "g.db", rows)
    found = Gazetteer(tmp_path / "g.db").lookup("Tell")
    assert [(int(row["id"]), int(row["match"])) for row in found] == [(3, NAME), (2, NAME), (1, ALTERNATE)]


def test_loose_spelling_only_within_countries(small: Path) -> None:
    gazetteer = Gazetteer(small)
    assert ids(gazetteer, "Shaikh Meskin") == []
    assert list(gazetteer.lookup_loosely("Ash Shaikh Meskin", ["SY"])["id"]) == [5]
    assert list(gazetteer.lookup_loosely("Ash Shaikh Meskin", ["IQ"])["id"]) == []


def test_nothing_is_found_for_no_words(small: Path) -> None:
    assert ids(Gazetteer(small), " - ") == []


def test_a_number_that_nobody_has_is_an_error(small: Path) -> None:
    with pytest.raises(KeyError):
        Gazetteer(small).name(6)


def test_a_failed_build_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_index(tmp_path / "g.db", map(city_row, [{"geonameid": 6}]))
    assert list(tmp_path.iterdir()) == []


def test_two_builders_at_once_leave_one_whole_index(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    threads = [threading.Thread(target=write_index, args=(path, [CITY] * 1)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [item.name for item in tmp_path.iterdir()] == ["g.db"]
    assert ids(Gazetteer(path), "Sheikh Miskin") == [5]


def test_an_open_gazetteer_can_be_sent_to_a_worker(small: Path) -> None:
    gazetteer = Gazetteer(small)
    gazetteer.lookup("Sheikh Miskin")
    assert ids(pickle.loads(pickle.dumps(gazetteer)), "Sheikh Miskin") == [5]


def test_the_cache_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CASUS_CACHE_DIR", str(tmp_path / "here"))
    assert cache_folder() == tmp_path / "here"


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(GazetteerError, match="CASUS_CACHE_DIR"):
        build_gazetteer(blocked / "g.db")


def test_a_file_that_is_no_index_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "g.db").write_text("no database, but long enough to be read as one" * 9)
    with pytest.raises(GazetteerError, match="casus gazetteer build"):
        Gazetteer(tmp_path / "g.db").lookup("Homs")


def test_a_province_lies_in_the_middle_of_its_places() -> None:
    places = [
        replace(CITY, number=n, province="12", lat=lat, lon=36.0, population=10)
        for n, lat in ((1, 35.0), (2, 35.2), (3, 36.0))
    ]
    idlib = next(row for row in own_rows(places) if (row.country, row.province) == ("SY", "12"))
    assert (idlib.feature, idlib.lat, idlib.lon, idlib.population) == (PROVINCE, 35.5, 36.0, 30)


# ------------------------------------------------------------------------------------------------- country dumps

LINE = "170063\tAleppo\tAleppo\tHalab,Alep\t36.2\t37.16\tP\tPPLA\tSY\t\t09\t\t\t\t2098210\t\t405\tAsia/Damascus\t2024-01-01"


def dump(folder: Path, *lines: str) -> Path:
    path = folder / "SY.txt"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def changed(**cells: str) -> str:
    columns = {"number": 0, "name": 1, "lat": 4, "kind": 6, "code": 7, "country": 8}
    row = LINE.split("\t")
    for name, value in cells.items():
        row[columns[name]] = value
    return "\t".join(row)


def test_an_added_dump_is_found_beside_the_main_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small: Path
) -> None:
    monkeypatch.setenv("CASUS_CACHE_DIR", str(tmp_path / "cache"))
    added, places = add_dump(dump(tmp_path, LINE), print)
    assert places == 1
    gazetteer = Gazetteer(small, added)
    assert ids(gazetteer, "Halab") == [170063]
    assert ids(gazetteer, "Sheikh Miskin") == [5]
    assert gazetteer.name(170063) == "Aleppo"


def test_a_place_that_two_indexes_hold_is_one(tmp_path: Path, small: Path) -> None:
    write_index(tmp_path / "b.db", [CITY, replace(CITY, number=7)])
    assert ids(Gazetteer(small, tmp_path / "b.db"), "Sheikh Miskin") == [5, 7]


@pytest.mark.parametrize(
    ("code", "kind", "feature"),
    [("PPLX", "P", QUARTER), ("PPLC", "P", CAPITAL), ("ADM1", "A", PROVINCE), ("AIRB", "S", SPOT)],
)
def test_feature_codes_tell_what_a_place_is(tmp_path: Path, code: str, kind: str, feature: int) -> None:
    (row,) = dump_rows(dump(tmp_path, changed(code=code, kind=kind)), print)
    assert row.feature == feature


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("170063\tAleppo", "2 columns instead of 19"),
        (changed(lat="96.2"), "impossible coordinates 96.2"),
        (changed(lat="north"), "could not convert"),
        (changed(country="Syria"), "two-letter country code"),
        (changed(number="x"), "no number"),
    ],
)
def test_a_broken_row_is_told_by_its_line_and_the_rest_goes_on(tmp_path: Path, line: str, said: str) -> None:
    told: list[str] = []
    rows = list(dump_rows(dump(tmp_path, changed(number="1"), line, changed(number="3")), told.append))
    assert [row.number for row in rows] == [1, 3]
    assert len(told) == 1
    assert "SY.txt line 2: " in told[0]
    assert said in told[0]


def test_a_dump_without_a_good_row_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASUS_CACHE_DIR", str(tmp_path / "cache"))
    with pytest.raises(GazetteerError, match="holds no place"):
        add_dump(dump(tmp_path, "nothing"), lambda _: None)
    with pytest.raises(GazetteerError, match="cannot be read"):
        add_dump(tmp_path / "absent.txt", print)
