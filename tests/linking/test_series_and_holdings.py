"""Toll series tell earlier totals and what a total includes; holdings tell who is said to hold what on one day."""

from datetime import date

from linking_values import claim, keyed, report

from casus.linking import link
from casus.linking.control import Holding, holdings
from casus.linking.numbers import largest, reconcile
from casus.linking.origins import origin_of
from casus.linking.series import Series, earlier, toll_series
from casus.record import Claim, Count, Document

MONDAY = report("m", "2024-06-03", "Herald")
FRIDAY = report("f", "2024-06-07", "Courier")
MONITOR = {"source": "Sudan War Monitor", "source_type": "monitor", "aggregate": True}


WORDS = {
    "inside": "bombs fell on a cattle market",
    "after": "jets struck the water works",
    "elsewhere": "a drone destroyed two lorries",
    "unhurt": "rockets wounded three pupils in their classroom",
}


def series_of(claims: list[Claim], *documents: Document) -> list[Series]:
    told = {one.claim_id: next(d.date.day for d in documents if d.key == one.document) for one in claims}
    return toll_series(link(claims, keyed(*documents)), told)


def total(claim_id: str, document: Document, until: str, killed: int, **fields: object) -> Claim:
    given = {
        "at": "El Obeid",
        "when": ("2024-06-01", until),
        "counts": {"killed": (killed, killed)},
        **MONITOR,
        **fields,
    }
    return claim(claim_id, document, "casualty_report", f"{killed} people were killed", **given)  # type: ignore[arg-type]


def test_the_totals_of_one_source_are_one_series_whose_last_stands() -> None:
    (one,) = series_of([total("a", MONDAY, "2024-06-03", 84), total("b", FRIDAY, "2024-06-07", 130)], MONDAY, FRIDAY)
    assert [toll.claim_id for toll in one.tolls] == ["a", "b"]
    assert one.last.number.min == 130
    assert [toll.number.min for toll in earlier(one)] == [84]
    assert one.people == "all sides"


def test_sources_and_classes_of_people_are_series_of_their_own() -> None:
    rows = [
        total("a", MONDAY, "2024-06-03", 84),
        total("b", MONDAY, "2024-06-03", 60, source="army", source_type="belligerent"),
        total("c", FRIDAY, "2024-06-07", 9, on="RSF", counts={"killed_combatants": (9, 9)}),
        claim("d", FRIDAY, "surrender", "gave up", by="RSF", on="Sudanese army", at="El Obeid", counts={"surrendered": (5, 5)}, aggregate=True),
    ]  # fmt: skip
    found = {(one.people, one.last.source) for one in series_of(rows, MONDAY, FRIDAY)}
    assert found == {("all sides", "Sudan War Monitor"), ("all sides", "army"), ("fighters", "Sudan War Monitor"), ("RSF", None)}  # fmt: skip


def test_a_total_includes_the_events_of_its_place_and_days_and_no_others() -> None:
    def strike(claim_id: str, when: str, at: str = "El Obeid", **fields: object) -> Claim:
        given = {"by": "Sudanese army", "counts": {"killed": (7, 7)}, **fields}
        return claim(claim_id, FRIDAY, "air_strike", WORDS[claim_id], at=at, when=when, **given)  # type: ignore[arg-type]

    rows = [
        total("a", FRIDAY, "2024-06-04", 84),
        strike("inside", "2024-06-02"),
        strike("after", "2024-06-06"),
        strike("elsewhere", "2024-06-02", at="Nyala"),
        strike("unhurt", "2024-06-03", counts={"wounded": (3, 3)}),
    ]
    (one,) = series_of(rows, FRIDAY)
    assert [event.claim_ids for event in one.includes] == [("inside",)]


def test_of_several_counts_of_one_thing_in_a_claim_the_largest_counts() -> None:
    counts = [Count("detained", 700, 700), Count("detained", 1500, 1500), Count("killed", None, None)]
    assert largest(counts) == [Count("detained", 1500, 1500)]


def test_a_larger_total_of_another_origin_replaces_one_of_the_same_people_and_beginning_only() -> None:
    documents = keyed(MONDAY, FRIDAY)
    published = {document.key: document.date.day for document in documents.values()}
    early = total("a", MONDAY, "2024-06-03", 10, on="civilians", source="a doctor")

    def low(**fields: object) -> int | None:
        both = [early, total("b", FRIDAY, "2024-06-07", 130, **{"on": "civilians", **fields})]
        origins = {one.claim_id: origin_of(one, documents) for one in both}
        return reconcile(both, origins, published)[0].low

    assert low() == 130
    assert low(when=("2024-05-01", "2024-06-07")) == 10
    assert low(on="RSF") == 10
    assert low(aggregate=False) == 10


def gain(claim_id: str, document: Document, by: str, on: str, when: object, **fields: object) -> Claim:
    given = {"at": "El Obeid", **fields}
    return claim(claim_id, document, "territory_gain", f"{by} took the town", by=by, on=on, when=when, **given)  # type: ignore[arg-type]


def on(day: str, *claims: Claim) -> list[Holding]:
    return holdings(link(claims, keyed(MONDAY, FRIDAY)).controls, date.fromisoformat(day))


def told(held: list[Holding]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.place, one.standing, tuple(spell.holder for spell in one.spells)) for one in held]


def test_a_place_has_its_holder_of_the_day() -> None:
    rows = [
        gain("a", MONDAY, "RSF", "Sudanese army", "2024-06-01"),
        gain("b", FRIDAY, "Sudanese army", "RSF", "2024-06-06"),
    ]
    assert told(on("2024-05-31", *rows)) == []
    assert told(on("2024-06-01", *rows)) == [("El Obeid", "held", ("RSF",))]
    assert told(on("2024-06-05", *rows)) == [("El Obeid", "held", ("RSF",))]
    assert told(on("2024-06-06", *rows)) == [("El Obeid", "held", ("Sudanese army",))]


def test_within_the_days_of_a_change_both_are_shown() -> None:
    rows = [
        gain("a", MONDAY, "RSF", "Sudanese army", "2024-05-01"),
        gain("b", FRIDAY, "Sudanese army", "RSF", ("2024-06-04", "2024-06-06")),
    ]
    assert told(on("2024-06-05", *rows)) == [("El Obeid", "changing", ("Sudanese army", "RSF"))]
    assert told(on("2024-06-07", *rows)) == [("El Obeid", "held", ("Sudanese army",))]


def test_a_disputed_gain_is_contested_beside_the_holder_before() -> None:
    rows = [
        gain("a", MONDAY, "Sudanese army", "RSF", "2024-05-20"),
        gain("b", FRIDAY, "RSF", "Sudanese army", "2024-06-06", source="Sudan War Monitor"),
        claim("c", FRIDAY, "armed_clash", "repelled the assault", by="Sudanese army", on="RSF", at="El Obeid", when="2024-06-06",
              source="Sudanese army", source_type="belligerent"),
    ]  # fmt: skip
    assert told(on("2024-06-07", *rows)) == [("El Obeid", "contested", ("RSF", "Sudanese army"))]


def test_a_gain_without_a_date_counts_from_its_report_and_joins_its_holder_s_spell() -> None:
    late = gain("b", FRIDAY, "RSF", "Sudanese army", None, source="Sudan War Monitor")
    assert told(on("2024-06-06", late)) == []
    assert told(on("2024-06-07", late)) == [("El Obeid", "held", ("RSF",))]
    (spell,) = link([gain("a", MONDAY, "RSF", "Sudanese army", "2024-06-01"), late], keyed(MONDAY, FRIDAY)).controls
    assert spell.claim_ids == ("a", "b")


def test_an_ally_who_takes_a_place_years_later_begins_a_spell_of_its_own() -> None:
    rows = [
        gain("a", MONDAY, "Turkey", "rebels", "2020-03-01", at="Brod"),
        gain("b", FRIDAY, "Turkish-backed rebels", "Sudanese army", "2024-06-06", at="Brod"),
    ]
    first, second = link(rows, keyed(MONDAY, FRIDAY)).controls
    assert (first.holder, str(first.until and first.until.start)) == ("Turkey", "2024-06-06")
    assert second.holder == "Turkish-backed rebels"
