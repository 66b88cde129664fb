"""One list of acts: claims through their codes and other acts, each deed once."""

from dataclasses import replace

from casus.coding.act_list import all_acts, main_act
from casus.coding.kinds import mapping
from casus.record import Act, Claim

SHELLED = Claim("c1", "d", "shelling", 0, 40, "Rebels shelled the port", actors=("rebels",), trigger="shelled")
FLED = Claim("c2", "d", "displacement", 0, 40, "Forty families fled", trigger="fled")
TOLD = Claim("a1", "d", "agreement", 0, 40, "Norway condemned it", trigger="condemned")
BLAME = Act("ACCUSE", "disapprove", "11", TOLD, sentence=0, rank=2, depth=0)


def listed(acts: list[Act], *claims: Claim) -> list[tuple[str, str]]:
    codes = {claim.claim_id: mapping(claim) for claim in claims}
    return [(act.event, act.told.claim_id) for act in all_acts(acts, claims, codes)]


def test_claims_are_acts_through_the_table_of_kinds() -> None:
    assert listed([BLAME], SHELLED) == [("ACCUSE", "a1"), ("ASSAULT", "c1")]


def test_a_kind_that_plover_does_not_count_is_no_act() -> None:
    assert listed([], FLED) == []


def test_a_deed_that_a_claim_and_an_act_tell_is_listed_once_as_the_claim_tells_it() -> None:
    twin = Act("ASSAULT", "heavy-weapons", "18", replace(TOLD, trigger="shelled"), sentence=7, rank=2, depth=3)
    ((act),) = all_acts([twin], [SHELLED], {"c1": mapping(SHELLED)})
    assert (act.told, act.sentence, act.rank, act.depth) == (SHELLED, 7, 2, 3)


def test_one_word_under_two_event_types_is_the_claim_alone() -> None:
    twin = Act("COERCE", "", "17", replace(TOLD, trigger="shelled"))
    assert listed([twin], SHELLED) == [("ASSAULT", "c1")]


def test_a_deed_that_is_only_threatened_is_the_threat_alone() -> None:
    threat = replace(BLAME, event="THREATEN")
    assert listed([threat], replace(SHELLED, status="planned")) == [("THREATEN", "a1")]
    assert listed([], replace(SHELLED, status="planned")) == [("ASSAULT", "c1")]
    away = replace(threat, told=replace(TOLD, begin=80, end=99))
    assert ("ASSAULT", "c1") in listed([away], replace(SHELLED, status="planned"))


def test_the_main_act_is_of_the_first_sentence_and_nearest_to_the_top() -> None:
    deep = replace(BLAME, depth=2)
    later = replace(BLAME, sentence=50)
    faint = replace(BLAME, rank=0)
    assert main_act([]) is None
    assert main_act([deep, BLAME]) == 1
    assert main_act([later, deep]) == 1
    assert main_act([faint, later]) == 1
    assert main_act([replace(BLAME, rank=1), BLAME]) == 1
