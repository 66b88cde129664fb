"""The table of acts: every event type has words, and what breaks the format is named."""

from importlib.resources import files

import pytest

from casus.coding.act_table import ActTableError, act_table, read_acts
from casus.coding.kind_codes import PLOVER

PACKAGED = (files("casus.coding") / "acts.toml").read_text(encoding="utf-8")


def test_every_event_type_has_words() -> None:
    told = {sense.event for senses in act_table().senses.values() for sense in senses}
    assert set(PLOVER) <= told


def test_every_mode_has_words_or_an_entry_that_gives_it() -> None:
    table = act_table()
    given = {(sense.event, sense.mode) for senses in table.senses.values() for sense in senses}
    for event, modes in PLOVER.items():
        assert {mode for mode in modes if (event, mode) not in given} <= {
            mode for mode, _ in table.modes.get(event, ())
        }


def test_the_first_mode_with_one_of_its_words_is_meant() -> None:
    table = act_table()
    assert table.mode("PROTEST", frozenset({"hunger", "strike"})) == "hunger"
    assert table.mode("PROTEST", frozenset({"strike"})) == "strike"
    assert table.mode("PROTEST", frozenset({"bridge"})) == ""


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("[[act]]\nevent = 'PICNIC'\nverbs = ['eat']", "PICNIC"),
        ("[[act]]\nevent = 'AID'\nmode = 'soup'\nverbs = ['feed']", "AID has no mode 'soup'"),
        ("[[act]]\nevent = 'AID'", "has no words"),
        ("[[act]]\nverbs = ['feed']", "has no event"),
        ("[[act]]\nevent = 'AID'\nverbs = ['feed']\nrank = 7", "rank is 0, 1 or 2"),
        ("[[act]]\nevent = 'AID'\nverbs = ['feed']\ncontent = 'song'", "content 'song'"),
        ("[[act]]\nevent = 'AID'\nverbs = ['feed']\nwith = ['@soup']", "there is no class @soup"),
        ("[[act]]\nevent = 'AID'\nverbs = ['feed']\nwit = ['soup']", "unknown field 'wit'"),
        ("[[mode]]\nevent = 'AID'\nwords = ['soup']", "needs event, mode and words"),
        ("[[deed]]\nevent = 'AID'", "unknown table 'deed'"),
        ("[[act", "not valid TOML"),
    ],
)
def test_what_breaks_the_format_is_named(more: str, said: str) -> None:
    with pytest.raises(ActTableError, match=said):
        read_acts(f"{PACKAGED}\n{more}")
