"""Camps come from names, packs and acting together; campaigns are parted at launches and take in what is beside them."""

from datetime import date

import pytest
from linking_values import claim, keyed, report

from casus.linking import kin, link
from casus.linking.camps import one_camp
from casus.linking.titles import named_apart
from casus.record import Claim, Document, Interval, Links, Operation


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("YPG", "SDF", True),  # part and whole
        ("US-backed Kurdish forces", "SDF", True),  # the backer in the name is not looked up
        ("Russian army", "Syrian government", True),  # a state's forces stand for the state
        ("Rapid Support Forces", "RSF", True),  # two names of one side
        ("Turkey", "SDF", False),  # opponents
        ("Taliban", "SDF", False),  # two conflicts
    ],
)
def test_packs_tell_who_may_fight_in_one_camp(one: str, other: str, together: bool) -> None:
    assert one_camp(one, other) is together
    assert one_camp(other, one) is together


def test_a_source_is_the_body_that_it_names() -> None:
    assert kin.body_in("Human Rights Watch's Amal Deen") == kin.body_in("Human Rights Watch")
    assert kin.body_in("UN envoy Amal Deen") == kin.body_in("the United Nations")
    assert kin.body_in("a man who is near to them") is None, "IS is a name in capitals only"


def launch(claim_id: str, document: Document, when: str, **fields: object) -> Claim:
    given = {"by": "Northland", "on": "Hill Front", "at": "Sudan", "when": when, **fields}
    return claim(claim_id, document, "offensive", f"launched an offensive in the country ({claim_id})", **given)  # type: ignore[arg-type]


def operation_of(links: Links, claim_id: str) -> str | None:
    event = links.event_of[claim_id]
    return next((one.operation_id for one in links.operations if event in one.event_ids), None)


def two_launches() -> tuple[list[Claim], list[Document]]:
    """Two offensives of one side against another, a year apart, each told in three reports."""
    papers = [report(f"l{year}{n}", f"{year}-07-0{n}", f"Paper {year}{n}") for year in (2021, 2022) for n in (1, 2, 3)]
    rows = [launch(f"x{paper.id}", paper, f"{paper.id[1:5]}-06-15") for paper in papers]
    return rows, papers


def test_launches_a_year_apart_are_two_campaigns() -> None:
    rows, papers = two_launches()
    links = link(rows, keyed(*papers))
    assert operation_of(links, "xl20211") is not None
    assert operation_of(links, "xl20221") is not None
    assert operation_of(links, "xl20211") != operation_of(links, "xl20221")
    assert {one.name for one in links.operations} == {
        "Campaign of Northland against the Hill Front (June 2021)",
        "Campaign of Northland against the Hill Front (June 2022)",
    }


def test_what_one_side_does_to_the_other_beside_it_joins_the_campaign_of_its_days() -> None:
    rows, papers = two_launches()
    later = report("b", "2022-08-01", "Other paper")
    beside = [
        claim("b1", later, "deployment", "sent tanks", by="Northland", on="Hill Front", at="Sudan", when="2022-07-10"),
        claim("b2", later, "deployment", "a patrol boat came", by="Southland", on="Islanders", at="Sudan", when="2022-07-10"),
    ]  # fmt: skip
    links = link([*rows, *beside], keyed(*papers, later))
    assert operation_of(links, "b1") == operation_of(links, "xl20221")
    assert operation_of(links, "b2") is None


def test_nameless_sides_of_two_countries_fight_no_war_together() -> None:
    papers = [report(f"n{n}", f"2021-03-0{n}") for n in range(1, 7)]
    rows = [
        claim(f"n{n}", paper, "armed_clash", f"fought near post {n}", by="militants", on="security forces", at=place, country=code)
        for n, paper in enumerate(papers, 1)
        for place, code in [("Ruritania", "XK") if n % 2 else ("Sylvania", "XS")]
    ]  # fmt: skip
    links = link(rows, keyed(*papers))
    assert len(links.operations) == 2
    for operation in links.operations:
        countries = {event.country for event in links.events if event.event_id in operation.event_ids}
        assert len(countries) == 1


def test_a_threatened_offensive_is_an_operation_once_something_is_done_for_it() -> None:
    paper = report("p", "2021-03-02", "Herald")
    threat = claim(
        "p1", paper, "offensive", "will storm the town", by="Northland", on="Hill Front", at="Brod", country="XK", when="2021-03-09",
        status="planned",
    )  # fmt: skip
    talk = claim(
        "p2", paper, "displacement", "many would flee", on="civilians", at="Brod", country="XK", status="planned"
    )
    other = claim(
        "p3", paper, "offensive", "the general vowed to take it", by="Northland", at="Brod", country="XK", status="planned", source="general"
    )  # fmt: skip
    done = claim("p4", paper, "deployment", "massed tanks", by="Northland", at="Brod", country="XK", when="2021-03-01")
    assert link([threat, talk, other], keyed(paper)).operations == ()
    (operation,) = link([threat, talk, other, done], keyed(paper)).operations
    assert operation.name == "Planned offensive on Brod"


def test_a_plan_told_long_after_a_battle_is_no_part_of_it() -> None:
    news = report("q", "2021-03-02", "Herald")
    later = report("z", "2022-03-02", "Herald")
    sides = {"by": "Northland", "on": "Hill Front", "at": "Brod", "country": "XK"}
    fought = [
        claim("q1", news, "offensive", "stormed the town", when="2021-03-01", **sides),  # type: ignore[arg-type]
        claim("q2", news, "armed_clash", "street fights", when="2021-03-01", **sides),  # type: ignore[arg-type]
        claim("q3", news, "siege", "closed the roads", when="2021-03-01", **sides),  # type: ignore[arg-type]
    ]
    plan = claim("z1", later, "offensive", "threatens to come again", status="planned", **sides)  # type: ignore[arg-type]
    links = link([*fought, plan], keyed(news, later))
    assert operation_of(links, "q1") is not None
    assert operation_of(links, "z1") is None


def test_the_launch_of_a_wider_offensive_in_its_days_is_the_battle() -> None:
    news = report("q", "2021-03-02", "Herald")
    back = report("z", "2022-03-02", "Courier")
    sides = {"by": "Northland", "on": "Hill Front", "country": "XK"}
    fought = [
        claim("q1", news, "offensive", "stormed the town", at="Brod", when="2021-03-01", **sides),  # type: ignore[arg-type]
        claim("q2", news, "armed_clash", "street fights", at="Brod", when="2021-03-01", **sides),  # type: ignore[arg-type]
        claim("q3", news, "siege", "closed the roads", at="Brod", when="2021-03-01", **sides),  # type: ignore[arg-type]
    ]
    then = claim(
        "z1",
        back,
        "offensive",
        "its invasion of the north last year",
        at="northern state",
        when=("2021-01-01", "2021-12-31"),
        **sides,
    )  # type: ignore[arg-type]
    other = claim(
        "z2",
        back,
        "offensive",
        "in May it invaded the south",
        at="southern state",
        when=("2021-05-20", "2021-05-31"),
        **sides,
    )  # type: ignore[arg-type]
    links = link([*fought, then, other], keyed(news, back))
    assert operation_of(links, "z1") == operation_of(links, "q1")
    assert operation_of(links, "z2") is None


def test_a_force_that_pulls_out_of_a_country_leaves_its_towns_too() -> None:
    papers = [report(f"w{n}", f"2021-03-0{n}", f"Paper {n}") for n in range(1, 4)]
    rows = [
        claim(paper.id, paper, "withdrawal", "will pull its troops out", by="Northland", at="Sudan", status="planned")
        for paper in papers
    ]
    town = claim("t", papers[0], "withdrawal", "left the base at Brod", by="Northland", at="Brod", when="2021-03-01")
    links = link([*rows, town], keyed(*papers))
    assert operation_of(links, "t") == operation_of(links, "w1") is not None
    assert links.operations[0].name == "Withdrawal of Northland from Sudan"


def test_operations_of_one_name_are_told_apart_by_their_month() -> None:
    days = [Interval(date(2017, 9, 12), None), Interval(date(2018, 1, 3), None)]
    made = named_apart([Operation(f"o{n}", "Battle of Brod", (), day) for n, day in enumerate(days)])
    assert [one.name for one in made] == ["Battle of Brod (September 2017)", "Battle of Brod (January 2018)"]
    assert named_apart([Operation("o", "Battle of Brod", ())])[0].name == "Battle of Brod"
