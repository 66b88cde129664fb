"""The table of kinds covers every kind and says clearly what is wrong with a broken one."""

from importlib.resources import files
from pathlib import Path

import pytest

from casus.coding.kind_rules import Facts, Rule
from casus.coding.kind_sentences import sentences_around
from casus.coding.kinds import (
    KindTable,
    KindTableError,
    layered_table,
    mapping,
    read_table,
    table,
)
from casus.record import KINDS, Claim, Kind

PACKAGED = (files("casus.coding") / "kinds.toml").read_text(encoding="utf-8")


def layered(over: str) -> KindTable:
    return read_table(PACKAGED, over)


def sub_event(
    kind: Kind, text: str, actor_kinds: tuple[str, ...] = (), actors: tuple[str, ...] = (), trigger: str = ""
) -> str:
    claim = Claim("c1", "d1", kind, 0, len(text), text, actors=actors, trigger=trigger)
    return mapping(claim, actor_kinds).acled_sub_event_type


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


@pytest.mark.parametrize(
    ("kind", "text", "sub"),
    [
        ("explosive_device", "Two men threw a hand grenade into the bar", "Grenade"),
        ("explosive_device", "Sappers found and defused a mine near the well", "Disrupted weapons use"),
        (
            "explosive_device",
            "A mine went off and killed two sappers who had found it",
            "Remote explosive/landmine/IED",
        ),
        ("protest", "Hundreds marched through the port in silence", "Peaceful protest"),
        ("protest", "Police fired tear gas to disperse the marchers", "Protest with intervention"),
        ("protest", "Soldiers opened fire on the marchers with live rounds", "Excessive force against protesters"),
        ("protest", "Students hurled stones at the ministry during the march", "Violent demonstration"),
        ("protest", "A mob attacked traders from the next valley", "Mob violence"),
        ("protest", "Hundreds marched against the attack on the mosque", "Peaceful protest"),
        ("protest", "Hundreds marched to demand justice for a boy killed by police", "Peaceful protest"),
        ("protest", "A march against the new tax turned violent", "Violent demonstration"),
        ("protest", "Police used tear gas to disperse a march against the killing", "Protest with intervention"),
        ("detention", "Forty people were detained at the march", "Protest with intervention"),
        ("detention", "Forty people were detained at the border", "Arrests"),
        ("attack_on_civilians", "Gunmen raped four women on the road", "Sexual violence"),
        ("attack_on_civilians", "Gunmen shot a miller", "Attack"),
        ("deployment", "The army set up an observation post on the ridge", "Headquarters or base established"),
        ("deployment", "The army sent two battalions to the ridge", "Change to group/activity"),
        ("territory_gain", "Rebels entered the village without a fight", "Non-violent transfer of territory"),
        ("shelling", "Air defences intercepted two missiles over the port", "Disrupted weapons use"),
        ("shelling", "Two missiles were intercepted and a third killed nine", "Shelling/artillery/missile attack"),
        ("surrender", "Forty fighters defected to the army", "Change to group/activity"),
    ],
)
def test_the_words_around_a_claim_decide_its_sub_event(kind: Kind, text: str, sub: str) -> None:
    assert sub_event(kind, text) == sub


@pytest.mark.parametrize(
    ("kinds", "names", "sub"),
    [
        (("state_forces",), (), "Government regains territory"),
        (("foreign_state",), ("the army",), "Non-state actor overtakes territory"),
        (("jihadist",), (), "Non-state actor overtakes territory"),
        ((), ("the Valley's army",), "Government regains territory"),
        ((), ("valley rebels",), "Non-state actor overtakes territory"),
        ((), (), "Non-state actor overtakes territory"),
    ],
)
def test_who_takes_ground_decides_what_it_is_called(kinds: tuple[str, ...], names: tuple[str, ...], sub: str) -> None:
    assert sub_event("territory_gain", "They took the mill", kinds, names) == sub


def test_violence_is_state_based_with_a_state_on_one_side_and_non_state_between_known_others() -> None:
    clash = Claim("c1", "d1", "armed_clash", 0, 5, "clash")
    assert mapping(clash, ("rebel",), ("state_forces",)).ucdp == "state-based"
    assert mapping(clash, ("rebel",), ("jihadist",)).ucdp == "non-state"
    assert mapping(clash, ("rebel", "jihadist")).ucdp == "non-state"
    assert mapping(clash, ("rebel",)).ucdp == ""
    assert mapping(Claim("c1", "d1", "attack_on_civilians", 0, 5, "killed"), ("rebel",)).ucdp == "one-sided"


def test_rules_see_the_sentence_around_the_evidence_and_no_other() -> None:
    text = "They marched on Monday. Police used tear gas at the bridge. Rain fell."
    begin = text.index("Police")
    assert sentences_around(text, begin, begin + 6) == "Police used tear gas at the bridge."
    claim = Claim("c1", "d1", "protest", 0, 12, "They marched")
    assert mapping(claim, text=text).acled_sub_event_type == "Peaceful protest"


def test_a_layer_adds_words_takes_words_away_and_changes_codes() -> None:
    over = """
        [classes]
        raft = ["raft", "barge"]
        [[kind]]
        name = "siege"
        verbs = ["starve out"]
        always = ["starve out"]
        without = ["trap"]
        when = [{ words = ["moor"], near = ["@raft"] }]
        acled = ["Battles", "Armed clash"]
        cameo = "17"
    """
    before, after = table().kinds["siege"], layered(over).kinds["siege"]
    assert set(after.verbs) - set(before.verbs) == {"starve out"}
    assert set(before.verbs) - set(after.verbs) == {"trap"}
    assert after.always == {"starve out"}
    assert after.when[-1].near == ("raft", "barge")
    assert (after.acled, after.cameo, after.plover) == (("Battles", "Armed clash"), "17", before.plover)
    assert table().kinds["siege"] is before


def test_rules_of_a_layer_go_before_those_of_the_package() -> None:
    over = """
        [[kind]]
        name = "protest"
        [[kind.rule]]
        words = ["tear gas"]
        acled = ["Riots", "Mob violence"]
    """
    text = "Police used tear gas to disperse the march"
    claim = Claim("c1", "d1", "protest", 0, len(text), text)
    assert mapping(claim, kinds=layered(over)).acled_sub_event_type == "Mob violence"
    assert mapping(claim).acled_sub_event_type == "Protest with intervention"


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ("[[kind]", "not valid TOML"),
        ("[[sort]]\nname = 'siege'", "unknown table 'sort'"),
        ("[[kind]]\nname = 'picnic'", "'picnic': is not a known kind"),
        ("[[kind]]\nname = 'siege'\nroles = 'mutual'", "unknown field 'roles'"),
        ("[[kind]]\nname = 'siege'\nverbs = 'trap'", "verbs must be a list of words"),
        ("[[kind]]\nname = 'siege'\nsure = ['moor']", "sure words that are not among its words: moor"),
        ("[[kind]]\nname = 'siege'\nverbs = ['@raft']", "there is no class @raft"),
        ("[[kind]]\nname = 'siege'\nacled = ['Battles', 'Siege']", "acled .* is not an event type"),
        ("[[kind]]\nname = 'siege'\nplover = ['ASSAULT', 'boredom']", "ASSAULT has no mode 'boredom'"),
        ("[[kind]]\nname = 'siege'\ncameo = '99'", "cameo '99' is not a root code"),
        ("[[kind]]\nname = 'siege'\nucdp = 'war'", "ucdp 'war' is not one of"),
        ("[[kind]]\nname = 'siege'\n[[kind.rule]]\ncameo = '19'", "asks for nothing"),
        ("[[kind]]\nname = 'siege'\n[[kind.rule]]\nwords = ['wall']", "gives nothing"),
        ("[[kind]]\nname = 'siege'\n[[kind.rule]]\nwrds = ['wall']\ncameo = '19'", "unknown field 'wrds'"),
    ],
)
def test_a_wrong_layer_is_told_in_one_line(over: str, said: str) -> None:
    with pytest.raises(KindTableError, match=said) as error:
        layered(over)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KindTableError, match=r"nowhere\.toml: cannot be read"):
        layered_table(tmp_path / "nowhere.toml")


@pytest.mark.parametrize(
    ("phrase", "text", "is_there"),
    [
        ("bomb*", "Two BOMBINGS were reported", True),
        ("bomb*", "A firebomb was thrown", False),
        ("car bomb*", "a car-bombing", True),
        ("car bomb*", "a car and a bomb", False),
        ("cross-border", "a Cross-border raid", True),
        ("cross-border", "a border crossed", False),
        ("at*", "an attack", True),
        ("shell*", "\u017fhells fell", True),  # a long s, which patterns take for an s
        ("kill", "the killer fled", False),
    ],
)
def test_a_rule_finds_words_and_phrases_as_whole_words_in_any_case(phrase: str, text: str, is_there: bool) -> None:
    assert Rule(words=("tear gas", phrase)).holds(Facts(text=text)) is is_there
