"""Tolls keep parts and wholes apart; control says who is said to hold what since when."""

from dataclasses import replace

from linking_values import claim, keyed, report

from casus.linking import link
from casus.linking.tolls import incidents
from casus.record import Count

MONDAY = report("m", "2024-06-03", "Herald")
FRIDAY = report("f", "2024-06-07", "Courier")
MONITOR = {"source": "Sudan War Monitor", "source_type": "monitor", "aggregate": True}


def test_civilians_are_a_part_of_all_the_dead() -> None:
    row = claim("a", MONDAY, "casualty_report", "84 people, among them 30 civilians", at="El Obeid", when=("2024-06-01", "2024-06-03"),
                counts={"killed": (84, 84), "killed_civilians": (30, 30)}, **MONITOR)  # fmt: skip
    links = link([row], keyed(MONDAY))
    (toll,) = links.tolls
    assert (toll.number.what, toll.number.min) == ("killed", 84)
    assert [(part.what, part.min) for part in toll.parts] == [("killed_civilians", 30)]
    (event,) = links.events
    assert {number.what: number.part_of for number in event.numbers} == {"killed": None, "killed_civilians": "killed"}


def test_a_part_told_again_beside_its_whole_is_no_second_toll() -> None:
    span = {"at": "El Obeid", "when": ("2024-06-01", "2024-06-03")}
    rows = [
        claim("a", MONDAY, "casualty_report", "84 people were killed", counts={"killed": (84, 84)}, **span, **MONITOR),
        claim("b", MONDAY, "air_strike", "30 civilians, most of them in air strikes", by="Sudanese army", on="civilians",
              counts={"killed_civilians": (30, 30)}, **span, **MONITOR),
    ]  # fmt: skip
    (toll,) = link(rows, keyed(MONDAY)).tolls
    assert [(part.what, part.min) for part in toll.parts] == [("killed_civilians", 30)]


def test_fighters_and_civilians_side_by_side_are_two_tolls() -> None:
    row = claim("a", MONDAY, "casualty_report", "4,000 fighters and one civilian", at="El Obeid",
                counts={"killed_civilians": (1, 1), "killed_combatants": (4000, 4000)}, **MONITOR)  # fmt: skip
    assert sorted(toll.number.what for toll in link([row], keyed(MONDAY)).tolls) == [
        "killed_civilians",
        "killed_combatants",
    ]


def test_a_later_larger_total_of_the_same_source_replaces_the_earlier() -> None:
    def total(claim_id: str, document: object, until: str, killed: int) -> object:
        return claim(claim_id, document, "casualty_report", f"{killed} people killed", at="El Obeid", when=("2024-06-01", until),
                     counts={"killed": (killed, killed)}, **MONITOR)  # type: ignore[arg-type]  # fmt: skip

    early, late = link(
        [total("a", MONDAY, "2024-06-03", 84), total("b", FRIDAY, "2024-06-07", 130)], keyed(MONDAY, FRIDAY)
    ).tolls  # type: ignore[list-item]
    assert early.superseded_by == late.toll_id
    assert late.superseded_by is None


def test_a_number_that_one_claim_tells_twice_is_one_toll() -> None:
    row = claim("a", MONDAY, "casualty_report", "hundreds and hundreds were held", at="El Obeid", **MONITOR)
    twice = replace(row, counts=(Count("detained", 200, 999, 0, 8), Count("detained", 200, 999, 13, 21)))
    (toll,) = link([twice], keyed(MONDAY)).tolls
    assert (toll.number.what, toll.number.min, toll.superseded_by) == ("detained", 200, None)


def test_another_source_replaces_nothing() -> None:
    rows = [
        claim("a", MONDAY, "casualty_report", "84 killed", at="El Obeid", counts={"killed": (84, 84)}, aggregate=True, source="army"),
        claim("b", FRIDAY, "casualty_report", "130 killed", at="El Obeid", counts={"killed": (130, 130)}, **MONITOR),
    ]  # fmt: skip
    assert all(toll.superseded_by is None for toll in link(rows, keyed(MONDAY, FRIDAY)).tolls)


def test_a_single_incident_is_no_toll() -> None:
    row = claim("a", MONDAY, "air_strike", "killed 12", at="El Obeid", counts={"killed": (12, 12)}, when="2024-06-02")
    links = link([row], keyed(MONDAY))
    assert links.tolls == ()


def test_only_events_that_no_toll_sums_are_added_up() -> None:
    rows = [
        claim("a", MONDAY, "air_strike", "killed 12", at="El Obeid", counts={"killed": (12, 12)}, when="2024-06-02"),
        claim(
            "b",
            MONDAY,
            "casualty_report",
            "84 people were killed",
            at="El Obeid",
            counts={"killed": (84, 84)},
            **MONITOR,
        ),
    ]
    links = link(rows, keyed(MONDAY))
    assert [event.claim_ids for event in incidents(links)] == [("a",)]


def gain(claim_id: str, document: object, by: str, on: str, when: str, **fields: object) -> object:
    return claim(
        claim_id, document, "territory_gain", f"{by} took the town", by=by, on=on, at="El Obeid", when=when, **fields
    )  # type: ignore[arg-type]


def test_a_place_changes_hands() -> None:
    rows = [
        gain("a", MONDAY, "RSF", "Sudanese army", "2024-06-01"),
        gain("b", FRIDAY, "Sudanese army", "RSF", "2024-06-06"),
    ]
    first, second = link(rows, keyed(MONDAY, FRIDAY)).controls  # type: ignore[arg-type]
    assert (first.holder, first.lost_by) == ("RSF", ("Sudanese army",))
    assert first.until == second.since
    assert (second.holder, second.until) == ("Sudanese army", None)


def test_a_gain_without_a_date_ends_no_spell() -> None:
    rows = [
        gain("a", MONDAY, "RSF", "Sudanese army", "2024-06-01"),
        claim("b", FRIDAY, "territory_gain", "had held the town", by="Sudanese army", on="RSF", at="El Obeid"),
    ]
    spells = link(rows, keyed(MONDAY, FRIDAY)).controls  # type: ignore[arg-type]
    assert {spell.holder: spell.until for spell in spells} == {"RSF": None, "Sudanese army": None}


def test_a_withdrawal_ends_control() -> None:
    rows = [
        gain("a", MONDAY, "RSF", "Sudanese army", "2024-06-01"),
        claim("b", FRIDAY, "withdrawal", "pulled out of the town", by="RSF", at="El Obeid", when="2024-06-05"),
    ]
    (spell,) = link(rows, keyed(MONDAY, FRIDAY)).controls  # type: ignore[arg-type]
    assert spell.until is not None
    assert str(spell.until.start) == "2024-06-05"


def test_a_contested_gain_says_who_contests_it_and_ends_nothing() -> None:
    rows = [
        gain("a", MONDAY, "Sudanese army", "RSF", "2024-05-20"),
        gain("b", FRIDAY, "RSF", "Sudanese army", "2024-06-06", source="Sudan War Monitor"),
        claim("c", FRIDAY, "armed_clash", "repelled the assault", by="Sudanese army", on="RSF", at="El Obeid", when="2024-06-06",
              source="Sudanese army", source_type="belligerent"),
    ]  # fmt: skip
    held, entered = link(rows, keyed(MONDAY, FRIDAY)).controls  # type: ignore[arg-type]
    assert (held.holder, held.until) == ("Sudanese army", None)
    assert (entered.holder, entered.contested_by) == ("RSF", ("c",))


def test_nobody_holds_a_wide_area_or_a_number_of_villages() -> None:
    rows = [
        claim("a", MONDAY, "territory_gain", "took most of the country", by="RSF", at="Sudan"),
        claim("b", MONDAY, "territory_gain", "took 16 villages", by="RSF", at="El Obeid", counts={"places": (16, 16)}),
    ]
    assert link(rows, keyed(MONDAY)).controls == ()
