"""Which war an event is of: that of its country's pack, else that of its documents, else its country."""

from __future__ import annotations

from linking_values import claim, keyed, report

from casus.linking import link
from casus.linking.wars import homes, war_of

NEWS = report("a", "2016-03-05")


def home(*countries: str | None) -> dict[str, str]:
    return homes(claim(f"c{n}", NEWS, "shelling", "shells fell", country=code) for n, code in enumerate(countries))


def test_countries_of_one_pack_are_one_war() -> None:
    assert war_of([NEWS.key], "SY", {}) == war_of([NEWS.key], "IQ", {}) == "syria"


def test_a_country_without_a_pack_is_a_war_of_its_own() -> None:
    assert war_of([NEWS.key], "CH", {}) == "CH"


def test_a_document_is_chiefly_on_a_war_rather_than_on_a_single_country() -> None:
    assert home("GB", "GB", "SY") == {NEWS.key: "syria"}
    assert home("GB", None) == {NEWS.key: "GB"}
    assert home(None) == {}


def test_what_happens_abroad_is_of_the_war_that_its_report_is_on() -> None:
    assert war_of([NEWS.key], "GB", {NEWS.key: "syria"}) == "syria"
    assert war_of([NEWS.key], "SD", {NEWS.key: "syria"}) == "sudan"


def test_an_event_that_nothing_places_is_alone_with_its_document() -> None:
    assert war_of(["d2", "d1"], None, {}) == "in d1"


def test_rivals_of_two_wars_do_not_meet() -> None:
    """A gain and its denial at places of one name, in two countries far apart, are no contradiction."""
    here, there = report("h", "2016-03-02", "Herald"), report("t", "2016-03-02", "Times")
    gain = claim(
        "c1", here, "territory_gain", "rebels took Tall", by="rebels", at="Tall", country="SY", when="2016-03-01"
    )
    repulse = claim(
        "c2", there, "offensive", "guards repelled an attack of rebels", by="rebels", on="guards", at="Tall",
        country="UA", when="2016-03-01",
    )  # fmt: skip
    links = link([gain, repulse], keyed(here, there))
    assert [event.rival_ids for event in links.events] == [(), ()]
