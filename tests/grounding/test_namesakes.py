"""Of several places with one name the text's own is taken: by size, countries, containers and the places around."""

import numpy as np
import pytest

from casus.grounding.gazetteer import COUNTRY, ENTRY, PROVINCE, TOWN
from casus.grounding.namesakes import FEATURES, Container, Evidence, Named, packaged_weights, settle


def bearers(*rows: tuple[int, float, float, int, str, int, int]) -> Named:
    """Rows of number, lat, lon, population, country, province, feature."""
    return Named(np.array([(*row, 0) for row in rows], dtype=ENTRY))


SMALL_NEAR, LARGE_FAR = (1, 40.1, -80.0, 9_000, "US", 7, TOWN), (2, 51.5, 0.0, 8_000_000, "GB", 8, TOWN)


def meant(name: Named, *others: Named, countries: dict[str, float] | None = None) -> int:
    choice = settle([name, *others], Evidence(countries or {}))[0]
    return int(name.bearers["id"][choice.position])


def test_alone_the_larger_is_meant() -> None:
    assert meant(bearers(SMALL_NEAR, LARGE_FAR)) == 2


def test_places_around_speak_for_the_one_near_them() -> None:
    around = [bearers((10 + at, 40.0 + at / 10, -80.2, 20_000, "US", 7, TOWN)) for at in range(3)]
    assert meant(bearers(SMALL_NEAR, LARGE_FAR), *around) == 1


@pytest.mark.parametrize(
    ("container", "number"), [(Container(frozenset({b"US"})), 1), (Container(frozenset(), frozenset({7})), 1)]
)
def test_what_a_name_is_written_to_lie_in_decides_between_equals(container: Container, number: int) -> None:
    equal = (2, 51.5, 0.0, 9_000, "GB", 8, TOWN)
    named = bearers(equal, SMALL_NEAR)
    assert meant(Named(named.bearers, 1, container)) == number


def test_a_country_that_the_text_names_speaks_for_its_places() -> None:
    pair = bearers((1, 34.4, 35.8, 230_000, "LB", 0, TOWN), (2, 32.9, 13.2, 1_150_000, "LY", 0, TOWN))
    assert (meant(pair, countries={"LB": 4.0}), meant(pair, countries={"LY": 4.0})) == (1, 2)


def test_a_name_is_no_evidence_for_itself() -> None:
    state, town = (1, 34.0, 36.0, 20_000_000, "LB", 0, COUNTRY), (2, 40.3, -76.4, 26_000, "US", 7, TOWN)
    around = [bearers((10 + at, 40.2 + at / 10, -76.3, 50_000, "US", 7, TOWN)) for at in range(4)]
    around.append(bearers((20, 41.0, -77.5, 12_000_000, "US", 7, PROVINCE)))
    own = Named(bearers(state, town).bearers, 1, None, {"LB": 2.0})
    counted = Named(own.bearers, 1, None, {})
    share = {
        key: settle([name, *around], Evidence({"LB": 2.0}))[0] for key, name in (("own", own), ("counted", counted))
    }
    assert share["own"].position == 1 or share["own"].share < share["counted"].share


def test_a_place_with_another_near_it_is_backed() -> None:
    near, far = bearers((3, 40.2, -80.1, 100, "US", 7, TOWN)), bearers((4, -30.0, 20.0, 100, "ZA", 0, TOWN))
    assert settle([bearers(SMALL_NEAR), near], Evidence())[0].backed
    assert not settle([bearers(SMALL_NEAR), far], Evidence())[0].backed


def test_the_order_of_names_changes_nothing() -> None:
    names = [
        bearers(SMALL_NEAR, LARGE_FAR),
        bearers((3, 40.2, -80.1, 100, "US", 7, TOWN)),
        bearers((4, 51.4, 0.1, 90, "GB", 8, TOWN)),
    ]
    forward = [choice.position for choice in settle(names, Evidence())]
    assert [choice.position for choice in settle(names[::-1], Evidence())][::-1] == forward


def test_no_names_no_choices() -> None:
    assert settle([], Evidence()) == []


def test_weights_speak_the_way_that_they_should() -> None:
    weights = dict(zip(FEATURES, packaged_weights().first, strict=True))
    assert weights["inside the container"] > 0 > weights["outside the container"]
    assert weights["country of the theatre"] >= 1
    assert weights["another name"] <= 0
