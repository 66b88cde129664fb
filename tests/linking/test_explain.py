"""Explaining tells in plain words why the record says what it says, and who overruled what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from decision_values import decided
from linking_values import claim, keyed, report
from test_decisions import event_of, strike

from casus.decision import Decision
from casus.linking import link
from casus.linking.explain import GRADES, explain_event
from casus.linking.explain_control import control_lines
from casus.linking.explain_operations import operation_lines
from casus.linking.explain_tolls import toll_lines
from casus.linking.number_words import count_in_words, range_in_words, words_of
from casus.record import GRADES as ALL_GRADES
from casus.record import Claim, Count, Document, Operation, Toll

HERALD = replace(report("h1", "2024-03-06", "Herald"), text="Jets hit the cattle market; twelve people died there.")
COURIER = report("c1", "2024-03-07", "Courier")
GAZETTE = report("g1", "2024-03-09", "Gazette")
DOCUMENTS = keyed(HERALD, COURIER, GAZETTE)


def told(claims: list[Claim], *decisions: Decision, documents: dict[str, Document] | None = None) -> str:
    """What is told of the event of claim a."""
    known = documents or DOCUMENTS
    links = link(claims, known, decisions)
    return explain_event(event_of(links, "a"), {one.claim_id: one for one in claims}, known, links, decisions)


def test_an_event_is_told_with_its_claims_what_they_share_its_numbers_and_its_grade() -> None:
    text = told([strike("a", HERALD), strike("b", COURIER, source="Sudan War Monitor")])
    for words in (
        '[1] Herald, in report h1, 2024-03-06: "an air strike hit the cattle market" (a)',
        "[2] Sudan War Monitor, in report c1",
        "Why these 2 claims are taken for one event",
        'Both are coded as "air strike".',
        "Both name El Fasher.",
        "Both give the same time, 2024-03-05.",
        "Both name the Sudanese army as the doer.",
        "Both name civilians as the target.",
        'Both use the words "air", "cattle", "hit", "market" and "strike".',
        "killed: 12\n",
        "corroborated: two independent origins or more tell it, and none denies it.",
    ):
        assert words in text
    assert "What speaks against it" not in text
    assert "What people decided" not in text


def test_what_is_named_otherwise_or_not_at_all_is_told_apart() -> None:
    text = told(
        [
            strike("a", HERALD),
            strike("b", COURIER, at="al-Fashir", by="Sudanese armed forces"),
            strike("c", GAZETTE, when=None, by=()),
        ]
    )
    assert "They name one place under several names: El Fasher [1] and [3] and al-Fashir [2]." in text
    assert "[3] gives no time; its report is of 2024-03-09." in text
    assert (
        "The doers named are one side under several names: the Sudanese army [1] and Sudanese armed forces [2]." in text
    )
    assert "[3] names no doer." in text


def test_what_a_person_joined_against_the_evidence_is_told_with_what_speaks_against_it() -> None:
    far = strike("b", COURIER, at="Nyala", when="2024-01-09", by="RSF")
    text = told([strike("a", HERALD), far], decided("merge", "a", "b", reason="the editor says so"))
    text = text.split("What speaks against it")[1]
    assert "El Fasher [1] and Nyala [2] are two places." in text
    assert "Their times lie apart: 2024-03-05 [1] and 2024-01-09 [2]." in text
    assert "They name different doers: the Sudanese army [1] and the RSF [2]." in text
    assert 'Ada, 2024-05-01: claims [1] and [2] are one event, because "the editor says so" (v' in text


def test_one_claim_alone_says_so() -> None:
    assert "One claim alone tells of it" in told([strike("a", HERALD)])


def test_a_number_says_whose_words_it_is_and_what_it_replaced() -> None:
    quoted = claim(
        "a", HERALD, "air_strike", "Jets hit the cattle market", by="Sudanese army", on="civilians", at="El Fasher", when="2024-03-05"
    )  # fmt: skip
    begin = HERALD.text.index("twelve")
    quoted = replace(
        quoted, counts=(Count("killed", 12, 12, begin, begin + 6),), source="doctors", evidence="an air strike hit"
    )
    later = strike("b", GAZETTE, 15, source="doctors")
    text = told([quoted, later])
    assert "killed: 15" in text
    assert (
        '[1] doctors: 12, in the words "Jets hit the cattle market; twelve people died there."; a later total' in text
    )
    assert "[2] doctors: 15" in text
    assert "this is the number taken" in text.split("[2] doctors: 15")[1]


def test_a_part_of_a_number_and_a_number_that_was_set_say_so() -> None:
    both = strike("a", HERALD, counts={"killed": (12, 12), "killed_children": (4, 4)})
    text = told([both], decided("number", "a", what="killed", best=14, reason="the hospital list"))
    assert "They are among the killed, and are not added to them." in text
    assert "killed: 14 (from 12 to 14)" in text
    assert "Set by Ada on 2024-05-01: the hospital list (the claims alone give 12)." in text


def test_a_denial_and_a_corrected_claim_are_marked() -> None:
    claims = [strike("a", HERALD), strike("b", COURIER, status="denied", source="Sudanese army")]
    text = told(claims, decided("correct", "a", changes=(("targets", ("RSF",)),)))
    assert "[2] Sudanese army denies it, in report c1" in text
    assert "(a), read as corrected" in text
    assert "Ada, 2024-05-01: claim [1] is to be read so: done to RSF" in text


def test_a_rival_is_told_with_the_claims_that_stand_against_the_event() -> None:
    gain = claim(
        "a", HERALD, "territory_gain", "fighters entered the southern quarters", by="RSF", on="Sudanese army", at="Omdurman",
        when="2024-03-05", source="Sudan War Monitor", source_type="monitor",
    )  # fmt: skip
    repulse = claim(
        "b", HERALD, "armed_clash", "troops had repelled the assault", by="Sudanese army", on="RSF", at="Omdurman", when="2024-03-05",
        source="Sudanese army", source_type="belligerent",
    )  # fmt: skip
    against = told([gain, repulse]).split("What stands against it")[1]
    assert "troops had repelled the assault" in against
    assert "Both cannot be true: Clashes in Omdurman" in against


def test_every_grade_is_explained() -> None:
    assert tuple(GRADES) == ALL_GRADES


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ((12, 12, 12), "12"),
        ((9, 12, 15), "12 (from 9 to 15)"),
        ((12, 12, None), "12 or more"),
        ((9, 12, None), "12 or more (from 9)"),
        ((None, 12, 20), "12 (up to 20)"),
        ((1000, None, None), "at least 1,000"),
        ((None, None, None), "unknown"),
    ],
)
def test_reconciled_numbers_in_words(ends: tuple[int | None, int | None, int | None], words: str) -> None:
    assert range_in_words(*ends) == words


@pytest.mark.parametrize(
    ("ends", "words"), [((3, 3), "3"), ((3, None), "at least 3"), ((None, 9), "up to 9"), ((3, 9), "3 to 9")]
)
def test_counts_in_words(ends: tuple[int | None, int | None], words: str) -> None:
    assert count_in_words(Count("killed", *ends)) == words


def test_the_words_of_a_number_are_cut_between_words() -> None:
    document = Document(
        "long", "one two three four five six seven eight nine ten 40 eleven twelve " + "more words " * 9
    )
    begin = document.text.index("40")
    shown = words_of(strike("a", document), Count("killed", 40, 40, begin, begin + 2), document)
    assert shown.startswith("...")
    assert shown.endswith("...")
    assert set(shown.strip(".").split()) <= set(document.text.split())


# ------------------------------------------------------------------------------------------ operations, tolls, control


def test_an_operation_is_told_with_places_days_sides_tolls_and_its_name() -> None:
    papers = [report(f"p{day}", f"2024-03-{day + 2:02d}") for day in range(2)]
    fights = [
        claim("f0", papers[0], "armed_clash", "fighting near the bridge", by="RSF", on="Sudanese army", at="Omdurman", when="2024-03-01"),
        claim("f1", papers[1], "shelling", "guns fired at the port", by="RSF", on="Sudanese army", at="Omdurman", when="2024-03-21"),
    ]  # fmt: skip
    links = link(fights, keyed(*papers))
    operation = Operation(
        "o", "Bridge Battle", tuple(event.event_id for event in links.events), sides=(("RSF",), ("Sudanese army",))
    )
    links = replace(links, operations=(operation,))
    named = decided("name", "f0", "f1", name="Bridge Battle")
    toll = Toll("t1", "f0", Count("killed", 40, None), source="doctors", operation_id=operation.operation_id)
    links = replace(links, tolls=(toll, replace(toll, toll_id="t0", superseded_by="t1")))
    text = "\n".join(operation_lines(operation, {one.claim_id: one for one in fights}, links, [named]))
    assert text.startswith("Bridge Battle\n")
    assert "RSF against Sudanese army" in text
    assert "Places: Omdurman (2 of 2 events)." in text
    assert "begin from 2024-03-01 to 2024-03-21; the longest pause is of 20 days" in text
    assert "Sides: 2 of the 2 events name one of its sides." in text
    assert "Told by 2 claims in 2 reports." in text
    assert "at least 40 killed, says doctors (t1)" in text
    assert "t0" not in text
    assert "is called Bridge Battle" in text


def test_a_toll_is_told_with_its_source_words_parts_and_what_replaced_it() -> None:
    first = strike("a", HERALD, aggregate=True)
    links = replace(
        link([first], DOCUMENTS),
        tolls=(
            Toll("t1", "a", Count("killed", 12, 12), (Count("killed_children", 4, None),), "doctors", superseded_by="t2", operation_id="o"),
            Toll("t2", "a", Count("killed", 20, 20), source="doctors"),
        ),
        operations=(Operation("o", "Battle of the market", ()),),
    )  # fmt: skip
    early, late = ("\n".join(toll_lines(toll, {"a": first}, DOCUMENTS, links)) for toll in links.tolls)
    assert early.startswith("12 killed, as doctors claims (toll t1)")
    assert "sums several incidents" in early
    assert "at least 4 killed children are among them, and are not added." in early
    assert "It no longer stands: 20 killed" in early
    assert "Operation: Battle of the market (o)" in early
    assert "It replaces an earlier one: 12 killed" in late


def test_control_is_told_in_order_with_its_claims_and_who_contests_it() -> None:
    gains = [
        claim("a", HERALD, "territory_gain", "took the town", by="RSF", on="Sudanese army", at="Kutum", when="2024-03-01"),
        claim("b", GAZETTE, "territory_gain", "won it back", by="Sudanese army", on="RSF", at="Kutum", when="2024-03-08"),
    ]  # fmt: skip
    spells = link(gains, DOCUMENTS).controls
    text = "\n".join(control_lines(spells, {one.claim_id: one for one in gains}, DOCUMENTS))
    assert text.startswith("Control of Kutum, as claimed")
    assert "RSF: since 2024-03-01 from Sudanese army; until 2024-03-08" in text
    assert "Sudanese army: since 2024-03-08 from RSF; nobody is said to have taken it since" in text
    assert '"took the town" (a)' in text
