"""Who a trigger's clause gives as doer and sufferer, construction by construction."""

import pytest
from parses import ACTIVE, CAPTIVE, CONTROL, FOUND, LIGHT, NOMINAL, PASSIVE, RELATIVE, parsed

from casus.coding.roles import is_passive, roles_of
from casus.coding.triggers import Candidate
from casus.record import Kind


def roles(rows: str, trigger: str, kind: Kind = "armed_clash") -> tuple[list[str], list[str], list[tuple[str, str]]]:
    sentence = parsed(rows)
    token = next(token for token in sentence.span if token.text == trigger)
    found = roles_of(Candidate(kind, token, (token,), "verb" if token.pos_ == "VERB" else "noun", ""))
    return (
        [token.text for token in found.doers],
        [token.text for token in found.sufferers],
        [(case, token.text) for case, token in found.obliques],
    )


@pytest.mark.parametrize(
    ("rows", "trigger", "doers", "sufferers"),
    [
        (ACTIVE, "bombed", ["jets"], ["positions", "depots"]),
        (PASSIVE, "captured", ["rebels"], ["town"]),
        (RELATIVE, "captured", ["rebels"], ["Villages"]),
        (CONTROL, "withdraw", ["rebels"], []),
    ],
    ids=["active", "passive", "relative clause", "object control"],
)
def test_roles_of_a_verb(rows: str, trigger: str, doers: list[str], sufferers: list[str]) -> None:
    assert roles(rows, trigger)[:2] == (doers, sufferers)


def test_a_nominalisation_has_its_doer_before_it(  # "Russian strikes on rebels"
) -> None:
    doers, _, obliques = roles(NOMINAL, "strikes", "air_strike")
    assert doers == ["Russian"]
    assert ("on", "rebels") in obliques


def test_a_light_verb_lends_its_subject() -> None:
    doers, _, obliques = roles(LIGHT, "attack")
    assert doers == ["Militants"]
    assert ("on", "soldiers") in obliques


def test_a_passive_is_told_by_its_auxiliary() -> None:
    assert is_passive(parsed(PASSIVE).span[3])
    assert not is_passive(parsed(ACTIVE).span[2])


def test_a_participle_goes_on_with_the_passive_before_it() -> None:
    """ "Looters had fled but were found and arrested": the row hangs on its first verb, which is none."""
    assert roles(FOUND, "arrested", "detention")[:2] == ([], ["Looters"])
    assert not is_passive(parsed(FOUND).span[2])


def test_who_is_held_hostage_holds_nobody() -> None:
    assert roles(CAPTIVE, "held", "abduction")[:2] == ([], ["Guards"])
