"""Events that belong together form an operation; background events do not."""

from linking_values import claim, keyed, report

from casus.linking import link
from casus.record import Claim, Document, Links

FIRST = report("d1", "2024-06-04", "Herald")
SECOND = report("d2", "2024-06-06", "Courier")


def battle(document: Document, prefix: str) -> list[Claim]:
    """What one report tells of the fight for El Obeid, with some background."""
    sides = {"by": "RSF", "on": "Sudanese army"}
    return [
        claim(f"{prefix}1", document, "offensive", "launched an offensive on El Obeid on Monday", at="El Obeid", when="2024-06-03", **sides),
        claim(f"{prefix}2", document, "armed_clash", "heavy fighting at the airport of El Obeid", at="El Obeid", **sides),
        claim(f"{prefix}3", document, "displacement", "families fled", on="civilians", at="El Obeid", when=("2024-06-03", "2024-06-04")),
        claim(f"{prefix}4", document, "casualty_report", "the fighting has killed 30 people", at="central Sudan",
              when=("2024-06-03", "2024-06-04"), counts={"killed": (30, 30)}, aggregate=True),
        claim(f"{prefix}5", document, "agreement", "a truce signed elsewhere", by=("Israel", "Hezbollah"), at="Lebanon", country="LB",
              when="2024-06-03"),
        claim(f"{prefix}6", document, "protest", "the 2019 protests against the government", on="Sudanese government", at="Sudan",
              when=("2019-01-01", "2019-12-31")),
        claim(f"{prefix}7", document, "offensive", "a campaign in Blue Nile in 2016", by="Sudanese army", at="Blue Nile",
              when=("2016-01-01", "2016-03-31")),
    ]  # fmt: skip


def members(links: Links, operation_id: str) -> set[str]:
    events = {event.event_id for event in links.events if event.operation_id == operation_id}
    return {claim_id for claim_id, event in links.event_of.items() if event in events}


def test_an_offensive_gathers_its_events_and_leaves_background_alone() -> None:
    links = link(battle(FIRST, "a"), keyed(FIRST))
    (operation,) = links.operations
    assert operation.name == "Offensive on El Obeid"
    assert members(links, operation.operation_id) == {"a1", "a2", "a3", "a4"}
    assert {frozenset(side) for side in operation.sides} == {frozenset({"RSF"}), frozenset({"Sudanese army"})}
    assert operation.country == "SD"


def test_two_reports_of_one_offensive_make_one_operation() -> None:
    links = link(battle(FIRST, "a") + battle(SECOND, "b"), keyed(FIRST, SECOND))
    (operation,) = [one for one in links.operations if one.name == "Offensive on El Obeid"]
    assert {"a1", "b1", "a2", "b2"} <= members(links, operation.operation_id)
    assert links.event_of["a1"] == links.event_of["b1"]


def test_fights_at_one_place_at_once_are_one_battle_under_whatever_names() -> None:
    other = {"by": "joint force", "on": "militiamen", "at": "El Obeid"}

    def operations(day: str) -> int:
        told = [
            claim("c1", SECOND, "armed_clash", "shots in the market", when=day, **other),
            claim("c2", SECOND, "territory_gain", "took the market", when=day, **other),
            claim("c3", SECOND, "siege", "closed the roads", when=day, **other),
        ]
        return len(link(battle(FIRST, "a") + told, keyed(FIRST, SECOND)).operations)

    assert operations("2024-06-05") == 1
    assert operations("2024-06-06") == 2


def test_a_long_pause_parts_two_battles_at_one_place() -> None:
    later = report("d3", "2025-02-11")
    sides = {"by": "Sudanese army", "on": "RSF", "at": "El Obeid"}
    second = [
        claim("c1", later, "territory_gain", "retook the airport", when="2025-02-09", **sides),
        claim("c2", later, "armed_clash", "street battles went on", when="2025-02-10", **sides),
        claim("c3", later, "siege", "encircled the last fighters", when="2025-02-10", **sides),
    ]
    links = link(battle(FIRST, "a") + second, keyed(FIRST, later))
    assert len(links.operations) == 2
    assert len({event.operation_id for event in links.events if event.event_id == links.event_of["c1"]}) == 1


def test_single_background_events_make_no_operation() -> None:
    rows = [
        claim("a", FIRST, "offensive", "an offensive in 2016", by="Sudanese army", on="rebels", at="Kadugli", when=("2016-01-01", "2016-12-31")),
        claim("b", FIRST, "territory_gain", "the town fell", by="rebels", on="Sudanese army", at="Kadugli", when="2011-06-05"),
        claim("c", FIRST, "deployment", "peacekeepers were sent", by="Ethiopia", at="Abyei", when=("2011-06-01", "2011-06-30")),
    ]  # fmt: skip
    assert link(rows, keyed(FIRST)).operations == ()


def test_a_claim_without_a_place_belongs_where_its_report_chiefly_is() -> None:
    rows = [
        *battle(FIRST, "a"),
        claim("x", FIRST, "shelling", "shells fell all night", by="RSF", on="Sudanese army", when="2024-06-04"),
    ]
    links = link(rows, keyed(FIRST))
    (operation,) = links.operations
    assert "x" in members(links, operation.operation_id)


def test_a_war_over_a_wide_area_known_to_many_reports_is_a_campaign() -> None:
    papers = [report(f"w{number}", f"2023-0{number}-10") for number in range(1, 5)]
    rows = [
        claim(f"w{number}", paper, "armed_clash", "the insurgency that it has fought for four decades", by="Turkey", on="PKK", at="Turkey",
              country="TR", aggregate=True)
        for number, paper in enumerate(papers)
    ]  # fmt: skip
    links = link(rows, keyed(*papers))
    (operation,) = links.operations
    assert operation.name == "Campaign of Turkey against the PKK"


def in_darfur(document: Document, name: str, **fields: object) -> Claim:
    """News of a fight that names only a region."""
    given = {
        "at": "western Sudan",
        "precision": "region",
        "by": "RSF",
        "on": "Sudanese army",
        "when": "2024-05-20",
    } | fields
    return claim(name, document, "armed_clash", "the two sides fought on Monday in the west", **given)  # type: ignore[arg-type]


def test_news_of_a_fight_in_a_region_joins_the_one_battle_that_it_can_be_part_of() -> None:
    third = report("d3", "2024-05-21", "Gazette")
    links = link([*battle(FIRST, "a"), in_darfur(third, "w1")], keyed(FIRST, third))
    (operation,) = links.operations
    assert "w1" in members(links, operation.operation_id)


def test_it_joins_none_with_other_sides_or_after_a_long_pause() -> None:
    third = report("d3", "2024-05-21", "Gazette")
    earlier = report("d4", "2023-11-02", "Gazette")
    others = [in_darfur(third, "w1", on="SPLM-N"), in_darfur(earlier, "w2", when="2023-11-01")]
    links = link([*battle(FIRST, "a"), *others], keyed(FIRST, third, earlier))
    (operation,) = [one for one in links.operations if one.name == "Offensive on El Obeid"]
    assert not {"w1", "w2"} & members(links, operation.operation_id)
