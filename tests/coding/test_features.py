"""What the opinion looks at: plain strings, without names and numbers, the same each time."""

from __future__ import annotations

from reports import readings

from casus.coding.features import document_features, hit_features, pair_features, sentence_features

REPORT = (
    "Rebels shelled the airport of Aleppo on Monday, killing 12 soldiers. The governor, Karim Haddad, spoke of 40 shells. "
    "Later the army withdrew from the town."
)


def test_the_same_text_gives_the_same_features() -> None:
    assert document_features(readings(REPORT)) == document_features(readings(REPORT))


def test_a_sentence_has_its_own_features_and_no_feature_twice() -> None:
    told = readings(REPORT)
    found = document_features(told)
    assert len(found) == len(told) == 3
    for features, reading in zip(found, told, strict=True):
        assert len(features) == len(set(features))
        assert set(sentence_features(reading)) <= set(features)
        assert all("\n" not in name for name in features)


def test_words_are_lemmas_and_numbers_and_places_are_not_named() -> None:
    first = document_features(readings(REPORT))[0]
    assert {"w:rebel", "w:shell", "w:<number>", "e:PLACE"} <= set(first)
    assert not {"w:12", "w:Aleppo", "w:aleppo"} & set(first)


def test_a_hit_tells_its_kind_its_word_and_who_is_in_it() -> None:
    first = readings(REPORT)[0]
    hit = next(hit for hit in first.hits if hit.candidate.kind == "shelling")
    found = hit_features(hit)
    assert "h:shelling" in found
    assert "h:shelling:verb" in found
    assert "h:shelling:happened" in found
    assert "h:shelling:by:combatants" in found
    assert set(found) <= set(sentence_features(first))


def test_neighbours_and_place_in_the_text() -> None:
    found = document_features(readings(REPORT))
    assert "p:shelling" in found[1]
    assert "n:withdrawal" in found[1]
    assert not [name for name in found[0] if name.startswith("p:")]
    assert not [name for name in found[2] if name.startswith("n:")]
    assert ["at:first" in names for names in found] == [True, False, False]
    assert all("dl:short" in names and "d:shelling" in names for names in found)


def test_no_readings_have_no_features() -> None:
    assert document_features([]) == []


def test_a_pair_is_a_kind_that_the_lexicon_sees() -> None:
    names = ["w:shell", "h:shelling", "h:shelling:verb", "h:siege:noun", "p:protest", "d:protest"]
    pairs = pair_features(names)
    assert sorted(pairs) == ["shelling", "siege"]
    assert {"k|shelling", "g|verb", "shelling|verb", "shelling|w:shell", "shelling+siege", "s|w:shell"} <= set(
        pairs["shelling"]
    )
    assert "g|verb" not in pairs["siege"]
    assert not [name for kind in pairs for name in pairs[kind] if "protest" in name]


def test_a_sentence_without_a_hit_makes_no_pair() -> None:
    assert pair_features(["w:bread", "r:bake"]) == {}
