"""The index finds names in any of their spellings, is written whole or not at all, and can be handed to other processes."""

import pickle
import threading
from pathlib import Path

import pytest

from casus.grounding.gazetteer import Gazetteer, GazetteerError, build_gazetteer, cache_folder, write_index

CITY = {
    "geonameid": 5, "name": "Ash Shaykh Miskīn", "countrycode": "SY", "latitude": 32.8, "longitude": 36.2, "population": 24057,
    "alternatenames": ["Sheikh Miskin", "Шейх-Мискин", "x"],
}  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> Path:
    write_index(tmp_path / "g.db", [CITY])
    return tmp_path / "g.db"


@pytest.mark.parametrize("name", ["Ash Shaykh Miskin", "ash-Shaykh Miskin", "sheikh miskin", "Sheikh  Miskin"])
def test_spellings(small: Path, name: str) -> None:
    assert [entry.place_id for entry in Gazetteer(small).lookup(name)] == ["gn:5"]


def test_loose_spelling_only_within_countries(small: Path) -> None:
    gazetteer = Gazetteer(small)
    assert gazetteer.lookup("Shaikh Meskin") == []
    assert [entry.name for entry in gazetteer.lookup_loosely("Ash Shaikh Meskin", ["SY"])] == ["Ash Shaykh Miskīn"]
    assert gazetteer.lookup_loosely("Ash Shaikh Meskin", ["IQ"]) == []


def test_nothing_is_found_for_no_words(small: Path) -> None:
    assert Gazetteer(small).lookup(" - ") == []


def test_a_failed_build_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_index(tmp_path / "g.db", [CITY, {"geonameid": 6}])
    assert list(tmp_path.iterdir()) == []


def test_two_builders_at_once_leave_one_whole_index(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    threads = [threading.Thread(target=write_index, args=(path, [CITY] * 1)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [item.name for item in tmp_path.iterdir()] == ["g.db"]
    assert Gazetteer(path).lookup("Sheikh Miskin")


def test_an_open_gazetteer_can_be_sent_to_a_worker(small: Path) -> None:
    gazetteer = Gazetteer(small)
    gazetteer.lookup("Sheikh Miskin")
    assert pickle.loads(pickle.dumps(gazetteer)).lookup("Sheikh Miskin")


def test_the_cache_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CASUS_CACHE_DIR", str(tmp_path / "here"))
    assert cache_folder() == tmp_path / "here"


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(GazetteerError, match="CASUS_CACHE_DIR"):
        build_gazetteer(blocked / "g.db")
