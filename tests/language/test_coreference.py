"""References to the same: names by spelling, acronym and short form; nominals and pronouns by what fits and is in view."""

from __future__ import annotations

from itertools import pairwise

import pytest
from discourses import antecedent, document
from hypothesis import given, settings
from hypothesis import strategies as st

from casus.language.coreference import coreference
from casus.language.parse import Sentence, parse_blocks
from casus.language.referring.aliases import initials_match, shortens_body, shortens_person
from casus.language.referring.nouns import knowledge

# ------------------------------------------------------------------------------------------------------ names

CLAIM = (
    "Arakan/NNP/2/compound/ORGANISATION Army/NNP/3/nsubj/+ORGANISATION attacked|attack/VBD/0/ROOT Kyauk/NNP/3/obj/PLACE"
)
DEFINED = "Syrian/JJ/3/amod/ORGANISATION Democratic/NNP/3/amod/+ORGANISATION Forces/NNPS/7/nsubj/+ORGANISATION (/-LRB-/5/punct SDF/NNP/3/appos/ORGANISATION )/-RRB-/5/punct left|leave/VBD/0/ROOT"
BALI = "Mustafa/NNP/3/nsubj/PERSON Bali/NNP/1/flat/+PERSON arrived|arrive/VBD/0/ROOT"


def test_an_acronym_in_brackets_is_another_name() -> None:
    again = "SDF/NNP/2/nsubj/ORGANISATION attacked|attack/VBD/0/ROOT"
    assert antecedent(document(DEFINED, again), "SDF", 2) == "Syrian Democratic Forces"


def test_an_acronym_need_not_be_made_of_the_english_words() -> None:
    first = "National/JJ/3/amod/ORGANISATION Liberation/NNP/3/compound/+ORGANISATION Army/NNP/8/nsubj/+ORGANISATION ,/,/6/punct or/CC/6/cc ELN/NNP/3/conj/ORGANISATION ,/,/3/punct attacked|attack/VBD/0/ROOT"
    assert (
        antecedent(document(first, "ELN/NNP/2/nsubj/ORGANISATION left|leave/VBD/0/ROOT"), "ELN", 2)
        == "National Liberation Army"
    )


def test_or_between_two_full_names_is_a_choice() -> None:
    line = "Hamas/NNP/4/nsubj/ORGANISATION or/CC/3/cc Fatah/NNP/1/conj/ORGANISATION attacked|attack/VBD/0/ROOT"
    assert antecedent(document(line), "Fatah") is None


def test_a_former_name_is_another_name() -> None:
    line = "Tahrir/NNP/9/nsubj/ORGANISATION Front/NNP/1/flat/+ORGANISATION ,/,/5/punct formerly/RB/5/advmod known|know/VBN/1/acl as/IN/7/case Nusra/NNP/5/obl/ORGANISATION ,/,/1/punct left|leave/VBD/0/ROOT"
    assert antecedent(document(line), "Nusra") == "Tahrir Front"


def test_a_surname_stands_for_the_person() -> None:
    assert antecedent(document(BALI, "Bali/NNP/2/nsubj/PERSON spoke|speak/VBD/0/ROOT"), "Bali", 2) == "Mustafa Bali"


def test_a_surname_that_two_persons_bear_stays_alone() -> None:
    other = "Salma/NNP/3/nsubj/PERSON Bali/NNP/1/flat/+PERSON left|leave/VBD/0/ROOT"
    assert antecedent(document(BALI, other, "Bali/NNP/2/nsubj/PERSON spoke|speak/VBD/0/ROOT"), "Bali", 3) is None


def test_two_full_names_that_share_the_surname_are_two_persons() -> None:
    other = "Salma/NNP/3/nsubj/PERSON Bali/NNP/1/flat/+PERSON left|leave/VBD/0/ROOT"
    assert antecedent(document(BALI, other), "Salma") is None


def test_no_person_is_a_place_of_the_same_name() -> None:
    second = "Bali/NNP/2/nsubj/PLACE burned|burn/VBD/0/ROOT"
    assert antecedent(document("Bali/NNP/2/nsubj/PERSON left|leave/VBD/0/ROOT", second), "Bali", 2) is None


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("tahrir al sham", "hayat tahrir al sham"),
        ("observatory", "syrian observatory for human rights"),
        ("syrian observatory", "syrian observatory for human rights"),
        ("wagner", "wagner group"),
        ("defence ministry", "russian defence ministry"),
    ],
)
def test_a_body_may_be_called_by_the_core_of_its_name(short: str, full: str) -> None:
    assert shortens_body(tuple(short.split()), tuple(full.split()))


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("syrian army", "free syrian army"),
        ("hamas", "hamas health ministry"),
        ("islamic state", "islamic state west africa province"),
        ("sudan", "south sudan"),
        ("arakan", "arakan army"),
    ],
)
def test_a_part_that_names_another_body_is_no_short_form(short: str, full: str) -> None:
    assert not shortens_body(tuple(short.split()), tuple(full.split()))


def test_initials_count_with_or_without_particles() -> None:
    assert initials_match("drc", ("democratic", "republic", "of", "congo"))
    assert initials_match("sohr", ("syrian", "observatory", "for", "human", "rights"))
    assert not initials_match("pkk", ("kurdistan", "workers", "party"))


def test_a_name_is_not_short_for_itself() -> None:
    assert not shortens_person(("min", "aung"), ("min", "aung"))
    assert not shortens_body(("hamas",), ("hamas",))


# ------------------------------------------------------------------------------------------------------ nominals

THE_GROUP = "The/DT/2/det group/NN/3/nsubj withdrew|withdraw/VBD/0/ROOT"


def test_the_group_is_the_body_named_before() -> None:
    assert antecedent(document(CLAIM, THE_GROUP), "group") == "Arakan Army"


@pytest.mark.parametrize(
    "line",
    [
        "A/DT/2/det group/NN/3/nsubj withdrew|withdraw/VBD/0/ROOT",
        "Another/DT/2/det group/NN/3/nsubj withdrew|withdraw/VBD/0/ROOT",
        "The/DT/3/det other/JJ/3/amod group/NN/4/nsubj withdrew|withdraw/VBD/0/ROOT",
        "The/DT/3/det Kurdish/JJ/3/amod/NATIONALITY group/NN/4/nsubj withdrew|withdraw/VBD/0/ROOT",
        "The/DT/2/det groups|group/NNS/3/nsubj withdrew|withdraw/VBD/0/ROOT",
        "The/DT/2/det group/NN/5/nsubj that/WDT/4/nsubj lost|lose/VBD/2/acl:relcl withdrew|withdraw/VBD/0/ROOT",
    ],
)
def test_a_group_that_may_be_another_stays_alone(line: str) -> None:
    word = "groups" if "groups" in line else "group"
    assert antecedent(document(CLAIM, line), word) is None


def test_idle_modifiers_say_nothing_of_which_group_it_is() -> None:
    line = "The/DT/3/det armed/JJ/3/amod group/NN/4/nsubj withdrew|withdraw/VBD/0/ROOT"
    assert antecedent(document(CLAIM, line), "group") == "Arakan Army"


def test_two_bodies_equally_in_view_leave_the_group_alone() -> None:
    line = "Hamas/NNP/4/nsubj/ORGANISATION and/CC/3/cc Fatah/NNP/1/conj/ORGANISATION met|meet/VBD/0/ROOT"
    assert antecedent(document(line, THE_GROUP), "group") is None


@pytest.mark.parametrize("name", ["ministry", "police", "court"])
def test_a_body_of_a_state_is_no_group_of_rebels(name: str) -> None:
    state = f"Sudanese/JJ/2/amod/ORGANISATION {name}/NN/3/nsubj/+ORGANISATION lied|lie/VBD/0/ROOT"
    rebels = "The/DT/2/det rebels|rebel/NNS/3/nsubj withdrew|withdraw/VBD/0/ROOT"
    assert antecedent(document(state, rebels), "rebels") is None
    assert antecedent(document(state, THE_GROUP), "group") is None


def test_the_army_of_a_state_is_called_army_and_no_rebels() -> None:
    state = "Mali/NNP/3/nmod:poss/ORGANISATION 's/POS/1/case/+ORGANISATION army/NN/4/nsubj/+ORGANISATION lied|lie/VBD/0/ROOT"
    assert (
        antecedent(document(state, "The/DT/2/det army/NN/3/nsubj left|leave/VBD/0/ROOT"), "army", 2) == "Mali 's army"
    )
    assert antecedent(document(state, "The/DT/2/det rebels|rebel/NNS/3/nsubj left|leave/VBD/0/ROOT"), "rebels") is None


def test_the_rebels_are_the_members_of_a_named_body() -> None:
    rebels = "The/DT/2/det rebels|rebel/NNS/3/nsubj withdrew|withdraw/VBD/0/ROOT"
    assert antecedent(document(CLAIM, rebels), "rebels") == "Arakan Army"


def test_a_ministry_is_not_the_group_and_the_group_not_the_ministry() -> None:
    both = "Russian/JJ/3/amod/ORGANISATION Defence/NNP/3/compound/+ORGANISATION Ministry/NNP/4/nsubj/+ORGANISATION blamed|blame/VBD/0/ROOT Azov/NNP/4/obj/ORGANISATION"
    assert antecedent(document(both, THE_GROUP), "group") == "Azov"
    ministry = "The/DT/2/det ministry/NN/3/nsubj lied|lie/VBD/0/ROOT"
    assert antecedent(document(both, ministry), "ministry") == "Russian Defence Ministry"


def test_the_town_is_a_place_and_the_country_a_country() -> None:
    line = "Rebels|rebel/NNS/2/nsubj seized|seize/VBD/0/ROOT Kutum/NNP/2/obj/PLACE in/IN/5/case Sudan/NNP/2/obl/PLACE"
    town = "They/PRP/2/nsubj left|leave/VBD/0/ROOT the/DT/4/det town/NN/2/obj"
    country = "They/PRP/2/nsubj left|leave/VBD/0/ROOT the/DT/4/det country/NN/2/obj"
    assert antecedent(document(line, town), "town") == "Kutum"
    assert antecedent(document(line, country), "country") == "Sudan"


def test_a_province_is_no_village() -> None:
    line = "Rebels|rebel/NNS/2/nsubj entered|enter/VBD/0/ROOT Idlib/NNP/4/compound/PLACE province/NN/2/obj/+PLACE"
    village = "They/PRP/2/nsubj left|leave/VBD/0/ROOT the/DT/4/det village/NN/2/obj"
    province = "They/PRP/2/nsubj left|leave/VBD/0/ROOT the/DT/4/det province/NN/2/obj"
    assert antecedent(document(line, village), "village") is None
    assert antecedent(document(line, province), "province", 2) == "Idlib province"


def test_an_apposition_describes_and_its_noun_finds_the_name_again() -> None:
    first = "Bali/NNP/5/nsubj/PERSON ,/,/4/punct a/DT/4/det spokesman/NN/1/appos lied|lie/VBD/0/ROOT"
    second = "The/DT/2/det spokesman/NN/3/nsubj left|leave/VBD/0/ROOT"
    assert antecedent(document(first, second), "spokesman", 1) == "Bali"
    assert antecedent(document(first, second), "spokesman", 2) == "Bali"


def test_a_predicate_describes_unless_it_is_denied() -> None:
    said = "Hamas/NNP/4/nsubj/ORGANISATION is|be/VBZ/4/cop a/DT/4/det movement/NN/0/ROOT"
    denied = "Hamas/NNP/5/nsubj/ORGANISATION is|be/VBZ/5/cop not/RB/5/advmod a/DT/5/det movement/NN/0/ROOT"
    assert antecedent(document(said), "movement") == "Hamas"
    assert antecedent(document(denied), "movement") is None


# ------------------------------------------------------------------------------------------------------ pronouns


def test_it_is_the_body_that_says_so() -> None:
    line = "Hamas/NNP/2/nsubj/ORGANISATION said|say/VBD/0/ROOT it/PRP/4/nsubj withdrew|withdraw/VBD/2/ccomp"
    assert antecedent(document(line), "it") == "Hamas"


def test_a_personal_pronoun_is_no_argument_beside_its_antecedent() -> None:
    line = "Hamas/NNP/2/nsubj/ORGANISATION attacked|attack/VBD/0/ROOT it/PRP/2/obj"
    assert antecedent(document(line), "it") is None


def test_a_shared_subject_is_an_argument_too() -> None:
    line = "Hamas/NNP/2/nsubj/ORGANISATION tried|try/VBD/0/ROOT to/TO/4/mark defend/VB/2/xcomp it/PRP/4/obj"
    assert antecedent(document(line), "it") is None


def test_a_reflexive_pronoun_is_the_subject_of_its_clause() -> None:
    line = "Hamas/NNP/2/nsubj/ORGANISATION defended|defend/VBD/0/ROOT itself/PRP/2/obj"
    assert antecedent(document(line), "itself") == "Hamas"


def test_a_possessive_may_be_the_subject_of_its_clause() -> None:
    line = "Hamas/NNP/2/nsubj/ORGANISATION moved|move/VBD/0/ROOT its/PRP$/4/nmod:poss fighters|fighter/NNS/2/obj"
    assert antecedent(document(line), "its") == "Hamas"


@pytest.mark.parametrize(
    "line",
    [
        "It/PRP/3/nsubj is|be/VBZ/3/cop unclear/JJ/0/ROOT",
        "It/PRP/2/nsubj took|take/VBD/0/ROOT two/CD/4/nummod days|day/NNS/2/obj",
        "It/PRP/2/nsubj rained|rain/VBD/0/ROOT",
        "It/PRP/3/nsubj was|be/VBD/3/cop Fatah/NNP/0/ROOT/ORGANISATION that/WDT/5/nsubj lied|lie/VBD/3/acl:relcl",
        "It/PRP/2/nsubj seems|seem/VBZ/0/ROOT that/IN/5/mark rebels|rebel/NNS/5/nsubj fled|flee/VBD/2/ccomp",
        "It/PRP/3/nsubj:pass was|be/VBD/3/aux:pass reported|report/VBN/0/ROOT that/IN/6/mark rebels|rebel/NNS/6/nsubj fled|flee/VBD/3/ccomp",
        "It/PRP/4/nsubj was|be/VBD/4/cop an/DT/4/det attack/NN/0/ROOT",
        "It/PRP/2/nsubj happened|happen/VBD/0/ROOT on/IN/4/case Sunday/NNP/2/obl/TIME",
    ],
)
def test_it_that_refers_to_nothing_named_stays_alone(line: str) -> None:
    assert antecedent(document(CLAIM, line), "It") is None


def test_they_are_many_or_a_body() -> None:
    line = "They/PRP/2/nsubj left|leave/VBD/0/ROOT"
    assert (
        antecedent(document("Gunmen|gunman/NNS/2/nsubj attacked|attack/VBD/0/ROOT Goma/NNP/2/obj/PLACE", line), "They")
        == "Gunmen"
    )
    assert antecedent(document(CLAIM, line), "They") == "Arakan Army"
    assert antecedent(document(BALI, line), "They") is None


def test_they_are_those_named_in_one_breath() -> None:
    line = "Egypt/NNP/4/nsubj/PLACE and/CC/3/cc Sudan/NNP/1/conj/PLACE agreed|agree/VBD/0/ROOT"
    assert antecedent(document(line, "They/PRP/2/nsubj met|meet/VBD/0/ROOT"), "They") == "Egypt and Sudan"


def test_he_and_she_are_persons_of_their_gender() -> None:
    line = "Mr/NNP/2/nmod:desc/PERSON Okello/NNP/3/nsubj/+PERSON met|meet/VBD/0/ROOT Mrs/NNP/5/nmod:desc/PERSON Ajok/NNP/3/obj/+PERSON"
    assert antecedent(document(line, "She/PRP/2/nsubj left|leave/VBD/0/ROOT"), "She") == "Ajok"
    assert antecedent(document(line, "He/PRP/2/nsubj left|leave/VBD/0/ROOT"), "He") == "Okello"
    assert antecedent(document(CLAIM, "He/PRP/2/nsubj left|leave/VBD/0/ROOT"), "He") is None


def test_he_is_nobody_of_another_gender_even_alone() -> None:
    line = "Fatima/NNP/3/nsubj/PERSON Okello/NNP/1/flat/+PERSON left|leave/VBD/0/ROOT"
    assert antecedent(document(line, "He/PRP/2/nsubj spoke|speak/VBD/0/ROOT"), "He") is None


def test_an_owner_acts_or_is_lived_in() -> None:
    line = "Hamas/NNP/2/nsubj/ORGANISATION entered|enter/VBD/0/ROOT Rafah/NNP/2/obj/PLACE"
    its = "Its/PRP$/2/nmod:poss {}|{}/NNS/3/nsubj fled|flee/VBD/0/ROOT"
    assert antecedent(document(line, its.format("fighters", "fighter")), "Its") == "Hamas"
    assert antecedent(document(line, its.format("residents", "resident")), "Its") == "Rafah"


def test_there_is_the_place_before() -> None:
    line = "Clashes|clash/NNS/2/nsubj began|begin/VBD/0/ROOT in/IN/4/case Goma/NNP/2/obl/PLACE"
    there = "Soldiers|soldier/NNS/2/nsubj died|die/VBD/0/ROOT there/RB/2/advmod"
    assert antecedent(document(line, there), "there") == "Goma"


def test_a_possessive_before_the_subject_is_the_subject() -> None:
    line = "In/IN/3/case its/PRP$/3/nmod:poss statement/NN/6/obl ,/,/3/punct Hamas/NNP/6/nsubj/ORGANISATION lied|lie/VBD/0/ROOT"
    assert antecedent(document(line), "its") == "Hamas"


def test_an_antecedent_is_not_sought_far_back() -> None:
    far = ["Prices|price/NNS/2/nsubj rose|rise/VBD/0/ROOT"] * 9
    assert antecedent(document(CLAIM, *far, "It/PRP/2/nsubj withdrew|withdraw/VBD/0/ROOT"), "It") is None


# ------------------------------------------------------------------------------------------------------ quotes

SPOKESMAN = "SDF/NNP/2/compound/ORGANISATION spokesman/NN/3/nmod:desc Bali/NNP/4/nsubj/PERSON arrived|arrive/VBD/0/ROOT"
WE = "“/``/3/punct We/PRP/3/nsubj left|leave/VBD/7/ccomp ”/''/3/punct ,/,/3/punct Bali/NNP/7/nsubj/PERSON said|say/VBD/0/ROOT"


def test_we_in_a_quote_is_the_body_of_the_speaker() -> None:
    assert antecedent(document(SPOKESMAN, WE), "We") == "SDF"


def test_i_in_a_quote_is_the_speaker() -> None:
    assert antecedent(document(WE.replace("We/", "I/")), "I") == "Bali"


def test_we_outside_a_quote_or_of_a_speaker_without_body_stays_alone() -> None:
    assert antecedent(document(SPOKESMAN, "We/PRP/2/nsubj left|leave/VBD/0/ROOT"), "We") is None
    assert antecedent(document(WE), "We") is None


def test_who_speaks_is_not_sought_in_his_own_words() -> None:
    quote = "“/``/3/punct Assad/NNP/3/nsubj/PERSON lied|lie/VBD/6/ccomp ”/''/3/punct he/PRP/6/nsubj said|say/VBD/0/ROOT"
    assert antecedent(document(BALI, quote), "he") == "Mustafa Bali"


def test_who_speaks_does_not_say_he_of_himself() -> None:
    said = "Bali/NNP/2/nsubj/PERSON said|say/VBD/0/ROOT “/``/5/punct He/PRP/5/nsubj lied|lie/VBD/2/ccomp ”/''/5/punct"
    assert antecedent(document(said), "He") is None
    assert antecedent(document("Okello/NNP/2/nsubj/PERSON left|leave/VBD/0/ROOT", said), "He") == "Okello"


# ------------------------------------------------------------------------------------------------------ the whole way

SENTENCES = (
    "The Syrian Democratic Forces (SDF) captured the town of Tabqa on Friday.",
    "The group said it had lost two fighters.",
    "“We will stay there,” SDF spokesman Mustafa Bali said.",
    "He denied that Turkey and Russia had shelled their positions.",
    "It is unclear who controls the town.",
    "Gunmen killed nine people in Darfur; they fled to Chad.",
    "President Gustavo Petro said the ELN, or National Liberation Army, broke its word.",
    "Yes.",
)


def parse(text: str) -> list[Sentence]:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append((at, at + len(part)))
        at += len(part) + 2
    ((_, sentences),) = parse_blocks([("only", text, blocks)])
    return sentences


texts = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4)


@settings(max_examples=15, deadline=None)
@given(texts.map("\n\n".join))
def test_references_quote_the_text_and_chains_share_none(text: str) -> None:
    sentences = parse(text)
    found = coreference(sentences)
    assert found == coreference(sentences)
    references = [ref for chain in found.chains for ref in chain.references]
    assert len(references) == len(set(references))
    for ref in references:
        span = sentences[ref.sentence].span[ref.first : ref.last + 1]
        assert text[ref.begin : ref.end] == ref.text == span.text
        assert ref.first <= ref.head <= ref.last
    for chain in found.chains:
        assert len(chain.references) > 1
        assert all((one.begin, one.end) < (two.begin, two.end) for one, two in pairwise(chain.references))
    firsts = [chain.references[0].begin for chain in found.chains]
    assert firsts == sorted(firsts)


@settings(max_examples=10, deadline=None)
@given(texts.map("\n\n".join))
def test_an_antecedent_is_no_pronoun_and_of_the_same_chain(text: str) -> None:
    sentences = parse(text)
    found = coreference(sentences)
    for sentence in sentences:
        for token in sentence.span:
            before = found.antecedent(sentence, token)
            chain = found.chain(sentence, token)
            assert before is None or (before.form != "pronoun" and chain is not None and before in chain.references)


def test_a_document_read_whole() -> None:
    sentences = parse(" ".join(SENTENCES[:2]))
    group = next(token for token in sentences[1].span if token.text == "group")
    before = coreference(sentences).antecedent(sentences[1], group)
    assert before is not None
    assert before.text.endswith("Syrian Democratic Forces")


def test_nothing_gives_nothing() -> None:
    assert coreference([]).chains == ()


# ------------------------------------------------------------------------------------------------------ knowledge


def test_the_knowledge_is_sound() -> None:
    known = knowledge()
    assert all(found.kind in ("body", "people", "place", "person") for found in known.classes)
    assert all(bool(found.extent) == (found.kind == "place") for found in known.classes)
    assert all(found.gender in ("", "m", "f") for found in known.classes)
    assert not known["given.m"] & known["given.f"]
    assert all(word == word.lower() for found in known.classes for word in found.nouns | found.names)
    assert set(known.reach) >= {"it", "they", "he", "she", "there", "nominal"}
