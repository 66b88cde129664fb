"""What theatre packs know of sides, as the record's pages tell it."""

from __future__ import annotations

from datetime import date

from casus.record import Interval
from casus.ties import aliases_in_packs, name_in_packs, pack_side, ties_of


def test_a_backer_and_the_backed_have_the_same_tie() -> None:
    (tie,) = [one for one in ties_of("iran") if one.kind == "backs" and one.object_id == "hezbollah"][:1]
    assert tie in ties_of("hezbollah")
    assert tie.subject_id == "iran"


def test_names_that_hold_in_stated_days_come_first() -> None:
    side = pack_side("islamic-state")
    assert side is not None
    assert (side.name, side.kind) == ("Islamic State", "jihadist")
    assert side.names[1] == ("ISIS", Interval(date(2013, 4, 9), date(2014, 6, 28)))
    assert not side.names[-1][1].known
    assert "Daesh" in aliases_in_packs("islamic-state")


def test_states_are_known_though_no_pack_lists_them_as_actors() -> None:
    assert name_in_packs("fiji") == "Fiji"
    side = pack_side("fiji")
    assert side is not None
    assert side.country == "FJ"


def test_nothing_is_known_of_a_side_that_no_pack_has() -> None:
    assert pack_side("unidentified:river-wolves") is None
    assert ties_of("unidentified:river-wolves") == ()
    assert name_in_packs("unidentified:river-wolves") is None
