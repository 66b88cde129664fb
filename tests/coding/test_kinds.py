"""The table of kinds covers every kind and says clearly what is wrong with a broken one."""

import pytest

from casus.coding.kinds import KindTableError, read_table, table
from casus.record import KINDS


def test_every_kind_has_an_entry_with_words() -> None:
    kinds = table().kinds
    assert set(kinds) == set(KINDS)
    assert all(entry.verbs or entry.nouns for entry in kinds.values())


def test_an_unknown_kind_is_named_in_the_error() -> None:
    with pytest.raises(KindTableError, match="'picnic'"):
        read_table('[[kind]]\nname = "picnic"\n')


def test_a_table_that_lacks_kinds_says_which() -> None:
    with pytest.raises(KindTableError, match="lacks armed_clash"):
        read_table("")
