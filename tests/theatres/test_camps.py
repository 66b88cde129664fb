"""Who stands together by what packs say: ties hold both ways, in their days, and never between opponents."""

from datetime import date

from casus.record import Interval
from casus.theatres.camps import Camps

ALWAYS = Interval()
SPRING = Interval(date(2020, 3, 1), date(2020, 5, 31))
APRIL, JUNE = date(2020, 4, 1), date(2020, 6, 1)


def test_a_tie_holds_both_ways_and_on_all_days_where_no_days_are_told() -> None:
    camps = Camps.of([("north", "allies", "south", ALWAYS), ("east", "backers", "west", ALWAYS)])
    assert camps.together("south", "north", APRIL)
    assert camps.together("west", "east", None)
    assert not camps.together("north", "east", APRIL)


def test_a_tie_of_some_days_holds_in_them_and_not_where_the_day_is_unknown() -> None:
    camps = Camps.of([("north", "allies", "south", SPRING)])
    assert [camps.together("north", "south", day) for day in (APRIL, JUNE, None)] == [True, False, False]


def test_parts_of_one_whole_stand_together_in_the_days_that_they_share() -> None:
    camps = Camps.of([("a", "part_of", "front", SPRING), ("b", "part_of", "front", ALWAYS)])
    assert camps.together("a", "b", APRIL)
    assert not camps.together("a", "b", JUNE)
    assert camps.parts.keys() >= {("a", "b"), ("b", "a"), ("a", "front")}


def test_opponents_do_not_stand_together_whatever_ties_them() -> None:
    camps = Camps.of([("a", "allies", "b", ALWAYS), ("b", "opponents", "a", SPRING)])
    assert [camps.together("a", "b", day) for day in (APRIL, JUNE, None)] == [False, True, False]
    assert [camps.oppose("a", "b", day) for day in (APRIL, JUNE, None)] == [True, False, True]
