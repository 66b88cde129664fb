"""What roles mean for a kind of claim: who acts and who is acted upon."""

from parses import ACTIVE, BETWEEN, CONTROL, LIGHT, LOST, PASSIVE, parsed

from casus.coding.reading import Hit
from casus.coding.roles import roles_of
from casus.coding.sides import sides
from casus.coding.triggers import Candidate
from casus.record import Kind


def told(rows: str, trigger: str, kind: Kind) -> tuple[list[str], list[str]]:
    sentence = parsed(rows)
    token = next(token for token in sentence.span if token.text == trigger)
    candidate = Candidate(kind, token, (token,), "verb" if token.pos_ == "VERB" else "noun", "")
    actors, targets = sides(kind, [Hit(candidate, roles_of(candidate), "happened")])
    return [token.text for token in actors], [token.text for token in targets]


def test_a_strike_has_a_doer_and_what_it_hits() -> None:
    assert told(ACTIVE, "bombed", "air_strike") == (["jets"], ["positions", "depots"])


def test_both_sides_of_a_clash_act() -> None:
    assert told(BETWEEN, "Clashes", "armed_clash") == (["soldiers", "rebels"], [])


def test_an_attack_on_somebody() -> None:
    assert told(LIGHT, "attack", "armed_clash") == (["Militants"], ["soldiers"])


def test_who_is_made_to_withdraw_withdraws() -> None:
    assert told(CONTROL, "withdraw", "withdrawal") == (["rebels"], [])


def test_who_loses_a_town_is_not_who_gains_it() -> None:
    assert told(LOST, "lost", "territory_gain") == (["soldiers"], ["Rebels"])


def test_a_captured_town_names_who_took_it() -> None:
    actors, _ = told(PASSIVE, "captured", "territory_gain")
    assert actors == ["rebels"]
