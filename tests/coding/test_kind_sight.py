"""What rules see of a claim decides what it is called: no text is called otherwise for having been seen after others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from casus.coding.kind_rules import Facts, Rule
from casus.coding.kind_sight import sight_of
from casus.coding.kinds import KindTable, table

RULES = [rule for entry in table().kinds.values() for rule in entry.rules]
ENTRIES = sorted({one for rule in RULES for one in (*rule.words, *rule.also, *rule.unless, *rule.trigger)})
ABOUT = sorted({one for entry in table().kinds.values() for one in entry.about})
WORDS = st.one_of(
    st.sampled_from(ENTRIES).map(lambda entry: entry.replace("*", "")),
    st.tuples(st.sampled_from(ENTRIES), st.sampled_from(["s", "ing", "’s", "-like", "ſ"])).map(
        lambda parts: parts[0].replace("*", parts[1])
    ),
    st.sampled_from(ENTRIES).map(lambda entry: entry.split()[0].replace("*", "").upper()),
    st.sampled_from([*ABOUT, "near the well", "the", "of", "İstanbul", "K", "café"]),
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", ", ", "-", "\n", ". "])), max_size=6).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
KINDS_OF_SIDES = st.lists(st.sampled_from(["state_forces", "rebel", "civilians", "foreign_state"]), max_size=2).map(
    tuple
)
FACTS = st.builds(
    Facts, text=TEXTS, trigger=WORDS, actor_kinds=KINDS_OF_SIDES, target_kinds=KINDS_OF_SIDES,
    actors=st.lists(WORDS, max_size=1).map(tuple), targets=st.lists(WORDS, max_size=1).map(tuple),
    status=st.sampled_from(["happened", "planned", "denied"]),
)  # fmt: skip
SEEN_BEFORE = table()


@given(kind=st.sampled_from(sorted(table().kinds)), facts=FACTS)
def test_what_was_seen_before_changes_no_name(kind: str, facts: Facts) -> None:
    alone = KindTable(table().kinds, table().classes)
    assert SEEN_BEFORE.codes(kind, facts) == alone.codes(kind, facts)


def test_words_that_no_rule_names_are_not_seen() -> None:
    sight = sight_of([Rule(words=("tank*", "set fire"))])
    assert sight.seen(Facts("Shells fell on Oldtown")) == sight.seen(Facts("Rain fell on the hill"))


def test_words_beginnings_and_phrases_are_seen() -> None:
    sight = sight_of([Rule(words=("mob", "tank*", "set fire", "block* road*", "café"))])
    nothing = sight.seen(Facts("They left"))
    for text in ("The mob left", "Tanks left", "They set fire to it", "They blocked all-out roads", "They blocked roads", "Café"):  # fmt: skip
        told = sight.seen(Facts(text))
        assert (told == nothing) == (text == "They blocked all-out roads"), text


def test_names_and_triggers_are_seen_where_rules_look_at_them() -> None:
    blind, sharp = sight_of([Rule(words=("mob",))]), sight_of([Rule(actor_words=("army",), trigger=("seized",))])
    for one, other in ((Facts(trigger="seized"), Facts(trigger="took")), (Facts(actors=("army",)), Facts(actors=("band",)))):  # fmt: skip
        assert blind.seen(one) == blind.seen(other)
        assert sharp.seen(one) != sharp.seen(other)
