"""What tells an event again with nothing new is no claim of its own where it was not sure anyway."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casus.grounding.retold import SURE, without_retold
from casus.record import Claim, Count, Interval

MONDAY = Interval(date(2024, 6, 3), date(2024, 6, 3))
FIRST = Claim(
    "", "d", "air_strike", 0, 40, "Jets struck Azaz on Monday and killed 4.", actors=("Russia",), targets=("rebels",), place="Azaz",
    interval=MONDAY, counts=(Count("killed", 4, 4),), confidence=0.9,
)  # fmt: skip
AGAIN = replace(
    FIRST,
    begin=100,
    end=130,
    evidence="The strikes shook the town.",
    counts=(),
    interval=Interval(),
    confidence=SURE - 0.05,
)


def test_nothing_new_is_told_once() -> None:
    assert without_retold([FIRST, AGAIN]) == [FIRST]
    assert without_retold([FIRST, replace(AGAIN, targets=(), interval=MONDAY)]) == [FIRST]


@pytest.mark.parametrize(
    "again",
    [
        replace(AGAIN, confidence=SURE),
        replace(AGAIN, status="denied"),
        replace(AGAIN, status="planned"),
        replace(AGAIN, source="the Observatory", source_type="monitor"),
        replace(AGAIN, kind="shelling"),
        replace(AGAIN, actors=("Syria",)),
        replace(AGAIN, targets=("civilians",)),
        replace(AGAIN, place="Mare"),
        replace(AGAIN, interval=Interval(date(2024, 6, 5), date(2024, 6, 5))),
        replace(AGAIN, counts=(Count("killed", 9, 9),)),
        replace(AGAIN, evidence="The strikes left 9 graves."),
        replace(AGAIN, source="a farmer", source_type="witness"),
        replace(AGAIN, actors=(), targets=()),
        replace(AGAIN, begin=20, end=40),
    ],
    ids=["sure", "denied", "another status", "another source", "kind", "actor", "target", "place", "days", "count", "number", "witness", "nobody", "the same words"],
)  # fmt: skip
def test_what_is_new_or_sure_is_kept(again: Claim) -> None:
    assert without_retold([FIRST, again]) == [FIRST, again]


def test_what_happened_is_not_told_by_its_plan_or_its_denial() -> None:
    for before in (replace(FIRST, status="planned"), replace(FIRST, status="denied")):
        assert without_retold([before, AGAIN]) == [before, AGAIN]


def test_the_source_of_the_first_may_tell_it_again() -> None:
    before = replace(FIRST, source="the Observatory", source_type="monitor")
    assert without_retold([before, replace(AGAIN, source="the Observatory", source_type="monitor")]) == [before]
    assert without_retold([before, AGAIN]) == [before]


def test_what_comes_before_stays() -> None:
    assert len(without_retold([replace(AGAIN, begin=0, end=27), replace(FIRST, begin=50, end=90)])) == 2
