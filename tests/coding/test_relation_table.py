"""The table of relations: its format, what is refused, and that the packaged one keeps it."""

import pytest

from casus.coding.relation_table import LISTS, RelationTableError, read_relations, relation_table
from casus.record import RELATION_KINDS

TABLES = "[lists]\n" + "\n".join(f'{name} = ["x"]' for name in LISTS)
VERB = '[[verb]]\nkind = "backs"\nwords = ["arm"]\nsubject = "doer"\nobject = "sufferer"\n'


def test_the_packaged_table_has_words_for_every_kind() -> None:
    table = relation_table()
    entries = [e for group in (table.verbs, table.nouns, table.modifiers) for found in group.values() for e in found]
    assert {entry.kind for entry in entries} == set(RELATION_KINDS)


def test_a_word_has_all_of_its_entries() -> None:
    table = read_relations(f"{TABLES}\n{VERB}{VERB.replace('backs', 'fights')}")
    assert [entry.kind for entry in table.verbs["arm"]] == ["backs", "fights"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (VERB.replace("backs", "likes"), "kind 'likes'"),
        (VERB.replace('"doer"', '"bearer"'), "subject 'bearer'"),
        (VERB.replace("subject", "first"), "'subject' is missing"),
        (VERB + "since = 3\n", "unknown field 'since'"),
        (VERB + "confidence = 2.0\n", "confidence"),
        (VERB.replace("[[verb]]", "[[adverb]]"), "unknown table 'adverb'"),
        (VERB.replace("[[verb]]", "[[modifier]]").replace('"doer"', '["with"]'), "no prepositions"),
        ("[[verb", "not valid TOML"),
    ],
)
def test_what_breaks_the_format_is_named(wrong: str, said: str) -> None:
    with pytest.raises(RelationTableError, match=said):
        read_relations(f"{TABLES}\n{wrong}")


def test_a_missing_list_is_named() -> None:
    with pytest.raises(RelationTableError, match="'means' is missing"):
        read_relations(TABLES.replace("means", "ways").replace('ways = ["x"]\n', ""))
