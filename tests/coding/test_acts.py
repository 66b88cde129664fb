"""Acts, construction by construction: which event type, by whom, towards whom; what is no act."""

import pytest
from reports import readings, sentences

from casus.coding.acts import ActDraft, draft_acts
from casus.coding.pronouns import Context


def drafts(text: str) -> list[ActDraft]:
    return draft_acts(readings(text), Context.of(sentences(text)))


def main(text: str) -> ActDraft:
    """The act nearest to the top of the sentence."""
    found = drafts(text)
    assert found, f"no act in {text!r}"
    return min(found, key=lambda act: (act.rank == 0, act.depth, -act.rank, act.draft.trigger.begin))


def events(text: str) -> set[str]:
    return {act.event for act in drafts(text)}


@pytest.mark.parametrize(
    ("text", "event", "mode"),
    [
        ("Norway accused Chad of arming the rebels.", "ACCUSE", "allege"),
        ("Norway condemned the raid by Chad.", "ACCUSE", "disapprove"),
        ("Norway summoned the ambassador of Chad.", "ACCUSE", "disapprove"),
        ("Inspectors of the agency investigated the fire at the plant.", "ACCUSE", "investigate"),
        ("Norway urged Chad to release two pilots.", "REQUEST", "yield"),
        ("Norway called on Chad to hold elections.", "REQUEST", "change"),
        ("Norway said that Chad must return the ship.", "REQUEST", "yield"),
        ("Norway demanded a meeting with Chad.", "REQUEST", "meet"),
        ("Norway rejected Chad's proposal.", "REJECT", "change"),
        ("Norway refused to meet the envoy of Chad.", "REJECT", "meet"),
        ("Norway said it will not accept refugees from Chad.", "REJECT", "assist"),
        ("Norway and Chad failed to reach an agreement.", "REJECT", ""),
        ("Norway vowed to retaliate against Chad.", "THREATEN", "violence"),
        ("Norway threatened to break diplomatic relations with Chad.", "THREATEN", "relations"),
        ("Norway said it would boycott the vote.", "THREATEN", "restrict"),
        ("Norway may suspend aid if Chad closes the border.", "THREATEN", "relations"),
        ("Norway promised to send doctors to Chad.", "AGREE", ""),
        ("Norway and Chad agreed to open a bridge.", "AGREE", ""),
        ("Norway announced it will release forty prisoners.", "AGREE", ""),
        ("Norway is ready to help Chad.", "AGREE", ""),
        ("Norway and Chad signed a treaty.", "SUPPORT", ""),
        ("Norway praised the reforms of Chad.", "SUPPORT", ""),
        ("The king of Norway visited the president of Chad.", "CONSULT", "visit"),
        ("Norway mediated between Chad and Sudan.", "CONSULT", "third-party"),
        ("Norway extradited two suspects to Chad.", "COOPERATE", ""),
        ("Norway and Chad held joint exercises.", "COOPERATE", ""),
        ("Norway sent food aid to Chad.", "AID", ""),
        ("Norway lifted the curfew in the north.", "CONCEDE", ""),
        ("The prime minister of Norway resigned.", "RETREAT", "resign"),
        ("The rebels declared a ceasefire.", "RETREAT", "ceasefire"),
        ("Students demonstrated in Oslo.", "PROTEST", "demo"),
        ("Miners began a hunger strike.", "PROTEST", "hunger"),
        ("Norway deployed troops on the border.", "MOBILIZE", "troops"),
        ("Norway imposed sanctions on Chad.", "SANCTION", ""),
        ("Norway expelled two diplomats of Chad.", "SANCTION", "expel"),
        ("Norway suspended military aid to Chad.", "SANCTION", "discontinue"),
        ("Norway imposed a curfew in the north.", "COERCE", "curfew"),
        ("Norway banned the newspaper.", "COERCE", "censor"),
        ("Gunmen shot two judges.", "ASSAULT", "firearms"),
    ],
)
def test_the_act_of_a_sentence(text: str, event: str, mode: str) -> None:
    act = main(text)
    assert (act.event, act.mode) == (event, mode)


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        ("Norway accused Chad of arming the rebels.", ["Norway"], ["Chad"]),
        ("Chad was accused by Norway of arming the rebels.", ["Norway"], ["Chad"]),
        ("Norway said that Chad must return the ship.", ["Norway"], ["Chad"]),
        ("Norway urged Chad to release two pilots.", ["Norway"], ["Chad"]),
        ("Norway threatened to shell Chad.", ["Norway"], ["Chad"]),
        ("Norway called on Chad to hold elections.", ["Norway"], ["Chad"]),
        ("Norway rejected Chad's proposal.", ["Norway"], ["Chad's"]),
        ("Norway imposed sanctions on Chad.", ["Norway"], ["Chad"]),
        ("Norway threatened to break diplomatic relations with Chad.", ["Norway"], ["Chad"]),
        ("Norway and Chad agreed to open a bridge.", ["Norway", "Chad"], []),
        ("Talks between Norway and Chad began on Monday.", ["Norway", "Chad"], []),
    ],
)
def test_who_does_it_to_whom(text: str, actors: list[str], targets: list[str]) -> None:
    draft = main(text).draft
    assert ([p.text for p in draft.actors], [p.text for p in draft.targets]) == (actors, targets)


def test_a_pronoun_gives_the_name_that_it_stands_for() -> None:
    act = next(act for act in drafts("Norway closed the port. It accused Chad of piracy.") if act.event == "ACCUSE")
    assert [phrase.text for phrase in act.draft.actors] == ["Norway"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway urged Chad to sign the treaty.",
        "Norway refused to sign the treaty.",
        "Norway threatened to sign the treaty.",
    ],
)
def test_what_an_act_is_about_is_no_act_by_itself(text: str) -> None:
    assert "SUPPORT" not in events(text)


def test_what_did_not_happen_is_refused_or_nothing() -> None:
    assert main("Norway did not sign the treaty.").event == "REJECT"
    assert "ASSAULT" not in events("Norway did not attack the port.")


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is forty metres long.",
        "A flood destroyed nothing but the old mill.",
        "Norway said that the bridge would be long.",
        "Norway said that rain would fall.",
    ],
)
def test_what_nobody_does_to_anybody_is_no_promise_and_no_threat(text: str) -> None:
    assert not events(text) & {"AGREE", "THREATEN", "REQUEST", "REJECT"}


def test_of_who_reports_it_and_what_is_done_the_deed_is_nearest_to_the_top() -> None:
    assert main("Norway imposed sanctions on Chad, the minister said on Monday.").event == "SANCTION"


def test_the_evidence_holds_the_word_and_the_code_of_its_root() -> None:
    text = "Rain fell. Norway condemned the raid."
    act = main(text)
    assert act.cameo == "11"
    assert text[act.draft.trigger.begin : act.draft.trigger.end] == "condemned"
    assert act.draft.begin <= act.draft.trigger.begin < act.draft.end


@pytest.mark.parametrize(
    "text",
    [
        "The earthquake killed forty people in the valley.",
        "Forty people were killed in a train crash.",
        "Nine miners were killed by a fire in the shaft.",
        "A pipeline explosion woke the village.",
        "The typhoon destroyed two hundred houses.",
    ],
)
def test_disasters_and_accidents_are_nobodys_act(text: str) -> None:
    assert "ASSAULT" not in events(text)


def test_what_protesters_break_is_a_riot() -> None:
    act = main("Rioters burned two police cars in the port.")
    assert (act.event, act.mode) == ("PROTEST", "riot")
    assert main("Soldiers burned two police cars in the port.").event == "ASSAULT"


def test_a_deed_in_a_vehicle_is_still_somebodys() -> None:
    assert main("Gunmen killed forty people in a train.").event == "ASSAULT"
